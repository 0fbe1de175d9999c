//! Initialised data directories, kept to be copied: a copy takes some 20 ms, `initdb` more than half a second.
//!
//! Comes in: the binaries, a place. Goes out: a data directory that belongs to the user whom the server runs as.
//! Never happens: a half-made cache under its final name, a hard link (the server writes its files in place, so a link
//! would corrupt the cache), a link followed.
//!
//! The locale is C and the encoding UTF8, whatever the machine offers: C is the one locale that every system has and
//! that orders and compares bytes alike everywhere. What depends on a language must say so in its requirements
//! (`collate`).

use std::fs::{self, DirBuilder, File, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use sha2::{Digest, Sha256};

use super::child::{self, User};
use super::cluster::{OWNER, SUPERUSER, quiet_command};
use super::place::{Place, Run, locked, open_lock, wait_until};
use super::{Binaries, ServerError};

const FLAGS: [&str; 7] =
    ["--wal-segsize=1", "--no-sync", "--no-instructions", "--encoding=UTF8", "--locale=C", "--auth=trust", "--username=groundplan"];

const INITIALISE_LIMIT: Duration = Duration::from_secs(120);

/// Makes the run's data directory: a copy of the cached one, which is made first if there is none or it is damaged.
/// `renew` distrusts the one that stands.
pub(super) fn provide_data_directory(binaries: &Binaries, place: &Place, run: &Run, renew: bool) -> Result<(), ServerError> {
    let cache = place.path.join(name(binaries, place)?);
    let lock_path = place.path.join("cache.lock");
    if !renew && copy_if_sound(&cache, &lock_path, place, run)? {
        return Ok(());
    }
    let lock = locked(&lock_path)?;
    // Another process may have made it while we waited.
    if renew || !is_sound(&cache, binaries) {
        build(binaries, place, run, &cache)?;
    }
    copy_cache(&cache, place, run).and_then(|whole| {
        drop(lock);
        if whole { Ok(()) } else { Err(ServerError::new(format!("the new data directory in {} is damaged", cache.display()))) }
    })
}

/// Under a shared lock, so that runs copy side by side but never while a cache is replaced.
fn copy_if_sound(cache: &Path, lock_path: &Path, place: &Place, run: &Run) -> Result<bool, ServerError> {
    let lock = open_lock(lock_path).and_then(|file| file.lock_shared().map(|()| file));
    let _lock = lock.map_err(|cause| ServerError::file("lock", lock_path, cause))?;
    copy_cache(cache, place, run)
}

/// `cache-BINARIES-KEY`: the second part holds all on which the contents depend, the first finds those that a newer one replaces.
fn name(binaries: &Binaries, place: &Place) -> Result<String, ServerError> {
    let mut key = format!("{} {FLAGS:?} {:?}", binaries.version, place.server_user);
    for program in ["postgres", "initdb"] {
        let path = binaries.program(program);
        let found = fs::metadata(&path).map_err(|cause| ServerError::file("examine", &path, cause))?;
        key.push_str(&format!(" {}.{:09} {}", found.mtime(), found.mtime_nsec(), found.size()));
    }
    let directory = binaries.directory.display().to_string();
    Ok(format!("{}{}", family(&directory), &hex(&format!("{directory} {key}"))[..16]))
}

fn family(directory: &str) -> String {
    format!("cache-{}-", &hex(directory)[..8])
}

fn hex(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// How many files and bytes a whole data directory has. A copy counts along and so finds a damaged cache at no cost;
/// damage inside a file is left to PostgreSQL's own checks at the start.
#[derive(Debug, Default, PartialEq, Eq)]
struct Tally {
    files: u64,
    bytes: u64,
}

impl Tally {
    fn add(&mut self, other: &Tally) {
        self.files += other.files;
        self.bytes += other.bytes;
    }

    fn text(&self) -> String {
        format!("{} files, {} bytes\n", self.files, self.bytes)
    }
}

fn is_sound(cache: &Path, binaries: &Binaries) -> bool {
    let version = fs::read_to_string(cache.join("data/PG_VERSION")).unwrap_or_default();
    let mut tally = Tally::default();
    version.trim() == binaries.version.major.to_string()
        && cache.join("data/global/pg_control").is_file()
        && count(&cache.join("data"), &mut tally).is_ok()
        && fs::read_to_string(cache.join("manifest")).is_ok_and(|manifest| manifest == tally.text())
}

/// Whether the copy is whole. What was copied of a damaged cache is removed again.
fn copy_cache(cache: &Path, place: &Place, run: &Run) -> Result<bool, ServerError> {
    let Ok(manifest) = fs::read_to_string(cache.join("manifest")) else { return Ok(false) };
    let data = run.data();
    match copy_directory(&cache.join("data"), &data, place.server_user) {
        Ok(tally) if tally.text() == manifest => Ok(true),
        // No room, no permission: making the cache again would not help.
        Err(cause) if !matches!(cause.kind(), io::ErrorKind::NotFound | io::ErrorKind::InvalidData) => {
            Err(ServerError::file("copy the data directory to", &data, cause))
        }
        _ => {
            let _ = fs::remove_dir_all(&data);
            Ok(false)
        }
    }
}

/// The databases, directories below `base`, are nearly all of it; they are copied side by side.
fn copy_directory(from: &Path, to: &Path, owner: Option<User>) -> io::Result<Tally> {
    DirBuilder::new().mode(0o700).create(to)?;
    let mut directories = Vec::new();
    let mut tally = Tally::default();
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        let kind = entry.file_type()?;
        if kind.is_dir() {
            directories.push((source, target));
        } else if kind.is_file() {
            tally.files += 1;
            tally.bytes += fs::copy(&source, &target)?;
            if let Some(User { uid, gid }) = owner {
                chown(&target, Some(uid), Some(gid))?;
            }
        } else {
            return Err(io::Error::new(io::ErrorKind::InvalidData, format!("{} is neither file nor directory", source.display())));
        }
    }
    if from.ends_with("base") {
        let copy = |(source, target): &(PathBuf, PathBuf)| copy_directory(source, target, owner);
        std::thread::scope(|scope| {
            let threads: Vec<_> = directories.iter().map(|pair| scope.spawn(move || copy(pair))).collect();
            threads.into_iter().try_for_each(|thread| {
                let copied = thread.join().unwrap_or_else(|_| Err(io::Error::other("a copying thread panicked")));
                copied.map(|other| tally.add(&other))
            })
        })?;
    } else {
        for (source, target) in &directories {
            tally.add(&copy_directory(source, target, owner)?);
        }
    }
    // Last, so that nobody else can write into it before.
    if let Some(User { uid, gid }) = owner {
        chown(to, Some(uid), Some(gid))?;
    }
    Ok(tally)
}

fn count(directory: &Path, tally: &mut Tally) -> io::Result<()> {
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            count(&entry.path(), tally)?;
        } else {
            tally.files += 1;
            tally.bytes += entry.metadata()?.len();
        }
    }
    Ok(())
}

