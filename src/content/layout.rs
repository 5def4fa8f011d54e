//! Which file of `content/` is of which kind.

use super::formats::{cookies, entries, site, taxonomy};
use super::model::Taxonomy;
use super::reader::{Key, keys};

/// A kind of content file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `content/site.toml`
    Site,
    /// `content/home.toml`
    Home,
    /// `content/taxonomy.toml`
    Taxonomy,
    /// `content/networks/*.toml`
    Network,
    /// `content/charters/*.toml`
    Charter,
    /// `content/collaborations/*.toml`
    Collaboration,
    /// `content/pages/accessibility.toml` and `content/pages/privacy.toml`
    Page,
    /// `content/cookies.toml`
    Cookies,
    /// `content/declarations/*.toml`
    KeptDeclaration,
}

/// The file with the site's settings.
pub const SITE: &str = "content/site.toml";
/// The file of the home page.
pub const HOME: &str = "content/home.toml";
/// The file with the words that networks are found by.
pub const TAXONOMY: &str = "content/taxonomy.toml";
/// The file with the cookie declaration.
pub const COOKIES: &str = "content/cookies.toml";
/// The file of the accessibility statement.
pub const ACCESSIBILITY: &str = "content/pages/accessibility.toml";
/// The file of the privacy statement.
pub const PRIVACY: &str = "content/pages/privacy.toml";
/// The folder of the declarations that were kept.
pub const DECLARATIONS: &str = "content/declarations/";

/// The files of which there is exactly one, in the order in which a site is explained.
pub const SINGLE_FILES: [(&str, Kind); 6] = [
    (SITE, Kind::Site),
    (HOME, Kind::Home),
    (TAXONOMY, Kind::Taxonomy),
    (COOKIES, Kind::Cookies),
    (ACCESSIBILITY, Kind::Page),
    (PRIVACY, Kind::Page),
];

/// The folders with any number of files of a kind.
pub const FOLDERS: [(&str, Kind); 4] = [
    ("content/networks/", Kind::Network),
    ("content/charters/", Kind::Charter),
    ("content/collaborations/", Kind::Collaboration),
    (DECLARATIONS, Kind::KeptDeclaration),
];

/// What a path below `content/` is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileRole {
    /// It is a file of this kind.
    Is(Kind),
    /// It is nothing of ours: a remark, an editor's unknown, a file of the system.
    Ignored,
    /// It looks like content and would never be shown.
    Unexpected,
}

/// What a path below `content/` is for.
pub fn role(path: &str) -> FileRole {
    if let Some((_, kind)) = SINGLE_FILES.into_iter().find(|(file, _)| *file == path) {
        return FileRole::Is(kind);
    }
    if path.split('/').any(|segment| segment.starts_with('.')) {
        return FileRole::Ignored;
    }
    let folder = FOLDERS.into_iter().find(|(folder, _)| path.starts_with(folder));
    match folder.map(|(folder, kind)| (&path[folder.len()..], kind)) {
        Some((name, kind)) if name.ends_with(".toml") && !name.contains('/') => FileRole::Is(kind),
        _ if path.to_ascii_lowercase().ends_with(".toml") || is_folder(path) => {
            FileRole::Unexpected
        }
        _ => FileRole::Ignored,
    }
}

/// Whether a path is that of a folder of content: as a file it hides all that should be in it.
fn is_folder(path: &str) -> bool {
    let is_of = |folder: &str| folder.strip_suffix('/') == Some(path);
    matches!(path, "content" | "content/pages") || FOLDERS.iter().any(|(folder, _)| is_of(folder))
}

impl Kind {
    /// The kinds that differ in format, in the order in which a site is explained.
    pub const FORMATS: [Self; 8] = [
        Self::Site,
        Self::Home,
        Self::Taxonomy,
        Self::Network,
        Self::Charter,
        Self::Collaboration,
        Self::Page,
        Self::Cookies,
    ];

    /// The name of its format, and so of its schema's file.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Site => "site",
            Self::Home => "home",
            Self::Taxonomy => "taxonomy",
            Self::Network => "network",
            Self::Charter => "charter",
            Self::Collaboration => "collaboration",
            Self::Page => "page",
            Self::Cookies | Self::KeptDeclaration => "cookies",
        }
    }

    /// The keys of its format, with the ids of a taxonomy.
    pub fn keys(self, ids: &Taxonomy) -> Vec<Key> {
        match self {
            Self::Site => keys(site::site, ids),
            Self::Home => keys(site::home, ids),
            Self::Taxonomy => keys(taxonomy::taxonomy, ids),
            Self::Network => keys(entries::network, ids),
            Self::Charter => keys(entries::charter, ids),
            Self::Collaboration => keys(entries::collaboration, ids),
            Self::Page => keys(site::statement, ids),
            Self::Cookies | Self::KeptDeclaration => keys(cookies::declaration, ids),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_has_one_purpose() {
        for (path, expected) in [
            ("content/site.toml", FileRole::Is(Kind::Site)),
            ("content/networks/rise.toml", FileRole::Is(Kind::Network)),
            ("content/pages/privacy.toml", FileRole::Is(Kind::Page)),
            ("content/pages/about.toml", FileRole::Unexpected),
            ("content/networks/old/rise.toml", FileRole::Unexpected),
            ("content/networks/rise.TOML", FileRole::Unexpected),
            ("content/netwerken/rise.toml", FileRole::Unexpected),
            ("content/networks", FileRole::Unexpected),
            ("content/networks/.#rise.toml", FileRole::Ignored),
            ("content/networks/rise.toml~", FileRole::Ignored),
            ("content/README.md", FileRole::Ignored),
        ] {
            assert_eq!(role(path), expected, "{path}");
        }
    }
}
