//! The content as meant: checked, typed, without a field that cannot be what it says.
//!
//! How each value is written in a file is the reader's business; see `design` of the content
//! format in CONTRIBUTING.md.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::markdown::Html;
use crate::language::Localized;

/// Everything that the editors wrote.
#[derive(Clone, Debug)]
pub struct Content {
    /// `site.toml`.
    pub site: SiteSettings,
    /// `home.toml`.
    pub home: Home,
    /// `taxonomy.toml`.
    pub taxonomy: Taxonomy,
    /// `networks/*.toml`, by slug.
    pub networks: Vec<Network>,
    /// `charters/*.toml`, by slug.
    pub charters: Vec<Charter>,
    /// `collaborations/*.toml`, by slug.
    pub collaborations: Vec<Collaboration>,
    /// `pages/accessibility.toml`.
    pub accessibility: Statement,
    /// `pages/privacy.toml`.
    pub privacy: Statement,
    /// `cookies.toml`.
    pub declaration: Declaration,
    /// `declarations/*.toml`: every declaration that was kept, by its version.
    pub kept_declarations: BTreeMap<String, Declaration>,
}

/// `site.toml`: what holds for the whole site.
#[derive(Clone, Debug)]
pub struct SiteSettings {
    /// The site's name, last in every page's title.
    pub title: Localized<String>,
    /// The institution whose site this is.
    pub owner: Localized<String>,
    /// The institution's own website.
    pub owner_website: Localized<HttpsUrl>,
    /// Where visitors write to: an organisation's address, never a person's.
    pub contact: String,
    /// The public address of the site, without a path and without a trailing slash.
    pub base_url: BaseUrl,
    /// Where the content is kept.
    pub repository: Option<HttpsUrl>,
    /// Where a visitor or editor changes a file; `{file}` stands for its path in the repository.
    pub edit_url: Option<String>,
    /// From how many months on an entry's `as_of` is said to be old.
    pub stale_after_months: u16,
}

impl SiteSettings {
    /// Whether what was true on the day `as_of` is so old on the day `today` that the page says so.
    pub fn is_stale(&self, as_of: Date, today: Date) -> bool {
        let limit = jiff::Span::new().months(self.stale_after_months);
        as_of.checked_add(limit).is_ok_and(|until| until < today)
    }
}

/// `home.toml`: the page "Collaboration and networks" without its entries.
#[derive(Clone, Debug)]
pub struct Home {
    /// The page's title and main heading.
    pub title: Localized<String>,
    /// One plain sentence or two, for search engines and link previews.
    pub summary: Localized<String>,
    /// What stands before the first section.
    pub introduction: Localized<Html>,
    /// The section with the charters.
    pub charters: Section,
    /// The section with the national collaborations.
    pub national: Section,
    /// The section with the international collaborations.
    pub international: Section,
    /// The section with the networks.
    pub networks: Section,
}

/// A section of the home page.
#[derive(Clone, Debug)]
pub struct Section {
    /// Its heading.
    pub title: Localized<String>,
    /// What stands before its entries.
    pub introduction: Option<Localized<Html>>,
}

/// `taxonomy.toml`: the words that networks are found by, in the editors' order.
#[derive(Clone, Debug, Default)]
pub struct Taxonomy {
    /// For whom.
    pub audience: Vec<Term>,
    /// About what.
    pub theme: Vec<Term>,
    /// Where.
    pub place: Vec<Term>,
}

/// One word of the taxonomy.
#[derive(Clone, Debug)]
pub struct Term {
    /// How content files and URLs write it: lower-case kebab.
    pub id: String,
    /// How visitors read it.
    pub label: Localized<String>,
}

impl Taxonomy {
    /// The term with this id among `terms`.
    pub fn find<'a>(terms: &'a [Term], id: &str) -> Option<&'a Term> {
        terms.iter().find(|term| term.id == id)
    }
}

/// The id of the place that is the whole university, and tells no network from another.
pub const EVERYWHERE: &str = "university-wide";

/// What every entry has, whatever its kind.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The file's stem: the entry's identity and its place in URLs.
    pub slug: String,
    /// The file, relative to the site's folder: `content/networks/rise.toml`.
    pub file: String,
    /// What it is called.
    pub name: Localized<String>,
    /// The short form of its name.
    pub abbreviation: Option<String>,
    /// One plain sentence or two, at most [`SUMMARY_MAX_CHARACTERS`] characters.
    pub summary: Localized<String>,
    /// What there is to tell beyond the summary.
    pub description: Option<Localized<Html>>,
    /// Its own website.
    pub website: Option<Localized<HttpsUrl>>,
    /// Its page on the university's website.
    pub university_page: Option<Localized<HttpsUrl>>,
    /// The newest day on which what the file says is known to have been true.
    pub as_of: Date,
}

