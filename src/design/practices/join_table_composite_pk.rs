//! `join-table-composite-pk`: `<->` becomes a table whose key is both references.

use super::{Practice, Work};
use crate::catalog::{ColumnValue, Deferrable, ForeignKey, Index, IndexKey, ObjectPath, QualifiedName, ReferentialAction};
use crate::design::draft::Draft;
use crate::domain::{Entity, EntityId, ManyToMany, ReferenceColumn};
use crate::source::Origin;

pub const PRACTICE: Practice = Practice {
    code: "join-table-composite-pk",
    summary: "A relation of many to many is a table whose primary key is both references",
    source: "GitLab database guidelines, composite primary keys of join tables; SQL Antipatterns, ID Required",
    documentation: "The key keeps a pair from standing twice and serves one direction; an index serves the other. A pair goes with either side: ON DELETE CASCADE.",
    work: Work::Builds(build),
    example: "entity Tag {\n  name varchar(40) unique\n}\nentity Post {\n  title varchar(80) unique\n  tags <-> Tag\n}",
};

fn build(draft: &mut Draft) {
    for (_, entity) in draft.entities() {
        for relation in &entity.many_to_many {
            join_table(draft, entity, relation);
        }
    }
}

fn join_table(draft: &mut Draft, entity: &Entity, relation: &ManyToMany) {
    let table = QualifiedName::new(&entity.schema, &relation.table);
    let written = || Origin::Written(relation.span);
    draft.add_table(&table, written());
    for column in relation.own_columns.iter().chain(&relation.target_columns) {
        let data_type = draft.data_type(&column.sql);
        draft.add_column(&table, &column.column, data_type, true, ColumnValue::None, written());
    }
    let key = names(&relation.own_columns).into_iter().chain(names(&relation.target_columns)).collect();
    draft.add_primary_key(&table, None, key, written());
    let own = draft.table_name(entity);
    foreign_key(draft, &table, own, &relation.own_columns, relation);
    let target = draft.domain.entity(relation.target);
    let references = draft.table_name(target);
    foreign_key(draft, &table, references, &relation.target_columns, relation);
    reverse_index(draft, &table, relation);
    draft.table(&table).comment.clone_from(&relation.documentation);
    let reason = format!(
        "`{}.{}` and `{}` meet in the table `{}`: its key is the pair, so that none stands twice, and a pair goes with either side",
        entity.name.text,
        relation.name.text,
        target_name(draft, relation.target),
        table.name
    );
    draft.decide(PRACTICE.code, ObjectPath::Table(table), reason);
}

fn target_name(draft: &Draft, target: EntityId) -> String {
    draft.domain.entity(target).name.text.clone()
}

fn names(columns: &[ReferenceColumn]) -> Vec<String> {
    columns.iter().map(|column| column.column.clone()).collect()
}

fn foreign_key(draft: &mut Draft, table: &QualifiedName, references: QualifiedName, columns: &[ReferenceColumn], relation: &ManyToMany) {
    let key = ForeignKey {
        name: String::new(),
        columns: names(columns),
        references,
        referenced_columns: columns.iter().map(|column| column.target_column.clone()).collect(),
        on_delete: ReferentialAction::Cascade,
        on_delete_columns: Vec::new(),
        on_update: ReferentialAction::Restrict,
        match_full: false,
        deferrable: Deferrable::No,
        validated: true,
        comment: None,
    };
    draft.add_foreign_key(table, None, key, Origin::Written(relation.span));
}

/// The key leads with the one side; this index with the other.
fn reverse_index(draft: &mut Draft, table: &QualifiedName, relation: &ManyToMany) {
    let columns = names(&relation.target_columns);
    let index = Index {
        name: String::new(),
        method: "btree".to_string(),
        unique: false,
        nulls_not_distinct: false,
        keys: columns.iter().map(IndexKey::column).collect(),
        include: Vec::new(),
        predicate: None,
        storage_parameters: crate::ordered::IndexMap::default(),
        valid: true,
        comment: None,
    };
    draft.add_index(table, None, &columns, index, Origin::Practice { code: "fk-indexed", because_of: Some(relation.span) });
}
