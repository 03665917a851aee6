//! What is a word, and what is said about it.

mod made;

use insta::assert_snapshot;
use made::{lines, page, set, texts};
use schede_model::page::{Page, PageTrouble, Visibility, Word};

#[test]
fn a_gap_as_wide_as_the_tightest_blank_parts_words() {
    // Justified lines without blanks shrink them to less than a fifth of the size.
    assert_snapshot!(texts(&set("[(Fase)-140(uno)-190(due)] TJ")), @"Faseuno due");
}

#[test]
fn kerned_letters_stay_one_word() {
    assert_snapshot!(texts(&set("[(A)120(V)80(VIO)] TJ")), @"AVVIO");
}

#[test]
fn a_blank_glyph_that_is_taken_back_parts_no_word() {
    // As Ghostscript writes kerning: the blank is 2.78 wide, the spacing of words negative.
    assert_snapshot!(texts(&set("-2.7 Tw (Inser imento) Tj")), @"Inserimento");
    assert_snapshot!(texts(&set("-1.2 Tw (Inser imento) Tj")), @"Inser imento");
}

#[test]
fn letters_spaced_behind_some_that_are_not_have_a_blank_between() {
    // Ghostscript writes blanks as the spacing of the two letters beside them.
    let pair = "(Obiettiv) Tj 2.78 Tc (or) Tj 0 Tc [278(aggiunto)] TJ";
    assert_snapshot!(texts(&set(pair)), @"Obiettivo raggiunto");
    let last = "(progetto) Tj 4 Tc (,) Tj 0 Tc (finanziato) Tj";
    assert_snapshot!(texts(&set(last)), @"progetto, finanziato");
    // Letters set wide are a word.
    assert_snapshot!(texts(&set("2.78 Tc (FASI) Tj (DUE) Tj")), @"FASIDUE");
}

#[test]
fn a_non_breaking_space_parts_words() {
    assert_snapshot!(texts(&set("(Entro\\240il) Tj")), @"Entro il");
}

#[test]
fn a_soft_hyphen_at_the_end_of_a_line_is_kept() {
    let read = texts(&set("(ammini\\255) Tj 0 -14 Td (strativa) Tj"));
    assert_snapshot!(read.replace('\u{ad}', "|"), @"ammini| strativa");
}

#[test]
fn soft_hyphens_painted_within_lines_are_the_hyphens_of_the_page() {
    let read = texts(&set(
        "(2019\\2552022 \\255 economico\\255) Tj 0 -14 Td (finanziario) Tj",
    ));
    assert_snapshot!(read, @"2019-2022 - economico- finanziario");
}

#[test]
fn small_capitals_are_the_letters_the_file_says() {
    let small = "/Span <</ActualText (Note)>> BDC (NOTE) Tj EMC";
    assert_snapshot!(texts(&set(small)), @"Note");
}

#[test]
fn ligatures_are_taken_apart() {
    let font = "font:/F3 10 0 R";
    let ligatures = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/FirstChar 1/LastChar 4/Widths[500 800 500 500]\
        /Encoding<</Differences[1/fi/ffi/t_t/uniFB02]>>>>";
    let read = page("BT 50 300 Td /F3 10 Tf (\\001) Tj /F1 10 Tf (ne e a) Tj /F3 10 Tf (\\003) Tj /F1 10 Tf (o u) Tj /F3 10 Tf (\\002 \\004) Tj ET")
        .resources(font)
        .object(10, ligatures)
        .read();
    assert_snapshot!(texts(&read), @"fine e atto uffi fl");
}

#[test]
fn an_accent_painted_over_its_letter_is_one_character() {
    // The acute is 3.33 wide and stands centred over the e (5.56).
    assert_snapshot!(texts(&set("[(perche)444(\\264)] TJ")), @"perché");
}

#[test]
fn an_accent_painted_before_its_letter_is_one_character() {
    assert_snapshot!(texts(&set("[(citt)-111(\\140)444(a)] TJ")), @"città");
}

