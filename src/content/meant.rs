//! What is meant by a value that is none: words without quotation marks, a day in words.

use jiff::civil::Date;
use serde_json::Value as Json;
use toml::de::DeValue;

/// Signs that are taken for quotation marks, and are mostly none.
pub const MARKS: [char; 12] = ['"', '\'', '“', '”', '„', '‟', '‘', '’', '´', '`', '«', '»'];

pub const DATE_EXAMPLE: &str = "2026-01-31";

/// What a value is to be like, for messages.
pub fn example(schema: &Json) -> &'static str {
    match kind(schema) {
        Kind::Day => DATE_EXAMPLE,
        Kind::Year => "2020",
        Kind::List => "[\"…\"]",
        Kind::Address => "\"https://…\"",
        Kind::Text => "\"…\"",
    }
}

/// The value that is meant, as TOML.
pub fn value(schema: &Json, written: &str) -> Option<String> {
    let bare = written.trim().trim_matches(MARKS).trim();
    match kind(schema) {
        _ if bare.is_empty() => None,
        Kind::Day => day(bare),
        Kind::Year => {
            let numbers = bare.split(|c: char| !c.is_ascii_digit());
            let least = schema["minimum"].as_u64().unwrap_or_default();
            let mut numbers = numbers.filter_map(|number| number.parse::<u64>().ok());
            numbers.find(|number| *number >= least).map(|number| number.to_string())
        }
        Kind::List => {
            let words = bare.trim_matches(['[', ']', '(', ')', '{', '}']).split([',', ';']);
            let words =
                words.map(|word| word.trim().trim_matches(MARKS)).filter(|it| !it.is_empty());
            Some(format!("[{}]", words.map(quoted).collect::<Vec<_>>().join(", ")))
        }
        Kind::Address => {
            let address = &bare[bare.find("http").unwrap_or_default()..];
            let end = address.find(|c: char| c.is_whitespace() || ")>]\"”".contains(c));
            Some(quoted(&address[..end.unwrap_or(address.len())]))
        }
        Kind::Text => Some(quoted(bare)),
    }
}

/// What a value is not that cannot be read.
pub fn fault(schema: &Json) -> &'static str {
    match kind(schema) {
        Kind::Day => "this is no date",
        Kind::Year => "this is no whole number",
        Kind::List => "this is no list",
        Kind::Address | Kind::Text => "the value is missing, or stands without quotation marks",
    }
}

/// What a value of a wrong type is, and what is meant by it where the example tells.
pub fn of_type(data: &DeValue<'_>, written: &str, example: &str) -> (&'static str, Option<String>) {
    let is_text = example.starts_with(['"', '{']);
    match data {
        DeValue::String(text) => {
            let meant = if example == DATE_EXAMPLE {
                day(text)
            } else if example.starts_with('[') && example.ends_with("\"]") {
                Some(format!("[{}]", quoted(text)))
            } else {
                let number = Some(text.trim()).filter(|text| text.parse::<u16>().is_ok());
                number.filter(|_| !is_text).map(str::to_owned)
            };
            ("a text", meant)
        }
        DeValue::Integer(_) => ("a whole number", None),
        DeValue::Float(_) => ("a decimal number", None),
        DeValue::Boolean(_) => ("true or false", None),
        DeValue::Datetime(time) if time.time.is_some() => {
            let day = written.get(..DATE_EXAMPLE.len()).filter(|_| example == DATE_EXAMPLE);
            ("a date with a time", day.map(str::to_owned))
        }
        DeValue::Datetime(_) => ("a date", None),
        DeValue::Array(values) => match &values[..] {
            [only] if is_text => ("a list", only.get_ref().as_str().map(quoted)),
            _ => ("a list", None),
        },
        DeValue::Table(_) => ("a table", None),
    }
}

pub fn is_list(schema: &Json) -> bool {
    schema["type"] == "array"
}

/// A text in quotation marks.
pub fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

enum Kind {
    Day,
    Year,
    List,
    Address,
    Text,
}

fn kind(schema: &Json) -> Kind {
    let first = &schema["anyOf"][0];
    if schema["format"] == "date" || first["format"] == "date" {
        Kind::Day
    } else if schema["type"] == "integer" {
        Kind::Year
    } else if schema["type"] == "array" {
        Kind::List
    } else if schema["format"] == "uri" || first["format"] == "uri" {
        Kind::Address
    } else {
        Kind::Text
    }
}

/// How months begin, in both languages.
const MONTHS: [&[&str]; 12] = [
    &["jan"],
    &["feb"],
    &["maa", "mrt", "mar"],
    &["apr"],
    &["mei", "may"],
    &["jun"],
    &["jul"],
    &["aug"],
    &["sep"],
    &["okt", "oct"],
    &["nov"],
    &["dec"],
];

/// A day, month or year as people write it, as `as_of` takes it: `2022-04-01`, `"2022-04"`, `2022`.
pub fn day(text: &str) -> Option<String> {
    let text = text.to_lowercase();
    let parts = text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    let (mut numbers, mut month, mut year) = (Vec::new(), None, None);
    for part in parts {
        let digits = part.trim_end_matches(char::is_alphabetic);
        match digits.parse::<i8>() {
            Ok(number) if !digits.is_empty() => numbers.push(number),
            _ if digits.len() == 4 => year = year.or(digits.parse::<i16>().ok()),
            _ if digits.len() == 8 => {
                year = digits.get(..4)?.parse().ok();
                numbers = vec![digits.get(4..6)?.parse().ok()?, digits.get(6..)?.parse().ok()?];
            }
            _ => {
                let is_it = |names: &&[&str]| names.iter().any(|name| part.starts_with(name));
                month = month.or(MONTHS.iter().position(is_it));
            }
        }
    }
    let year = year?;
    let begins_with_year = text.trim_start().starts_with(&year.to_string());
    let month = month.and_then(|month| i8::try_from(month + 1).ok());
    let (month, day) = match (month, &numbers[..]) {
        (None, []) => return Some(year.to_string()),
        (Some(month), []) => (month, None),
        (Some(month), [day]) => (month, Some(*day)),
        (None, [month]) => (*month, None),
        (None, [month, day]) if begins_with_year => (*month, Some(*day)),
        // As Dutch and British readers write it.
        (None, [day, month]) => (*month, Some(*day)),
        _ => return None,
    };
    let date = Date::new(year, month, day.unwrap_or(1)).ok()?;
    Some(match day {
        Some(_) => date.to_string(),
        None => format!("\"{}\"", date.strftime("%Y-%m")),
    })
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn days_are_read_as_people_write_them() {
        for (written, meant) in [
            ("1 april 2022", Some("2022-04-01")),
            ("April 1st, 2022", Some("2022-04-01")),
            ("01-04-2022", Some("2022-04-01")),
            ("1/4/2022", Some("2022-04-01")),
            ("2022/4/1", Some("2022-04-01")),
            ("20220401", Some("2022-04-01")),
            ("maart 2022", Some("\"2022-03\"")),
            ("2022-4", Some("\"2022-04\"")),
            ("circa 2022", Some("2022")),
            ("2022.", Some("2022")),
            ("30 februari 2022", None),
            ("vandaag", None),
        ] {
            assert_eq!(day(written).as_deref(), meant, "{written}");
        }
    }
}
