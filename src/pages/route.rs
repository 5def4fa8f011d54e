//! The site's addresses: which page a path means, and which path a page has.
//!
//! A path that stays the same in both languages and one that is translated are never told apart
//! by whoever writes a link: they name the page, and the language.

use std::borrow::Cow;

use crate::content::model::{Collaboration, Content};
use crate::language::Language;

/// What kind of entry a page is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A network.
    Network,
    /// A charter.
    Charter,
    /// A collaboration, national or international.
    Collaboration,
}

impl Kind {
    /// All kinds, in the order of the home page.
    pub const ALL: [Self; 3] = [Self::Charter, Self::Collaboration, Self::Network];

    /// The path segment in front of an entry's slug.
    pub const fn segment(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Network, Language::Nl) => "netwerken",
            (Self::Network, Language::En) => "networks",
            (Self::Charter, Language::Nl) => "handvesten",
            (Self::Charter, Language::En) => "charters",
            (Self::Collaboration, Language::Nl) => "samenwerkingen",
            (Self::Collaboration, Language::En) => "collaborations",
        }
    }

    /// The section of the home page where the entries of this kind stand.
    const fn anchor(self) -> &'static str {
        match self {
            Self::Network => "networks",
            Self::Charter => "charters",
            Self::Collaboration => "national",
        }
    }

    fn from_segment(segment: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|kind| Language::ALL.iter().any(|&language| kind.segment(language) == segment))
    }
}

/// A page of the site, whatever its language.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Route<'a> {
    /// The page "Collaboration and networks".
    Home,
    /// The finder.
    Finder,
    /// One entry, by its slug.
    Entry(Kind, Cow<'a, str>),
    /// The cookie declaration in force, and the visitor's choice.
    Cookies,
    /// A declaration that was kept, by its version.
    KeptDeclaration(Cow<'a, str>),
    /// The accessibility statement.
    Accessibility,
    /// The privacy statement.
    Privacy,
}

const COOKIES: &str = "cookies";
const PRIVACY: &str = "privacy";
const ACCESSIBILITY: [&str; 2] = ["toegankelijkheid", "accessibility"];

impl Route<'_> {
    /// The page's path: `/nl/netwerken/rise/`.
    pub fn path(&self, language: Language) -> String {
        let code = language.code();
        match self {
            Self::Home => format!("/{code}/"),
            Self::Finder => format!("/{code}/{}/", Kind::Network.segment(language)),
            Self::Entry(kind, slug) => format!("/{code}/{}/{slug}/", kind.segment(language)),
            Self::Cookies => format!("/{code}/{COOKIES}/"),
            Self::KeptDeclaration(version) => format!("/{code}/{COOKIES}/{version}/"),
            Self::Accessibility => {
                let segment = match language {
                    Language::Nl => ACCESSIBILITY[0],
                    Language::En => ACCESSIBILITY[1],
                };
                format!("/{code}/{segment}/")
            }
            Self::Privacy => format!("/{code}/{PRIVACY}/"),
        }
    }

    /// The same page, borrowed from nowhere.
    pub fn into_owned(self) -> Route<'static> {
        match self {
            Self::Home => Route::Home,
            Self::Finder => Route::Finder,
            Self::Entry(kind, slug) => Route::Entry(kind, Cow::Owned(slug.into_owned())),
            Self::Cookies => Route::Cookies,
            Self::KeptDeclaration(version) => {
                Route::KeptDeclaration(Cow::Owned(version.into_owned()))
            }
            Self::Accessibility => Route::Accessibility,
            Self::Privacy => Route::Privacy,
        }
    }

    /// Every page of a site.
    pub fn all(content: &Content) -> impl Iterator<Item = Route<'_>> {
        fn entry(kind: Kind, slug: &str) -> Route<'_> {
            Route::Entry(kind, Cow::Borrowed(slug))
        }
        let networks = content.networks.iter().map(|network| network.entry.slug.as_str());
        let charters = content.charters.iter().map(|charter| charter.entry.slug.as_str());
        let collaborations =
            content.collaborations.iter().map(|Collaboration { entry, .. }| entry.slug.as_str());
        let entries = charters
            .map(|slug| entry(Kind::Charter, slug))
            .chain(collaborations.map(|slug| entry(Kind::Collaboration, slug)))
            .chain(networks.map(|slug| entry(Kind::Network, slug)));
        let kept = content
            .kept_declarations
            .keys()
            .map(|version| Route::KeptDeclaration(Cow::Borrowed(version)));
        [Route::Home, Route::Finder].into_iter().chain(entries).chain(kept).chain([
            Route::Cookies,
            Route::Accessibility,
            Route::Privacy,
        ])
    }
}

/// What a path says, however it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address<'a> {
    /// The language that its first segment names.
    pub language: Option<Language>,
    /// The page that the rest of it means, in either language's words, with or without the
    /// trailing slash; nothing where no page can be meant.
    pub route: Option<Route<'a>>,
}

impl Address<'_> {
    /// The same address, borrowed from nowhere.
    pub fn into_owned(self) -> Address<'static> {
        Address { language: self.language, route: self.route.map(Route::into_owned) }
    }
}

/// Reads a path. Whether the entry that it names exists is for the content to say.
pub fn parse(path: &str) -> Address<'_> {
    let mut rest = path.strip_prefix('/').unwrap_or(path);
    let first = rest.split('/').next().unwrap_or_default();
    let language = Language::from_code(first);
    if language.is_some() {
        rest = &rest[first.len()..];
        rest = rest.strip_prefix('/').unwrap_or(rest);
    }
    let rest = rest.strip_suffix('/').unwrap_or(rest);
    let segments: Vec<_> = rest.split('/').collect();
    let route = match segments[..] {
        [""] => Some(Route::Home),
        [segment] if Kind::from_segment(segment) == Some(Kind::Network) => Some(Route::Finder),
        [COOKIES] => Some(Route::Cookies),
        [PRIVACY] => Some(Route::Privacy),
        [segment] if ACCESSIBILITY.contains(&segment) => Some(Route::Accessibility),
        [COOKIES, version] if !version.is_empty() => {
            Some(Route::KeptDeclaration(Cow::Borrowed(version)))
        }
        [segment, slug] if !slug.is_empty() => {
            Kind::from_segment(segment).map(|kind| Route::Entry(kind, Cow::Borrowed(slug)))
        }
        _ => None,
    };
    Address { language, route }
}

/// A list of entries that has no page of its own: a section of the home page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SectionAddress {
    /// The language that the path names.
    pub language: Option<Language>,
    /// The section's place on the home page.
    pub anchor: &'static str,
}

/// Reads the path of a folder of entries, as somebody gets who cuts an address short:
/// `/nl/handvesten/`.
pub fn section(path: &str) -> Option<SectionAddress> {
    let path = path.strip_prefix('/')?;
    let path = path.strip_suffix('/').unwrap_or(path);
    let (language, segment) = match path.split_once('/') {
        Some((code, segment)) => (Some(Language::from_code(code)?), segment),
        None => (None, path),
    };
    let kind = Kind::from_segment(segment)?;
    Some(SectionAddress { language, anchor: kind.anchor() })
}
