//! The page "Collaboration and networks": everything at a glance.

use askama::Template;

use super::card::Card;
use super::finder::{FinderForm, PAGE_LENGTH};
use super::frame::Frame;
use super::text::{Prose, Text, passage};
use super::{Kind, Material, Route, structured_data};
use crate::consent::View;
use crate::content::model::{Scope, Section};
use crate::finder::Query;
use crate::language::Language;

#[derive(Template)]
#[template(path = "home.html")]
struct HomePage<'a> {
    frame: Frame<'a>,
    heading: Text<'a>,
    introduction: Prose<'a>,
    sections: Vec<SectionView<'a>>,
    form: FinderForm<'a>,
    /// The link to all networks, where the page does not show them all.
    all_networks: Option<String>,
}

struct SectionView<'a> {
    id: &'static str,
    title: Text<'a>,
    introduction: Option<Prose<'a>>,
    cards: Vec<Card<'a>>,
    has_form: bool,
}

pub(super) fn render(
    material: Material<'_>,
    language: Language,
    view: View,
) -> askama::Result<String> {
    let content = material.content;
    let heading: Text<'_> = passage(&content.home.title, language);
    let collaborations = |scope: Scope| {
        let entries = content.collaborations.iter().filter(move |it| it.scope == scope);
        entries.map(|it| Card::of(material, &it.entry, Kind::Collaboration, language)).collect()
    };
    let charters = content.charters.iter();
    let charters =
        charters.map(|it| Card::of(material, &it.entry, Kind::Charter, language)).collect();
    let order = material.finder.in_order(language);
    let shown = &order[..order.len().min(PAGE_LENGTH)];
    let networks = Card::of_numbers(material, shown, language);
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
    let mut frame = Frame::of(material, &Route::Home, language, view, heading.value, summary);
    let entries = shown.iter().filter_map(|&number| content.networks.get(number));
    frame.structured_data = vec![
        structured_data::home(material, language),
        structured_data::network_list(material, entries.map(|network| &network.entry), language),
    ];
    HomePage {
        heading,
        introduction: passage(&home.introduction, language),
        sections,
        form: FinderForm::new(material, &Query::everything(), language),
        all_networks: (shown.len() < order.len())
            .then(|| material.t(language).home_all_networks(order.len())),
        frame,
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
        title: passage(&section.title, language),
        introduction: section.introduction.as_ref().map(|prose| passage(prose, language)),
        cards,
        has_form: false,
    }
}
