//! A key of a format, described: what JSON Schemas and templates are made from.

use serde_json::{Map, Value as Json, json};

use super::suggestion::quoted;

/// A key of a format, described.
pub struct Key {
    pub name: &'static str,
    pub meaning: String,
    pub is_required: bool,
    /// The lines that an editor types to add it.
    pub lines: Vec<String>,
    pub schema: Json,
}

impl Key {
    /// Whether it is a `[table]`, which must stand behind all that is none.
    pub fn is_table(&self) -> bool {
        self.lines.first().is_some_and(|line| line.starts_with('['))
    }
}

/// The JSON Schema of a table with these keys and no others.
pub fn object_schema(keys: &[Key]) -> Json {
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

/// What an editor adds where a key is missing, in words.
pub fn add(snippet: &[String], is_root: bool) -> String {
    match snippet.split_first() {
        Some((header, [])) if header.starts_with('[') => format!("add `{header}`"),
        Some((header, lines)) if header.starts_with('[') => {
            format!("add `{header}`, and below it {}", quoted(lines))
        }
        _ if is_root => format!("add {} above the first `[table]`", quoted(snippet)),
        _ => format!("add {}", quoted(snippet)),
    }
}
