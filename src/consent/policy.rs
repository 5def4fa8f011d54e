//! What the browser may load: the policies that follow from a decision.

use std::collections::BTreeSet;

use super::Accepted;
use crate::content::model::{Declaration, Script, ScriptSource};

/// The scripts that a page carries for visitors who accepted these categories: theirs, and those
/// that the site cannot work without.
pub fn allowed_scripts(
    declaration: &Declaration,
    accepted: Accepted,
) -> impl Iterator<Item = &Script> {
    let necessary = declaration.categories.iter().filter(|category| category.is_necessary());
    necessary.chain(accepted.categories(declaration)).flat_map(|category| &category.scripts)
}

/// What every page holds, whatever its visitor accepted.
#[derive(Clone, Debug, Default)]
pub struct OwnSources {
    /// The SHA-256 of the style sheet, in base64.
    pub style: String,
    /// Whether there is a script besides the declared ones, which may bring a style sheet.
    pub has_page_script: bool,
}

/// The content security policy of a page for visitors who accepted these categories.
///
/// It starts from `default-src 'none'` and names only the site itself and the hosts of accepted
/// categories, and the one style sheet that stands in the page, by its digest (CSP3).
/// `connect-src 'self'` stays in every policy: auditing tools read robots.txt from within the
/// page.
pub fn content_security_policy(
    declaration: &Declaration,
    accepted: Accepted,
    own: &OwnSources,
) -> String {
    let this_site = "'self'".to_owned();
    let mut scripts = BTreeSet::new();
    let mut images = BTreeSet::from([this_site.clone()]);
    let mut connections = BTreeSet::from([this_site.clone()]);
    for script in allowed_scripts(declaration, accepted) {
        scripts.insert(match &script.source {
            ScriptSource::Own(_) => this_site.clone(),
            ScriptSource::Elsewhere(url) => url.origin(),
        });
        scripts.extend(script.load_from.iter().cloned());
        images.extend(script.load_from.iter().cloned());
        connections.extend(script.connect_to.iter().cloned());
    }
    let mut styles = BTreeSet::from([format!("'sha256-{}'", own.style)]);
    if own.has_page_script {
        scripts.insert(this_site.clone());
        styles.insert(this_site.clone());
    }
    let directives = [
        ("default-src", BTreeSet::new()),
        ("script-src", scripts),
        ("style-src", styles),
        ("img-src", images),
        ("manifest-src", BTreeSet::from([this_site.clone()])),
        ("connect-src", connections),
        ("base-uri", BTreeSet::new()),
        ("form-action", BTreeSet::from([this_site])),
        ("frame-ancestors", BTreeSet::new()),
    ];
    let mut policy = String::new();
    for (name, sources) in directives {
        let sources = match sources.is_empty() {
            true => "'none'".to_owned(),
            false => sources.into_iter().collect::<Vec<_>>().join(" "),
        };
        policy.push_str(&format!("{name} {sources}; "));
    }
    policy + "require-trusted-types-for 'script'; trusted-types 'none'"
}

/// What a page asks of the foreign things that it embeds (`Cross-Origin-Embedder-Policy`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmbedderPolicy {
    /// Nothing foreign is embedded; whatever tries must opt in.
    RequireCorp,
    /// A declared foreign script is: it is loaded without the visitor's cookies for its host.
    Credentialless,
}

impl EmbedderPolicy {
    /// The policy of a page for visitors who accepted these categories.
    pub fn of(declaration: &Declaration, accepted: Accepted) -> Self {
        let embeds_foreign = allowed_scripts(declaration, accepted).any(|script| {
            matches!(script.source, ScriptSource::Elsewhere(_)) || !script.load_from.is_empty()
        });
        if embeds_foreign { Self::Credentialless } else { Self::RequireCorp }
    }

    /// The header's value.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::RequireCorp => "require-corp",
            Self::Credentialless => "credentialless",
        }
    }
}