/// How long a summary may be.
pub const SUMMARY_MAX_CHARACTERS: usize = 300;

/// A network that students or staff can join or turn to.
#[derive(Clone, Debug)]
pub struct Network {
    /// What it shares with other kinds of entry.
    pub entry: Entry,
    /// For whom it is: ids of [`Taxonomy::audience`], at least one.
    pub audience: Vec<String>,
    /// What it is about: ids of [`Taxonomy::theme`], at least one.
    pub themes: Vec<String>,
    /// Where it is: an id of [`Taxonomy::place`], where that is known.
    pub place: Option<String>,
    /// An organisation's address.
    pub email: Option<String>,
    /// The year it began.
    pub since: Option<i16>,
}

/// A charter that the university signed or holds.
#[derive(Clone, Debug)]
pub struct Charter {
    /// What it shares with other kinds of entry.
    pub entry: Entry,
    /// The year the university signed it.
    pub signed: Option<i16>,
}

/// Something the university does together with others.
#[derive(Clone, Debug)]
pub struct Collaboration {
    /// What it shares with other kinds of entry.
    pub entry: Entry,
    /// Whether the others are in the Netherlands or abroad.
    pub scope: Scope,
    /// The others, by name.
    pub partners: Vec<String>,
    /// The year it began.
    pub since: Option<i16>,
}

/// How far a collaboration reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Within the Netherlands.
    National,
    /// Across borders.
    International,
}

/// A page of text: `pages/*.toml`.
#[derive(Clone, Debug)]
pub struct Statement {
    /// The file, relative to the site's folder.
    pub file: String,
    /// The page's title and main heading.
    pub title: Localized<String>,
    /// One plain sentence or two, for search engines and link previews.
    pub summary: Localized<String>,
    /// The page's text.
    pub body: Localized<Html>,
    /// The day from which the text holds.
    pub as_of: Date,
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
    /// What visitors call it.
    pub name: Localized<String>,
    /// What it is for, in one plain sentence or two.
    pub purpose: Localized<String>,
    /// The cookies it sets.
    pub cookies: Vec<Cookie>,
    /// The scripts it loads.
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

/// A cookie, as declared.
#[derive(Clone, Debug)]
pub struct Cookie {
    /// Its name, or how its name begins.
    pub name: CookieName,
    /// Who sets it.
    pub party: Party,
    /// What it is for.
    pub purpose: Localized<String>,
    /// How long the browser keeps it.
    pub lifetime: Lifetime,
}

/// A declared cookie's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CookieName {
    /// `name = "consent"`: exactly this.
    Exact(String),
    /// `prefix = "_pk_id."`: every name that begins so.
    Prefix(String),
}

/// Who sets a cookie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Party {
    /// This site.
    First,
    /// Another host.
    Third,
}

/// How long a browser keeps a cookie: `"session"`, `"1 day"`, `"6 months"`, …
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lifetime {
    /// Until the browser is closed.
    Session,
    /// So many days.
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

/// A script, as declared.
#[derive(Clone, Debug)]
pub struct Script {
    /// Where it comes from.
    pub source: ScriptSource,
    /// Attributes of its element besides the source, such as `data-site = "1"`.
    pub attributes: BTreeMap<String, String>,
    /// Hosts from which it may load scripts and images: `https://host`.
    pub load_from: Vec<String>,
    /// Hosts to which it may send: `https://host`.
    pub connect_to: Vec<String>,
}

/// Where a declared script comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScriptSource {
    /// `source = "static/statistics.js"`: a file of this site, served under its fingerprint.
    Own(String),
    /// An https address elsewhere.
    Elsewhere(HttpsUrl),
}

/// An absolute https URL with a host and without credentials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpsUrl(pub(super) url::Url);

impl HttpsUrl {
    /// The URL as text, normalised.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The host, without `www.`: what a link's text names.
    pub fn host(&self) -> &str {
        let host = self.0.host_str().unwrap_or_default();
        host.strip_prefix("www.").unwrap_or(host)
    }

    /// Scheme, host and port: what a content security policy names.
    pub fn origin(&self) -> String {
        self.0.origin().ascii_serialization()
    }
}

/// The site's public address: `http` or `https`, a host, and nothing after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl(String);

impl BaseUrl {
    /// Reads a base URL.
    ///
    /// # Errors
    /// Says in words what an address must be like that can be one.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let url = url::Url::parse(text).map_err(|_| "it is no absolute URL")?;
        if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
            return Err("it must begin with https:// (or http:// on a test machine) and a host");
        }
        let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
        if !bare || !url.username().is_empty() || url.password().is_some() {
            return Err("nothing may follow the host: the site is at the root of it");
        }
        Ok(Self(url.origin().ascii_serialization()))
    }

    /// The address, without a trailing slash.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether visitors come by https, so that cookies are `Secure` and HSTS is sent.
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https:")
    }
}
