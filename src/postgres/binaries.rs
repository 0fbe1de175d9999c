//! Finding an installed PostgreSQL.
//!
//! Comes in: `--pg-bin`, PATH, perhaps the version that is wanted. Goes out: one directory with `postgres` and `initdb`, and its version.
//! Never happens: a version outside 14 to 18, a download.

use std::ffi::OsStr;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::ServerError;

/// The major versions that Groundplan knows.
pub const SUPPORTED: std::ops::RangeInclusive<u32> = 14..=18;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Version {
    pub major: u32,
    pub minor: u32,
}

impl Version {
    pub fn is_supported(self) -> bool {
        SUPPORTED.contains(&self.major)
    }

    /// From `server_version_num`: 150018 is 15.18.
    pub fn from_number(number: u32) -> Version {
        Version { major: number / 10_000, minor: number % 10_000 }
    }

    /// From `postgres (PostgreSQL) 15.18 (Debian …)`. A beta (`19beta1`) has no minor version yet.
    fn parse(text: &str) -> Option<Version> {
        let number = text.split_once("(PostgreSQL) ")?.1.split_whitespace().next()?;
        let mut parts = number.split(|character: char| !character.is_ascii_digit());
        let major = parts.next()?.parse().ok()?;
        let minor = if number.contains('.') { parts.next()?.parse().ok()? } else { 0 };
        Some(Version { major, minor })
    }
}

impl fmt::Display for Version {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}.{}", self.major, self.minor)
    }
}

/// An installed PostgreSQL server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binaries {
    /// Holds `postgres` and `initdb`; symbolic links are resolved.
    pub directory: PathBuf,
    pub version: Version,
}

impl Binaries {
    pub(super) fn program(&self, name: &str) -> PathBuf {
        self.directory.join(name)
    }
}

/// Finds a server's programs: where `--pg-bin` says and nowhere else, or in PATH, or in the places where packages put
/// them, the newest supported version first. Of several, one of the `wanted` major version; the first of all where there is none.
pub fn find_binaries(explicit: Option<&Path>, path_variable: Option<&str>, wanted: Option<u32>) -> Result<Binaries, ServerError> {
    find_in(explicit, path_variable, wanted, package_directories(Path::new("/")))
}

fn find_in(
    explicit: Option<&Path>,
    path_variable: Option<&str>,
    wanted: Option<u32>,
    packages: Vec<PathBuf>,
) -> Result<Binaries, ServerError> {
    if let Some(directory) = explicit {
        return examine(directory).map_err(|refusal| refusal.error(directory));
    }
    let in_path = path_variable.map(|path| std::env::split_paths(OsStr::new(path)).collect::<Vec<_>>()).unwrap_or_default();
    let (mut unfit, mut other) = (None, None);
    for directory in in_path.into_iter().filter(|directory| directory.is_absolute()).chain(packages) {
        match examine(&directory) {
            Ok(binaries) if wanted.is_none_or(|major| binaries.version.major == major) => return Ok(binaries),
            Ok(binaries) => drop(other.get_or_insert(binaries)),
            Err(Refusal::NoServer) => {}
            Err(refusal) => {
                unfit.get_or_insert(refusal.error(&directory));
            }
        }
    }
    if let Some(binaries) = other {
        return Ok(binaries);
    }
    Err(unfit.unwrap_or_else(|| ServerError::new("PostgreSQL is not installed, or not where it was looked for").help(INSTALL)))
}

const INSTALL: &str = "Install a server, version 14 to 18, and run again:\n  \
    Debian, Ubuntu   sudo apt-get install postgresql\n  \
    Fedora           sudo dnf install postgresql-server\n  \
    macOS            brew install postgresql@17\n\
    If it is installed elsewhere, name its directory: --pg-bin DIRECTORY (the one that holds `postgres` and `initdb`). \
    To use a running server instead: --server postgres://USER@HOST/DATABASE.";

