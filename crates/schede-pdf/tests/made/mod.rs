//! PDFs made by hand, and their pages as lines to compare.

#![allow(dead_code, reason = "each test file uses its own part")]

use schede_model::page::{Page, Rotation, Visibility, Word};
use schede_pdf::{OpenOptions, PdfFile};

/// A PDF under construction; one page, A5 landscape by default.
pub struct Made {
    content: Vec<u8>,
    page_keys: String,
    resources: String,
    catalog: String,
    objects: Vec<(u32, Vec<u8>)>,
}

/// Objects 1 to 7 are ours; made tests number theirs from 10.
pub fn page(content: impl AsRef<[u8]>) -> Made {
    Made {
        content: content.as_ref().to_vec(),
        page_keys: "/MediaBox [0 0 600 400]".to_owned(),
        resources: String::new(),
        catalog: String::new(),
        objects: Vec::new(),
    }
}

impl Made {
    pub fn page_keys(mut self, keys: &str) -> Made {
        self.page_keys = keys.to_owned();
        self
    }

    pub fn resources(mut self, resources: &str) -> Made {
        self.resources = resources.to_owned();
        self
    }

    pub fn catalog(mut self, keys: &str) -> Made {
        self.catalog = keys.to_owned();
        self
    }

    pub fn object(mut self, number: u32, body: impl AsRef<[u8]>) -> Made {
        self.objects.push((number, body.as_ref().to_vec()));
        self
    }

    pub fn stream(self, number: u32, keys: &str, data: impl AsRef<[u8]>) -> Made {
        self.object(number, stream(keys, data.as_ref()))
    }

    pub fn bytes(self) -> Vec<u8> {
        let font = |name: &str| {
            format!("<</Type/Font/Subtype/Type1/BaseFont/{name}/Encoding/WinAnsiEncoding>>")
        };
        let resources = format!(
            "<</Font<</F1 5 0 R/F2 6 0 R {}>> {}>>",
            fonts_in(&self.resources),
            others_in(&self.resources)
        );
        let mut objects = vec![
            (
                1,
                format!("<</Type/Catalog/Pages 2 0 R {}>>", self.catalog).into_bytes(),
            ),
            (2, b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec()),
            (
                3,
                format!(
                    "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources {resources} {}>>",
                    self.page_keys
                )
                .into_bytes(),
            ),
            (4, stream("", &self.content)),
            (5, font("Helvetica").into_bytes()),
            (6, font("Helvetica-Bold").into_bytes()),
        ];
        objects.extend(self.objects);
        file(&objects)
    }

    pub fn open(self) -> PdfFile {
        PdfFile::open(self.bytes(), &OpenOptions::default()).expect("a made PDF opens")
    }

    pub fn read(self) -> Page {
        self.open().page(0)
    }
}

/// `/Font` entries are written `font:...` up to the end of the line.
fn fonts_in(resources: &str) -> String {
    resources
        .lines()
        .filter_map(|line| line.trim().strip_prefix("font:"))
        .collect()
}

fn others_in(resources: &str) -> String {
    resources
        .lines()
        .filter(|line| !line.trim().starts_with("font:"))
        .collect()
}

pub fn stream(keys: &str, data: &[u8]) -> Vec<u8> {
    let mut out = format!("<<{keys}/Length {}>>\nstream\n", data.len()).into_bytes();
    out.extend_from_slice(data);
    out.extend_from_slice(b"\nendstream");
    out
}

/// A file of numbered objects; object 1 is the catalog.
pub fn file(objects: &[(u32, Vec<u8>)]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
    let mut places = Vec::new();
    for (number, body) in objects {
        places.push((*number, out.len()));
        out.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
        out.extend_from_slice(body);
        out.extend_from_slice(b"\nendobj\n");
    }
    places.sort_unstable();
    let table = out.len();
    out.extend_from_slice(b"xref\n0 1\n0000000000 65535 f \n");
    for (number, at) in &places {
        out.extend_from_slice(format!("{number} 1\n{at:010} 00000 n \n").as_bytes());
    }
    let size = places.last().map_or(1, |(number, _)| number + 1);
    out.extend_from_slice(
        format!("trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n").as_bytes(),
    );
    out
}

/// The words of a page, one a line: text, box rounded to points, marks.
pub fn lines(page: &Page) -> String {
    let mut out = String::new();
    for word in &page.words {
        let b = word.bbox;
        out += &format!(
            "{} [{:.0} {:.0} {:.0} {:.0}]{}\n",
            word.text,
            b.x0,
            b.y0,
            b.x1,
            b.y1,
            marks(word)
        );
    }
    for trouble in &page.troubles {
        out += &format!("{trouble:?}\n");
    }
    out
}

/// The texts of a page; `+` before a word that is glued to the one before it.
pub fn texts(page: &Page) -> String {
    let glue = |word: &Word| if word.glued { "+" } else { "" };
    let texts: Vec<_> = page
        .words
        .iter()
        .map(|word| format!("{}{}", glue(word), word.text))
        .collect();
    texts.join(" ")
}

/// Reads a page of Helvetica 10 that begins at 50, 300.
pub fn set(shows: &str) -> Page {
    page(format!("BT /F1 10 Tf 50 300 Td {shows} ET")).read()
}

fn marks(word: &Word) -> String {
    let mut marks = String::new();
    for (set, name) in [
        (word.bold, "bold"),
        (word.glued, "glued"),
        (word.doubtful, "doubtful"),
    ] {
        if set {
            marks += &format!(" {name}");
        }
    }
    if word.visibility != Visibility::Visible {
        marks += &format!(" {:?}", word.visibility);
    }
    if word.rotation != Rotation::None {
        marks += &format!(" {:?}", word.rotation);
    }
    marks
}
