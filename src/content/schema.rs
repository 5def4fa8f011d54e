//! The formats as JSON Schemas, which editors' programs complete, explain and check by.
//!
//! They are draft 7, which both taplo and tombi read; our own check stays the judge.

use serde_json::{Map, Value as Json, json};

use super::layout::Kind;
use super::model::Taxonomy;
use super::reader::Key;

/// The JSON Schema of a kind of file, with the ids of a taxonomy.
pub fn schema(kind: Kind, taxonomy: &Taxonomy) -> Json {
    let mut schema = object(&kind.keys(taxonomy));
    schema["$schema"] = "http://json-schema.org/draft-07/schema#".into();
    schema["title"] = kind.name().into();
    schema
}

/// The JSON Schema of a table with these keys and no others.
pub(super) fn object(keys: &[Key]) -> Json {
    let property = |key: &Key| {
        let mut schema = key.schema.clone();
        schema["description"] = match schema["description"].as_str() {
            Some(more) => format!("{}\n\n{more}", key.meaning).into(),
            None => key.meaning.as_str().into(),
        };
        (key.name.to_owned(), schema)
    };
    let required = keys.iter().filter(|key| key.is_required).map(|key| key.name);
    json!({
        "type": "object",
        "properties": keys.iter().map(property).collect::<Map<_, _>>(),
        "required": required.collect::<Vec<_>>(),
        "additionalProperties": false,
    })
}
