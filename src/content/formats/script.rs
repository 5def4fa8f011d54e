//! What a `[[category.script]]` contains.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};
use toml::de::DeValue;

use crate::content::context::Context;
use crate::content::model::{Script, ScriptSource, Taxonomy};
use crate::content::reader::{FieldType, FileReader, TableReader, Value};
use crate::content::suggestion::nearest;
use crate::content::types::addresses::{HostType, url_fault};
use crate::content::types::strings::{Fault, StringType};
use crate::content::types::values::{List, table_of};
use crate::content::url::https_url;
use crate::diagnostic::rules;

/// What `[[category.script]]` contains.
pub fn script(table: &mut TableReader<'_, '_>) -> Option<Script> {
    let meaning = "`static/NAME.js`, a file of this site; or an https URL";
    let source = table.required("source", meaning, ScriptSourceType);
    let attributes =
        table.optional("attributes", "Attributes of its element, its settings", Attributes);
    let mut hosts = |key, meaning| {
        let hosts = List { of: HostType, non_empty: false };
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

    const EXAMPLE: &'static str = "\"static/….js\"";

    fn parse(&self, text: &str, context: &Context<'_>) -> Result<ScriptSource, Fault> {
        if text.contains("://") {
            let url = https_url(text).map_err(|broken| url_fault(text, broken));
            return url.map(ScriptSource::Elsewhere);
        }
        let is_missing = context.files.is_some_and(|files| files.get(text).is_none());
        if is_missing || !text.starts_with(STATIC) {
            return Err(missing_script(text, context));
        }
        Ok(ScriptSource::Own(text.to_owned()))
    }

    fn expected(&self) -> &'static str {
        "a file in `static/` or an https URL"
    }
}

/// Says which script may be meant.
fn missing_script(text: &str, context: &Context<'_>) -> Fault {
    let files = context.files.iter().flat_map(|files| files.below(STATIC));
    let scripts: Vec<_> = files.map(|(path, _)| path).collect();
    let candidates = || scripts.iter().copied();
    let near =
        nearest(text, candidates()).or_else(|| nearest(&format!("{STATIC}{text}"), candidates()));
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "put the script into `static/`, and write `static/NAME.js`".to_owned(),
    };
    let predicate = format!("is `{text}`, and there is no such file in `{STATIC}`");
    Fault::of_key(rules::MISSING_SCRIPT, predicate, help)
}

/// Attributes of a script's element.
struct Attributes;

impl FieldType for Attributes {
    type Value = BTreeMap<String, String>;

    fn read<'a>(&self, value: Value<'a>, reader: &mut FileReader<'a>) -> Option<Self::Value> {
        let example = "{ data-site = \"1\" }";
        let (table, _, path) = table_of(value, "a table of texts", example, reader)?;
        let count = table.len();
        let mut attributes = BTreeMap::new();
        for (key, setting) in table {
            let (at, name) = (key.span(), key.into_inner().into_owned());
            let path = format!("{path}.{name}");
            let setting = Value { span: setting.span(), data: setting.into_inner(), path };
            if let Some(fault) = attribute_fault(&name) {
                let help = "leave it out: attributes are settings such as `data-site = \"1\"`";
                reader.report(
                    rules::FORBIDDEN_ATTRIBUTE,
                    &at,
                    format!("`{name}` is {fault}"),
                    help,
                );
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
