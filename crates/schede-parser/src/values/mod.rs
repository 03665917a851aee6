//! Small readers of values: characters in, a typed value or nothing out. No
//! state, no place on paper, no findings.

pub mod code;
pub mod date;
pub mod deadline;
pub mod dup;
pub mod public_value;
pub mod weight;
pub mod written_date;
pub mod year;
