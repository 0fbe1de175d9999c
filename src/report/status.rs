//! How a run ends: in one word, in one sentence and in the number that the shell sees.

use serde::Serialize;

/// For the shell. `--help` lists them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Exit {
    Done = 0,
    /// The requirements, or the files in the folders, have errors.
    InputErrors = 1,
    /// The command line was not understood.
    Usage = 2,
    /// PostgreSQL, a file or a folder is not as needed.
    Environment = 3,
    /// The files were made, and the proof refused them.
    ProofRefused = 4,
}

impl From<Exit> for std::process::ExitCode {
    fn from(exit: Exit) -> std::process::ExitCode {
        std::process::ExitCode::from(exit as u8)
    }
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Proven and written.
    Written,
    /// Written with `--no-verify`.
    WrittenUnverified,
    /// `--dry-run`: proven, not written.
    DryRun,
    /// `--dry-run --no-verify`
    DryRunUnverified,
    /// The folders hold all that the requirements ask for.
    NothingToDo,
    /// `check`: no errors.
    Checked,
    /// `verify`: what stands is proven.
    Verified,
    /// `verify`: the folders are empty.
    NothingToVerify,
    /// `verify`: a file does not keep what it promises.
    NotVerified,
    /// `diff`: nothing leads from one state to the other but standing still.
    Equal,
    /// `diff`: the SQL says how.
    Different,
    /// `import`: what stands is written down as requirements that mean the same.
    Imported,
    /// `import`: written down, and it does not mean the same yet.
    ImportedOtherwise,
    /// `draft`: the text is written down as requirements.
    Drafted,
    /// `draft`: written down, and `check` would refuse it.
    DraftedWithMistakes,
    /// `seed`: the rows load, and a second time change nothing.
    Seeded,
    /// `seed`: many rows are written, and a sample of them loads.
    Streamed,
    /// `seed --into`: the rows are in the database.
    Loaded,
    /// `seed`: no table is to have rows.
    NothingSeeded,
    /// `plan`: what `generate` would do.
    Planned,
    /// `generate --check`: the folders hold all that the requirements ask for.
    Agrees,
    /// `generate --check`: they do not.
    Lacks,
    /// `generate --check`: they hold more than that.
    HoldMore,
    /// `model check`: the file can read requirements.
    Fit,
    /// `model check`: it cannot.
    Unfit,
    UsageError,
    InputErrors,
    EnvironmentFailed,
    ProofRefused,
    /// Groundplan's own fault.
    InternalFault,
}

impl Status {
    pub fn exit(self) -> Exit {
        match self {
            Status::InputErrors | Status::Lacks | Status::HoldMore | Status::Unfit => Exit::InputErrors,
            Status::EnvironmentFailed => Exit::Environment,
            Status::UsageError => Exit::Usage,
            Status::ProofRefused
            | Status::ImportedOtherwise
            | Status::DraftedWithMistakes
            | Status::NotVerified
            | Status::InternalFault => Exit::ProofRefused,
            Status::Written
            | Status::WrittenUnverified
            | Status::DryRun
            | Status::DryRunUnverified
            | Status::NothingToDo
            | Status::Checked
            | Status::Verified
            | Status::NothingToVerify
            | Status::Equal
            | Status::Different
            | Status::Imported
            | Status::Drafted
            | Status::Seeded
            | Status::Streamed
            | Status::Loaded
            | Status::NothingSeeded
            | Status::Planned
            | Status::Fit
            | Status::Agrees => Exit::Done,
        }
    }

    pub fn is_good(self) -> bool {
        self.exit() == Exit::Done
    }

    /// For people, before the time.
    pub fn sentence(self) -> &'static str {
        match self {
            Status::Written => "Done: the files are proven and written",
            Status::WrittenUnverified => "Done: the files are written, and NOT proven (--no-verify)",
            Status::DryRun => "Proven, and nothing was written (--dry-run)",
            Status::DryRunUnverified => "Nothing was written (--dry-run), and nothing is proven (--no-verify)",
            Status::NothingToDo => "Nothing to do: the folders hold all that the requirements ask for",
            Status::Checked => "The requirements are in order",
            Status::Verified => "What stands in the folders is proven",
            Status::NothingToVerify => "Nothing to verify: the folders hold no migration and no seed",
            Status::NotVerified => "What stands in the folders is not proven",
            Status::Equal => "Equal: there is nothing to change",
            Status::Different => "Different: the SQL leads from the first state to the second",
            Status::Imported => "Done: the requirements mean what stands",
            Status::ImportedOtherwise => "The requirements do not yet mean what stands",
            Status::Drafted => "Done: the text is written down as requirements",
            Status::DraftedWithMistakes => "The draft has mistakes of its own, to be mended by hand",
            Status::Seeded => "Done: the rows load, and a second time change nothing",
            Status::Streamed => "Done: the rows are written, and a sample of them loads",
            Status::Loaded => "Done: the rows are in the database",
            Status::NothingSeeded => "Nothing to do: no table is to have rows",
            Status::Planned => "Nothing was written: this is what `generate` would do",
            Status::Agrees => "The requirements and the folders agree",
            Status::Lacks => "The folders lack what the requirements ask for: run `generate`",
            Status::HoldMore => {
                "The folders hold what the requirements do not have: ask for it, write `removed` or `was`, or `ignore` a table of others"
            }
            Status::Fit => "Fit: `--model` can use this file",
            Status::Unfit => "Unfit: `--model` refuses this file",
            Status::UsageError => "Nothing was done: the command line asks for what cannot be",
            Status::InputErrors => "Nothing was written: the input has errors",
            Status::EnvironmentFailed => "Nothing was written: the environment is not as needed",
            Status::ProofRefused => "Nothing was written: the proof refused the files",
            Status::InternalFault => "Nothing was written: Groundplan has a fault of its own",
        }
    }
}
