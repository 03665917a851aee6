//! Text whose columns are kept by blanks: character columns are coordinates.

use schede_model::page::Page;

pub(crate) fn is_grid(_text: &str) -> bool {
    false
}

pub(crate) fn pages(_text: &str) -> Vec<Page> {
    Vec::new()
}
