//! The formats as JSON Schemas, which editors' programs complete, explain and check by.
//!
//! They are draft 7, which both taplo and tombi read; our own check stays the judge.

use serde_json::Value as Json;

use super::layout::Kind;
use super::model::Taxonomy;
use super::reader::{keys, object_schema};

/// The JSON Schema of a kind of file, with the ids of a taxonomy.
pub fn schema(kind: Kind, taxonomy: &Taxonomy) -> Json {
    let mut schema = object_schema(&keys(kind.format(), taxonomy));
    schema["$schema"] = "http://json-schema.org/draft-07/schema#".into();
    schema["title"] = kind.name().into();
    schema
}
