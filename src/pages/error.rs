//! Pages that say what went wrong, in the visitor's language, and how to go on.

use askama::Template;

use super::finder::FinderForm;
use super::layout::Layout;
use super::text::Link;
use super::{PageContext, Route};
use crate::consent::View;
use crate::finder::Query;
use crate::language::Language;

/// What went wrong, as far as a visitor is concerned. Causes are for the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    NotFound,
    /// The address does not take this method.
    MethodNotAllowed,
    /// The form came from elsewhere, or held what the page never offered.
    Refused,
    /// What was sent is larger than the site takes.
    TooLarge,
    /// What was sent did not arrive in time.
    Timeout,
    Internal,
}

impl ErrorKind {
    /// All kinds, in the order of their numbers.
    pub const ALL: [Self; 6] = [
        Self::NotFound,
        Self::MethodNotAllowed,
        Self::Refused,
        Self::TooLarge,
        Self::Timeout,
        Self::Internal,
    ];
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage<'a> {
    layout: Layout<'a>,
    heading: String,
    text: String,
    links: Vec<Link<'a>>,
    /// Who is lost may say what they look for.
    form: Option<FinderForm<'a>>,
}

pub fn render_error(
    context: PageContext<'_>,
    kind: ErrorKind,
    language: Language,
    view: View,
) -> askama::Result<String> {
    let t = context.t(language);
    let (heading, text) = match kind {
        ErrorKind::NotFound => (t.errors_not_found_title(), t.errors_not_found_text()),
        ErrorKind::MethodNotAllowed => (t.errors_method_title(), t.errors_method_text()),
        ErrorKind::Refused => (t.errors_refused_title(), t.errors_refused_text()),
        ErrorKind::TooLarge => (t.errors_too_large_title(), t.errors_too_large_text()),
        ErrorKind::Timeout => (t.errors_timeout_title(), t.errors_timeout_text()),
        ErrorKind::Internal => (t.errors_internal_title(), t.errors_internal_text()),
    };
    let home = Link::new(t.errors_home(), Route::Home.path(language));
    let is_ours = matches!(kind, ErrorKind::NotFound | ErrorKind::Internal);
    let mailbox = format!("mailto:{}", context.content.site.contact);
    let mail = is_ours.then(|| Link::new(t.site_contact(), mailbox));
    let second = match kind {
        ErrorKind::NotFound => None,
        ErrorKind::Refused => Some(Link::new(t.errors_cookies(), Route::Cookies.path(language))),
        _ => Some(Link::new(t.errors_finder(), Route::Finder.path(language))),
    };
    ErrorPage {
        layout: Layout::for_path(context, Route::Home.path(language), language, view, &heading),
        heading,
        text,
        links: [home].into_iter().chain(second).chain(mail).collect(),
        form: (kind == ErrorKind::NotFound)
            .then(|| FinderForm::new(context, &Query::everything(), language)),
    }
    .render()
}
