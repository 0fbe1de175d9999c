//! Whole files as specifications.

use indexmap::IndexMap;

use super::*;
use crate::catalog::*;
use crate::plan::fixture::*;
use crate::plan::{Plan, RemovalPolicy, plan};

fn planned(current: &Catalog, target: &Catalog) -> Plan {
    plan(current, target, &IndexMap::new(), RemovalPolicy::Declared).map(|(plan, _)| plan).expect("planned")
}

fn context(name: &str) -> RenderContext {
    RenderContext {
        stamp: "20260101120000".to_string(),
        name: name.to_string(),
        title: "Blog platform".to_string(),
        requirements: vec!["examples/blog.schema".to_string()],
        edition: "2026".to_string(),
        verified: true,
        catalog: blog(),
    }
}

#[test]
fn print_sample() {
    let file = render_migration(&planned(&Catalog::default(), &blog()), &context("create_blog_schema")).expect("rendered");
    std::fs::write("/tmp/helpers/plan_sample.sql", &file.text).expect("written");
}
