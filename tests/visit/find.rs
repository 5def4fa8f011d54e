//! A visitor asks the finder, in both languages.

use crate::common::{Answer, Program, SiteCopy, entries};
use scraper::{Html, Selector};

/// What the finder says to a question.
struct Found {
    page: Html,
}

impl Found {
    fn of(server: &Program, path: &str) -> Self {
        let answer = server.get(path).assert_status(200);
        Self { page: Html::parse_document(&answer.text()) }
    }

    fn all(&self, selector: &str) -> Vec<String> {
        let selector = Selector::parse(selector).expect("a selector");
        let texts = self.page.select(&selector).map(|it| it.text().collect::<String>());
        texts.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
    }

    fn links(&self, selector: &str) -> Vec<&str> {
        let selector = Selector::parse(selector).expect("a selector");
        self.page.select(&selector).filter_map(|it| it.attr("href")).collect()
    }

    /// The sentence that says how many there are.
    fn sentence(&self) -> String {
        self.all("[role=status]").concat()
    }

    /// The networks that were found, by the last part of their addresses.
    fn networks(&self) -> Vec<&str> {
        let links = self.links("#results .card h3 a");
        links.into_iter().filter_map(|link| link.trim_end_matches('/').rsplit('/').next()).collect()
    }

    fn nearest(&self) -> Vec<&str> {
        self.links("[aria-labelledby=nearest-title] .card h3 a")
    }
}

#[test]
fn choices_combine_and_each_says_how_many_it_leaves() {
    let server = Program::start();
    let all = Found::of(&server, "/en/networks/");
    let there = entries("networks", &[]).len();
    assert_eq!(all.sentence(), format!("{there} networks"));
    assert_eq!(all.networks().len(), there);
    let mut total = 0;
    for option in all.page.select(&Selector::parse("#theme option").expect("a selector")).skip(1) {
        let text: String = option.text().collect();
        let count =
            text.rsplit('(').next().and_then(|rest| rest.trim_end_matches(')').parse().ok());
        let count: usize = count.unwrap_or_else(|| panic!("{text} has no number"));
        let id = option.attr("value").expect("it can be sent");
        let found = Found::of(&server, &format!("/en/networks/?theme={id}"));
        assert_eq!(found.networks().len(), count, "{text}");
        total += count;
    }
    assert!(total >= there);
    let both = Found::of(&server, "/nl/netwerken/?audience=students&theme=international");
    let expected = entries("networks", &["\"students\"", "\"international\""]);
    let sentence = format!("{} netwerken voor: Studenten, Internationaal", expected.len());
    assert_eq!(both.sentence(), sentence);
    let mut found = both.networks();
    found.sort();
    assert_eq!(found, expected);
    // Each condition can be dropped by itself.
    assert_eq!(
        both.links(".conditions a"),
        [
            "/nl/netwerken/?theme=international",
            "/nl/netwerken/?audience=students",
            "/nl/netwerken/",
        ]
    );
    let one = Found::of(&server, "/en/networks/?theme=disability");
    let networks = match entries("networks", &["\"disability\""]).len() {
        1 => "1 network".to_owned(),
        count => format!("{count} networks"),
    };
    assert_eq!(one.sentence(), format!("{networks} for: Disability and accessibility"));
}

#[test]
fn words_are_found_whatever_their_case_accents_order_and_language() {
    let server = Program::start();
    for (words, network) in [
        ("rise", "rise"),
        ("RISE", "rise"),
        ("r%C3%AEs%C3%A9", "rise"),
        ("equality+science", "rise"),
        ("science+equality", "rise"),
        ("b%C3%A8tawetenschappers", "rise"),
        ("betawetenschappers", "rise"),
        ("Vrouwennetwerk", "sophia"),
        ("black+students", "asa"),
        ("zwarte", "asa"),
    ] {
        for finder in ["/nl/netwerken/", "/en/networks/"] {
            let found = Found::of(&server, &format!("{finder}?q={words}"));
            assert_eq!(found.networks().first(), Some(&network), "{words} at {finder}");
            assert!(found.all(".note").is_empty(), "{words} is exact");
        }
    }
    // A name weighs more than a text: MENA's own page before those that only name it.
    let mena = Found::of(&server, "/en/networks/?q=mena");
    assert_eq!(mena.networks()[0], "mena");
    assert!(mena.networks().len() > 1);
}

