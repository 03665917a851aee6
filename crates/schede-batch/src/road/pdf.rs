//! The road of PDFs: pages of words with boxes, read one at a time.
//!
//! Each page is laid out as it comes and let go. Where there are several profiles, the
//! first pages wait until one fits; if none does so soon, they are laid out for the one
//! that is most likely, and should another one fit in the end, read once more.

use std::cell::RefCell;
use std::sync::Arc;
use std::time::Duration;

use schede_model::page::{Page, PageTrouble, Rotation, Visibility, Word};
use schede_model::{Family, Finding, Flow, ReadBy, Reader, Severity};
use schede_pdf::{OpenOptions, PdfFile, ocr};
use schede_profile::{Detector, Profile, Profiles};

use super::Arrived;
use crate::error::Kind;
use crate::profiles::{self, Choice};
use crate::{Bytes, Limits, ReadOptions};

/// Where a PDF's mark may stand: some files have a mail header before it.
const MARK_WITHIN: usize = 1024;

/// Whether the bytes are a PDF or a signature envelope, which holds one.
pub(super) fn is_pdf(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(MARK_WITHIN)];
    let marked = head.windows(5).any(|w| w == b"%PDF-");
    marked || is_envelope(head)
}

/// DER (a SEQUENCE with a long length), PEM, or bare base64 of such a DER.
fn is_envelope(head: &[u8]) -> bool {
    let der = matches!(head, [0x30, 0x80..=0x84, ..]);
    der || head.starts_with(b"-----BEGIN") || head.starts_with(b"MII") || head.starts_with(b"MIAG")
}

pub(super) fn pages(
    bytes: &Bytes,
    options: &ReadOptions,
    take: &mut dyn FnMut(Page) -> Result<(), Kind>,
) -> Result<(), Kind> {
    let file = open(bytes.clone(), options)?;
    let reader = PageReader::new(&file, options);
    file.pages().map(|p| reader.page(p)).try_for_each(take)?;
    reader.end().map(|_| ())
}

pub(super) fn travel(bytes: Bytes, options: &ReadOptions) -> Result<Arrived<'static>, Kind> {
    let file = open(bytes, options)?;
    let mut reader = PageReader::new(&file, options);
    let (choice, flow) = match lay_out(options, file.pages().map(|p| reader.page(p)))? {
        (choice, Some(flow)) => (choice, flow),
        (choice, None) => {
            reader = PageReader::new(&file, options);
            let pages = file.pages().map(|p| reader.page(p));
            let flow = schede_layout::read_pages(pages, choice.for_layout()?);
            (choice, flow)
        }
    };
    if let Some(error) = file.stopped() {
        return Err(error.into());
    }
    let pictures = reader.end()?;
    let findings = about_file(&file);
    Ok(Arrived {
        media_type: "application/pdf",
        reader: Reader::pdf(),
        pages: file.page_count(),
        choice,
        flow,
        findings,
        pictures,
    })
}

/// Looks at each page on its way to the layout: reads pictures by OCR if asked.
/// What else is to be said of a page, the layout says.
struct PageReader<'f> {
    file: &'f PdfFile,
    ocr: bool,
    seen: RefCell<Seen>,
}

#[derive(Default)]
struct Seen {
    /// Pages that are pictures, and how their words were had.
    pictures: Vec<(u32, ReadBy)>,
    failure: Option<schede_pdf::Error>,
}

impl<'f> PageReader<'f> {
    fn new(file: &'f PdfFile, options: &ReadOptions) -> Self {
        Self {
            file,
            ocr: options.ocr,
            seen: RefCell::default(),
        }
    }

    fn page(&self, page: Page) -> Page {
        let has = |trouble| page.troubles.contains(&trouble);
        let mut seen = self.seen.borrow_mut();
        if has(PageTrouble::ScanText) {
            seen.pictures.push((page.number, ReadBy::ScanText));
        } else if self.ocr && has(PageTrouble::NoText) {
            return self.read_picture(page, &mut seen);
        }
        page
    }

