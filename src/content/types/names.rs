//! Lists of names, which may differ between the languages.

use serde_json::{Value as Json, json};
use toml::de::DeValue;

use super::per_language::PerLanguageField;
use super::strings::StringType;
use super::texts::Name;
use super::values::Seen;
use crate::content::model::Taxonomy;
use crate::content::reader::{FieldType, FileReader, Value};
use crate::language::Localized;

/// A list of names, each for both languages or one per language.
pub struct Names;

impl FieldType for Names {
    type Value = Vec<Localized<String>>;

    fn read<'a>(&self, value: Value<'a>, reader: &mut FileReader<'a>) -> Option<Self::Value> {
        let DeValue::Array(elements) = value.data else {
            let example = format!("[{}]", Name::EXAMPLE);
            reader.wrong_type(&value, "a list of names", &example);
            return None;
        };
        let mut seen = Seen::default();
        let names = elements.into_iter().enumerate().map(|(index, element)| {
            let path = format!("{}[{index}]", value.path);
            let (span, data) = (element.span(), element.into_inner());
            if seen.report_again(&data, &span, &value.path, reader) {
                return None;
            }
            PerLanguageField(Name).read(Value { data, span, path }, reader)
        });
        names.collect::<Vec<_>>().into_iter().collect()
    }

    fn describe(&self, taxonomy: &Taxonomy) -> Json {
        json!({ "type": "array", "items": PerLanguageField(Name).describe(taxonomy) })
    }

    fn snippet(&self, _: &str, key: &str) -> Vec<String> {
        vec![format!("{key} = [{}]", Name::EXAMPLE)]
    }
}
