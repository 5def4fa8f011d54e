//! The finder's page: its form, and what it found.

use askama::Template;

use super::card::Card;
use super::glance::{Glance, glance};
use super::layout::Layout;
use super::text::{Link, LocalizedText, join};
use super::{PageContext, Route, structured_data};
use crate::consent::View;
use crate::content::model::Taxonomy;
use crate::finder::{Answer, Facet, Query, WORDS_MAX_CHARACTERS};
use crate::l10n::Messages;
use crate::language::Language;

/// How many networks stand on one page.
pub(super) const PAGE_LENGTH: usize = 50;

/// Where the results begin, on the finder's page.
pub(super) const RESULTS: &str = "results";

/// The form: one for the finder and for the home page.
pub(super) struct FinderForm<'a> {
    pub action: String,
    pub fields: Vec<Field<'a>>,
    pub words: String,
    pub words_max: usize,
}

/// A choice of the form.
pub(super) struct Field<'a> {
    pub name: &'static str,
    pub label: String,
    pub any: String,
    pub options: Vec<ChoiceOption<'a>>,
}

/// Something to choose, with how many networks it would leave.
pub(super) struct ChoiceOption<'a> {
    pub id: &'a str,
    pub text: String,
    pub lang: super::text::LangAttribute,
    pub is_chosen: bool,
}

impl<'a> FinderForm<'a> {
    /// The form as it stands on a page that asked nothing.
    pub fn new(context: PageContext<'a>, query: &Query, language: Language) -> Self {
        let answer = context.finder.answer(context.content, query, language);
        Self::with_counts(context, query, &answer, language)
    }

    fn with_counts(
        context: PageContext<'a>,
        query: &Query,
        answer: &Answer,
        language: Language,
    ) -> Self {
        let t = context.t(language);
        let fields = Facet::ALL.into_iter().zip(&answer.counts).map(|(facet, counts)| {
            let terms = facet.terms(&context.content.taxonomy).iter().zip(counts);
            let options = terms.filter_map(|(term, &count)| {
                let is_chosen = query.chosen(facet) == Some(&term.id);
                let label = LocalizedText::new(&term.label, language);
                // What leads nowhere is not offered, unless it is what was asked.
                (count > 0 || is_chosen).then(|| ChoiceOption {
                    id: &term.id,
                    text: t.finder_option(label.value, count),
                    lang: label.lang,
                    is_chosen,
                })
            });
            Field {
                name: facet.name(),
                label: field_label(facet, t),
                any: any_label(facet, t),
                options: options.collect(),
            }
        });
        Self {
            // A phone's screen is full of the form: whoever has sent it is after the results.
            action: format!("{}#{RESULTS}", Route::Finder.path(language)),
            fields: fields.collect(),
            words: query.words.clone(),
            words_max: WORDS_MAX_CHARACTERS,
        }
    }
}

fn field_label(facet: Facet, t: &Messages) -> String {
    match facet {
        Facet::Audience => t.finder_audience(),
        Facet::Theme => t.finder_theme(),
        Facet::Place => t.finder_place(),
    }
}

fn any_label(facet: Facet, t: &Messages) -> String {
    match facet {
        Facet::Audience => t.finder_any_audience(),
        Facet::Theme => t.finder_any_theme(),
        Facet::Place => t.finder_any_place(),
    }
}

#[derive(Template)]
#[template(path = "finder.html")]
struct FinderPage<'a> {
    layout: Layout<'a>,
    form: FinderForm<'a>,
    found: String,
    is_shortened: bool,
    /// The words that were searched for instead.
    did_you_mean: Option<Link<'a>>,
    /// One link per condition, which drops it.
    conditions: Vec<Link<'a>>,
    drop_all: String,
    cards: Vec<Card<'a>>,
    nearest: Vec<Card<'a>>,
    /// The picture of all networks, where all are asked for.
    glance: Option<Glance<'a>>,
    is_empty: bool,
    pages: Option<String>,
}

/// Renders the answer to a question; the question that asks nothing is the finder's own page.
///
/// # Errors
/// Fails where a value cannot be written.
pub fn render_answer(
    context: PageContext<'_>,
    query: &Query,
    language: Language,
    view: View,
) -> askama::Result<String> {
    let PageContext { content, finder, .. } = context;
    let t = context.t(language);
    let answer = finder.answer(content, query, language);
    let path = Route::Finder.path(language);
    let url = |query: &Query| format!("{path}{}", query.to_url());

    let count = answer.networks.len();
    let pages = count.div_ceil(PAGE_LENGTH).max(1);
    let page = query.page.min(pages);
    let start = (page - 1) * PAGE_LENGTH;
    let shown = &answer.networks[start..count.min(start + PAGE_LENGTH)];

    let conditions = conditions(query, &content.taxonomy, language, t);
    let names: Vec<_> = conditions.iter().map(|(name, _)| name.as_str()).collect();
    let found = match names.is_empty() {
        true => t.finder_found(count),
        false => t.finder_found_for(count, join(names)),
    };
    let title = t.finder_title();
    let mut layout =
        Layout::for_route(context, &Route::Finder, language, view, &title, &t.finder_summary());
    // One page of all networks is worth finding; every combination of choices is not.
    layout.is_indexed = !query.has_conditions() && page == 1;
    layout.path = url(query);
    layout.switch = layout.switch.map(|path| path + &query.to_url());
    let turn = |page: usize| url(&Query { page, ..query.clone() });
    layout.previous = (page > 1).then(|| turn(page - 1));
    layout.next = (page < pages).then(|| turn(page + 1));
    let entries = shown.iter().filter_map(|&number| content.networks.get(number));
    layout.structured_data = vec![
        structured_data::breadcrumbs(context, &layout.breadcrumbs, &title),
        structured_data::network_list(context, entries.map(|network| &network.entry), language),
    ];
    FinderPage {
        form: FinderForm::with_counts(context, query, &answer, language),
        found,
        is_shortened: query.is_shortened,
        did_you_mean: answer
            .did_you_mean
            .as_ref()
            .filter(|_| count > 0)
            .map(|words| Link::new(words.as_str(), url(&query.with_words(words)))),
        conditions: conditions
            .iter()
            .map(|(name, without)| Link::new(name.as_str(), url(without)))
            .collect(),
        drop_all: path.clone(),
        cards: Card::of_numbers(context, shown, language),
        nearest: Card::of_numbers(context, &answer.nearest, language),
        glance: (!query.has_conditions() && page == 1).then(|| glance(context, language)),
        is_empty: shown.is_empty(),
        pages: (pages > 1).then(|| t.site_page_of(page, pages)),
        layout,
    }
    .render()
}

/// What was asked, in words, each with the question that does not ask it.
fn conditions(
    query: &Query,
    taxonomy: &Taxonomy,
    language: Language,
    t: &Messages,
) -> Vec<(String, Query)> {
    let mut conditions = Vec::new();
    for facet in Facet::ALL {
        let chosen = query.chosen(facet);
        if let Some(term) = chosen.and_then(|id| Taxonomy::find(facet.terms(taxonomy), id)) {
            let label = term.label.get(language).value.clone();
            conditions.push((label, query.with(facet, None)));
        }
    }
    if !query.words.is_empty() {
        conditions.push((t.finder_quoted(&query.words), query.with_words("")));
    }
    conditions
}
