//! What a person asks `generate` for.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::model::ModelWish;
use super::stage::ServerChoice;
use crate::convention::Told;
use crate::intent::Draft;
use crate::publish::Folders;
use crate::source::{FileId, Span};
use crate::syntax;
use crate::syntax::ast::Item;

/// What a person asks for.
#[derive(Debug, Clone)]
pub struct GenerateRequest {
    pub inputs: Vec<PathBuf>,
    pub folders: Folders,
    /// About the convention of the migrations.
    pub told: Told,
    pub name: Option<String>,
    pub timestamp: Option<String>,
    /// `false` for `--no-verify`.
    pub prove: bool,
    /// `false` for `--samples off`.
    pub samples: bool,
    pub dry_run: bool,
    /// Places of `was` and `removed` that are taken as not written.
    pub forgotten: BTreeSet<Span>,
    pub server: ServerChoice,
    /// What `--text` says: requirements that become a file of their own.
    pub said: Option<FreeText>,
    /// `--locked`: no free text is read anew.
    pub locked: bool,
    /// `--model`: what reads free text beside the rules.
    pub model: Option<ModelWish>,
}

/// Requirements in a person's words.
#[derive(Debug, Clone)]
pub struct FreeText {
    pub text: String,
    /// What its requirement file is called when the text names no project: after the file that it stands in.
    pub named_after: Option<String>,
    /// What the person calls it.
    pub name: Option<String>,
    /// `false` for `--archetypes off`.
    pub archetypes: bool,
}

impl FreeText {
    /// The name of the requirement file without its end.
    pub(super) fn name_for(&self, draft: &Draft) -> String {
        let (ast, _) = syntax::parse(FileId(0), &draft.schema);
        let project = ast.items.iter().find_map(|item| match item {
            Item::Project(project) => Some(plain_name(&project.name.text)),
            _ => None,
        });
        let names = [self.name.clone(), project, self.named_after.as_deref().map(plain_name)];
        names.into_iter().flatten().find(|name| !name.is_empty()).unwrap_or_else(|| "requirements".to_string())
    }
}

/// Lower case, digits and underscores, as every file system has them.
fn plain_name(name: &str) -> String {
    let plain: String = name.to_lowercase().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    plain.trim_matches('_').chars().take(LONGEST_NAME).collect()
}

const LONGEST_NAME: usize = 60;
