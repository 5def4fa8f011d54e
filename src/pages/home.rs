//! The page "Collaboration and networks": everything at a glance.

use askama::Template;

use super::card::Card;
use super::finder::{PAGE_LENGTH, RESULTS};
use super::layout::Layout;
use super::text::{Link, LocalizedText};
use super::{PageContext, Route, structured_data};
use crate::consent::View;
use crate::content::entries::EntryRef;
use crate::content::markdown::Html;
use crate::content::model::{Scope, Section};
use crate::finder::{Facet, Query};
use crate::language::Language;

#[derive(Template)]
#[template(path = "home.html")]
struct HomePage<'a> {
    layout: Layout<'a>,
    heading: LocalizedText<'a>,
    summary: LocalizedText<'a>,
    /// Who the visitor may be, each leading to the networks for them.
    choices: Vec<Choice>,
    network_count: usize,
    sections: Vec<SectionView<'a>>,
    introduction: LocalizedText<'a, Html>,
    /// The link to all networks, where the page does not show them all.
    all_networks: Option<Link<'a>>,
}

/// An audience in the words of one of them: `Student`, with how many networks there are for them.
struct Choice {
    text: String,
    count: usize,
    href: String,
}

struct SectionView<'a> {
    id: &'static str,
    title: LocalizedText<'a>,
    introduction: Option<LocalizedText<'a, Html>>,
    rows: Vec<Card<'a>>,
    /// Whether the introduction stands after the entries: who looks for a network reads it last.
    is_list_first: bool,
}

pub(super) fn render(
    context: PageContext<'_>,
    language: Language,
    view: View,
) -> askama::Result<String> {
    let content = context.content;
    let heading = LocalizedText::new(&content.home.title, language);
    let collaborations = |scope: Scope| {
        let entries = content.collaborations.iter().filter(move |it| it.scope == scope);
        entries.map(|it| Card::of(context, EntryRef::Collaboration(it), language)).collect()
    };
    let charters = content.charters.iter();
    let charters = charters.map(|it| Card::of(context, EntryRef::Charter(it), language)).collect();
    let order = context.finder.in_order(language);
    let shown = &order[..order.len().min(PAGE_LENGTH)];
    let networks = Card::of_numbers(context, shown, language);
    let home = &content.home;
    let sections = vec![
        section("charters", &home.charters, charters, language),
        section("national", &home.national, collaborations(Scope::National), language),
        section(
            "international",
            &home.international,
            collaborations(Scope::International),
            language,
        ),
        SectionView {
            is_list_first: true,
            ..section("networks", &home.networks, networks, language)
        },
    ];
    let summary = LocalizedText::new(&home.summary, language);
    let mut layout =
        Layout::for_route(context, &Route::Home, language, view, heading.value, summary.value);
    let entries = shown.iter().filter_map(|&number| content.networks.get(number));
    layout.structured_data = vec![
        structured_data::home(context, language),
        structured_data::network_list(context, entries.map(|network| &network.entry), language),
    ];
    HomePage {
        heading,
        summary,
        choices: choices(context, language),
        network_count: content.networks.len(),
        introduction: LocalizedText::html(&home.introduction, language),
        sections,
        all_networks: (shown.len() < order.len()).then(|| {
            let text = context.t(language).home_all_networks(order.len());
            Link::new(text, Route::Finder.path(language))
        }),
        layout,
    }
    .render()
}

fn choices(context: PageContext<'_>, language: Language) -> Vec<Choice> {
    let PageContext { content, .. } = context;
    let finder = Route::Finder.path(language);
    let choices = Facet::Audience.terms(&content.taxonomy).iter().map(|term| {
        let networks = content.networks.iter();
        let query = Query::everything().with(Facet::Audience, &term.id);
        let label = term.label.get(language).value;
        Choice {
            text: context.t(language).home_choice(term.id.as_str(), label.as_str()),
            count: networks.filter(|network| Facet::Audience.holds(network, &term.id)).count(),
            href: format!("{finder}{}#{RESULTS}", query.to_url()),
        }
    });
    choices.filter(|choice| choice.count > 0).collect()
}

fn section<'a>(
    id: &'static str,
    section: &'a Section,
    rows: Vec<Card<'a>>,
    language: Language,
) -> SectionView<'a> {
    SectionView {
        id,
        title: LocalizedText::new(&section.title, language),
        introduction: section
            .introduction
            .as_ref()
            .map(|prose| LocalizedText::html(prose, language)),
        rows,
        is_list_first: false,
    }
}
