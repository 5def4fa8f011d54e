//! What stands around every page: head, notice, header, footer.

use std::collections::BTreeMap;

use super::previews::Banner;
use super::structured_data::JsonLd;
use super::text::{Link, LocalizedText, join};
use super::{Alternate, PageContext, Route, StyleSheet, feed_path, manifest_path};
use crate::consent::{Notice, View, allowed_scripts};
use crate::content::entries::EntryKind;
use crate::content::model::ScriptSource;
use crate::content::single_page::SinglePage;
use crate::l10n::Messages;
use crate::language::{Language, PerLanguage};

/// The longest title that search engines show whole, in characters.
const TITLE_MAX_CHARACTERS: usize = 70;

/// The longest description that they show whole.
const DESCRIPTION_MAX_CHARACTERS: usize = 170;

pub(super) struct Layout<'a> {
    pub t: &'a Messages,
    pub language: Language,
    pub title: String,
    pub description: String,
    /// The page's own path, without a query; the home page's where the page has no address.
    pub path: String,
    pub canonical: Option<String>,
    pub alternates: Vec<Alternate>,
    pub is_indexed: bool,
    pub owner: LocalizedText<'a>,
    pub owner_website: &'a str,
    pub site_title: LocalizedText<'a>,
    pub contact: &'a str,
    pub repository: Option<&'a str>,
    pub home: String,
    pub navigation: Vec<NavigationLink>,
    /// The same page in each language, or what comes nearest.
    pub switch: PerLanguage<String>,
    pub breadcrumbs: Vec<Link<'a>>,
    pub footer: Vec<Link<'a>>,
    pub style_sheet: &'a StyleSheet,
    pub icon: &'a str,
    pub share_image: String,
    pub manifest: String,
    pub scripts: Vec<ScriptTag<'a>>,
    pub notice: Notice,
    pub question: String,
    pub has_accepted: bool,
    pub cookies: String,
    pub feed: String,
    pub structured_data: Vec<JsonLd>,
    pub banner: Option<&'a Banner>,
    pub previous: Option<String>,
    pub next: Option<String>,
}

pub(super) struct NavigationLink {
    pub text: String,
    pub href: String,
    /// The value of `aria-current`: `page`, or `true` where the page is below what is linked.
    pub current: Option<&'static str>,
}

pub(super) struct ScriptTag<'a> {
    pub source: String,
    pub integrity: Option<&'a str>,
    pub attributes: Option<&'a BTreeMap<String, String>>,
}

impl<'a> Layout<'a> {
    /// The layout of a page of the site.
    pub fn for_route(
        context: PageContext<'a>,
        route: &Route<'_>,
        language: Language,
        view: View,
        heading: &str,
        description: &str,
    ) -> Self {
        let t = context.t(language);
        let mut layout = Self::for_path(context, route.path(language), language, view, heading);
        layout.description = self::description(description).to_owned();
        let canonical = route.path(context.text_language(route, language));
        layout.canonical = Some(context.absolute(&canonical));
        layout.alternates = context.alternates(route, language);
        layout.is_indexed = true;
        layout.switch = PerLanguage::from_fn(|language| route.path(language));
        let finder = Route::Finder.path(language);
        if *route != Route::Home {
            let title = &context.content.home.title.get(language).value;
            layout.breadcrumbs = vec![Link::new(title.as_str(), layout.home.clone())];
            if matches!(route, Route::Entry(EntryKind::Network, _)) {
                layout.breadcrumbs.push(Link::new(t.site_networks(), finder.clone()));
            }
            if matches!(route, Route::KeptDeclaration(_)) {
                layout.breadcrumbs.push(Link::new(t.cookies_title(), layout.cookies.clone()));
            }
        }
        let section = match route {
            Route::Home => Some((&layout.home, "page")),
            Route::Entry(EntryKind::Charter | EntryKind::Collaboration, _) => {
                Some((&layout.home, "true"))
            }
            Route::Finder => Some((&finder, "page")),
            Route::Entry(EntryKind::Network, _) => Some((&finder, "true")),
            _ => None,
        };
        if let Some((href, current)) = section {
            let links = layout.navigation.iter_mut().filter(|link| link.href == *href);
            links.for_each(|link| link.current = Some(current));
        }
        layout
    }

