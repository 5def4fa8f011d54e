//! Values that are written as one string.

use serde_json::{Value as Json, json};
use toml::de::DeValue;

use crate::content::context::Context;
use crate::content::meant::quoted;
use crate::content::model::Taxonomy;
use crate::content::reader::{FieldType, FileReader, Role, Value};
use crate::diagnostic::Location;
use crate::diagnostic::rules::{self, Rule};

/// What an editor's template holds where a text is still to be written.
pub const TO_WRITE: &str = "TODO";

/// A kind of string.
pub trait StringType {
    type Value;

    const EXAMPLE: &'static str = "\"…\"";
    const ROLE: Role = Role::Datum;

    /// What a string becomes.
    ///
    /// # Errors
    /// The rule it breaks.
    fn parse(&self, text: &str, context: &Context<'_>) -> Result<Self::Value, Fault>;

    /// What an editor is to write, for messages: an article and noun.
    fn expected(&self) -> &'static str;

    /// The same, with the words there are to choose from.
    fn choices(&self, _: &Context<'_>) -> String {
        self.expected().to_owned()
    }

    fn describe(&self, _: &Taxonomy) -> Json {
        written()
    }
}

/// The schema of a string that says something.
pub fn written() -> Json {
    json!({ "type": "string", "pattern": r"\S", "not": { "enum": [TO_WRITE] } })
}

/// What is wrong with a string.
#[derive(Debug)]
pub struct Fault {
    rule: Rule,
    is_of_key: bool,
    message: String,
    help: String,
    related: Option<Box<(Location, String)>>,
    meant: Option<Box<str>>,
}

impl Fault {
    pub fn new(rule: Rule, message: impl Into<String>, help: impl Into<String>) -> Self {
        let (message, help) = (message.into(), help.into());
        Self { rule, is_of_key: false, message, help, related: None, meant: None }
    }

    /// The message begins with the key, which is not known here.
    pub fn of_key(rule: Rule, predicate: impl Into<String>, help: impl Into<String>) -> Self {
        Self { is_of_key: true, ..Self::new(rule, predicate, help) }
    }

    pub fn related(self, location: Location, label: String) -> Self {
        Self { related: Some(Box::new((location, label))), ..self }
    }

    /// The text that is meant, where it is known exactly.
    pub fn meant(self, text: impl Into<String>) -> Self {
        Self { meant: Some(text.into().into()), ..self }
    }
}

/// Reads a value that must be a string that says something.
pub fn read_string<'a, S: StringType>(
    string_type: &S,
    value: Value<'a>,
    reader: &mut FileReader<'a>,
) -> Option<S::Value> {
    let DeValue::String(text) = &value.data else {
        reader.wrong_type(&value, string_type.expected(), S::EXAMPLE);
        return None;
    };
    if S::ROLE != Role::Datum {
        reader.note_text(&value, S::ROLE);
    }
    let read = check_written(text, string_type, &reader.context)
        .and_then(|()| string_type.parse(text, &reader.context));
    read.map_err(|Fault { rule, is_of_key, message, help, related, meant }| {
        let path = if is_of_key { format!("`{}` ", value.path) } else { String::new() };
        let finding = reader.push(rule, &value.span, path + &message, help, related.map(|it| *it));
        if let Some((finding, meant)) = finding.zip(meant) {
            *finding = finding.clone().replace_by(quoted(&meant));
        }
    })
    .ok()
}

/// Ensures that a string says something.
fn check_written<S: StringType>(
    text: &str,
    string_type: &S,
    context: &Context<'_>,
) -> Result<(), Fault> {
    let is_control = |c: &char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    if text.trim().is_empty() {
        let help = "write what it says, or leave out the key if it may be left out";
        Err(Fault::of_key(rules::EMPTY_TEXT, "is empty", help))
    } else if text.trim() == TO_WRITE {
        let help = format!("replace `{TO_WRITE}` by {}", string_type.choices(context));
        Err(Fault::of_key(rules::TEXT_TO_WRITE, "is still to be written", help))
    } else if let Some(control) = text.chars().find(is_control) {
        let predicate = format!("contains the control character U+{:04X}", u32::from(control));
        Err(Fault::of_key(rules::CONTROL_CHARACTER, predicate, "leave it out"))
    } else {
        Ok(())
    }
}

impl<S: StringType> FieldType for S {
    type Value = S::Value;

    fn read<'a>(&self, value: Value<'a>, reader: &mut FileReader<'a>) -> Option<Self::Value> {
        read_string(self, value, reader)
    }

    fn describe(&self, taxonomy: &Taxonomy) -> Json {
        StringType::describe(self, taxonomy)
    }

    fn snippet(&self, _: &str, key: &str) -> Vec<String> {
        vec![format!("{key} = {}", S::EXAMPLE)]
    }
}
