//! One connection to one database.
//!
//! Comes in: SQL text, sent as it is. Goes out: rows, notices, and a [`SqlFailure`] that points into the text.
//! Never happens: a setting that would make the database behave otherwise than a user's would; a statement that runs
//! for ever (a statement timeout bounds it, unless the SQL itself lifts that).

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;
use std::io::Write as _;
use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use ::postgres::error::{DbError, ErrorPosition};
use ::postgres::fallible_iterator::FallibleIterator;
use ::postgres::types::ToSql;
use ::postgres::{Client, Config, NoTls, Row, SimpleQueryMessage, Statement};

use super::ServerError;
use crate::sql::quote_identifier;
use crate::sql::roles::named_roles;

/// How long one statement of a proof may take.
pub const STATEMENT_LIMIT: Duration = Duration::from_secs(120);

/// A connection. Dropping it closes it.
pub struct Session {
    client: Client,
    notices: Arc<Mutex<Vec<Notice>>>,
    /// By their text: see [`Session::query_prepared`].
    prepared: BTreeMap<String, Statement>,
    elevation: Option<Box<dyn Elevation>>,
    roles: Option<Box<dyn MissingRoles>>,
}

/// The way to make a session's role a superuser for a moment.
pub(super) trait Elevation: Send {
    fn set(&self, superuser: bool) -> Result<(), SqlFailure>;
}

/// The way to make roles that statements name and that do not stand: on a server of our own nobody else has made them.
pub(super) trait MissingRoles: Send {
    fn make(&self, names: &[String]) -> Result<(), SqlFailure>;
}

/// What PostgreSQL remarks without refusing: `relation "users" already exists, skipping`.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Notice {
    /// NOTICE, WARNING, INFO …
    pub severity: String,
    pub message: String,
    pub detail: Option<String>,
    pub hint: Option<String>,
}

impl Session {
    /// To a database that is named, not made.
    pub fn at_url(url: &str, statement_limit: Duration) -> Result<Session, ServerError> {
        Session::connect(&super::server::read_url(url)?, statement_limit)
    }

