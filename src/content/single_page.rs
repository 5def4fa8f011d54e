//! The pages of text of which there is one each: `content/pages/*.toml`.

use crate::language::Language;
use crate::variants::variants;

variants! {
    /// A page of text, in the order in which the footer links to them.
    pub enum SinglePage {
        DiversityOffice,
        Accessibility,
        Privacy,
    }
}

/// What there is to say of a page besides its words.
struct Row {
    /// Its file in `content/pages/`, without the ending.
    stem: &'static str,
    /// Its address in a language, after the language.
    path: &'static str,
    /// Whether a site must have it. What is not there is not linked to.
    is_required: bool,
}

impl SinglePage {
    const fn row(self, language: Language) -> Row {
        let paths = language.paths();
        match self {
            Self::DiversityOffice => {
                Row { stem: "diversity-office", path: paths.diversity_office, is_required: false }
            }
            Self::Accessibility => {
                Row { stem: "accessibility", path: paths.accessibility, is_required: true }
            }
            Self::Privacy => Row { stem: "privacy", path: paths.privacy, is_required: true },
        }
    }

    pub const fn stem(self) -> &'static str {
        self.row(Language::DEFAULT).stem
    }

    pub const fn is_required(self) -> bool {
        self.row(Language::DEFAULT).is_required
    }

    /// Its segment in URLs.
    pub const fn path(self, language: Language) -> &'static str {
        self.row(language).path
    }

    /// The file, relative to the site's folder.
    pub fn file(self) -> String {
        format!("{FOLDER}{}.toml", self.stem())
    }

    /// The page whose file has this path.
    pub fn of_file(path: &str) -> Option<Self> {
        let stem = path.strip_prefix(FOLDER)?.strip_suffix(".toml")?;
        Self::ALL.into_iter().find(|page| page.stem() == stem)
    }
}

/// The folder of the pages.
pub const FOLDER: &str = "content/pages/";
