//! The templates and the one door into them: a value that is not [`SqlText`] is refused (law 7).

use std::fmt;
use std::sync::{Arc, LazyLock};

use minijinja::value::{Object, Value};
use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior};

use crate::sql::SqlText;

/// Name → text. One entry for each file of templates/.
const TEMPLATES: &[(&str, &str)] = &[
    ("difference/add_column.sql", include_str!("../../templates/difference/add_column.sql")),
    ("difference/add_constraint.sql", include_str!("../../templates/difference/add_constraint.sql")),
    ("difference/alter_sequence.sql", include_str!("../../templates/difference/alter_sequence.sql")),
    ("difference/alter_table.sql", include_str!("../../templates/difference/alter_table.sql")),
    ("difference/column_default.sql", include_str!("../../templates/difference/column_default.sql")),
    ("difference/column_identity.sql", include_str!("../../templates/difference/column_identity.sql")),
    ("difference/column_not_null.sql", include_str!("../../templates/difference/column_not_null.sql")),
    ("difference/column_type.sql", include_str!("../../templates/difference/column_type.sql")),
    ("difference/constraint_named.sql", include_str!("../../templates/difference/constraint_named.sql")),
    ("difference/create_function.sql", include_str!("../../templates/difference/create_function.sql")),
    ("difference/create_sequence.sql", include_str!("../../templates/difference/create_sequence.sql")),
    ("difference/create_table.sql", include_str!("../../templates/difference/create_table.sql")),
    ("difference/definition.sql", include_str!("../../templates/difference/definition.sql")),
    ("difference/drop.sql", include_str!("../../templates/difference/drop.sql")),
    ("difference/drop_column.sql", include_str!("../../templates/difference/drop_column.sql")),
    ("difference/drop_expression.sql", include_str!("../../templates/difference/drop_expression.sql")),
    ("difference/drop_trigger.sql", include_str!("../../templates/difference/drop_trigger.sql")),
    ("difference/rename.sql", include_str!("../../templates/difference/rename.sql")),
    ("difference/table_option.sql", include_str!("../../templates/difference/table_option.sql")),
    ("difference/trigger_state.sql", include_str!("../../templates/difference/trigger_state.sql")),
    ("migration/compare.sql", include_str!("../../templates/migration/compare.sql")),
    ("migration/header.sql", include_str!("../../templates/migration/header.sql")),
    ("migration/settings.sql", include_str!("../../templates/migration/settings.sql")),
    ("seed/copy.sql", include_str!("../../templates/seed/copy.sql")),
    ("seed/insert_keyed.sql", include_str!("../../templates/seed/insert_keyed.sql")),
    ("seed/stream_settings.sql", include_str!("../../templates/seed/stream_settings.sql")),
    ("seed/insert.sql", include_str!("../../templates/seed/insert.sql")),
    ("seed/reserve_numbers.sql", include_str!("../../templates/seed/reserve_numbers.sql")),
    ("seed/advance_sequence.sql", include_str!("../../templates/seed/advance_sequence.sql")),
    ("seed/advance_shared_sequence.sql", include_str!("../../templates/seed/advance_shared_sequence.sql")),
    ("seed/close.sql", include_str!("../../templates/seed/close.sql")),
    ("seed/parents.sql", include_str!("../../templates/seed/parents.sql")),
    ("seed/require_parents.sql", include_str!("../../templates/seed/require_parents.sql")),
    ("statement/add_columns.sql", include_str!("../../templates/statement/add_columns.sql")),
    ("statement/add_constraint.sql", include_str!("../../templates/statement/add_constraint.sql")),
    ("statement/add_enum_value.sql", include_str!("../../templates/statement/add_enum_value.sql")),
    ("statement/add_lookup_values.sql", include_str!("../../templates/statement/add_lookup_values.sql")),
    ("statement/alter_column_type.sql", include_str!("../../templates/statement/alter_column_type.sql")),
    ("statement/column.sql", include_str!("../../templates/statement/column.sql")),
    ("statement/comment.sql", include_str!("../../templates/statement/comment.sql")),
    ("statement/constraint.sql", include_str!("../../templates/statement/constraint.sql")),
    ("statement/create_enum.sql", include_str!("../../templates/statement/create_enum.sql")),
    ("statement/create_extension.sql", include_str!("../../templates/statement/create_extension.sql")),
    ("statement/drop_own_extension.sql", include_str!("../../templates/statement/drop_own_extension.sql")),
    ("statement/guarded_extension.sql", include_str!("../../templates/statement/guarded_extension.sql")),
    ("statement/create_function.sql", include_str!("../../templates/statement/create_function.sql")),
    ("statement/create_index.sql", include_str!("../../templates/statement/create_index.sql")),
    ("statement/create_schema.sql", include_str!("../../templates/statement/create_schema.sql")),
    ("statement/create_table.sql", include_str!("../../templates/statement/create_table.sql")),
    ("statement/create_trigger.sql", include_str!("../../templates/statement/create_trigger.sql")),
    ("statement/drop.sql", include_str!("../../templates/statement/drop.sql")),
    ("statement/drop_parts.sql", include_str!("../../templates/statement/drop_parts.sql")),
    ("statement/drop_trigger.sql", include_str!("../../templates/statement/drop_trigger.sql")),
    ("statement/fill_nulls.sql", include_str!("../../templates/statement/fill_nulls.sql")),
    ("statement/guarded.sql", include_str!("../../templates/statement/guarded.sql")),
    ("statement/guarded_constraints.sql", include_str!("../../templates/statement/guarded_constraints.sql")),
    ("statement/bounded_sequence.sql", include_str!("../../templates/statement/bounded_sequence.sql")),
    ("statement/guarded_definition.sql", include_str!("../../templates/statement/guarded_definition.sql")),
    ("statement/guarded_enum.sql", include_str!("../../templates/statement/guarded_enum.sql")),
    ("statement/guarded_function.sql", include_str!("../../templates/statement/guarded_function.sql")),
    ("statement/guarded_swap.sql", include_str!("../../templates/statement/guarded_swap.sql")),
    ("statement/guarded_trigger.sql", include_str!("../../templates/statement/guarded_trigger.sql")),
    ("statement/prove_unused.sql", include_str!("../../templates/statement/prove_unused.sql")),
    ("statement/require_unless_filled.sql", include_str!("../../templates/statement/require_unless_filled.sql")),
    ("statement/refuse.sql", include_str!("../../templates/statement/refuse.sql")),
    ("migration/compare_view.sql", include_str!("../../templates/migration/compare_view.sql")),
    ("migration/compare_functions.sql", include_str!("../../templates/migration/compare_functions.sql")),
    ("statement/other_columns.sql", include_str!("../../templates/statement/other_columns.sql")),
    ("statement/other_values.sql", include_str!("../../templates/statement/other_values.sql")),
    ("statement/undone.sql", include_str!("../../templates/statement/undone.sql")),
    ("statement/made_anew.sql", include_str!("../../templates/statement/made_anew.sql")),
    ("statement/copy_lookup_value.sql", include_str!("../../templates/statement/copy_lookup_value.sql")),
    ("statement/lead_lookup_value.sql", include_str!("../../templates/statement/lead_lookup_value.sql")),
    ("statement/drop_lookup_value.sql", include_str!("../../templates/statement/drop_lookup_value.sql")),
    ("statement/lookup_value_stands.sql", include_str!("../../templates/statement/lookup_value_stands.sql")),
    ("statement/remove_lookup_values.sql", include_str!("../../templates/statement/remove_lookup_values.sql")),
    ("statement/guarded_renames.sql", include_str!("../../templates/statement/guarded_renames.sql")),
    ("statement/part_stands.sql", include_str!("../../templates/statement/part_stands.sql")),
    ("statement/rename_part.sql", include_str!("../../templates/statement/rename_part.sql")),
    ("statement/rename.sql", include_str!("../../templates/statement/rename.sql")),
    ("statement/stands.sql", include_str!("../../templates/statement/stands.sql")),
    ("statement/rename_type.sql", include_str!("../../templates/statement/rename_type.sql")),
];