    fn read_picture(&self, page: Page, seen: &mut Seen) -> Page {
        // The first failure (no OCR program, no time) is the document's: there
        // is no use in trying the other pages.
        if seen.failure.is_some() {
            return page;
        }
        match ocr::read_page(self.file, page.number - 1) {
            Ok(read) => {
                seen.pictures.push((page.number, ReadBy::Ocr));
                read
            }
            Err(error) => {
                seen.failure = Some(error);
                page
            }
        }
    }

    /// The pages that are pictures, and how their words were had.
    fn end(self) -> Result<Vec<(u32, ReadBy)>, Kind> {
        let Seen { pictures, failure } = self.seen.into_inner();
        match failure {
            Some(error) => Err(error.into()),
            None => Ok(pictures),
        }
    }
}

fn open(bytes: Bytes, options: &ReadOptions) -> Result<PdfFile, Kind> {
    let Limits {
        input_bytes: _,
        pages,
        stream_bytes,
        document_bytes,
        nesting,
        seconds,
    } = options.limits;
    let options = OpenOptions {
        password: options.password.clone(),
        limits: schede_pdf::Limits {
            max_pages: pages,
            max_stream_bytes: stream_bytes,
            max_document_bytes: document_bytes,
            max_nesting: nesting,
            max_time: Duration::from_secs(seconds),
            ..schede_pdf::Limits::default()
        },
    };
    Ok(PdfFile::open(bytes, &options)?)
}

/// The profile that fits the pages, and their flow if it was the one expected.
fn lay_out(
    options: &ReadOptions,
    pages: impl Iterator<Item = Page>,
) -> Result<(Choice, Option<Flow<'static>>), Kind> {
    let known = profiles::known(&options.layouts)?;
    let mut chooser = Chooser::new(options, &known)?;
    // Pages that wait for a profile.
    let mut waiting = Vec::new();
    let mut pages = pages.fuse();
    while chooser.waits(waiting.len()) {
        let Some(page) = pages.next() else {
            chooser.decide();
            break;
        };
        chooser.look(&page);
        waiting.push(page);
    }
    let choice = chooser.choice.clone();
    let expected = choice.for_layout()?;
    let mut layout = schede_layout::PageReader::new(expected);
    waiting.into_iter().for_each(|page| layout.page(page));
    for page in pages {
        chooser.look(&page);
        if chooser.is_other(expected) {
            return Ok((chooser.choice, None));
        }
        layout.page(page);
    }
    chooser.decide();
    let flow = layout.finish();
    if chooser.choice.profile().is_none() {
        chooser.look_laid_out(&flow)?;
    }
    chooser.choice.take_for_rows(&flow, &expected.name);
    let flow = (!chooser.is_other(expected)).then_some(flow);
    Ok((chooser.choice, flow))
}

/// Pages kept until a profile fits, where there are several: most plans begin with
/// their sheets or some pages before them, and so many pages take little room.
const MOST_WAITING: usize = 16;

/// Looks for the profile that fits the lines of some pages.
struct Chooser<'o> {
    options: &'o ReadOptions,
    known: &'o Arc<Profiles>,
    choice: Choice,
    /// What the lines seen tell, and how many they are.
    detector: Detector<'o>,
    n_lines: usize,
    /// How many of them had been seen when it was last asked.
    decided: usize,
    /// Room for the lines of a page, each with its end.
    lines: String,
    /// Look at every page: the first ones wait for the answer.
    at_once: bool,
}

impl<'o> Chooser<'o> {
    fn new(options: &'o ReadOptions, known: &'o Arc<Profiles>) -> Result<Self, Kind> {
        let choice = profiles::choose(options, std::iter::empty())?;
        Ok(Self {
            options,
            known,
            detector: known.detector(),
            at_once: choice.profile().is_none() && choice.has_several(),
            choice,
            lines: String::new(),
            n_lines: 0,
            decided: 0,
        })
    }

