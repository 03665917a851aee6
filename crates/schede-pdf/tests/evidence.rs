//! The evidence for cells: rules, clips, marked content, the structure tree.

mod made;

use insta::assert_snapshot;
use made::page;
use schede_model::page::Page;

fn rules(content: &str) -> String {
    let read = page(content).read();
    let line = |rule: &schede_model::page::Rule| {
        let b = rule.bbox;
        let way = if rule.horizontal { "across" } else { "down" };
        format!("{way} [{:.1} {:.1} {:.1} {:.1}]", b.x0, b.y0, b.x1, b.y1)
    };
    read.rules.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_thin_filled_rectangle_is_a_rule() {
    assert_snapshot!(rules("50 300 200 0.5 re f* 50 200 -0.5 100 re f"), @r"
    across [50.0 99.5 250.0 100.0]
    down [49.5 100.0 50.0 200.0]
    ");
}

#[test]
fn a_stroked_line_is_a_rule_as_thick_as_its_pen() {
    assert_snapshot!(rules("2 w 50 300 m 250 300 l S 50 300 m 50 200 l 60 190 l S"), @r"
    across [50.0 99.0 250.0 101.0]
    down [49.0 100.0 51.0 200.0]
    ");
}

#[test]
fn a_stroked_cell_gives_four_rules() {
    assert_snapshot!(rules("0 w 50 300 100 20 re S"), @r"
    across [50.0 100.0 150.0 100.0]
    down [150.0 80.0 150.0 100.0]
    across [50.0 80.0 150.0 80.0]
    down [50.0 80.0 50.0 100.0]
    ");
}

#[test]
fn corners_that_are_not_rounded_bend_no_line() {
    let path = "50 300 m 50 300 50 300 50 300 c 250 300 l 250 300 250 300 250 300 c 250 280 l S";
    assert_snapshot!(rules(path), @r"
    across [50.0 99.5 250.0 100.5]
    down [249.5 100.0 250.5 120.0]
    ");
}

#[test]
fn a_shaded_cell_gives_its_edges() {
    assert_snapshot!(rules("0.9 g 50 300 100 20 re f"), @r"
    across [50.0 80.0 150.0 80.0]
    across [50.0 100.0 150.0 100.0]
    down [50.0 80.0 50.0 100.0]
    down [150.0 80.0 150.0 100.0]
    ");
}

#[test]
fn a_border_drawn_as_a_thin_polygon_is_a_rule() {
    assert_snapshot!(rules("50 300 m 250 300 l 249 299 l 51 299 l h f"), @"across [50.0 100.0 250.0 101.0]");
}

#[test]
fn white_and_page_wide_fills_are_no_rules() {
    assert_snapshot!(rules("1 g 50 300 100 20 re f 0.5 g 0 0 600 400 re f"), @"");
}

#[test]
fn a_rule_ends_at_its_clip() {
    assert_snapshot!(rules("q 100 250 50 100 re W n 50 300 200 1 re f Q"), @"across [99.7 99.0 150.3 100.0]");
}

#[test]
fn a_wrapped_cell_keeps_the_clip_it_was_painted_under() {
    let read = page("q 50 280 100 40 re W n /P <</MCID 7>> BDC BT /F1 10 Tf 52 300 Td (uno) Tj 0 -12 Td (due) Tj ET EMC Q").read();
    let clip = read.clips[0];
    assert_eq!(
        (clip.x0, clip.y0, clip.x1, clip.y1),
        (50.0, 80.0, 150.0, 120.0)
    );
    assert!(
        read.words
            .iter()
            .all(|word| word.clip == Some(0) && word.mcid == Some(7))
    );
}

#[test]
fn neighbour_cells_are_parted_by_their_marks() {
    let read = page(
        "BT /F1 10 Tf 50 300 Td /P <</MCID 0>> BDC (uno) Tj EMC /P <</MCID 1>> BDC (due) Tj EMC ET",
    )
    .read();
    assert_snapshot!(made::texts(&read), @"uno +due");
}

fn tagged() -> Page {
    let marks = "BT /F1 10 Tf 50 300 Td /P <</MCID 0>> BDC (titolo) Tj EMC 0 -20 Td /P <</MCID 1>> BDC (uno) Tj EMC \
        40 0 Td /P <</MCID 2>> BDC (due) Tj EMC -40 -20 Td /P <</MCID 3>> BDC (tre) Tj EMC ET";
    page(marks)
        .page_keys("/MediaBox [0 0 600 400]/StructParents 0")
        .catalog("/MarkInfo<</Marked true>>/StructTreeRoot 10 0 R")
        .object(10, "<</Type/StructTreeRoot/K 11 0 R/ParentTree<</Kids[<</Limits[0 0]/Nums[0 [12 0 R 21 0 R 22 0 R 23 0 R]]>>]>>>>")
        .object(11, "<</S/Document/P 10 0 R/K[12 0 R 13 0 R]>>")
        .object(12, "<</S/P/P 11 0 R/K 0>>")
        .object(13, "<</S/Table/P 11 0 R/K[14 0 R 15 0 R]>>")
        .object(14, "<</S/THead/P 13 0 R/K[16 0 R]>>")
        .object(15, "<</S/TBody/P 13 0 R/K[17 0 R]>>")
        .object(16, "<</S/TR/P 14 0 R/K[18 0 R 19 0 R]>>")
        .object(17, "<</S/TR/P 15 0 R/K[20 0 R]>>")
        .object(18, "<</S/TH/P 16 0 R/K 21 0 R>>")
        .object(19, "<</S/TH/P 16 0 R/K 22 0 R>>")
        .object(20, "<</S/TD/P 17 0 R/K 23 0 R>>")
        .object(21, "<</S/P/P 18 0 R/K 1>>")
        .object(22, "<</S/P/P 19 0 R/K 2>>")
        .object(23, "<</S/P/P 20 0 R/K 3>>")
        .read()
}

#[test]
fn the_structure_tree_says_which_mark_is_which_cell() {
    let cells: Vec<_> = tagged()
        .tagged_cells
        .iter()
        .map(|c| format!("{}: {} {} {}", c.mcid, c.table, c.row, c.column))
        .collect();
    assert_snapshot!(cells.join("\n"), @r"
    1: 0 0 0
    2: 0 0 1
    3: 0 1 0
    ");
}

#[test]
fn a_page_is_drawn_with_what_was_seen() {
    let read =
        page("0 w 50 290 100 20 re S q 50 290 30 20 re W n BT /F2 10 Tf 52 300 Td (R&D) Tj ET Q")
            .read();
    let overlay = schede_pdf::svg::Overlay {
        bbox: read.words[0].bbox,
        label: "obiettivo".to_owned(),
        class: "claim".to_owned(),
    };
    let svg = schede_pdf::svg::page_svg(&read, &[overlay]);
    for part in [
        "viewBox=\"0 0 600 400\"",
        "class=\"clip\"",
        "class=\"rule\"",
        "R&amp;D",
        "obiettivo",
    ] {
        assert!(svg.contains(part), "{part} is not in {svg}");
    }
}
