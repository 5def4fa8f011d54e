//! What a visitor is asked, chooses, and then meets.

use crate::common::{Program, SiteCopy};
use crate::{COOKIE, all, asks, choose, cookie_of, has_statistics, with_cookies, words};
use scraper::{Html, Selector};

#[test]
fn c1_c2_nothing_optional_before_a_choice() {
    let server = Program::start();
    for path in
        ["/nl/", "/en/", "/nl/netwerken/", "/en/networks/rise/", "/nl/cookies/", "/nl/privacy/"]
    {
        let answer = server.get(path).assert_status(200);
        assert!(answer.cookies().is_empty(), "{path}");
        assert!(asks(&answer) && !has_statistics(&answer), "{path}");
        let policy = answer.header("content-security-policy").expect("a policy");
        assert!(!policy.contains("http") && policy.contains("script-src 'none'"), "{policy}");
    }
}

#[test]
fn c3_c4_accepting_and_refusing_are_alike() {
    let server = Program::start();
    let html = Html::parse_document(&server.get("/nl/").text());
    let buttons =
        Selector::parse(".notice form[method=post][action='/consent'] button").expect("one");
    let buttons: Vec<_> = html.select(&buttons).collect();
    let values: Vec<_> = buttons.iter().map(|it| (it.attr("name"), it.attr("value"))).collect();
    assert_eq!(values, [(Some("choice"), Some("accept")), (Some("choice"), Some("refuse"))]);
    assert!(buttons.iter().all(|button| button.attr("class").is_none()), "the same look");
    let parents: Vec<_> = buttons.iter().map(|button| button.parent().map(|it| it.id())).collect();
    assert_eq!(parents[0], parents[1], "next to each other");
}

#[test]
fn c5_nothing_is_ticked_beforehand() {
    let server = Program::start();
    let fresh = server.get("/nl/cookies/");
    assert_eq!((all(&fresh, "input[name=category]"), all(&fresh, "input[checked]")), (1, 0));
    let accepted = choose(&server, "choice=accept");
    assert_eq!(all(&with_cookies(&server, "/nl/cookies/", &accepted), "input[checked]"), 1);
    let refused = choose(&server, "choice=refuse");
    assert_eq!(all(&with_cookies(&server, "/nl/cookies/", &refused), "input[checked]"), 0);
}

#[test]
fn c7_c8_c22_the_question_is_short_clear_and_in_the_page_s_language() {
    let server = Program::start();
    for (path, owner, purpose, place, accept, refuse, details) in [
        (
            "/nl/",
            "Universiteit Leiden",
            "statistiek",
            "Onderaan elke pagina",
            "Cookies accepteren",
            "Cookies weigeren",
            "/nl/cookies/",
        ),
        (
            "/en/",
            "Leiden University",
            "statistics",
            "at the bottom of every page",
            "Accept cookies",
            "Reject cookies",
            "/en/cookies/",
        ),
    ] {
        let answer = server.get(path);
        let text = words(&answer, ".notice");
        assert!(text.split(' ').count() <= 90, "{text}");
        // Who, for what, and where the choice can be changed.
        for part in [owner, purpose, place, accept, refuse] {
            assert!(text.contains(part), "{part} in {text}");
        }
        assert_eq!(all(&answer, &format!(".notice a[href='{details}']")), 1);
    }
}

