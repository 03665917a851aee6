//! Of which sheets of a page the parts of its second round are.
//!
//! In: the sheets that the first round has, the parts of the second. Out: for each part the sheets
//! that it may be of: those that lack it.
//!
//! Not here: which of them it is (`share`, by the order of the cells; `page` settles it).

use schede_model::Column;
use schede_profile::{Field, Profile};
use smallvec::SmallVec;

use super::page::{PartItems, What, is_above_table};
use super::stretches::Stretch;
use crate::grammar::items::{Class, Item};

/// Whether the second round of a page with several sheets has what a page that was painted from
/// its top to its foot has not below its last sheet: a head that no sheet has above, or a label
/// that a sheet lacks above its table.
pub fn shows_two_rounds(
    profile: &Profile,
    items: &[Item],
    sheets: &[Stretch],
    parts: &[PartItems],
    [first, late]: &[Vec<Column>; 2],
) -> bool {
    let lacked = |part: &PartItems| match part.what {
        What::Label { field, .. } if is_above_table(profile, field) => sheets
            .iter()
            .any(|sheet| sheet.begins && lacks(items, sheet, field)),
        _ => false,
    };
    late.iter().any(|column| !first.contains(column)) || parts.iter().any(lacked)
}

/// Whether the first round of a sheet has no label of a field.
fn lacks(items: &[Item], sheet: &Stretch, field: Field) -> bool {
    let own = items[sheet.items.clone()].iter();
    own.filter_map(Item::label).all(|label| label != field)
}

/// Says of each part of the second round of which sheets it may be.
pub fn find_homes(profile: &Profile, items: &[Item], sheets: &[Stretch], parts: &mut [PartItems]) {
    if sheets.len() < 2 {
        return;
    }
    let which = |is: &dyn Fn(&Stretch) -> bool| -> SmallVec<[usize; 2]> {
        let sheets = sheets.iter().enumerate().filter(|(_, sheet)| is(sheet));
        sheets.map(|(table, _)| table).collect()
    };
    for part in parts {
        let above = part.what.is_above_table(profile);
        let homes = match part.what {
            What::Label { field, .. } if above => {
                which(&|sheet| sheet.begins && lacks(items, sheet, field))
            }
            What::Label { .. } => which(&|sheet| !sheet.rows.is_empty() || !sheet.begins),
            What::Mark if matches!(items[part.items.start].class, Class::Caption) => {
                which(&|_| true)
            }
            What::Mark => which(&|sheet| sheet.head < sheet.rows.start),
            _ => SmallVec::new(),
        };
        if let [only] = homes[..] {
            part.table = only;
        }
        part.homes = homes;
    }
}