/// Why a directory does not serve.
enum Refusal {
    NoServer,
    Missing(&'static str),
    Version(Version),
    Failed(ServerError),
}

impl Refusal {
    fn error(self, directory: &Path) -> ServerError {
        let shown = directory.display();
        match self {
            Refusal::NoServer => ServerError::new(format!("there is no PostgreSQL server in {shown}"))
                .help("--pg-bin names the directory that holds `postgres` and `initdb`, such as /usr/lib/postgresql/15/bin."),
            Refusal::Missing(program) => ServerError::new(format!("the PostgreSQL in {shown} has no `{program}`"))
                .help(format!("The server's package is incomplete there.\n{INSTALL}")),
            Refusal::Version(version) => {
                ServerError::new(format!("the PostgreSQL in {shown} is {version}; Groundplan knows 14 to 18")).help(INSTALL)
            }
            Refusal::Failed(error) => error.help(INSTALL),
        }
    }
}

fn examine(directory: &Path) -> Result<Binaries, Refusal> {
    // Resolved, because PATH may hold a link to a single program (Debian's /usr/bin/psql) or a folder of links.
    let server = match fs::canonicalize(directory.join("postgres")) {
        Ok(server) if server.is_file() => server,
        _ => return Err(Refusal::NoServer),
    };
    let directory = server.parent().unwrap_or(directory).to_path_buf();
    if !directory.join("initdb").is_file() {
        return Err(Refusal::Missing("initdb"));
    }
    let failed = |cause| Refusal::Failed(ServerError::file("run", &server, cause));
    let output = Command::new(&server).arg("--version").env("LC_ALL", "C").output().map_err(failed)?;
    let text = String::from_utf8_lossy(&output.stdout);
    let Some(version) = Version::parse(&text) else {
        let said = format!("`{} --version` does not name a version: {:?}", server.display(), text.trim());
        return Err(Refusal::Failed(ServerError::new(said)));
    };
    if !version.is_supported() {
        return Err(Refusal::Version(version));
    }
    Ok(Binaries { directory, version })
}

/// Debian, Red Hat, Homebrew and a build from source, in this order; the newest supported version of each first.
fn package_directories(root: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for (parent, prefix) in
        [("usr/lib/postgresql", ""), ("usr", "pgsql-"), ("opt/homebrew/opt", "postgresql@"), ("usr/local/opt", "postgresql@")]
    {
        for major in SUPPORTED.rev() {
            found.push(root.join(parent).join(format!("{prefix}{major}")).join("bin"));
        }
    }
    found.push(root.join("usr/local/pgsql/bin"));
    found.push(root.join("usr/bin"));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_read_from_what_the_server_prints() {
        let cases = [
            ("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n", Some((15, 18))),
            ("postgres (PostgreSQL) 18.0", Some((18, 0))),
            ("postgres (PostgreSQL) 19beta1", Some((19, 0))),
            ("postgres (PostgreSQL) ", None),
            ("", None),
            ("postgres (PostgreSQL) x.y", None),
        ];
        for (text, expected) in cases {
            assert_eq!(Version::parse(text), expected.map(|(major, minor)| Version { major, minor }), "{text}");
        }
        assert_eq!(Version::from_number(150_018).to_string(), "15.18");
    }

    /// A directory with an `initdb` and a `postgres` that prints this. Written by a shell: a file that this process has open
    /// for writing while another test forks could not be run for a moment.
    fn pretend(directory: &Path, version: &str) {
        fs::create_dir_all(directory).expect("create");
        let script = "echo '#!/bin/sh' > postgres && echo \"echo '$0'\" >> postgres && touch initdb && chmod 755 postgres initdb";
        let written = Command::new("sh").args(["-c", script, version]).current_dir(directory).status().expect("sh");
        assert!(written.success());
    }

    #[test]
    fn an_explicit_directory_is_the_only_one_looked_at() {
        let folder = tempfile::tempdir().expect("a temporary directory");
        let error = find_binaries(Some(folder.path()), Some("/usr/bin"), Some(15)).expect_err("it is empty");
        assert!(error.to_string().starts_with("there is no PostgreSQL server in "), "{error}");
        assert!(error.help.expect("a help").contains("`initdb`"));
    }

    #[test]
    fn an_unsupported_version_is_refused_by_name_and_a_supported_one_further_on_is_taken() {
        let folder = tempfile::tempdir().expect("a temporary directory");
        let (old, good) = (folder.path().join("old"), folder.path().join("good"));
        pretend(&old, "postgres (PostgreSQL) 13.4");
        pretend(&good, "postgres (PostgreSQL) 16.2");
        let error = find_binaries(Some(&old), None, None).expect_err("too old");
        assert!(error.to_string().ends_with("is 13.4; Groundplan knows 14 to 18"), "{error}");
        assert!(error.help.expect("a help").contains("apt-get install postgresql"));

        let path = format!("{}:relative:{}", old.display(), good.display());
        let found = find_binaries(None, Some(&path), None).expect("the second");
        assert_eq!(found.version, Version { major: 16, minor: 2 });
        assert_eq!(found.directory, fs::canonicalize(&good).expect("canonical"));
    }

    #[test]
    fn of_several_servers_the_wanted_version_is_taken_and_else_the_first() {
        let folder = tempfile::tempdir().expect("a temporary directory");
        let [newest, middle, packaged] = ["a", "b", "c"].map(|name| folder.path().join(name));
        pretend(&newest, "postgres (PostgreSQL) 18.1");
        pretend(&middle, "postgres (PostgreSQL) 16.2");
        pretend(&packaged, "postgres (PostgreSQL) 14.9");
        let path = format!("{}:{}", newest.display(), middle.display());
        let found = |wanted| find_in(None, Some(&path), wanted, vec![packaged.clone()]).expect("a server").version.major;
        assert_eq!(found(None), 18);
        assert_eq!(found(Some(18)), 18);
        assert_eq!(found(Some(16)), 16);
        assert_eq!(found(Some(14)), 14, "where packages put it");
        assert_eq!(found(Some(17)), 18, "no such server: the first");
        let told = find_binaries(Some(&middle), Some(&path), Some(18)).expect("the one that was named");
        assert_eq!(told.version.major, 16);
    }

    #[test]
    fn packages_are_searched_newest_first() {
        let all = package_directories(Path::new("/"));
        assert_eq!(all[0], Path::new("/usr/lib/postgresql/18/bin"));
        assert_eq!(all[4], Path::new("/usr/lib/postgresql/14/bin"));
        assert_eq!(all[5], Path::new("/usr/pgsql-18/bin"));
    }
}