/// A mistake of ours: a template and the code that fills it do not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderError {
    pub message: String,
}

impl fmt::Display for RenderError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for RenderError {}

/// [`SqlText`] on its way into a template.
#[derive(Debug, Clone)]
pub(super) struct Sql(Arc<Printable>);

#[derive(Debug)]
struct Printable(SqlText);

impl Object for Printable {
    /// `{% if column.default %}` asks whether there is one.
    fn is_true(self: &Arc<Self>) -> bool {
        true
    }
}

impl From<SqlText> for Sql {
    fn from(text: SqlText) -> Sql {
        Sql(Arc::new(Printable(text)))
    }
}

/// What a template may be given: text to print, flags to ask, lists and records of these. Not by way of serde, which would cost more than
/// the templates themselves: a thousand tables have a hundred thousand values.
pub(super) trait TemplateValue {
    fn template_value(&self) -> Value;
}

impl TemplateValue for Value {
    fn template_value(&self) -> Value {
        self.clone()
    }
}

impl TemplateValue for Sql {
    fn template_value(&self) -> Value {
        Value::from_dyn_object(self.0.clone())
    }
}

impl TemplateValue for bool {
    fn template_value(&self) -> Value {
        Value::from(*self)
    }
}

impl<T: TemplateValue> TemplateValue for Option<T> {
    fn template_value(&self) -> Value {
        self.as_ref().map_or_else(|| Value::from(()), T::template_value)
    }
}

