//! What viewers paint on a page besides its content.

mod made;

use std::time::{Duration, Instant};

use insta::assert_snapshot;
use made::{Made, lines, page, texts};
use schede_pdf::{Limits, OpenOptions, PageTrouble, PdfFile};

/// A page that says "Risorse:", with annotations; object 10 is an appearance 80 wide and
/// 20 high that says "Capitolo 12".
fn annotated(annotations: &str) -> Made {
    page("BT /F1 10 Tf 50 300 Td (Risorse:) Tj ET")
        .page_keys("/MediaBox [0 0 600 400] /Annots 9 0 R")
        .object(9, format!("[{annotations}]"))
        .stream(
            10,
            "/Type/XObject/Subtype/Form/BBox[0 0 80 20]/Resources<</Font<</F1 5 0 R>>>>",
            "/Tx BMC q BT /F1 10 Tf 2 5 Td (Capitolo 12) Tj ET Q EMC",
        )
}

/// A text field at 100, 295 that holds "Capitolo 12".
fn field(keys: &str) -> String {
    format!(
        "<</Type/Annot/Subtype/Widget/FT/Tx/T(risorse)/V(Capitolo 12)/Rect[100 295 180 315]/F 4 {keys}>>"
    )
}

#[test]
fn the_words_of_a_field_stand_at_its_place() {
    let read = annotated(&field("/AP<</N 10 0 R>>")).read();
    assert_snapshot!(lines(&read), @r"
    Risorse: [50 92 87 102]
    Capitolo [102 92 139 102]
    12 [141 92 153 102]
    ");
}

#[test]
fn a_text_typed_onto_the_page_is_of_the_page() {
    let typed = "<</Subtype/FreeText/Contents(Capitolo 12)/Rect[100 295 180 315]/AP<</N 10 0 R>>>>";
    assert_snapshot!(lines(&annotated(typed).read()), @r#"
    Risorse: [50 92 87 102]
    Capitolo [102 92 139 102]
    12 [141 92 153 102]
    Typed("Capitolo 12")
    "#);
}

#[test]
fn an_appearance_is_turned_and_scaled_into_its_place() {
    // A field that lies on its side: its box is turned by its matrix, then fitted.
    let turned = page("")
        .page_keys(&format!(
            "/MediaBox [0 0 600 400] /Annots [{}]",
            "<</Subtype/Widget/FT/Tx/Rect[100 100 140 260]/AP<</N 10 0 R>>>>"
        ))
        .stream(
            10,
            "/Subtype/Form/BBox[0 0 80 20]/Matrix[0 1 -1 0 20 0]/Resources<</Font<</F1 5 0 R>>>>",
            "BT /F1 10 Tf 2 5 Td (Capitolo) Tj ET",
        )
        .read();
    assert_snapshot!(lines(&turned), @"Capitolo [114 223 134 296] Up");
}

#[test]
fn what_is_hidden_is_not_on_the_page() {
    for flags in [2, 2 | 4, 32] {
        let hidden = field(&format!("/AP<</N 10 0 R>> /F {flags}")).replace("/F 4", "");
        assert_eq!(texts(&annotated(&hidden).read()), "Risorse:", "{flags}");
    }
    let layer = field("/AP<</N 10 0 R>>/OC 20 0 R");
    let off = annotated(&layer)
        .object(20, "<</Type/OCG/Name(bozza)>>")
        .catalog("/OCProperties<</OCGs[20 0 R]/D<</OFF[20 0 R]>>>>");
    assert_snapshot!(texts(&off.read()), @"Risorse:");
}

#[test]
fn a_box_shows_the_state_it_is_in() {
    let ticked = |state: &str| {
        let widget = format!(
            "<</Subtype/Widget/FT/Btn/V/Si/AS/{state}/Rect[100 295 180 315]/AP<</N<</Si 10 0 R/Off 11 0 R>>>>>>"
        );
        let off = "BT ET";
        texts(
            &annotated(&widget)
                .stream(11, "/Subtype/Form/BBox[0 0 80 20]", off)
                .read(),
        )
    };
    assert_snapshot!(ticked("Si"), @"Risorse: Capitolo 12");
    assert_snapshot!(ticked("Off"), @"Risorse:");
}

#[test]
fn a_value_that_no_appearance_shows_is_said() {
    assert_snapshot!(lines(&annotated(&field("")).read()), @r#"
    Risorse: [50 92 87 102]
    NotShown { text: "Capitolo 12", shown: "" }
    "#);
    // Kind and value may be those of the field above.
    let inherited = "<</Subtype/Widget/Parent 20 0 R/Rect[100 295 180 315]>>";
    let above = annotated(inherited).object(20, "<</FT/Tx/V<FEFF004500E0>>>");
    assert_snapshot!(lines(&above.read()), @r#"
    Risorse: [50 92 87 102]
    NotShown { text: "Eà", shown: "" }
    "#);
    let typed = "<</Subtype/FreeText/Contents(Capitolo 13)/Rect[100 295 180 315]>>";
    assert_snapshot!(lines(&annotated(typed).read()), @r#"
    Risorse: [50 92 87 102]
    NotShown { text: "Capitolo 13", shown: "" }
    "#);
}

#[test]
fn a_value_that_viewers_are_asked_to_show_anew_is_said() {
    let stale = field("/AP<</N 10 0 R>>").replace("/V(Capitolo 12)", "/V(Capitolo 99)");
    let asked = annotated(&stale).catalog("/AcroForm<</NeedAppearances true>>");
    assert_snapshot!(lines(&asked.read()), @r#"
    Risorse: [50 92 87 102]
    Capitolo [102 92 139 102]
    12 [141 92 153 102]
    NotShown { text: "Capitolo 99", shown: "Capitolo 12" }
    "#);
    // The same value needs no word.
    let same = annotated(&field("/AP<</N 10 0 R>>"));
    let same = same.catalog("/AcroForm<</NeedAppearances true>>");
    assert_snapshot!(texts(&same.read()), @"Risorse: Capitolo 12");
}

#[test]
fn a_secret_is_not_said() {
    assert_snapshot!(lines(&annotated(&field("/Ff 8192")).read()), @"Risorse: [50 92 87 102]");
}

#[test]
fn stamps_signatures_and_notes_are_said() {
    let all = "<</Subtype/Stamp/Rect[100 295 180 315]/AP<</N 10 0 R>>>>\
        <</Subtype/Widget/FT/Sig/Rect[100 295 180 315]/AP<</N 10 0 R>>>>\
        <</Subtype/Text/Contents(da rivedere)/Rect[100 295 120 315]>>\
        <</Subtype/Link/Contents(sito)/Rect[100 295 120 315]>>\
        <</Subtype/Popup/Contents(da rivedere)/Rect[100 295 120 315]>>";
    assert_snapshot!(lines(&annotated(all).read()), @r#"
    Risorse: [50 92 87 102]
    Annotation { what: "a stamp", text: "Capitolo 12" }
    Annotation { what: "a signature", text: "Capitolo 12" }
    Annotation { what: "a note", text: "da rivedere" }
    "#);
}

#[test]
fn borders_of_fields_are_no_rules_of_the_page() {
    let bordered = page("")
        .page_keys(
            "/MediaBox [0 0 600 400] /Annots [<</Subtype/Widget/FT/Tx/Rect[100 100 180 120]/AP<</N 10 0 R>>>>]",
        )
        .stream(10, "/Subtype/Form/BBox[0 0 80 20]", "0 0 80 20 re S");
    assert!(bordered.read().rules.is_empty());
}

#[test]
fn appearances_that_mean_harm_end_soon() {
    let started = Instant::now();
    let rects = [
        "[0 0 0 0]",
        "[nan nan nan nan]",
        "[1e400 -1e400 1e400 1e400]",
        "[99999999999999999999999999999999999999999999 0 1 1]",
        "[1 2]",
        "(x)",
    ];
    for rect in rects {
        let odd = field("/AP<</N 10 0 R>>").replace("[100 295 180 315]", rect);
        let read = annotated(&odd).read();
        assert_eq!(read.words[0].text, "Risorse:", "{rect}");
        let sound = |v: f32| v.is_finite();
        assert!(
            read.words
                .iter()
                .all(|w| sound(w.bbox.x0) && sound(w.bbox.y1)),
            "{rect}: {read:?}"
        );
    }
    // Boxes of no size, and maps to nowhere.
    for box_keys in [
        "/BBox[0 0 0 0]",
        "/BBox[0 0 80 20]/Matrix[0 0 0 0 0 0]",
        "/BBox[0 0 1e300 1e300]/Matrix[1e300 0 0 1e300 0 0]",
        "",
    ] {
        let odd = page("BT /F1 10 Tf 50 300 Td (Risorse:) Tj ET")
            .page_keys("/MediaBox [0 0 600 400] /Annots 9 0 R")
            .object(9, format!("[{}]", field("/AP<</N 11 0 R>>")))
            .stream(
                11,
                &format!("/Subtype/Form{box_keys}"),
                "BT /F1 10 Tf 2 5 Td (x) Tj ET",
            );
        assert_eq!(odd.read().words[0].text, "Risorse:", "{box_keys}");
    }
    // An appearance that paints itself, and a field that is its own parent.
    let of_itself = page("BT /F1 10 Tf 50 300 Td (Risorse:) Tj ET")
        .page_keys("/MediaBox [0 0 600 400] /Annots [20 0 R 20 0 R]")
        .object(
            20,
            "<</Subtype/Widget/FT/Tx/Parent 20 0 R/Rect[100 295 180 315]/AP<</N 11 0 R>>>>",
        )
        .stream(
            11,
            "/Subtype/Form/BBox[0 0 80 20]/Resources<</Font<</F1 5 0 R>>/XObject<</X 11 0 R>>>>",
            "/X Do /X Do BT /F1 10 Tf 2 5 Td (uno) Tj ET /X Do",
        );
    // What is listed a second time is there once.
    let read = of_itself.read();
    assert_eq!(texts(&read), "Risorse: uno");
    // A list of annotations that holds itself, and very many of them.
    let many = "20 0 R ".repeat(50_000);
    let many = annotated(&many).object(20, field("/AP<</N 10 0 R>>"));
    assert_eq!(texts(&many.read()), "Risorse: Capitolo 12");
    assert!(started.elapsed() < Duration::from_secs(20));
}

#[test]
fn a_long_text_of_many_fields_ends_soon() {
    let started = Instant::now();
    let refs: String = (20..1020).map(|n| format!("{n} 0 R ")).collect();
    let mut made =
        annotated(&refs).object(1020, field("").replace("Capitolo 12", &"x".repeat(500_000)));
    for n in 20..1020 {
        made = made.object(
            n,
            "<</Subtype/Widget/Parent 1020 0 R/Rect[100 295 180 315]>>",
        );
    }
    let options = OpenOptions {
        limits: Limits {
            max_operations: 100_000,
            ..Limits::default()
        },
        ..OpenOptions::default()
    };
    let file = PdfFile::open(made.bytes(), &options).expect("a made PDF opens");
    let read = file.page(0);
    assert_eq!(texts(&read), "Risorse:");
    let cut = |trouble: &PageTrouble| matches!(trouble, PageTrouble::Limit(_));
    assert!(read.troubles.iter().any(cut), "{:?}", read.troubles.len());
    assert!(started.elapsed() < Duration::from_secs(20));
}
