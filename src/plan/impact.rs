//! What a step does to the tables that stand while it runs: the strongest lock that it takes on each, and whether rows are written anew or read.
//!
//! Comes in: a change, and the catalog before it. Goes out: for each table that stands, what is assumed. Never happens: a lock that only keeps
//! others from dropping the table (ACCESS SHARE, ROW SHARE) is told; a scan is told where PostgreSQL decides by itself whether it needs one.
//!
//! Sources: PostgreSQL, "13.3. Explicit Locking"; AlterTableGetLockLevel() and the notes of ALTER TABLE. What is assumed here is measured by
//! the tests, step by step, and by each proof.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::conversion::stored_as;
use super::{Change, Constraint, Part, Plan, apply, hazard, partitions};
use crate::catalog::{
    Catalog, Column, ColumnValue, DataType, Deferrable, Definition, ForeignKey, ObjectPath, QualifiedName, Table, TableOptions,
};

/// From the weakest that others notice to the strongest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Lock {
    RowExclusive,
    ShareUpdateExclusive,
    Share,
    ShareRowExclusive,
    Exclusive,
    AccessExclusive,
}

impl Lock {
    /// As LOCK TABLE has it.
    pub fn sql(self) -> &'static str {
        match self {
            Lock::RowExclusive => "ROW EXCLUSIVE",
            Lock::ShareUpdateExclusive => "SHARE UPDATE EXCLUSIVE",
            Lock::Share => "SHARE",
            Lock::ShareRowExclusive => "SHARE ROW EXCLUSIVE",
            Lock::Exclusive => "EXCLUSIVE",
            Lock::AccessExclusive => "ACCESS EXCLUSIVE",
        }
    }

    /// As pg_locks names it; `None` for one that nobody notices.
    pub fn named(mode: &str) -> Option<Lock> {
        Some(match mode {
            "RowExclusiveLock" => Lock::RowExclusive,
            "ShareUpdateExclusiveLock" => Lock::ShareUpdateExclusive,
            "ShareLock" => Lock::Share,
            "ShareRowExclusiveLock" => Lock::ShareRowExclusive,
            "ExclusiveLock" => Lock::Exclusive,
            "AccessExclusiveLock" => Lock::AccessExclusive,
            _ => return None,
        })
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Impact {
    pub lock: Lock,
    /// The rows are written to a new file.
    pub rewrite: bool,
    /// The rows are read from the first to the last, or by an index. `None`: it is not known beforehand, because the optimiser decides how the
    /// other end of a foreign key is read, or because PostgreSQL looks whether a check, an index or a key that stands spares it the reading;
    /// or it was not measured, because the server does not count (`track_counts`).
    pub scan: Option<bool>,
}

impl Impact {
    /// Whether a measurement is what was assumed, as far as either says.
    pub fn agrees(self, measured: Impact) -> bool {
        let scan = self.scan.is_none() || measured.scan.is_none() || self.scan == measured.scan;
        (self.lock, self.rewrite) == (measured.lock, measured.rewrite) && scan
    }

    /// Both after another.
    pub fn and(self, other: Impact) -> Impact {
        let scan = match (self.scan, other.scan) {
            (Some(true), _) | (_, Some(true)) => Some(true),
            (Some(false), Some(false)) => Some(false),
            _ => None,
        };
        Impact { lock: self.lock.max(other.lock), rewrite: self.rewrite || other.rewrite, scan }
    }
}

pub type Impacts = BTreeMap<QualifiedName, Impact>;

/// Of a whole plan in one transaction, on the tables that stand before it, by the names that they have then.
pub fn assumed_of_plan(plan: &Plan, before: &Catalog) -> Impacts {
    let mut catalog = before.clone();
    let mut all = Impacts::new();
    for step in &plan.steps {
        for (table, impact) in assumed(&step.change, &catalog) {
            if before.tables.contains_key(&table) {
                note(&mut all, &table, impact);
            }
        }
        apply(&mut catalog, &step.change);
    }
    // The guard before COMMIT reads the values of lookup tables.
    for (_, impact) in all.iter_mut().filter(|(table, _)| before.lookups.contains_key(*table)) {
        *impact = impact.and(Impact { scan: None, ..*impact });
    }
    // So may a block of SQL read any table, and the proof reads what it changes.
    if !plan.scripts.is_empty() {
        all.values_mut().for_each(|impact| impact.scan = None);
    }
    all
}

/// Of each step, on the tables that stand before the plan, by the names that they have when the step comes.
pub fn assumed_by_step(plan: &Plan, before: &Catalog) -> Vec<Impacts> {
    let mut catalog = before.clone();
    let mut new: BTreeSet<QualifiedName> = BTreeSet::new();
    let mut of_steps = Vec::with_capacity(plan.steps.len());
    for step in &plan.steps {
        if let Change::CreateTable(table) = &step.change {
            new.insert(table.name.clone());
        }
        let mut impacts = assumed(&step.change, &catalog);
        impacts.retain(|table, _| !new.contains(table));
        of_steps.push(impacts);
        apply(&mut catalog, &step.change);
    }
    of_steps
}

fn note(impacts: &mut Impacts, table: &QualifiedName, impact: Impact) {
    let known = impacts.entry(table.clone()).or_insert(impact);
    *known = known.and(impact);
}

/// Of one step by itself.
pub fn assumed(change: &Change, catalog: &Catalog) -> Impacts {
    let mut impacts = Assumption { catalog, impacts: Impacts::new() };
    impacts.of(change);
    impacts.impacts
}

struct Assumption<'a> {
    catalog: &'a Catalog,
    impacts: Impacts,
}

