//! grammar/schema.pest as a parser, and plain words for what it expected.
//!
//! Comes in: one logical line. Goes out: pest's pairs, or [`Unread`]: where reading stopped and what could have stood there.
//! Never happens: a rule's name in a text for people.

use pest::Parser;
use pest::error::{ErrorVariant, InputLocation};
use pest::iterators::Pair;

#[derive(pest_derive::Parser)]
#[grammar = "../grammar/schema.pest"]
struct SchemaGrammar;

/// Why a line could not be read.
#[derive(Debug)]
pub struct Unread {
    /// Offset in the line.
    pub at: usize,
    /// In plain words, without duplicates, in a stable order.
    pub expected: Vec<&'static str>,
}

/// Reads a whole line by one rule.
pub fn read<'t>(rule: Rule, line: &'t str) -> Result<Pair<'t, Rule>, Unread> {
    match SchemaGrammar::parse(rule, line) {
        Ok(mut pairs) => pairs.next().ok_or(Unread { at: 0, expected: Vec::new() }),
        Err(error) => {
            let at = match error.location {
                InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
            };
            let mut expected = Vec::new();
            if let ErrorVariant::ParsingError { positives, .. } = &error.variant {
                for words in positives.iter().filter_map(|rule| plain_words(*rule)) {
                    if !expected.contains(&words) {
                        expected.push(words);
                    }
                }
            }
            Err(Unread { at, expected })
        }
    }
}

