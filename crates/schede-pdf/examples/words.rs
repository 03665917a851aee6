//! Prints the words of a PDF, one a line, tab separated: page, x0, y0, x1, y1,
//! size, flags, text. With `--count` only the number of words and the time, with
//! `--ocr` pages without text are read by OCR, with `--svg` the first page is
//! printed as SVG.
//!
//! Flags: b bold, g glued, d doubtful, c clipped, o off the page, i invisible,
//! U up, D down, R reversed, S skewed; `cN` the clip, `mN` the marked content.

use std::io::Write;
use std::time::Instant;

use schede_model::page::{Rotation, Visibility, Word};
use schede_pdf::{OpenOptions, PageTrouble, PdfFile};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (flags, files): (Vec<_>, Vec<_>) = std::env::args()
        .skip(1)
        .partition(|arg| arg.starts_with("--"));
    let count_only = flags.iter().any(|flag| flag == "--count");
    for path in files {
        let bytes = std::fs::read(&path)?;
        let started = Instant::now();
        let file = PdfFile::open(bytes, &OpenOptions::default())?;
        if count_only {
            let (mut words, mut rules, mut doubles) = (0, 0, 0);
            for page in file.pages() {
                words += page.words.len();
                rules += page.rules.len();
                doubles += page.doubled_words;
            }
            let ms = started.elapsed().as_secs_f64() * 1000.0;
            println!(
                "{path}: {} pages, {words} words, {doubles} doubles, {rules} rules, {ms:.1} ms",
                file.page_count()
            );
        } else if flags.iter().any(|flag| flag == "--svg") {
            print!("{}", schede_pdf::svg::page_svg(&file.page(0), &[]));
        } else {
            print_words(&file, flags.iter().any(|flag| flag == "--ocr"))?;
        }
    }
    Ok(())
}

fn print_words(file: &PdfFile, by_ocr: bool) -> Result<(), Box<dyn std::error::Error>> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for mut page in file.pages() {
        if by_ocr && page.troubles.contains(&PageTrouble::NoText) {
            page = schede_pdf::ocr::read_page(file, page.number - 1)?;
        }
        for word in &page.words {
            let b = word.bbox;
            writeln!(
                out,
                "{}\t{:.2}\t{:.2}\t{:.2}\t{:.2}\t{:.2}\t{}\t{}",
                page.number,
                b.x0,
                b.y0,
                b.x1,
                b.y1,
                word.font_size,
                flags(word),
                word.text
            )?;
        }
        for trouble in &page.troubles {
            eprintln!("page {}: {trouble:?}", page.number);
        }
    }
    Ok(out.flush()?)
}

fn flags(word: &Word) -> String {
    let mut flags = String::new();
    for (set, flag) in [(word.bold, 'b'), (word.glued, 'g'), (word.doubtful, 'd')] {
        if set {
            flags.push(flag);
        }
    }
    flags.push_str(match word.visibility {
        Visibility::Visible => "",
        Visibility::Clipped => "c",
        Visibility::OffPage => "o",
        Visibility::Invisible => "i",
        Visibility::Covered => "v",
        Visibility::Struck => "s",
    });
    flags.push_str(match word.rotation {
        Rotation::None => "",
        Rotation::Up => "U",
        Rotation::Down => "D",
        Rotation::Reversed => "R",
        Rotation::Skewed => "S",
    });
    for (name, number) in [("c", word.clip), ("m", word.mcid)] {
        if let Some(number) = number {
            flags.push_str(&format!(" {name}{number}"));
        }
    }
    flags
}
