//! The finder's page: its form, and what it found.

use askama::Template;

use super::card::Card;
use super::facet_words::FacetWords;
use super::glance::{Glance, glance};
use super::layout::Layout;
use super::text::{Link, LocalizedText, in_sentence, join};
use super::{PageContext, Route, structured_data};
use crate::consent::View;
use crate::content::entries::EntryRef;
use crate::content::model::{Taxonomy, Term};
use crate::finder::{Answer, Facet, Match, Query, Reason, WORDS_MAX_CHARACTERS};
use crate::l10n::Messages;
use crate::language::Language;

/// How many networks stand on one page.
pub(super) const PAGE_LENGTH: usize = 50;

/// How many networks the page's description names.
const NAMED: usize = 3;

/// Where the results begin, on the finder's page.
pub(super) const RESULTS: &str = "results";

/// The form: one for the finder and for the home page.
pub(super) struct FinderForm<'a> {
    pub action: String,
    pub fields: Vec<Field<'a>>,
    pub words: String,
    pub words_max: usize,
}

pub(super) struct Field<'a> {
    pub name: &'static str,
    pub label: String,
    pub any: String,
    /// Whether several are chosen, which a list of one cannot show.
    pub is_multiple: bool,
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
                let is_chosen = query.chosen(facet).contains(&term.id);
                let label = LocalizedText::new(&term.label, language);
                // What leads nowhere is not offered, unless it is what was asked.
                (count > 0 || is_chosen).then(|| ChoiceOption {
                    id: &term.id,
                    text: t.finder_option(label.value, count),
                    lang: label.lang,
                    is_chosen,
                })
            });
            let words = FacetWords::of(facet);
            Field {
                name: facet.name(),
                label: (words.question)(t),
                any: (words.any)(t),
                is_multiple: query.chosen(facet).len() > 1,
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

#[derive(Template)]
#[template(path = "finder.html")]
struct FinderPage<'a> {
    layout: Layout<'a>,
    form: FinderForm<'a>,
    found: String,
    /// What was not asked as it was meant, or not found: said above the results.
    notes: Vec<String>,
    /// The words that were searched for instead.
    did_you_mean: Option<Link<'a>>,
    /// One link per condition, which drops it.
    conditions: Vec<Link<'a>>,
    drop_all: String,
    cards: Vec<Card<'a>>,
    nearest: Vec<Card<'a>>,
    /// Where nothing comes close: all that networks are about.
    themes: Vec<Link<'a>>,
    /// The picture of all networks, where all are asked for.
    glance: Option<Glance<'a>>,
    is_empty: bool,
    pages: Option<String>,
}

/// Renders the answer to a question; the question that asks nothing is the finder's own page.
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

    let count = answer.matches.len();
    let pages = count.div_ceil(PAGE_LENGTH).max(1);
    let page = query.page.min(pages);
    let start = (page - 1) * PAGE_LENGTH;
    let shown = &answer.matches[start..count.min(start + PAGE_LENGTH)];
    let networks = shown.iter().filter_map(|found| content.networks.get(found.network));

    let conditions = conditions(query, &content.taxonomy, language, t);
    let names: Vec<_> = conditions.iter().map(|(name, _)| name.as_str()).collect();
    let found = match names.is_empty() {
        true => t.finder_found(count),
        false => t.finder_found_for(count, join(names)),
    };
    let (title, summary) = match query.has_conditions() {
        false => (t.finder_title(), t.finder_summary()),
        true => {
            let named = networks.clone().take(NAMED);
            let named = named.map(|network| network.entry.name.get(language).value.as_str());
            (
                format!("{} – {}", question(context, query, count, language), t.finder_title()),
                format!("{found}. {}", join(named)).trim().to_owned(),
            )
        }
    };
    let mut layout = Layout::for_route(context, &Route::Finder, language, view, &title, &summary);
    // One page of all networks is worth finding; every combination of choices is not.
    layout.is_indexed = !query.has_conditions() && page == 1;
    layout.path = url(query);
    layout.switch = layout.switch.map(|path| path + &query.to_url());
    let turn = |page: usize| url(&query.at_page(page));
    layout.previous = (page > 1).then(|| turn(page - 1));
    layout.next = (page < pages).then(|| turn(page + 1));
    layout.structured_data = vec![
        structured_data::breadcrumbs(context, &layout.breadcrumbs, &t.finder_title()),
        structured_data::network_list(context, networks.map(|it| &it.entry), language),
    ];
    let themes = match count == 0 && answer.nearest.is_empty() {
        true => theme_links(context, language),
        false => Vec::new(),
    };
    FinderPage {
        form: FinderForm::with_counts(context, query, &answer, language),
        found,
        notes: notes(query, &answer, t),
        did_you_mean: answer
            .did_you_mean
            .as_ref()
            .map(|words| Link::new(words.as_str(), url(&query.with_words(words)))),
        conditions: conditions
            .iter()
            .map(|(name, without)| Link::new(name.as_str(), url(without)))
            .collect(),
        drop_all: path.clone(),
        cards: shown.iter().map(|found| card(context, found, query, language)).collect(),
        nearest: Card::of_numbers(context, &answer.nearest, language),
        themes,
        glance: (!query.has_conditions() && page == 1).then(|| glance(context, language)),
        is_empty: shown.is_empty(),
        pages: (pages > 1).then(|| t.site_page_of(page, pages)),
        layout,
    }
    .render()
}

