//! Lines set smaller than the text they were read with.

use crate::paged::{paper, sheet};
use crate::plain::says;
use schede_parser::{Given, Parsed, parse};
use schede_profile::Profiles;

/// The sheet with a remark below its title, so many times as large as the rest.
fn read(size: f32) -> Parsed {
    let title = "Rifacimento della passerella sul torrente\n";
    let with_remark = sheet().replacen(title, &format!("{title}Modificato con D.G.C. n. 88\n"), 1);
    let mut page = paper(&with_remark, 1);
    let remark = page.words.iter().find(|word| &*word.text == "Modificato");
    let bottom = remark.expect("the remark").bbox.y1;
    let words = page.words.iter_mut().filter(|word| word.bbox.y1 == bottom);
    for word in words {
        word.font_size *= size;
        word.bbox.y0 = bottom - word.font_size;
    }
    let profiles = Profiles::builtin().expect("built in");
    let profile = profiles.fallback().expect("one");
    let flow = schede_layout::read_pages([page], profile);
    parse(&flow, profile, &Given::default())
}

#[test]
fn a_remark_set_smaller_is_in_doubt() {
    let title = "/objectives/0/title";
    assert!(says(&read(0.7), "broken-text", title).is_some());
    assert!(says(&read(1.0), "broken-text", title).is_none());
}
