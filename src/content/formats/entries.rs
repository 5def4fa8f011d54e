//! What the files of networks, charters and collaborations contain.

use crate::content::model::{
    Charter, Collaboration, Contact, Entry, Facet, FacetFormat, Network, Scope, Standing,
};
use crate::content::reader::TableReader;
use crate::content::types::addresses::{EmailType, HttpsUrlType};
use crate::content::types::also::Also;
use crate::content::types::as_of::AsOfDate;
use crate::content::types::ids::{OneOf, TermId};
use crate::content::types::names::Names;
use crate::content::types::per_language::PerLanguageField;
use crate::content::types::texts::{Markdown, Name, Summary};
use crate::content::types::values::{ArrayOfTables, Integer, List};
use crate::diagnostic::rules;
use crate::language::{Language, Localized};

/// What `networks/*.toml` contains.
pub fn network(table: &mut TableReader<'_, '_>) -> Option<Network> {
    let entry = entry(table);
    let facets = Facet::ALL.map(|facet| terms(table, facet));
    let has_facets = facets.iter().all(Option::is_some);
    let facets = facets.map(Option::unwrap_or_default);
    let meaning = "What visitors say who look for it, per language; never shown";
    let also = table.optional("also", meaning, Also).unwrap_or_default();
    let email = table.optional("email", "An organisation's address, never a person's", EmailType);
    let since = table.optional("since", "The year it began", Integer::YEAR);
    began_before(table, "since", since, entry.as_ref());
    let languages = List { of: OneOf(&Language::BY_CODE), non_empty: true };
    let languages = table.optional("languages", "What is spoken there", languages);
    let standing = table.optional("standing", "Whose it is", OneOf(&STANDINGS));
    let join = "How to take part, in Markdown: who may, how, what it costs";
    let join = table.optional("join", join, PerLanguageField(Markdown));
    let contacts = contacts(table);
    let network = Network {
        entry: entry?,
        facets,
        also,
        email,
        since,
        join,
        languages: languages.unwrap_or_default(),
        standing,
        contacts: contacts?,
    };
    has_facets.then_some(network)
}

/// A network's terms of a facet.
fn terms(table: &mut TableReader<'_, '_>, facet: Facet) -> Option<Vec<String>> {
    let FacetFormat { key, key_meaning, is_list, .. } = facet.format();
    match is_list {
        true => table.required(key, key_meaning, List { of: TermId(facet), non_empty: true }),
        false => Some(table.optional(key, key_meaning, TermId(facet)).into_iter().collect()),
    }
}

/// What `charters/*.toml` contains.
pub fn charter(table: &mut TableReader<'_, '_>) -> Option<Charter> {
    let entry = entry(table);
    let signed = table.optional("signed", "The year the university signed it", Integer::YEAR);
    began_before(table, "signed", signed, entry.as_ref());
    Some(Charter { entry: entry?, signed })
}

/// What `collaborations/*.toml` contains.
pub fn collaboration(table: &mut TableReader<'_, '_>) -> Option<Collaboration> {
    let entry = entry(table);
    let scope = OneOf(&[("national", Scope::National), ("international", Scope::International)]);
    let scope = table.required("scope", "Within the Netherlands, or across borders", scope);
    let partners = table.optional("partners", "The others, by name", Names);
    let since = table.optional("since", "The year it began", Integer::YEAR);
    began_before(table, "since", since, entry.as_ref());
    let (contacts, partners) = (contacts(table)?, partners.unwrap_or_default());
    Some(Collaboration { entry: entry?, scope: scope?, partners, since, contacts })
}

const STANDINGS: [(&str, Standing); 3] = [
    (Standing::University.id(), Standing::University),
    (Standing::Independent.id(), Standing::Independent),
    (Standing::City.id(), Standing::City),
];

/// Further ways to reach an entry.
fn contacts(table: &mut TableReader<'_, '_>) -> Option<Vec<Contact>> {
    let contacts = table.optional("contact", "A further way to reach it", ArrayOfTables(contact));
    let is_broken = table.span_of("contact").is_some() && contacts.is_none();
    (!is_broken).then(|| contacts.into_iter().flatten().map(|(contact, _)| contact).collect())
}

fn contact(table: &mut TableReader<'_, '_>) -> Option<Contact> {
    let name = table.required("name", "Whose page or mailbox it is", PerLanguageField(Name));
    let url = table.optional("url", "A page", PerLanguageField(HttpsUrlType));
    let email = table.optional("email", "An organisation's address, never a person's", EmailType);
    let at = table.span().clone();
    let is_there = ["url", "email"].into_iter().any(|key| table.span_of(key).is_some());
    if let (false, Some(reader)) = (is_there, table.reader()) {
        let help = "add `url = \"https://…\"` or `email = \"…@…\"`";
        let message = "a `contact` has neither `url` nor `email`";
        reader.report(rules::MISSING_KEY, &at, message, help);
    }
    Some(Contact { name: name?, url, email })
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
        "The newest day on which what this file says is known to have been true; \
         or a month, `\"2022-04\"`, or a year, if the source tells no more",
        AsOfDate,
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

/// Ensures that what a file says had begun by the day on which it was true.
fn began_before(
    table: &mut TableReader<'_, '_>,
    key: &str,
    year: Option<i16>,
    entry: Option<&Entry>,
) {
    let (Some(year), Some(entry)) = (year, entry) else { return };
    let (Some(at), Some(as_of)) = (table.span_of(key), table.span_of("as_of")) else { return };
    if year > entry.as_of.last_day().year()
        && let Some(reader) = table.reader()
    {
        let message = format!("`{key}` is {year}, after `as_of`");
        let help = "put the one of the two right that is wrong";
        let first = (&as_of, "what the file says was true then");
        reader.report_both(rules::BEGAN_AFTER, &at, message, help, first);
    }
}