/// What a visitor should know before the results: what was left out of the question, and whether
/// the results have all of the rest.
fn notes(query: &Query, answer: &Answer, t: &Messages) -> Vec<String> {
    let unknown = query.unknown.iter().map(|value| t.finder_quoted(value)).collect::<Vec<_>>();
    let unknown = unknown.iter().map(String::as_str);
    let mut notes = Vec::new();
    if !query.unknown.is_empty() {
        notes.push(t.finder_unknown(join(unknown)));
    }
    if query.is_shortened {
        notes.push(t.finder_too_long());
    }
    if let Some(words) = &answer.partly {
        let words: Vec<_> = words.iter().map(|word| t.finder_quoted(word)).collect();
        notes.push(t.finder_partly(join(words.iter().map(String::as_str))));
    }
    notes
}

/// A network that was found, and why, where words were asked for or its place was not named.
fn card<'a>(
    context: PageContext<'a>,
    found: &Match,
    query: &Query,
    language: Language,
) -> Card<'a> {
    let PageContext { content, .. } = context;
    let t = context.t(language);
    let label = |facet: Facet, term: usize| {
        let term = facet.terms(&content.taxonomy).get(term);
        term.map(|term| in_sentence(term.label.get(language).value))
    };
    let reasons: Vec<_> = found
        .reasons
        .iter()
        .filter_map(|reason| match reason {
            Reason::Term(facet, term) => label(*facet, *term),
            Reason::Word(word) => Some(t.finder_quoted(word)),
        })
        .collect();
    let network = &content.networks[found.network];
    let is_asked = !query.words.is_empty() || !query.chosen(Facet::Place).is_empty();
    Card {
        reason: (is_asked && !reasons.is_empty())
            .then(|| t.finder_reason(join(reasons.iter().map(String::as_str)))),
        ..Card::of(context, EntryRef::Network(found.network, network), language)
    }
}

/// In which order a title names what was chosen.
const TITLE_ORDER: [Facet; Facet::COUNT] = [Facet::Theme, Facet::Audience, Facet::Place];

/// The question as a title says it: `3 netwerken over vrouwen en gender voor medewerkers`.
fn question(context: PageContext<'_>, query: &Query, count: usize, language: Language) -> String {
    let t = context.t(language);
    let labels = |facet: Facet| {
        let terms = facet.terms(&context.content.taxonomy).iter();
        let chosen = terms.filter(|term| query.chosen(facet).contains(&term.id));
        let labels: Vec<_> =
            chosen.map(|term| in_sentence(term.label.get(language).value)).collect();
        (!labels.is_empty()).then(|| join(labels.iter().map(String::as_str)))
    };
    let conditions = TITLE_ORDER.into_iter().filter_map(|facet| {
        labels(facet).map(|labels| (FacetWords::of(facet).in_title)(t, labels))
    });
    let words = (!query.words.is_empty()).then(|| t.finder_title_words(&query.words));
    let parts = [t.finder_found(count)].into_iter().chain(conditions).chain(words);
    parts.collect::<Vec<_>>().join(" ")
}

/// All that networks are about, each leading to its networks.
fn theme_links<'a>(context: PageContext<'a>, language: Language) -> Vec<Link<'a>> {
    let themes = Facet::Theme.terms(&context.content.taxonomy).iter();
    let link = |term: &Term| {
        let query = Query::everything().with(Facet::Theme, &term.id);
        let href = format!("{}{}", Route::Finder.path(language), query.to_url());
        Link::new(term.label.get(language).value.as_str(), href)
    };
    themes.map(link).collect()
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
        for id in query.chosen(facet) {
            if let Some(term) = Taxonomy::find(facet.terms(taxonomy), id) {
                let label = term.label.get(language).value.clone();
                conditions.push((label, query.without(facet, id)));
            }
        }
    }
    if !query.words.is_empty() {
        conditions.push((t.finder_quoted(&query.words), query.with_words("")));
    }
    conditions
}
