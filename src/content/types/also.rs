//! What visitors say for a term or a network, per language.

use serde_json::Value as Json;

use super::strings::{Fault, StringType};
use super::values::{List, Table};
use crate::content::context::Context;
use crate::content::model::Taxonomy;
use crate::content::reader::{FieldType, FileReader, TableReader, Value};
use crate::language::{Language, PerLanguage};

/// `{ nl = ["…"], en = ["…"] }`
pub struct Also;

/// A word, or a few, as a visitor types them. Nobody reads them, so they need no translation.
#[derive(Clone, Copy)]
pub struct Words;

impl StringType for Words {
    type Value = String;

    fn parse(&self, text: &str, _: &Context<'_>) -> Result<String, Fault> {
        Ok(text.trim().to_owned())
    }

    fn expected(&self) -> &'static str {
        "a word, or a few"
    }
}

fn also(table: &mut TableReader<'_, '_>) -> Option<PerLanguage<Vec<String>>> {
    Some(PerLanguage::from_fn(|language| {
        let words = List { of: Words, non_empty: false };
        table.optional(language.code(), "", words).unwrap_or_default()
    }))
}

impl FieldType for Also {
    type Value = PerLanguage<Vec<String>>;

    fn read<'a>(&self, value: Value<'a>, reader: &mut FileReader<'a>) -> Option<Self::Value> {
        Table(also).read(value, reader)
    }

    fn describe(&self, taxonomy: &Taxonomy) -> Json {
        Table(also).describe(taxonomy)
    }

    fn snippet(&self, _: &str, key: &str) -> Vec<String> {
        let languages = Language::ALL.map(|language| format!("{language} = [\"…\"]")).join(", ");
        vec![format!("{key} = {{ {languages} }}")]
    }
}
