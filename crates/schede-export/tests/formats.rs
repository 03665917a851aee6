//! Every form in the table of forms keeps the same promises.

#![allow(clippy::unwrap_used)]

mod made_up;

use std::collections::BTreeMap;
use std::path::Path;

use schede_export::{ExportOptions, FORMATS, Format, Written};
use schede_model::Document;

fn export(format: &Format, documents: &[Document], folder: &Path) -> Written {
    let mut exporter = (format.open)(&folder.into(), &ExportOptions::default()).unwrap();
    for document in documents {
        exporter.document(document).unwrap();
    }
    exporter.finish().unwrap()
}

/// All files below a folder with their content.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut out = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap();
                out.insert(name.display().to_string(), std::fs::read(&path).unwrap());
            }
        }
    }
    out
}

#[test]
fn a_form_says_for_whom_it_is_and_what_it_loses() {
    for format in FORMATS {
        assert!(!format.about.is_empty() && !format.loses.is_empty() && !format.files.is_empty());
    }
    let error = schede_export::format("docx").unwrap_err();
    assert!(
        error
            .to_string()
            .contains("expected a format (json, ndjson, csv")
    );
}

#[test]
fn the_files_reported_are_the_files_there_and_the_same_each_time() {
    for format in FORMATS {
        let once = tempfile::tempdir().unwrap();
        let twice = tempfile::tempdir().unwrap();
        let written = export(format, &made_up::documents(), once.path());
        export(format, &made_up::documents(), twice.path());
        export(format, &made_up::documents(), twice.path());
        let found = files(once.path());
        assert_eq!(found, files(twice.path()), "{}", format.name);
        assert_eq!(found.len(), written.files.len(), "{}", format.name);
        assert_eq!(written.tally.documents, 4, "{}", format.name);
        for file in &written.files {
            let name = file.path.strip_prefix(once.path()).unwrap();
            assert_eq!(found[&name.display().to_string()].len() as u64, file.bytes);
        }
    }
}

#[test]
fn the_names_of_files_are_known_beforehand() {
    for format in FORMATS {
        let folder = tempfile::tempdir().unwrap();
        let documents = made_up::documents();
        export(format, &documents, folder.path());
        let inputs = documents.iter().map(|d| d.source.file_name.as_str());
        let names: Vec<String> = format.names(inputs).into_iter().collect();
        let found: Vec<String> = files(folder.path()).into_keys().collect();
        assert_eq!(found, names, "{}", format.name);
    }
}

#[test]
fn no_document_at_all_is_no_trouble() {
    for format in FORMATS {
        let folder = tempfile::tempdir().unwrap();
        export(format, &[], folder.path());
    }
}

#[test]
fn an_export_given_up_leaves_no_file() {
    for format in FORMATS {
        let folder = tempfile::tempdir().unwrap();
        let mut exporter = (format.open)(&folder.path().into(), &ExportOptions::default()).unwrap();
        if format.name == "json" || format.name == "stratml" {
            // One file an input: each is finished when its document is.
            drop(exporter);
        } else {
            exporter.document(&made_up::documents()[0]).unwrap();
            drop(exporter);
        }
        assert_eq!(files(folder.path()).len(), 0, "{}", format.name);
    }
}

#[test]
fn no_file_lands_outside_the_folder() {
    for format in FORMATS {
        let outer = tempfile::tempdir().unwrap();
        let folder = outer.path().join("a/b/c");
        export(format, &made_up::documents(), &folder);
        for name in files(outer.path()).keys() {
            assert!(name.starts_with("a/b/c/"), "{}: {name}", format.name);
            let base = name.rsplit('/').next().unwrap();
            assert!(
                !base.starts_with(['=', '.', '-']),
                "{}: {name}",
                format.name
            );
        }
    }
}

#[test]
fn json_reads_back_as_the_same_document() {
    let folder = tempfile::tempdir().unwrap();
    let documents = made_up::documents();
    let format = schede_export::format("json").unwrap();
    let written = export(format, &documents, folder.path());
    for (document, file) in documents.iter().zip(&written.files) {
        let text = std::fs::read_to_string(&file.path).unwrap();
        assert_eq!(&serde_json::from_str::<Document>(&text).unwrap(), document);
    }
}

#[test]
fn ndjson_has_one_objective_a_line() {
    let folder = tempfile::tempdir().unwrap();
    let documents = made_up::documents();
    let written = export(
        schede_export::format("ndjson").unwrap(),
        &documents,
        folder.path(),
    );
    let text = std::fs::read_to_string(&written.files[0].path).unwrap();
    let objectives: usize = documents.iter().map(|it| it.objectives.len()).sum();
    assert_eq!(text.lines().count(), objectives);
    for line in text.lines() {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(line["id"].is_string() && line["document"]["source"]["sha256"].is_string());
    }
}

#[test]
fn an_objective_of_two_inputs_is_one_row_if_equal_and_two_if_not() {
    let format = schede_export::format("csv").unwrap();
    let rows = |documents: &[Document]| {
        let folder = tempfile::tempdir().unwrap();
        let written = export(format, documents, folder.path());
        let mut csv = csv::Reader::from_path(folder.path().join("objectives.csv")).unwrap();
        let ids: Vec<String> = csv.records().map(|it| it.unwrap()[0].to_owned()).collect();
        (ids, written.tally)
    };
    let text = made_up::documents().remove(0);
    let mut pdf = text.clone();
    pdf.source.file_name = "piano.pdf".to_owned();
    pdf.objectives[2].pages.first += 1;
    let (ids, tally) = rows(&[text.clone(), pdf.clone()]);
    assert_eq!((ids.len(), tally.repeated_objectives), (6, 6));
    pdf.objectives[2].notes = Some("altro".to_owned());
    let (ids, tally) = rows(&[text, pdf]);
    assert_eq!(
        (
            ids.len(),
            tally.repeated_objectives,
            tally.renamed_objectives
        ),
        (7, 5, 1)
    );
    assert!(ids[6].ends_with("-2"));
}

/// Documents whose names are those of files that forms write by themselves.
fn odd_names() -> Vec<Document> {
    let names = ["datapackage", "objectives", "phases", "schede", "load"];
    let mut documents = made_up::documents();
    for (document, name) in documents.iter_mut().zip(names) {
        document.source.file_name = format!("{name}.txt");
    }
    documents
}

#[test]
fn forms_that_may_be_written_together_never_write_the_same_file() {
    let written = |format: &Format, folder: &Path| {
        let files = export(format, &odd_names(), folder).files;
        let names = files.into_iter().map(|file| file.path);
        names.collect::<std::collections::BTreeSet<_>>()
    };
    for (at, one) in FORMATS.iter().enumerate() {
        for other in &FORMATS[at + 1..] {
            let folder = tempfile::tempdir().unwrap();
            let first = written(one, folder.path());
            let second = written(other, folder.path());
            let common: Vec<_> = first.intersection(&second).collect();
            let together = schede_export::formats::check_together(&[one, other]);
            let pair = format!("{} and {}", one.name, other.name);
            assert_eq!(together.is_ok(), common.is_empty(), "{pair}: {common:?}");
            if let Err(error) = together {
                let said = error.to_string();
                assert!(
                    said.contains(one.name) && said.contains(other.name),
                    "{said}"
                );
            }
        }
    }
}