    /// `statement_limit` zero means none.
    pub fn connect(config: &Config, statement_limit: Duration) -> Result<Session, ServerError> {
        let notices = Arc::new(Mutex::new(Vec::new()));
        let inbox = Arc::clone(&notices);
        let mut config = config.clone();
        config.application_name("groundplan").notice_callback(move |notice: DbError| {
            inbox.lock().unwrap_or_else(PoisonError::into_inner).push(Notice::new(&notice));
        });
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(Duration::from_secs(10));
        }
        let client = config.connect(NoTls).map_err(connection_failed)?;
        let mut session = Session { client, notices, prepared: BTreeMap::new(), elevation: None, roles: None };
        if !statement_limit.is_zero() {
            let milliseconds = statement_limit.as_millis().min(i32::MAX as u128);
            session
                .execute(&format!("SET statement_timeout = {milliseconds}"))
                .map_err(|failure| ServerError::new("cannot prepare the connection to PostgreSQL").because(failure))?;
        }
        Ok(session)
    }

    /// Runs a statement or a whole file, as `psql -f` in one send: without BEGIN, all of it is one transaction.
    pub fn execute(&mut self, sql: &str) -> Result<(), SqlFailure> {
        self.make_missing_roles(sql)?;
        self.client.batch_execute(sql).map_err(|error| SqlFailure::new(error, sql))
    }

    pub(super) fn with_elevation(self, elevation: impl Elevation + 'static) -> Session {
        Session { elevation: Some(Box::new(elevation)), ..self }
    }

    pub(super) fn with_roles(self, roles: impl MissingRoles + 'static) -> Session {
        Session { roles: Some(Box::new(roles)), ..self }
    }

    /// Looked up in this session, which alone sees the roles of a transaction of its own.
    fn make_missing_roles(&mut self, sql: &str) -> Result<(), SqlFailure> {
        if self.roles.is_none() {
            return Ok(());
        }
        let named: Vec<String> = named_roles(sql).needed.into_iter().collect();
        if named.is_empty() {
            return Ok(());
        }
        let missing = "SELECT n FROM unnest($1::text[]) n WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = n) ORDER BY 1";
        // In a transaction that has failed nothing can be asked; whatever comes is refused there anyway.
        let Ok(missing) = self.query(missing, &[&named]) else { return Ok(()) };
        let missing: Vec<String> = missing.iter().map(|row| row.get(0)).collect();
        match &self.roles {
            Some(roles) if !missing.is_empty() => roles.make(&missing),
            _ => Ok(()),
        }
    }

    /// Runs one statement with the rights of a superuser, where this session's server has one to give; else as it is.
    pub(super) fn execute_as_superuser(&mut self, sql: &str) -> Result<(), SqlFailure> {
        let Some(elevation) = self.elevation.take() else { return self.execute(sql) };
        let raised = elevation.set(true);
        self.notice_rights();
        let result = raised.and_then(|()| self.execute(sql));
        let lowered = elevation.set(false);
        self.notice_rights();
        self.elevation = Some(elevation);
        lowered.and(result)
    }

    /// Within a transaction a session learns of its role's new rights when it takes a lock that it does not hold: here one that is let go at once.
    /// In a transaction that has failed there is nothing to learn them for.
    /// Source: PostgreSQL, src/backend/storage/lmgr/lmgr.c, LockRelationOid.
    fn notice_rights(&mut self) {
        const TAKE_A_LOCK: &str = "DO $$BEGIN PERFORM FROM pg_catalog.pg_db_role_setting; RAISE SQLSTATE 'GP000'; EXCEPTION WHEN SQLSTATE 'GP000' THEN NULL; END$$";
        let _ = self.client.batch_execute(TAKE_A_LOCK);
    }

    /// Runs a statement or a file and gives what it answers as text, statement by statement.
    pub fn simple_query(&mut self, sql: &str) -> Result<Vec<SimpleQueryMessage>, SqlFailure> {
        self.client.simple_query(sql).map_err(|error| SqlFailure::new(error, sql))
    }

    /// Runs `COPY … FROM stdin` with the rows as psql would read them.
    pub fn copy_in(&mut self, sql: &str, rows: &str) -> Result<(), SqlFailure> {
        let failed = |error| SqlFailure::new(error, sql);
        let mut writer = self.client.copy_in(sql).map_err(failed)?;
        if let Err(error) = writer.write_all(rows.as_bytes())
            && let Some(cause) = error.into_inner().and_then(|cause| cause.downcast::<::postgres::Error>().ok())
        {
            return Err(failed(*cause));
        }
        writer.finish().map(drop).map_err(failed)
    }

    /// Runs `COPY … FROM stdin` with pieces of rows until there are no more of them. An `Err` of theirs takes the COPY back; `None` then.
    pub fn copy_in_pieces<Broken>(
        &mut self,
        sql: &str,
        pieces: &mut dyn FnMut() -> Result<Option<Vec<u8>>, Broken>,
    ) -> Result<Option<u64>, SqlFailure> {
        let failed = |error| SqlFailure::new(error, sql);
        let mut writer = self.client.copy_in(sql).map_err(failed)?;
        loop {
            let piece = match pieces() {
                Ok(Some(piece)) => piece,
                Ok(None) => break,
                Err(_) => return Ok(None),
            };
            if let Err(error) = writer.write_all(&piece) {
                return match error.into_inner().map(|cause| cause.downcast::<::postgres::Error>()) {
                    Some(Ok(cause)) if cause.as_db_error().is_some() => Err(failed(*cause)),
                    // Why the server does not listen any more, it says at the end.
                    _ => writer.finish().map(Some).map_err(failed),
                };
            }
        }
        writer.finish().map(Some).map_err(failed)
    }

    /// Hands over the rows of a statement one after the other, each column as text: the statement has to make them such.
    pub fn each_row(&mut self, sql: &str, each: &mut dyn FnMut(&[Option<&str>])) -> Result<(), SqlFailure> {
        let failed = |error| SqlFailure::new(error, sql);
        let none: [&(dyn ToSql + Sync); 0] = [];
        let mut rows = self.client.query_raw(sql, none).map_err(failed)?;
        while let Some(row) = rows.next().map_err(failed)? {
            let texts: Vec<Option<&str>> = (0..row.len()).map(|column| row.get(column)).collect();
            each(&texts);
        }
        Ok(())
    }

    /// Rows of one statement, with parameters.
    pub fn query(&mut self, sql: &str, parameters: &[&(dyn ToSql + Sync)]) -> Result<Vec<Row>, SqlFailure> {
        self.client.query(sql, parameters).map_err(|error| SqlFailure::new(error, sql))
    }

    /// Rows of a statement that is sent again and again. PostgreSQL reads and plans it once: for a query on many system catalogs that
    /// takes several times as long as running it.
    pub fn query_prepared(&mut self, sql: &str) -> Result<Vec<Row>, SqlFailure> {
        let failed = |error| SqlFailure::new(error, sql);
        let statement = match self.prepared.get(sql) {
            Some(statement) => statement.clone(),
            None => {
                let statement = self.client.prepare(sql).map_err(failed)?;
                self.prepared.insert(sql.to_string(), statement.clone());
                statement
            }
        };
        self.client.query(&statement, &[]).map_err(failed)
    }

    /// For when PostgreSQL has forgotten them: `DISCARD ALL` and `DEALLOCATE ALL` make it.
    pub fn forget_prepared(&mut self) {
        self.prepared.clear();
    }

    /// What PostgreSQL remarked since the last call.
    pub fn take_notices(&mut self) -> Vec<Notice> {
        std::mem::take(&mut self.notices.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The client itself, for what is not wrapped here (typed reading of the system catalogs, COPY).
    pub fn client(&mut self) -> &mut Client {
        &mut self.client
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Session").finish_non_exhaustive()
    }
}

impl Notice {
    fn new(notice: &DbError) -> Notice {
        Notice {
            severity: notice.severity().to_string(),
            message: notice.message().to_string(),
            detail: notice.detail().map(str::to_string),
            hint: notice.hint().map(str::to_string),
        }
    }
}

fn connection_failed(cause: ::postgres::Error) -> ServerError {
    // The password may stand in the URL, so the URL is not shown.
    let words = cause.to_string();
    let error = ServerError::new("cannot connect to PostgreSQL").because(cause);
    if words.contains("TLS") {
        return error.help("Groundplan connects without TLS. Use a Unix socket or a tunnel, with sslmode=prefer or disable.");
    }
    error
}

/// What PostgreSQL said when it refused a statement. The fields of [`FailureDetails`] are read as if they were its own.
#[derive(Debug)]
pub struct SqlFailure {
    /// Five characters, such as 42P07. `08000` when no server said anything: the connection broke.
    pub sqlstate: String,
    pub message: String,
    /// A byte offset into `statement`.
    pub position: Option<usize>,
    /// All that was sent.
    pub statement: String,
    details: Box<FailureDetails>,
    cause: ::postgres::Error,
}

/// What PostgreSQL added, where it did. Boxed in the failure, because a failure travels in every `Result` of a session.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FailureDetails {
    pub detail: Option<String>,
    pub hint: Option<String>,
    /// The text that PostgreSQL itself was running (a function's body), and a byte offset into that.
    pub internal: Option<(String, usize)>,
    /// The stack of functions and statements, innermost first.
    pub context: Option<String>,
    pub schema: Option<String>,
    pub table: Option<String>,
    pub column: Option<String>,
    pub data_type: Option<String>,
    pub constraint: Option<String>,
}

