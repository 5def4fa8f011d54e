//! The content as meant: checked, typed, without a field that cannot be what it says.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::as_of::AsOf;
pub use super::facets::{EVERYWHERE, Facet, FacetFormat, Taxonomy, Term};
use super::markdown::Html;
use super::single_page::SinglePage;
pub use super::url::{BaseUrl, HttpsUrl};
use crate::diagnostic::Location;
use crate::language::{Language, Localized, PerLanguage};

#[derive(Clone, Debug)]
pub struct Content {
    pub site: SiteSettings,
    pub home: Home,
    pub taxonomy: Taxonomy,
    pub networks: Vec<Network>,
    pub charters: Vec<Charter>,
    pub collaborations: Vec<Collaboration>,
    /// In the order of [`SinglePage::ALL`]; the required ones are there.
    pub pages: Vec<(SinglePage, Statement)>,
    pub declaration: Declaration,
    /// `searches.toml`.
    pub searches: Vec<Search>,
    /// `declarations/*.toml`: every declaration that was kept, by its version.
    pub kept_declarations: BTreeMap<String, Declaration>,
}

impl Content {
    pub fn page(&self, page: SinglePage) -> Option<&Statement> {
        self.pages.iter().find(|(it, _)| *it == page).map(|(_, statement)| statement)
    }
}

/// `site.toml`: what holds for the whole site.
#[derive(Clone, Debug)]
pub struct SiteSettings {
    /// The site's name, last in every page's title.
    pub title: Localized<String>,
    pub owner: Localized<String>,
    pub owner_website: Localized<HttpsUrl>,
    /// Where visitors write to: an organisation's address, never a person's.
    pub contact: String,
    /// The public address of the site, without a path and without a trailing slash.
    pub base_url: BaseUrl,
    pub repository: Option<HttpsUrl>,
    /// Where a visitor or editor changes a file; `{file}` stands for its path in the repository.
    pub edit_url: Option<String>,
    /// From how many months on an entry's `as_of` is said to be old.
    pub stale_after_months: i16,
    /// None until the institution has filled it in.
    pub controller: Option<Controller>,
}

/// What only the institution can say about visitors' data (article 13 GDPR).
#[derive(Clone, Debug)]
pub struct Controller {
    /// The institution's postal address.
    pub address: String,
    /// The officer's mailbox.
    pub data_protection_officer: String,
    /// For what is done without consent.
    pub legal_basis: Localized<String>,
    pub recipients: Localized<String>,
    pub mail_retention: Localized<String>,
    /// Where to complain.
    pub authority: Localized<HttpsUrl>,
}

impl SiteSettings {
    /// Whether what was true on the day `as_of` is so old on the day `today` that the page says so.
    pub fn is_stale(&self, as_of: AsOf, today: Date) -> bool {
        let limit = jiff::Span::new().months(self.stale_after_months);
        as_of.last_day().checked_add(limit).is_ok_and(|until| until < today)
    }
}

/// `home.toml`: the page "Collaboration and networks" without its entries.
#[derive(Clone, Debug)]
pub struct Home {
    pub title: Localized<String>,
    /// One plain sentence or two, for search engines and link previews.
    pub summary: Localized<String>,
    /// What stands before the first section.
    pub introduction: Localized<Html>,
    pub charters: Section,
    pub national: Section,
    pub international: Section,
    pub networks: Section,
}

#[derive(Clone, Debug)]
pub struct Section {
    pub title: Localized<String>,
    /// What stands before its entries.
    pub introduction: Option<Localized<Html>>,
}

/// What every entry has, whatever its kind.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The file's stem: the entry's identity and its place in URLs.
    pub slug: String,
    /// The file, relative to the site's folder: `content/networks/rise.toml`.
    pub file: String,
    pub name: Localized<String>,
    pub abbreviation: Option<String>,
    /// One plain sentence or two, at most [`SUMMARY_MAX_CHARACTERS`] characters.
    pub summary: Localized<String>,
    /// What there is to tell beyond the summary.
    pub description: Option<Localized<Html>>,
    pub website: Option<Localized<HttpsUrl>>,
    /// Its page on the university's website.
    pub university_page: Option<Localized<HttpsUrl>>,
    /// The newest day, month or year in which what the file says is known to have been true.
    pub as_of: AsOf,
}

/// How long a summary may be.
pub const SUMMARY_MAX_CHARACTERS: usize = 300;

/// A network that students or staff can join or turn to.
#[derive(Clone, Debug)]
pub struct Network {
    pub entry: Entry,
    /// The ids of its terms, by facet.
    pub facets: [Vec<String>; Facet::COUNT],
    /// What visitors say who look for it; never shown.
    pub also: PerLanguage<Vec<String>>,
    /// An organisation's address.
    pub email: Option<String>,
    pub since: Option<i16>,
    /// How to take part.
    pub join: Option<Localized<Html>>,
    /// What is spoken there, where that is known.
    pub languages: Vec<Language>,
    pub standing: Option<Standing>,
    pub contacts: Vec<Contact>,
}

/// Whose a network is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    University,
    Independent,
    City,
}

impl Standing {
    /// As content files write it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::University => "university",
            Self::Independent => "independent",
            Self::City => "city",
        }
    }
}

/// A further way to reach an entry: a page, a mailbox, or both.
#[derive(Clone, Debug)]
pub struct Contact {
    pub name: Localized<String>,
    pub url: Option<Localized<HttpsUrl>>,
    /// An organisation's address.
    pub email: Option<String>,
}

