//! Small JSON objects whose keys fit the field's name, else the entity.

use super::super::draw::Draw;
use super::super::field::Kind;
use super::super::words::{self, List};
use super::{At, Field, SeedValue, prose, text};

/// Names of fields and what they hold. `<2-14>` is a number, `<a|b>` one of several, `<70%>` true so often, `<name>` a word, `<row>` counts.
const BY_NAME: &[(&[&str], &str)] = &[
    (
        &["settings", "preferences", "options", "config", "configuration", "prefs"],
        r#"{"theme": "<light|dark|system>", "notifications": <70%>, "page_size": <10|20|50>}"#,
    ),
    (&["dimensions", "size", "measurements"], r#"{"width_cm": <5-80>, "height_cm": <5-80>, "depth_cm": <2-40>}"#),
    (
        &["payload", "event", "data", "message", "body"],
        r#"{"kind": "<created|updated|viewed|exported>", "sequence": <row>, "source": "<web|mobile|import>"}"#,
    ),
    (&["metadata", "meta", "extra", "info"], r#"{"source": "<form|import|interface>", "revision": <1-9>, "checked": <60%>}"#),
    (&["permissions", "roles", "scopes", "rights"], r#"{"read": true, "write": <60%>, "manage": <10%>}"#),
    (&["stats", "metrics", "statistics", "counters", "usage"], r#"{"views": <12-4800>, "likes": <0-240>, "shares": <0-40>}"#),
    (
        &["specs", "specification", "specifications", "features", "properties"],
        r#"{"color": "<sand|slate|forest|cream|charcoal>", "weight_g": <40-2400>, "warranty_years": <1-5>}"#,
    ),
    (&["seo"], r#"{"index": <90%>, "priority": <1-5>, "keyword": "<name>"}"#),
    (&["changes", "diff"], r#"{"field": "<name|status|price|address>", "version": <2-30>}"#),
    (&["headers"], r#"{"accept": "<application/json|text/html>", "language": "<en|de|fr|es>"}"#),
    (&["links", "social"], r#"{"website": "https://example.com/<row>", "feed": "https://example.com/<row>/feed"}"#),
    (
        &["availability", "opening_hours", "hours"],
        r#"{"opens": "<07:30|08:00|09:00>", "closes": "<17:00|18:30|20:00>", "weekends": <35%>}"#,
    ),
];

const BY_KIND: &[(Kind, &str)] = &[
    (Kind::Article, r#"{"series": "<name>", "reading_minutes": <2-14>, "featured": <25%>}"#),
    (Kind::Product, r#"{"color": "<sand|slate|forest|cream|charcoal>", "weight_g": <40-2400>, "gift_wrap": <40%>}"#),
    (Kind::Person, r#"{"newsletter": <55%>, "visits": <1-90>, "theme": "<light|dark|system>"}"#),
    (Kind::Task, r#"{"estimate_hours": <1-16>, "component": "<name>", "blocked": <15%>}"#),
    (Kind::Event, r#"{"seats": <8-120>, "outdoor": <30%>, "language": "<en|de|fr|es>"}"#),
    (Kind::Work, r#"{"series": "<name>", "edition": <1-6>, "illustrated": <30%>}"#),
    (Kind::Organization, r#"{"employees": <3-400>, "supplier": <40%>, "group": "<name>"}"#),
];

const USUAL: &str = r#"{"group": "<name>", "position": <1-40>, "reviewed": <70%>}"#;

pub fn json(field: &Field, at: &At) -> SeedValue {
    let mut draw = field.draw(at);
    // A default of `[]` says that the field holds a list.
    if field.default == Some(SeedValue::Text("[]".to_string())) || field.named(&["tags", "labels", "items", "list", "keywords"]) {
        let tags = field.words(List::Tags);
        let first = draw.number() % tags.len().max(1) as u64;
        let second = first + 1 + draw.below(tags.len().saturating_sub(1).max(1) as u64);
        return text(format!("[\"{}\", \"{}\"]", words::at(tags, first), words::at(tags, second)));
    }
    let by_name = BY_NAME.iter().find(|(names, _)| field.named(names)).map(|(_, form)| *form);
    let by_kind = || BY_KIND.iter().find(|(kind, _)| *kind == field.kind).map(|(_, form)| *form);
    text(filled(by_name.or_else(by_kind).unwrap_or(USUAL), field, at, &mut draw))
}

fn filled(form: &str, field: &Field, at: &At, draw: &mut Draw) -> String {
    let mut parts = form.split('<');
    let mut object = parts.next().unwrap_or("").to_string();
    for part in parts {
        let (hole, rest) = part.split_once('>').unwrap_or((part, ""));
        object.push_str(&value(hole, field, at, draw));
        object.push_str(rest);
    }
    object
}

fn value(hole: &str, field: &Field, at: &At, draw: &mut Draw) -> String {
    let range = |text: &str| text.split_once('-').and_then(|(low, high)| Some((low.parse().ok()?, high.parse().ok()?)));
    if hole == "row" {
        (at.row + 1).to_string()
    } else if hole == "name" {
        words::at(field.words(List::Names), draw.number()).to_string()
    } else if let Some(chance) = hole.strip_suffix('%') {
        draw.percent(chance.parse().unwrap_or(50)).to_string()
    } else if let Some((low, high)) = range(hole) {
        draw.between(low, high).to_string()
    } else {
        let choices: Vec<&str> = hole.split('|').collect();
        // What is called "Cream Scarf" is cream.
        if choices.contains(&"charcoal") {
            let name = prose::name_of(&Field { group: field.table, ..field.clone() }, at).to_lowercase();
            let colors = choices.iter().copied().chain(["midnight blue", "terracotta"]);
            if let Some(color) = colors.into_iter().find(|color| name.contains(color)) {
                return color.to_string();
            }
        }
        draw.pick(&choices).copied().unwrap_or_default().to_string()
    }
}