#[test]
fn a_slip_of_the_finger_finds_what_is_meant_and_says_so() {
    let server = Program::start();
    for (words, meant, network) in [
        ("feminsit", "feminist", "fel"),
        ("pirde", "pride", "lu-pride"),
        ("popkorner", "popcorner", "popcorner"),
    ] {
        let found = Found::of(&server, &format!("/en/networks/?q={words}"));
        assert!(found.networks().contains(&network), "{words}: {:?}", found.networks());
        let notes = found.all(".note a");
        assert_eq!(notes, [format!("Did you mean “{meant}”?")], "{words}");
        // And the question that was meant is a link away.
        let exact = Found::of(&server, found.links(".note a")[0]);
        assert!(exact.all(".note").is_empty() && exact.networks().contains(&network), "{words}");
    }
}

#[test]
fn who_finds_nothing_is_told_what_comes_close_and_whom_to_ask() {
    let server = Program::start();
    for (path, sentence) in [
        ("/nl/netwerken/?q=xyzzyq", "Geen netwerken voor: ‘xyzzyq’"),
        ("/en/networks/?q=xyzzyq", "No networks for: “xyzzyq”"),
    ] {
        let found = Found::of(&server, path);
        assert_eq!(found.sentence(), sentence);
        assert!(found.nearest().is_empty() && found.all(".note").is_empty());
        // There is a way on: whom to ask, every theme, all networks.
        let links = found.links("#results a");
        assert!(links.iter().any(|link| link.starts_with("mailto:")));
        assert_eq!(links.iter().filter(|link| link.contains("?theme=")).count(), 8);
        assert!(links.contains(&path.split('?').next().unwrap_or_default()));
    }
    let found = Found::of(&server, "/en/networks/?theme=lgbt&place=the-hague&audience=others");
    assert!(found.networks().is_empty());
    assert!(found.nearest()[0].ends_with("/lgbt-network/"));
}

#[test]
fn an_address_is_short_and_in_one_order() {
    let server = Program::start();
    for (sent, short) in [
        ("audience=&theme=&place=&q=", ""),
        ("audience=&theme=lgbt&place=&q=", "?theme=lgbt"),
        ("q=a+b&place=&theme=lgbt&audience=students", "?audience=students&theme=lgbt&q=a+b"),
        ("q=++a%09%0A+b++&theme=", "?q=a+b"),
    ] {
        let answer = server.get(&format!("/en/networks/?{sent}"));
        answer.assert_redirect(302, &format!("/en/networks/{short}"));
    }
    // The form leads to its results, past itself.
    for path in ["/en/networks/", "/en/nothing/"] {
        let page = Html::parse_document(&server.get(path).text());
        let form = Selector::parse("form.finder").expect("a selector");
        let actions: Vec<_> = page.select(&form).filter_map(|form| form.attr("action")).collect();
        assert_eq!(actions, ["/en/networks/#results"], "{path}");
    }
}

#[test]
fn odd_questions_get_a_page_that_is_not_indexed() {
    let server = Program::start();
    let long = format!("q={}", "word+".repeat(2000));
    for query in [
        "theme=no-such",
        "theme=lgbt&theme=gender",
        "q=%00%07%1b[31m",
        "q=%ff%fe",
        "page=0",
        "page=99999999999999999999999",
        "nonsense",
        "&&&===",
        "q=%3Cscript%3Ealert(1)%3C/script%3E",
        &long,
    ] {
        let answer = follow(&server, &format!("/nl/netwerken/?{query}"));
        assert_eq!(answer.status, 200, "{query:.80}");
        assert!(!answer.text().contains("<script>alert"), "{query:.80}");
    }
    // Marks that would turn the page's text around are no part of a question.
    let turned = Found::of(&server, "/nl/netwerken/?q=%E2%80%AEabc%20def");
    assert_eq!(turned.sentence(), "Geen netwerken voor: ‘abc def’");
    let found = server.get("/nl/netwerken/?theme=lgbt").text();
    assert!(found.contains("noindex"), "an answer is not for search engines");
    assert!(!server.get("/nl/netwerken/").text().contains("noindex"));
    // However the words fall, only so many letters of them are taken.
    for long in [long, format!("q={}", "a".repeat(5000)), format!("q={}", "ab+".repeat(1000))] {
        let found = Found::of(&server, &format!("/nl/netwerken/?{long}"));
        assert!(found.all(".note").concat().contains("erg lang"), "{long:.20}");
        assert!(found.sentence().chars().count() < 300, "{}", found.sentence());
    }
}

fn follow(server: &Program, path: &str) -> Answer {
    let answer = server.get(path);
    match (answer.status, answer.header("location")) {
        (302, Some(location)) => server.get(location),
        _ => answer,
    }
}

