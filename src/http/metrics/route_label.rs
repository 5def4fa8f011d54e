//! Templates of routes: the few names under which requests are counted, whatever visitors ask for.

use std::borrow::Cow;

use crate::content::entries::EntryKind;
use crate::content::single_page::SinglePage;
use crate::pages::{Address, Route};

/// What a request was for: a route's template, without what varies in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RouteLabel {
    Home,
    Finder,
    Cookies,
    KeptDeclaration,
    /// A fingerprinted file.
    Static,
    /// What machines read at the paths of their standards.
    Machine,
    Consent,
    /// The report of a page view.
    Visit,
    /// What is not there.
    Other,
    Entry(EntryKind),
    Page(SinglePage),
}

impl RouteLabel {
    const SINGLE: [Self; 9] = [
        Self::Home,
        Self::Finder,
        Self::Cookies,
        Self::KeptDeclaration,
        Self::Static,
        Self::Machine,
        Self::Consent,
        Self::Visit,
        Self::Other,
    ];

    pub const COUNT: usize = Self::SINGLE.len() + EntryKind::COUNT + SinglePage::COUNT;

    /// All labels, in the order of their numbers.
    pub fn all() -> impl Iterator<Item = Self> {
        let entries = EntryKind::ALL.map(Self::Entry);
        Self::SINGLE.into_iter().chain(entries).chain(SinglePage::ALL.map(Self::Page))
    }

    /// Its place in [`RouteLabel::all`].
    pub const fn number(self) -> usize {
        match self {
            Self::Home => 0,
            Self::Finder => 1,
            Self::Cookies => 2,
            Self::KeptDeclaration => 3,
            Self::Static => 4,
            Self::Machine => 5,
            Self::Consent => 6,
            Self::Visit => 7,
            Self::Other => 8,
            Self::Entry(kind) => Self::SINGLE.len() + kind as usize,
            Self::Page(page) => Self::SINGLE.len() + EntryKind::COUNT + page as usize,
        }
    }

    /// The label as the metrics show it; the language is a label of its own.
    pub fn text(self) -> Cow<'static, str> {
        let text = match self {
            Self::Home => "/",
            Self::Finder => "/networks/",
            Self::Cookies => "/cookies/",
            Self::KeptDeclaration => "/cookies/{version}/",
            Self::Static => "/static/{file}",
            Self::Machine => "machine",
            Self::Consent => "/consent",
            Self::Visit => "/visit",
            Self::Other => "other",
            Self::Entry(kind) => return format!("/{}/{{slug}}/", kind.folder()).into(),
            Self::Page(page) => return format!("/{}/", page.stem()).into(),
        };
        text.into()
    }

    /// The label of a page.
    pub const fn of_page(route: &Route<'_>) -> Self {
        match route {
            Route::Home => Self::Home,
            Route::Finder => Self::Finder,
            Route::Entry(kind, _) => Self::Entry(*kind),
            Route::Cookies => Self::Cookies,
            Route::KeptDeclaration(_) => Self::KeptDeclaration,
            Route::Page(page) => Self::Page(*page),
        }
    }

    /// The template of a published file.
    pub fn of_file(path: &str) -> Self {
        if path.starts_with("/static/") { Self::Static } else { Self::Machine }
    }

    /// The label of any path, be there something at it or not.
    pub fn of_address(path: &str, address: &Address<'_>) -> Self {
        match path {
            "/consent" => Self::Consent,
            "/visit" => Self::Visit,
            "/robots.txt" | "/favicon.ico" => Self::Machine,
            _ if path.starts_with("/.well-known/") || path.starts_with("/sitemap") => Self::Machine,
            _ if path.starts_with("/static/") => Self::Static,
            _ => address.route.as_ref().map_or(Self::Other, Self::of_page),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::pages;

    #[test]
    fn paths_are_named_by_their_templates() {
        use Language::{En, Nl};
        for (path, template, language) in [
            ("/", "/", None),
            ("/nl/", "/", Some(Nl)),
            ("/en/networks/rise/", "/networks/{slug}/", Some(En)),
            ("/en/networks/no-such-thing/", "/networks/{slug}/", Some(En)),
            ("/nl/netwerken/", "/networks/", Some(Nl)),
            ("/consent", "/consent", None),
            ("/.well-known/security.txt", "machine", None),
            ("/static/x", "/static/{file}", None),
            ("/nl/x/y/z", "other", Some(Nl)),
            ("/wp-login.php", "other", None),
        ] {
            let address = pages::parse(path);
            let (found, spoken) = (RouteLabel::of_address(path, &address), address.language);
            assert_eq!((&*found.text(), spoken), (template, language), "{path}");
        }
    }
}
