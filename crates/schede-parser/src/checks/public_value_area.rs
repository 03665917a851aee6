//! `public-value-area`: the code of the public value is not of the named area.
//!
//! *What it finds*: an area "02" with a code "17.01".
//! *Why it matters*: one of the two is a slip of the copy from another sheet.
//! *Example*: public value 17.01 does not belong to area 02.

use super::{Check, Odd, Sheet};

pub(super) const CHECK: Check = Check {
    code: "public-value-area",
    run,
};

fn run(sheet: &Sheet<'_>) -> Vec<Odd> {
    let Some(value) = &sheet.objective.public_value else {
        return Vec::new();
    };
    let (Some(area), Some(code)) = (&value.area_code, &value.code) else {
        return Vec::new();
    };
    let own = code.split('.').next().unwrap_or(code);
    if own.trim_start_matches('0') == area.trim_start_matches('0') {
        return Vec::new();
    }
    vec![Odd::note(
        "public_value/code",
        format!("public value {code} does not belong to area {area}"),
    )]
}
