//! A visitor chooses cookies (norms C1 to C24). What only a browser decides is in `tests/browser/`.

#[path = "../common/mod.rs"]
mod common;

mod choices;
mod endpoint;
mod subsets;

use common::{Answer, Program};
use scraper::{Html, Selector};

const COOKIE: &str = "consent";

fn all(answer: &Answer, selector: &str) -> usize {
    let html = Html::parse_document(&answer.text());
    html.select(&Selector::parse(selector).expect("a selector")).count()
}

fn words(answer: &Answer, selector: &str) -> String {
    let html = Html::parse_document(&answer.text());
    let selector = Selector::parse(selector).expect("a selector");
    let text: String = html.select(&selector).flat_map(|element| element.text()).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn asks(answer: &Answer) -> bool {
    all(answer, ".notice button") > 0
}

fn has_statistics(answer: &Answer) -> bool {
    all(answer, "script[src*='statistics']") > 0
}

/// A request with the cookies that a browser would send after these answers.
fn with_cookies(server: &Program, path: &str, answer: &Answer) -> Answer {
    let cookies = answer.cookies();
    let cookies: Vec<_> =
        cookies.iter().map(|(name, (value, _))| format!("{name}={value}")).collect();
    server.get_with(path, &[("Cookie", &cookies.join("; "))])
}

fn choose(server: &Program, form: &str) -> Answer {
    server.post("/consent", form, &[("Sec-Fetch-Site", "same-origin")])
}

fn cookie_of(answer: &Answer) -> String {
    format!("{COOKIE}={}", answer.cookies()[COOKIE].0)
}
