//! The words of a page as lines.
//!
//! `text` makes them (with `groups`, `hidden`, `sound`, `turned`, `raised`, `across`, `stacked`,
//! `beyond`, `overprint`, `hyphen`, `lying` and `uprights`), `opening` says what one begins with, `labels` where
//! a label is that wraps; `view` is a page seen through those that are content, `asked` what was found
//! out about them; `sorting` sorts by place.

pub(crate) mod across;
pub(crate) mod asked;
pub(crate) mod beyond;
mod groups;
mod hidden;
pub(crate) mod hyphen;
pub(crate) mod labels;
pub(crate) mod lying;
pub(crate) mod opening;
pub(crate) mod overprint;
pub(crate) mod raised;
pub(crate) mod sorting;
pub(crate) mod sound;
mod split;
pub(crate) mod stacked;
pub(crate) mod text;
pub(crate) mod turned;
pub(crate) mod uprights;
pub(crate) mod view;
