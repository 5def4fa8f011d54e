//! What `cookies.toml` and the declarations that were kept contain: the categories.

use std::collections::HashMap;
use std::ops::Range;

use crate::content::formats::cookie::cookie;
use crate::content::formats::script::script;
use crate::content::model::{
    Category, CookieName, Declaration, NECESSARY, OPTIONAL_CATEGORIES_MAX,
};
use crate::content::reader::{FileReader, TableReader};
use crate::content::types::ids::NewId;
use crate::content::types::per_language::PerLanguageField;
use crate::content::types::texts::{Name, Prose};
use crate::content::types::values::ArrayOfTables;
use crate::content::version::version;
use crate::diagnostic::rules;

/// A category with the places that checks of the whole declaration need.
struct CategoryWritten {
    category: Category,
    id_at: Range<usize>,
    cookies_at: Vec<Range<usize>>,
}

/// A check of a declaration, whose first category stands at the given place.
type Check = fn(&[CategoryWritten], &Range<usize>, &mut FileReader<'_>);

/// What a declaration is held to as a whole.
const CHECKS: &[Check] =
    &[one_category_is_necessary, few_categories_are_optional, ids_differ, cookies_differ];

/// What `cookies.toml` contains.
pub fn declaration(table: &mut TableReader<'_, '_>) -> Option<Declaration> {
    let meaning = "What cookies and scripts are for, and so what a visitor decides on";
    let categories = table.required("category", meaning, ArrayOfTables(category))?;
    let at = table.span_of("category").unwrap_or_default();
    let categories: Vec<_> = categories.into_iter().map(|(category, _)| category).collect();
    if let Some(reader) = table.reader() {
        for check in CHECKS {
            check(&categories, &at, reader);
        }
    }
    let categories: Vec<_> = categories.into_iter().map(|written| written.category).collect();
    Some(Declaration { version: version(&categories), categories })
}

fn category(table: &mut TableReader<'_, '_>) -> Option<CategoryWritten> {
    let id = table.required("id", "Written into the visitor's consent cookie", NewId);
    let name = table.required("name", "What visitors call it", PerLanguageField(Name));
    let purpose =
        table.required("purpose", "What it is for, in plain words", PerLanguageField(Prose));
    let cookies = table.optional("cookie", "A cookie it sets", ArrayOfTables(cookie));
    let scripts = table.optional("script", "A script it loads", ArrayOfTables(script));
    let has_cookies = table.span_of("cookie").is_some();
    let scripts = scripts.unwrap_or_default();
    if let (false, Some(id), Some(reader)) = (has_cookies, &id, table.reader()) {
        scripts_have_cookies(id, &scripts, reader);
    }
    let (cookies, cookies_at) =
        cookies.unwrap_or_default().into_iter().map(|(cookie, _)| cookie).unzip();
    let scripts = scripts.into_iter().map(|(script, _)| script).collect();
    let category = Category { id: id?, name: name?, purpose: purpose?, cookies, scripts };
    let id_at = table.span_of("id").unwrap_or_default();
    Some(CategoryWritten { category, id_at, cookies_at })
}

/// Ensures that a visitor who is asked about a script is told what it sets.
fn scripts_have_cookies<T>(id: &str, scripts: &[(T, Range<usize>)], reader: &mut FileReader<'_>) {
    if id == NECESSARY {
        return;
    }
    for (_, at) in scripts {
        let message = format!("the category `{id}` has a script and no cookie");
        let help = "declare what the script sets: `[[category.cookie]]`; or make it `necessary`";
        reader.report(rules::SCRIPT_WITHOUT_COOKIE, at, message, help);
    }
}

/// Ensures that there is a category for what works without a question.
fn one_category_is_necessary(
    categories: &[CategoryWritten],
    at: &Range<usize>,
    reader: &mut FileReader<'_>,
) {
    if !categories.iter().any(|written| written.category.is_necessary()) {
        let message = format!("no category has the id `{NECESSARY}`");
        let help = format!("add `[[category]]` with `id = \"{NECESSARY}\"`");
        reader.report(rules::NECESSARY_CATEGORY, at, message, help);
    }
}

/// Ensures that a visitor is not asked too much.
fn few_categories_are_optional(
    categories: &[CategoryWritten],
    _: &Range<usize>,
    reader: &mut FileReader<'_>,
) {
    let optional = categories.iter().filter(|written| !written.category.is_necessary());
    for written in optional.skip(OPTIONAL_CATEGORIES_MAX) {
        let message = format!("`{}` is one optional category too many", written.category.id);
        let help = format!(
            "merge it with another: a visitor is asked about {OPTIONAL_CATEGORIES_MAX} at most"
        );
        reader.report(rules::TOO_MANY_CATEGORIES, &written.id_at, message, help);
    }
}

/// Ensures that no two categories share an id.
fn ids_differ(categories: &[CategoryWritten], _: &Range<usize>, reader: &mut FileReader<'_>) {
    let ids = categories.iter().map(|written| (written.category.id.as_str(), &written.id_at));
    report_repeated(ids, "category", reader);
}

/// Ensures that a cookie is declared once, in one category.
fn cookies_differ(categories: &[CategoryWritten], _: &Range<usize>, reader: &mut FileReader<'_>) {
    let cookies = categories.iter().flat_map(|written| {
        written.category.cookies.iter().map(|cookie| &cookie.name).zip(&written.cookies_at)
    });
    let cookies = cookies.map(|(name, at)| match name {
        CookieName::Exact(name) | CookieName::Prefix(name) => (name.as_str(), at),
    });
    report_repeated(cookies, "cookie", reader);
}

fn report_repeated<'t>(
    things: impl Iterator<Item = (&'t str, &'t Range<usize>)>,
    kind: &str,
    reader: &mut FileReader<'_>,
) {
    let mut seen = HashMap::new();
    for (name, at) in things {
        if let Some(first) = seen.get(name) {
            let message = format!("the {kind} `{name}` is declared twice");
            let first = (*first, "it is declared here already");
            reader.report_both(rules::DUPLICATE_ID, at, message, "declare it once", first);
        } else {
            seen.insert(name, at);
        }
    }
}