    /// Whether no page should be laid out yet, though some wait for it.
    fn waits(&mut self, n_waiting: usize) -> bool {
        self.at_once &= n_waiting < MOST_WAITING && self.choice.profile().is_none();
        self.at_once
    }

    /// Looks at one page more.
    fn look(&mut self, page: &Page) {
        if self.choice.profile().is_some() {
            return;
        }
        self.lines.clear();
        self.n_lines += push_rough_lines(page, &mut self.lines);
        self.lines.lines().all(|line| self.detector.look(line));
        // Twice as many lines each time: what fits after a few may be one of several.
        if self.at_once || self.n_lines > 2 * self.decided {
            self.decide();
        }
    }

    /// Takes the profile that fits the lines seen, unless one was taken before.
    fn decide(&mut self) {
        if self.choice.profile().is_none() {
            self.choice = Choice::of(self.known, self.detector.detection());
            self.decided = self.n_lines;
        }
    }

    /// Looks once more, at the pages as they are laid out: labels in narrow cells stand
    /// beside their values on rough lines and begin none.
    fn look_laid_out(&mut self, flow: &Flow<'_>) -> Result<(), Kind> {
        let segments = flow.segments.iter().map(|s| flow.text(s));
        let found = profiles::choose(self.options, segments)?;
        if found.profile().is_some() {
            self.choice = found;
        }
        Ok(())
    }

    /// Whether another profile than this one fits.
    fn is_other(&self, expected: &Profile) -> bool {
        let fits = self.choice.profile();
        fits.is_some_and(|profile| profile.name != expected.name)
    }
}

/// The pieces of a page's lines, good enough to see which labels are printed:
/// words on one baseline, cut at wide gaps. Gives their number.
fn push_rough_lines(page: &Page, lines: &mut String) -> usize {
    let shown = |w: &&Word| w.visibility == Visibility::Visible && w.rotation == Rotation::None;
    let words: Vec<&Word> = page.words.iter().filter(shown).collect();
    let mut n_lines = 0;
    let mut before: Option<(f32, &Word)> = None;
    for (row, word) in by_rows(&words) {
        let goes_on = before.map(|(above, before)| above == row && is_near(before, word));
        match goes_on {
            Some(true) => lines.push(' '),
            Some(false) => lines.push('\n'),
            None => {}
        }
        n_lines += usize::from(goes_on != Some(true));
        // A word holds no blanks.
        lines.push_str(&word.text);
        before = Some((row, word));
    }
    if n_lines > 0 {
        lines.push('\n');
    }
    n_lines
}

/// Words with their rows, from the top down and each row from left to right. Those on one
/// baseline mostly follow one another.
fn by_rows<'w>(words: &[&'w Word]) -> Vec<(f32, &'w Word)> {
    let runs = words.chunk_by(|a, b| a.baseline.to_bits() == b.baseline.to_bits());
    let mut runs: Vec<_> = runs.map(|run| (run[0].baseline.round(), run)).collect();
    runs.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    let mut sorted = Vec::with_capacity(words.len());
    for of_row in runs.chunk_by(|(a, _), (b, _)| a.to_bits() == b.to_bits()) {
        let first = sorted.len();
        for (row, run) in of_row {
            sorted.extend(run.iter().map(|word| (*row, *word)));
        }
        sorted[first..].sort_by(|(_, a), (_, b)| a.bbox.x0.total_cmp(&b.bbox.x0));
    }
    sorted
}

fn is_near(before: &Word, word: &Word) -> bool {
    // A blank is about a quarter of the font size, justified ones up to twice
    // that; cells stand further apart.
    word.bbox.x0 - before.bbox.x1 < 0.8 * word.font_size
}

fn about_file(file: &PdfFile) -> Vec<Finding> {
    let info = file.info();
    let facts = [
        (
            file.is_signed(),
            "signed",
            "a signature is present; it was not verified",
        ),
        (
            info.is_encrypted,
            "encrypted",
            "the file is encrypted and was opened",
        ),
        (
            info.is_repaired,
            "repaired",
            "the file's table of objects was damaged and was rebuilt",
        ),
    ];
    let said = facts.into_iter().filter(|(is, ..)| *is);
    said.map(|(_, code, message)| finding(code, Severity::Note, message.to_owned()))
        .collect()
}

