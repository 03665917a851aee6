//! Pages that are only pictures, read by optical character recognition.
//!
//! In: an open file and a page index. Out: the page with words that carry the
//! engine's confidence. Two programs do the work if they are installed:
//! `pdftoppm` (poppler-utils) paints the page, `tesseract` reads it with its
//! Italian data. Both work on a folder of their own, under the time limit of
//! the document.
//!
//! Not here: deciding which pages need it
//! ([`PageTrouble::NoText`](schede_model::page::PageTrouble::NoText) says so).

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use schede_model::page::{BBox, Page, PageTrouble, Rotation, Visibility, Word};

use crate::error::{Error, ErrorKind};
use crate::file::PdfFile;

/// Dots per inch the page is painted with; the engine is made for about 300.
const DPI: f32 = 300.0;
/// Longest side of the picture; larger pages are painted coarser.
const MAX_PIXELS: f32 = 8_000.0;
/// Longest wait between two looks at a running program.
const PAUSE: Duration = Duration::from_millis(20);
/// The baseline of a box of letters: this share of it lies above.
const ASCENT: f32 = 0.8;

/// Reads the page at an index that counts from 0.
pub fn read_page(file: &PdfFile, index: u32) -> Result<Page, Error> {
    let seen = file.page(index);
    let deadline = Instant::now() + file.options().limits.max_time;
    let folder = Folder::new()?;
    let scale = paint(file, &seen, &folder.0, deadline)?;
    let table = recognise(&folder.0, deadline)?;
    let troubles = seen
        .troubles
        .into_iter()
        .filter(|trouble| *trouble != PageTrouble::NoText)
        .collect();
    Ok(Page {
        words: words(&table, scale),
        troubles,
        ..seen
    })
}

fn failed(why: impl Into<String>) -> Error {
    ErrorKind::Ocr(why.into()).into()
}

/// A folder that goes when it is no longer needed.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Result<Folder, Error> {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("schede-ocr-{}-{number}", std::process::id()));
        fs::create_dir(&path).map_err(|cause| failed(format!("no temporary folder: {cause}")))?;
        Ok(Folder(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Paints the page; returns how many points a pixel is.
fn paint(file: &PdfFile, page: &Page, folder: &Path, deadline: Instant) -> Result<f32, Error> {
    let pdf = folder.join("page.pdf");
    fs::write(&pdf, file.bytes())
        .map_err(|cause| failed(format!("no room for the page: {cause}")))?;
    let longest = page.width.max(page.height).max(1.0);
    let dpi = DPI.min(MAX_PIXELS * 72.0 / longest).max(1.0).floor();
    let number = page.number.to_string();
    let mut command = Command::new("pdftoppm");
    command.args(["-f", &number, "-l", &number, "-r", &dpi.to_string()]);
    command.args(["-cropbox", "-gray", "-png", "-singlefile"]);
    if let Some(password) = &file.options().password {
        command.args(["-upw", password]);
    }
    command.arg(&pdf).arg(folder.join("page"));
    run(command, "pdftoppm", "poppler-utils", deadline)?;
    let pixels = picture_width(&folder.join("page.png"))
        .ok_or_else(|| failed("pdftoppm painted no picture"))?;
    Ok(page.width / pixels as f32)
}

/// The width that stands in the head of a PNG file.
fn picture_width(path: &Path) -> Option<u32> {
    let mut head = [0; 24];
    fs::File::open(path).ok()?.read_exact(&mut head).ok()?;
    let width = u32::from_be_bytes([head[16], head[17], head[18], head[19]]);
    (width > 0).then_some(width)
}

fn recognise(folder: &Path, deadline: Instant) -> Result<String, Error> {
    let mut list = Command::new("tesseract");
    list.arg("--list-langs");
    let languages = run(list, "tesseract", "tesseract-ocr", deadline)?;
    if !languages.lines().any(|line| line.trim() == "ita") {
        return Err(failed(
            "tesseract has no Italian data; install tesseract-ocr-ita",
        ));
    }
    let mut command = Command::new("tesseract");
    command
        .arg(folder.join("page.png"))
        .args(["stdout", "-l", "ita", "tsv"]);
    run(command, "tesseract", "tesseract-ocr", deadline)
}

/// Runs a program to its end, or to the deadline; gives what it printed.
fn run(
    mut command: Command,
    name: &str,
    package: &str,
    deadline: Instant,
) -> Result<String, Error> {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut child = command.spawn().map_err(|cause| match cause.kind() {
        std::io::ErrorKind::NotFound => {
            failed(format!("{name} is not installed; install {package}"))
        }
        _ => failed(format!("{name} cannot be started: {cause}")),
    })?;
    let printed = child.stdout.take().map(|mut pipe| {
        std::thread::Builder::new().spawn(move || {
            let mut text = String::new();
            pipe.read_to_string(&mut text)
                .map(|_| text)
                .unwrap_or_default()
        })
    });
    let printed = printed.transpose().map_err(|cause| {
        let _ = child.kill();
        let _ = child.wait();
        failed(format!("what {name} prints cannot be read: {cause}"))
    })?;
    let success = wait(&mut child, name, deadline)?;
    let text = printed
        .and_then(|reader| reader.join().ok())
        .unwrap_or_default();
    if success {
        Ok(text)
    } else {
        Err(failed(format!("{name} could not read the page")))
    }
}

fn wait(child: &mut Child, name: &str, deadline: Instant) -> Result<bool, Error> {
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Ok(status.success()),
            Ok(None) if Instant::now() < deadline => std::thread::sleep(PAUSE),
            Ok(None) => {
                let _ = child.kill();
                let _ = child.wait();
                return Err(failed(format!(
                    "{name} takes too long; raise the limit with --timeout"
                )));
            }
            Err(cause) => return Err(failed(format!("{name} was lost: {cause}"))),
        }
    }
}

