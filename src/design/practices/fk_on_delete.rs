//! `fk-on-delete`: every foreign key says what happens when its target goes or changes its key.

use super::{Practice, Work};
use crate::catalog::ReferentialAction;
use crate::domain::{DefaultStyle, Domain, Entity, KeyKind, Reference};
use crate::source::Span;
use crate::syntax::ast::ActionKind;

pub const PRACTICE: Practice = Practice {
    code: "fk-on-delete",
    summary: "Every foreign key states ON DELETE and ON UPDATE",
    source: "GitLab database guidelines, foreign keys: always define ON DELETE; pgrubic CT001, CT002",
    documentation: "A required reference keeps its target (RESTRICT); an optional one is emptied (SET NULL). `on delete cascade` must be written: it deletes rows that \
                    nobody named. Keys do not change: ON UPDATE is RESTRICT.",
    work: Work::Shapes,
    example: "entity User {\n  name varchar(80) unique\n}\nentity Post {\n  author -> User?\n  title varchar(80) unique\n}",
};

/// Those that are written, and those that nobody wrote.
pub(super) fn actions(
    on_delete: Option<(ActionKind, Span)>,
    on_update: Option<(ActionKind, Span)>,
    optional: bool,
    defaults: DefaultStyle,
) -> (ReferentialAction, ReferentialAction) {
    let on_delete = match on_delete {
        Some((kind, _)) => action(kind),
        None if defaults == DefaultStyle::Postgres => ReferentialAction::NoAction,
        None if optional => ReferentialAction::SetNull,
        None => ReferentialAction::Restrict,
    };
    let on_update = match on_update {
        Some((kind, _)) => action(kind),
        None if defaults == DefaultStyle::Postgres => ReferentialAction::NoAction,
        None => ReferentialAction::Restrict,
    };
    (on_delete, on_update)
}

fn action(kind: ActionKind) -> ReferentialAction {
    match kind {
        ActionKind::Cascade => ReferentialAction::Cascade,
        ActionKind::Restrict => ReferentialAction::Restrict,
        ActionKind::SetNull => ReferentialAction::SetNull,
        ActionKind::SetDefault => ReferentialAction::SetDefault,
        ActionKind::NoAction => ReferentialAction::NoAction,
    }
}

pub(super) fn reason(domain: &Domain, entity: &Entity, reference: &Reference, on_delete: ReferentialAction) -> String {
    let target = domain.entity(reference.target);
    let (from, to, name) = (&entity.name.text, &target.name.text, &reference.name.text);
    let natural = matches!(target.key.kind, KeyKind::Attributes(_));
    let written = if reference.on_delete.is_some() { ", as it is written" } else { "" };
    match on_delete {
        ReferentialAction::Cascade => format!("When a `{to}` is deleted, each `{from}` with it as `{name}` goes too{written}"),
        ReferentialAction::SetNull => format!("When a `{to}` is deleted, `{name}` of `{from}` becomes empty{written}"),
        ReferentialAction::SetDefault => format!("When a `{to}` is deleted, `{name}` of `{from}` takes its default{written}"),
        ReferentialAction::Restrict | ReferentialAction::NoAction if natural => {
            format!("No `{to}` can be deleted or change its key while `{from}.{name}` refers to it{written}")
        }
        ReferentialAction::Restrict | ReferentialAction::NoAction => {
            format!("No `{to}` can be deleted while `{from}.{name}` refers to it{written}")
        }
    }
}
