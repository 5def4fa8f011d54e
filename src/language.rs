//! The languages of the site, and values that exist in them.
//!
//! Everything above speaks of languages through these types alone: there is no loose string that
//! happens to hold `"nl"`, and no list of languages but the one here.

use std::fmt;

/// What there is to say of a language besides its messages and its content.
struct Row {
    /// The BCP 47 tag, which is also the first segment of every URL in this language.
    code: &'static str,
    /// What its speakers call it.
    name: &'static str,
    /// What the findings of `check`, which are in English, call it.
    english_name: &'static str,
    /// As Open Graph writes it.
    locale: &'static str,
    /// What a reader is shown first where a text is not in this language.
    fallback: Language,
    paths: Paths,
}

/// The words of a language in the site's addresses.
pub struct Paths {
    pub networks: &'static str,
    pub charters: &'static str,
    pub collaborations: &'static str,
    pub cookies: &'static str,
    pub accessibility: &'static str,
    pub privacy: &'static str,
    pub diversity_office: &'static str,
}

macro_rules! languages {
    ($($(#[$meta:meta])* $variant:ident { $($field:ident: $value:expr),+ $(,)? })+) => {
        /// A language of the site.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Language {
            $($(#[$meta])* $variant),+
        }

        impl Language {
            /// All languages, in the order in which they are listed.
            pub const ALL: [Self; Self::COUNT] = [$($(#[$meta])* Self::$variant),+];

            /// Each language by its code.
            pub const BY_CODE: [(&'static str, Self); Self::COUNT] =
                [$($(#[$meta])* (Self::$variant.code(), Self::$variant)),+];

            pub const COUNT: usize = [$($(#[$meta])* Self::$variant),+].len();

            const fn row(self) -> &'static Row {
                match self {
                    $($(#[$meta])* Self::$variant => &Row { $($field: $value),+ }),+
                }
            }
        }
    };
}

// A further language is a row here, its messages in `locales/`, and its content.
languages! {
    Nl {
        code: "nl",
        name: "Nederlands",
        english_name: "Dutch",
        locale: "nl_NL",
        fallback: Language::En,
        paths: Paths {
            networks: "netwerken",
            charters: "handvesten",
            collaborations: "samenwerkingen",
            cookies: "cookies",
            accessibility: "toegankelijkheid",
            privacy: "privacy",
            diversity_office: "diversity-office",
        },
    }
    En {
        code: "en",
        name: "English",
        english_name: "English",
        locale: "en_GB",
        fallback: Language::Nl,
        paths: Paths {
            networks: "networks",
            charters: "charters",
            collaborations: "collaborations",
            cookies: "cookies",
            accessibility: "accessibility",
            privacy: "privacy",
            diversity_office: "diversity-office",
        },
    }
    // For the test that a row is enough.
    #[cfg(feature = "third-language")]
    Fy {
        code: "fy",
        name: "Frysk",
        english_name: "Frisian",
        locale: "fy_NL",
        fallback: Language::Nl,
        paths: Paths {
            networks: "netwurken",
            charters: "hanfesten",
            collaborations: "gearwurkings",
            cookies: "koekjes",
            accessibility: "tagonklikens",
            privacy: "privacy-ferklearring",
            diversity_office: "diversity-office",
        },
    }
}

impl Language {
    /// The language of whoever's preference is not known.
    pub const DEFAULT: Self = Self::ALL[0];

    pub const fn code(self) -> &'static str {
        self.row().code
    }

    /// The language by its own name: never by a flag, never translated (W3C i18n).
    pub const fn name(self) -> &'static str {
        self.row().name
    }

    pub const fn english_name(self) -> &'static str {
        self.row().english_name
    }

    /// The language as Open Graph writes it: `nl_NL`.
    pub const fn locale(self) -> &'static str {
        self.row().locale
    }

    pub const fn paths(self) -> &'static Paths {
        &self.row().paths
    }

    /// The language of a BCP 47 tag as [`Language::code`] writes it.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }

    /// The languages in which a reader of this one is shown a text, best first.
    pub fn preferences(self) -> impl Iterator<Item = Self> {
        let fallback = self.row().fallback;
        let rest = Self::ALL.into_iter().filter(move |&it| it != self && it != fallback);
        [self, fallback].into_iter().chain(rest)
    }
}

impl fmt::Display for Language {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

/// A value that certainly exists in every language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PerLanguage<T>([T; Language::COUNT]);

impl<T> PerLanguage<T> {
    /// One value per language, made by the same function.
    pub fn from_fn(make: impl FnMut(Language) -> T) -> Self {
        Self(Language::ALL.map(make))
    }

    pub const fn get(&self, language: Language) -> &T {
        &self.0[language as usize]
    }

    pub fn get_mut(&mut self, language: Language) -> &mut T {
        &mut self.0[language as usize]
    }

    pub fn map<U>(self, change: impl FnMut(T) -> U) -> PerLanguage<U> {
        PerLanguage(self.0.map(change))
    }

    pub fn iter(&self) -> impl Iterator<Item = (Language, &T)> {
        Language::ALL.into_iter().zip(&self.0)
    }
}

impl<T> PerLanguage<Option<T>> {
    /// The values, if there is one in every language.
    pub fn all(self) -> Option<PerLanguage<T>> {
        let values: Vec<T> = self.0.into_iter().collect::<Option<_>>()?;
        values.try_into().ok().map(PerLanguage)
    }
}

/// A value that an editor wrote in at least one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Localized<T> {
    /// One value for all languages: a name. The language it is written in, if it is known.
    Shared(T, Option<Language>),
    /// A value per language, in the order of [`Language::ALL`]. The first stands apart, so that
    /// there is one.
    Written((Language, T), Vec<(Language, T)>),
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
    /// The values that were written; none where there is no value at all.
    pub fn written(values: PerLanguage<Option<T>>) -> Option<Self> {
        let values = Language::ALL.into_iter().zip(values.0);
        let mut values = values.filter_map(|(language, value)| Some((language, value?)));
        let first = values.next()?;
        Some(Self::Written(first, values.collect()))
    }

    /// The value for a reader of `language`: theirs if there is one, else the one they most
    /// likely read.
    pub fn get(&self, language: Language) -> Found<'_, T> {
        match self {
            Self::Shared(value, written_in) => Found {
                value,
                foreign: written_in.filter(|&written_in| written_in != language),
                is_fallback: false,
            },
            Self::Written(first, rest) => {
                let find = |wanted| rest.iter().chain([first]).find(|(it, _)| *it == wanted);
                let (found, value) = language.preferences().find_map(find).unwrap_or(first);
                let is_fallback = *found != language;
                Found { value, foreign: is_fallback.then_some(*found), is_fallback }
            }
        }
    }

    /// The languages that have no value of their own.
    pub fn missing(&self) -> impl Iterator<Item = Language> {
        Language::ALL.into_iter().filter(|&language| self.get(language).is_fallback)
    }

    /// The values that were written for a language, in the order of [`Language::ALL`].
    pub fn by_language(&self) -> impl Iterator<Item = (Language, &T)> {
        let (first, rest) = match self {
            Self::Shared(..) => (None, &[][..]),
            Self::Written(first, rest) => (Some(first), &rest[..]),
        };
        first.into_iter().chain(rest).map(|(language, value)| (*language, value))
    }

    /// Every value that was written, each once.
    pub fn values(&self) -> impl Iterator<Item = &T> {
        let shared = match self {
            Self::Shared(value, _) => Some(value),
            Self::Written(..) => None,
        };
        shared.into_iter().chain(self.by_language().map(|(_, value)| value))
    }

    /// The same languages with another value for each.
    pub fn map<U>(self, mut change: impl FnMut(T) -> U) -> Localized<U> {
        match self {
            Self::Shared(value, written_in) => Localized::Shared(change(value), written_in),
            Self::Written((language, value), rest) => {
                let first = (language, change(value));
                let rest = rest.into_iter().map(|(language, value)| (language, change(value)));
                Localized::Written(first, rest.collect())
            }
        }
    }
}
