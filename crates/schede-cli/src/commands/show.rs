//! `schede show`: one stage of reading, as text or as pictures of the pages.

use anyhow::{Context, Error, Result};
use schede_batch::{Bytes, Input, ReadOptions, Stage};
use std::io;
use std::path::{Path, PathBuf};

use crate::args::Messages;
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
    /// Draw each page of the PDFs into this folder (SVG) instead: words, cells,
    /// values by field
    #[arg(long, value_name = "DIR")]
    draw: Option<PathBuf>,
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

/// Prints the stage, or draws the pages, of each input.
pub fn run(args: &Args, messages: &Messages) -> Result<Outcome> {
    let found = args.inputs.discover(&[])?;
    let options = args.read.options();
    output::passed_over(&found.passed_over, messages);
    let mut outcome = output::failures(&found.failures);
    if let Some(folder) = &args.draw {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("cannot make the folder {folder:?} for the pictures"))?;
    }
    for input in &found.inputs {
        let bytes = input.bytes(options.limits.input_bytes).map_err(Error::new);
        let shown = bytes.and_then(|bytes| match &args.draw {
            Some(folder) => draw(folder, input, &bytes, &options).map(|()| String::new()),
            None => Ok(schede_batch::show(
                input,
                &bytes,
                &options,
                args.stage.into(),
            )?),
        });
        match shown {
            Ok(text) => output::data(text.as_bytes())?,
            Err(error) => {
                output::message(&format!("error: {error:#}"));
                outcome = Outcome::NotRead;
            }
        }
    }
    Ok(outcome)
}

/// Writes `STEM-page-0001.svg` and so on.
fn draw(folder: &Path, input: &Input, bytes: &Bytes, options: &ReadOptions) -> Result<()> {
    let stem = schede_export::names::safe_stem(&input.file_name());
    // A picture that cannot be written is no fault of the input.
    let mut failure = None;
    let drawn = schede_batch::draw(input, bytes, options, &mut |picture| {
        let path = folder.join(format!("{stem}-page-{:04}.svg", picture.page));
        std::fs::write(&path, picture.svg).map_err(|error| {
            let kind = error.kind();
            failure = Some(Error::new(error).context(format!("cannot write {path:?}")));
            io::Error::from(kind)
        })
    });
    match failure {
        Some(failure) => Err(failure),
        None => Ok(drawn?),
    }
}
