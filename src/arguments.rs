//! The command line: what can be asked, and how a run can end.
//!
//! Comes in: words. Goes out: [`Arguments`], or clap's own message. Never happens: a default that depends on the machine; a
//! setting that only the command line knows how to explain (`--help` says all).

mod model;

use std::path::PathBuf;

use clap::{Arg, Args, Parser, Subcommand, ValueEnum};

mod values;

use crate::convention::Convention;
use values::{connection, convention_by_name, file_name_part, placeholder, stamp, table_count};

pub use model::{ModelArguments, ModelCommand, ModelRunArguments, ModelWishArguments};

/// What a newcomer sees who types the name alone.
pub const SHORT_HELP: &str = "\
groundplan turns requirements into PostgreSQL: one migration and one seed, proven before they are written.

Start here:
  groundplan generate blog.schema      write ./migrations/… and ./seeds/…
  groundplan check blog.schema         only look for mistakes
  groundplan fmt blog.schema           lay the file out
  groundplan draft wishes.txt          begin with a text in your own words

A small blog.schema:
  project blog edition 2026
  entity User { email email unique; seed 5 }
  entity Post { author -> User; title varchar(1..200); seed 20 }

`groundplan --help` lists everything, `groundplan generate --help` the options.
";

const EXIT_CODES: &str = "\
Exit codes:
  0  done, also when there was nothing to do
  1  errors in the input
  2  the command line was not understood, or asks for what cannot be
  3  the environment: PostgreSQL, a file or a folder is not as needed
  4  the proof refused the files, and nothing was written; of `import`: the file does not yet mean what stands";

/// From requirements to PostgreSQL: offline, deterministic, proven.
///
/// Reads `.schema` files and what stands in ./migrations and ./seeds, and writes at most one migration and one seed, which it
/// has proven on a temporary PostgreSQL. It never needs a network.
#[derive(Debug, Parser)]
#[command(name = "groundplan", version, long_version = LONG_VERSION, after_help = EXIT_CODES, max_term_width = 100)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Option<Command>,

    #[command(flatten)]
    pub output: OutputArguments,
}

const LONG_VERSION: &str =
    concat!(env!("CARGO_PKG_VERSION"), "\nlanguage edition: 2026\nservers: PostgreSQL 14 to 18\nlicence: ", env!("CARGO_PKG_LICENSE"),);

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write what the requirements ask for and the folders lack: at most one migration and one seed
    Generate(GenerateArguments),
    /// Write a free text down as requirements: a .schema to look at, change and generate
    Draft(DraftArguments),
    /// Show what generate would do: each step, why, what it costs and how it is taken back; write nothing
    Plan(PlanArguments),
    /// Look for mistakes in the requirements, and write nothing (but with --fix)
    Check(CheckArguments),
    /// Lay requirement files out in the one usual way
    Fmt(FmtArguments),
    /// Prove what stands in the folders: every migration and seed, in their order, on a temporary PostgreSQL
    Verify(VerifyArguments),
    /// Print what leads from one state of a schema to another, as SQL
    Diff(DiffArguments),
    /// Write the requirements of what stands: of migrations, an SQL file or a database
    Import(ImportArguments),
    /// Make sample rows for any schema, as a seed file that is proven to load
    Seed(SeedArguments),
    /// Print the rollback of a migration as SQL that psql can run
    Rollback(RollbackArguments),
    /// See whether a language model can help to read free text
    Model(ModelArguments),
    /// Explain a code: an error, a practice or a hazard
    Explain(ExplainArguments),
}

/// What is shown, and how.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Output")]
pub struct OutputArguments {
    /// What goes to standard output: text for people, or one JSON document (of generate, check and verify, and of every
    /// failure); progress goes to standard error
    #[arg(long, global = true, value_enum, default_value_t = ReportFormat::Text, value_name = "FORMAT")]
    pub report: ReportFormat,

    /// No progress and no summary: errors only (a JSON report and the steps of `plan` are printed all the same)
    #[arg(long, short, global = true)]
    pub quiet: bool,

    /// Colours: on a terminal only, always or never (NO_COLOR is honoured)
    #[arg(long, global = true, value_enum, default_value_t = ColorChoice::Auto, value_name = "WHEN")]
    pub color: ColorChoice,

    /// The project's folder, instead of the current one; all other paths count from it
    #[arg(long, global = true, value_name = "DIR")]
    pub project: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    Text,
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Switch {
    On,
    Off,
}

/// Where the generated files stand.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Folders")]
pub struct FolderArguments {
    /// Where the migrations stand
    #[arg(long, value_name = "DIR", default_value = "migrations")]
    pub migrations: PathBuf,

