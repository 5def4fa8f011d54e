//! Pages that say what went wrong, in the visitor's language, and how to go on.

use askama::Template;

use super::finder::FinderForm;
use super::frame::Frame;
use super::text::Link;
use super::{Material, Route};
use crate::consent::View;
use crate::finder::Query;
use crate::language::Language;

/// What went wrong, as far as a visitor is concerned. Causes are for the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// There is no such page.
    NotFound,
    /// The address does not take this method.
    MethodNotAllowed,
    /// The form came from elsewhere, or held what the page never offered.
    Refused,
    /// What was sent is larger than the site takes.
    TooLarge,
    /// What was sent did not arrive in time.
    Timeout,
    /// The site failed.
    Internal,
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage<'a> {
    frame: Frame<'a>,
    heading: String,
    text: String,
    ways_on: Vec<Link<'a>>,
    /// Who is lost may say what they look for.
    form: Option<FinderForm<'a>>,
}

/// Renders an error page.
///
/// # Errors
/// Fails where a value cannot be written.
pub fn render_error(
    material: Material<'_>,
    fault: Fault,
    language: Language,
    view: View,
) -> askama::Result<String> {
    let t = material.t(language);
    let (heading, text) = match fault {
        Fault::NotFound => (t.errors_not_found_title(), t.errors_not_found_text()),
        Fault::MethodNotAllowed => (t.errors_method_title(), t.errors_method_text()),
        Fault::Refused => (t.errors_refused_title(), t.errors_refused_text()),
        Fault::TooLarge => (t.errors_too_large_title(), t.errors_too_large_text()),
        Fault::Timeout => (t.errors_timeout_title(), t.errors_timeout_text()),
        Fault::Internal => (t.errors_internal_title(), t.errors_internal_text()),
    };
    let home = Link::new(t.errors_home(), Route::Home.path(language));
    let second = match fault {
        Fault::NotFound => None,
        Fault::Refused => Some(Link::new(t.errors_cookies(), Route::Cookies.path(language))),
        _ => Some(Link::new(t.errors_finder(), Route::Finder.path(language))),
    };
    ErrorPage {
        frame: Frame::around(material, Route::Home.path(language), language, view, &heading),
        heading,
        text,
        ways_on: [home].into_iter().chain(second).collect(),
        form: (fault == Fault::NotFound)
            .then(|| FinderForm::new(material, &Query::everything(), language)),
    }
    .render()
}
