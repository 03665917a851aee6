//! `schede show`: one stage of reading, as text or as pictures of the pages.

use anyhow::Result;
use schede_batch::Stage;

use crate::inputs::InputArgs;
use crate::options::ReadArgs;
use crate::outcome::Outcome;
use crate::output;

/// Flags of `schede show`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What to read
    #[command(flatten)]
    inputs: InputArgs,
    /// Which stage to print
    #[arg(long, value_enum, default_value_t = StageArg::Flow)]
    stage: StageArg,
    /// How to read
    #[command(flatten)]
    read: ReadArgs,
}

/// The stages, as named on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum StageArg {
    /// Words with their boxes, rules, clips (PDF only)
    Words,
    /// Lines of the pages
    Lines,
    /// Segments in reading order, with their cells
    Flow,
    /// What became of each piece of each line
    Claims,
}

impl From<StageArg> for Stage {
    fn from(stage: StageArg) -> Self {
        match stage {
            StageArg::Words => Self::Words,
            StageArg::Lines => Self::Lines,
            StageArg::Flow => Self::Flow,
            StageArg::Claims => Self::Claims,
        }
    }
}

/// Prints the stage for each input.
pub fn run(args: &Args) -> Result<Outcome> {
    let found = args.inputs.discover(&[])?;
    let options = args.read.options();
    let mut outcome = output::failures(&found.failures);
    for input in &found.inputs {
        let text = input
            .bytes(options.limits.input_bytes)
            .and_then(|bytes| schede_batch::show(input, &bytes, &options, args.stage.into()));
        match text {
            Ok(text) => output::data(text.as_bytes())?,
            Err(error) => {
                output::message(&format!("error: {error}"));
                outcome = Outcome::NotRead;
            }
        }
    }
    Ok(outcome)
}