impl SqlFailure {
    fn new(cause: ::postgres::Error, sql: &str) -> SqlFailure {
        let statement = sql.to_string();
        let Some(error) = cause.as_db_error() else {
            let message = without_server(&cause);
            return SqlFailure { sqlstate: "08000".to_string(), message, position: None, statement, details: Box::default(), cause };
        };
        let position = match error.position() {
            Some(ErrorPosition::Original(position)) => Some(byte_offset(sql, *position)),
            _ => None,
        };
        SqlFailure {
            sqlstate: error.code().code().to_string(),
            message: error.message().to_string(),
            position,
            statement,
            details: Box::new(FailureDetails { hint: hint(error), ..FailureDetails::new(error) }),
            cause,
        }
    }

    /// Whether the server, the connection or the machine was at fault, so that another time the same statement may pass: no verdict on what it says.
    /// Source: PostgreSQL, "Appendix A. PostgreSQL Error Codes": connections, rolled back to be repeated, resources, a cancelled query or a time that
    /// ran out, the system, damaged files.
    pub fn is_of_surroundings(&self) -> bool {
        ["08", "40", "53", "57", "58", "XX001", "XX002"].iter().any(|class| self.sqlstate.starts_with(class))
    }
}

impl Deref for SqlFailure {
    type Target = FailureDetails;