    /// Where the seeds stand
    #[arg(long, value_name = "DIR", default_value = "seeds")]
    pub seeds: PathBuf,

    #[command(flatten)]
    pub runner: RunnerArguments,
}

/// How migrations are read.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Folders")]
pub struct RunnerArguments {
    /// The runner that the migrations are for, such as goose or flyway, instead of finding it out from the folder
    #[arg(long, value_name = "NAME", value_parser = convention_by_name)]
    pub convention: Option<&'static Convention>,

    /// What stands for `${NAME}` in the migrations, for runners that replace it; may be given more than once
    #[arg(long = "placeholder", value_name = "NAME=VALUE", value_parser = placeholder)]
    pub placeholders: Vec<(String, String)>,
}

/// The PostgreSQL that proves.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Proof")]
pub struct ServerArguments {
    /// Prove in a temporary database of this server instead of a throw-away one of our own. Roles that the files create
    /// are shared by all databases of a server
    #[arg(long, value_name = "URL", conflicts_with = "pg_bin")]
    pub server: Option<String>,

    /// The folder of initdb and postgres, instead of looking in PATH and /usr/lib/postgresql
    #[arg(long, value_name = "DIR")]
    pub pg_bin: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(after_help = GENERATE_EXAMPLES)]
pub struct GenerateArguments {
    /// Requirement files, and folders of them; without any, the current folder
    #[arg(value_name = "FILE|DIR")]
    pub paths: Vec<PathBuf>,

    #[command(flatten)]
    pub folders: FolderArguments,

    /// What the files are called after their stamp, instead of a name from the plan: lower case, digits and underscores
    #[arg(long, value_name = "NAME", value_parser = file_name_part)]
    pub name: Option<String>,

    /// The files' stamp, YYYYMMDDHHMMSS in UTC; must be later than the newest file. Without it: SOURCE_DATE_EPOCH, else now
    #[arg(long, value_name = "STAMP", value_parser = stamp)]
    pub timestamp: Option<String>,

    /// Whether the seed has sample rows beside the initial ones
    #[arg(long, value_enum, default_value_t = Switch::On, value_name = "ON|OFF")]
    pub samples: Switch,

    /// Show what would be written, proven as usual, and write nothing
    #[arg(long)]
    pub dry_run: bool,

    /// Write nothing; exit with 1 and say what is missing when the folders lack what the requirements ask for (for CI)
    #[arg(long, conflicts_with_all = ["dry_run", "no_verify"])]
    pub check: bool,

    /// Requirements in your own words, or a file of them (`-` for standard input); they become a .schema file of their own, beside those that stand
    #[arg(long, value_name = "TEXT|FILE|-", help_heading = "Free text")]
    pub text: Option<String>,

    /// Whether what every modeller would add to the text of --text is added
    #[arg(long, value_enum, default_value_t = Switch::On, value_name = "ON|OFF", requires = "text", help_heading = "Free text")]
    pub archetypes: Switch,

    /// Read no free text anew: end with 1 where a record beside the requirements is missing or out of date (for CI)
    #[arg(long, conflicts_with = "text", help_heading = "Free text")]
    pub locked: bool,

    #[command(flatten)]
    pub model: ModelWishArguments,

    #[command(flatten)]
    pub server: ServerArguments,

    /// Write the files without a proof; their header and the report say so
    #[arg(long, help_heading = "Proof")]
    pub no_verify: bool,
}

const GENERATE_EXAMPLES: &str = "\
Examples:
  groundplan generate blog.schema                     the usual run
  groundplan generate                                 every .schema file of this folder
  groundplan generate blog.schema --dry-run           look first
  groundplan generate --check                         for CI: is anything missing in the folders?
  groundplan generate --name add_bookmarks            choose the files' name
  groundplan generate --samples off                   initial rows only, as for production
  groundplan generate --text \"A blog with users, posts and comments.\"   in one go
  groundplan generate --server postgres://localhost   prove on a server that is running
  groundplan generate --report json > report.json     for a machine";

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  groundplan plan                               of every .schema file of this folder\n  groundplan plan blog.schema --report json     for a machine"
)]
pub struct PlanArguments {
    /// Requirement files, and folders of them; without any, the current folder
    #[arg(value_name = "FILE|DIR")]
    pub paths: Vec<PathBuf>,

