//! Which file of `content/` is of which kind.

use super::formats::{cookies, entries, searches, site, taxonomy};
use super::reader::Format;
use super::single_page::SinglePage;

/// A kind of content file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Site,
    Home,
    Taxonomy,
    Network,
    Charter,
    Collaboration,
    Page,
    Cookies,
    KeptDeclaration,
    Searches,
}

pub const SITE: &str = "content/site.toml";
pub const HOME: &str = "content/home.toml";
pub const TAXONOMY: &str = "content/taxonomy.toml";
pub const COOKIES: &str = "content/cookies.toml";
pub const SEARCHES: &str = "content/searches.toml";
/// Words that are right and in no dictionary, one a line, for all languages.
pub const WORDS: &str = "content/words.txt";
pub const DECLARATIONS: &str = "content/declarations/";

/// The files that every site has besides those of [`SinglePage`], in the order in which a site is
/// explained.
const SINGLE_FILES: [(&str, Kind); 4] =
    [(SITE, Kind::Site), (HOME, Kind::Home), (TAXONOMY, Kind::Taxonomy), (COOKIES, Kind::Cookies)];

/// The files without which there is no site.
pub fn required_files() -> impl Iterator<Item = String> {
    let files = SINGLE_FILES.into_iter().map(|(file, _)| file.to_owned());
    let pages = SinglePage::ALL.into_iter().filter(|page| page.is_required());
    files.chain(pages.map(SinglePage::file))
}

/// The file that a site may do without.
const OPTIONAL_FILE: (&str, Kind) = (SEARCHES, Kind::Searches);

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
    if let Some((_, kind)) =
        SINGLE_FILES.into_iter().chain([OPTIONAL_FILE]).find(|(file, _)| *file == path)
    {
        return FileRole::Is(kind);
    }
    if SinglePage::of_file(path).is_some() {
        return FileRole::Is(Kind::Page);
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
    pub const FORMATS: [Self; 9] = [
        Self::Site,
        Self::Home,
        Self::Taxonomy,
        Self::Network,
        Self::Charter,
        Self::Collaboration,
        Self::Page,
        Self::Cookies,
        Self::Searches,
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
            Self::Searches => "searches",
        }
    }

    /// What a file of this kind contains.
    pub fn format(self) -> Format<()> {
        match self {
            Self::Site => |table| site::site(table).map(drop),
            Self::Home => |table| site::home(table).map(drop),
            Self::Taxonomy => |table| taxonomy::taxonomy(table).map(drop),
            Self::Network => |table| entries::network(table).map(drop),
            Self::Charter => |table| entries::charter(table).map(drop),
            Self::Collaboration => |table| entries::collaboration(table).map(drop),
            Self::Page => |table| site::statement(table).map(drop),
            Self::Cookies | Self::KeptDeclaration => |table| cookies::declaration(table).map(drop),
            Self::Searches => |table| searches::searches(table).map(drop),
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
            (WORDS, FileRole::Ignored),
        ] {
            assert_eq!(role(path), expected, "{path}");
        }
    }
}
