//! How inputs are read: facts the paper does not print, and limits.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use schede_batch::{Layout, Limits, ReadOptions, check_layouts};
use schede_model::{PlanType, Severity, Stage};
use serde_json::Value;

use crate::outcome::Outcome;

/// Flags of every command that reads plans, but for the stage of the cycle.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Reading")]
pub struct ReadArgs {
    /// Year of the plan, where paper does not say it
    #[arg(long, value_parser = clap::value_parser!(i32).range(1900..=2200))]
    year: Option<i32>,
    /// IPA code of the public body (indicePA), for instance c_x000
    #[arg(long, value_name = "CODE")]
    entity_ipa: Option<String>,
    /// Kind of plan
    #[arg(long, value_name = "TYPE", value_parser = plan_type())]
    plan_type: Option<PlanType>,
    /// Layout profile to use instead of the one detected
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,
    /// Layout profile of a form that is not built in: a TOML file, which may extend a
    /// built-in one (see CONTRIBUTING.md); can be given again
    #[arg(long = "layout", value_name = "FILE", value_parser = layout)]
    layouts: Vec<Layout>,
    /// Password of encrypted PDFs
    #[arg(long)]
    password: Option<String>,
    /// Read pages that are only pictures with tesseract (Italian data)
    #[arg(long)]
    ocr: bool,
    /// Limits of each input
    #[command(flatten)]
    limits: LimitArgs,
}

/// [`ReadArgs`] and the stage of the cycle. Apart, because `schede show` has
/// another `--stage`.
#[derive(Debug, Clone, clap::Args)]
pub struct StagedReadArgs {
    /// How to read
    #[command(flatten)]
    read: ReadArgs,
    /// Stage of the cycle
    #[arg(long, value_parser = stage(), help_heading = "Reading")]
    stage: Option<Stage>,
}

impl StagedReadArgs {
    /// The options for the libraries.
    pub fn options(&self) -> ReadOptions {
        ReadOptions {
            stage: self.stage,
            ..self.read.options()
        }
    }
}

/// Limits of each input; passing one is an error of that input alone.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Limits of each input")]
struct LimitArgs {
    /// Largest input (K, M, G: powers of 1024)
    #[arg(long, value_name = "SIZE", value_parser = size, default_value = "512M")]
    max_input_bytes: u64,
    /// Most pages of a document
    #[arg(long, value_name = "N", default_value_t = Limits::default().pages)]
    max_pages: u32,
    /// Largest unfolded stream of a PDF
    #[arg(long, value_name = "SIZE", value_parser = size, default_value = "128M")]
    max_stream_bytes: u64,
    /// Largest sum of unfolded streams of a PDF
    #[arg(long, value_name = "SIZE", value_parser = size, default_value = "4G")]
    max_document_bytes: u64,
    /// Deepest nesting of objects in a PDF
    #[arg(long, value_name = "N", default_value_t = Limits::default().nesting)]
    max_nesting: u32,
    /// Longest time for one document, in seconds
    #[arg(long, visible_alias = "max-time", value_name = "SECONDS",
          default_value_t = Limits::default().seconds)]
    timeout: u64,
}

impl ReadArgs {
    /// The options for the libraries.
    pub fn options(&self) -> ReadOptions {
        ReadOptions {
            year: self.year,
            entity_ipa: self.entity_ipa.clone(),
            plan_type: self.plan_type,
            stage: None,
            profile: self.profile.clone(),
            layouts: self.layouts.clone(),
            password: self.password.clone(),
            ocr: self.ocr,
            limits: Limits {
                input_bytes: self.limits.max_input_bytes,
                pages: self.limits.max_pages,
                stream_bytes: self.limits.max_stream_bytes,
                document_bytes: self.limits.max_document_bytes,
                nesting: self.limits.max_nesting,
                seconds: self.limits.timeout,
            },
        }
    }
}

/// A layout file that can be read and compiled.
fn layout(path: &str) -> Result<Layout, String> {
    let text = std::fs::read_to_string(path).map_err(|e| e.to_string())?;
    let layout = Layout {
        file: path.to_owned(),
        text,
    };
    check_layouts(std::slice::from_ref(&layout))?;
    Ok(layout)
}

/// The least severity of a finding that makes the program end with 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum FailOn {
    /// Any finding
    Note,
    /// Warnings and errors
    Warning,
    /// Errors
    Error,
    /// No finding at all
    Never,
}

impl FailOn {
    /// How the program ends if this was the worst that was found.
    pub fn outcome(self, worst: Option<Severity>) -> Outcome {
        let least = match self {
            Self::Note => Severity::Note,
            Self::Warning => Severity::Warning,
            Self::Error => Severity::Error,
            Self::Never => return Outcome::Read,
        };
        match worst {
            Some(worst) if worst >= least => Outcome::Findings,
            _ => Outcome::Read,
        }
    }
}

fn plan_type() -> impl TypedValueParser<Value = PlanType> {
    PossibleValuesParser::new([
        "piao",
        "peg",
        "pdo",
        "performance_plan",
        "performance_report",
        "management_control_report",
    ])
    .try_map(|name| serde_json::from_value(Value::String(name)))
}

fn stage() -> impl TypedValueParser<Value = Stage> {
    PossibleValuesParser::new(["planned", "interim", "final"])
        .try_map(|name| serde_json::from_value(Value::String(name)))
}

/// "512M" as a number of bytes.
pub fn size(text: &str) -> Result<u64, String> {
    let text = text.trim().trim_end_matches(['B', 'b', 'i']);
    let (digits, shift) = match text.char_indices().next_back() {
        Some((at, 'K' | 'k')) => (&text[..at], 10),
        Some((at, 'M' | 'm')) => (&text[..at], 20),
        Some((at, 'G' | 'g')) => (&text[..at], 30),
        _ => (text, 0),
    };
    let number: u64 = digits
        .parse()
        .map_err(|_| "expected a size such as 512M or 2G".to_owned())?;
    number
        .checked_shl(shift)
        .filter(|n| n >> shift == number)
        .ok_or_else(|| "this size is too large".to_owned())
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_may_have_a_unit() {
        assert_eq!(size("12"), Ok(12));
        assert_eq!(size("512M"), Ok(512 << 20));
        assert_eq!(size("2GiB"), Ok(2 << 30));
        assert!(size("much").is_err());
        assert!(size("99999999999G").is_err());
    }
}