/// Makes the cache inside the run directory, where a sweep finds it if we are killed, and moves it to its name.
fn build(binaries: &Binaries, place: &Place, run: &Run, cache: &Path) -> Result<(), ServerError> {
    let new = run.path.join("new-cache");
    let data = new.join("data");
    let prepare = || {
        let mode = if place.server_user.is_some() { 0o711 } else { 0o700 };
        DirBuilder::new().mode(mode).create(&new)?;
        fs::set_permissions(&new, Permissions::from_mode(mode))?;
        DirBuilder::new().mode(0o700).create(&data)?;
        place.server_user.map_or(Ok(()), |User { uid, gid }| chown(&data, Some(uid), Some(gid)))
    };
    prepare().map_err(|cause| ServerError::file("create", &data, cause))?;
    initialise(binaries, place, run, &data)?;
    add_owner_role(binaries, place, run, &data)?;
    let finish = || {
        let mut tally = Tally::default();
        if place.server_user.is_some() {
            // The server's user must not be able to change what later servers start from.
            give_to_ourselves(&data)?;
        }
        count(&data, &mut tally)?;
        fs::write(new.join("manifest"), tally.text())?;
        fs::set_permissions(&new, Permissions::from_mode(0o700))?;
        remove_family(&place.path, &family(&binaries.directory.display().to_string()))?;
        fs::rename(&new, cache)
    };
    finish().map_err(|cause| ServerError::file("create", cache, cause))
}

