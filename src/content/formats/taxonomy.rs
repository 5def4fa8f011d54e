//! `taxonomy.toml`: the words that networks are found by.

use std::ops::Range;

use serde_json::{Value as Json, json};
use toml::de::DeValue;

use crate::content::model::{Taxonomy, Term};
use crate::content::reader::{FieldType, FileReader, TableReader, Value};
use crate::content::types::ids::{KEBAB_PATTERN, is_kebab, kebab_help};
use crate::content::types::per_language::PerLanguageField;
use crate::content::types::texts::Name;
use crate::diagnostic::Location;
use crate::diagnostic::Source;
use crate::diagnostic::rules;
use crate::language::Localized;

/// One of the three lists of terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Terms {
    /// For whom.
    Audience,
    /// About what.
    Theme,
    /// Where.
    Place,
}

impl Terms {
    /// Its table's name.
    pub const fn table(self) -> &'static str {
        match self {
            Self::Audience => "audience",
            Self::Theme => "theme",
            Self::Place => "place",
        }
    }

    /// Its terms.
    pub fn of(self, taxonomy: &Taxonomy) -> &[Term] {
        match self {
            Self::Audience => &taxonomy.audience,
            Self::Theme => &taxonomy.theme,
            Self::Place => &taxonomy.place,
        }
    }
}

/// The terms in the order of the file, each with the place of its id.
type TermsWritten = Vec<(Term, Range<usize>)>;

/// `taxonomy.toml` as it stands.
pub struct TaxonomyWritten {
    audience: TermsWritten,
    theme: TermsWritten,
    place: TermsWritten,
}

/// What `taxonomy.toml` contains.
pub fn taxonomy(table: &mut TableReader<'_, '_>) -> Option<TaxonomyWritten> {
    let audience = table.required("audience", "For whom networks are", TermTable);
    let theme = table.required("theme", "What networks are about", TermTable);
    let place = table.required("place", "Where networks are", TermTable);
    Some(TaxonomyWritten { audience: audience?, theme: theme?, place: place? })
}

impl TaxonomyWritten {
    /// The taxonomy without places.
    pub fn taxonomy(&self) -> Taxonomy {
        let terms = |written: &TermsWritten| written.iter().map(|(term, _)| term.clone()).collect();
        Taxonomy {
            audience: terms(&self.audience),
            theme: terms(&self.theme),
            place: terms(&self.place),
        }
    }
}

/// The ids there are, and where.
pub struct Vocabulary<'a> {
    source: &'a Source<'a>,
    audience: Vec<(String, Range<usize>)>,
    theme: Vec<(String, Range<usize>)>,
    place: Vec<(String, Range<usize>)>,
}

impl<'a> Vocabulary<'a> {
    /// The ids of a taxonomy.
    pub fn new(source: &'a Source<'a>, written: &TaxonomyWritten) -> Self {
        let ids = |terms: &TermsWritten| {
            terms.iter().map(|(term, at)| (term.id.clone(), at.clone())).collect()
        };
        Self {
            source,
            audience: ids(&written.audience),
            theme: ids(&written.theme),
            place: ids(&written.place),
        }
    }

    /// The ids of one list.
    pub fn terms(&self, terms: Terms) -> &[(String, Range<usize>)] {
        match terms {
            Terms::Audience => &self.audience,
            Terms::Theme => &self.theme,
            Terms::Place => &self.place,
        }
    }

    /// The place of an id.
    pub fn location(&self, at: &Range<usize>) -> Location {
        self.source.location(at)
    }
}

/// A table of terms: `id = { nl = "…", en = "…" }`.
struct TermTable;

impl FieldType for TermTable {
    type Value = TermsWritten;

    fn read<'a>(&self, value: Value<'a>, reader: &mut FileReader<'a>) -> Option<TermsWritten> {
        let DeValue::Table(table) = value.data else {
            reader.wrong_type(&value, "a table of terms", &format!("[{}]", value.path));
            return None;
        };
        let mut terms = Vec::with_capacity(table.len());
        for (key, label) in table {
            let (span, id) = (key.span(), key.into_inner().into_owned());
            if !is_kebab(&id) {
                let message = format!("`{id}` in `{}` is no id", value.path);
                reader.report(rules::NOT_KEBAB, &span, message).help(kebab_help(&id));
            }
            let path = format!("{}.{id}", value.path);
            let label = Value { span: label.span(), data: label.into_inner(), path };
            // Where there is an error, no visitor will see the stand-in, and the id is still known.
            let label = PerLanguageField(Name).read(label, reader);
            let label = label.unwrap_or_else(|| Localized::Shared(id.clone(), None));
            terms.push((Term { id, label }, span));
        }
        // The tree has its keys by name.
        terms.sort_by_key(|(_, span)| span.start);
        Some(terms)
    }

    fn describe(&self, taxonomy: &Taxonomy) -> Json {
        json!({
            "type": "object",
            "propertyNames": { "pattern": KEBAB_PATTERN },
            "additionalProperties": PerLanguageField(Name).describe(taxonomy),
        })
    }

    fn snippet(&self, _: &str, key: &str) -> Vec<String> {
        vec![format!("[{key}]")]
    }
}