fn finding(code: &'static str, severity: Severity, message: String) -> Finding {
    Finding {
        code: code.into(),
        family: Family::Reading,
        severity,
        message,
        pointer: None,
        spans: Vec::new(),
        alternatives: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use schede_model::page::{BBox, Page, Rotation, Visibility, Word};

    use super::{MOST_WAITING, lay_out, open};
    use crate::{Bytes, Layout, ReadOptions};

    fn fixture(path: &str) -> Vec<u8> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
        fs::read(root.join(path)).expect("the fixture is there")
    }

    fn with_layout() -> ReadOptions {
        let text = fixture("layouts/azioni/azioni.toml");
        ReadOptions {
            layouts: vec![Layout {
                file: "azioni.toml".to_owned(),
                text: String::from_utf8(text).expect("TOML is UTF-8"),
            }],
            ..ReadOptions::default()
        }
    }

    fn pages(path: &str) -> Vec<Page> {
        let file = open(Bytes::new(fixture(path)), &ReadOptions::default());
        file.expect("a PDF").pages().collect()
    }

    /// The profile chosen, and whether the pages were read once.
    fn chosen(pages: Vec<Page>) -> (Option<String>, bool) {
        let (choice, flow) = lay_out(&with_layout(), pages.into_iter()).expect("it can be read");
        let name = choice.profile().map(|profile| profile.name.clone());
        (name, flow.is_some())
    }

    #[test]
    fn plans_of_any_form_are_read_once() {
        for (name, path) in [
            ("azioni", "layouts/azioni/rl-landscape-grid.pdf"),
            ("azioni", "layouts/azioni/fpdf-portrait.pdf"),
            (
                "phases-sheet",
                "pdf/rl-landscape-grid/rl-landscape-grid.pdf",
            ),
        ] {
            assert_eq!(chosen(pages(path)), (Some(name.to_owned()), true), "{path}");
        }
    }

    /// A page of words side by side, line by line.
    fn table(lines: &[&[&str]]) -> Page {
        let mut page = Page {
            number: 1,
            width: 600.0,
            height: 800.0,
            ..Page::default()
        };
        for (n, line) in lines.iter().enumerate() {
            for (column, text) in line.iter().enumerate() {
                let (x0, y0) = (40.0 + 120.0 * column as f32, 40.0 + 20.0 * n as f32);
                page.words.push(Word {
                    text: (*text).into(),
                    bbox: BBox {
                        x0,
                        y0,
                        x1: x0 + 5.0 * text.len() as f32,
                        y1: y0 + 10.0,
                    },
                    baseline: y0 + 8.0,
                    font_size: 10.0,
                    bold: false,
                    rotation: Rotation::None,
                    visibility: Visibility::Visible,
                    glued: false,
                    clip: None,
                    mcid: None,
                    doubtful: false,
                    ocr_confidence: None,
                });
            }
        }
        page
    }

    #[test]
    fn the_heads_of_a_table_of_objectives_are_labels_enough() {
        let read = |heads: &[&str]| {
            let page = table(&[heads, &["A1", "Passerella", "Metri", "60"]]);
            let read = lay_out(&ReadOptions::default(), std::iter::once(page));
            read.expect("it can be read").0.profile().is_some()
        };
        assert!(read(&["Codice", "Obiettivo", "Indicatore", "Peso"]));
        assert!(!read(&["Codice", "Rischio", "Indicatore", "Peso"]));
    }

    #[test]
    fn sheets_far_behind_may_take_a_second_reading_but_are_found() {
        let plan = pages("layouts/azioni/rl-landscape-grid.pdf");
        // A page of prose, many times over.
        let mut long = vec![plan[1].clone(); MOST_WAITING + 1];
        long.extend(plan);
        assert_eq!(chosen(long), (Some("azioni".to_owned()), false));
    }
}