impl<T: TemplateValue> TemplateValue for Vec<T> {
    fn template_value(&self) -> Value {
        self.iter().map(T::template_value).collect()
    }
}

/// Values by name. There are few, and a search through few beats a map.
#[derive(Debug)]
pub(super) struct Record(pub Vec<(&'static str, Value)>);

impl Object for Record {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        self.0.iter().find(|(name, _)| *name == key).map(|(_, value)| value.clone())
    }

    fn is_true(self: &Arc<Self>) -> bool {
        true
    }
}

/// The values of a template by name: `values! { name, columns => parts }`. Like minijinja's `context!`, for any [`TemplateValue`].
macro_rules! values {
    (@one $name:ident) => { $crate::render::template::TemplateValue::template_value(&$name) };
    (@one $name:ident => $value:expr) => { $crate::render::template::TemplateValue::template_value(&$value) };
    ($($name:ident $(=> $value:expr)?),* $(,)?) => {
        minijinja::value::Value::from_object($crate::render::template::Record(vec![
            $((stringify!($name), $crate::render::template::values!(@one $name $(=> $value)?))),*
        ]))
    };
}
pub(super) use values;

/// Templates may read the named fields of a struct.
macro_rules! readable {
    ($type:ty { $($field:ident),* $(,)? }) => {
        impl $crate::render::template::TemplateValue for $type {
            fn template_value(&self) -> minijinja::value::Value {
                $crate::render::template::values! { $($field => self.$field),* }
            }
        }
    };
}
pub(super) use readable;

pub(super) struct Templates {
    environment: Environment<'static>,
}

/// Read once: rows that are tried one by one are rendered one by one.
static ENVIRONMENT: LazyLock<Result<Environment<'static>, RenderError>> = LazyLock::new(environment);

fn environment() -> Result<Environment<'static>, RenderError> {
    let mut environment = Environment::empty();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    let syntax = minijinja::syntax::SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
    environment.set_syntax(syntax.map_err(|error| failure("syntax", &error))?);
    environment.set_formatter(|output, _, value| match value.downcast_object_ref::<Printable>() {
        Some(Printable(text)) => output.write_str(text.as_str()).map_err(Error::from),
        None => Err(Error::new(ErrorKind::InvalidOperation, format!("a template may print SqlText only, not {}", value.kind()))),
    });
    for (name, text) in TEMPLATES {
        environment.add_template_owned(*name, with_parts(text)).map_err(|error| failure(name, &error))?;
    }
    Ok(environment)
}

impl Templates {
    pub fn new() -> Result<Templates, RenderError> {
        ENVIRONMENT.clone().map(|environment| Templates { environment })
    }

    /// The template's text without its last line break.
    pub fn render(&self, name: &str, values: Value) -> Result<String, RenderError> {
        let template = self.environment.get_template(name).map_err(|error| failure(name, &error))?;
        let mut text = template.render(values).map_err(|error| failure(name, &error))?;
        text.truncate(text.trim_end_matches('\n').len());
        Ok(text)
    }

    /// A DO block: `render` with a dollar tag that does not occur in the block.
    pub fn render_tagged(&self, name: &str, values: impl Fn(Sql) -> Value) -> Result<String, RenderError> {
        let (tag, text) = untagged(|tag| self.render(name, values(SqlText::trusted(tag).into())))?;
        debug_assert!(text.contains(&tag));
        Ok(text)
    }
}

/// Templates that stand in others for each line of a table: put there once, as minijinja would make ready for each line anew.
const PARTS: &[&str] = &["statement/column.sql", "statement/constraint.sql"];

fn with_parts(text: &str) -> String {
    let mut whole = text.to_string();
    for (name, part) in TEMPLATES.iter().filter(|(name, _)| PARTS.contains(name)) {
        for sign in ["", "+"] {
            whole = whole.replace(&format!("{{%{sign} include \"{name}\" %}}"), part.trim_end_matches('\n'));
        }
    }
    whole
}

