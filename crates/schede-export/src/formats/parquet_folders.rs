//! One table in Hive-style folders by year and body.
//!
//! In: the row of a document, then rows of that document. Out: files
//! `year=2024/entity=<key>/part-1.parquet` below a folder of the table's name,
//! which replaces that folder of an earlier run when all is written.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::parquet_table::TableFile;
use crate::atomic::Finished;
use crate::tables::{TableName, Value};
use crate::{ExportError, Folder, Result};

/// What Hive calls the folder of a missing value.
const NO_VALUE: &str = "__HIVE_DEFAULT_PARTITION__";

/// A table's folders being written.
pub(super) struct Folders {
    name: TableName,
    folder: Folder,
    target: PathBuf,
    work: TempDir,
    turned_to: String,
    open: Option<(String, TableFile)>,
    parts: HashMap<String, u64>,
    finished: Vec<Finished>,
}

impl Folders {
    pub fn create(folder: &Folder, name: TableName) -> Result<Self> {
        let path = folder.path();
        fs::create_dir_all(path).map_err(|e| ExportError::file("make folder", path, e))?;
        let target = path.join(name.table().name);
        check_ours(&target)?;
        // In the same folder, so that a rename puts it in place.
        let work = tempfile::Builder::new()
            .prefix(".schede-")
            .tempdir_in(path)
            .map_err(|e| ExportError::file("write in", path, e))?;
        Ok(Self {
            name,
            folder: folder.clone(),
            target,
            work,
            turned_to: String::new(),
            open: None,
            parts: HashMap::new(),
            finished: Vec::new(),
        })
    }

    /// The rows that follow are those of this document.
    pub fn turn_to(&mut self, document: &[Value<'_>]) -> Result<()> {
        let table = TableName::Documents.table();
        let value = |column| table.position(column).and_then(|at| document.get(at));
        let year = value("plan_year").and_then(Value::as_integer);
        let year = year.map_or_else(|| NO_VALUE.to_owned(), |year| year.to_string());
        // Keys of bodies are hexadecimal digits: no path can be made with them.
        let entity = value("entity_id").and_then(Value::as_text);
        let entity = entity.unwrap_or(NO_VALUE);
        self.turned_to = format!("year={year}/entity={entity}");
        match &self.open {
            Some((folder, _)) if *folder != self.turned_to => self.close(),
            Some(_) | None => Ok(()),
        }
    }

    pub fn row(&mut self, row: &[Value<'_>]) -> Result<()> {
        if self.open.is_none() {
            let part = self.parts.entry(self.turned_to.clone()).or_insert(0);
            *part += 1;
            let part = format!("{}/part-{part}.parquet", self.turned_to);
            let file = TableFile::create(Folder::from(self.work.path()).file(&part)?, self.name)?;
            self.open = Some((self.turned_to.clone(), file));
        }
        match &mut self.open {
            Some((_, file)) => file.row(row),
            None => Ok(()),
        }
    }

    /// Puts the folders in place of those of an earlier run.
    pub fn finish(mut self) -> Result<Vec<Finished>> {
        self.close()?;
        let fail = |e| ExportError::file("replace folder", &self.target, e);
        let former = self.work.path().with_extension("former");
        let work = self.work.path().to_owned();
        for file in &mut self.finished {
            if let Ok(rest) = file.path.strip_prefix(&work) {
                file.path = self.target.join(rest);
            }
            self.folder.before(file)?;
        }
        self.folder.spare(&self.target, &self.finished)?;
        let had_one = self.target.exists();
        if had_one {
            fs::rename(&self.target, &former).map_err(fail)?;
        }
        if self.finished.is_empty() {
            // No row: no folder, as after a run that never had one.
        } else {
            fs::rename(self.work.path(), &self.target).map_err(fail)?;
            open_to_group(&self.target).map_err(fail)?;
        }
        if had_one {
            fs::remove_dir_all(&former).map_err(fail)?;
        }
        Ok(self.finished)
    }

    fn close(&mut self) -> Result<()> {
        if let Some((_, file)) = self.open.take() {
            self.finished.push(file.finish()?);
        }
        Ok(())
    }
}

/// Temporary folders are made for their owner only.
#[cfg(unix)]
fn open_to_group(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn open_to_group(_folder: &Path) -> std::io::Result<()> {
    Ok(())
}

/// A folder that this form did not write is not replaced.
fn check_ours(target: &Path) -> Result<()> {
    let Ok(entries) = fs::read_dir(target) else {
        return Ok(());
    };
    for entry in entries {
        let entry = entry.map_err(|e| ExportError::file("read folder", target, e))?;
        if !entry.file_name().to_string_lossy().starts_with("year=") {
            return Err(ExportError::usage(format!(
                "cannot replace folder \"{}\": expected only folders year=..., but found {:?}; \
                 choose another output folder",
                target.display(),
                entry.file_name()
            )));
        }
    }
    Ok(())
}
