//! The types of values that are no strings: numbers, lists, tables.

use std::collections::HashMap;
use std::ops::Range;

use serde_json::{Value as Json, json};
use toml::de::{DeTable, DeValue};

use super::strings::{StringType, read_string};
use crate::content::model::Taxonomy;
use crate::content::reader::{FieldType, FileReader, Format, Value, keys, object_schema};
use crate::diagnostic::rules;

/// The year the university was founded, before which nothing of it happened.
pub const YEAR_MIN: i16 = 1575;

/// A whole number within bounds, both included.
pub struct Integer {
    expected: &'static str,
    min: i16,
    /// None for this year.
    max: Option<i16>,
    example: i16,
}

impl Integer {
    /// A year, from the university's foundation to this one.
    pub const YEAR: Self = Self { expected: "a year", min: YEAR_MIN, max: None, example: 2020 };

    pub const fn between(min: i16, max: i16, example: i16) -> Self {
        Self { expected: "a whole number", min, max: Some(max), example }
    }
}

impl FieldType for Integer {
    type Value = i16;

    fn read<'a>(&self, value: Value<'a>, reader: &mut FileReader<'a>) -> Option<i16> {
        let &Self { expected, min, .. } = self;
        let max = self.max.unwrap_or_else(|| reader.context.today.year());
        let DeValue::Integer(integer) = &value.data else {
            reader.wrong_type(&value, expected, &max.to_string());
            return None;
        };
        let number = i16::from_str_radix(integer.as_str(), integer.radix()).ok();
        let number = number.filter(|number| (min..=max).contains(number));
        if number.is_none() {
            let message = format!("`{}` cannot be `{}`", value.path, reader.raw(&value.span));
            let help = format!("write {expected} from {min} to {max}");
            reader.report(rules::OUT_OF_RANGE, &value.span, message, help);
        }
        number
    }

    fn describe(&self, _: &Taxonomy) -> Json {
        let mut schema = json!({ "type": "integer", "minimum": self.min });
        if let Some(max) = self.max {
            schema["maximum"] = max.into();
        }
        schema
    }

    fn snippet(&self, _: &str, key: &str) -> Vec<String> {
        vec![format!("{key} = {}", self.example)]
    }
}

/// The strings of a list so far, and where each stands.
#[derive(Default)]
pub struct Seen(HashMap<String, Range<usize>>);

impl Seen {
    /// Reports a string that the list has already; whether it has.
    pub fn report_again(
        &mut self,
        data: &DeValue<'_>,
        span: &Range<usize>,
        list: &str,
        reader: &mut FileReader<'_>,
    ) -> bool {
        let DeValue::String(text) = data else { return false };
        if let Some(first) = self.0.get(text.as_ref()) {
            let message = format!("`{text}` stands twice in `{list}`");
            let first = (first, "it stands here already");
            reader.report_both(rules::DUPLICATE_ID, span, message, "name it once", first);
            return true;
        }
        self.0.insert(text.clone().into_owned(), span.clone());
        false
    }
}

/// A list, without repetition.
pub struct List<S> {
    pub of: S,
    pub non_empty: bool,
}

impl<S: StringType> FieldType for List<S> {
    type Value = Vec<S::Value>;

    fn read<'a>(&self, value: Value<'a>, reader: &mut FileReader<'a>) -> Option<Self::Value> {
        let DeValue::Array(elements) = value.data else {
            let expected = format!("a list, each element being {}", self.of.expected());
            reader.wrong_type(&value, &expected, &format!("[{}]", S::EXAMPLE));
            return None;
        };
        if self.non_empty && elements.is_empty() {
            let help = format!("name at least one: `[{}]`", S::EXAMPLE);
            let message = format!("`{}` is empty", value.path);
            reader.report(rules::EMPTY_LIST, &value.span, message, help);
        }
        let mut seen = Seen::default();
        let count = elements.len();
        let mut values = Vec::with_capacity(count);
        for (index, element) in elements.into_iter().enumerate() {
            let (span, data) = (element.span(), element.into_inner());
            if seen.report_again(&data, &span, &value.path, reader) {
                continue;
            }
            let path = format!("{}[{index}]", value.path);
            values.extend(read_string(&self.of, Value { data, span, path }, reader));
        }
        (values.len() == count).then_some(values)
    }

    fn describe(&self, taxonomy: &Taxonomy) -> Json {
        json!({
            "type": "array",
            "items": self.of.describe(taxonomy),
            "uniqueItems": true,
            "minItems": u8::from(self.non_empty),
        })
    }

    fn snippet(&self, _: &str, key: &str) -> Vec<String> {
        vec![format!("{key} = [{}]", S::EXAMPLE)]
    }
}

/// A value as a table; reports one that is none.
pub fn table_of<'a>(
    value: Value<'a>,
    expected: &str,
    example: &str,
    reader: &mut FileReader<'a>,
) -> Option<(DeTable<'a>, Range<usize>, String)> {
    let Value { data, span, path } = value;
    match data {
        DeValue::Table(table) => Some((table, span, path)),
        data => {
            reader.wrong_type(&Value { data, span, path }, expected, example);
            None
        }
    }
}

/// A `[table]`.
pub struct Table<T>(pub Format<T>);

impl<T> FieldType for Table<T> {
    type Value = T;

    fn read<'a>(&self, value: Value<'a>, reader: &mut FileReader<'a>) -> Option<T> {
        let example = format!("[{}]", value.path);
        let (values, span, path) = table_of(value, "a table", &example, reader)?;
        reader.table(values, span, path, self.0)
    }

    fn describe(&self, taxonomy: &Taxonomy) -> Json {
        object_schema(&keys(self.0, taxonomy))
    }

    fn snippet(&self, path: &str, key: &str) -> Vec<String> {
        vec![format!("[{}]", header(path, key))]
    }
}

/// `[[tables]]`, each with the span of its header.
pub struct ArrayOfTables<T>(pub Format<T>);

impl<T> FieldType for ArrayOfTables<T> {
    type Value = Vec<(T, Range<usize>)>;

    fn read<'a>(&self, value: Value<'a>, reader: &mut FileReader<'a>) -> Option<Self::Value> {
        let example = format!("[[{}]]", header("", &value.path));
        let DeValue::Array(elements) = value.data else {
            reader.wrong_type(&value, "a list of tables", &example);
            return None;
        };
        let count = elements.len();
        let mut tables = Vec::with_capacity(count);
        for (index, element) in elements.into_iter().enumerate() {
            let path = format!("{}[{index}]", value.path);
            let value = Value { span: element.span(), data: element.into_inner(), path };
            let table = table_of(value, "a table", &example, reader);
            tables.extend(table.and_then(|(values, span, path)| {
                Some((reader.table(values, span.clone(), path, self.0)?, span))
            }));
        }
        (tables.len() == count).then_some(tables)
    }

    fn describe(&self, taxonomy: &Taxonomy) -> Json {
        json!({ "type": "array", "items": object_schema(&keys(self.0, taxonomy)) })
    }

    fn snippet(&self, path: &str, key: &str) -> Vec<String> {
        vec![format!("[[{}]]", header(path, key))]
    }
}

/// What stands between the brackets of a table's header: its path without the numbers that
/// tell the elements of a list apart.
pub fn header(path: &str, key: &str) -> String {
    let parts = path.split('.').filter(|part| !part.is_empty());
    let names = parts.map(|part| part.split('[').next().unwrap_or(part));
    names.chain([key]).collect::<Vec<_>>().join(".")
}