    /// The layout of a page without an address of its own.
    pub fn for_path(
        context: PageContext<'a>,
        path: String,
        language: Language,
        view: View,
        heading: &str,
    ) -> Self {
        let PageContext { content, assets, .. } = context;
        let t = context.t(language);
        let site = &content.site;
        let owner = LocalizedText::new(&site.owner, language);
        let site_title = LocalizedText::new(&site.title, language);
        let home = Route::Home.path(language);
        let link = |text: String, route: Route<'_>| Link::new(text, route.path(language));
        let optional = content.declaration.optional();
        let purposes: Vec<_> =
            optional.map(|category| within_sentence(category.name.get(language).value)).collect();
        let navigation =
            [(t.site_overview(), home.clone()), (t.site_networks(), Route::Finder.path(language))];
        Self {
            t,
            language,
            title: title(heading, site_title.value, owner.value),
            description: String::new(),
            path,
            canonical: None,
            alternates: Vec::new(),
            is_indexed: false,
            owner,
            owner_website: site.owner_website.get(language).value.as_str(),
            site_title,
            contact: &site.contact,
            repository: site.repository.as_ref().map(|url| url.as_str()),
            navigation: navigation
                .into_iter()
                .map(|(text, href)| NavigationLink { text, href, current: None })
                .collect(),
            home,
            switch: PerLanguage::from_fn(|language| Route::Home.path(language)),
            breadcrumbs: Vec::new(),
            footer: content
                .pages
                .iter()
                .map(|(page, _)| link(page_name(*page, t), Route::Page(*page)))
                .chain([link(t.site_cookies(), Route::Cookies)])
                .collect(),
            style_sheet: &assets.style_sheet,
            icon: assets.path("static/icon.svg"),
            share_image: context.absolute(assets.path(&format!("static/share.{language}.png"))),
            manifest: manifest_path(language),
            scripts: scripts(context, view),
            notice: view.notice,
            question: t
                .cookies_question_text(owner.value, join(purposes.iter().map(String::as_str))),
            has_accepted: !view.accepted.is_empty(),
            cookies: Route::Cookies.path(language),
            feed: feed_path(language),
            structured_data: Vec::new(),
            banner: context.banner,
            previous: None,
            next: None,
        }
    }

    /// The link to the page above, where the menu does not hold it already as the home page.
    pub fn parent(&self) -> Option<&Link<'a>> {
        self.breadcrumbs.get(1..)?.last()
    }

    pub fn asks(&self) -> bool {
        matches!(self.notice, Notice::Question | Notice::NotKept)
    }

    /// Whether the choice just made is not there any more.
    pub fn was_not_kept(&self) -> bool {
        self.notice == Notice::NotKept
    }

    /// Whether the page confirms the choice just made.
    pub fn confirms(&self) -> bool {
        self.notice == Notice::Confirmation
    }

    /// The languages of the same page elsewhere.
    pub fn other_languages(&self) -> impl Iterator<Item = Language> {
        let own = self.language;
        Language::ALL.into_iter().filter(move |&language| language != own)
    }
}

/// What a link to a page of text says.
fn page_name(page: SinglePage, t: &Messages) -> String {
    match page {
        SinglePage::DiversityOffice => t.site_diversity_office(),
        SinglePage::Accessibility => t.site_accessibility(),
        SinglePage::Privacy => t.site_privacy(),
    }
}

/// A name as it stands within a sentence: without its capital.
fn within_sentence(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect()
}

/// The heading and whose site it is, in as many words as there is room for.
fn title(heading: &str, site_title: &str, owner: &str) -> String {
    let whole = format!("{heading} – {site_title}, {owner}");
    let shorter = format!("{heading} – {owner}");
    let fits = |title: &String| title.chars().count() <= TITLE_MAX_CHARACTERS;
    [whole, shorter].into_iter().find(fits).unwrap_or_else(|| heading.to_owned())
}

/// As many whole sentences as a search engine shows, and the first one in any case.
fn description(summary: &str) -> &str {
    let ends = summary.match_indices(". ").map(|(at, _)| at + 1).chain([summary.len()]);
    let fits = |&end: &usize| summary[..end].chars().count() <= DESCRIPTION_MAX_CHARACTERS;
    let first = summary.find(". ").map_or(summary.len(), |at| at + 1);
    &summary[..ends.filter(fits).last().unwrap_or(first)]
}

fn scripts<'a>(context: PageContext<'a>, view: View) -> Vec<ScriptTag<'a>> {
    let PageContext { content, assets, .. } = context;
    let declared = allowed_scripts(&content.declaration, view.accepted).map(|script| {
        let attributes = Some(&script.attributes);
        match &script.source {
            ScriptSource::Own(name) => ScriptTag {
                source: assets.path(name).to_owned(),
                integrity: assets.get(name).map(|asset| asset.integrity.as_str()),
                attributes,
            },
            ScriptSource::Elsewhere(url) => {
                ScriptTag { source: url.as_str().to_owned(), integrity: None, attributes }
            }
        }
    });
    let own = assets.page_script.iter().map(|path| ScriptTag {
        source: path.clone(),
        integrity: None,
        attributes: None,
    });
    declared.chain(own).collect()
}
