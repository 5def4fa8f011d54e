//! A page of text: the accessibility statement, the privacy statement.

use askama::Template;

use super::layout::Layout;
use super::text::{LocalizedText, month_year};
use super::{PageContext, Route};
use crate::consent::View;
use crate::content::markdown::Html;
use crate::content::model::Statement;
use crate::language::Language;

#[derive(Template)]
#[template(path = "statement.html")]
struct StatementPage<'a> {
    layout: Layout<'a>,
    heading: LocalizedText<'a>,
    body: LocalizedText<'a, Html>,
    as_of: String,
}

pub(super) fn render(
    context: PageContext<'_>,
    statement: &Statement,
    route: &Route<'_>,
    language: Language,
    view: View,
) -> askama::Result<String> {
    let heading = LocalizedText::new(&statement.title, language);
    let summary = statement.summary.get(language).value;
    let t = context.t(language);
    StatementPage {
        layout: Layout::for_route(context, route, language, view, heading.value, summary),
        heading,
        body: LocalizedText::html(&statement.body, language),
        as_of: t.entry_as_of(month_year(statement.as_of, t)),
    }
    .render()
}
