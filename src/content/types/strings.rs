//! Values that are written as one string.

use std::ops::Range;

use serde_json::{Value as Json, json};
use toml::de::DeValue;

use crate::content::model::Taxonomy;
use crate::content::reader::{FieldType, FileReader, Value};
use crate::diagnostic::rules;

/// What an editor's template holds where a text is still to be written.
pub const TO_WRITE: &str = "TODO";

/// A kind of string.
pub trait StringType {
    /// What it becomes.
    type Value;

    /// What it is called in messages.
    const EXPECTED: &'static str;

    /// An example, as TOML.
    const EXAMPLE: &'static str = "\"…\"";

    /// What it is to a visitor.
    const ROLE: Role = Role::Datum;

    /// Reads a string. `None` only if a finding of severity error says why.
    fn parse(&self, string: &RawString<'_>, reader: &mut FileReader<'_>) -> Option<Self::Value>;

    /// What an editor is to write, in an article and noun or a list of words.
    fn wanted(&self, reader: &FileReader<'_>) -> String {
        let _ = reader;
        Self::EXPECTED.to_owned()
    }

    /// Describes it as a JSON Schema.
    fn describe(&self, taxonomy: &Taxonomy) -> Json {
        let _ = taxonomy;
        json!({ "type": "string" })
    }
}

/// What a string is to a visitor.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Nothing to read: an id, an address.
    Datum,
    /// A name, which may be the same in both languages.
    Name,
    /// Sentences, which cannot.
    Prose,
}

/// A string in a file.
pub struct RawString<'a> {
    /// What it says.
    pub text: &'a str,
    /// Where it stands, with its quotation marks.
    pub span: &'a Range<usize>,
    /// The keys that lead to it.
    pub path: &'a str,
}

impl RawString<'_> {
    /// Where in the file the text begins; none if it does not stand there as it is, since an
    /// escape moves what follows it.
    pub fn start(&self, reader: &FileReader<'_>) -> Option<usize> {
        let raw = reader.raw(self.span);
        let opening = ["\"\"\"\r\n", "'''\r\n", "\"\"\"\n", "'''\n", "\"\"\"", "'''", "\"", "'"]
            .into_iter()
            .find(|opening| raw.starts_with(opening))?;
        let closing = opening.trim_end();
        let is_verbatim = raw.len() == opening.len() + self.text.len() + closing.len()
            && raw[opening.len()..].starts_with(self.text);
        is_verbatim.then_some(self.span.start + opening.len())
    }
}

/// Reads a value that must be a string that says something.
pub fn read_string<L: StringType>(
    leaf: &L,
    value: Value<'_>,
    reader: &mut FileReader<'_>,
) -> Option<L::Value> {
    let DeValue::String(text) = &value.data else {
        reader.wrong_type(&value, L::EXPECTED, L::EXAMPLE);
        return None;
    };
    let Value { span, path, .. } = &value;
    if text.trim().is_empty() {
        reader
            .report(rules::EMPTY_TEXT, span, format!("`{path}` is empty"))
            .help("write what it says, or leave out the key if it may be left out");
        return None;
    }
    if text.trim() == TO_WRITE {
        let help = format!("replace `{TO_WRITE}` by {}", leaf.wanted(reader));
        reader
            .report(rules::TEXT_TO_WRITE, span, format!("`{path}` is still to be written"))
            .help(help);
        return None;
    }
    let is_control = |c: &char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    if let Some(control) = text.chars().find(is_control) {
        let code = u32::from(control);
        let message = format!("`{path}` contains the control character U+{code:04X}");
        reader.report(rules::CONTROL_CHARACTER, span, message).help("leave it out");
        return None;
    }
    leaf.parse(&RawString { text, span, path }, reader)
}

impl<L: StringType> FieldType for L {
    type Value = L::Value;

    fn read<'a>(&self, value: Value<'a>, reader: &mut FileReader<'a>) -> Option<Self::Value> {
        read_string(self, value, reader)
    }

    fn describe(&self, taxonomy: &Taxonomy) -> Json {
        StringType::describe(self, taxonomy)
    }

    fn snippet(&self, _: &str, key: &str) -> Vec<String> {
        vec![format!("{key} = {}", L::EXAMPLE)]
    }
}