#[test]
fn an_apostrophe_after_a_capital_is_no_accent() {
    assert_snapshot!(texts(&set("(CITTA' E`) Tj")), @"CITTA' E`");
}

#[test]
fn letters_shown_one_by_one_are_one_word() {
    // Helvetica: F 6.11, a 5.56, s 5, e 5.56.
    let shows = "(F) Tj 6.11 0 Td (a) Tj 5.56 0 Td (s) Tj 5 0 Td (e) Tj 8.4 0 Td (1) Tj";
    assert_snapshot!(texts(&set(shows)), @"Fase 1");
}

#[test]
fn spaced_out_letters_stay_one_word() {
    assert_snapshot!(texts(&set("3 Tc (FASI) Tj ( ) Tj (DUE) Tj")), @"FASI DUE");
}

#[test]
fn letters_set_wide_one_by_one_are_one_word() {
    // Gaps of 0.3 em between letters, of 1 em between the words.
    let shows = "(F) Tj 9.1 0 Td (A) Tj 9.7 0 Td (S) Tj 9.7 0 Td (I) Tj 12.8 0 Td (D) Tj 10.2 0 Td (U) Tj 10.2 0 Td (E) Tj";
    assert_snapshot!(texts(&set(shows)), @"FASI DUE");
}

#[test]
fn a_short_word_beside_letters_set_wide_is_set_as_they_are() {
    assert_snapshot!(texts(&set("3 Tc (PONTE) Tj ( ) Tj (DI) Tj ( ) Tj (LEGNO) Tj")), @"PONTE DI LEGNO");
    let bracket = "3 Tc (PONTE) Tj ( ) Tj (\\(AV\\)) Tj";
    assert_snapshot!(texts(&set(bracket)), @"PONTE (AV)");
    let shows = "(d i) Tj";
    assert_snapshot!(texts(&set(shows)), @"d i");
}

#[test]
fn letters_set_wide_stay_one_word_where_two_are_kerned_or_a_comma_follows() {
    let kerned = "2.4 Tc [(V)150(ALMORA)] TJ";
    assert_snapshot!(texts(&set(kerned)), @"VALMORA");
    let comma = "3 Tc (TURISMO,) Tj ( ) Tj (EVENTI) Tj";
    assert_snapshot!(texts(&set(comma)), @"TURISMO, EVENTI");
}

#[test]
fn single_letters_between_blanks_stay_words() {
    assert_snapshot!(texts(&set("(a e i o u a e i) Tj")), @"a e i o u a e i");
}

#[test]
fn a_show_that_touches_the_last_begins_a_glued_word() {
    // "%" ends 8.89 after its start; the neighbour cell begins 0.8 later.
    let shows = "(Incidenza %) Tj 52.8 0 Td (Monitoraggio) Tj";
    assert_snapshot!(texts(&set(shows)), @"Incidenza % +Monitoraggio");
}

#[test]
fn a_show_that_overlaps_the_last_begins_a_glued_word() {
    let shows = "(Incidenza %) Tj 50.5 0 Td (Monitoraggio) Tj";
    assert_snapshot!(texts(&set(shows)), @"Incidenza % +Monitoraggio");
}

#[test]
fn words_of_two_marked_cells_under_their_clips_are_apart_though_they_touch() {
    let cell = |mcid: u32, x: f32, text: &str| {
        format!(
            "q /P <</MCID {mcid}>> BDC {x} 290 50 20 re W n BT /F1 10 Tf {} 300 Td ({text}) Tj ET EMC Q ",
            x + 2.0
        )
    };
    // The first ends 52 behind the edge of its cell.
    let cells = [cell(1, 50.0, "03/02/2025"), cell(2, 100.0, "07/12/2025")].concat();
    assert_snapshot!(texts(&page(&cells).read()), @"03/02/2025 07/12/2025");
}

#[test]
fn a_show_that_goes_on_exactly_continues_the_word() {
    assert_snapshot!(texts(&set("(Moni) Tj (toraggio) Tj")), @"Monitoraggio");
}

#[test]
fn the_next_line_is_not_glued() {
    assert_snapshot!(texts(&set("(uno) Tj 0 -12 Td (due) Tj")), @"uno due");
}

