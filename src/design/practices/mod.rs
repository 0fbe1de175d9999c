//! Practices: what experts ask of a design, one a file.
//!
//! Comes in: the domain, and the design so far. Goes out: objects of the catalog, or advice. To add one: a file here and its line in [`ALL`].
//! Builders run in the order of the list. Never happens: a change of what the requirements say.

mod bool_not_null;
mod comments;
mod entity_name_plural;
mod enum_or_lookup;
mod enum_too_large;
mod exclusion_as_written;
mod extension_of_type;
mod fk_declared;
mod fk_indexed;
mod fk_no_on_update_cascade;
mod fk_on_delete;
mod id_suffix_is_fk;
mod ident_63;
mod index_as_written;
mod index_max_3;
mod join_table_composite_pk;
mod jsonb_not_json;
mod named_constraints;
mod no_char_n;
mod no_csv_column;
mod no_duplicate_index;
mod no_float_money;
mod no_metadata_tribbles;
mod no_money;
mod no_plain_password;
mod no_polymorphic;
mod no_reserved;
mod no_timetz;
mod no_ts_precision;
mod no_xml;
mod not_null_default;
mod not_too_many_indexes;
mod nulls_not_distinct;
mod pk_required;
mod range_check;
mod reference_name;
mod snake_case;
mod text_plus_check;
mod timestamps;
mod timestamptz;
mod unique_natural_key;
mod written_name_case;

use super::draft::Draft;
use crate::catalog::{Catalog, Deferrable};
use crate::diagnostic::Diagnostic;
use crate::domain::{Domain, Entity, Field};
use crate::syntax::ast;

/// Every practice: those that build, in their order, then those that advise.
pub const ALL: &[Practice] = &[
    enum_or_lookup::PRACTICE,
    snake_case::PRACTICE,
    pk_required::PRACTICE,
    not_null_default::PRACTICE,
    timestamps::PRACTICE,
    text_plus_check::PRACTICE,
    extension_of_type::PRACTICE,
    fk_declared::PRACTICE,
    fk_on_delete::PRACTICE,
    named_constraints::PRACTICE,
    join_table_composite_pk::PRACTICE,
    index_as_written::PRACTICE,
    exclusion_as_written::PRACTICE,
    fk_indexed::PRACTICE,
    comments::PRACTICE,
    no_float_money::PRACTICE,
    no_plain_password::PRACTICE,
    jsonb_not_json::PRACTICE,
    timestamptz::PRACTICE,
    no_timetz::PRACTICE,
    no_ts_precision::PRACTICE,
    no_char_n::PRACTICE,
    no_money::PRACTICE,
    no_xml::PRACTICE,
    bool_not_null::PRACTICE,
    no_csv_column::PRACTICE,
    id_suffix_is_fk::PRACTICE,
    no_polymorphic::PRACTICE,
    range_check::PRACTICE,
    no_metadata_tribbles::PRACTICE,
    unique_natural_key::PRACTICE,
    enum_too_large::PRACTICE,
    no_reserved::PRACTICE,
    nulls_not_distinct::PRACTICE,
    entity_name_plural::PRACTICE,
    written_name_case::PRACTICE,
    index_max_3::PRACTICE,
    no_duplicate_index::PRACTICE,
    not_too_many_indexes::PRACTICE,
    reference_name::PRACTICE,
    fk_no_on_update_cascade::PRACTICE,
    ident_63::PRACTICE,
];

fn deferrable(written: Option<ast::Deferrable>) -> Deferrable {
    match written {
        None => Deferrable::No,
        Some(ast::Deferrable { initially_deferred: false, .. }) => Deferrable::InitiallyImmediate,
        Some(ast::Deferrable { initially_deferred: true, .. }) => Deferrable::InitiallyDeferred,
    }
}

pub struct Practice {
    /// Stable, as in diagnostics and decisions.
    pub code: &'static str,
    /// One sentence without a full stop.
    pub summary: &'static str,
    /// A documentation page, or a rule of a linter.
    pub source: &'static str,
    /// Why, and what to write.
    pub documentation: &'static str,
    pub work: Work,
    /// Requirements that show it: built by it, or free of its advice. A test runs them.
    pub example: &'static str,
}

pub enum Work {
    /// Adds to the design.
    Builds(fn(&mut Draft)),
    /// Decides a part of what another practice builds.
    Shapes,
    /// Says what an expert would do otherwise; `bad` are requirements that get the advice.
    Advises { find: fn(&Review, &mut Vec<Diagnostic>), bad: &'static str },
}

/// What an advising practice looks at.
pub struct Review<'a> {
    pub domain: &'a Domain,
    pub catalog: &'a Catalog,
}

impl<'a> Review<'a> {
    pub(super) fn new(domain: &'a Domain, catalog: &'a Catalog) -> Review<'a> {
        Review { domain, catalog }
    }

    /// Every field with its entity.
    fn fields(&self) -> impl Iterator<Item = (&'a Entity, &'a Field)> + use<'a> {
        self.domain.own_entities().flat_map(|entity| entity.fields().map(move |field| (entity, field)))
    }
}
