//! Zip archives as folders of inputs, within bounds.
//!
//! In: an archive. Out: the documents in it; what looks like one and cannot be had
//! is a failure of its own, so that no plan is lost in silence.
//!
//! Not here: archives in archives (they are failures), and nothing is ever
//! unpacked to disk: an entry is read into memory.

use std::cell::RefCell;
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use zip::ZipArchive;
use zip::read::ZipFile;

use crate::error::{Failure, Kind as Trouble, ReadError};
use crate::input::{Input, Origin, read_stream};
use crate::paths;

/// More entries than this are taken for an attack.
const MAX_ENTRIES: usize = 100_000;

/// Text and PDF shrink at most about tenfold; a bomb shrinks a thousandfold.
const MAX_RATIO: u64 = 200;

/// Below this size the ratio does not matter.
const RATIO_FREE_BYTES: u64 = 1024 * 1024;

/// What an entry is, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Document,
    Archive,
    Other,
}

/// What is in an archive, by name of entry.
#[derive(Debug, Default)]
pub(crate) struct Listing {
    /// What can be read.
    pub inputs: Vec<Input>,
    /// What looks like an input and cannot be had.
    pub failures: Vec<(String, Failure)>,
    /// Files of other kinds.
    pub n_others: usize,
}

/// What is in an archive; `kind` says what a file is by its name.
pub(crate) fn entries(path: &Path, kind: fn(&Path) -> Kind) -> Result<Listing, ReadError> {
    let name = paths::to_text(path);
    list(path, &name, kind).map_err(|trouble| ReadError::new(&name, trouble))
}

fn list(path: &Path, name: &str, kind: fn(&Path) -> Kind) -> Result<Listing, Trouble> {
    let mut archive = open(path)?;
    if archive.len() > MAX_ENTRIES {
        let reason = format!("{} entries, the limit is {MAX_ENTRIES}", archive.len());
        return Err(Trouble::Archive(reason));
    }
    let mut listing = Listing::default();
    if archive.has_duplicate_names() {
        let message = "several entries have one name, and only the last of them can be read";
        listing.fail(name.to_owned(), message);
    }
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(trouble)?;
        let inside = name_of(&entry);
        let full = format!("{name}!{}", paths::to_text(Path::new(&inside)));
        match kind(Path::new(&inside)) {
            _ if entry.is_dir() => {}
            Kind::Other => listing.n_others += 1,
            // What macOS puts beside each file of an archive.
            _ if inside.starts_with("__MACOSX/") => listing.n_others += 1,
            Kind::Archive => listing.fail(full, "an archive in an archive is not opened"),
            Kind::Document if entry.is_symlink() => {
                listing.fail(full, "a link in an archive is not followed");
            }
            Kind::Document if entry.enclosed_name().is_none() => {
                listing.fail(full, "its name leads out of the archive");
            }
            Kind::Document => listing.inputs.push(Input {
                name: full,
                size: entry.size(),
                origin: Origin::Zip {
                    archive: path.to_owned(),
                    entry: inside,
                    index,
                },
            }),
        }
    }
    listing.inputs.sort_by(|a, b| a.name.cmp(&b.name));
    listing.failures.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(listing)
}

impl Listing {
    fn fail(&mut self, name: String, message: &str) {
        self.failures.push((name, Failure::new("archive", message)));
    }
}

/// The name of an entry; bytes that are no text as they are shown in paths.
fn name_of(entry: &ZipFile<'_, BufReader<File>>) -> String {
    match entry.name() {
        Ok(name) => name.into_owned(),
        Err(_) => String::from_utf8_lossy(entry.name_raw()).into_owned(),
    }
}

/// The bytes of an entry.
pub(crate) fn read_entry(
    path: &Path,
    name: &str,
    index: usize,
    limit: u64,
) -> Result<Vec<u8>, Trouble> {
    let mut opened = Opened::of(path)?;
    let bytes = bytes_of(&mut opened.archive, name, index, limit)?;
    LAST.set(Some(opened));
    Ok(bytes)
}