    #[command(flatten)]
    pub folders: FolderArguments,

    /// Whether the seed has sample rows beside the initial ones
    #[arg(long, value_enum, default_value_t = Switch::On, value_name = "ON|OFF")]
    pub samples: Switch,

    /// Read no free text anew: end with 1 where a record beside the requirements is missing or out of date (for CI)
    #[arg(long, help_heading = "Free text")]
    pub locked: bool,

    #[command(flatten)]
    pub server: ServerArguments,
}

/// These read what stands, which `check` does with `--fix` alone.
fn of_fix(argument: Arg) -> Arg {
    let of_fix = ["migrations", "seeds", "convention", "placeholders", "server", "pg_bin"];
    if of_fix.contains(&argument.get_id().as_str()) { argument.requires("fix").help_heading("With --fix") } else { argument }
}

#[derive(Debug, Args)]
#[command(
    mut_args = of_fix,
    after_help = "Examples:\n  groundplan check blog.schema\n  groundplan check requirements/ --report json\n  groundplan check --fix          delete `was` and `removed` that the migrations have carried out"
)]
pub struct CheckArguments {
    /// Requirement files, and folders of them; without any, the current folder
    #[arg(value_name = "FILE|DIR")]
    pub paths: Vec<PathBuf>,

    /// Delete the words `was` and `removed` that the migrations have carried out, and say which
    #[arg(long)]
    pub fix: bool,

    /// Read no free text anew: end with 1 where a record beside the requirements is missing or out of date (for CI)
    #[arg(long, help_heading = "Free text")]
    pub locked: bool,

    #[command(flatten)]
    pub folders: FolderArguments,

    #[command(flatten)]
    pub server: ServerArguments,
}

#[derive(Debug, Args)]
#[command(after_help = DRAFT_EXAMPLES)]
pub struct DraftArguments {
    /// The text, or a file of it; `-`, or nothing where standard input is no terminal, reads standard input
    #[arg(value_name = "TEXT|FILE|-", allow_hyphen_values = true, value_parser = wishes)]
    pub text: Option<String>,

    /// The file to write, which must not stand yet; without it or as `-`, standard output
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Whether what every modeller would add is added, and marked as assumed
    #[arg(long, value_enum, default_value_t = Switch::On, value_name = "ON|OFF")]
    pub archetypes: Switch,

    #[command(flatten)]
    pub model: ModelWishArguments,
}

/// A list begins with a hyphen, and an option that nobody knows has no blank.
fn wishes(text: &str) -> Result<String, String> {
    if text.len() > 1 && text.starts_with('-') && !text.contains(char::is_whitespace) {
        return Err("no such option; see --help".to_string());
    }
    Ok(text.to_string())
}

const DRAFT_EXAMPLES: &str = "\
Examples:
  groundplan draft \"A blog platform with users, posts and comments.\" -o blog.schema
  groundplan draft wishes.txt -o blog.schema             of a file
  cat wishes.txt | groundplan draft                      from standard input to standard output
  groundplan draft wishes.txt --archetypes off           only what the text says";

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  groundplan fmt                       every .schema file of this folder\n  groundplan fmt --check               change nothing, exit 1 when one would change (for CI)\n  groundplan fmt - < blog.schema       from standard input to standard output"
)]
pub struct FmtArguments {
    /// Requirement files, and folders of them; `-` reads standard input and writes standard output
    #[arg(value_name = "FILE|DIR|-")]
    pub paths: Vec<PathBuf>,

    /// Change nothing; name the files that would change, and exit with 1 if there are any
    #[arg(long)]
    pub check: bool,
}

impl FmtArguments {
    /// Whether the text comes from standard input.
    pub fn reads_standard_input(&self) -> bool {
        self.paths.iter().any(|path| path.as_os_str() == "-")
    }
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  groundplan verify\n  groundplan verify --migrations db/migrations --seeds db/seeds")]
pub struct VerifyArguments {
    #[command(flatten)]
    pub folders: FolderArguments,

    #[command(flatten)]
    pub server: ServerArguments,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  groundplan diff old.sql new.sql                      what to run on the old to get the new\n  groundplan diff old.sql new.sql --reverse            the way back\n  groundplan diff postgres://localhost/app migrations  what a database lacks (it is only read)"
)]
pub struct DiffArguments {
    /// What stands: an SQL file, a folder of migrations, a .schema file, or the URL of a database
    #[arg(value_name = "FROM")]
    pub from: String,

