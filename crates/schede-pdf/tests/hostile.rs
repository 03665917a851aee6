//! Files that mean harm, or have come to harm: each ends within its limits,
//! with an error that says why or with pages.

mod made;

use std::io::Write;
use std::time::{Duration, Instant};

use made::{file, page, stream};
use schede_pdf::{ErrorKind, Limits, OpenOptions, PageTrouble, PdfFile};

/// Longest that any one of these files may take, on a slow machine.
const PATIENCE: Duration = Duration::from_secs(20);

fn limits() -> Limits {
    Limits {
        max_stream_bytes: 8 << 20,
        max_document_bytes: 32 << 20,
        max_operations: 300_000,
        max_glyphs: 100_000,
        max_time: Duration::from_secs(8),
        ..Limits::default()
    }
}

/// Opens and reads everything; the error, or how many words there are and the
/// troubles of the pages.
fn outcome(bytes: Vec<u8>) -> Result<(usize, Vec<PageTrouble>), ErrorKind> {
    let started = Instant::now();
    let options = OpenOptions {
        limits: limits(),
        ..OpenOptions::default()
    };
    let result = PdfFile::open(bytes, &options).map(|file| {
        let mut n_words = 0;
        let mut troubles = Vec::new();
        for page in file.pages() {
            n_words += page.words.len();
            troubles.extend(page.troubles);
        }
        (n_words, troubles)
    });
    assert!(started.elapsed() < PATIENCE, "took {:?}", started.elapsed());
    result.map_err(|error| error.kind().clone())
}

