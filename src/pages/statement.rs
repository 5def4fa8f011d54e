//! A page of text: the accessibility statement, the privacy statement.

use askama::Template;

use super::frame::Frame;
use super::text::{Prose, Text, month_year, passage};
use super::{Material, Route};
use crate::consent::View;
use crate::content::model::Statement;
use crate::language::Language;

#[derive(Template)]
#[template(path = "statement.html")]
struct StatementPage<'a> {
    frame: Frame<'a>,
    heading: Text<'a>,
    body: Prose<'a>,
    as_of: String,
}

pub(super) fn render(
    material: Material<'_>,
    statement: &Statement,
    route: &Route<'_>,
    language: Language,
    view: View,
) -> askama::Result<String> {
    let heading: Text<'_> = passage(&statement.title, language);
    let summary = statement.summary.get(language).value;
    let t = material.t(language);
    StatementPage {
        frame: Frame::of(material, route, language, view, heading.value, summary),
        heading,
        body: passage(&statement.body, language),
        as_of: t.entry_as_of(month_year(statement.as_of, t)),
    }
    .render()
}
