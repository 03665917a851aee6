//! Parquet in folders by year and body: complete, replaced as a whole, and
//! never in the place of somebody else's folder.

#![cfg(feature = "parquet")]
#![allow(clippy::unwrap_used)]

mod made_up;

use std::path::Path;
use std::sync::Arc;

use parquet::file::reader::{FileReader, SerializedFileReader};
use schede_export::atomic::Finished;
use schede_export::{ExportOptions, Folder, Guard, Result, Written};
use schede_model::Document;

fn export(documents: &[Document], folder: &Path) -> Result<Written> {
    export_into(documents, &folder.into())
}

fn export_into(documents: &[Document], folder: &Folder) -> Result<Written> {
    let format = schede_export::format("parquet")?;
    let mut exporter = (format.open)(folder, &ExportOptions { partitioned: true })?;
    for document in documents {
        exporter.document(document)?;
    }
    exporter.finish()
}

/// Paths below a folder with the number of rows of each file.
fn rows(folder: &Path) -> Vec<(String, i64)> {
    let mut out = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let file = std::fs::File::open(&path).unwrap();
                let reader = SerializedFileReader::new(file).unwrap();
                let n = reader.metadata().file_metadata().num_rows();
                let name = path.strip_prefix(folder).unwrap().display().to_string();
                out.push((name, n));
            }
        }
    }
    out.sort();
    out
}

#[test]
fn each_body_and_year_has_its_folder() {
    let folder = tempfile::tempdir().unwrap();
    let documents = made_up::documents();
    let written = export(&documents, folder.path()).unwrap();
    for file in &written.files {
        assert!(file.path.is_file(), "{}", file.path.display());
    }
    let found = rows(&folder.path().join("objectives"));
    assert_eq!(found.iter().map(|it| it.1).sum::<i64>(), 36);
    assert!(found.iter().all(|it| it.0.starts_with("year=2024/entity=")));
    let documents = rows(&folder.path().join("documents"));
    let nobody = "year=__HIVE_DEFAULT_PARTITION__/entity=__HIVE_DEFAULT_PARTITION__/part-1.parquet";
    assert!(documents.contains(&(nobody.to_owned(), 1)));
}

#[test]
fn a_body_that_comes_again_gets_another_part() {
    let folder = tempfile::tempdir().unwrap();
    let mut documents = made_up::documents();
    documents.swap(1, 2);
    export(&documents, folder.path()).unwrap();
    let found = rows(&folder.path().join("objectives"));
    assert!(found.iter().any(|it| it.0.ends_with("/part-2.parquet")));
    assert_eq!(found.iter().map(|it| it.1).sum::<i64>(), 36);
}

#[test]
fn the_next_run_replaces_all_of_the_former_one() {
    let folder = tempfile::tempdir().unwrap();
    let mut documents = made_up::documents();
    documents.swap(1, 2);
    export(&documents, folder.path()).unwrap();
    export(&documents[..1], folder.path()).unwrap();
    let found = rows(&folder.path().join("objectives"));
    assert_eq!(found.iter().map(|it| it.1).collect::<Vec<_>>(), [6]);
    let left: Vec<_> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|it| it.unwrap().file_name().into_string().unwrap())
        .filter(|it| it.starts_with('.'))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_folder_of_somebody_else_is_not_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let theirs = folder.path().join("objectives/notes.txt");
    std::fs::create_dir_all(theirs.parent().unwrap()).unwrap();
    std::fs::write(&theirs, "mine").unwrap();
    let error = export(&made_up::documents(), folder.path()).unwrap_err();
    assert!(
        error.to_string().contains("choose another output folder"),
        "{error}"
    );
    assert_eq!(std::fs::read_to_string(&theirs).unwrap(), "mine");
}

/// Takes every file but this one for a result.
struct AllBut(&'static str);

impl Guard for AllBut {
    fn is_ours(&self, existing: &Path) -> bool {
        !existing.ends_with(self.0)
    }

    fn will_write(&self, file: &Finished) -> Result<()> {
        assert!(!file.path.to_string_lossy().contains(".schede-"));
        Ok(())
    }
}

#[test]
fn a_file_of_somebody_else_beside_the_parts_is_not_removed() {
    let folder = tempfile::tempdir().unwrap();
    export(&made_up::documents(), folder.path()).unwrap();
    let guarded = Folder::guarded(folder.path(), Arc::new(AllBut("mine.txt")));
    export_into(&made_up::documents(), &guarded).unwrap();
    let objectives = folder.path().join("objectives");
    let year = std::fs::read_dir(objectives).unwrap().next().unwrap();
    let theirs = year.unwrap().path().join("mine.txt");
    std::fs::write(&theirs, "mine").unwrap();
    let error = export_into(&made_up::documents(), &guarded).unwrap_err();
    assert!(error.to_string().contains("mine.txt"), "{error}");
    assert_eq!(std::fs::read_to_string(&theirs).unwrap(), "mine");
}