#[test]
fn c9_c10_withdrawing_is_one_action_and_deletes_at_once() {
    let server = Program::start();
    let accepted = choose(&server, "choice=accept&return=/en/");
    let visit = server.post(
        "/visit",
        "page=/en/",
        &[("Cookie", &cookie_of(&accepted)), ("User-Agent", "Mozilla/5.0")],
    );
    assert!(visit.cookies().contains_key("visit"));
    for path in ["/nl/", "/en/networks/rise/", "/nl/cookies/", "/en/networks/?q=pride"] {
        let page = with_cookies(&server, path, &accepted);
        assert!(has_statistics(&page), "{path}");
        assert_eq!(all(&page, "footer form button[value=refuse]"), 1, "{path}");
    }
    let cookies = format!("{}; visit=20261124", cookie_of(&accepted));
    let headers = [("Cookie", cookies.as_str())];
    let withdrawn =
        server.post("/consent", "choice=refuse&return=/en/", &headers).assert_status(303);
    let deleted = &withdrawn.cookies()["visit"];
    assert_eq!(deleted.0, "");
    assert!(
        deleted.1.contains(&"Max-Age=0".to_owned()) && deleted.1.contains(&"Path=/".to_owned())
    );
    let after = with_cookies(&server, "/en/", &withdrawn);
    assert!(!has_statistics(&after) && !asks(&after));
    assert_eq!(all(&after, "footer form"), 0, "nothing is left to withdraw");
}

/// As Matomo names them: the declaration knows how the name begins, the browser the rest.
#[test]
fn c10_cookies_of_scripts_are_deleted_by_how_their_names_begin() {
    let copy = SiteCopy::new();
    copy.edit("content/cookies.toml", "name = \"visit\"", "prefix = \"_pk_id.\"");
    let flags = ["--site", copy.path(), "--no-watch", "--base-url", "http://127.0.0.1"];
    let server = Program::with(&flags);
    let accepted = cookie_of(&choose(&server, "choice=accept"));
    let cookies = format!("{accepted}; _pk_id.7.1fff=a; _pk_id.7.2fff=b; _pk=c; other=d");
    let deleted = |form: &str| {
        let answer = server.post("/consent", form, &[("Cookie", &cookies)]).assert_status(303);
        let gone = answer.cookies().into_iter().filter(|(_, (_, how))| {
            how.contains(&"Max-Age=0".to_owned()) && how.contains(&"Path=/".to_owned())
        });
        gone.map(|(name, _)| name).collect::<Vec<_>>()
    };
    assert_eq!(deleted("choice=refuse"), ["_pk_id.7.1fff", "_pk_id.7.2fff"]);
    assert_eq!(deleted("choice=save"), ["_pk_id.7.1fff", "_pk_id.7.2fff"]);
    assert_eq!(deleted("choice=accept"), Vec::<String>::new());
}

#[test]
fn c11_c12_a_choice_holds_six_months_for_both_languages_whatever_it_was() {
    let server = Program::start();
    for choice in ["accept", "refuse", "save"] {
        let answer = choose(&server, &format!("choice={choice}&return=/nl/"));
        let (_, attributes) = &answer.cookies()[COOKIE];
        assert!(
            attributes.contains(&format!("Max-Age={}", 365 * 24 * 60 * 60 / 2)),
            "{attributes:?}"
        );
        for path in ["/nl/", "/en/"] {
            assert!(!asks(&with_cookies(&server, path, &answer)), "{choice} {path}");
        }
    }
    let refused = choose(&server, "choice=refuse");
    let page = with_cookies(&server, "/nl/", &refused);
    assert!(!has_statistics(&page));
    assert_eq!(
        page.header("content-security-policy"),
        server.get("/nl/").header("content-security-policy")
    );
}

#[test]
fn c11_another_declaration_asks_again() {
    let copy = SiteCopy::new();
    let flags = ["--site", copy.path(), "--no-watch", "--base-url", "http://127.0.0.1"];
    let before = Program::with(&flags);
    let accepted = choose(&before, "choice=accept");
    copy.edit("content/cookies.toml", "# Optional:", "# A comment changes nothing. Optional:");
    let same = Program::with(&flags);
    assert!(!asks(&with_cookies(&same, "/nl/", &accepted)));
    copy.edit("content/cookies.toml", "lifetime = \"1 day\"", "lifetime = \"2 days\"");
    let changed = Program::with(&flags);
    let page = with_cookies(&changed, "/nl/", &accepted);
    assert!(asks(&page) && !has_statistics(&page));
    let state = words(&with_cookies(&changed, "/en/cookies/", &accepted), ".state");
    assert!(state.contains("changed since"), "{state}");
}

