//! What the files of networks, charters and collaborations contain.

use super::ids::{Choice, TermId};
use super::links::{Email, Https};
use super::localize::Localize;
use super::model::{Charter, Collaboration, Entry, Network, Scope};
use super::reader::Fields;
use super::rules;
use super::shapes::{Day, List, Year};
use super::taxonomy::Terms;
use super::texts::{Markdown, Name, Summary};
use crate::language::{Language, Localized};

/// What `networks/*.toml` contains.
pub fn network(fields: &mut Fields<'_, '_>) -> Option<Network> {
    let entry = entry(fields);
    let audience = List { of: TermId(Terms::Audience), non_empty: true };
    let audience = fields.required("audience", "For whom it is, at least one", audience);
    let themes = List { of: TermId(Terms::Theme), non_empty: true };
    let themes = fields.required("themes", "What it is about, at least one", themes);
    let place = fields.optional("place", "Where it is", TermId(Terms::Place));
    let email = fields.optional("email", "An organisation's address, never a person's", Email);
    let since = fields.optional("since", "The year it began", Year);
    Some(Network { entry: entry?, audience: audience?, themes: themes?, place, email, since })
}

/// What `charters/*.toml` contains.
pub fn charter(fields: &mut Fields<'_, '_>) -> Option<Charter> {
    let entry = entry(fields);
    let signed = fields.optional("signed", "The year the university signed it", Year);
    Some(Charter { entry: entry?, signed })
}

/// What `collaborations/*.toml` contains.
pub fn collaboration(fields: &mut Fields<'_, '_>) -> Option<Collaboration> {
    let entry = entry(fields);
    let scope = Choice(&[("national", Scope::National), ("international", Scope::International)]);
    let scope = fields.required("scope", "Within the Netherlands, or across borders", scope);
    let partners = List { of: Name, non_empty: false };
    let partners = fields.optional("partners", "The others, by name", partners);
    let since = fields.optional("since", "The year it began", Year);
    let (entry, scope) = (entry?, scope?);
    Some(Collaboration { entry, scope, partners: partners.unwrap_or_default(), since })
}

/// What every entry's file contains.
fn entry(fields: &mut Fields<'_, '_>) -> Option<Entry> {
    let name = fields.required(
        "name",
        "What it is called; if not the same in both languages, `[name]` with `nl` and `en`",
        Localize(Name),
    );
    let name = name_with_language(fields, name);
    let abbreviation = fields.optional("abbreviation", "The short form of its name", Name);
    let summary = fields.required(
        "summary",
        "One plain sentence or two, at most 300 characters",
        Localize(Summary),
    );
    let description = fields.optional(
        "description",
        "Markdown without HTML; headings begin with `##`",
        Localize(Markdown),
    );
    let website = fields.optional("website", "Its own website", Localize(Https));
    let university_page =
        fields.optional("university_page", "Its page on the university's website", Localize(Https));
    let as_of = fields.required(
        "as_of",
        "The newest day on which what this file says is known to have been true",
        Day,
    );
    Some(Entry {
        slug: fields.stem().to_owned(),
        file: fields.file().to_owned(),
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
    fields: &mut Fields<'_, '_>,
    name: Option<Localized<String>>,
) -> Option<Localized<String>> {
    let languages = Choice(&[("nl", Language::Nl), ("en", Language::En)]);
    let meaning = "The language of a `name` that is the same in both languages";
    let Some(language) = fields.optional("name_language", meaning, languages) else { return name };
    let at = fields.span_of("name_language").unwrap_or_default();
    match name {
        Some(Localized::Shared(name, _)) => return Some(Localized::Shared(name, Some(language))),
        Some(Localized::Both(_) | Localized::Only(..)) => {
            if let Some(reading) = fields.reading() {
                let message = "`name_language` is given, and `name` is written per language";
                reading
                    .report(rules::NEEDLESS_NAME_LANGUAGE, &at, message)
                    .help("leave it out; or write `name` as one text, if both languages share it");
            }
        }
        None => {}
    }
    name
}