/// Questions of people, from case files: soft hyphens and ligatures in texts and in questions,
/// apostrophes, hyphens, compounds, other scripts.
#[test]
fn spelling_makes_no_difference() {
    let site = SiteCopy::new();
    for (slug, name, summary) in [
        ("t-shy", "Test Zacht", "Wij zijn het toegankelijk\u{ad}heids\u{ad}platform van hier."),
        ("t-vrouw", "Vrouwennetwerk Oost", "Een."),
        ("t-lig", "O\u{fb03}cieren zonder grenzen", "Een."),
        ("t-ja", "日本人学生会ライデン", "Een."),
        ("t-ko", "대한민국학생회", "Een."),
        ("t-ij", "\u{132}sclub Ｗｉｄｅ", "Een."),
    ] {
        let text = format!(
            "name = \"{name}\"\naudience = [\"staff\"]\nthemes = [\"gender\"]\nas_of = 2022-01-01\n\
             summary = {{ nl = \"{summary}\", en = \"One.\" }}\n\
             description = {{ nl = \"Een weten&shy;schapsfestival.\", en = \"One more.\" }}\n"
        );
        site.write(&format!("content/networks/{slug}.toml"), &text);
    }
    let server = Program::serve(&site.folder, &[]);
    for (words, network) in [
        ("toegankelijkheidsplatform", "t-shy"),
        ("wetenschapsfestival", "t-shy"),
        ("Vrouwen%C2%ADnetwerk+oost", "t-vrouw"),
        ("officieren", "t-lig"),
        ("%E5%AD%A6%E7%94%9F%E4%BC%9A", "t-ja"),
        ("%EB%AF%BC%EA%B5%AD", "t-ko"),
        ("ijsclub", "t-ij"),
        ("wide", "t-ij"),
        ("lhbti%27ers", "lgbt-network"),
        ("lhbti%E2%80%99ers", "lgbt-network"),
        ("LHBTI-ers", "lgbt-network"),
        ("lhbtiers", "lgbt-network"),
        ("LHBTers", "lgbt-network"),
        ("lgbtqia%2B", "lgbt-network"),
        ("pop+corner", "popcorner"),
        ("POP-corner", "popcorner"),
        ("middenoosten", "mena"),
        ("midden-oosten", "mena"),
        ("access+%26+support", "asp"),
        ("beperking", "asp"),
        ("beperkingen", "asp"),
        ("vrouwennetwerk", "sophia"),
        ("diversiteitsnetwerk", "luden"),
        ("wiskundemeisjes", "rise"),
    ] {
        let found = Found::of(&server, &format!("/nl/netwerken/?q={words}"));
        assert!(found.networks().contains(&network), "{words}: {:?}", found.networks());
        assert!(found.all(".note").is_empty(), "{words} is exact: {:?}", found.all(".note"));
        // Each says why it is there.
        let cards = found.all("#results .card").len();
        assert_eq!(found.all("#results .card .reason").len(), cards, "{words}");
    }
}

