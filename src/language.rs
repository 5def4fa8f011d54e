//! The two languages of the site, and values that exist in them.
//!
//! Everything above speaks of languages through these types alone; there is no loose string
//! that happens to hold `"nl"`.

use std::fmt;

/// A language of the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// Dutch, the language of whoever's preference is not known.
    Nl,
    /// English.
    En,
}

impl Language {
    /// Both languages, Dutch first.
    pub const ALL: [Self; 2] = [Self::Nl, Self::En];

    /// The BCP 47 tag, which is also the first segment of every URL in this language.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Nl => "nl",
            Self::En => "en",
        }
    }

    /// The language of a BCP 47 tag as [`Language::code`] writes it.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }

    /// The one that this is not.
    pub const fn other(self) -> Self {
        match self {
            Self::Nl => Self::En,
            Self::En => Self::Nl,
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

/// A value that certainly exists in both languages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PerLanguage<T> {
    /// The Dutch value.
    pub nl: T,
    /// The English value.
    pub en: T,
}

impl<T> PerLanguage<T> {
    /// One value per language, made by the same function.
    pub fn from_fn(mut make: impl FnMut(Language) -> T) -> Self {
        Self { nl: make(Language::Nl), en: make(Language::En) }
    }

    /// The value in `language`.
    pub const fn get(&self, language: Language) -> &T {
        match language {
            Language::Nl => &self.nl,
            Language::En => &self.en,
        }
    }
}

/// A value that an editor wrote in at least one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Localized<T> {
    /// One value for both languages: a name. The language it is written in, if it is known.
    Shared(T, Option<Language>),
    /// One value per language.
    Both(PerLanguage<T>),
    /// A value in one language; the other is still to be written.
    Only(Language, T),
}

/// What [`Localized::get`] found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found<'a, T> {
    /// The value to show.
    pub value: &'a T,
    /// The language of the value where it is not the one asked for: the `lang` that the passage
    /// must carry (WCAG 3.1.2).
    pub foreign: Option<Language>,
    /// Whether the value stands in for a translation that is missing, so that the page says so.
    pub is_fallback: bool,
}

impl<T> Localized<T> {
    /// The value for a reader of `language`: theirs if there is one, else the other.
    pub fn get(&self, language: Language) -> Found<'_, T> {
        match self {
            Self::Shared(value, written_in) => Found {
                value,
                foreign: written_in.filter(|&written_in| written_in != language),
                is_fallback: false,
            },
            Self::Both(both) => {
                Found { value: both.get(language), foreign: None, is_fallback: false }
            }
            Self::Only(only, value) if *only == language => {
                Found { value, foreign: None, is_fallback: false }
            }
            Self::Only(only, value) => Found { value, foreign: Some(*only), is_fallback: true },
        }
    }

    /// The language that has no value of its own.
    pub fn missing(&self) -> Option<Language> {
        match self {
            Self::Shared(..) | Self::Both(_) => None,
            Self::Only(only, _) => Some(only.other()),
        }
    }

    /// Every value that was written, each once.
    pub fn values(&self) -> impl Iterator<Item = &T> {
        let (first, second) = match self {
            Self::Shared(value, _) | Self::Only(_, value) => (value, None),
            Self::Both(both) => (&both.nl, Some(&both.en)),
        };
        std::iter::once(first).chain(second)
    }

    /// The same languages with another value for each.
    pub fn map<U>(self, mut change: impl FnMut(T) -> U) -> Localized<U> {
        match self {
            Self::Shared(value, written_in) => Localized::Shared(change(value), written_in),
            Self::Both(PerLanguage { nl, en }) => {
                Localized::Both(PerLanguage { nl: change(nl), en: change(en) })
            }
            Self::Only(only, value) => Localized::Only(only, change(value)),
        }
    }
}
