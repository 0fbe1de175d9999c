//! What the `sql` blocks of a migration do to rows that must stay as they are otherwise: measured while they run.
//!
//! Comes in: the rows that the plan keeps, the blocks, a session between two statements. Goes out: what is still to be kept, after the migration and after its
//! rollback. Never happens: a column that is given up although no block has changed it.
//!
//! A person writes a block so that it changes rows. Each column is measured by itself, with the table's key, before and after each block; what changes is the
//! block's, and the rest is held as before. Where the block has an `undo`, that must bring its columns back.

use crate::catalog::{Catalog, QualifiedName};
use crate::plan::{Kept, Script};
use crate::postgres::{Session, SqlFailure, TableContent, column_fingerprint};
use crate::render::RenderedStatement;
use crate::source::{Origin, Span};

pub(super) struct BlockRows<'a> {
    scripts: &'a [Script],
    /// Tables as a whole, then each of their columns.
    pub entries: Vec<Kept>,
    touched: Vec<Touched>,
    /// The block that is running, with what stood before it.
    running: Option<(Span, Vec<TableContent>)>,
    /// Which block has changed rows of which table.
    by: Vec<(QualifiedName, Span)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Touched {
    Never,
    /// By a block whose `undo` brings it back.
    AndBroughtBack,
    ForGood,
}

impl<'a> BlockRows<'a> {
    pub fn new(kept: &[Kept], scripts: &'a [Script], before: &Catalog) -> BlockRows<'a> {
        let mut entries = kept.to_vec();
        if !scripts.is_empty() {
            entries.extend(kept.iter().flat_map(|kept| columns(kept, before)));
        }
        let touched = vec![Touched::Never; entries.len()];
        BlockRows { scripts, entries, touched, running: None, by: Vec::new() }
    }

    /// Between two statements of the migration: `next` is the one that comes.
    pub fn look(&mut self, session: &mut Session, next: Option<&RenderedStatement>) -> Result<(), SqlFailure> {
        let block = next.and_then(|next| match next.origin {
            Some(Origin::Written(span)) => self.scripts.iter().map(|script| script.span).find(|block| *block == span),
            _ => None,
        });
        if self.running.as_ref().map(|(span, _)| *span) == block {
            return Ok(());
        }
        let now = fingerprints(session, &self.entries, true)?;
        if let Some((span, before)) = self.running.take() {
            let forgets = self.scripts.iter().any(|script| script.span == span && script.lost().is_some());
            let by = if forgets { Touched::ForGood } else { Touched::AndBroughtBack };
            for (place, _) in before.iter().zip(&now).enumerate().filter(|(_, (before, now))| before != now) {
                self.touched[place] = by.max(self.touched[place]);
                self.by.push((self.entries[place].table.clone(), span));
            }
        }
        self.running = block.map(|block| (block, now));
        Ok(())
    }

    /// A block that changes rows of this table and says how it is taken back.
    pub fn with_undo(&self, table: &QualifiedName) -> Option<&'a Script> {
        let scripts = self.scripts.iter().filter(|script| script.lost().is_none());
        let mut by =
            self.by.iter().filter(|(of, _)| of == table).filter_map(|(_, span)| scripts.clone().find(|script| script.span == *span));
        by.next()
    }

    /// Those of `all`, which follow the entries, that no block has changed; after the rollback, those too that their `undo` brings back.
    pub fn untouched<T: Clone>(&self, all: &[T], rolled_back: bool) -> Vec<T> {
        let most = if rolled_back { Touched::AndBroughtBack } else { Touched::Never };
        all.iter().zip(&self.touched).filter(|(_, touched)| **touched <= most).map(|(one, _)| one.clone()).collect()
    }
}

/// Each column by itself, with the key, so that values that change places are found.
fn columns(kept: &Kept, before: &Catalog) -> Vec<Kept> {
    let key =
        before.tables.get(&kept.table).and_then(|table| table.primary_key.as_ref()).map(|key| key.columns.as_slice()).unwrap_or_default();
    let is_of_key = |column: &String| key.contains(column);
    let pairs = || kept.columns.iter().zip(&kept.columns_after);
    let of_key: Vec<_> = pairs().filter(|(column, _)| is_of_key(column)).collect();
    let of_column = |column| {
        let (columns, columns_after) =
            of_key.iter().copied().chain([column]).map(|(before, after)| (before.clone(), after.clone())).unzip();
        Kept { columns, columns_after, whole: false, ..kept.clone() }
    };
    pairs().map(of_column).collect()
}

/// `renamed`: by the names after the migration.
pub(super) fn fingerprints(session: &mut Session, kept: &[Kept], renamed: bool) -> Result<Vec<TableContent>, SqlFailure> {
    let named = kept
        .iter()
        .map(|kept| if renamed { (&kept.table_after, kept.columns_after.as_slice()) } else { (&kept.table, kept.columns.as_slice()) });
    column_fingerprint(session, &named.collect::<Vec<_>>())
}