    /// What is wanted, in any of the same forms
    #[arg(value_name = "TO")]
    pub to: String,

    /// What leads from TO back to FROM
    #[arg(long)]
    pub reverse: bool,

    #[command(flatten)]
    pub runner: RunnerArguments,

    #[command(flatten)]
    pub server: ServerArguments,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  groundplan import migrations -o shop.schema             requirements from the history of a project\n  groundplan import schema.sql                            from an SQL file to standard output\n  groundplan import postgres://localhost/shop -o shop.schema  from a database (it is only read)"
)]
pub struct ImportArguments {
    /// What stands: a folder of migrations, an SQL file, the URL of a database, or a .schema file
    #[arg(value_name = "SOURCE")]
    pub source: String,

    /// The file to write, which must not stand yet; without it or as `-`, standard output
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,

    #[command(flatten)]
    pub runner: RunnerArguments,

    #[command(flatten)]
    pub server: ServerArguments,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  groundplan seed schema.sql --rows 20 -o sample.sql      rows for an SQL file\n  groundplan seed migrations --rows 20 --table users=5    for the history of a project\n  groundplan seed postgres://localhost/shop --rows 100    for a database (it is only read)\n  groundplan seed shop.schema --rows 100000 --format copy -o load.sql    many rows, for psql\n  groundplan seed postgres://localhost/shop --rows 100000 --into postgres://localhost/shop"
)]
pub struct SeedArguments {
    /// What stands: a .schema file, an SQL file, a folder of migrations, or the URL of a database
    #[arg(value_name = "SOURCE")]
    pub source: String,

    /// How many rows each table gets
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub rows: u64,

    /// How many rows one table gets instead, 0 for none; may be given more than once
    #[arg(long = "table", value_name = "NAME=N", value_parser = table_count)]
    pub tables: Vec<(String, u64)>,

    /// Whose names, places and words: en, de, fr or es; without it those of the requirements, or en
    #[arg(long, value_name = "LOCALE")]
    pub locale: Option<String>,

    /// The file to write, which must not stand yet; without it or as `-`, standard output
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// How rows are written: INSERT, which finds parents by natural key as long as no table gets more than 5000, or COPY for psql
    #[arg(long, value_enum, default_value_t = RowForm::Insert, value_name = "FORMAT")]
    pub format: RowForm,

    /// The URL of a database that gets the rows at once, by COPY in one transaction
    #[arg(long, value_name = "URL", conflicts_with_all = ["output", "format"], value_parser = connection)]
    pub into: Option<String>,

    #[command(flatten)]
    pub runner: RunnerArguments,

    #[command(flatten)]
    pub server: ServerArguments,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RowForm {
    Insert,
    Copy,
}

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  groundplan rollback migrations/20260101120000_create_blog_schema.sql | psql mydatabase")]
pub struct RollbackArguments {
    /// A migration that groundplan wrote
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  groundplan explain fk-indexed\n  groundplan explain          list all codes")]
pub struct ExplainArguments {
    /// As an error or the report shows it in brackets
    #[arg(value_name = "CODE")]
    pub code: Option<String>,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::convention::convention;

    fn parse(line: &str) -> Result<Arguments, String> {
        Arguments::try_parse_from(line.split_whitespace()).map_err(|error| error.to_string())
    }