impl Facet {
    /// Whether the network has the term with this id.
    pub fn holds(self, network: &Network, id: &str) -> bool {
        network.terms(self).iter().any(|held| held == id)
    }
}

impl Network {
    /// The ids of its terms of a facet.
    pub fn terms(&self, facet: Facet) -> &[String] {
        &self.facets[facet as usize]
    }

    /// Whether it is for the whole university, and so for every place.
    pub fn is_everywhere(&self) -> bool {
        Facet::Place.holds(self, EVERYWHERE)
    }
}

/// A search of `searches.toml`: what the finder must find.
#[derive(Clone, Debug)]
pub struct Search {
    /// What a visitor types.
    pub words: String,
    /// On the page of which language.
    pub language: Language,
    /// The slugs of the networks that must be among the first.
    pub finds: Vec<String>,
    pub location: Location,
}

#[derive(Clone, Debug)]
pub struct Charter {
    pub entry: Entry,
    pub signed: Option<i16>,
}

#[derive(Clone, Debug)]
pub struct Collaboration {
    pub entry: Entry,
    /// Whether the others are in the Netherlands or abroad.
    pub scope: Scope,
    pub partners: Vec<Localized<String>>,
    pub since: Option<i16>,
    pub contacts: Vec<Contact>,
}

/// How far a collaboration reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    National,
    International,
}

/// A page of text: `pages/*.toml`.
#[derive(Clone, Debug)]
pub struct Statement {
    pub file: String,
    pub title: Localized<String>,
    /// One plain sentence or two, for search engines and link previews.
    pub summary: Localized<String>,
    pub body: Localized<Html>,
    /// The day from which the text holds, or how old what it says is.
    pub as_of: AsOf,
    /// What the signed accessibility statement says, once there is one.
    pub signature: Option<Signature>,
}

/// What stands under an accessibility statement.
#[derive(Clone, Debug)]
pub struct Signature {
    /// From A, fully compliant, to D.
    pub status: &'static str,
    /// The office of whoever signed.
    pub by: Localized<String>,
    pub on: Date,
}

/// A cookie declaration: the only place where a cookie, a script or a host is named.
#[derive(Clone, Debug)]
pub struct Declaration {
    /// A digest of what the declaration says, and so the version that a visitor agreed to.
    /// Comments and layout of its file do not change it.
    pub version: String,
    /// The categories in the editors' order; exactly one is [`Category::is_necessary`], and at
    /// most [`OPTIONAL_CATEGORIES_MAX`] are not.
    pub categories: Vec<Category>,
}

/// How many optional categories a declaration may have: what a visitor can be asked, and what
/// keeps the number of variants of a page small.
pub const OPTIONAL_CATEGORIES_MAX: usize = 4;

/// The id of the category that is never asked about.
pub const NECESSARY: &str = "necessary";

/// What cookies and scripts are for, and so what a visitor decides on.
#[derive(Clone, Debug)]
pub struct Category {
    /// Lower-case kebab; written into the visitor's consent cookie.
    pub id: String,
    pub name: Localized<String>,
    pub purpose: Localized<String>,
    pub cookies: Vec<Cookie>,
    pub scripts: Vec<Script>,
}

impl Category {
    /// Whether the site cannot work without it, so that nobody is asked (Tw 11.7a).
    pub fn is_necessary(&self) -> bool {
        self.id == NECESSARY
    }
}

impl Declaration {
    /// The cookie that is declared under exactly this name.
    pub fn cookie(&self, name: &str) -> Option<&Cookie> {
        let cookies = self.categories.iter().flat_map(|category| &category.cookies);
        cookies
            .into_iter()
            .find(|cookie| matches!(&cookie.name, CookieName::Exact(exact) if exact == name))
    }

    /// The categories that a visitor decides on, in the editors' order.
    pub fn optional(&self) -> impl Iterator<Item = &Category> {
        self.categories.iter().filter(|category| !category.is_necessary())
    }
}

#[derive(Clone, Debug)]
pub struct Cookie {
    pub name: CookieName,
    pub party: Party,
    pub purpose: Localized<String>,
    pub lifetime: Lifetime,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CookieName {
    /// `name = "consent"`: exactly this.
    Exact(String),
    /// `prefix = "_pk_id."`: every name that begins so.
    Prefix(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Party {
    First,
    Third,
}

/// How long a browser keeps a cookie: `"session"`, `"1 day"`, `"6 months"`, …
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lifetime {
    Session,
    Days(u16),
    /// So many months; at most [`LIFETIME_MAX_MONTHS`].
    Months(u16),
}

impl Lifetime {
    /// So many seconds; none for the session. A month counts as a twelfth of a year.
    pub const fn seconds(self) -> Option<u32> {
        const DAY: u32 = 24 * 60 * 60;
        match self {
            Self::Session => None,
            Self::Days(days) => Some(days as u32 * DAY),
            Self::Months(months) => Some(months as u32 * 365 * DAY / 12),
        }
    }
}

/// The longest lifetime a declared cookie may have.
pub const LIFETIME_MAX_MONTHS: u16 = 13;

#[derive(Clone, Debug)]
pub struct Script {
    pub source: ScriptSource,
    /// Attributes of its element besides the source, such as `data-site = "1"`.
    pub attributes: BTreeMap<String, String>,
    /// Hosts from which it may load scripts and images: `https://host`.
    pub load_from: Vec<String>,
    /// Hosts to which it may send: `https://host`.
    pub connect_to: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScriptSource {
    /// `source = "static/statistics.js"`: a file of this site, served under its fingerprint.
    Own(String),
    /// An https address elsewhere.
    Elsewhere(HttpsUrl),
}
