//! The cookie page: the visitor's state, their choice, the declaration, the policy in force.

use askama::Template;

use super::layout::Layout;
use super::text::{Link, LocalizedText, date, join};
use super::{PageContext, Route};
use crate::consent::{Decision, Undecided, View, content_security_policy, cookie_name};
use crate::content::model::{
    Category, Cookie, CookieName, Declaration, Lifetime, Party, Script, ScriptSource,
};
use crate::l10n::Messages;
use crate::language::Language;

#[derive(Template)]
#[template(path = "cookies.html")]
struct CookiesPage<'a> {
    layout: Layout<'a>,
    state: String,
    choices: Vec<ChoiceView<'a>>,
    declaration: DeclarationView<'a>,
    version: String,
    policy_hosts: Option<String>,
    policy: String,
    kept: Vec<Link<'a>>,
}

struct ChoiceView<'a> {
    id: &'a str,
    question: String,
    purpose: LocalizedText<'a>,
    is_accepted: bool,
}

#[derive(Template)]
#[template(path = "declaration.html")]
struct KeptPage<'a> {
    layout: Layout<'a>,
    heading: String,
    status: String,
    declaration: DeclarationView<'a>,
}

struct DeclarationView<'a> {
    categories: Vec<CategoryView<'a>>,
}

struct CategoryView<'a> {
    name: LocalizedText<'a>,
    purpose: LocalizedText<'a>,
    is_necessary: bool,
    caption: String,
    cookies: Vec<CookieView<'a>>,
    scripts: Vec<String>,
}

struct CookieView<'a> {
    name: String,
    purpose: LocalizedText<'a>,
    party: String,
    lifetime: String,
}

pub(super) fn render(
    context: PageContext<'_>,
    decision: &Decision,
    language: Language,
    view: View,
) -> askama::Result<String> {
    let content = context.content;
    let declaration = &content.declaration;
    let t = context.t(language);
    let title = t.cookies_title();
    let accepted = decision.accepted();
    let choices = declaration.optional().enumerate().map(|(index, category)| {
        let name = LocalizedText::new(&category.name, language);
        ChoiceView {
            id: &category.id,
            question: t.cookies_allow(name.value),
            purpose: LocalizedText::new(&category.purpose, language),
            is_accepted: accepted.contains(index),
        }
    });
    let policy = content_security_policy(declaration, accepted, &context.assets.own_sources);
    let mut hosts: Vec<_> =
        policy.split([' ', ';']).filter(|source| source.starts_with("https://")).collect();
    hosts.sort_unstable();
    hosts.dedup();
    let kept = content.kept_declarations.keys().filter(|&version| *version != declaration.version);
    CookiesPage {
        layout: Layout::for_route(
            context,
            &Route::Cookies,
            language,
            view,
            &title,
            &t.cookies_summary(),
        ),
        state: state(decision, declaration, language, t),
        choices: choices.collect(),
        declaration: declaration_view(context, declaration, language),
        version: t.cookies_version_current(&declaration.version),
        policy_hosts: (!hosts.is_empty()).then(|| t.cookies_policy_hosts(join(hosts))),
        policy,
        kept: kept
            .map(|version| {
                let route = Route::KeptDeclaration(version.as_str().into());
                Link::new(t.cookies_version(version), route.path(language))
            })
            .collect(),
    }
    .render()
}

pub(super) fn render_kept(
    context: PageContext<'_>,
    version: &str,
    language: Language,
    view: View,
) -> askama::Result<String> {
    let content = context.content;
    let t = context.t(language);
    let Some(kept) = content.kept_declarations.get(version) else {
        return super::render_error(context, super::ErrorKind::NotFound, language, view);
    };
    let heading = t.cookies_version(version);
    let route = Route::KeptDeclaration(version.into());
    let summary = t.cookies_version_summary(version);
    KeptPage {
        layout: Layout::for_route(context, &route, language, view, &heading, &summary),
        heading,
        status: match version == content.declaration.version {
            true => t.cookies_version_in_force(),
            false => t.cookies_version_old(),
        },
        declaration: declaration_view(context, kept, language),
    }
    .render()
}

/// Why the visitor is asked, or is not, in one sentence.
fn state(
    decision: &Decision,
    declaration: &Declaration,
    language: Language,
    t: &Messages,
) -> String {
    if declaration.optional().next().is_none() {
        return t.cookies_nothing_optional();
    }
    match decision {
        Decision::Undecided(Undecided::NotAsked) => t.cookies_state_not_asked(),
        Decision::Undecided(Undecided::Unreadable) => t.cookies_state_unreadable(),
        Decision::Undecided(Undecided::DeclarationChanged) => t.cookies_state_changed(),
        Decision::Undecided(Undecided::Expired) => t.cookies_state_expired(),
        Decision::Signalled => t.cookies_state_signalled(),
        Decision::Made { accepted, day } if accepted.is_empty() => {
            t.cookies_state_refused(date(*day, t))
        }
        Decision::Made { accepted, day } => {
            let names = accepted.categories(declaration);
            let names = names.map(|category| category.name.get(language).value.as_str());
            t.cookies_state_accepted(date(*day, t), join(names))
        }
    }
}

fn declaration_view<'a>(
    context: PageContext<'a>,
    declaration: &'a Declaration,
    language: Language,
) -> DeclarationView<'a> {
    let categories = declaration.categories.iter();
    DeclarationView {
        categories: categories.map(|it| category_view(context, it, language)).collect(),
    }
}

fn category_view<'a>(
    context: PageContext<'a>,
    category: &'a Category,
    language: Language,
) -> CategoryView<'a> {
    let t = context.t(language);
    let name = LocalizedText::new(&category.name, language);
    CategoryView {
        caption: t.cookies_table(name.value),
        name,
        purpose: LocalizedText::new(&category.purpose, language),
        is_necessary: category.is_necessary(),
        cookies: category.cookies.iter().map(|it| cookie_view(context, it, language)).collect(),
        scripts: category.scripts.iter().map(|script| script_line(script, t)).collect(),
    }
}

fn cookie_view<'a>(
    context: PageContext<'_>,
    cookie: &'a Cookie,
    language: Language,
) -> CookieView<'a> {
    let t = context.t(language);
    CookieView {
        name: match &cookie.name {
            CookieName::Exact(name) => cookie_name(name, context.base_url.is_https()),
            CookieName::Prefix(prefix) => t.cookies_prefix(prefix),
        },
        purpose: LocalizedText::new(&cookie.purpose, language),
        party: match cookie.party {
            Party::First => t.cookies_first_party(context.content.site.owner.get(language).value),
            Party::Third => t.cookies_third_party(),
        },
        lifetime: match cookie.lifetime {
            Lifetime::Session => t.cookies_session(),
            Lifetime::Days(days) => t.cookies_days(days),
            Lifetime::Months(months) => t.cookies_months(months),
        },
    }
}

fn script_line(script: &Script, t: &Messages) -> String {
    let address = match &script.source {
        ScriptSource::Own(name) => format!("/{name}"),
        ScriptSource::Elsewhere(url) => url.as_str().to_owned(),
    };
    let mut hosts: Vec<_> =
        script.load_from.iter().chain(&script.connect_to).map(String::as_str).collect();
    hosts.sort_unstable();
    hosts.dedup();
    match hosts.is_empty() {
        true => address,
        false => t.cookies_script_hosts(address, join(hosts)),
    }
}
