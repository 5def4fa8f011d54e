//! What the parts cost: `cargo bench --bench micro`.

mod generate;

use std::hint::black_box;

use divan::Bencher;
use diversity_networks::consent::{Accepted, Decision, View, cookie_value};
use diversity_networks::finder::Query;
use diversity_networks::http::negotiate;
use diversity_networks::site::{Encoding, Options, Site, compress, load};
use jiff::civil::date;

fn main() {
    divan::main();
}

fn options() -> Options {
    Options { today: date(2026, 11, 24), ..Options::default() }
}

fn site(networks: usize) -> Site {
    load(&generate::site(networks), &options()).site.expect("the site has no errors")
}

/// Load and check everything.
#[divan::bench(args = [14, 1_000, 10_000], sample_count = 5, sample_size = 1)]
fn load_and_check(bencher: Bencher, networks: usize) {
    let files = generate::site(networks);
    bencher.bench(|| load(black_box(&files), &options()).site.expect("no errors"));
}

/// A page, rendered and in no coding.
#[divan::bench(args = [14, 1_000, 10_000], sample_count = 20)]
fn render_home(bencher: Bencher, networks: usize) {
    let files = generate::site(networks);
    bencher.with_inputs(|| load(&files, &options()).site.expect("no errors")).bench_refs(|site| {
        let resource = site.resource("/nl/").expect("it is there");
        site.get_or_render(resource, View::PLAIN, Encoding::Identity)
            .expect("it renders")
            .body
            .len()
    });
}

/// A question to the finder, answered and rendered.
#[divan::bench(args = [14, 1_000, 10_000], sample_count = 20)]
fn answer_question(bencher: Bencher, networks: usize) {
    answer(bencher, networks, "sofia");
}

/// A whole sentence, in which every network has a word.
#[divan::bench(args = [14, 1_000, 10_000], sample_count = 20)]
fn answer_sentence(bencher: Bencher, networks: usize) {
    answer(bencher, networks, "ik zoek een netwerk voor vrouwen in de natuurkunde");
}

/// A word that is guessed at.
#[divan::bench(args = [14, 1_000, 10_000], sample_count = 20)]
fn answer_misspelt(bencher: Bencher, networks: usize) {
    answer(bencher, networks, "feminsit");
}

fn answer(bencher: Bencher, networks: usize, words: &str) {
    let site = site(networks);
    let query = Query::everything().with_words(words);
    let finder = site.resource("/nl/netwerken/").expect("it is there");
    let mut number = 0;
    bencher.bench_local(|| {
        // Under other words each time, so that it is not kept.
        number += 1;
        let question = format!("q={words}&n={number}");
        site.get_or_answer(finder, View::PLAIN, Encoding::Identity, &question, black_box(&query))
            .map(|it| it.body.len())
            .ok()
    });
}

#[divan::bench(args = ["br", "gzip"])]
fn compress_quickly(bencher: Bencher, coding: &str) {
    let site = site(14);
    let resource = site.resource("/nl/").expect("it is there");
    let page = site.get_or_render(resource, View::PLAIN, Encoding::Identity).expect("it renders");
    let encoding = if coding == "br" { Encoding::Brotli } else { Encoding::Gzip };
    bencher.bench(|| compress(black_box(&page.body), encoding).len());
}

#[divan::bench]
fn negotiate_coding(bencher: Bencher) {
    bencher.bench(|| negotiate::encoding(black_box(b"br;q=0.9, gzip, deflate")));
}

#[divan::bench]
fn read_consent(bencher: Bencher) {
    let site = site(14);
    let declaration = &site.content().declaration;
    let value = cookie_value(declaration, Accepted::all(declaration), date(2026, 11, 24));
    bencher.bench(|| {
        let cookies = std::iter::once(black_box(value.as_bytes()));
        Decision::of(cookies, false, declaration, date(2026, 11, 24))
    });
}

#[divan::bench(args = [14, 10_000])]
fn look_up_published(bencher: Bencher, networks: usize) {
    let site = site(networks);
    let resource = site.resource("/nl/netwerken/rise/").expect("it is there");
    site.get_or_render(resource, View::PLAIN, Encoding::Brotli).expect("it renders");
    bencher.bench(|| {
        let resource = site.resource(black_box("/nl/netwerken/rise/")).expect("it is there");
        site.cached(resource, View::PLAIN, Encoding::Brotli, "").is_some()
    });
}