impl Assumption<'_> {
    fn lock(&mut self, table: &QualifiedName, lock: Lock) {
        if self.catalog.tables.contains_key(table) {
            note(&mut self.impacts, table, Impact { lock, rewrite: false, scan: Some(false) });
        }
    }

    /// Of a table that is locked: its rows are read (`Some(true)`), or perhaps (`None`). A partitioned table has none of its own.
    fn scan(&mut self, table: &QualifiedName, scan: Option<bool>) {
        if !self.is_partitioned(table)
            && let Some(known) = self.impacts.get_mut(table)
        {
            *known = known.and(Impact { scan, ..*known });
        }
    }

    fn scan_family(&mut self, table: &QualifiedName, scan: impl Fn(&Table) -> Option<bool>) {
        for member in family(self.catalog, table) {
            if let Some(stands) = self.catalog.tables.get(&member) {
                self.scan(&member, scan(stands));
            }
        }
    }

    /// An index is built, over partitions too; one of a partition that is like it is taken instead.
    fn scan_for_index(&mut self, table: &QualifiedName) {
        if !self.is_partitioned(table) {
            return self.scan(table, Some(true));
        }
        let has_index = |table: &Table| table.primary_key.is_some() || !table.uniques.is_empty() || !table.indexes.is_empty();
        self.scan_family(table, |member| if has_index(member) { None } else { Some(true) });
    }

    /// Rows are read for the value that they must have by now, where nothing says yet that they have one.
    fn scan_for_value(&mut self, table: &QualifiedName, column: &str) {
        let says_so =
            |table: &Table| table.checks.values().any(|check| check.validated && check.expression.written.contains("IS NOT NULL"));
        self.scan_family(table, |member| match member.columns.get(column) {
            Some(column) if column.not_null => Some(false),
            _ if says_so(member) => None,
            _ => Some(true),
        });
    }

    /// Whether a part over the column may be made anew when its type changes and its rows stay as they are.
    fn has_part_over(&self, table: &QualifiedName, column: &str) -> bool {
        let over = |table: &Table| {
            let named = |text: &str| super::mention::Mentions::of(text).bare.contains(column);
            table.checks.values().any(|check| named(&check.expression.written))
                || table.primary_key.is_some()
                || !table.uniques.is_empty()
                || !table.indexes.is_empty()
                || !table.exclusions.is_empty()
                || !table.foreign_keys.is_empty()
        };
        family(self.catalog, table).iter().filter_map(|member| self.catalog.tables.get(member)).any(over)
    }

    /// The table and all that inherit from it.
    fn family(&mut self, table: &QualifiedName, lock: Lock, rewrite: bool) {
        for member in family(self.catalog, table) {
            let stands = self.catalog.tables.get(&member);
            // A partitioned table has no rows of its own.
            let rewrite = rewrite && stands.is_some_and(|table| table.options.partition_key.is_none());
            if stands.is_some() {
                note(&mut self.impacts, &member, Impact { lock, rewrite, scan: Some(rewrite) });
            }
        }
    }

    /// The table, and its partitions if it has some; children that inherit otherwise are left alone.
    fn partitions(&mut self, table: &QualifiedName, lock: Lock) {
        if self.is_partitioned(table) {
            self.family(table, lock, false);
        } else {
            self.lock(table, lock);
        }
    }

    fn of(&mut self, change: &Change) {
        use Lock::{AccessExclusive, RowExclusive, Share, ShareRowExclusive, ShareUpdateExclusive};
        match change {
            Change::CreateTable(table) => self.created(table),
            Change::DropTable(table) => {
                self.lock(&table.name, AccessExclusive);
                let inherited = &table.options.inherited.constraints;
                let own = table.foreign_keys.values().filter(|key| !inherited.contains(&key.name));
                own.for_each(|key| self.partitions(&key.references, AccessExclusive));
                if table.options.partition_bound.is_some() {
                    self.beside(table, AccessExclusive, false);
                }
            }
            Change::AlterTable { from, to } => self.options(from, to),
            Change::AddColumn { table, column } => {
                let rewrite = hazard::rewrites(column, self.catalog) || self.has_checked_domain(column);
                self.family(table, AccessExclusive, rewrite);
                if column.not_null && matches!(column.value, ColumnValue::None) {
                    // A domain may have a default, which new columns take.
                    let scan = if column.data_type.user_name().is_none() { Some(true) } else { None };
                    self.scan_family(table, |_| scan);
                }
            }
            Change::DropColumn { table, .. } => self.family(table, AccessExclusive, false),
            Change::SetNotNull { table, column, not_null } => {
                self.family(table, AccessExclusive, false);
                if *not_null {
                    self.scan_for_value(table, column);
                }
            }
            Change::AlterColumnType { table, from, to, .. } => {
                let (old, new) = (stored_as(&from.data_type, self.catalog), stored_as(&to.data_type, self.catalog));
                // What a domain says of its values is not known of a column.
                let old = if old == from.data_type { old } else { DataType { modifiers: Vec::new(), ..old } };
                let rewrite = !hazard::is_binary_compatible(&old, &new) || from.data_type != to.data_type && self.has_checked_domain(to);
                self.family(table, AccessExclusive, rewrite);
                if !rewrite && self.has_part_over(table, &to.name) {
                    self.scan_family(table, |_| None);
                }
                self.keys_over(table, &to.name);
            }
            Change::SetColumnValue { table, from, to } => match (&from.value, &to.value) {
                (ColumnValue::Serial { .. }, ColumnValue::Serial { .. }) => {}
                (ColumnValue::Identity(_), ColumnValue::Identity(_) | ColumnValue::None)
                | (ColumnValue::None, ColumnValue::Identity(_)) => {
                    self.lock(table, AccessExclusive);
                }
                _ => self.family(table, AccessExclusive, false),
            },
            Change::FillNulls { table, .. } => {
                self.lock(table, RowExclusive);
                self.scan(table, Some(true));
            }
            Change::AddLookupValues { table, .. } | Change::RemoveLookupValues { table, .. } => {
                self.lock(table, RowExclusive);
                self.scan(table, None);
            }
            Change::AddConstraint { table, constraint } => match constraint {
                Constraint::ForeignKey(key) => {
                    self.partitions(table, ShareRowExclusive);
                    self.partitions(&key.references, ShareRowExclusive);
                    if key.validated {
                        let is_like = |member: &Table| member.name != *table && !member.foreign_keys.is_empty();
                        let is_partitioned = self.is_partitioned(table);
                        self.scan_family(&key.references, |_| None);
                        self.scan(table, Some(true));
                        if is_partitioned {
                            self.scan_family(table, |member| if is_like(member) { None } else { Some(true) });
                        }
                    }
                }
                Constraint::Check(check) if check.no_inherit => {
                    self.lock(table, AccessExclusive);
                    self.scan(table, Some(check.validated));
                }
                Constraint::Check(check) => {
                    self.family(table, AccessExclusive, false);
                    // A child that has one of its own is left alone.
                    let is_own = |member: &Table| !member.options.inherited.constraints.contains(&check.name);
                    let has_it = |member: &Table| member.name != *table && member.checks.contains_key(&check.name) && is_own(member);
                    self.scan_family(table, |member| Some(check.validated && !has_it(member)));
                }
                // It makes its columns required, in the children too. Measured on 15: in partitions only where they are not yet.
                Constraint::PrimaryKey(key) if !self.is_partitioned(table) || self.has_optional(table, &key.columns) => {
                    self.family(table, AccessExclusive, false);
                    let optional = key.columns.iter().filter(|column| self.has_optional(table, std::slice::from_ref(*column)));
                    let optional: Vec<&String> = optional.collect();
                    optional.into_iter().for_each(|column| self.scan_for_value(table, column));
                    self.scan_for_index(table);
                }
                // The indexes of the partitions are built as any others.
                Constraint::PrimaryKey(_) | Constraint::Unique(_) | Constraint::Exclusion(_) => {
                    // What is deferrable is checked by triggers.
                    let deferrable = match constraint {
                        Constraint::PrimaryKey(key) => key.deferrable != Deferrable::No,
                        Constraint::Unique(unique) => unique.deferrable != Deferrable::No,
                        _ => false,
                    };
                    self.partitions(table, if deferrable { ShareRowExclusive } else { Share });
                    self.lock(table, AccessExclusive);
                    self.scan_for_index(table);
                }
            },
            Change::DropConstraint { table, constraint } => match constraint {
                Constraint::ForeignKey(key) => {
                    self.partitions(table, AccessExclusive);
                    self.partitions(&key.references, AccessExclusive);
                }
                Constraint::Check(check) if check.no_inherit => self.lock(table, AccessExclusive),
                Constraint::Check(_) => self.family(table, AccessExclusive, false),
                Constraint::PrimaryKey(_) | Constraint::Unique(_) | Constraint::Exclusion(_) => self.partitions(table, AccessExclusive),
            },
            Change::ValidateConstraint { table, constraint: Constraint::Check(check) } => {
                self.family(table, ShareUpdateExclusive, false);
                let waits = |member: &Table| member.checks.get(&check.name).is_some_and(|check| !check.validated);
                self.scan_family(table, |member| Some(waits(member)));
            }
            Change::ValidateConstraint { table, .. } => {
                self.lock(table, ShareUpdateExclusive);
                self.scan(table, Some(true));
            }
            Change::CreateIndex { table, .. } => {
                self.partitions(table, Share);
                self.scan_for_index(table);
            }
            Change::DropIndex { table, .. } => self.partitions(table, AccessExclusive),
            Change::CreateTrigger { table, trigger } if !trigger.for_each_row => self.lock(table, ShareRowExclusive),
            Change::CreateTrigger { table, .. } => self.partitions(table, ShareRowExclusive),
            Change::DropTrigger { table, trigger } if !trigger.for_each_row => self.lock(table, AccessExclusive),
            Change::DropTrigger { table, .. } => self.partitions(table, AccessExclusive),
            Change::RenamePart { part: Part::Index, .. } => {}
            // Children have their parents' checks by the same name, and keys by names of their own.
            Change::RenamePart { table, from, .. } => {
                let check = self.catalog.tables.get(table).and_then(|table| table.checks.get(from));
                if check.is_some_and(|check| !check.no_inherit) {
                    self.family(table, AccessExclusive, false);
                } else {
                    self.lock(table, AccessExclusive);
                }
            }
            Change::Rename { renamings, .. } => {
                for renaming in renamings {
                    match renaming {
                        super::Renaming::Table { from, .. } => self.lock(from, AccessExclusive),
                        super::Renaming::Column { table, .. } => self.family(table, AccessExclusive, false),
                        super::Renaming::LookupValue { table, around, .. } => {
                            let holders = around.held_by.iter().map(|(holder, _)| holder);
                            for holder in std::iter::once(table).chain(holders) {
                                self.lock(holder, RowExclusive);
                                self.scan(holder, None);
                            }
                        }
                        super::Renaming::Enum { .. } | super::Renaming::EnumValue { .. } => {}
                    }
                }
            }
            Change::SwapEnum { used_by, .. } => {
                for used in used_by {
                    self.family(&used.table, AccessExclusive, true);
                    self.keys_over(&used.table, &used.column.name);
                }
            }
            Change::SetComment { object: ObjectPath::Table(table) | ObjectPath::Column(table, _), .. } => {
                self.lock(table, ShareUpdateExclusive);
            }
            Change::Define { definition, .. } => self.definition(definition, false),
            Change::Undefine { definition, .. } => self.definition(definition, true),
            Change::Redefine { to, .. } => self.definition(to, false),
            Change::CreateSchema { .. }
            | Change::DropSchema { .. }
            | Change::CreateExtension { .. }
            | Change::DropExtension { .. }
            | Change::CreateEnum(_)
            | Change::DropEnum(_)
            | Change::AddEnumValue { .. }
            | Change::CreateFunction(_)
            | Change::DropFunction(_)
            | Change::ReplaceFunction { .. }
            | Change::SetComment { .. } => {}
        }
    }

    fn is_partitioned(&self, table: &QualifiedName) -> bool {
        self.catalog.tables.get(table).is_some_and(|table| table.options.partition_key.is_some())
    }

    fn has_optional(&self, table: &QualifiedName, columns: &[String]) -> bool {
        let optional = |table: &Table| columns.iter().any(|name| table.columns.get(name).is_some_and(|column| !column.not_null));
        self.catalog.tables.get(table).is_some_and(optional)
    }

    fn created(&mut self, table: &Table) {
        for key in table.foreign_keys.values() {
            self.partitions(&key.references, Lock::ShareRowExclusive);
        }
        if table.options.partition_bound.is_some() {
            self.beside(table, Lock::AccessExclusive, true);
            self.referring(table, Lock::ShareRowExclusive, false);
            // It has the foreign keys of its parent.
            let parents = table.options.parents.iter().filter_map(|parent| self.catalog.tables.get(parent));
            let referred: Vec<QualifiedName> =
                parents.flat_map(|parent| parent.foreign_keys.values().map(|key| key.references.clone())).collect();
            referred.iter().for_each(|referred| self.partitions(referred, Lock::ShareRowExclusive));
        } else {
            table.options.parents.iter().for_each(|parent| self.lock(parent, Lock::ShareUpdateExclusive));
        }
    }

    /// The parent of a partition, and the default partition, which must not hold what belongs there.
    /// `comes`: it is made or attached, and does not go.
    fn beside(&mut self, partition: &Table, of_parent: Lock, comes: bool) {
        for parent in &partition.options.parents {
            self.lock(parent, of_parent);
            let is_default =
                |table: &&Table| table.options.parents.contains(parent) && table.options.partition_bound.as_deref() == Some("DEFAULT");
            if let Some(default) = self.catalog.tables.values().find(is_default).map(|table| table.name.clone()) {
                self.lock(&default, Lock::AccessExclusive);
                if comes && default != partition.name {
                    self.scan(&default, None);
                }
            }
        }
    }

    /// Tables whose foreign keys hold what a partition is a part of. Their rows may be looked for in one that leaves.
    fn referring(&mut self, partition: &Table, lock: Lock, leaves: bool) {
        let referring = partitions::referring(partition, self.catalog).map(|(table, _)| table.name.clone());
        for table in referring.collect::<BTreeSet<QualifiedName>>() {
            self.partitions(&table, lock);
            if leaves {
                self.scan_family(&table, |_| None);
            }
        }
    }

    fn options(&mut self, from: &Table, to: &Table) {
        let (old, new): (&TableOptions, &TableOptions) = (&from.options, &to.options);
        if old.parents != new.parents || old.partition_bound != new.partition_bound {
            self.family(&to.name, Lock::AccessExclusive, false);
            if old.partition_bound.is_some() {
                self.beside(from, Lock::AccessExclusive, false);
                self.referring(from, Lock::AccessExclusive, true);
            }
            if new.partition_bound.is_some() {
                self.scan_family(&to.name, |_| None);
                self.beside(to, Lock::ShareUpdateExclusive, true);
                self.referring(to, Lock::ShareRowExclusive, false);
            }
            let joins = new.parents.iter().filter(|parent| !old.parents.contains(parent));
            joins.for_each(|parent| self.lock(parent, Lock::ShareUpdateExclusive));
        }
        if old.unlogged != new.unlogged || old.access_method != new.access_method || old.tablespace != new.tablespace {
            note(&mut self.impacts, &to.name, Impact { lock: Lock::AccessExclusive, rewrite: true, scan: Some(true) });
        }
        if old.storage_parameters != new.storage_parameters {
            self.lock(&to.name, Lock::ShareUpdateExclusive);
        }
    }

    /// Tables at the other end of foreign keys over a column: the key is checked anew.
    fn keys_over(&mut self, table: &QualifiedName, column: &str) {
        let over = |of: &QualifiedName, key: &ForeignKey| {
            of == table && key.columns.iter().any(|name| name == column)
                || key.references == *table && key.referenced_columns.iter().any(|name| name == column)
        };
        let tables = self.catalog.tables.values();
        let ends: Vec<QualifiedName> = tables
            .flat_map(|of| {
                of.foreign_keys
                    .values()
                    .filter(|key| !of.options.inherited.constraints.contains(&key.name) && over(&of.name, key))
                    .flat_map(|key| [of.name.clone(), key.references.clone()])
            })
            .collect();
        for end in &ends {
            self.partitions(end, Lock::AccessExclusive);
            self.scan_family(end, |_| None);
        }
    }

    /// Its values are checked row by row.
    fn has_checked_domain(&self, column: &Column) -> bool {
        let Some(name) = column.data_type.user_name() else { return false };
        let domain = format!("domain {}", name.sql());
        let checks = |definition: &Definition| {
            definition.within.as_deref() == Some(&domain) && matches!(definition.kind.as_str(), "domain constraint" | "not null of domain")
        };
        self.catalog.definitions.values().any(checks)
    }

    fn definition(&mut self, definition: &Definition, drops: bool) {
        let lock = match definition.kind.as_str() {
            "policy"
            | "row security of"
            | "forced row security of"
            | "replica identity of"
            | "storage of column"
            | "compression of column"
            | "rule" => Lock::AccessExclusive,
            "trigger" if drops => Lock::AccessExclusive,
            "trigger" => Lock::ShareRowExclusive,
            "cluster mark of" | "statistics of column" | "options of column" => Lock::ShareUpdateExclusive,
            "statistics" => Lock::ShareUpdateExclusive,
            "domain constraint" | "not null of domain" if !drops => return self.users_of_domain(definition),
            _ => return,
        };
        let Some(within) = definition.within.as_deref() else { return };
        let table = self.catalog.tables.keys().find(|name| ObjectPath::Table((*name).clone()).to_string() == within).cloned();
        let Some(table) = table else { return };
        match definition.kind.as_str() {
            "trigger" => self.partitions(&table, lock),
            // Source: PostgreSQL, ATPrepCmd: these two go to the children too.
            "statistics of column" | "storage of column" => self.family(&table, lock, false),
            _ => self.lock(&table, lock),
        }
    }

    /// A new condition is held against the rows.
    fn users_of_domain(&mut self, definition: &Definition) {
        let domain = definition.within.as_deref().unwrap_or_default().strip_prefix("domain ").unwrap_or_default();
        let has_it = |data_type: &DataType| data_type.user_name().is_some_and(|name| name.sql().as_str() == domain);
        let tables = self.catalog.tables.values();
        let users = tables.filter(|table| table.columns.values().any(|column| has_it(&column.data_type) && !column.data_type.array));
        // What a parent has got a moment ago, its children have too.
        let users: BTreeSet<QualifiedName> = users.flat_map(|table| family(self.catalog, &table.name)).collect();
        for table in users.iter().filter(|table| !self.is_partitioned(table)).collect::<Vec<_>>() {
            self.lock(table, Lock::Share);
            self.scan(table, Some(true));
        }
    }
}

fn family(catalog: &Catalog, table: &QualifiedName) -> BTreeSet<QualifiedName> {
    let mut members = BTreeSet::from([table.clone()]);
    let mut count = 0;
    while count != members.len() {
        count = members.len();
        let children = catalog.tables.values().filter(|child| child.options.parents.iter().any(|parent| members.contains(parent)));
        let children: Vec<QualifiedName> = children.map(|child| child.name.clone()).collect();
        members.extend(children);
    }
    members
}
