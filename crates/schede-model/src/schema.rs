//! The JSON Schema of a document, made from the types.

use schemars::generate::SchemaSettings;

use crate::Document;

/// The JSON Schema (2020-12) of [`Document`], as pretty-printed JSON.
pub fn document_schema() -> serde_json::Value {
    let generator = SchemaSettings::draft2020_12().into_generator();
    generator.into_root_schema_for::<Document>().to_value()
}
