//! Pages of words with boxes to a flow (work in progress).

use schede_model::Flow;
use schede_model::page::Page;
use schede_profile::Profile;

pub(crate) fn read(_pages: impl IntoIterator<Item = Page>, _profile: &Profile) -> Flow<'static> {
    Flow::default()
}
