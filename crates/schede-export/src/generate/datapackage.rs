//! `datapackage.json`: the CSV tables described as a Frictionless data package
//! (Table Schema v1) with types, keys, dialect and missing values.

use serde_json::{Map, Value as Json, json};

use crate::formats::delimited::Dialect;
use crate::tables::{Column, ForeignKey, Kind, SHAPE_VERSION, Table, TableName};

/// One table file of a package. Counts are zero and the hash is empty where the
/// package describes the shape alone.
#[derive(Debug, Clone)]
pub struct Resource {
    /// Which table.
    pub table: TableName,
    /// Rows without the head.
    pub rows: u64,
    /// Length in bytes.
    pub bytes: u64,
    /// SHA-256 as hexadecimal digits.
    pub sha256: String,
}

impl Resource {
    /// A table without a file.
    pub fn of(table: TableName) -> Self {
        Self {
            table,
            rows: 0,
            bytes: 0,
            sha256: String::new(),
        }
    }
}

/// The data package as indented JSON with a line end.
pub fn pretty(dialect: &Dialect, resources: &[Resource]) -> String {
    let package = json!({
        "profile": "tabular-data-package",
        "name": "schede",
        "title": "Goal sheets of public bodies' plans",
        "schede:shape": SHAPE_VERSION,
        "schede:textRule": dialect.text_rule,
        "resources": resources.iter().map(|it| resource(dialect, it)).collect::<Vec<_>>(),
    });
    let mut text =
        serde_json::to_string_pretty(&package).expect("a JSON value has string keys only");
    text.push('\n');
    text
}

fn resource(dialect: &Dialect, of: &Resource) -> Json {
    let table = of.table.table();
    let mut out = json!({
        "profile": "tabular-data-resource",
        "name": table.name.replace('_', "-"),
        "path": format!("{}.csv", table.name),
        "description": table.about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": if dialect.bom { "utf-8-sig" } else { "utf-8" },
        "dialect": {
            "delimiter": dialect.delimiter,
            "lineTerminator": dialect.line_end,
            "quoteChar": "\"",
            "doubleQuote": true,
            "skipInitialSpace": false,
            "header": true,
            "caseSensitiveHeader": true,
        },
        "schema": schema(dialect, table),
    });
    if let (false, Some(out)) = (of.sha256.is_empty(), out.as_object_mut()) {
        out.insert("bytes".into(), json!(of.bytes));
        out.insert("hash".into(), json!(format!("sha256:{}", of.sha256)));
        out.insert("schede:rows".into(), json!(of.rows));
    }
    out
}

fn schema(dialect: &Dialect, table: &Table) -> Json {
    let fields: Vec<Json> = table
        .columns
        .iter()
        .map(|column| field(dialect, column))
        .collect();
    let mut out = json!({
        "fields": fields,
        "missingValues": [dialect.null],
        "primaryKey": table.primary_key,
    });
    if let (false, Some(out)) = (table.foreign_keys.is_empty(), out.as_object_mut()) {
        let keys: Vec<Json> = table.foreign_keys.iter().map(foreign_key).collect();
        out.insert("foreignKeys".into(), Json::Array(keys));
    }
    out
}

fn foreign_key(key: &ForeignKey) -> Json {
    json!({
        "fields": key.columns,
        "reference": {
            "resource": key.table.table().name.replace('_', "-"),
            "fields": key.to,
        },
    })
}

fn field(dialect: &Dialect, column: &Column) -> Json {
    let mut out = Map::new();
    out.insert("name".into(), json!(column.name));
    out.insert("title".into(), json!(column.term));
    out.insert("description".into(), json!(column.meaning));
    let mut constraints = Map::new();
    if !column.nullable {
        constraints.insert("required".into(), json!(true));
    }
    let kind = match column.kind {
        Kind::Text => "string",
        Kind::Choice(words) => {
            constraints.insert("enum".into(), json!(words));
            "string"
        }
        Kind::Integer => "integer",
        Kind::Number => {
            if dialect.decimal != '.' {
                out.insert("decimalChar".into(), json!(dialect.decimal));
            }
            "number"
        }
        Kind::Date => {
            out.insert("format".into(), json!(date_format(dialect)));
            "date"
        }
        Kind::Json => "array",
    };
    out.insert("type".into(), json!(kind));
    if !constraints.is_empty() {
        out.insert("constraints".into(), Json::Object(constraints));
    }
    Json::Object(out)
}

/// Table Schema calls ISO dates "default".
fn date_format(dialect: &Dialect) -> &str {
    match dialect.date {
        "%Y-%m-%d" => "default",
        other => other,
    }
}