    fn generate(line: &str) -> GenerateArguments {
        match parse(line).expect("understood").command {
            Some(Command::Generate(arguments)) => arguments,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_definition_holds_together() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn without_options_the_usual_folders_are_meant_and_everything_is_proven() {
        let arguments = generate("groundplan generate blog.schema more/");
        assert_eq!(arguments.paths, [PathBuf::from("blog.schema"), PathBuf::from("more/")]);
        assert_eq!((arguments.folders.migrations, arguments.folders.seeds), ("migrations".into(), "seeds".into()));
        assert_eq!((arguments.samples, arguments.dry_run, arguments.no_verify), (Switch::On, false, false));
        assert!(arguments.name.is_none() && arguments.timestamp.is_none() && arguments.server.server.is_none());
    }

    #[test]
    fn output_options_stand_before_or_after_the_command() {
        for line in ["groundplan --quiet --report json check a.schema", "groundplan check a.schema --report json -q"] {
            let output = parse(line).expect("understood").output;
            assert_eq!((output.report, output.quiet, output.color), (ReportFormat::Json, true, ColorChoice::Auto));
        }
    }

    #[test]
    fn no_command_is_left_to_the_short_help() {
        assert!(parse("groundplan").expect("understood").command.is_none());
        assert!(SHORT_HELP.lines().all(|line| line.len() <= 110));
    }

    #[test]
    fn a_name_or_stamp_that_no_file_can_have_is_refused_with_an_example() {
        for name in ["Add", "1st", "a-b", "../up", "a b", "é", ""] {
            let error = Arguments::try_parse_from(["groundplan", "generate", "--name", name]).expect_err("refused").to_string();
            assert!(error.contains("such as add_bookmarks"), "{error}");
        }
        assert!(parse(&format!("groundplan generate --name {}", "a".repeat(101))).is_err());
        for stamp in ["2026", "2026010112000", "20260101T12000", "２０２６"] {
            let error = parse(&format!("groundplan generate --timestamp {stamp}")).expect_err("refused");
            assert!(error.contains("such as 20260101120000"), "{error}");
        }
    }

    #[test]
    fn a_convention_is_known_by_its_name_and_a_placeholder_has_a_value() {
        let arguments = generate("groundplan generate --convention goose --placeholder a=b --placeholder c=d=e");
        assert_eq!(arguments.folders.runner.convention, convention("goose"));
        let pair = |name: &str, value: &str| (name.to_string(), value.to_string());
        assert_eq!(arguments.folders.runner.placeholders, [pair("a", "b"), pair("c", "d=e")]);
        let error = parse("groundplan generate --convention gose").expect_err("refused");
        assert!(error.contains("dbmate, goose, golang-migrate"), "{error}");
        assert!(parse("groundplan verify --placeholder a").expect_err("refused").contains("such as schema=app"));
    }

    #[test]
    fn options_that_contradict_each_other_are_refused() {
        for line in ["generate --server postgres://x --pg-bin /x", "verify --server postgres://x --pg-bin /x"] {
            let error = parse(&format!("groundplan {line}")).expect_err("refused");
            assert!(error.contains("cannot be used with"), "{error}");
        }
    }

    #[test]
    fn free_text_is_read_with_its_options_or_not_at_all() {
        for line in ["--text x --archetypes off", "--text x a.schema", "--locked"] {
            assert!(parse(&format!("groundplan generate {line}")).is_ok(), "{line}");
        }
        for line in ["--archetypes off", "--text x --locked"] {
            assert!(parse(&format!("groundplan generate {line}")).is_err(), "{line}");
        }
        let Some(Command::Draft(arguments)) = parse("groundplan draft").expect("understood").command else { panic!("draft") };
        assert_eq!((arguments.text, arguments.output, arguments.archetypes), (None, None, Switch::On));
    }

    #[test]
    fn what_check_reads_with_fix_alone_is_refused_without_it() {
        for options in ["--migrations m", "--seeds s", "--convention goose", "--placeholder a=b", "--server postgres://x", "--pg-bin /x"] {
            let error = parse(&format!("groundplan check a.schema {options}")).expect_err("refused");
            assert!(error.contains("--fix"), "{error}");
            assert!(parse(&format!("groundplan check a.schema --fix {options}")).is_ok(), "{options}");
        }
        assert!(parse("groundplan check a.schema").is_ok());
        let help = parse("groundplan check --help").expect_err("help");
        assert!(help.contains("With --fix:") && !help.contains("Folders:"), "{help}");
    }

    #[test]
    fn help_says_how_a_run_can_end_and_shows_examples() {
        let help = parse("groundplan --help").expect_err("help");
        for words in ["Exit codes:", "4  the proof refused", "generate", "explain"] {
            assert!(help.contains(words), "{help}");
        }
        let help = parse("groundplan generate --help").expect_err("help");
        for words in ["Examples:", "--dry-run", "--samples <ON|OFF>", "[default: migrations]"] {
            assert!(help.contains(words), "{help}");
        }
        let version = parse("groundplan --version").expect_err("version");
        assert!(version.contains("PostgreSQL 14 to 18"), "{version}");
    }

    #[test]
    fn a_misspelt_option_or_command_is_answered_with_the_nearest() {
        assert!(parse("groundplan generate --migration x").expect_err("refused").contains("--migrations"));
        assert!(parse("groundplan generat").expect_err("refused").contains("generate"));
    }

    #[test]
    fn standard_input_is_a_dash() {
        let Some(Command::Fmt(arguments)) = parse("groundplan fmt -").expect("understood").command else { panic!("fmt") };
        assert!(arguments.reads_standard_input());
    }
}
