//! What a `[[category.script]]` contains.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};
use toml::de::DeValue;

use crate::content::model::{Script, ScriptSource, Taxonomy};
use crate::content::reader::{FieldType, FileReader, TableReader, Value};
use crate::content::suggestion::nearest;
use crate::content::types::addresses::{Host, https_url, report_url};
use crate::content::types::strings::{RawString, StringType};
use crate::content::types::values::List;
use crate::diagnostic::rules;

/// What `[[category.script]]` contains.
pub fn script(table: &mut TableReader<'_, '_>) -> Option<Script> {
    let meaning = "`static/NAME.js`, a file of this site; or an https URL";
    let source = table.required("source", meaning, ScriptSourceType);
    let attributes =
        table.optional("attributes", "Attributes of its element, its settings", Attributes);
    let mut hosts = |key, meaning| {
        let hosts = List { of: Host, non_empty: false };
        table.optional(key, meaning, hosts).unwrap_or_default()
    };
    let load_from = hosts("load_from", "Hosts from which it may load scripts and images");
    let connect_to = hosts("connect_to", "Hosts to which it may send");
    let attributes = attributes.unwrap_or_default();
    Some(Script { source: source?, attributes, load_from, connect_to })
}

/// Where a script comes from.
struct ScriptSourceType;

/// The folder of this site's own files.
const STATIC: &str = "static/";

impl StringType for ScriptSourceType {
    type Value = ScriptSource;

    const EXPECTED: &'static str = "a file in `static/` or an https URL";
    const EXAMPLE: &'static str = "\"static/….js\"";

    fn parse(&self, string: &RawString<'_>, reader: &mut FileReader<'_>) -> Option<ScriptSource> {
        let text = string.text;
        if text.contains("://") {
            let url = https_url(text).map_err(|fault| report_url(string, fault, reader));
            return url.map(ScriptSource::Elsewhere).ok();
        }
        let is_missing = reader.context.files.is_some_and(|files| files.get(text).is_none());
        if is_missing || !text.starts_with(STATIC) {
            report_missing(string, reader);
            return None;
        }
        Some(ScriptSource::Own(text.to_owned()))
    }
}

/// Says which script may be meant.
fn report_missing(string: &RawString<'_>, reader: &mut FileReader<'_>) {
    let RawString { text, span, path } = string;
    let files = reader.context.files.iter().flat_map(|files| files.below(STATIC));
    let scripts: Vec<_> = files.map(|(path, _)| path).collect();
    let candidates = || scripts.iter().copied();
    let near =
        nearest(text, candidates()).or_else(|| nearest(&format!("{STATIC}{text}"), candidates()));
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "put the script into `static/`, and write `static/NAME.js`".to_owned(),
    };
    let message = format!("`{path}` is `{text}`, and there is no such file in `{STATIC}`");
    reader.report(rules::MISSING_SCRIPT, span, message).help(help);
}

/// Attributes of a script's element.
struct Attributes;

impl FieldType for Attributes {
    type Value = BTreeMap<String, String>;

    fn read<'a>(&self, value: Value<'a>, reader: &mut FileReader<'a>) -> Option<Self::Value> {
        let DeValue::Table(table) = value.data else {
            reader.wrong_type(&value, "a table of texts", "{ data-site = \"1\" }");
            return None;
        };
        let count = table.len();
        let mut attributes = BTreeMap::new();
        for (key, setting) in table {
            let (at, name) = (key.span(), key.into_inner().into_owned());
            let path = format!("{}.{name}", value.path);
            let setting = Value { span: setting.span(), data: setting.into_inner(), path };
            if let Some(fault) = attribute_fault(&name) {
                reader
                    .report(rules::FORBIDDEN_ATTRIBUTE, &at, format!("`{name}` is {fault}"))
                    .help("leave it out: attributes are settings such as `data-site = \"1\"`");
            } else if let DeValue::String(text) = setting.data {
                attributes.insert(name, text.into_owned());
            } else {
                reader.wrong_type(&setting, "a text", &format!("{name} = \"…\""));
            }
        }
        (attributes.len() == count).then_some(attributes)
    }

    fn describe(&self, _: &Taxonomy) -> Json {
        json!({
            "type": "object",
            "propertyNames": { "pattern": "^[a-z][a-z0-9-]*$" },
            "additionalProperties": { "type": "string" },
        })
    }

    fn snippet(&self, _: &str, key: &str) -> Vec<String> {
        vec![format!("{key} = {{ data-site = \"1\" }}")]
    }
}

/// Why an attribute may not be declared.
fn attribute_fault(name: &str) -> Option<&'static str> {
    let mut signs = name.chars();
    let is_plain = signs.next().is_some_and(|c| c.is_ascii_lowercase())
        && signs.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    if matches!(name, "src" | "integrity" | "nonce") {
        Some("what the site itself says of a script")
    } else if name.starts_with("on") {
        Some("an inline script, which the site's policy forbids")
    } else if !is_plain {
        Some("no name of an attribute in lower-case letters")
    } else {
        None
    }
}
