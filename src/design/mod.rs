//! Domain to Catalog, by practices.
//!
//! Comes in: what was meant. Goes out: a [`Design`]: the catalog that would hold it, why each object is there, and which rows the
//! requirements ask for, in the catalog's own names. Never happens: a look at what stands already (that is `plan`'s).

pub mod codes;
mod draft;
mod literal;
mod population;
pub mod practices;
mod surroundings;
mod view_names;

#[cfg(test)]
mod tests;

pub use draft::name_of_unnamed;
pub use literal::array_element;

use crate::ordered::IndexMap;

use crate::catalog::{Catalog, DataType, ObjectPath, QualifiedName};
use crate::diagnostic::Diagnostic;
use crate::domain::Domain;
use crate::parallel::both;
use crate::source::{Origin, Span};

/// The target, with its reasons.
#[derive(Debug, Clone, Default)]
pub struct Design {
    pub catalog: Catalog,
    /// Why each object of `catalog` is there. Tables, columns, constraints, indexes, triggers, enums, functions all have one.
    pub origins: IndexMap<ObjectPath, Origin>,
    /// What practices decided, in the order of the requirements; for the report.
    pub decisions: Vec<Decision>,
    pub population: Population,
    /// Tables that others make and that this project refers to. They are not in `catalog`.
    pub external: Vec<ExternalTable>,
}

/// A table that stands elsewhere: what must be there of it.
#[derive(Debug, Clone, PartialEq)]
pub struct ExternalTable {
    pub name: QualifiedName,
    /// Of its key.
    pub columns: Vec<(String, DataType)>,
    pub span: Span,
}

/// From so many entities on, what only reads the finished design is done at once.
const MANY: usize = 100;

/// Builds the target by the practices in their order, then asks the others for advice. The domain must be free of errors.
pub fn design(domain: &Domain) -> (Design, Vec<Diagnostic>) {
    let mut draft = draft::Draft::new(domain);
    surroundings::build(&mut draft);
    for practice in practices::ALL {
        if let practices::Work::Builds(build) = practice.work {
            build(&mut draft);
        }
    }
    let external = surroundings::external_tables(&draft);
    let mut findings = std::mem::take(&mut draft.findings);
    findings.extend(view_names::find(domain, &draft.catalog));
    let mut decisions = std::mem::take(&mut draft.decisions);
    let advise = || {
        let review = practices::Review::new(domain, &draft.catalog);
        for practice in practices::ALL {
            if let practices::Work::Advises { find, .. } = practice.work {
                find(&review, &mut findings);
            }
        }
        findings.sort_by_key(|finding| finding.span);
    };
    let populate = || {
        // The reasons come in the order of the requirements, not of the practices.
        decisions.sort_by_cached_key(|decision| draft.origins.get(&decision.object).and_then(Origin::span));
        population::populate(&draft)
    };
    let ((), population) = both(domain.entities.len() >= MANY, advise, populate);
    let mut catalog = draft.catalog;
    catalog.sort();
    (Design { catalog, origins: draft.origins, decisions, population, external }, findings)
}

/// One thing that a practice decided.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// The practice's code, e.g. `fk-indexed`.
    pub practice: &'static str,
    pub object: ObjectPath,
    /// One sentence: what was done and why.
    pub reason: String,
}

/// The rows that the requirements ask for, by table, in the order of the requirements.
#[derive(Debug, Clone, Default)]
pub struct Population {
    /// What the seed's values depend on besides their place: the project's name.
    pub salt: String,
    /// Whose names, places and words: the code of a locale; without one, those of `en`.
    pub locale: String,
    pub tables: IndexMap<QualifiedName, TablePopulation>,
}

#[derive(Debug, Clone, Default)]
pub struct TablePopulation {
    /// The entity's name as written, for messages.
    pub entity: String,
    /// The entity joins two others and was made for a `<->`: rows of it follow from both sides.
    pub join_table: bool,
    /// The table stands for an enum: its rows are the migration's, and the seed only refers to them.
    pub lookup: bool,
    pub initial: Vec<InitialRows>,
    pub sample: Option<SampleRequest>,
    /// By column: what its values mean. Columns filled by the database (keys, timestamps) are absent.
    pub meanings: IndexMap<String, Meaning>,
    /// No requirement tells what the columns mean: their names and constraints do. A default does not say that the database has to fill one.
    pub unexplained: bool,
    /// Rows give the numbers of their key, since nothing else of them is a name for others.
    pub numbered: bool,
    /// By the name of a constraint: where it is written.
    pub places: IndexMap<String, Span>,
    /// Other columns that rows give a value, although the database would.
    pub supplied: Vec<String>,
}

/// `rows (email, username) { … }` in the columns of the table.
#[derive(Debug, Clone)]
pub struct InitialRows {
    /// One for each written field; a reference stands as its foreign key's name.
    pub fields: Vec<PopulationField>,
    pub rows: Vec<(Vec<GivenValue>, Span)>,
    pub span: Span,
}

/// Where a given value goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PopulationField {
    Column(String),
    /// The name of a foreign key of this table; the value names the parent by its natural key.
    ForeignKey(String),
}

/// A value that was written in the requirements.
#[derive(Debug, Clone, PartialEq)]
pub enum GivenValue {
    Null,
    Boolean(bool),
    /// As written: `-12.50`.
    Number(String),
    /// Also enum values, dates and everything else that is written as a string.
    Text(String),
    /// JSON text.
    Json(String),
    Array(Vec<GivenValue>),
    /// SQL text, checked.
    Expression(String),
}

/// `seed 5 { is_admin = true }`
#[derive(Debug, Clone)]
pub struct SampleRequest {
    pub count: u64,
    /// As many as can be are enough.
    pub flexible: bool,
    /// Whether the number was said on the command line, and not in the requirements.
    pub on_command_line: bool,
    pub fixed: Vec<(PopulationField, GivenValue)>,
    /// The line that asks for them; none where a person asks for rows of what stands.
    pub span: Option<Span>,
}

/// What a column's values mean, for the seed's generators.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Meaning {
    /// The semantic type's name (`email`, `slug`, `money` …), or the plain type's (`varchar`, `bool`, `enum` …).
    pub semantic: String,
    /// `money(EUR)` → `["EUR"]`.
    pub arguments: Vec<String>,
    /// Whether the arguments are all values that there are: those of an enum.
    pub closed: bool,
    /// `varchar(3..30)`: of characters.
    pub minimum_length: Option<u32>,
    pub maximum_length: Option<u32>,
    /// A regular expression that the value matches.
    pub pattern: Option<String>,
    /// The field's name as written.
    pub field: String,
    /// Its doc comment.
    pub documentation: Option<String>,
}