/// What a rule stands for, said to a person; nothing for parts that would only confuse.
fn plain_words(rule: Rule) -> Option<&'static str> {
    Some(match rule {
        Rule::EOI => "the end of the line",
        Rule::name | Rule::plain_word | Rule::sql_word | Rule::space => "a name",
        Rule::number => "a number",
        Rule::text | Rule::short_text | Rule::json_key => "a string in `\"`",
        Rule::pattern => "a pattern such as `/^[a-z]+$/`",
        Rule::equals => "`=`",
        Rule::default_part => "`=` and a value",
        // Where the very first token does not fit, pest names the whole line.
        Rule::row_line => "a row in parentheses",
        Rule::enum_values => "a value of the enum",
        Rule::setting_line => "a setting's name",
        Rule::field_line | Rule::fixed_line | Rule::reference_line | Rule::many_to_many_line => "a field's name",
        Rule::comma => "`,`",
        Rule::close => "`)`",
        Rule::close_list => "`]`",
        Rule::close_object => "`}`",
        Rule::colon => "`:`",
        Rule::dots => "`..`",
        Rule::value => "a value",
        Rule::list => "a list in `[ ]`",
        Rule::json_object => "JSON in `{ }`",
        Rule::sql | Rule::sql_text | Rule::sql_piece => "SQL in parentheses",
        Rule::type_use | Rule::type_word | Rule::type_space | Rule::raw_mark => "a type",
        Rule::arguments => "`(` and the type's arguments",
        Rule::argument | Rule::range => "a number, a range such as `1..200` or a word",
        Rule::array_mark => "`[]`",
        Rule::optional_mark => "`?`",
        Rule::field_list => "fields in parentheses",
        Rule::index_parts => "the index's fields in parentheses",
        Rule::index_part => "a field, or SQL in parentheses",
        Rule::row => "a row in parentheses",
        Rule::exclude_parts => "the exclusion's fields in parentheses",
        Rule::exclude_part => "a field with `with` and an operator",
        Rule::operator => "an operator such as `=` or `&&`",
        Rule::external_columns => "the columns of its key in parentheses",
        Rule::external_column => "a column with its type",
        Rule::kw_with => "`with` and an operator",
        Rule::kw_extension => "`extension`",
        Rule::kw_external => "`external`",
        Rule::kw_ignore => "`ignore`",
        Rule::kw_namespace => "`namespace`",
        Rule::kw_materialized => "`materialized`",
        Rule::kw_view => "`view`",
        Rule::kw_sql => "`sql`",
        Rule::kw_intent => "`intent`",
        Rule::sql_place | Rule::kw_before | Rule::kw_after => "`before` or `after`",
        Rule::kw_replace => "`replace`",
        Rule::undo_part | Rule::kw_undo => "`undo` and a text",
        Rule::kw_exclude => "`exclude`",
        Rule::action => "`cascade`, `restrict`, `set null`, `set default` or `no action`",
        Rule::direction => "`asc` or `desc`",
        Rule::nulls_place => "`first` or `last`",
        Rule::nulls_part | Rule::kw_nulls => "`nulls first` or `nulls last`",
        Rule::setting_value => "the setting's value",
        Rule::enum_value => "a value of the enum",
        Rule::unique_mark | Rule::kw_unique => "`unique`",
        Rule::kw_project => "`project`",
        Rule::kw_edition => "`edition`",
        Rule::kw_settings => "`settings`",
        Rule::kw_use => "`use`",
        Rule::kw_enum => "`enum`",
        Rule::kw_type => "`type`",
        Rule::kw_mixin => "`mixin`",
        Rule::kw_entity => "`entity`",
        Rule::kw_table => "`table`",
        Rule::kw_include => "`include`",
        Rule::kw_key => "`key`",
        Rule::kw_index => "`index`",
        Rule::kw_rows => "`rows`",
        Rule::kw_seed => "`seed`",
        Rule::kw_no => "`no`",
        Rule::kw_timestamps => "`timestamps`",
        Rule::was_part | Rule::was_value | Rule::kw_was => "`was` and the former name",
        Rule::former_name => "a name, or a string in `\"`",
        Rule::removed_value | Rule::kw_removed => "`removed`",
        Rule::removed_kind => "`check`, `unique`, `constraint`, `index` or `trigger`",
        Rule::pattern_part | Rule::kw_matches => "`matches` and a pattern",
        Rule::check_part | Rule::kw_check => "`check (…)`",
        Rule::column_part | Rule::columns_part | Rule::kw_column => "`column \"name\"`",
        Rule::on_delete | Rule::on_update | Rule::kw_on => "`on delete` or `on update`",
        Rule::serial_part | Rule::kw_serial => "`serial`",
        Rule::identity_part | Rule::kw_identity => "`identity`",
        Rule::by_default | Rule::kw_by => "`by default`",
        Rule::generated_part | Rule::kw_generated => "`generated (…)`",
        Rule::collate_part | Rule::kw_collate => "`collate \"name\"`",
        Rule::constraint_part | Rule::kw_constraint => "`constraint` and a name",
        Rule::deferrable_part | Rule::kw_deferrable => "`deferrable`",
        Rule::initially | Rule::kw_initially => "`initially deferred`",
        Rule::kw_deferred => "`deferred`",
        Rule::include_part => "`include (…)`",
        Rule::nulls_not_distinct => "`nulls not distinct`",
        Rule::kw_not => "`not distinct`",
        Rule::not_valid => "`not valid`",
        Rule::kw_valid => "`valid`",
        Rule::kw_distinct => "`distinct`",
        Rule::operator_class => "an operator class",
        Rule::kw_foreign => "`foreign key`",
        Rule::kw_delete => "`delete`",
        Rule::kw_update => "`update`",
        Rule::where_part | Rule::kw_where => "`where (…)`",
        Rule::using_part | Rule::kw_using => "`using` and an index method",
        Rule::act_cascade => "`cascade`",
        Rule::act_restrict => "`restrict`",
        Rule::act_set => "`set null` or `set default`",
        Rule::act_null => "`null`",
        Rule::act_default => "`default`",
        Rule::act_no => "`no action`",
        Rule::act_action => "`action`",
        Rule::tw_precision => "`precision`",
        Rule::tw_time_word => "`time zone`",
        Rule::tw_zone => "`zone`",
        // The continuations of a type of several words are offered only once such a type has begun for certain.
        _ => return None,
    })
}

/// "a type", "a type or `=`", "a, b or c".
pub fn listed(expected: &[&str]) -> String {
    let is_sign = |part: &str| part.starts_with('`') && part.ends_with('`');
    // "`asc` or `desc`" among others is two more of them.
    let parts = expected.iter().flat_map(|words| match words.split(" or ").all(is_sign) {
        true => words.split(" or ").collect(),
        false => vec![*words],
    });
    match parts.collect::<Vec<_>>().as_slice() {
        [] => "something else".to_string(),
        [one] => (*one).to_string(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}
