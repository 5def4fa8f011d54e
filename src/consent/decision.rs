//! A visitor's decision: from the browser's words to a named state, and back into a cookie.

use jiff::civil::Date;

use super::CONSENT_MAX_AGE_SECONDS;
use crate::content::model::{Declaration, OPTIONAL_CATEGORIES_MAX};

/// A set of optional categories, by their order in the declaration.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Accepted(u8);

const _: () = assert!(OPTIONAL_CATEGORIES_MAX <= 8, "the set has one bit per category");

impl Accepted {
    /// Nothing optional.
    pub const NONE: Self = Self(0);

    /// Everything that the declaration asks about.
    pub fn all(declaration: &Declaration) -> Self {
        Self(((1_u16 << declaration.optional().count()) - 1) as u8)
    }

    /// Every set that a visitor can choose under the declaration.
    pub fn every(declaration: &Declaration) -> impl Iterator<Item = Self> {
        (0..=Self::all(declaration).0).map(Self)
    }

    /// Whether the optional category with this number is in the set.
    pub const fn contains(self, index: usize) -> bool {
        self.0 & (1 << index) != 0
    }

    /// The set with that category in it.
    pub const fn with(self, index: usize) -> Self {
        Self(self.0 | (1 << index))
    }

    /// Whether nothing is accepted.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The set as a number below two to the number of optional categories.
    pub const fn bits(self) -> u8 {
        self.0
    }

    /// The accepted categories among the optional ones of the declaration.
    pub fn categories(
        self,
        declaration: &Declaration,
    ) -> impl Iterator<Item = &crate::content::model::Category> {
        declaration
            .optional()
            .enumerate()
            .filter(move |&(index, _)| self.contains(index))
            .map(|(_, category)| category)
    }
}

/// What a visitor decided, and so why a page asks or does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Nothing yet, or nothing that still counts: nothing optional, and the page asks.
    Undecided(Undecided),
    /// The browser says no for its owner (`Sec-GPC: 1`): nothing optional, and nobody is asked.
    Signalled,
    /// The visitor chose.
    Made {
        /// What they accepted; nothing means that they refused.
        accepted: Accepted,
        /// The day on which they chose.
        day: Date,
    },
}

/// Why there is no decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undecided {
    /// There is no cookie.
    NotAsked,
    /// There is one that this site did not write.
    Unreadable,
    /// There is one for a declaration that has changed since.
    DeclarationChanged,
    /// There is one that is older than a decision holds, or from a day that has not come.
    Expired,
}

impl Decision {
    /// The decision that the values of the consent cookie and the browser's signal amount to.
    ///
    /// A cookie that is broken, forged, too long or outdated is no decision, never a yes. Where
    /// there are several, because somebody planted one, the readable one counts; readable ones
    /// that differ say nothing. An explicit choice weighs more than the browser's general one,
    /// whichever came first: nobody can make it without having opened the cookie page.
    pub fn of<'a>(
        cookies: impl Iterator<Item = &'a [u8]>,
        signal: bool,
        declaration: &Declaration,
        today: Date,
    ) -> Self {
        let mut made = Err(Undecided::NotAsked);
        for value in cookies {
            let read = read_cookie(value, declaration, today);
            made = match (made, read) {
                (Ok(one), Ok(other)) if one != other => Err(Undecided::Unreadable),
                (Ok(one), _) => Ok(one),
                (Err(_), read) => read,
            };
        }
        match made {
            Ok((accepted, day)) => Self::Made { accepted, day },
            Err(_) if signal => Self::Signalled,
            Err(reason) => Self::Undecided(reason),
        }
    }

    /// The categories that are allowed.
    pub const fn accepted(&self) -> Accepted {
        match self {
            Self::Made { accepted, .. } => *accepted,
            Self::Undecided(_) | Self::Signalled => Accepted::NONE,
        }
    }
}

/// What stands in the place of the day where a shared cache tells visitors apart by what they
/// accepted alone (`deploy/`).
const DAY_UNTOLD: Date = jiff::civil::date(2000, 1, 1);

