//! The road of text already extracted by another program.

use schede_layout::decode::{Encoding, NotText, decode};
use schede_model::{Family, Finding, Reader, Severity};

use super::Arrived;
use crate::ReadOptions;
use crate::error::Kind;
use crate::profiles;

pub(super) fn travel<R>(
    bytes: &[u8],
    options: &ReadOptions,
    arrive: impl FnOnce(Arrived<'_>) -> R,
) -> Result<R, Kind> {
    let decoded = decode(bytes).map_err(|reason| match reason {
        NotText::Empty => Kind::Empty,
        NotText::Binary => Kind::Binary,
    })?;
    let mut choice = profiles::choose(options, decoded.text.lines())?;
    let expected = choice.for_layout()?;
    let name = expected.name.clone();
    let flow = schede_layout::read_text(&decoded.text, expected);
    choice.take_for_rows(&flow, &name);
    if flow.pages > options.limits.pages {
        let found = flow.pages;
        return Err(Kind::TooManyPages {
            found,
            limit: options.limits.pages,
        });
    }
    Ok(arrive(Arrived {
        media_type: "text/plain",
        reader: Reader::text(),
        pages: flow.pages,
        choice,
        flow,
        findings: encoding(decoded.encoding).into_iter().collect(),
        pictures: Vec::new(),
    }))
}

/// An encoding that was guessed is said.
fn encoding(encoding: Encoding) -> Option<Finding> {
    match encoding {
        Encoding::Utf8 | Encoding::Utf8Bom | Encoding::Utf16 => None,
        Encoding::Utf8Damaged => Some(Finding {
            code: "encoding".into(),
            family: Family::Reading,
            severity: Severity::Warning,
            message: "the text is UTF-8, but some of its bytes are no characters: extract it again, or look at the values with \u{fffd}".to_owned(),
            pointer: None,
            spans: Vec::new(),
            alternatives: Vec::new(),
        }),
        Encoding::Windows1252 => Some(Finding {
            code: "encoding".into(),
            family: Family::Reading,
            severity: Severity::Note,
            message: format!("the text is not UTF-8, it was read as {}", encoding.name()),
            pointer: None,
            spans: Vec::new(),
            alternatives: Vec::new(),
        }),
    }
}