#[test]
fn a_question_is_answered_as_far_as_it_can_be() {
    let server = Program::start();
    for (path, network, notes) in [
        ("/nl/netwerken/?q=wat+is+RISE", "rise", 0),
        ("/nl/netwerken/?q=studenten+met+autisme", "asp", 0),
        ("/en/networks/?q=I+am+a+student+with+a+disability", "asp", 0),
        ("/nl/netwerken/?q=rise+qqq", "rise", 1),
        ("/nl/netwerken/?q=beperking+qqq", "asp", 1),
    ] {
        let found = Found::of(&server, path);
        assert_eq!(found.networks().first(), Some(&network), "{path}");
        assert_eq!(found.all(".note").len(), notes, "{path}: {:?}", found.all(".note"));
    }
    let partly = Found::of(&server, "/nl/netwerken/?q=beperking+qqq");
    let says = "Geen netwerk past bij alle woorden. Deze passen bij ‘beperking’.";
    assert_eq!(partly.all(".note"), [says]);
    // The plural finds what the singular finds.
    let found = |words: &str| {
        let found = Found::of(&server, &format!("/nl/netwerken/?q={words}"));
        found.networks().into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let sorted = |words: &str| {
        let mut networks = found(words);
        networks.sort();
        networks
    };
    assert_eq!(sorted("netwerken"), sorted("netwerk"));
}

/// For whom it is raises a network, and hides none that has the rest.
#[test]
fn an_audience_ranks_and_hides_nothing() {
    let server = Program::start();
    for (path, first, other) in [
        ("/nl/netwerken/?q=vrouwelijke+studenten", "fel", "sophia"),
        ("/nl/netwerken/?q=netwerk+voor+vrouwelijke+promovendi", "sophia", "fel"),
        ("/en/networks/?q=talk+about+racism+with+coworkers", "luden", "star"),
        ("/en/networks/?q=racism+among+students", "star", "luden"),
    ] {
        let found = Found::of(&server, path);
        let networks = found.networks();
        assert_eq!(networks[0], first, "{path}: {networks:?}");
        assert!(networks.contains(&other) && found.all(".note").is_empty(), "{path}: {networks:?}");
    }
    // Where nothing else is asked, it is what is asked.
    let mut staff = entries("networks", &["\"staff\""]);
    let found = Found::of(&server, "/en/networks/?q=employees");
    let mut networks = found.networks();
    networks.sort();
    staff.retain(|slug| networks.contains(&slug.as_str()));
    assert_eq!(staff.len(), entries("networks", &["\"staff\""]).len(), "{networks:?}");
}

/// Nothing that a person would laugh at is offered.
#[test]
fn a_guess_is_a_likely_word_or_none() {
    let server = Program::start();
    for (finder, words) in [
        (
            "/en/networks/",
            &[
                "disabilities",
                "illness",
                "foreign",
                "neurodiversity",
                "hospital",
                "girls",
                "disable",
                "female",
                "Asian",
                "Latin",
                "mental",
                "non-binary",
                "queen",
                "block",
                "yoga",
                "sport",
                "football",
            ][..],
        ),
        (
            "/nl/netwerken/",
            &[
                "handicap",
                "invalide",
                "onderzoekers",
                "doof",
                "blind",
                "joods",
                "Turks",
                "ziek",
                "christelijk",
                "non-binair",
                "mentaal",
                "voetbal",
                "fiets",
                "kamer",
                "dood",
            ],
        ),
    ] {
        for word in words {
            let found = Found::of(&server, &format!("{finder}?q={word}"));
            assert!(found.all(".note a").is_empty(), "{word}: {:?}", found.all(".note a"));
            assert!(
                found.networks().len() < entries("networks", &[]).len(),
                "{word} is not everything"
            );
        }
    }
}

#[test]
fn the_title_names_the_question_and_the_page_what_it_left_out() {
    let server = Program::start();
    for (path, title, named) in [
        (
            "/nl/netwerken/?theme=gender&audience=staff",
            "4 netwerken over vrouwen en gender voor medewerkers",
            ["Vrouwen en gender", "Medewerkers"],
        ),
        ("/en/networks/?q=rise", "matching “rise”", ["“rise”", "Researchers in Science"]),
    ] {
        let found = Found::of(&server, path);
        assert!(found.all("title")[0].contains(title), "{:?}", found.all("title"));
        let description = Selector::parse("meta[name=description]").expect("a selector");
        let description = found.page.select(&description).next().and_then(|it| it.attr("content"));
        let names = |it: &str| description.is_some_and(|text| text.contains(it));
        assert!(named.into_iter().all(names), "{description:?}");
    }
    for (sent, left_out) in [("theme=oud-id", "‘oud-id’"), ("theme=Gender", "‘Gender’")] {
        let found = Found::of(&server, &format!("/nl/netwerken/?{sent}&q="));
        assert_eq!(found.networks().len(), entries("networks", &[]).len());
        assert!(found.all(".note").concat().contains(left_out), "{:?}", found.all(".note"));
    }
    // Of several values of one condition a network has one.
    let found = Found::of(&server, "/nl/netwerken/?audience=students&audience=alumni");
    let students = Found::of(&server, "/nl/netwerken/?audience=students").networks().len();
    assert!(found.networks().len() >= students);
    assert_eq!(
        found.links(".conditions a"),
        ["/nl/netwerken/?audience=alumni", "/nl/netwerken/?audience=students", "/nl/netwerken/"]
    );
    // Networks of the whole university answer for a place, after those that are there.
    let hague = Found::of(&server, "/en/networks/?place=the-hague");
    assert_eq!(hague.networks()[0], "asa");
    assert!(hague.networks().contains(&"asp") && !hague.networks().contains(&"fel"));
    // So it is where the place is asked for in words.
    let asked = Found::of(&server, "/en/networks/?q=The+Hague");
    assert_eq!(asked.networks()[0], "asa");
    for found in [hague, asked] {
        let reasons = found.all(".reason");
        let everywhere = reasons.iter().filter(|it| it.contains("whole university")).count();
        assert!(everywhere > 0);
        assert_eq!(everywhere, found.networks().len() - 1);
    }
}
