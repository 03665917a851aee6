//! Optional content: layers that are switched off are not on the page.

use std::collections::HashSet;

use hayro_syntax::object::{Array, Dict, Name, ObjRef, ObjectIdentifier};

/// Groups listed in the file; more are taken to be on.
const MAX_GROUPS: usize = 10_000;

/// Which layers of the document are off.
#[derive(Debug, Default)]
pub(crate) struct Layers {
    off: HashSet<ObjectIdentifier>,
}

impl Layers {
    pub fn new(catalog: &Dict<'_>) -> Self {
        let Some(properties) = catalog.get::<Dict<'_>>("OCProperties") else {
            return Layers::default();
        };
        let Some(config) = properties.get::<Dict<'_>>("D") else {
            return Layers::default();
        };
        let mut off = HashSet::new();
        if config
            .get::<Name<'_>>("BaseState")
            .is_some_and(|state| &*state == b"OFF")
        {
            off.extend(references(&properties, "OCGs"));
            for id in references(&config, "ON") {
                off.remove(&id);
            }
        }
        off.extend(references(&config, "OFF"));
        Layers { off }
    }

    /// Whether content under this group or membership dictionary is shown.
    pub fn shows(&self, dict: &Dict<'_>, own: Option<ObjRef>) -> bool {
        if self.off.is_empty() {
            return true;
        }
        if dict
            .get::<Name<'_>>("Type")
            .is_some_and(|name| &*name == b"OCMD")
        {
            return self.shows_membership(dict);
        }
        own.is_none_or(|id| !self.off.contains(&id.into()))
    }

    fn shows_membership(&self, dict: &Dict<'_>) -> bool {
        let mut groups: Vec<ObjectIdentifier> = references(dict, "OCGs").collect();
        groups.extend(
            dict.get_ref("OCGs")
                .map(ObjectIdentifier::from)
                .filter(|_| groups.is_empty()),
        );
        if groups.is_empty() {
            return true;
        }
        let on = |id: &ObjectIdentifier| !self.off.contains(id);
        match dict.get::<Name<'_>>("P").as_deref() {
            Some(b"AllOn") => groups.iter().all(on),
            Some(b"AnyOff") => !groups.iter().all(on),
            Some(b"AllOff") => !groups.iter().any(on),
            _ => groups.iter().any(on),
        }
    }
}

fn references<'d>(
    dict: &'d Dict<'_>,
    key: &str,
) -> impl Iterator<Item = ObjectIdentifier> + use<'d> {
    let ids: Vec<_> = dict
        .get::<Array<'_>>(key)
        .into_iter()
        .flat_map(|array| {
            array
                .raw_iter()
                .take(MAX_GROUPS)
                .filter_map(|item| item.as_obj_ref())
        })
        .map(ObjectIdentifier::from)
        .collect();
    ids.into_iter()
}
