//! A page of text: the accessibility statement, the privacy statement.

use askama::Template;

use super::layout::Layout;
use super::text::{LocalizedText, age, date};
use super::{PageContext, Route};
use crate::consent::View;
use crate::content::as_of::Precision;
use crate::content::markdown::Html;
use crate::content::model::{Signature, Statement};
use crate::content::single_page::SinglePage;
use crate::language::Language;

#[derive(Template)]
#[template(path = "statement.html")]
struct StatementPage<'a> {
    layout: Layout<'a>,
    heading: LocalizedText<'a>,
    facts: Option<Facts>,
    body: LocalizedText<'a, Html>,
    as_of: String,
}

/// What a statement says of whose it is, from data.
struct Facts {
    title: String,
    /// What is not known yet.
    missing: Option<String>,
    rows: Vec<Row>,
}

struct Row {
    name: String,
    value: String,
    href: Option<String>,
}

impl Row {
    const fn new(name: String, value: String) -> Self {
        Self { name, value, href: None }
    }

    fn leading_to(self, href: impl Into<String>) -> Self {
        Self { href: Some(href.into()), ..self }
    }
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
        facts: match route {
            Route::Page(SinglePage::Accessibility) => {
                Some(compliance(context, statement, language))
            }
            Route::Page(SinglePage::Privacy) => Some(responsibility(context, language)),
            _ => None,
        },
        heading,
        body: LocalizedText::html(&statement.body, language),
        as_of: match statement.as_of.precision() {
            Precision::Day => t.statement_changed(date(statement.as_of.last_day(), t)),
            Precision::Month | Precision::Year => age(statement.as_of, t),
        },
    }
    .render()
}

/// The head of the Dutch model of an accessibility statement.
fn compliance(context: PageContext<'_>, statement: &Statement, language: Language) -> Facts {
    let t = context.t(language);
    let (status, signed) = match &statement.signature {
        Some(Signature { status, by, on }) => {
            ((*status).to_owned(), t.statement_signed_by(by.get(language).value, date(*on, t)))
        }
        None => (t.statement_no_status(), t.statement_not_signed()),
    };
    Facts {
        title: t.statement_facts(),
        missing: None,
        rows: vec![
            Row::new(
                t.statement_organisation(),
                context.content.site.owner.get(language).value.clone(),
            ),
            Row::new(t.statement_scope(), context.base_url.as_str().to_owned()),
            Row::new(t.statement_law(), t.statement_decree()),
            Row::new(t.statement_status(), status),
            Row::new(t.statement_signed(), signed),
        ],
    }
}

/// Who answers for visitors' data, as far as `site.toml` says.
fn responsibility(context: PageContext<'_>, language: Language) -> Facts {
    let t = context.t(language);
    let site = &context.content.site;
    let mut rows =
        vec![Row::new(t.statement_organisation(), site.owner.get(language).value.clone())];
    if let Some(controller) = &site.controller {
        let officer = &controller.data_protection_officer;
        let authority = controller.authority.get(language).value;
        rows.extend([
            Row::new(t.statement_address(), controller.address.clone()),
            Row::new(t.statement_officer(), officer.clone())
                .leading_to(format!("mailto:{officer}")),
            Row::new(t.statement_legal_basis(), controller.legal_basis.get(language).value.clone()),
            Row::new(t.statement_recipients(), controller.recipients.get(language).value.clone()),
            Row::new(t.statement_mail(), controller.mail_retention.get(language).value.clone()),
            Row::new(t.statement_authority(), authority.host().to_owned())
                .leading_to(authority.as_str()),
        ]);
    }
    Facts {
        title: t.statement_controller(),
        missing: site.controller.is_none().then(|| t.statement_controller_missing()),
        rows,
    }
}
