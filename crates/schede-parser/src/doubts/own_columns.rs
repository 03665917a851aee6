//! Columns that only the office's own table has ("Descrizione Responsabile di fase", "N.
//! Descrizione"), named in the head of a table that was read from a text: no cell of the
//! record takes their words, and no place tells those of a row from its description.
//!
//! In: the items of a sheet, its draft. Out: doubts about the rows' descriptions.
//! Not here: such columns on a page, where their place is known (the layout).

use schede_model::Flow;
use schede_profile::{Profile, Style};

use crate::grammar::draft::{About, Cell, Doubt, Draft};
use crate::grammar::items::{Class, Item};

/// Doubts the descriptions of the rows below a head with a column of the office's own.
pub fn doubt_own_columns(flow: &Flow<'_>, profile: &Profile, items: &[Item], draft: &mut Draft) {
    if flow.geometric {
        return;
    }
    let is_row = |item: &Item| matches!(item.class, Class::Phase { .. });
    let first = items.iter().position(is_row).unwrap_or(items.len());
    let mut above = items[..first].iter().rev();
    let Some(head) = above.find(|item| names_own(profile, item.piece.text(flow))) else {
        return;
    };
    let sign = "the table has a column of its own, whose words may stand in it";
    let rows = 0..draft.phases.len();
    let doubt = |row| {
        let about = About::Phase(row, Cell::Description);
        Doubt::broken(about, sign, head.piece)
    };
    draft.doubts.extend(rows.map(doubt));
}

/// Whether a line is made of heads, some of the form and some not.
fn names_own(profile: &Profile, text: &str) -> bool {
    let (mut known, mut own) = (false, false);
    let mut rest = text.trim();
    while !rest.is_empty() {
        let of_form = profile.heads.at_start(rest);
        let of_form = of_form.filter(|label| label.style == Style::Capital);
        let of_office = profile.other_heads.at_start(rest);
        let of_office = of_office.filter(|label| label.style == Style::Capital);
        let end = match (of_form, of_office) {
            (Some(form), office) if office.is_none_or(|office| office.end <= form.end) => {
                known = true;
                form.end
            }
            (_, Some(office)) => {
                own = true;
                office.end + small_words(&rest[office.end..])
            }
            (_, None) => return false,
        };
        // Signs, and the date of a monitoring.
        rest = rest[end..].trim_start_matches(|c: char| !c.is_alphabetic());
    }
    known && own
}

/// Bytes of the words with which a head of the office's own goes on ("Responsabile" - "di
/// fase"): heads of the form begin with a capital letter.
fn small_words(text: &str) -> usize {
    let capital = text.find(|c: char| !c.is_whitespace() && !c.is_lowercase());
    capital.unwrap_or(text.len())
}
