//! The command line of `model`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Debug, Args)]
pub struct ModelArguments {
    #[command(subcommand)]
    pub command: ModelCommand,
}

#[derive(Debug, Subcommand)]
pub enum ModelCommand {
    /// Say whether a GGUF file can read requirements: its size, template, licence and SHA-256, and how fast it is
    #[command(
        after_help = "Examples:\n  groundplan model check models/NAME.gguf\n  groundplan model check models              the only model of a folder"
    )]
    Check {
        /// The file, or a folder that holds one model
        #[arg(value_name = "FILE|DIR")]
        path: PathBuf,

        #[command(flatten)]
        run: ModelRunArguments,
    },
}

/// Whether a model reads free text beside the rules.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Free text")]
pub struct ModelWishArguments {
    /// A language model that reads free text beside the rules: a GGUF file, or a folder that holds one (see docs/models.md)
    #[arg(long, value_name = "FILE|DIR")]
    pub model: Option<PathBuf>,

    #[command(flatten)]
    pub run: ModelRunArguments,
}

/// How a model is run.
#[derive(Debug, Clone, Args)]
pub struct ModelRunArguments {
    /// Threads for the model: one is best on a machine that does other things too. The answer is the same with any number
    #[arg(long = "model-threads", value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=256))]
    pub threads: u16,
}
