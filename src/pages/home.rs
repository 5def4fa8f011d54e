//! The page "Collaboration and networks": everything at a glance.

use askama::Template;

use super::card::Card;
use super::finder::{FinderForm, PAGE_LENGTH};
use super::layout::Layout;
use super::text::LocalizedText;
use super::{Kind, PageContext, Route, structured_data};
use crate::consent::View;
use crate::content::markdown::Html;
use crate::content::model::{Scope, Section};
use crate::finder::Query;
use crate::language::Language;

#[derive(Template)]
#[template(path = "home.html")]
struct HomePage<'a> {
    layout: Layout<'a>,
    heading: LocalizedText<'a>,
    introduction: LocalizedText<'a, Html>,
    sections: Vec<SectionView<'a>>,
    form: FinderForm<'a>,
    /// The link to all networks, where the page does not show them all.
    all_networks: Option<String>,
}

struct SectionView<'a> {
    id: &'static str,
    title: LocalizedText<'a>,
    introduction: Option<LocalizedText<'a, Html>>,
    cards: Vec<Card<'a>>,
    has_form: bool,
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
        entries.map(|it| Card::of(context, &it.entry, Kind::Collaboration, language)).collect()
    };
    let charters = content.charters.iter();
    let charters =
        charters.map(|it| Card::of(context, &it.entry, Kind::Charter, language)).collect();
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
        SectionView { has_form: true, ..section("networks", &home.networks, networks, language) },
    ];
    let summary = home.summary.get(language).value;
    let mut layout =
        Layout::for_route(context, &Route::Home, language, view, heading.value, summary);
    let entries = shown.iter().filter_map(|&number| content.networks.get(number));
    layout.structured_data = vec![
        structured_data::home(context, language),
        structured_data::network_list(context, entries.map(|network| &network.entry), language),
    ];
    HomePage {
        heading,
        introduction: LocalizedText::html(&home.introduction, language),
        sections,
        form: FinderForm::new(context, &Query::everything(), language),
        all_networks: (shown.len() < order.len())
            .then(|| context.t(language).home_all_networks(order.len())),
        layout,
    }
    .render()
}

fn section<'a>(
    id: &'static str,
    section: &'a Section,
    cards: Vec<Card<'a>>,
    language: Language,
) -> SectionView<'a> {
    SectionView {
        id,
        title: LocalizedText::new(&section.title, language),
        introduction: section
            .introduction
            .as_ref()
            .map(|prose| LocalizedText::html(prose, language)),
        cards,
        has_form: false,
    }
}
