//! Consent: what a visitor decided, what that allows, and what a page shows of it.
//!
//! Pure functions of the declaration and of what the browser sent. How it was sent is HTTP's
//! business, what it looks like is the pages'.

mod decision;
mod policy;

pub use decision::{Accepted, Choice, Decision, Undecided, compact_day, cookie_value};
pub use policy::{EmbedderPolicy, OwnSources, allowed_scripts, content_security_policy};

use crate::content::model::{CookieName, Declaration, ScriptSource};
use crate::variants::variants;

/// The cookie that holds a visitor's decision.
pub const CONSENT_COOKIE: &str = "consent";

/// The cookie of the built-in statistics: the day of the last visit, nothing else.
pub const VISIT_COOKIE: &str = "visit";

/// How long a decision holds where the declaration does not say, in seconds: six months, whether
/// it was yes or no (CNIL's good practice; the European Digital Omnibus proposal forbids asking
/// sooner after a refusal).
pub const CONSENT_MAX_AGE_SECONDS: u32 = 182 * 24 * 60 * 60;

/// The script of the built-in statistics, as a declaration names it.
const STATISTICS_SCRIPT: &str = "static/statistics.js";

/// Whether the server counts the visits of whoever accepted these categories: where the built-in
/// statistics are declared, and their category is accepted.
pub fn counts_visits(declaration: &Declaration, accepted: Accepted) -> bool {
    allowed_scripts(declaration, accepted).any(
        |script| matches!(&script.source, ScriptSource::Own(name) if name == STATISTICS_SCRIPT),
    )
}

/// The name under which a browser keeps a cookie of this server.
///
/// On https it carries the `__Host-` prefix, with which browsers refuse a cookie that another
/// host or path tries to plant (RFC 6265bis, 4.1.3.2).
pub fn cookie_name(declared: &str, https: bool) -> String {
    if https && is_set_by_server(declared) {
        format!("__Host-{declared}")
    } else {
        declared.to_owned()
    }
}

/// Whether this server itself sets the cookie, rather than a script.
fn is_set_by_server(declared: &str) -> bool {
    matches!(declared, CONSENT_COOKIE | VISIT_COOKIE)
}

/// What of the consent layer a page shows: with the page and the language, all that its bytes
/// depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct View {
    /// The categories whose scripts the page carries.
    pub accepted: Accepted,
    /// What stands above the page.
    pub notice: Notice,
}

variants! {
    /// What stands above the page.
    pub enum Notice {
        /// Nothing.
        Nothing,
        /// The question.
        Question,
        /// The question again, since the browser did not keep the choice just made.
        NotKept,
        /// The confirmation of the choice just made.
        Confirmation,
    }
}

impl View {
    /// What nobody has been asked about yet, and nobody will be: no question, nothing optional.
    pub const PLAIN: Self = Self { accepted: Accepted::NONE, notice: Notice::Nothing };

    /// What a visitor with this decision sees; `confirm` is set on the answer to a choice.
    ///
    /// Where nothing optional is declared there is nothing to ask.
    pub fn of(decision: &Decision, declaration: &Declaration, confirm: bool) -> Self {
        let notice = match decision {
            Decision::Undecided(_) if declaration.optional().next().is_none() => Notice::Nothing,
            Decision::Undecided(Undecided::NotAsked) if confirm => Notice::NotKept,
            Decision::Undecided(_) => Notice::Question,
            Decision::Made { .. } if confirm => Notice::Confirmation,
            _ => Notice::Nothing,
        };
        Self { accepted: decision.accepted(), notice }
    }

    /// The view's number: another one for each.
    pub const fn index(self) -> usize {
        self.accepted.bits() as usize * Notice::COUNT + self.notice as usize
    }
}

/// The declared first-party cookies of the optional categories that are not accepted: what a
/// browser that sent `present` must be told to delete (norm: withdrawing has effect at once).
pub fn cookies_to_delete<'a>(
    declaration: &Declaration,
    accepted: Accepted,
    https: bool,
    present: impl Iterator<Item = &'a str> + Clone,
) -> Vec<String> {
    use crate::content::model::Party;
    let mut names = Vec::new();
    let withdrawn = declaration
        .optional()
        .enumerate()
        .filter(|&(index, _)| !accepted.contains(index))
        .flat_map(|(_, category)| &category.cookies)
        .filter(|cookie| cookie.party == Party::First);
    for cookie in withdrawn {
        match &cookie.name {
            CookieName::Exact(name) => {
                let name = cookie_name(name, https);
                names.extend(present.clone().find(|&sent| sent == name).map(str::to_owned));
            }
            CookieName::Prefix(prefix) => {
                names.extend(
                    present.clone().filter(|sent| sent.starts_with(prefix)).map(str::to_owned),
                );
            }
        }
    }
    names.sort();
    names.dedup();
    names
}