/// Tries `$groundplan$`, `$groundplan1$`, … until the tag stands in the text exactly twice.
fn untagged(render: impl Fn(String) -> Result<String, RenderError>) -> Result<(String, String), RenderError> {
    for number in 0.. {
        let tag = dollar_tag("groundplan", number);
        let text = render(tag.clone())?;
        if text.matches(&tag).count() == 2 {
            return Ok((tag, text));
        }
    }
    Err(RenderError { message: "no dollar tag is free".to_string() })
}

fn dollar_tag(word: &str, number: u32) -> String {
    if number == 0 { format!("${word}$") } else { format!("${word}{number}$") }
}

/// A function's body: dollar-quoted, so that it reads as written; as a string constant where a line-end conversion could change it.
pub(super) fn quote_body(body: &str) -> SqlText {
    if body.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        return crate::sql::quote_literal(body);
    }
    let free = (0..).map(|number| dollar_tag("function", number)).find(|tag| !format!("{body}$").contains(tag.as_str()));
    match free {
        Some(tag) => SqlText::trusted(format!("{tag}{body}{tag}")),
        None => crate::sql::quote_literal(body),
    }
}

fn failure(name: &str, error: &Error) -> RenderError {
    RenderError { message: format!("templates/{name}: {error}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn templates_with(text: &'static str) -> Templates {
        let mut templates = Templates::new().expect("the templates parse");
        templates.environment.add_template("test", text).expect("the test's template parses");
        templates
    }

    #[test]
    fn a_template_prints_sql_text_and_nothing_else() {
        let templates = templates_with("DROP TABLE {{ name }};");
        assert_eq!(templates.render("test", values! { name => Sql::from(SqlText::trusted("posts")) }).as_deref(), Ok("DROP TABLE posts;"));
        for refused in [Value::from("posts"), Value::from(1), Value::from(true), Value::from(vec!["posts"]), Value::from(())] {
            let error = templates.render("test", values! { name => refused }).expect_err("refused");
            assert!(error.message.contains("SqlText only"), "{error}");
        }
        assert!(templates.render("test", values! {}).is_err(), "an undefined name");
    }

    #[test]
    fn templates_have_no_filters_tests_functions_or_constants_of_their_own() {
        for text in ["{{ name|upper }}", "{{ range(3) }}", "{{ 'text' }}"] {
            assert!(templates_with_checked(text).is_err(), "{text}");
        }
    }

    fn templates_with_checked(text: &'static str) -> Result<String, String> {
        let mut templates = Templates::new().map_err(|error| error.message)?;
        templates.environment.add_template("test", text).map_err(|error| error.to_string())?;
        templates.render("test", values! { name => Sql::from(SqlText::trusted("posts")) }).map_err(|error| error.message)
    }

    #[test]
    fn the_lines_of_a_table_stand_in_their_templates_and_are_not_included_each_time() {
        for (name, text) in TEMPLATES {
            let whole = with_parts(text);
            assert!(!PARTS.iter().any(|part| whole.contains(&format!("include \"{part}\""))), "{name}: {whole}");
        }
        let used = PARTS.iter().filter(|part| TEMPLATES.iter().any(|(_, text)| text.contains(&format!("include \"{part}\""))));
        assert_eq!(used.count(), PARTS.len(), "a part that no template has");
    }

    #[test]
    fn a_dollar_tag_never_occurs_in_what_it_quotes() {
        assert_eq!(quote_body("a $function$ b").as_str(), "$function1$a $function$ b$function1$");
        assert_eq!(quote_body("ends with $function").as_str(), "$function1$ends with $function$function1$");
        assert_eq!(quote_body("a\r\nb").as_str(), "E'a\\r\nb'");
        let hostile = SqlText::trusted("'$groundplan$ $groundplan1$'");
        let text = Templates::new().and_then(|templates| {
            templates.render_tagged("statement/refuse.sql", |tag| values! { tag, message => Sql::from(hostile.clone()) })
        });
        assert!(text.is_ok_and(|text| text.starts_with("DO $groundplan2$\n") && text.ends_with("$groundplan2$;")));
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a test may look at the sources")]
    fn every_file_of_the_templates_folder_is_known() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
        let mut found = Vec::new();
        for room in std::fs::read_dir(&root).expect("templates/ is there").flatten() {
            for file in std::fs::read_dir(room.path()).into_iter().flatten().flatten() {
                found.push(format!("{}/{}", room.file_name().to_string_lossy(), file.file_name().to_string_lossy()));
            }
        }
        found.sort();
        let mut known: Vec<&str> = TEMPLATES.iter().map(|(name, _)| *name).collect();
        known.sort_unstable();
        assert_eq!(found, known);
    }
}