/// The value of the consent cookie: `VERSION.DAY.CATEGORY+CATEGORY`.
pub fn cookie_value(declaration: &Declaration, accepted: Accepted, day: Date) -> String {
    let categories: Vec<_> =
        accepted.categories(declaration).map(|category| category.id.as_str()).collect();
    format!("{}.{}.{}", declaration.version, compact_day(day), categories.join("+"))
}

/// A day as cookies hold it: `20261124`.
pub fn compact_day(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// Reads what [`cookie_value`] writes, and nothing else. Every answer waits for this, so it goes
/// over the bytes once.
fn read_cookie(
    value: &[u8],
    declaration: &Declaration,
    today: Date,
) -> Result<(Accepted, Date), Undecided> {
    let mut parts = value.splitn(3, |&byte| byte == b'.');
    let (Some(version), Some(day), Some(categories)) = (parts.next(), parts.next(), parts.next())
    else {
        return Err(Undecided::Unreadable);
    };
    let day = read_day(day).ok_or(Undecided::Unreadable)?;
    if version != declaration.version.as_bytes() {
        let is_a_version =
            version.len() == declaration.version.len() && version.iter().all(u8::is_ascii_hexdigit);
        return Err(match is_a_version {
            true => Undecided::DeclarationChanged,
            false => Undecided::Unreadable,
        });
    }
    let mut accepted = Accepted::NONE;
    for id in categories.split(|&byte| byte == b'+').filter(|_| !categories.is_empty()) {
        let index = declaration
            .optional()
            .position(|category| category.id.as_bytes() == id)
            .filter(|&index| !accepted.contains(index))
            .ok_or(Undecided::Unreadable)?;
        accepted = accepted.with(index);
    }
    // The browser forgets in time, unless its owner, its backup or its clock knows better. A day
    // ahead is what another copy of the server may be over midnight.
    // A cache in front keeps the day to itself, and its visitors' browsers forget in time.
    if day == DAY_UNTOLD {
        return Ok((accepted, day));
    }
    let age = today.duration_since(day).as_secs() / (24 * 60 * 60);
    if !(-1..=i64::from(CONSENT_MAX_AGE_SECONDS) / (24 * 60 * 60)).contains(&age) {
        return Err(Undecided::Expired);
    }
    Ok((accepted, day))
}

/// Reads what the short form of a day writes.
fn read_day(text: &[u8]) -> Option<Date> {
    let text: &[u8; 8] = text.try_into().ok()?;
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0, |number: i16, digit| {
            digit.is_ascii_digit().then(|| number * 10 + i16::from(digit - b'0'))
        })
    };
    let (year, month, day) = (number(&text[..4])?, number(&text[4..6])?, number(&text[6..])?);
    Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()
}

/// What a visitor sent with the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice(pub Accepted);

impl Choice {
    /// Reads the fields `choice` and `category` of the consent form.
    ///
    /// # Errors
    /// Anything that the form cannot send is refused: an unknown choice is never a yes.
    pub fn from_form<'a>(
        fields: impl Iterator<Item = (&'a str, &'a str)> + Clone,
        declaration: &Declaration,
    ) -> Result<Self, UnknownChoice> {
        let mut choices = fields.clone().filter(|(name, _)| *name == "choice");
        let (Some((_, choice)), None) = (choices.next(), choices.next()) else {
            return Err(UnknownChoice);
        };
        match choice {
            "accept" => Ok(Self(Accepted::all(declaration))),
            "refuse" => Ok(Self(Accepted::NONE)),
            "save" => fields
                .filter(|(name, _)| *name == "category")
                .map(|(_, id)| {
                    declaration
                        .optional()
                        .position(|category| category.id == id)
                        .ok_or(UnknownChoice)
                })
                .try_fold(Accepted::NONE, |accepted, index| Ok(accepted.with(index?)))
                .map(Self),
            _ => Err(UnknownChoice),
        }
    }
}

/// The form holds what the page never offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownChoice;
