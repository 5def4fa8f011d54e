//! What a network's card says in a list.

use scraper::ElementRef;
use serde_json::Value;

use crate::common::{Page, Program, message, words};

/// What is of this name within an element, itself included.
fn elements<'a>(element: &ElementRef<'a>, name: &str) -> Vec<ElementRef<'a>> {
    element.descendent_elements().filter(|it| it.value().name() == name).collect()
}

/// Who, what and where, in this order; neither every audience by name nor a place that is everywhere.
#[test]
fn a_card_says_who_it_is_for_and_what_it_is_about() {
    let server = Program::start();
    for (list, data) in
        [("/nl/netwerken/", "/nl/netwerken.json"), ("/en/networks/", "/en/networks.json")]
    {
        let page = Page::get(&server, list);
        let data: Value = serde_json::from_str(&server.get(data).text()).expect("it is JSON");
        let networks = data["networks"].as_array().expect("a list");
        assert!(!networks.is_empty());
        for network in networks {
            let id = network["id"].as_str().expect("an id");
            let labels = |key: &str| {
                let terms = network[key].as_array().expect("terms").iter();
                terms.map(|it| it["label"].as_str().expect("a label").to_lowercase()).collect()
            };
            let is_for_all = network["audience"].as_array().is_some_and(|all| all.len() == 4);
            let audience: Vec<_> = match is_for_all {
                true => vec![message(page.language(), "finder-everyone").to_lowercase()],
                false => labels("audience"),
            };
            let place = &network["place"];
            let place = place["label"].as_str().filter(|_| place["id"] != "university-wide");
            let themes: Vec<_> = labels("themes");
            let mut expected = vec![audience.join(", "), themes.join(", ")];
            expected.extend(place.map(str::to_lowercase));
            let has_link = |it: &ElementRef<'_>| {
                let links = elements(it, "a");
                links
                    .iter()
                    .any(|it| it.attr("href").is_some_and(|to| to.ends_with(&format!("/{id}/"))))
            };
            let card = page.all(".card").into_iter().find(has_link).expect("it has a card");
            let said = elements(&card, "li").into_iter().map(|it| words(it).to_lowercase());
            // The first item is the card itself.
            assert_eq!(said.skip(1).take(expected.len()).collect::<Vec<_>>(), expected, "{id}");
        }
    }
}
