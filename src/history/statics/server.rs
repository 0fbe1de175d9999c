//! The temporary PostgreSQL that runs what static replay does not do: brought up to date only when it is needed.
//!
//! Comes in: the files of a history, and how far to run them. Goes out: what the server holds then. Never happens: a statement run twice or left out; a
//! setting of the reading that reaches the statements after it.

use super::super::HistoryKind;
use super::super::replay::{ReplayError, SeedWarning, end_file, make_stand_ins, send, statement_timeout, take_back};
use super::super::steps::{PassedOver, Steps};
use super::state::Settings;
use crate::catalog::{Catalog, Sequence};
use crate::postgres::{Session, SqlFailure, introspect_in_transaction, sequences_in_transaction};

/// What PostgreSQL says to a prepared statement after a file has said `DISCARD ALL`.
const INVALID_STATEMENT_NAME: &str = "26000";

/// Names of the session's own objects, which no catalog lists, and whether public is gone.
const TEMPORARY: &str = "SELECT \
    ARRAY(SELECT relname::text FROM pg_class WHERE relnamespace = pg_my_temp_schema() UNION \
          SELECT typname::text FROM pg_type WHERE typnamespace = pg_my_temp_schema()), \
    ARRAY(SELECT proname::text FROM pg_proc WHERE pronamespace = pg_my_temp_schema()), \
    to_regnamespace('public') IS NULL";

/// What the server holds at some point.
pub struct Standing {
    pub catalog: Catalog,
    pub sequences: Vec<Sequence>,
    pub(super) settings: Settings,
    pub(super) without_public: bool,
    /// Relations and functions of the session's own.
    pub(super) temporary: Vec<String>,
    pub(super) temporary_functions: Vec<String>,
}

/// A session, and how far it has come.
pub struct Runner {
    session: Session,
    /// The next step to run: file and step.
    file: usize,
    step: usize,
    /// The file's stand-ins are made.
    begun: bool,
    in_transaction: bool,
    /// The session's own, to be set again after each file.
    limit: String,
    /// Settings of newer servers.
    pub(super) passed_over: Vec<PassedOver>,
    /// Seeds that do not load.
    pub(super) warnings: Vec<SeedWarning>,
}

impl Runner {
    pub fn new(mut session: Session) -> Result<Runner, SqlFailure> {
        let limit = statement_timeout(&mut session)?;
        let (passed_over, warnings) = (Vec::new(), Vec::new());
        Ok(Runner { session, file: 0, step: 0, begun: false, in_transaction: false, limit, passed_over, warnings })
    }

    /// Runs everything up to this step of this file, and it too.
    pub fn run_to(&mut self, files: &[Steps<'_>], file: usize, step: usize) -> Result<(), ReplayError> {
        while (self.file, self.step) <= (file, step) {
            let Some(steps) = files.get(self.file) else { return Ok(()) };
            if let Err(error) = self.next(steps) {
                if steps.file.kind == HistoryKind::Migration {
                    return Err(error);
                }
                // A seed that does not load is left out whole, as the project's replay does.
                self.warnings.push(SeedWarning(error));
                self.in_transaction = false;
                take_back(&mut self.session, steps.file)?;
                self.step = steps.steps.len();
            }
            if self.step >= steps.steps.len() && !self.in_transaction {
                self.end_file(steps)?;
            }
        }
        Ok(())
    }

    fn next(&mut self, steps: &Steps<'_>) -> Result<(), ReplayError> {
        if !self.begun {
            self.begun = true;
            make_stand_ins(&mut self.session, steps)?;
        }
        let Some(step) = steps.steps.get(self.step) else { return Ok(()) };
        self.passed_over.extend(send(&mut self.session, step)?);
        self.in_transaction = step.is_open_after(self.in_transaction);
        self.step += 1;
        Ok(())
    }

    fn end_file(&mut self, steps: &Steps<'_>) -> Result<(), ReplayError> {
        end_file(&mut self.session, steps.file, &self.limit)?;
        (self.file, self.step, self.begun) = (self.file + 1, 0, false);
        Ok(())
    }

    /// What stands now, inside an open transaction too.
    pub fn read(&mut self) -> Result<Standing, SqlFailure> {
        match self.read_once() {
            Err(failure) if failure.sqlstate == INVALID_STATEMENT_NAME => {
                self.session.forget_prepared();
                self.read_once()
            }
            read => read,
        }
    }

    fn read_once(&mut self) -> Result<Standing, SqlFailure> {
        let begin = if self.in_transaction { "SAVEPOINT groundplan_reading" } else { "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" };
        self.session.execute(begin)?;
        let read = self.read_inside();
        let end =
            if self.in_transaction { "ROLLBACK TO SAVEPOINT groundplan_reading; RELEASE SAVEPOINT groundplan_reading" } else { "ROLLBACK" };
        self.session.execute(end)?;
        read
    }

    fn read_inside(&mut self) -> Result<Standing, SqlFailure> {
        let sql =
            "SELECT current_setting('search_path'), (SELECT setting FROM pg_settings WHERE name = 'TimeZone' AND setting <> reset_val)";
        let rows = self.session.query(sql, &[])?;
        let mut settings = Settings::default();
        if let Some(row) = rows.first() {
            let path: String = row.get(0);
            settings.search_path =
                path.split(',').map(|part| part.trim().trim_matches('"').to_string()).filter(|part| !part.is_empty()).collect();
            settings.time_zone = row.get(1);
        }
        let rows = self.session.query(TEMPORARY, &[])?;
        let (temporary, temporary_functions, without_public) =
            rows.first().map_or_else(|| (Vec::new(), Vec::new(), false), |row| (row.get(0), row.get(1), row.get(2)));
        let catalog = introspect_in_transaction(&mut self.session)?;
        let sequences = sequences_in_transaction(&mut self.session)?;
        Ok(Standing { catalog, sequences, settings, without_public, temporary, temporary_functions })
    }
}