#[test]
fn the_cookie_page_says_why_a_choice_does_not_count() {
    let server = Program::start();
    let accepted = cookie_of(&choose(&server, "choice=accept"));
    let (name, value) = accepted.split_once('=').expect("a cookie has a value");
    let (version, rest) = value.split_once('.').expect("it begins with the version");
    let (_, categories) = rest.split_once('.').expect("the day follows");
    let digits = "0".repeat(version.len());
    for (value, reason) in [
        (format!("{digits}.{rest}"), "have changed since"),
        // What no declaration was ever called.
        (format!("{}.{rest}", &digits[1..]), "could not read"),
        (format!("{}.{rest}", digits.replacen('0', "x", 1)), "could not read"),
        (format!("{version}.20260230.{categories}"), "could not read"),
        (format!("{version}.20200101.{categories}"), "more than six months old"),
        (rest.to_owned(), "could not read"),
    ] {
        let page = server.get_with("/en/cookies/", &[("Cookie", &format!("{name}={value}"))]);
        let state = words(&page, ".state");
        assert!(state.contains(reason), "{value}: {state}");
        assert!(!has_statistics(&page), "{value}");
    }
}

#[test]
fn c13_the_browser_s_signal_is_a_refusal_that_a_choice_outweighs() {
    let server = Program::start();
    let signal = ("Sec-GPC", "1");
    let page = server.get_with("/nl/", &[signal]);
    assert!(!asks(&page) && !has_statistics(&page) && page.cookies().is_empty());
    assert!(page.header("vary").is_some_and(|vary| vary.contains("Sec-GPC")));
    let state = words(&server.get_with("/en/cookies/", &[signal]), ".state");
    assert!(state.contains("Global Privacy Control"), "{state}");
    let accepted = cookie_of(&choose(&server, "choice=accept"));
    let page = server.get_with("/nl/", &[signal, ("Cookie", &accepted)]);
    assert!(has_statistics(&page));
    assert!(asks(&server.get_with("/nl/", &[("Sec-GPC", "0")])), "only 1 is a signal");
}

#[test]
fn c14_c16_the_answer_leads_back_to_the_page_which_confirms_it() {
    let server = Program::start();
    let answer = choose(&server, "choice=accept&return=/en/networks/rise/");
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let back = "/en/networks/rise/?choice=saved#choice";
    let answer = answer.assert_redirect(303, back);
    let page = with_cookies(&server, back.split('#').next().expect("a path"), &answer);
    assert_eq!(all(&page, "#choice[tabindex='-1'] [role=status]"), 1);
    assert_eq!(all(&page, "#choice a[href='/en/networks/rise/']"), 1, "it can be closed");
    assert!(words(&page, "#choice").contains("You have accepted"));
    let search = choose(&server, "choice=refuse&return=/nl/netwerken/?q%3Dpride%26theme%3Dlgbt");
    search.assert_redirect(303, "/nl/netwerken/?theme=lgbt&q=pride&choice=saved#choice");
    // Whoever keeps no cookie is not told that a choice was kept.
    assert!(asks(&server.get("/en/?choice=saved")));
}

#[test]
fn c15_the_declaration_stands_in_both_languages_with_every_cookie() {
    let server = Program::start();
    for (path, lifetime) in [("/nl/cookies/", "6 maanden"), ("/en/cookies/", "6 months")] {
        let page = server.get(path);
        let text = words(&page, "table");
        for part in ["consent", "visit", lifetime] {
            assert!(text.contains(part), "{part} in {text}");
        }
        let policy = page.header("content-security-policy").expect("a policy").to_owned();
        let folded = "details:not([open]) pre";
        assert!(words(&page, folded).contains(&policy), "the policy in force, word for word");
    }
}
