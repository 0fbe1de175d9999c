//! `foreign key (…) -> Entity (…)`: between fields that stand by themselves.
//!
//! Comes in: entities whose columns and keys are known. Goes out: their foreign keys, in columns. Never happens: a foreign key to fields that
//! nothing makes unique.

use super::attributes::entity_target;
use super::declarations::{Declarations, PlacedMember};
use super::keys::find_attribute;
use super::{Domain, Entity, EntityId, Findings, ForeignKey};
use crate::diagnostic::Diagnostic;
use crate::syntax::ast::{self, ActionKind, Member, Name};

pub(super) fn resolve(domain: &mut Domain, members: &[Vec<PlacedMember>], declarations: &Declarations, findings: &mut Findings) {
    for (index, members) in members.iter().enumerate() {
        for placed in members {
            let Member::ForeignKey(written) = placed.member else { continue };
            let place = (placed.space, written.namespace.as_ref());
            let name = Name { text: "foreign key".to_string(), span: written.span };
            let Some(target) = entity_target(&name, place, &written.target, declarations, findings) else { continue };
            let key = foreign_key(domain, index, target, written, findings);
            domain.entities[index].foreign_keys.extend(key);
        }
    }
}

fn foreign_key(domain: &Domain, index: usize, target: EntityId, written: &ast::ForeignKey, findings: &mut Findings) -> Option<ForeignKey> {
    let (entity, other) = (&domain.entities[index], domain.entity(target));
    let columns = columns(entity, &written.fields, findings)?;
    let target_columns = match written.target_fields.as_slice() {
        [] => other.key_columns(),
        fields => columns_of_target(other, fields, findings)?,
    };
    if columns.len() != target_columns.len() {
        findings.push(
            Diagnostic::error(
                "reference-columns",
                format!("a foreign key of {} columns refers to {} of `{}`", columns.len(), target_columns.len(), other.name.text),
            )
            .at(written.span, "one column for each")
            .help(format!("name as many fields of `{}` behind it, in the same order", other.name.text)),
        );
        return None;
    }
    let optional = entity
        .attributes
        .iter()
        .any(|attribute| attribute.optional() && attribute.columns().iter().any(|one| columns.iter().any(|name| name == one)));
    if let Some(action) = written.on_delete.as_ref().filter(|action| action.kind == ActionKind::SetNull && !optional) {
        findings.push(
            Diagnostic::error("set-null-required", "none of these fields may be empty, so that they cannot be set to null")
                .at(action.span, "would break NOT NULL")
                .help("write `?` behind the type of one, or `on delete restrict`"),
        );
    }
    Some(ForeignKey {
        name: written.name.clone(),
        columns,
        target,
        target_columns,
        on_delete: written.on_delete.as_ref().map(|action| (action.kind, action.span)),
        on_update: written.on_update.as_ref().map(|action| (action.kind, action.span)),
        deferrable: written.deferrable,
        not_valid: written.not_valid.is_some(),
        span: written.span,
    })
}

fn columns(entity: &Entity, names: &[Name], findings: &mut Findings) -> Option<Vec<String>> {
    let mut found = Vec::new();
    for name in names {
        let is_field = entity.attributes.iter().any(|attribute| attribute.name().text == name.text);
        // One column of a reference that has several.
        if !is_field && entity.attributes.iter().any(|attribute| attribute.columns().contains(&name.text.as_str())) {
            found.push(name.text.clone());
            continue;
        }
        let attribute = find_attribute(entity, name, "a foreign key", findings)?;
        found.extend(entity.columns_of(&[attribute]));
    }
    Some(found)
}

/// The key that nobody wrote has a column, and no field.
fn columns_of_target(entity: &Entity, names: &[Name], findings: &mut Findings) -> Option<Vec<String>> {
    let mut found = Vec::new();
    for name in names {
        match entity.key_columns().contains(&name.text) && !entity.attributes.iter().any(|attribute| attribute.name().text == name.text) {
            true => found.push(name.text.clone()),
            false => found.extend(columns(entity, std::slice::from_ref(name), findings)?),
        }
    }
    Some(found)
}
