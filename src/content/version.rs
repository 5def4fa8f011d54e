//! The version of a cookie declaration: a digest of what it says.

use sha2::{Digest, Sha256};

use super::model::{Category, CookieName, Lifetime, Party, ScriptSource};
use crate::language::{Language, Localized};

/// How many hexadecimal characters a version has: 48 bits tell apart more declarations than a
/// site will ever have.
const LENGTH: usize = 12;

/// The version of a declaration with these categories.
pub fn version(categories: &[Category]) -> String {
    let mut canon = CanonicalHash(Sha256::new());
    canon.list(categories, CanonicalHash::category);
    let digest = canon.0.finalize();
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    hex.chars().take(LENGTH).collect()
}

/// Writes values so that different ones are never written alike: each text after its length.
///
/// A change here changes every version, and every visitor is asked again.
struct CanonicalHash(Sha256);

impl CanonicalHash {
    fn text(&mut self, text: &str) {
        self.number(text.len());
        self.0.update(text);
    }

    fn number(&mut self, number: usize) {
        self.0.update(format!("{number}:"));
    }

    fn list<T>(&mut self, items: &[T], mut each: impl FnMut(&mut Self, &T)) {
        self.number(items.len());
        for item in items {
            each(self, item);
        }
    }

    fn localized(&mut self, text: &Localized<String>) {
        if let Localized::Shared(text, _) = text {
            self.text("shared");
            self.text(text);
            return;
        }
        let texts: Vec<_> = text.by_language().collect();
        match texts[..] {
            [(language, text)] => {
                self.text(language.code());
                self.text(text);
            }
            // As when there were two languages: a third one changes no version.
            [(first, text), (second, other)] if [first, second] == Language::ALL[..2] => {
                self.text("both");
                self.text(text);
                self.text(other);
            }
            _ => {
                self.text("languages");
                self.list(&texts, |hash, (language, text)| {
                    hash.text(language.code());
                    hash.text(text);
                });
            }
        }
    }

    fn category(&mut self, category: &Category) {
        let Category { id, name, purpose, cookies, scripts } = category;
        self.text(id);
        self.localized(name);
        self.localized(purpose);
        self.list(cookies, |canon, cookie| {
            let (kind, name) = match &cookie.name {
                CookieName::Exact(name) => ("name", name),
                CookieName::Prefix(prefix) => ("prefix", prefix),
            };
            canon.text(kind);
            canon.text(name);
            canon.text(match cookie.party {
                Party::First => "first",
                Party::Third => "third",
            });
            canon.localized(&cookie.purpose);
            canon.text(&match cookie.lifetime {
                Lifetime::Session => "session".to_owned(),
                Lifetime::Days(days) => format!("{days} days"),
                Lifetime::Months(months) => format!("{months} months"),
            });
        });
        self.list(scripts, |canon, script| {
            canon.text(match &script.source {
                ScriptSource::Own(path) => path,
                ScriptSource::Elsewhere(url) => url.as_str(),
            });
            let attributes: Vec<_> = script.attributes.iter().collect();
            canon.list(&attributes, |canon, (name, value)| {
                canon.text(name);
                canon.text(value);
            });
            canon.list(&script.load_from, |canon, host| canon.text(host));
            canon.list(&script.connect_to, |canon, host| canon.text(host));
        });
    }
}