fn bytes_of(
    archive: &mut ZipArchive<BufReader<File>>,
    name: &str,
    index: usize,
    limit: u64,
) -> Result<Vec<u8>, Trouble> {
    if index >= archive.len() {
        return Err(Trouble::Changed);
    }
    let entry = archive.by_index(index).map_err(trouble)?;
    if name_of(&entry) != name {
        // Another archive stands there by now.
        return Err(Trouble::Changed);
    }
    let packed = entry.compressed_size().max(1);
    let allowed = packed.saturating_mul(MAX_RATIO).max(RATIO_FREE_BYTES);
    match read_stream(entry, limit.min(allowed)) {
        Err(Trouble::TooLarge { found, .. }) if allowed < limit => Err(Trouble::Archive(format!(
            "the entry unfolds from {packed} to more than {found} bytes, \
                 the limit is {MAX_RATIO} to 1"
        ))),
        other => other,
    }
}

/// An archive with its directory read, and what tells that it is still the same.
struct Opened {
    path: PathBuf,
    bytes: u64,
    modified: Option<SystemTime>,
    archive: ZipArchive<BufReader<File>>,
}

thread_local! {
    /// The archive this thread read from last: to read the directory again for
    /// each of its entries would take a time that grows with their square.
    static LAST: RefCell<Option<Opened>> = const { RefCell::new(None) };
}

impl Opened {
    fn of(path: &Path) -> Result<Self, Trouble> {
        let meta = std::fs::metadata(path)?;
        let modified = meta.modified().ok();
        let same = |o: &Self| o.path == path && o.bytes == meta.len() && o.modified == modified;
        match LAST.take().filter(same) {
            Some(opened) => Ok(opened),
            None => Ok(Self {
                path: path.to_owned(),
                bytes: meta.len(),
                modified,
                archive: open(path)?,
            }),
        }
    }
}

fn open(path: &Path) -> Result<ZipArchive<BufReader<File>>, Trouble> {
    ZipArchive::new(BufReader::new(File::open(path)?)).map_err(trouble)
}

fn trouble(error: zip::result::ZipError) -> Trouble {
    Trouble::Archive(format!("not a readable zip archive: {error}"))
}

#[cfg(test)]
mod tests {
    use super::{Kind, entries};
    use std::io::Write;
    use std::path::Path;

    fn archive(path: &Path, entries: &[(&str, &str)]) {
        let part = path.with_extension("part");
        let mut archive = zip::ZipWriter::new(std::fs::File::create(&part).unwrap());
        for (name, text) in entries {
            let options = zip::write::SimpleFileOptions::default();
            archive.start_file(*name, options).unwrap();
            archive.write_all(text.as_bytes()).unwrap();
        }
        archive.finish().unwrap();
        std::fs::rename(part, path).unwrap();
    }

    fn read(input: &crate::Input) -> Result<String, &'static str> {
        let bytes = input.bytes(1 << 20).map_err(|e| e.code())?;
        Ok(String::from_utf8(bytes.to_vec()).unwrap())
    }

    #[test]
    fn an_archive_that_was_exchanged_gives_no_other_text_under_the_old_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plans.zip");
        archive(&path, &[("a.txt", "of a"), ("b.txt", "of b")]);
        let found = entries(&path, |_| Kind::Document).unwrap().inputs;
        assert_eq!(read(&found[0]), Ok("of a".to_owned()));
        archive(&path, &[("b.txt", "other text of b")]);
        assert_eq!(read(&found[0]), Err("changed"));
        assert_eq!(read(&found[1]), Err("changed"));
        archive(&path, &[("a.txt", "new text of a"), ("b.txt", "of b")]);
        assert_eq!(read(&found[0]), Ok("new text of a".to_owned()));
    }
}