#[test]
fn a_bold_label_parts_from_its_value() {
    let read = page("BT /F2 10 Tf 50 300 Td (Note:) Tj /F1 10 Tf (nessuna) Tj ET").read();
    assert_snapshot!(lines(&read), @r"
    Note: [50 92 76 102] bold
    nessuna [76 92 113 102] glued
    ");
}

#[test]
fn filled_and_stroked_text_is_there_once() {
    assert_snapshot!(lines(&set("2 Tr (Fase) Tj")), @"Fase [50 92 72 102] bold");
}

#[test]
fn bold_faked_by_a_second_copy_is_there_once() {
    let read = set("(Fase uno) Tj 0.3 0 Td (Fase uno) Tj");
    assert_eq!(read.doubled_words, 2);
    assert_snapshot!(lines(&read), @r"
    Fase [50 92 72 102] bold
    uno [75 92 92 102] bold
    ");
}

#[test]
fn bold_faked_letter_by_letter_is_there_once() {
    assert_snapshot!(texts(&set("(F) Tj 0.2 0 Td (F) Tj 5.91 0 Td (a) Tj 0.2 0 Td (a) Tj")), @"Fa");
}

#[test]
fn a_line_painted_in_two_bands_is_there_once_and_visible() {
    let line = "BT /F1 10 Tf 50 300 Td (Conclusa) Tj ET Q";
    let read = page(format!(
        "q 0 302 600 98 re W n {line} q 0 0 600 303 re W n {line}"
    ))
    .read();
    assert_eq!(read.doubled_words, 1);
    assert_snapshot!(lines(&read), @"Conclusa [50 92 92 102]");
}

#[test]
fn equal_words_on_equal_lines_are_no_doubles() {
    let read = set("(25%) Tj 0 -12 Td (25%) Tj");
    assert_eq!(read.doubled_words, 0);
}

#[test]
fn text_under_a_clip_that_hides_it_is_marked() {
    let read =
        page("q 50 290 30 20 re W n BT /F1 10 Tf 50 300 Td (Acker mann GmbH) Tj ET Q").read();
    assert_eq!(read.clips.len(), 1);
    assert_snapshot!(lines(&read), @r"
    Acker [50 92 76 102]
    mann [78 92 103 102] Clipped
    GmbH [106 92 135 102] Clipped
    ");
}

#[test]
fn text_outside_the_page_is_marked() {
    let read = page("BT /F1 10 Tf 550 300 Td (dentro) Tj 60 0 Td (fuori) Tj ET").read();
    assert_snapshot!(lines(&read), @r"
    dentro [550 92 578 102]
    fuori [610 92 629 102] OffPage
    ");
}

#[test]
fn invisible_text_is_marked() {
    assert_snapshot!(lines(&set("3 Tr (letto) Tj")), @"letto [50 92 69 102] Invisible");
}

#[test]
fn rotation_is_that_of_the_visible_page() {
    let text = "BT /F1 10 Tf 0 1 -1 0 100 100 Tm (su) Tj 0 -1 1 0 200 100 Tm (giu) Tj -1 0 0 -1 300 100 Tm (capo) Tj .7 .7 -.7 .7 400 100 Tm (storto) Tj ET";
    assert_snapshot!(lines(&page(text).read()), @r"
    su [92 289 102 300] Up
    giu [198 300 208 313] Down
    capo [278 298 300 308] Reversed
    storto [394 277 419 301] Skewed
    ");
    let turned = page(text)
        .page_keys("/MediaBox [0 0 600 400]/Rotate 90")
        .read();
    assert_eq!((turned.width, turned.height), (400.0, 600.0));
    assert_snapshot!(lines(&turned), @r"
    su [100 92 111 102]
    giu [87 198 100 208] Reversed
    capo [92 278 102 300] Up
    storto [99 394 123 419] Skewed
    ");
}

#[test]
fn coordinates_are_those_of_the_visible_page() {
    let keys = "/MediaBox [0 0 600 400]/CropBox [100 100 500 350]/UserUnit 2";
    let read = page("BT /F1 10 Tf 110 300 Td (qui) Tj ET")
        .page_keys(keys)
        .read();
    assert_eq!((read.width, read.height), (800.0, 500.0));
    assert_eq!(read.words[0].font_size, 20.0);
    assert_snapshot!(lines(&read), @"qui [20 84 47 104]");
}

#[test]
fn text_in_forms_is_read_and_in_annotations_is_not() {
    let form = "/Type/XObject/Subtype/Form/BBox[0 0 600 400]/Matrix[1 0 0 1 0 -100]/Resources<</Font<</F1 5 0 R>>>>";
    let read = page("/X Do")
        .page_keys("/MediaBox [0 0 600 400]/Annots[<</Type/Annot/Subtype/Widget/Rect[0 0 600 400]/AP<</N 10 0 R>>>>]")
        .resources("/XObject<</X 10 0 R>>")
        .stream(10, form, "BT /F1 10 Tf 50 300 Td (modulo) Tj ET")
        .read();
    assert_snapshot!(lines(&read), @"modulo [50 192 83 202]");
}

#[test]
fn a_layer_that_is_off_is_not_on_the_page() {
    let read = page("BT /F1 10 Tf 50 300 Td /OC /L BDC (nascosto) Tj EMC 0 -12 Td (visto) Tj ET")
        .resources("/Properties<</L 10 0 R>>")
        .object(10, "<</Type/OCG/Name(L)>>")
        .catalog("/OCProperties<</OCGs[10 0 R]/D<</OFF[10 0 R]>>>>")
        .read();
    assert_snapshot!(lines(&read), @"visto [50 104 71 114]");
}

#[test]
fn glyphs_without_characters_are_said_to_be_doubtful() {
    let font = "<</Type/Font/Subtype/Type3/FontBBox[0 0 1000 1000]/FontMatrix[.001 0 0 .001 0 0]/CharProcs<</g1 11 0 R/g2 11 0 R>>\
        /Encoding<</Differences[1/g1/g2]>>/FirstChar 1/LastChar 2/Widths[600 600]>>";
    let read = page("BT /F3 10 Tf 50 300 Td (\\001\\002) Tj ET")
        .resources("font:/F3 10 0 R")
        .object(10, font)
        .stream(11, "", "600 0 0 0 600 600 d1 0 0 600 600 re f")
        .read();
    assert_snapshot!(lines(&read), @"
    \u{fffd}\u{fffd} [50 92 62 102] doubtful
    UntrustedText(100)
    ");
}

/// A page painted with a font whose glyphs are named by the numbers given.
fn numbered(codes: &[u8], text: &str) -> Page {
    let names: String = codes.iter().map(|c| format!("{c}/a{c} ")).collect();
    let glyphs: String = codes.iter().map(|c| format!("/a{c} 11 0 R")).collect();
    let widths = "600 ".repeat(256);
    let font = format!(
        "<</Type/Font/Subtype/Type3/FontBBox[0 0 1000 1000]/FontMatrix[.001 0 0 .001 0 0]/CharProcs<<{glyphs}>>\
        /Encoding<</Differences[{names}]>>/FirstChar 0/LastChar 255/Widths[{widths}]>>"
    );
    page(format!("BT /F3 10 Tf 50 300 Td ({text}) Tj ET"))
        .resources("font:/F3 10 0 R")
        .object(10, font)
        .stream(11, "", "600 0 0 0 600 600 d1 0 0 600 600 re f")
        .read()
}

#[test]
fn glyphs_named_by_the_numbers_of_their_codes_are_letters() {
    assert_eq!(numbered(b"fase1:", "fase1:").words[0].text, "fase1:");
    // Letters with accents: the encoding of TeX that has its ligatures from 27 on.
    let cork = numbered(b"tagni\xe0\x1c\x15", "\\034n attivit\\340 \\025");
    let text: Vec<&str> = cork.words.iter().map(|w| w.text.as_str()).collect();
    assert_eq!(text, ["fin", "attivit\u{e0}", "\u{2013}"]);
    assert_eq!(cork.troubles, []);
    // The older one paints the accent and the letter apart.
    let old = numbered(b"tai\x12\x0c", "\\014tt\\022a");
    assert_eq!(old.words[0].text, "fitt`a");
    assert_eq!(old.troubles, []);
}

#[test]
fn a_number_that_nothing_explains_is_a_guess() {
    // Only a ligature, whose code is a letter of its own in the other encoding.
    let signs = numbered(b"\xbf", "\\277");
    assert_eq!(signs.words[0].text, "\u{20ac}");
    assert!(signs.words[0].doubtful);
    let names = "<</Type/Font/Subtype/Type3/FontBBox[0 0 1000 1000]/FontMatrix[.001 0 0 .001 0 0]/CharProcs<</a70 11 0 R>>\
        /Encoding<</Differences[1/a70]>>/FirstChar 1/LastChar 1/Widths[600]>>";
    let other = page("BT /F3 10 Tf 50 300 Td (\\001) Tj ET")
        .resources("font:/F3 10 0 R")
        .object(10, names)
        .stream(11, "", "600 0 0 0 600 600 d1 0 0 600 600 re f")
        .read();
    assert_eq!(other.words[0].text, "\u{fffd}");
}

#[test]
fn a_page_that_is_only_a_picture_needs_ocr() {
    let read = page("q 600 0 0 400 0 0 cm /I Do Q")
        .resources("/XObject<</I 10 0 R>>")
        .stream(
            10,
            "/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray",
            "x",
        )
        .read();
    assert_snapshot!(lines(&read), @"NoText");
}

#[test]
fn an_invisible_layer_over_a_picture_is_what_the_picture_shows() {
    let image =
        "/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray";
    let scan = |text: &str| {
        let picture = "q 600 0 0 400 0 0 cm /I Do Q";
        page(format!("{picture} BT /F1 10 Tf 50 300 Td 3 Tr {text} ET"))
            .resources("/XObject<</I 10 0 R>>")
            .stream(10, image, "x")
            .read()
    };
    let words = "(uno due tre quattro cinque sei sette otto nove dieci) Tj";
    let layer = scan(words);
    assert_eq!(layer.troubles, [PageTrouble::ScanText]);
    assert_eq!(layer.words.len(), 10);
    let seen = |word: &Word| word.visibility == Visibility::Visible;
    assert!(layer.words.iter().all(seen));
    // A page with text of its own is no scan, whatever hides behind its picture.
    let own = scan(&format!("{words} 0 Tr 0 -20 Td {words}"));
    assert!(own.troubles.is_empty());
    assert_eq!(own.words.iter().filter(|word| seen(word)).count(), 10);
}

#[test]
fn an_empty_page_is_no_trouble() {
    assert_snapshot!(lines(&page("").read()), @"");
}

#[test]
fn a_page_that_lies_askew_is_read_level() {
    let lines = "BT /F1 10 Tf 50 300 Td (uno due tre quattro cinque sei sette) Tj 0 -14 Td (otto nove dieci) Tj ET";
    // By 0.4 degrees.
    let askew = format!("0.999976 0.006981 -0.006981 0.999976 0 0 cm {lines}");
    let read = page(&askew).read();
    let bases: Vec<f32> = read.words.iter().map(|word| word.baseline).collect();
    let level = |line: &[f32]| line.iter().all(|base| (base - line[0]).abs() < 0.05);
    assert!(level(&bases[..7]) && level(&bases[7..]), "{bases:?}");
    assert!((bases[7] - bases[0] - 14.0).abs() < 0.05, "{bases:?}");
    // Words among others that are level stay as they are.
    let stamp = format!(
        "{lines} 0.999976 0.006981 -0.006981 0.999976 0 0 cm BT /F1 10 Tf 50 200 Td (copia conforme) Tj ET"
    );
    let bases: Vec<f32> = page(&stamp)
        .read()
        .words
        .iter()
        .map(|word| word.baseline)
        .collect();
    assert!(!level(&bases[10..]), "{bases:?}");
}
