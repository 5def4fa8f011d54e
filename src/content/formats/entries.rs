//! What the files of networks, charters and collaborations contain.

use crate::content::model::{Charter, Collaboration, Entry, Facet, Network, Scope};
use crate::content::reader::TableReader;
use crate::content::types::addresses::{EmailType, HttpsUrlType};
use crate::content::types::also::Also;
use crate::content::types::ids::{OneOf, TermId};
use crate::content::types::per_language::PerLanguageField;
use crate::content::types::texts::{Markdown, Name, Summary};
use crate::content::types::values::{Integer, List, PastDate};
use crate::diagnostic::rules;
use crate::language::{Language, Localized};

/// What `networks/*.toml` contains.
pub fn network(table: &mut TableReader<'_, '_>) -> Option<Network> {
    let entry = entry(table);
    let audience = List { of: TermId(Facet::Audience), non_empty: true };
    let audience = table.required("audience", "For whom it is, at least one", audience);
    let themes = List { of: TermId(Facet::Theme), non_empty: true };
    let themes = table.required("themes", "What it is about, at least one", themes);
    let place = table.optional("place", "Where it is", TermId(Facet::Place));
    let meaning = "What visitors say who look for it, per language; never shown";
    let also = table.optional("also", meaning, Also).unwrap_or_default();
    let email = table.optional("email", "An organisation's address, never a person's", EmailType);
    let since = table.optional("since", "The year it began", Integer::YEAR);
    Some(Network { entry: entry?, audience: audience?, themes: themes?, place, also, email, since })
}

/// What `charters/*.toml` contains.
pub fn charter(table: &mut TableReader<'_, '_>) -> Option<Charter> {
    let entry = entry(table);
    let signed = table.optional("signed", "The year the university signed it", Integer::YEAR);
    Some(Charter { entry: entry?, signed })
}

/// What `collaborations/*.toml` contains.
pub fn collaboration(table: &mut TableReader<'_, '_>) -> Option<Collaboration> {
    let entry = entry(table);
    let scope = OneOf(&[("national", Scope::National), ("international", Scope::International)]);
    let scope = table.required("scope", "Within the Netherlands, or across borders", scope);
    let partners = List { of: Name, non_empty: false };
    let partners = table.optional("partners", "The others, by name", partners);
    let since = table.optional("since", "The year it began", Integer::YEAR);
    let (entry, scope) = (entry?, scope?);
    Some(Collaboration { entry, scope, partners: partners.unwrap_or_default(), since })
}

/// What every entry's file contains.
fn entry(table: &mut TableReader<'_, '_>) -> Option<Entry> {
    let name = table.required(
        "name",
        "What it is called; if not the same in both languages, `[name]` with `nl` and `en`",
        PerLanguageField(Name),
    );
    let name = name_with_language(table, name);
    let abbreviation = table.optional("abbreviation", "The short form of its name", Name);
    let summary = table.required(
        "summary",
        "One plain sentence or two, at most 300 characters",
        PerLanguageField(Summary),
    );
    let description = table.optional(
        "description",
        "Markdown without HTML; headings begin with `##`",
        PerLanguageField(Markdown),
    );
    let website = table.optional("website", "Its own website", PerLanguageField(HttpsUrlType));
    let university_page = table.optional(
        "university_page",
        "Its page on the university's website",
        PerLanguageField(HttpsUrlType),
    );
    let as_of = table.required(
        "as_of",
        "The newest day on which what this file says is known to have been true",
        PastDate,
    );
    Some(Entry {
        slug: table.stem().to_owned(),
        file: table.file().to_owned(),
        name: name?,
        abbreviation,
        summary: summary?,
        description,
        website,
        university_page,
        as_of: as_of?,
    })
}

/// Marks a name that both languages share with the language it is in.
fn name_with_language(
    table: &mut TableReader<'_, '_>,
    name: Option<Localized<String>>,
) -> Option<Localized<String>> {
    let languages = OneOf(&Language::BY_CODE);
    let meaning = "The language of a `name` that is the same in both languages";
    let Some(language) = table.optional("name_language", meaning, languages) else {
        if matches!(name, Some(Localized::Written(..))) {
            table.needs_no("name_language");
        }
        return name;
    };
    let at = table.span_of("name_language").unwrap_or_default();
    match name {
        Some(Localized::Shared(name, _)) => return Some(Localized::Shared(name, Some(language))),
        Some(Localized::Written(..)) => {
            if let Some(reader) = table.reader() {
                let message = "`name_language` is given, and `name` is written per language";
                let help = "leave it out; or write `name` as one text, if both languages share it";
                reader.report(rules::NEEDLESS_NAME_LANGUAGE, &at, message, help);
            }
        }
        None => {}
    }
    name
}
