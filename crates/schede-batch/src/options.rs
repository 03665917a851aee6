//! What the user says about how to read: facts the paper does not print, and
//! limits so that no file hurts.

use schede_model::{PlanType, Stage};
use serde::{Deserialize, Serialize};

/// How to read an input. Two runs with equal options, program and input bytes
/// give equal documents; a run's manifest keeps a hash of them.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReadOptions {
    /// Year of the plan, where paper does not say it.
    pub year: Option<i32>,
    /// IPA code of the body.
    pub entity_ipa: Option<String>,
    /// Kind of plan.
    pub plan_type: Option<PlanType>,
    /// Stage of the cycle.
    pub stage: Option<Stage>,
    /// Name of the layout profile; none: detected.
    pub profile: Option<String>,
    /// Layout profiles beside the built-in ones.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub layouts: Vec<Layout>,
    /// Password of encrypted PDFs.
    pub password: Option<String>,
    /// Read pages that are only pictures with an OCR program.
    pub ocr: bool,
    /// How much one input may cost.
    pub limits: Limits,
}

/// A layout profile that is not built in: the text of its file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layout {
    /// The file's name, for errors.
    pub file: String,
    /// What it says.
    pub text: String,
}

/// How much one input may cost. Passing a limit is an error of that input alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Bytes of the input file.
    pub input_bytes: u64,
    /// Pages of a document.
    pub pages: u32,
    /// Bytes one compressed stream may unfold to.
    pub stream_bytes: u64,
    /// Bytes all streams of a document may unfold to.
    pub document_bytes: u64,
    /// Depth of objects within objects.
    pub nesting: u32,
    /// Seconds of reading.
    pub seconds: u64,
}

impl Default for Limits {
    /// Plans of large cities have up to about 2,000 pages and 100 MB; the
    /// defaults are several times that, and a bomb is a thousand times that.
    fn default() -> Self {
        Self {
            input_bytes: 512 << 20,
            pages: 20_000,
            stream_bytes: 128 << 20,
            document_bytes: 4 << 30,
            nesting: 28,
            seconds: 120,
        }
    }
}
