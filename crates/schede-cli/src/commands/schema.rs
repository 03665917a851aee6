//! `schede schema`: the JSON Schema (2020-12) of a document.

use anyhow::Result;

use crate::outcome::Outcome;
use crate::output;

/// Flags of `schede schema`.
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Prints the schema.
pub fn run(Args {}: &Args) -> Result<Outcome> {
    let schema = schede_model::schema::document_schema();
    output::line(&format!("{schema:#}"))?;
    Ok(Outcome::Read)
}
