//! How the values of a column pass to another type: what `ALTER COLUMN … TYPE … USING` says.
//!
//! Comes in: both types, and which casts somebody has made. Goes out: an expression, or none where PostgreSQL converts by itself. Never
//! happens: a cast that PostgreSQL does not know (then the values pass as text, and a row whose text does not fit refuses it).

use crate::catalog::{Catalog, DataType, Expression};
use crate::sql::quote_identifier;

/// Types between which PostgreSQL converts by itself in ALTER TABLE. Source: pg_cast, casts by assignment.
const FAMILIES: &[&[&str]] = &[
    &["smallint", "integer", "bigint", "numeric", "real", "double precision"],
    TEXTUAL,
    &["timestamp with time zone", "timestamp without time zone", "date"],
    &["json", "jsonb"],
    &["bit", "bit varying"],
    &["inet", "cidr"],
];

const TEXTUAL: &[&str] = &["character varying", "text", "character"];

/// Casts that must be asked for. Source: pg_cast, where castcontext is `e`.
const CASTS: &[(&[&str], &[&str])] = &[
    (&["boolean"], &["integer"]),
    (&["integer"], &["boolean"]),
    (&["jsonb"], &["boolean", "smallint", "integer", "bigint", "numeric", "real", "double precision"]),
    (&["integer", "bigint"], &["bit"]),
    (&["bit"], &["integer", "bigint"]),
    (&["timestamp with time zone", "timestamp without time zone", "interval"], &["time without time zone"]),
    (&["timestamp with time zone"], &["time with time zone"]),
    (&["time without time zone"], &["interval", "time with time zone"]),
    (&["time with time zone"], &["time without time zone"]),
    (&["smallint", "integer", "bigint", "numeric"], &["money"]),
    (&["money"], &["numeric"]),
];

/// As what a type is stored: a domain as its base type.
pub(super) fn stored_as(data_type: &DataType, catalog: &Catalog) -> DataType {
    let domain = data_type.user_name().and_then(|name| catalog.definitions.get(&format!("domain {}", name.sql())));
    let Some(domain) = domain.filter(|_| !data_type.array) else { return data_type.clone() };
    let base = domain.definition.split(" COLLATE ").next().unwrap_or_default();
    let (base, array) = base.strip_suffix("[]").map_or((base, false), |base| (base, true));
    let (base, modifiers) = base.split_once('(').unwrap_or((base, ""));
    let modifiers: Vec<&str> = modifiers.trim_end_matches(')').split(',').filter(|modifier| !modifier.is_empty()).collect();
    let base = DataType::builtin(base).with(&modifiers[..]);
    if array { base.array_of() } else { base }
}

/// A type, and as what it is stored.
#[derive(Clone, Copy)]
pub(super) struct Stored<'a> {
    pub named: &'a DataType,
    pub base: &'a DataType,
}

/// `has_cast` knows casts of users by their key, `cast (a AS b)`.
pub(super) fn conversion(column: &str, from: Stored, to: Stored, has_cast: &dyn Fn(&str) -> bool) -> Option<Expression> {
    let made = has_cast(&format!("cast ({} AS {})", bare(from.named), bare(to.named)));
    let target = to.named;
    let (from, to) = (from.base, to.base);
    let family =
        |data_type: &DataType| FAMILIES.iter().position(|family| data_type.schema.is_none() && family.contains(&data_type.name.as_str()));
    let same = from.schema == to.schema && from.name == to.name || family(from).is_some() && family(from) == family(to);
    if same && from.array == to.array {
        return None;
    }
    let is_textual = |data_type: &DataType| data_type.schema.is_none() && !data_type.array && TEXTUAL.contains(&data_type.name.as_str());
    let builtin = || {
        let names = |list: &[&str], data_type: &DataType| data_type.schema.is_none() && list.contains(&data_type.name.as_str());
        from.array == to.array && CASTS.iter().any(|(sources, targets)| names(sources, from) && names(targets, to))
    };
    // Arrays pass element by element.
    let elements_are_textual = || {
        let element = |data_type: &DataType| is_textual(&DataType { array: false, ..data_type.clone() });
        from.array && to.array && (element(from) || element(to))
    };
    let is_known = is_textual(from) || is_textual(to) || elements_are_textual() || builtin() || made;
    let through = match (is_known, from.array && to.array) {
        (true, _) => "",
        (false, true) => "::text[]",
        (false, false) => "::text",
    };
    Some(Expression::new(format!("{}{through}::{}", quote_identifier(column), target.sql())))
}

fn bare(data_type: &DataType) -> DataType {
    DataType { modifiers: Vec::new(), ..data_type.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::QualifiedName;

    #[test]
    fn a_conversion_is_written_where_postgresql_does_not_convert_by_itself() {
        let of = DataType::builtin;
        let text = of("text");
        let status = DataType::user(&QualifiedName::public("status"));
        let pair = DataType::user(&QualifiedName::public("pair"));
        let has_cast = |key: &str| key == "cast (public.pair AS bigint)";
        for (from, to, using) in [
            (of("int"), DataType::bigint(), None),
            (of("varchar").with(["10"]), text.clone(), None),
            (text.clone(), of("int"), Some("a::INTEGER")),
            (text.clone(), status.clone(), Some("a::public.status")),
            (status.clone(), DataType::user(&QualifiedName::public("other")), Some("a::text::public.other")),
            (text.clone(), text.clone().array_of(), Some("a::TEXT[]")),
            (status.clone().array_of(), of("int").array_of(), Some("a::text[]::INTEGER[]")),
            (status.clone().array_of(), text.array_of(), Some("a::TEXT[]")),
            (status.clone().array_of(), of("date"), Some("a::text::DATE")),
            (of("date"), status, Some("a::text::public.status")),
            (of("int"), of("boolean"), Some("a::BOOLEAN")),
            (of("boolean"), DataType::bigint(), Some("a::text::BIGINT")),
            (pair.clone(), DataType::bigint(), Some("a::BIGINT")),
            (pair, of("int"), Some("a::text::INTEGER")),
        ] {
            let plain = |named| Stored { named, base: named };
            assert_eq!(
                conversion("a", plain(&from), plain(&to), &has_cast).map(|using| using.written),
                using.map(str::to_string),
                "{from} to {to}"
            );
        }
    }

    #[test]
    fn a_domain_passes_as_its_base_type_does() {
        let (int, date) = (DataType::builtin("int"), DataType::builtin("date"));
        let domain = DataType::user(&QualifiedName::public("positive"));
        let positive = Stored { named: &domain, base: &int };
        let (int, date) = (Stored { named: &int, base: &int }, Stored { named: &date, base: &date });
        for (from, to, using) in [(positive, int, None), (int, positive, None), (date, positive, Some("a::text::public.positive"))] {
            assert_eq!(conversion("a", from, to, &|_| false).map(|using| using.written), using.map(str::to_string));
        }
    }
}
