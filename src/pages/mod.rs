//! The pages: one view per template, made of everything that the template needs.
//!
//! A view is made from content, messages, language and consent alone; how and to whom it is
//! served is not known here. Logic is in the views, templates choose and repeat.

mod card;
mod cookies;
mod dataset;
mod entry;
mod error;
mod facet_words;
mod feed;
mod finder;
mod glance;
mod home;
mod layout;
pub mod previews;
mod route;
mod statement;
mod structured_data;
mod text;
mod well_known;

use std::collections::BTreeMap;

use jiff::civil::Date;

pub use dataset::{dataset, dataset_path};
pub use error::{ErrorKind, render_error};
pub use feed::feed;
pub use finder::render_answer;
pub use route::{Address, Route, SectionAddress, parse, section};
pub use well_known::{feed_path, gpc, manifest, manifest_path, robots, security_txt, sitemap};

use crate::consent::{Decision, OwnSources, View};
use crate::content::as_of::AsOf;
use crate::content::model::{BaseUrl, Content, Entry};
use crate::finder::{Finder, Query};
use crate::l10n::Messages;
use crate::language::{Language, Localized, PerLanguage};

/// What every page is made of.
#[derive(Clone, Copy)]
pub struct PageContext<'a> {
    pub content: &'a Content,
    pub messages: &'a PerLanguage<Messages>,
    pub finder: &'a Finder,
    pub assets: &'a Assets,
    /// The site's public address.
    pub base_url: &'a BaseUrl,
    /// The day for which the pages are made.
    pub today: Date,
    /// What stands on top of every page, where they are those of a branch.
    pub banner: Option<&'a previews::Banner>,
}

/// The addresses of the files that pages link to.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    files: BTreeMap<String, Asset>,
    /// What stands in every page's `<style>`, to the byte: the policy holds its digest.
    pub style_sheet: StyleSheet,
    /// What the policy allows besides the declared scripts.
    pub own_sources: OwnSources,
    /// A script for every page besides the declared ones: the preview's.
    pub page_script: Option<String>,
}

/// A style sheet that can stand in a page as it is.
#[derive(Clone, Debug, Default)]
pub struct StyleSheet(pub String);

impl StyleSheet {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for StyleSheet {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl askama::filters::HtmlSafe for StyleSheet {}

#[derive(Clone, Debug)]
pub struct Asset {
    /// Its fingerprinted path: `/static/site.5f3a….css`.
    pub path: String,
    /// Its digest for the `integrity` attribute (W3C Subresource Integrity).
    pub integrity: String,
}

impl Assets {
    /// Adds a file by its name in the site's folder: `static/site.css`.
    pub fn insert(&mut self, name: impl Into<String>, asset: Asset) {
        self.files.insert(name.into(), asset);
    }

    pub fn get(&self, name: &str) -> Option<&Asset> {
        self.files.get(name)
    }

    /// A file's path; empty where the site has no such file.
    fn path(&self, name: &str) -> &str {
        self.get(name).map_or("", |asset| &asset.path)
    }
}

impl<'a> PageContext<'a> {
    pub fn t(&self, language: Language) -> &'a Messages {
        self.messages.get(language)
    }

    pub fn absolute(&self, path: &str) -> String {
        format!("{}{path}", self.base_url.as_str())
    }

    /// Whether what was true on a day may not be any more: whether that is longer ago than
    /// `stale_after_months` of `site.toml`.
    pub fn is_stale(&self, as_of: AsOf) -> bool {
        self.content.site.is_stale(as_of, self.today)
    }

    /// The language of the page's own text for readers of `language`: another one where all of
    /// the text stands in for a translation that is missing. That other page is the one to be
    /// found.
    pub fn text_language(&self, route: &Route<'_>, language: Language) -> Language {
        fn foreign<T>(text: &Localized<T>, language: Language) -> Option<Language> {
            text.get(language).foreign.filter(|_| text.get(language).is_fallback)
        }
        let foreign = match route {
            Route::Entry(kind, slug) => self.content.entry(*kind, slug).and_then(|entry| {
                let Entry { summary, description, .. } = entry.entry();
                let is_foreign = |text| foreign(text, language).is_some();
                let is_whole = description.as_ref().is_none_or(is_foreign);
                foreign(summary, language).filter(|_| is_whole)
            }),
            Route::Page(page) => {
                self.content.page(*page).and_then(|page| foreign(&page.body, language))
            }
            Route::Home | Route::Finder | Route::Cookies | Route::KeptDeclaration(_) => None,
        };
        foreign.unwrap_or(language)
    }

    /// The page in all languages that have a text of their own, this one among them; nothing
    /// where that is one alone.
    pub fn alternates(&self, route: &Route<'_>, language: Language) -> Vec<Alternate> {
        let has_own = |&language: &Language| self.text_language(route, language) == language;
        let languages: Vec<_> = Language::ALL.into_iter().filter(has_own).collect();
        if languages.len() < 2 || !languages.contains(&language) {
            return Vec::new();
        }
        let default = languages.first().map(|&language| ("x-default", language));
        let named = languages.iter().map(|&language| (language.code(), language));
        named
            .chain(default)
            .map(|(hreflang, language)| Alternate {
                hreflang,
                href: self.absolute(&route.path(language)),
            })
            .collect()
    }
}

/// A page's address in a language, as `hreflang` names it.
pub struct Alternate {
    hreflang: &'static str,
    href: String,
}

/// Renders a page for everybody with the same view of the consent layer.
pub fn render(
    context: PageContext<'_>,
    route: &Route<'_>,
    language: Language,
    view: View,
) -> askama::Result<String> {
    match route {
        Route::Home => home::render(context, language, view),
        Route::Finder => render_answer(context, &Query::everything(), language, view),
        Route::Entry(kind, slug) => match context.content.entry(*kind, slug) {
            Some(entry) => entry::render(context, entry, language, view),
            None => render_error(context, ErrorKind::NotFound, language, view),
        },
        Route::Cookies => {
            let decision = Decision::Undecided(crate::consent::Undecided::NotAsked);
            cookies::render(context, &decision, language, view)
        }
        Route::KeptDeclaration(version) => cookies::render_kept(context, version, language, view),
        Route::Page(page) => match context.content.page(*page) {
            Some(statement) => statement::render(context, statement, route, language, view),
            None => render_error(context, ErrorKind::NotFound, language, view),
        },
    }
}

/// Renders the cookie page for a visitor with this decision, whose day it shows.
pub fn render_cookies(
    context: PageContext<'_>,
    decision: &Decision,
    language: Language,
    view: View,
) -> askama::Result<String> {
    cookies::render(context, decision, language, view)
}
