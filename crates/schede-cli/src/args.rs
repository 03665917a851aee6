//! The command line as types: commands and the flags all of them know.

use clap::{Parser, Subcommand};

use crate::commands;

/// Goal sheets ("schede obiettivo") of Italian public bodies' plans into typed records.
#[derive(Debug, Parser)]
#[command(name = "schede", version = crate::version::LONG, max_term_width = 100, after_help = EXAMPLES)]
pub struct Cli {
    /// What to do
    #[command(subcommand)]
    pub command: Command,
    /// What to say on standard error
    #[command(flatten)]
    pub messages: Messages,
}

/// How much to say on standard error.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Messages")]
pub struct Messages {
    /// Say less: errors only
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Say more; twice: even more
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
    /// Form of the log lines
    #[arg(long, global = true, value_enum, value_name = "FORMAT", default_value_t = LogFormat::Text)]
    pub log_format: LogFormat,
}

/// Forms of the log lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum LogFormat {
    /// For people
    Text,
    /// One JSON object a line
    Json,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read inputs and write records: JSON, CSV and more
    Convert(commands::convert::Args),
    /// Read inputs and list what may be wrong, for people
    Check(commands::check::Args),
    /// Read inputs and load the records into a database
    Load(commands::load::Args),
    /// Print one stage of reading, or draw the pages
    Show(commands::show::Args),
    /// Say how two documents, or two folders of documents, differ
    Diff(commands::diff::Args),
    /// Say how a run stands, from the manifest in its output folder
    ///
    /// The exit code is 0 only if the run is finished and all inputs were read.
    Status(commands::status::Args),
    /// Compare what is read with gold files, value by value
    Score(commands::score::Args),
    /// Compare what is read with the expected files of fixtures
    Verify(commands::verify::Args),
    /// Print the JSON Schema of a document
    Schema(commands::schema::Args),
    /// Print completions for a shell
    Completions(commands::completions::Args),
    /// Print the manual page, or write all of them
    Man(commands::man::Args),
    /// Read documents for another schede, over pipes
    #[command(hide = true)]
    Worker,
}

const EXAMPLES: &str = "\
Examples:
  schede convert piano.pdf                      the records as JSON on standard output
  schede convert piani/ -o records              a folder of plans into JSON and CSV
  pdftotext -layout piano.pdf - | schede convert -
  schede check piano.pdf                        what a person should look at, and where
  schede show --stage flow piano.pdf            how the pages were understood

Exit code: 0 read; 1 read, with findings at or above --fail-on; 2 something could not be read.";

#[cfg(test)]
mod tests {
    use super::Cli;
    use clap::CommandFactory;

    #[test]
    fn flags_are_consistent() {
        Cli::command().debug_assert();
    }
}
