//! Templates of routes: the few names under which requests are counted, whatever visitors ask for.

use crate::pages::{Address, Kind, Route};

/// What a request was for: a route's template, without what varies in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RouteLabel {
    /// The home page.
    Home,
    /// The finder.
    Finder,
    /// A network.
    Network,
    /// A charter.
    Charter,
    /// A collaboration.
    Collaboration,
    /// The cookie page.
    Cookies,
    /// A declaration that was kept.
    KeptDeclaration,
    /// The accessibility statement.
    Accessibility,
    /// The privacy statement.
    Privacy,
    /// A fingerprinted file.
    Static,
    /// What machines read at the paths of their standards.
    Machine,
    /// The consent form.
    Consent,
    /// The report of a page view.
    Visit,
    /// What is not there.
    Other,
}

impl RouteLabel {
    /// All templates, in the order of their numbers.
    pub const ALL: [Self; 14] = [
        Self::Home,
        Self::Finder,
        Self::Network,
        Self::Charter,
        Self::Collaboration,
        Self::Cookies,
        Self::KeptDeclaration,
        Self::Accessibility,
        Self::Privacy,
        Self::Static,
        Self::Machine,
        Self::Consent,
        Self::Visit,
        Self::Other,
    ];

    /// The template as the metrics name it; the language is a label of its own.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Home => "/",
            Self::Finder => "/networks/",
            Self::Network => "/networks/{slug}/",
            Self::Charter => "/charters/{slug}/",
            Self::Collaboration => "/collaborations/{slug}/",
            Self::Cookies => "/cookies/",
            Self::KeptDeclaration => "/cookies/{version}/",
            Self::Accessibility => "/accessibility/",
            Self::Privacy => "/privacy/",
            Self::Static => "/static/{file}",
            Self::Machine => "machine",
            Self::Consent => "/consent",
            Self::Visit => "/visit",
            Self::Other => "other",
        }
    }

    /// The template of a page.
    pub const fn of_page(route: &Route<'_>) -> Self {
        match route {
            Route::Home => Self::Home,
            Route::Finder => Self::Finder,
            Route::Entry(Kind::Network, _) => Self::Network,
            Route::Entry(Kind::Charter, _) => Self::Charter,
            Route::Entry(Kind::Collaboration, _) => Self::Collaboration,
            Route::Cookies => Self::Cookies,
            Route::KeptDeclaration(_) => Self::KeptDeclaration,
            Route::Accessibility => Self::Accessibility,
            Route::Privacy => Self::Privacy,
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
            assert_eq!((found.as_str(), spoken), (template, language), "{path}");
        }
    }
}
