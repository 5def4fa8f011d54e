//! Days that have been, and months and years that have begun.

use jiff::civil::Date;
use serde_json::{Value as Json, json};
use toml::de::DeValue;

use super::strings::TO_WRITE;
use super::values::YEAR_MIN;
use crate::content::as_of::{AsOf, Precision};
use crate::content::meant::DATE_EXAMPLE;
use crate::content::model::Taxonomy;
use crate::content::reader::{FieldType, FileReader, Value};
use crate::diagnostic::rules;

/// A day, `"2022-04"` or a year, whichever the source tells.
pub struct AsOfDate;

impl FieldType for AsOfDate {
    type Value = AsOf;

    fn read<'a>(&self, value: Value<'a>, reader: &mut FileReader<'a>) -> Option<AsOf> {
        if matches!(&value.data, DeValue::String(text) if text.trim() == TO_WRITE) {
            let message = format!("`{}` is still to be written", value.path);
            let help = format!("replace `\"{TO_WRITE}\"` by a day such as `{DATE_EXAMPLE}`");
            reader.report(rules::TEXT_TO_WRITE, &value.span, message, help);
            return None;
        }
        let written = match &value.data {
            DeValue::Integer(year) => {
                let year = i16::from_str_radix(year.as_str(), year.radix()).ok();
                year.and_then(|year| Some((Date::new(year, 1, 1).ok()?, Precision::Year)))
            }
            DeValue::String(month) => month_of(month).map(|first| (first, Precision::Month)),
            _ => {
                return PastDate.read(value, reader).map(|day| AsOf::new(day, Precision::Day, day));
            }
        };
        let Some((first, precision)) = written else {
            reader.wrong_type(&value, "a date without quotation marks", DATE_EXAMPLE);
            return None;
        };
        is_past(first, reader.raw(&value.span), &value, reader);
        Some(AsOf::new(first, precision, reader.context.today))
    }

    fn describe(&self, taxonomy: &Taxonomy) -> Json {
        let month = json!({ "type": "string", "pattern": r"^[0-9]{4}-(0[1-9]|1[0-2])$" });
        let year = json!({ "type": "integer", "minimum": YEAR_MIN });
        json!({ "anyOf": [PastDate.describe(taxonomy), month, year] })
    }

    fn snippet(&self, path: &str, key: &str) -> Vec<String> {
        PastDate.snippet(path, key)
    }
}

/// The first day of a month written `2022-04`.
fn month_of(text: &str) -> Option<Date> {
    let (year, month) = text.split_once('-')?;
    let is_number =
        |part: &str, length| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_month = is_number(year, 4) && is_number(month, 2);
    Date::new(year.parse().ok().filter(|_| is_month)?, month.parse().ok()?, 1).ok()
}

/// A day that has been.
pub struct PastDate;

impl FieldType for PastDate {
    type Value = Date;

    fn read<'a>(&self, value: Value<'a>, reader: &mut FileReader<'a>) -> Option<Date> {
        let written = match &value.data {
            DeValue::Datetime(written) if written.time.is_none() => written.date,
            _ => None,
        };
        let Some(written) = written else {
            reader.wrong_type(&value, "a date without quotation marks", DATE_EXAMPLE);
            return None;
        };
        let parts = (i16::try_from(written.year), i8::try_from(written.month));
        let date = match (parts, i8::try_from(written.day)) {
            ((Ok(year), Ok(month)), Ok(day)) => Date::new(year, month, day).ok(),
            _ => None,
        };
        let Some(date) = date else {
            // The TOML parser has refused these already, in its own words.
            let message = format!("`{written}` is no day of the calendar");
            let help = format!("write year, month and day like `{DATE_EXAMPLE}`");
            reader.report(rules::IMPOSSIBLE_DATE, &value.span, message, help);
            return None;
        };
        is_past(date, &date.to_string(), &value, reader);
        Some(date)
    }

    fn describe(&self, _: &Taxonomy) -> Json {
        json!({ "type": "string", "format": "date" })
    }

    fn snippet(&self, _: &str, key: &str) -> Vec<String> {
        vec![format!("{key} = {DATE_EXAMPLE}")]
    }
}

/// Ensures that what begins on a day has begun, and not before the university has.
fn is_past(first: Date, written: &str, value: &Value<'_>, reader: &mut FileReader<'_>) {
    let Value { span, path, .. } = value;
    let today = reader.context.today;
    if first > today {
        let message = format!("`{path}` is {written}, and today is {today}");
        let help = "write the newest day on which this is known to have been true";
        reader.report(rules::FUTURE_DATE, span, message, help);
    } else if first.year() < YEAR_MIN {
        let message = format!("`{path}` is {written}, before there was a university");
        let help = format!("write the year with four digits: {DATE_EXAMPLE}");
        reader.report(rules::OUT_OF_RANGE, span, message, help);
    }
}
