//! Questions to the finder: what is kept of them, what is dropped, and in what order answers come.

use crate::common::samples::{TODAY, full_and_bare, many_networks};
use crate::common::server::Server;
use crate::common::{Host, Page, SiteCopy, words};

fn found(host: &Host, path: &str) -> Vec<String> {
    let page = Page::get(host, path);
    let links = page.attributes("#results .cards h3 a", "href").into_iter();
    let slug = |href: &str| href.trim_end_matches('/').rsplit('/').next().map(str::to_owned);
    links.filter_map(slug).collect()
}

/// A new condition begins at the first page; a dropped one does too.
#[test]
fn conditions_forget_the_page() {
    let server = Server::of(&many_networks(), TODAY);
    let path = "/en/networks/?audience=staff&q=network&page=2";
    let page = Page::get(&server, path);
    assert_eq!(
        page.attributes(".conditions a", "href"),
        ["/en/networks/?q=network", "/en/networks/?audience=staff", "/en/networks/"]
    );
    assert_eq!(page.attribute("a[rel=prev]", "href"), "/en/networks/?audience=staff&q=network");
    assert_eq!(
        page.attribute(".languages a", "href"),
        "/nl/netwerken/?audience=staff&q=network&page=2"
    );
    assert!(page.attributes("[name=page]", "value").is_empty(), "nor does the form keep it");
    let selected = page.attributes("option[selected]", "value");
    assert_eq!(selected, ["staff"]);
    assert_eq!(page.attribute("#q", "value"), "network");
}

/// Each choice says how many networks it would leave, given all else that was asked.
#[test]
fn choices_are_counted_given_the_others() {
    let server = Server::of(&many_networks(), TODAY);
    let counts = |path: &str, field: &str| {
        let page = Page::get(&server, path);
        let options = page.all(&format!("#{field} option:not([value=''])")).into_iter().map(words);
        let number = |text: String| {
            let digits: String = text.chars().filter(char::is_ascii_digit).collect();
            digits.parse().unwrap_or(0)
        };
        options.map(number).collect::<Vec<usize>>()
    };
    let count = |fits: fn(usize) -> bool| (1..=120).filter(|&it| fits(it)).count();
    let staff_and_students = [count(|it| it % 3 != 0), count(|it| it % 3 == 0)];
    assert_eq!(counts("/en/networks/", "audience"), staff_and_students);
    assert_eq!(counts("/en/networks/?audience=staff", "audience"), staff_and_students);
    assert_eq!(
        counts("/en/networks/?theme=gender", "audience"),
        [count(|it| it % 3 != 0 && it % 2 == 1), count(|it| it % 3 == 0 && it % 2 == 1)]
    );
    assert_eq!(
        counts("/en/networks/?audience=students", "theme"),
        [count(|it| it % 3 == 0 && it % 2 == 1), count(|it| it % 3 == 0 && it % 2 == 0)]
    );
    assert_eq!(counts("/en/networks/?q=001", "audience"), [1]);
    // Where nothing has a place, there is none to choose.
    assert!(counts("/en/networks/", "place").is_empty());
}

fn site(names: &[(&str, &str)]) -> SiteCopy {
    let site = SiteCopy::good();
    site.remove("content/networks/rise.toml");
    site.remove("content/networks/access.toml");
    for (slug, name) in names {
        site.write(
            &format!("content/networks/{slug}.toml"),
            &format!(
                "name = {name:?}\naudience = [\"staff\"]\nthemes = [\"gender\"]\n\
                 as_of = 2026-10-01\n\
                 summary = {{ nl = \"Een quokka, {slug}.\", en = \"A quokka, {slug}.\" }}\n"
            ),
        );
    }
    site
}

/// As in a dictionary: neither capitals nor accents come first or last.
#[test]
fn names_are_in_the_order_of_a_dictionary() {
    let names = [
        ("a", "zebra"),
        ("b", "Éclair"),
        ("c", "aap"),
        ("d", "Beer"),
        ("e", "eclipse"),
        ("f", "Zee"),
    ];
    let server = Server::of(&site(&names), TODAY);
    for path in ["/nl/netwerken/", "/en/networks/", "/en/networks/?q=quokka"] {
        assert_eq!(found(&server, path), ["c", "d", "b", "e", "a", "f"], "{path}");
    }
}

/// Where a word stands weighs: a name comes before a text.
#[test]
fn names_come_before_texts() {
    let names =
        [("a-text", "Violet circle"), ("b-text", "Golden bridge"), ("c-name", "The quokka")];
    let server = Server::of(&site(&names), TODAY);
    let found = |path: &str| found(&server, path);
    assert_eq!(found("/en/networks/?q=quokka")[0], "c-name");
    assert_eq!(found("/en/networks/?q=quokka").len(), 3);
    assert_eq!(found("/nl/netwerken/?q=QUOKKA")[0], "c-name");
    // A network with all the words comes before those with one of them.
    assert_eq!(found("/en/networks/?q=violet+quokka")[0], "a-text");
    assert_eq!(found("/en/networks/?q=quokka+bridge")[0], "b-text");
}

/// A network that says all words in passing does not hide those that have most far better, and
/// whoever has all as well as they do stands alone.
#[test]
fn words_in_passing_hide_nothing() {
    let site = site(&[("a-passing", "Golden bridge"), ("b-about", "Violet circle")]);
    let edit = |slug: &str, line: &str| {
        let file = format!("content/networks/{slug}.toml");
        site.write(&file, &format!("{line}\n{}", site.read(&file)));
    };
    edit("a-passing", "description.en = \"A zebra met a wombat.\"\ndescription.nl = \"Niets.\"");
    edit(
        "b-about",
        "also.en = [\"wombat\"]\njoin = { nl = \"Mail.\", en = \"Bring an ocarina.\" }",
    );
    let found = |site: &SiteCopy, question: &str| {
        found(&Server::of(site, TODAY), &format!("/en/networks/?q={question}"))
    };
    assert_eq!(found(&site, "wombat"), ["b-about", "a-passing"]);
    assert_eq!(found(&site, "wombat+zebra"), ["b-about", "a-passing"]);
    assert_eq!(found(&site, "wombat+bridge"), ["a-passing"]);
    // How to take part is read too.
    assert_eq!(found(&site, "ocarina"), ["b-about"]);
}

/// Two hundred characters are read, and whoever sends more is told.
#[test]
fn long_questions_are_cut_where_they_are_said_to_be() {
    let server = Server::of(&full_and_bare(), TODAY);
    let long = crate::common::message("en", "finder-too-long");
    let says = |words_of: &str| {
        let page = Page::get(&server, &format!("/en/networks/?q={words_of}"));
        let is_said = page.all(".note").into_iter().any(|note| words(note) == long);
        (is_said, page.attribute("#q", "value").chars().count())
    };
    assert_eq!(says(&"a".repeat(200)), (false, 200));
    assert_eq!(says(&"a".repeat(201)), (true, 200));
    assert_eq!(says(&format!("{}+{}", "a".repeat(99), "b".repeat(100))), (false, 200));
    assert!(says(&format!("{}+{}", "a".repeat(100), "b".repeat(100))).0);
}
