//! Zip archives as folders of inputs, within bounds.
//!
//! Not here: archives in archives (an entry that is a zip is not opened), and
//! nothing is ever unpacked to disk: an entry is read into memory.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use zip::ZipArchive;

use crate::error::{Kind, ReadError};
use crate::input::{Input, Origin, read_stream};
use crate::paths;

/// More entries than this are taken for an attack.
const MAX_ENTRIES: usize = 100_000;

/// Text and PDF shrink at most about tenfold; a bomb shrinks a thousandfold.
const MAX_RATIO: u64 = 200;

/// Below this size the ratio does not matter.
const RATIO_FREE_BYTES: u64 = 1024 * 1024;

/// The inputs in an archive, by name of entry.
pub(crate) fn entries(path: &Path, wanted: fn(&Path) -> bool) -> Result<Vec<Input>, ReadError> {
    let name = paths::to_text(path);
    list(path, &name, wanted).map_err(|kind| ReadError::new(&name, kind))
}

fn list(path: &Path, name: &str, wanted: fn(&Path) -> bool) -> Result<Vec<Input>, Kind> {
    let mut archive = open(path)?;
    if archive.len() > MAX_ENTRIES {
        let reason = format!("{} entries, the limit is {MAX_ENTRIES}", archive.len());
        return Err(Kind::Archive(reason));
    }
    let mut inputs = Vec::new();
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(trouble)?;
        // Entries whose name leaves the archive ("../x", "/etc/x") have no
        // enclosed name and are no inputs.
        let Some(inside) = entry.enclosed_name() else {
            continue;
        };
        if entry.is_file() && wanted(&inside) {
            inputs.push(Input {
                name: format!("{name}!{}", paths::to_text(&inside)),
                size: entry.size(),
                origin: Origin::Zip {
                    archive: path.to_owned(),
                    index,
                },
            });
        }
    }
    inputs.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(inputs)
}

/// The bytes of an entry.
pub(crate) fn read_entry(path: &Path, index: usize, limit: u64) -> Result<Vec<u8>, Kind> {
    let mut archive = open(path)?;
    let entry = archive.by_index(index).map_err(trouble)?;
    let packed = entry.compressed_size().max(1);
    let allowed = packed.saturating_mul(MAX_RATIO).max(RATIO_FREE_BYTES);
    match read_stream(entry, limit.min(allowed)) {
        Err(Kind::TooLarge { found, .. }) if allowed < limit => Err(Kind::Archive(format!(
            "the entry unfolds from {packed} to more than {found} bytes, \
             the limit is {MAX_RATIO} to 1"
        ))),
        other => other,
    }
}

fn open(path: &Path) -> Result<ZipArchive<BufReader<File>>, Kind> {
    ZipArchive::new(BufReader::new(File::open(path)?)).map_err(trouble)
}

fn trouble(error: zip::result::ZipError) -> Kind {
    Kind::Archive(format!("not a readable zip archive: {error}"))
}