fn fixture(name: &str) -> Vec<u8> {
    let path = format!("{}/../../fixtures/pdf/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(path).expect("the fixture is there")
}

/// Small ones with different insides: tagged, object streams, encrypted; and
/// at how many places each is cut.
const FIXTURES: [(&str, usize); 4] = [
    ("xl-tagged-grid/xl-tagged-grid.pdf", 200),
    ("linearised/linearised.pdf", 40),
    ("encrypted-empty/encrypted-empty.pdf", 40),
    ("signed-der/signed-der.pdf.p7m", 40),
];

#[test]
fn files_cut_at_any_place_end_well() {
    for (name, n_cuts) in FIXTURES {
        let whole = fixture(name);
        for part in 0..n_cuts {
            let cut = whole.len() * part / n_cuts;
            let result = outcome(whole[..cut].to_vec());
            assert!(
                !matches!(result, Err(ErrorKind::Panicked(_))),
                "{name} cut at {cut}: {result:?}"
            );
        }
    }
}

#[test]
fn files_with_flipped_bits_end_well() {
    for (name, _) in FIXTURES {
        let whole = fixture(name);
        let mut random = 0x2545_F491_4F6C_DD1D_u64;
        for round in 0..40 {
            let mut bytes = whole.clone();
            for _ in 0..=round % 40 {
                random ^= random << 13;
                random ^= random >> 7;
                random ^= random << 17;
                let at = (random >> 8) as usize % bytes.len();
                bytes[at] ^= 1 << (random & 7);
            }
            let result = outcome(bytes);
            assert!(
                !matches!(result, Err(ErrorKind::Panicked(_))),
                "{name} round {round}: {result:?}"
            );
        }
    }
}

/// A deflated stream of `mebibytes` blanks; built from copies of one block,
/// because deflating them all would take as long as the test may.
fn bomb(mebibytes: usize) -> Vec<u8> {
    let mut block = flate2::Compress::new(flate2::Compression::best(), false);
    let blanks = vec![b' '; 1 << 20];
    let mut packed = Vec::with_capacity(1 << 16);
    block
        .compress_vec(&blanks, &mut packed, flate2::FlushCompress::Full)
        .expect("memory is enough");
    let mut out = vec![0x78, 0xDA];
    for _ in 0..mebibytes {
        out.extend_from_slice(&packed);
    }
    // The last block is empty.
    out.extend_from_slice(&[0x03, 0x00]);
    out
}

fn deflated(data: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    out.write_all(data).expect("memory is enough");
    out.finish().expect("memory is enough")
}

fn limit_says(troubles: &[PageTrouble], flag: &str) -> bool {
    troubles
        .iter()
        .any(|trouble| matches!(trouble, PageTrouble::Limit(why) if why.contains(flag)))
}

#[test]
fn a_bomb_as_page_content_is_cut_short() {
    let objects = [
        (1, b"<</Type/Catalog/Pages 2 0 R>>".to_vec()),
        (2, b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec()),
        (
            3,
            b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/MediaBox[0 0 600 400]>>".to_vec(),
        ),
        (4, stream("/Filter/FlateDecode", &bomb(3_000))),
    ];
    let (_, troubles) = outcome(file(&objects)).expect("it opens");
    assert!(limit_says(&troubles, "--max-stream-bytes"), "{troubles:?}");
}

#[test]
fn a_small_bomb_as_page_content_leaves_the_page_short() {
    let content = deflated(
        &[
            &b"BT /F1 10 Tf 50 300 Td (prima) Tj ET"[..],
            &vec![b' '; 9 << 20],
        ]
        .concat(),
    );
    let objects = [
        (1, b"<</Type/Catalog/Pages 2 0 R>>".to_vec()),
        (2, b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec()),
        (
            3,
            b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/MediaBox[0 0 600 400]>>".to_vec(),
        ),
        (4, stream("/Filter[/FlateDecode]", &content)),
        // Twice deflated, so that nothing is found from outside.
        (
            5,
            stream("/Filter[/FlateDecode/FlateDecode]", &deflated(&bomb(3_000))),
        ),
    ];
    let (n_words, troubles) = outcome(file(&objects)).expect("it opens");
    assert_eq!(n_words, 1);
    assert!(limit_says(&troubles, "--max-stream-bytes"), "{troubles:?}");
}

#[test]
fn a_bomb_behind_a_font_costs_the_font() {
    let font = "<</Type/Font/Subtype/TrueType/BaseFont/X/ToUnicode 11 0 R/FirstChar 0/LastChar 0/Widths[500]>>";
    let (_, troubles) = outcome(
        page("BT /F3 10 Tf 50 300 Td (x) Tj /F1 10 Tf 100 0 Td (poi) Tj ET")
            .resources("font:/F3 10 0 R")
            .object(10, font)
            .stream(
                11,
                "/Filter[/FlateDecode/FlateDecode]",
                deflated(&bomb(1_000)),
            )
            .bytes(),
    )
    .expect("it opens");
    assert!(limit_says(&troubles, "--max-stream-bytes"), "{troubles:?}");
}

#[test]
fn a_bomb_as_object_stream_is_refused() {
    let bytes = page("")
        .stream(
            10,
            "/Type/ObjStm/N 1/First 4/Filter/FlateDecode",
            bomb(1_000),
        )
        .bytes();
    assert_eq!(
        outcome(bytes),
        Err(ErrorKind::StreamTooLarge { limit: 8 << 20 })
    );
    let twice = deflated(&bomb(1_000));
    let bytes = page("")
        .stream(
            10,
            "/Type/ObjStm/N 1/First 4/Filter[/FlateDecode/FlateDecode]",
            twice,
        )
        .bytes();
    assert_eq!(
        outcome(bytes),
        Err(ErrorKind::StreamTooLarge { limit: 8 << 20 })
    );
}

#[test]
fn forms_that_call_forms_a_hundred_million_times_are_left() {
    let mut made = page("/X10 Do").resources(&names(10..=18));
    for level in 10..18 {
        let call = format!("/X{} Do ", level + 1);
        made = made.stream(level, &form(), call.repeat(10));
    }
    let (_, troubles) =
        outcome(made.stream(18, &form(), "BT /F1 1 Tf (x) Tj ET").bytes()).expect("it opens");
    assert!(limit_says(&troubles, "operations"), "{troubles:?}");
}

fn names(numbers: std::ops::RangeInclusive<u32>) -> String {
    let names: String = numbers
        .map(|number| format!("/X{number} {number} 0 R"))
        .collect();
    format!("/XObject<<{names}>>")
}

fn form() -> String {
    "/Type/XObject/Subtype/Form/BBox[0 0 600 400]".to_owned()
}

#[test]
fn a_form_that_calls_itself_is_painted_once() {
    let content = "BT /F1 10 Tf 50 300 Td (io) Tj ET /X10 Do /X10 Do";
    let (n_words, _) = outcome(
        page("/X10 Do")
            .resources(&names(10..=10))
            .stream(10, &form(), content)
            .bytes(),
    )
    .expect("it opens");
    assert_eq!(n_words, 1);
}

#[test]
fn deep_nesting_is_no_abyss() {
    let deep = |open: &str, close: &str| open.repeat(200_000) + &close.repeat(200_000);
    assert!(outcome(page(deep("[", "]")).bytes()).is_ok());
    assert!(outcome(page(deep("<</A", ">>")).bytes()).is_ok());
    assert!(outcome(page(deep("q ", "Q ")).bytes()).is_ok());
    assert!(outcome(page("/P <</MCID 1>> BDC ".repeat(100_000)).bytes()).is_ok());
    assert!(outcome(page("(".repeat(200_000)).bytes()).is_ok());
    let object = page("/X Do")
        .resources("/XObject 10 0 R")
        .object(10, deep("[", "]"))
        .bytes();
    assert!(outcome(object).is_ok());
}

#[test]
fn a_page_tree_that_bites_its_tail_ends() {
    let objects = [
        (1, b"<</Type/Catalog/Pages 2 0 R>>".to_vec()),
        (
            2,
            b"<</Type/Pages/Kids[2 0 R 3 0 R 3 0 R]/Count 9>>".to_vec(),
        ),
        (
            3,
            b"<</Type/Pages/Kids[2 0 R 3 0 R 4 0 R]/Count 9>>".to_vec(),
        ),
        (4, b"<</Type/Page/MediaBox[0 0 600 400]>>".to_vec()),
    ];
    assert_eq!(outcome(file(&objects)), Ok((0, vec![])));
}

#[test]
fn a_deep_page_tree_ends() {
    let mut objects = vec![(1, b"<</Type/Catalog/Pages 2 0 R>>".to_vec())];
    for number in 2..20_000 {
        objects.push((
            number,
            format!("<</Type/Pages/Kids[{} 0 R]/Count 1>>", number + 1).into_bytes(),
        ));
    }
    objects.push((20_000, b"<</Type/Page/MediaBox[0 0 600 400]>>".to_vec()));
    assert_eq!(outcome(file(&objects)), Ok((0, vec![])));
}

fn pages(count: u32) -> Vec<u8> {
    let kids: String = (0..count)
        .map(|index| format!("{} 0 R ", index + 10))
        .collect();
    let mut objects = vec![
        (1, b"<</Type/Catalog/Pages 2 0 R>>".to_vec()),
        (
            2,
            format!("<</Type/Pages/Kids[{kids}]/Count {count}/MediaBox[0 0 600 400]>>")
                .into_bytes(),
        ),
        (3, stream("", b"BT /F1 10 Tf 50 300 Td (pagina) Tj ET")),
    ];
    objects.extend((0..count).map(|index| {
        (
            index + 10,
            b"<</Type/Page/Parent 2 0 R/Contents 3 0 R>>".to_vec(),
        )
    }));
    file(&objects)
}

#[test]
fn twenty_thousand_pages_are_read_and_one_more_is_refused() {
    assert_eq!(outcome(pages(20_000)), Ok((20_000, vec![])));
    let error = PdfFile::open(pages(20_001), &OpenOptions::default())
        .err()
        .expect("one too many");
    assert_eq!(
        error.to_string(),
        "the PDF has 20001 pages, the limit is 20000; raise it with --max-pages"
    );
}

#[test]
fn no_pages_is_an_error() {
    let objects = [
        (1, b"<</Type/Catalog/Pages 2 0 R>>".to_vec()),
        (2, b"<</Type/Pages/Kids[]/Count 0>>".to_vec()),
    ];
    assert_eq!(outcome(file(&objects)), Err(ErrorKind::NoPages));
}

#[test]
fn numbers_beyond_measure_are_no_coordinates() {
    let huge = "9".repeat(400);
    for content in [
        format!("{huge} 0 0 {huge} 0 0 cm BT /F1 10 Tf 50 300 Td (grande) Tj ET 0 0 {huge} 1 re f"),
        "1e38 0 0 1e38 1e38 1e38 cm BT /F1 1e38 Tf (grande) Tj ET".to_owned(),
        "0 0 0 0 0 0 cm BT /F1 0 Tf (piatto) Tj ET 0 0 1 1 re S".to_owned(),
        "BT /F1 10 Tf 100000000000 Tz 1e20 Tc 1e20 Tw 1e20 Ts (a b) Tj [(a)-1e30(b)] TJ ET".to_owned(),
        "-0.0000000000000000000000000001 0 0 1 0 0 cm BT /F1 10 Tf (x) Tj ET nan inf - . +- 1 0 0 re f".to_owned(),
    ] {
        let bytes = page(&content).bytes();
        let file = PdfFile::open(bytes, &OpenOptions::default()).expect("it opens");
        for word in file.page(0).words {
            let finite = word.bbox.to_array().iter().all(|v| v.is_finite());
            assert!(finite && word.font_size.is_finite() && word.baseline.is_finite(), "{content}: {word:?}");
        }
    }
}

#[test]
fn a_page_box_beyond_measure_is_a_page() {
    for keys in [
        "/MediaBox [-999999999999 0 999999999999 9]",
        "/MediaBox [0 0 0 0]",
        "/MediaBox [0 0]",
        "/MediaBox [0 0 600 400]/UserUnit 99999999999/Rotate 1234567",
        "/MediaBox [0 0 600 400]/CropBox [900 900 999 999]",
    ] {
        let file = PdfFile::open(
            page("BT /F1 10 Tf 50 300 Td (qui) Tj ET")
                .page_keys(keys)
                .bytes(),
            &OpenOptions::default(),
        );
        let page = file.expect("it opens").page(0);
        assert_eq!(page.words.len(), 1, "{keys}");
        assert!(
            page.width > 0.0
                && page.width.is_finite()
                && page.height > 0.0
                && page.height.is_finite(),
            "{keys}"
        );
    }
}

#[test]
fn pages_that_cannot_be_found_are_counted() {
    let objects = [
        (1, b"<</Type/Catalog/Pages 2 0 R>>".to_vec()),
        // The exponent is no PDF number: the library gives the page up.
        (2, b"<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>".to_vec()),
        (
            3,
            b"<</Type/Page/MediaBox[-1e38 -1e38 1e38 1e38]>>".to_vec(),
        ),
        (4, b"<</Type/Page/MediaBox[0 0 600 400]>>".to_vec()),
    ];
    let file = PdfFile::open(file(&objects), &OpenOptions::default()).expect("it opens");
    assert_eq!((file.page_count(), file.info().n_missing_pages), (1, 1));
}

#[test]
fn fonts_that_lie_do_no_harm() {
    for font in [
        "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[10 0 R]>>",
        "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-V/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/W[0 99999999 1e38]/DW -1e38>>]>>",
        "<</Type/Font/Subtype/Type3/FontBBox[0 0 0 0]/FontMatrix[0 0 0 0 0 0]/CharProcs<<>>/Encoding<</Differences[0/a]>>/FirstChar 0/LastChar 255/Widths[1e38 -1e38]>>",
        "<</Type/Font/Subtype/TrueType/BaseFont/X/FirstChar 255/LastChar 0/Widths[]/FontDescriptor<</FontFile2 11 0 R/Flags -1>>>>",
        "<</Type/Font/Subtype/Type1/BaseFont/X/FontDescriptor<</FontFile 11 0 R>>/ToUnicode 11 0 R/Encoding 11 0 R>>",
        "<</Type/Font/Subtype/Nothing>>",
        "10 0 R",
    ] {
        let made =
            page("BT /F3 10 Tf 50 300 Td (abc\\000\\377) Tj ET").resources("font:/F3 10 0 R");
        let bytes = made
            .object(10, font)
            .stream(11, "", "\u{1}\u{0}\u{0}garbage")
            .bytes();
        assert!(outcome(bytes).is_ok(), "{font}");
    }
}

#[test]
fn a_hundred_thousand_words_at_one_place_are_read() {
    let mut content = "BT /F1 1 Tf 50 300 Td ".to_owned();
    for n in 0..100_000 {
        content += &format!("({n}) Tj 0 0 Td ");
    }
    content += "ET";
    assert_eq!(page(content).read().words.len(), 100_000);
    let mut content = "BT 50 300 Td ".to_owned();
    for n in 0..50_000 {
        // One text, each time wider than before.
        content += &format!("/F1 10 Tf {} Tz (aa) Tj 0 0 Td ", 100 + 20 * n);
    }
    content += "ET";
    assert_eq!(page(content).read().words.len(), 50_000);
}

#[test]
fn a_page_of_a_million_glyphs_is_left() {
    let content = format!("BT /F1 1 Tf {} ET", "(molte parole ) Tj ".repeat(100_000));
    let (n_words, troubles) = outcome(page(content).bytes()).expect("it opens");
    assert!(n_words > 10_000);
    assert!(limit_says(&troubles, "glyphs"), "{troubles:?}");
}

#[test]
fn tables_of_objects_in_a_ring_end() {
    let mut bytes = page("BT /F1 10 Tf 50 300 Td (giro) Tj ET").bytes();
    let table = memchr_rfind(&bytes, b"xref\n0 1").expect("made files have one");
    let ring =
        format!("trailer\n<</Size 99/Root 1 0 R/Prev {table}>>\nstartxref\n{table}\n%%EOF\n");
    let trailer = memchr_rfind(&bytes, b"trailer").expect("made files have one");
    bytes.truncate(trailer);
    bytes.extend_from_slice(ring.as_bytes());
    assert!(outcome(bytes).is_ok());
}

fn memchr_rfind(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes
        .windows(needle.len())
        .rposition(|window| window == needle)
}

#[test]
fn a_structure_tree_in_a_ring_ends() {
    let bytes = page("BT /F1 10 Tf 50 300 Td /P <</MCID 0>> BDC (giro) Tj EMC ET")
        .page_keys("/MediaBox [0 0 600 400]/StructParents 0")
        .catalog("/StructTreeRoot 10 0 R")
        .object(10, "<</Type/StructTreeRoot/ParentTree 11 0 R>>")
        .object(11, "<</Kids[11 0 R 12 0 R]>>")
        .object(12, "<</Nums[0 [13 0 R]]>>")
        .object(13, "<</S/TD/P 14 0 R>>")
        .object(14, "<</S/TR/P 13 0 R/K[14 0 R 13 0 R]>>")
        .bytes();
    assert_eq!(outcome(bytes), Ok((1, vec![])));
}

#[test]
fn what_is_no_pdf_is_named() {
    let says = |bytes: &[u8]| {
        PdfFile::open(bytes.to_vec(), &OpenOptions::default())
            .err()
            .expect("no PDF")
            .to_string()
    };
    assert_eq!(says(b""), "expected a PDF, but the file is empty");
    assert_eq!(
        says(b"PK\x03\x04rest"),
        "expected a PDF, but found a ZIP archive or an office document"
    );
    assert_eq!(
        says(b"\n<!DOCTYPE html><html>"),
        "expected a PDF, but found an HTML page"
    );
    assert_eq!(
        says(b"Piano degli obiettivi"),
        "expected a PDF, but found plain text"
    );
    assert_eq!(
        says(b"%PDF-1.7\nnothing else"),
        "the PDF is damaged beyond repair: neither its table of objects nor its pages can be found"
    );
}

#[test]
fn a_password_opens_what_the_empty_one_does_not() {
    let bytes = fixture("encrypted-segreto/encrypted-segreto.pdf");
    let open = |password: Option<&str>| {
        let options = OpenOptions {
            password: password.map(str::to_owned),
            ..OpenOptions::default()
        };
        PdfFile::open(bytes.clone(), &options).map_err(|error| error.to_string())
    };
    assert_eq!(
        open(None).err().as_deref(),
        Some("the file is encrypted and no password was given; give it with --password")
    );
    assert_eq!(
        open(Some("altro")).err().as_deref(),
        Some("the file is encrypted and the password given does not open it")
    );
    assert!(open(Some("segreto")).expect("it opens").info().is_encrypted);
}

#[test]
fn envelopes_are_opened_and_counted() {
    for (name, n_envelopes) in [
        ("signed-der/signed-der.pdf.p7m", 1),
        ("signed-base64/signed-base64.pdf.p7m", 1),
        ("signed-pem/signed-pem.pdf.p7m", 1),
        ("signed-ber-twice/signed-ber-twice.pdf.p7m.p7m", 2),
    ] {
        let file = PdfFile::open(fixture(name), &OpenOptions::default()).expect("it opens");
        assert_eq!(file.n_envelopes(), n_envelopes, "{name}");
        assert!(file.is_signed() && !file.page(0).words.is_empty(), "{name}");
    }
}