    fn deref(&self) -> &FailureDetails {
        &self.details
    }
}

impl FailureDetails {
    fn new(error: &DbError) -> FailureDetails {
        let owned = |text: Option<&str>| text.map(str::to_string);
        let internal = match error.position() {
            Some(ErrorPosition::Internal { position, query }) => Some((query.clone(), byte_offset(query, *position))),
            _ => None,
        };
        FailureDetails {
            detail: owned(error.detail()),
            hint: owned(error.hint()),
            internal,
            context: owned(error.where_()),
            schema: owned(error.schema()),
            table: owned(error.table()),
            column: owned(error.column()),
            data_type: owned(error.datatype()),
            constraint: owned(error.constraint()),
        }
    }
}

/// PostgreSQL's own, or what helps where it has none.
fn hint(error: &DbError) -> Option<String> {
    let own = error.hint().map(str::to_string);
    let name = missing_role(error.code().code(), error.message());
    own.or_else(|| {
        let create = quote_identifier(name?);
        Some(format!(
            "roles belong to the whole server, not to a database: create it there (CREATE ROLE {create} NOLOGIN;), or leave out --server: on a \
             throw-away server each role that a statement names is made by itself"
        ))
    })
}

/// `role "app" does not exist` → `app`. Source: PostgreSQL, src/backend/utils/adt/acl.c, get_role_oid.
fn missing_role<'a>(sqlstate: &str, message: &'a str) -> Option<&'a str> {
    message.strip_prefix("role \"")?.strip_suffix("\" does not exist").filter(|_| sqlstate == "42704")
}

/// An error of the client: a broken connection, a value of another type.
fn without_server(error: &::postgres::Error) -> String {
    let mut text = error.to_string();
    if let Some(cause) = error.source() {
        let cause = cause.to_string();
        if !text.contains(&cause) {
            text = format!("{text}: {cause}");
        }
    }
    text
}

/// PostgreSQL counts characters from 1.
fn byte_offset(text: &str, position: u32) -> usize {
    let characters = (position as usize).saturating_sub(1);
    text.char_indices().nth(characters).map_or(text.len(), |(at, _)| at)
}

impl fmt::Display for SqlFailure {
    /// One line: `duplicate key value … (SQLSTATE 23505): Key (email)=(a) already exists.`
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} (SQLSTATE {})", self.message, self.sqlstate)?;
        if let Some(detail) = &self.detail {
            write!(out, ": {detail}")?;
        }
        Ok(())
    }
}

impl Error for SqlFailure {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.cause)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_in_characters_becomes_one_in_bytes() {
        assert_eq!(byte_offset("select é, x", 1), 0);
        assert_eq!(byte_offset("select é, x", 11), 11, "é is two bytes");
        assert_eq!(byte_offset("select", 7), 6, "the end of the input");
        assert_eq!(byte_offset("", 99), 0);
    }
}
