//! The shapes of values that are no texts: numbers, days, lists, tables.

use std::collections::HashMap;
use std::ops::Range;

use jiff::civil::Date;
use serde_json::{Value as Json, json};
use toml::de::DeValue;

use crate::content::model::Taxonomy;
use crate::content::reader::{FieldType, FileReader, Format, Value, keys};
use crate::content::schema::object;
use crate::content::types::strings::{StringType, read_string};
use crate::diagnostic::rules;

/// The year the university was founded, before which nothing of it happened.
pub const YEAR_MIN: i16 = 1575;

/// A whole number within bounds, both included.
pub struct Integer {
    /// The least.
    pub from: u16,
    /// The most.
    pub to: u16,
    /// One that an editor may want.
    pub example: u16,
}

impl FieldType for Integer {
    type Value = u16;

    fn read<'a>(&self, value: Value<'a>, reader: &mut FileReader<'a>) -> Option<u16> {
        let number = number(&value, "a whole number", self.from.into(), self.to.into(), reader);
        number.and_then(|number| u16::try_from(number).ok())
    }

    fn describe(&self, _: &Taxonomy) -> Json {
        json!({ "type": "integer", "minimum": self.from, "maximum": self.to })
    }

    fn snippet(&self, _: &str, key: &str) -> Vec<String> {
        vec![format!("{key} = {}", self.example)]
    }
}

/// A year, from the university's foundation to this one.
pub struct Year;

impl FieldType for Year {
    type Value = i16;

    fn read<'a>(&self, value: Value<'a>, reader: &mut FileReader<'a>) -> Option<i16> {
        let this_year = reader.context.today.year();
        let year = number(&value, "a year", YEAR_MIN.into(), this_year.into(), reader);
        year.and_then(|year| i16::try_from(year).ok())
    }

    fn describe(&self, _: &Taxonomy) -> Json {
        json!({ "type": "integer", "minimum": YEAR_MIN })
    }

    fn snippet(&self, _: &str, key: &str) -> Vec<String> {
        vec![format!("{key} = 2020")]
    }
}

/// Reads a number within bounds, both included.
fn number(
    value: &Value<'_>,
    expected: &str,
    from: i64,
    to: i64,
    reader: &mut FileReader<'_>,
) -> Option<i64> {
    let DeValue::Integer(integer) = &value.data else {
        reader.wrong_type(value, expected, &to.to_string());
        return None;
    };
    let number = i64::from_str_radix(integer.as_str(), integer.radix()).ok();
    let number = number.filter(|number| (from..=to).contains(number));
    if number.is_none() {
        let message = format!("`{}` cannot be `{}`", value.path, reader.raw(&value.span));
        let help = format!("write {expected} from {from} to {to}");
        reader.report(rules::OUT_OF_RANGE, &value.span, message).help(help);
    }
    number
}

/// A day that has been.
pub struct PastDate;

const DAY_EXAMPLE: &str = "2026-01-31";

impl FieldType for PastDate {
    type Value = Date;

    fn read<'a>(&self, value: Value<'a>, reader: &mut FileReader<'a>) -> Option<Date> {
        let written = match &value.data {
            DeValue::Datetime(written) if written.time.is_none() => written.date,
            _ => None,
        };
        let Some(written) = written else {
            reader.wrong_type(&value, "a date without quotation marks", DAY_EXAMPLE);
            return None;
        };
        let Value { span, path, .. } = value;
        let parts = (i16::try_from(written.year), i8::try_from(written.month));
        let date = match (parts, i8::try_from(written.day)) {
            ((Ok(year), Ok(month)), Ok(day)) => Date::new(year, month, day).ok(),
            _ => None,
        };
        let Some(date) = date else {
            // The TOML parser has refused these already, in its own words.
            let message = format!("`{written}` is no day of the calendar");
            reader.report(rules::IMPOSSIBLE_DATE, &span, message);
            return None;
        };
        let today = reader.context.today;
        if date > today {
            let message = format!("`{path}` is {date}, and today is {today}");
            reader
                .report(rules::FUTURE_DATE, &span, message)
                .help("write the newest day on which this is known to have been true");
        } else if date.year() < YEAR_MIN {
            let message = format!("`{path}` is {date}, before there was a university");
            reader
                .report(rules::OUT_OF_RANGE, &span, message)
                .help(format!("write the year with four digits: {DAY_EXAMPLE}"));
        }
        Some(date)
    }

    fn describe(&self, _: &Taxonomy) -> Json {
        json!({ "type": "string", "format": "date" })
    }

    fn snippet(&self, _: &str, key: &str) -> Vec<String> {
        vec![format!("{key} = {DAY_EXAMPLE}")]
    }
}

/// A list, without repetition.
pub struct List<L> {
    /// What it is a list of.
    pub of: L,
    /// Whether it must have an element.
    pub non_empty: bool,
}

impl<L: StringType> FieldType for List<L> {
    type Value = Vec<L::Value>;

    fn read<'a>(&self, value: Value<'a>, reader: &mut FileReader<'a>) -> Option<Self::Value> {
        let DeValue::Array(elements) = value.data else {
            let expected = format!("a list, each element being {}", L::EXPECTED);
            reader.wrong_type(&value, &expected, &format!("[{}]", L::EXAMPLE));
            return None;
        };
        if self.non_empty && elements.is_empty() {
            reader
                .report(rules::EMPTY_LIST, &value.span, format!("`{}` is empty", value.path))
                .help(format!("name at least one: `[{}]`", L::EXAMPLE));
        }
        let mut seen: HashMap<String, Range<usize>> = HashMap::new();
        let count = elements.len();
        let mut values = Vec::with_capacity(count);
        for (index, element) in elements.into_iter().enumerate() {
            let (span, data) = (element.span(), element.into_inner());
            if let DeValue::String(text) = &data {
                if let Some(first) = seen.get(text.as_ref()) {
                    let message = format!("`{text}` stands twice in `{}`", value.path);
                    let first = (first, "it stands here already");
                    reader
                        .report_both(rules::DUPLICATE_ID, &span, message, first)
                        .help("name it once");
                    continue;
                }
                seen.insert(text.clone().into_owned(), span.clone());
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
        vec![format!("{key} = [{}]", L::EXAMPLE)]
    }
}

/// A `[table]`.
pub struct Table<T>(pub Format<T>);

impl<T> FieldType for Table<T> {
    type Value = T;

    fn read<'a>(&self, value: Value<'a>, reader: &mut FileReader<'a>) -> Option<T> {
        let DeValue::Table(values) = value.data else {
            reader.wrong_type(&value, "a table", &format!("[{}]", value.path));
            return None;
        };
        reader.table(values, value.span, value.path, self.0)
    }

    fn describe(&self, taxonomy: &Taxonomy) -> Json {
        object(&keys(self.0, taxonomy))
    }

    fn snippet(&self, path: &str, key: &str) -> Vec<String> {
        vec![format!("[{}]", header(path, key))]
    }
}

/// `[[tables]]`, each with the place of its header.
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
            let (span, data) = (element.span(), element.into_inner());
            let DeValue::Table(values) = data else {
                reader.wrong_type(&Value { data, span, path }, "a table", &example);
                continue;
            };
            let table = reader.table(values, span.clone(), path, self.0);
            tables.extend(table.map(|table| (table, span)));
        }
        (tables.len() == count).then_some(tables)
    }

    fn describe(&self, taxonomy: &Taxonomy) -> Json {
        json!({ "type": "array", "items": object(&keys(self.0, taxonomy)) })
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