fn give_to_ourselves(directory: &Path) -> io::Result<()> {
    let uid = child::effective_uid();
    chown(directory, Some(uid), None)?;
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            give_to_ourselves(&entry.path())?;
        } else {
            std::os::unix::fs::lchown(entry.path(), Some(uid), None)?;
        }
    }
    Ok(())
}

/// The damaged one, and those of the same binaries before an upgrade.
fn remove_family(place: &Path, family: &str) -> io::Result<()> {
    for entry in fs::read_dir(place)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(family) {
            fs::remove_dir_all(entry.path())?;
        }
    }
    Ok(())
}

fn initialise(binaries: &Binaries, place: &Place, run: &Run, data: &Path) -> Result<(), ServerError> {
    debug_assert!(FLAGS.contains(&format!("--username={SUPERUSER}").as_str()));
    let mut command = quiet_command(&binaries.program("initdb"), run);
    command.args(FLAGS).arg("-D").arg(data);
    if binaries.version.major >= 18 {
        // On by default since 18; they guard against disks, and ours is thrown away.
        command.arg("--no-data-checksums");
    }
    run_to_end(command, place, run, "initdb", Vec::new())
}

/// The plain role that proofs run as, and its database: made once here instead of over a connection in every run.
fn add_owner_role(binaries: &Binaries, place: &Place, run: &Run, data: &Path) -> Result<(), ServerError> {
    let mut command = quiet_command(&binaries.program("postgres"), run);
    command
        .args(["--single", "-F", "-j", "-c", "exit_on_error=true", "-c", "dynamic_shared_memory_type=mmap", "-D"])
        .arg(data)
        .arg("postgres");
    let sql = format!("CREATE ROLE {OWNER} LOGIN;\n\nALTER DATABASE postgres OWNER TO {OWNER};\n\n");
    run_to_end(command, place, run, "postgres --single", sql.into_bytes())
}

fn run_to_end(mut command: Command, place: &Place, run: &Run, what: &str, input: Vec<u8>) -> Result<(), ServerError> {
    let failed = |cause| run_failed(what, &command_path(what, place), cause);
    let log_path = run.path.join("initialise.log");
    let log = File::options().create(true).append(true).open(&log_path).map_err(failed)?;
    command.stdout(log.try_clone().map_err(failed)?).stderr(log).stdin(Stdio::piped());
    // Both programs end in order on this signal; killed, they would leave shared memory behind.
    let mut process = child::spawn(command, place.server_user, child::QUIT).map_err(failed)?;
    if let Some(mut stdin) = process.stdin.take() {
        // A process that ended early says why in the log.
        let _ = stdin.write_all(&input);
    }
    // Kept by the run, so that an interrupt ends it before its files are removed.
    run.keep(process);
    let mut ended = None;
    wait_until(INITIALISE_LIMIT, || {
        ended = run.ended();
        ended.is_some()
    });
    let status = match ended {
        Some(Ok(())) => return Ok(()),
        Some(Err(status)) => format!("ended with {status}"),
        None => format!("was not ready after {} s", INITIALISE_LIMIT.as_secs()),
    };
    Err(ServerError::new(format!("{what} {status}")).because(super::cluster::last_lines(&log_path)))
}

fn command_path(what: &str, place: &Place) -> String {
    match place.server_user {
        Some(user) => format!("{what} as user {}", user.uid),
        None => what.to_string(),
    }
}

pub(super) fn run_failed(what: &str, shown: &str, cause: io::Error) -> ServerError {
    let denied = cause.kind() == io::ErrorKind::PermissionDenied;
    let error = ServerError::new(format!("cannot run {shown}")).because(cause);
    if !denied {
        return error;
    }
    error.help(format!(
        "PostgreSQL does not run as root, so `{what}` is started as `postgres` or `nobody`, who must be allowed to read its \
         directory. Or run Groundplan as a plain user."
    ))
}
