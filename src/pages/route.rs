//! The site's addresses: which page a path means, and which path a page has.
//!
//! A path that stays the same in both languages and one that is translated are never told apart
//! by whoever writes a link: they name the page, and the language.

use std::borrow::Cow;

use crate::content::entries::{EntryKind, EntryRef};
use crate::content::model::Content;
use crate::content::single_page::SinglePage;
use crate::language::Language;

/// A page of the site, whatever its language.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Route<'a> {
    /// The page "Collaboration and networks".
    Home,
    Finder,
    /// One entry, by its slug.
    Entry(EntryKind, Cow<'a, str>),
    /// The cookie declaration in force, and the visitor's choice.
    Cookies,
    /// A declaration that was kept, by its version.
    KeptDeclaration(Cow<'a, str>),
    Page(SinglePage),
}

impl<'a> Route<'a> {
    pub fn of(entry: EntryRef<'a>) -> Self {
        Self::Entry(entry.kind(), Cow::Borrowed(&entry.entry().slug))
    }

    /// The page's path: `/nl/netwerken/rise/`.
    pub fn path(&self, language: Language) -> String {
        let cookies = language.paths().cookies;
        match self {
            Self::Home => format!("/{language}/"),
            Self::Finder => format!("/{language}/{}/", EntryKind::Network.path(language)),
            Self::Entry(kind, slug) => format!("/{language}/{}/{slug}/", kind.path(language)),
            Self::Cookies => format!("/{language}/{cookies}/"),
            Self::KeptDeclaration(version) => format!("/{language}/{cookies}/{version}/"),
            Self::Page(page) => format!("/{language}/{}/", page.path(language)),
        }
    }

    /// The same page, borrowed from nowhere.
    pub fn into_owned(self) -> Route<'static> {
        let owned = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
        match self {
            Self::Home => Route::Home,
            Self::Finder => Route::Finder,
            Self::Entry(kind, slug) => Route::Entry(kind, owned(slug)),
            Self::Cookies => Route::Cookies,
            Self::KeptDeclaration(version) => Route::KeptDeclaration(owned(version)),
            Self::Page(page) => Route::Page(page),
        }
    }

    pub fn exists_in(&self, content: &Content) -> bool {
        match self {
            Self::Home | Self::Finder | Self::Cookies => true,
            Self::Entry(kind, slug) => content.entry(*kind, slug).is_some(),
            Self::KeptDeclaration(version) => {
                content.kept_declarations.contains_key(version.as_ref())
            }
            Self::Page(page) => content.page(*page).is_some(),
        }
    }

    pub fn all(content: &'a Content) -> impl Iterator<Item = Self> {
        let kept = content.kept_declarations.keys();
        let kept = kept.map(|version| Self::KeptDeclaration(Cow::Borrowed(version)));
        [Self::Home, Self::Finder]
            .into_iter()
            .chain(content.entries().map(Self::of))
            .chain(kept)
            .chain([Self::Cookies])
            .chain(content.pages.iter().map(|(page, _)| Self::Page(*page)))
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
///
/// A path may be written in any language's words, since its prefix can be changed by hand, and
/// without its last slash. [`Route::path`] has the right one.
pub fn parse(path: &str) -> Address<'_> {
    let (language, segments) = split(path);
    let route = match &segments[..] {
        [] => Some(Route::Home),
        [segment] if kind(segment) == Some(EntryKind::Network) => Some(Route::Finder),
        [segment] if is_cookies(segment) => Some(Route::Cookies),
        [segment] => {
            let mut pages = SinglePage::ALL.into_iter();
            pages.find(|page| is_word(segment, |it| page.path(it))).map(Route::Page)
        }
        [segment, version] if is_cookies(segment) => {
            Some(Route::KeptDeclaration(Cow::Borrowed(version)))
        }
        [segment, slug] => kind(segment).map(|kind| Route::Entry(kind, Cow::Borrowed(slug))),
        _ => None,
    };
    Address { language, route }
}

/// The language and the segments after it.
fn split(path: &str) -> (Option<Language>, Vec<&str>) {
    let mut segments = path.split('/').filter(|segment| !segment.is_empty()).peekable();
    let language = segments.peek().and_then(|first| Language::from_code(first));
    if language.is_some() {
        segments.next();
    }
    (language, segments.collect())
}

/// Whether a segment is a word of some language.
fn is_word(segment: &str, word: impl Fn(Language) -> &'static str) -> bool {
    Language::ALL.into_iter().any(|language| word(language) == segment)
}

fn is_cookies(segment: &str) -> bool {
    is_word(segment, |language| language.paths().cookies)
}

fn kind(segment: &str) -> Option<EntryKind> {
    EntryKind::ALL.into_iter().find(|kind| is_word(segment, |language| kind.path(language)))
}

/// A list of entries that has no page of its own: a section of the home page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SectionAddress {
    pub language: Option<Language>,
    /// The section's place on the home page.
    pub anchor: &'static str,
}

/// Reads the path of a folder of entries, as somebody gets who cuts an address short:
/// `/nl/handvesten/`.
pub fn section(path: &str) -> Option<SectionAddress> {
    let (language, segments) = split(path);
    let [segment] = segments[..] else { return None };
    let anchor = match kind(segment)? {
        EntryKind::Network => "networks",
        EntryKind::Charter => "charters",
        EntryKind::Collaboration => "national",
    };
    Some(SectionAddress { language, anchor })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_to_its_page_however_it_is_written() {
        let rise = Route::Entry(EntryKind::Network, "rise".into());
        for path in ["/nl/netwerken/rise/", "/nl/networks/rise", "//nl//netwerken//rise//"] {
            assert_eq!(
                parse(path),
                Address { language: Some(Language::Nl), route: Some(rise.clone()) }
            );
        }
        for path in ["/nl/x/y/z/", "/nl/nothing/", "/nl/nothing/rise/"] {
            assert_eq!(parse(path).route, None, "{path}");
        }
    }

    #[test]
    fn every_page_has_its_own_path_in_each_language() {
        let pages = SinglePage::ALL.map(Route::Page);
        let routes = [Route::Home, Route::Finder, Route::Cookies].into_iter().chain(pages);
        for route in routes {
            for language in Language::ALL {
                let path = route.path(language);
                assert_eq!(parse(&path).route.as_ref(), Some(&route), "{path}");
            }
        }
    }
}
