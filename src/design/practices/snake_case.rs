//! `snake-case`: entities become tables in the plural, in lower-case snake_case.

use super::{Practice, Work};
use crate::catalog::ObjectPath;
use crate::design::draft::Draft;
use crate::source::Origin;

pub const PRACTICE: Practice = Practice {
    code: "snake-case",
    summary: "Names are lower-case words joined by `_`, tables in the plural, so that no name needs quotes",
    source: "PostgreSQL wiki, Don't Do This: do not use upper case table or column names; pgrubic NM010",
    documentation: "`BlogPost` becomes the table `blog_posts`. `entity BlogPost table \"posts\"` names the table itself.",
    work: Work::Builds(build),
    example: "entity BlogPost {\n  title varchar(80) unique\n}",
};

fn build(draft: &mut Draft) {
    for (_, entity) in draft.entities() {
        let table = draft.table_name(entity);
        draft.add_table(&table, Origin::Written(entity.name.span));
        let reason = match entity.table_written {
            Some(_) => format!("`{}` stands in the table `{}`, as it is written", entity.name.text, table.name),
            None => {
                format!("`{}` stands in the table `{}`: lower case and plural, so that no query needs quotes", entity.name.text, table.name)
            }
        };
        draft.decide("snake-case", ObjectPath::Table(table), reason);
    }
}