/// Rows of the engine's table: level, page, block, paragraph, line, word, left,
/// top, width, height, confidence, text.
const LINE_LEVEL: &str = "4";
const WORD_LEVEL: &str = "5";
const N_CELLS: usize = 12;

/// The words of the table. Boxes are of the ink; a word's top and bottom are
/// those of its line, as for words that a font gives.
fn words(table: &str, scale: f32) -> Vec<Word> {
    let mut line = BBox::default();
    let mut words = Vec::new();
    for row in table.lines() {
        let cells: Vec<&str> = row.splitn(N_CELLS, '\t').collect();
        if cells.len() < N_CELLS {
            continue;
        }
        match (cells[0], row_box(&cells, scale)) {
            (LINE_LEVEL, Some(bbox)) => line = bbox,
            (WORD_LEVEL, Some(bbox)) => words.extend(word(&cells, bbox, &line)),
            _ => {}
        }
    }
    words
}

fn row_box(cells: &[&str], scale: f32) -> Option<BBox> {
    let number = |index: usize| cells[index].parse::<f32>().ok().filter(|v| v.is_finite());
    let (left, top, width, height) = (number(6)?, number(7)?, number(8)?, number(9)?);
    Some(BBox {
        x0: left * scale,
        y0: top * scale,
        x1: (left + width) * scale,
        y1: (top + height) * scale,
    })
}

fn word(cells: &[&str], ink: BBox, line: &BBox) -> Option<Word> {
    let text = cells[N_CELLS - 1].trim();
    let confidence = cells[N_CELLS - 2].parse::<f32>().ok()?;
    let bbox = if line.height() > 0.0 {
        BBox {
            y0: line.y0,
            y1: line.y1,
            ..ink
        }
    } else {
        ink
    };
    (!text.is_empty()).then(|| Word {
        text: text.into(),
        bbox,
        baseline: bbox.y0 + bbox.height() * ASCENT,
        font_size: bbox.height(),
        bold: false,
        rotation: Rotation::None,
        visibility: Visibility::Visible,
        glued: false,
        clip: None,
        mcid: None,
        doubtful: false,
        ocr_confidence: Some(confidence.clamp(0.0, 100.0) as u8),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_the_engine_gives_words_in_points() {
        let table = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n\
            4\t1\t1\t1\t1\t0\t100\t100\t500\t50\t-1\t\n\
            5\t1\t1\t1\t1\t1\t100\t200\t300\t50\t96.41\tObiettivo:\n\
            5\t1\t1\t1\t1\t2\t450\t200\t30\t50\t12\t \n";
        let words = words(table, 0.24);
        assert_eq!(words.len(), 1);
        assert_eq!(
            (words[0].text.as_str(), words[0].ocr_confidence),
            ("Obiettivo:", Some(96))
        );
        assert_eq!(words[0].bbox.to_array(), [24.0, 24.0, 96.0, 36.0]);
    }
}
