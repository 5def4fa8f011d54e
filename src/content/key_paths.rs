//! The keys of a format by the path that leads to each: for what is said of lines that are no TOML.

use serde_json::Value as Json;

use super::key::Key;
use super::suggestion::nearest;
use crate::language::Language;

pub struct KeyPaths(Vec<(String, Json)>);

impl KeyPaths {
    pub fn of(keys: &[Key]) -> Self {
        let mut paths = Self(Vec::new());
        // In the format's own order, of which a schema has none.
        for key in keys {
            paths.add(key.name.to_owned(), &key.schema);
        }
        paths
    }

    fn add(&mut self, path: String, schema: &Json) {
        let object = [schema, &schema["items"], &schema["anyOf"][1]];
        let object = object.into_iter().find(|it| is_table(it));
        self.0.push((path.clone(), schema.clone()));
        let Some(object) = object else { return };
        let mut keys: Vec<_> = object["properties"].as_object().into_iter().flatten().collect();
        // What must be there is meant first.
        let required = object["required"].as_array();
        keys.sort_by_key(|(name, _)| !required.is_some_and(|it| it.iter().any(|it| it == *name)));
        for (name, schema) in keys {
            self.add(format!("{path}.{name}"), schema);
        }
    }

    /// The schema of a key, with the path of the header above it.
    pub fn schema(&self, header: Option<&str>, key: &str) -> Option<&Json> {
        let path = header.map_or_else(|| key.to_owned(), |header| format!("{header}.{key}"));
        self.0.iter().find(|(it, _)| *it == path).map(|(_, schema)| schema)
    }

    /// The header of a table, if a path is that of one.
    pub fn header(&self, path: &str) -> Option<String> {
        let schema = self.schema(None, path)?;
        match is_table(&schema["items"]) {
            true => Some(format!("[[{path}]]")),
            false => {
                (is_table(schema) || is_table(&schema["anyOf"][1])).then(|| format!("[{path}]"))
            }
        }
    }

    /// Whether any table has a key of this name.
    pub fn has_name(&self, name: &str) -> bool {
        self.0.iter().any(|(path, _)| path.rsplit('.').next() == Some(name))
    }

    /// The paths of texts that may be written per language.
    pub fn texts(&self) -> impl Iterator<Item = &String> {
        let is_text = |schema: &Json| {
            let texts = &schema["anyOf"][1]["properties"];
            let text = &texts[Language::DEFAULT.code()];
            text["type"] == "string" && text["format"].is_null()
        };
        self.0.iter().filter(move |(_, schema)| is_text(schema)).map(|(path, _)| path)
    }

    /// The key of the file or of a table that is meant by words.
    pub fn meant(&self, header: Option<&str>, words: &str) -> Option<&str> {
        let above = header.map(|header| format!("{header}.")).unwrap_or_default();
        let keys = self.0.iter().filter_map(|(path, _)| path.strip_prefix(&above));
        nearest(&words.trim().replace([' ', '-'], "_"), keys.filter(|key| !key.contains('.')))
    }
}

fn is_table(schema: &Json) -> bool {
    schema["type"] == "object"
}
