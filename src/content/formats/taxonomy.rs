//! `taxonomy.toml`: the words that networks are found by.

use std::ops::Range;

use serde_json::{Value as Json, json};
use toml::de::DeValue;

use crate::content::context::Vocabulary;
use crate::content::model::{Facet, Taxonomy, Term};
use crate::content::reader::{FieldType, FileReader, TableReader, Value};
use crate::content::types::also::Also;
use crate::content::types::ids::{KEBAB_PATTERN, is_kebab, kebab_help, to_kebab};
use crate::content::types::per_language::PerLanguageField;
use crate::content::types::texts::Name;
use crate::content::types::values::table_of;
use crate::diagnostic::{Source, rules};
use crate::language::{Localized, PerLanguage};

/// The terms of each facet in the order of the file, each with the span of its id.
pub struct TaxonomyRead([Vec<(Term, Range<usize>)>; Facet::COUNT]);

/// What `taxonomy.toml` contains.
pub fn taxonomy(table: &mut TableReader<'_, '_>) -> Option<TaxonomyRead> {
    let facets = Facet::ALL
        .map(|facet| table.required(facet.name(), facet.format().table_meaning, TermTable));
    facets.iter().all(Option::is_some).then(|| TaxonomyRead(facets.map(Option::unwrap_or_default)))
}

impl TaxonomyRead {
    pub fn taxonomy(&self) -> Taxonomy {
        Taxonomy(
            self.0.each_ref().map(|terms| terms.iter().map(|(term, _)| term.clone()).collect()),
        )
    }

    pub fn vocabulary<'a>(&self, source: &'a Source<'a>) -> Vocabulary<'a> {
        let ids = |(term, at): &(Term, Range<usize>)| (term.id.clone(), at.clone());
        let terms = self.0.each_ref().map(|terms| terms.iter().map(ids).collect());
        Vocabulary { source, terms }
    }
}

const ALSO_OF_TERM: &str = "What visitors say for it, per language; never shown";

/// The words beside a term's label, which stand in the same table.
fn take_also<'a>(term: &mut Value<'a>, reader: &mut FileReader<'a>) -> PerLanguage<Vec<String>> {
    let DeValue::Table(values) = &mut term.data else { return PerLanguage::default() };
    let Some(also) = values.remove("also") else { return PerLanguage::default() };
    let path = format!("{}.also", term.path);
    let also = Value { span: also.span(), data: also.into_inner(), path };
    Also.read(also, reader).unwrap_or_default()
}

/// A table of terms: `id = { nl = "…", en = "…" }`.
struct TermTable;

impl FieldType for TermTable {
    type Value = Vec<(Term, Range<usize>)>;

    fn read<'a>(&self, value: Value<'a>, reader: &mut FileReader<'a>) -> Option<Self::Value> {
        let example = format!("[{}]", value.path);
        let (table, _, path) = table_of(value, "a table of terms", &example, reader)?;
        let mut terms = Vec::with_capacity(table.len());
        for (key, label) in table {
            let (span, id) = (key.span(), key.into_inner().into_owned());
            if !is_kebab(&id) {
                let message = format!("`{id}` in `{path}` is no id");
                let meant = to_kebab(&id);
                let help = kebab_help(&id);
                reader.push_meant(rules::NOT_KEBAB, &span, message, help, meant.as_deref());
            }
            let path = format!("{path}.{id}");
            let mut label = Value { span: label.span(), data: label.into_inner(), path };
            let also = take_also(&mut label, reader);
            // Where there is an error, no visitor will see the stand-in, and the id is still known.
            let label = PerLanguageField(Name).read(label, reader);
            let label = label.unwrap_or_else(|| Localized::Shared(id.clone(), None));
            terms.push((Term { id, label, also }, span));
        }
        // The tree has its keys by name.
        terms.sort_by_key(|(_, span)| span.start);
        Some(terms)
    }

    fn describe(&self, taxonomy: &Taxonomy) -> Json {
        let mut term = PerLanguageField(Name).describe(taxonomy);
        let mut also = Also.describe(taxonomy);
        also["description"] = ALSO_OF_TERM.into();
        term["anyOf"][1]["properties"]["also"] = also;
        json!({
            "type": "object",
            "propertyNames": { "pattern": KEBAB_PATTERN },
            "additionalProperties": term,
        })
    }

    fn snippet(&self, _: &str, key: &str) -> Vec<String> {
        vec![format!("[{key}]")]
    }
}
