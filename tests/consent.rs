//! A visitor decides about cookies: everything that a browser does not decide by itself.
//!
//! Tests are named after the norms for consent (C1 to C24) that they prove. A browser proves the
//! others, in `browser.rs`.

mod support;

use scraper::{Html, Selector};
use support::{Answer, Server, SiteCopy};

/// The consent cookie's name where the public address is http.
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
fn with_cookies(server: &Server, path: &str, answer: &Answer) -> Answer {
    let cookies = answer.cookies();
    let cookies: Vec<_> =
        cookies.iter().map(|(name, (value, _))| format!("{name}={value}")).collect();
    server.get_with(path, &[("Cookie", &cookies.join("; "))])
}

fn choose(server: &Server, form: &str) -> Answer {
    server.post("/consent", form, &[("Sec-Fetch-Site", "same-origin")])
}

#[test]
fn c1_c2_nothing_optional_before_a_choice() {
    let server = Server::start();
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
    let server = Server::start();
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
    let server = Server::start();
    let fresh = server.get("/nl/cookies/");
    assert_eq!((all(&fresh, "input[name=category]"), all(&fresh, "input[checked]")), (1, 0));
    let accepted = choose(&server, "choice=accept");
    assert_eq!(all(&with_cookies(&server, "/nl/cookies/", &accepted), "input[checked]"), 1);
    let refused = choose(&server, "choice=refuse");
    assert_eq!(all(&with_cookies(&server, "/nl/cookies/", &refused), "input[checked]"), 0);
}

#[test]
fn c7_c8_c22_the_question_is_short_clear_and_in_the_page_s_language() {
    let server = Server::start();
    for (path, owner, purpose, place, accept, refuse, details) in [
        (
            "/nl/",
            "Universiteit Leiden",
            "Statistiek",
            "Onderaan elke pagina",
            "Accepteren",
            "Weigeren",
            "/nl/cookies/",
        ),
        (
            "/en/",
            "Leiden University",
            "Statistics",
            "at the bottom of every page",
            "Accept",
            "Refuse",
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
    let server = Server::start();
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

fn cookie_of(answer: &Answer) -> String {
    format!("{COOKIE}={}", answer.cookies()[COOKIE].0)
}

/// As Matomo names them: the declaration knows how the name begins, the browser the rest.
#[test]
fn c10_cookies_of_scripts_are_deleted_by_how_their_names_begin() {
    let copy = SiteCopy::new();
    copy.edit("content/cookies.toml", "name = \"visit\"", "prefix = \"_pk_id.\"");
    let flags = ["--site", copy.path(), "--no-watch", "--base-url", "http://127.0.0.1"];
    let server = Server::with(&flags);
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
    let server = Server::start();
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
    let before = Server::with(&flags);
    let accepted = choose(&before, "choice=accept");
    copy.edit("content/cookies.toml", "# Optional:", "# A comment changes nothing. Optional:");
    let same = Server::with(&flags);
    assert!(!asks(&with_cookies(&same, "/nl/", &accepted)));
    copy.edit("content/cookies.toml", "lifetime = \"1 day\"", "lifetime = \"2 days\"");
    let changed = Server::with(&flags);
    let page = with_cookies(&changed, "/nl/", &accepted);
    assert!(asks(&page) && !has_statistics(&page));
    let state = words(&with_cookies(&changed, "/en/cookies/", &accepted), ".state");
    assert!(state.contains("changed since"), "{state}");
}

#[test]
fn c13_the_browser_s_signal_is_a_refusal_that_a_choice_outweighs() {
    let server = Server::start();
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
    let server = Server::start();
    let answer = choose(&server, "choice=accept&return=/en/networks/rise/");
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let back = "/en/networks/rise/?choice=saved#choice";
    let answer = answer.assert_redirect(303, back);
    let page = with_cookies(&server, back.split('#').next().expect("a path"), &answer);
    assert_eq!(all(&page, "#choice[tabindex='-1'] [role=status]"), 1);
    assert_eq!(all(&page, "#choice a[href='/en/networks/rise/']"), 1, "it can be closed");
    assert!(words(&page, "#choice").contains("You accepted"));
    let search = choose(&server, "choice=refuse&return=/nl/netwerken/?q%3Dpride%26theme%3Dlgbt");
    search.assert_redirect(303, "/nl/netwerken/?theme=lgbt&q=pride&choice=saved#choice");
    // Whoever keeps no cookie is not told that a choice was kept.
    assert!(asks(&server.get("/en/?choice=saved")));
}

#[test]
fn c15_the_declaration_stands_in_both_languages_with_every_cookie() {
    let server = Server::start();
    for (path, lifetime) in [("/nl/cookies/", "6 maanden"), ("/en/cookies/", "6 months")] {
        let page = server.get(path);
        let text = words(&page, "table");
        for part in ["consent", "visit", lifetime] {
            assert!(text.contains(part), "{part} in {text}");
        }
        let policy = page.header("content-security-policy").expect("a policy").to_owned();
        assert!(words(&page, "pre").contains(&policy), "the policy in force, word for word");
    }
}

/// RFC 6265bis for the prefix.
#[test]
fn c18_the_cookie_holds_no_identifier_and_is_well_kept() {
    let plain = Server::start();
    let accepted = choose(&plain, "choice=accept");
    let (value, attributes) = &accepted.cookies()[COOKIE];
    let parts: Vec<_> = value.split('.').collect();
    let [version, day, categories] = parts[..] else { panic!("{value}") };
    assert!(version.len() == 12 && version.bytes().all(|byte| byte.is_ascii_hexdigit()));
    assert!(day.len() == 8 && day.bytes().all(|byte| byte.is_ascii_digit()));
    assert_eq!(categories, "statistics");
    for attribute in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(attributes.contains(&attribute.to_owned()));
    }
    assert!(!attributes.iter().any(|it| it == "Secure" || it.starts_with("Domain")));
    assert_eq!(choose(&plain, "choice=accept").cookies(), accepted.cookies(), "the same for all");
    let refused = choose(&plain, "choice=refuse");
    assert!(refused.cookies()[COOKIE].0.ends_with('.'), "no category is a refusal");

    let https = Server::with(&["--no-watch", "--base-url", "https://networks.example"]);
    let (_, attributes) = &choose(&https, "choice=accept").cookies()["__Host-consent"];
    assert!(attributes.contains(&"Secure".to_owned()));
}

#[test]
fn c19_a_broken_cookie_is_no_choice() {
    let server = Server::start();
    let good = choose(&server, "choice=accept").cookies()[COOKIE].0.clone();
    let (version, rest) = good.split_once('.').expect("it has parts");
    for value in [
        "",
        ".",
        "..",
        "accept",
        "true",
        "1",
        version,
        &format!("{version}.20261124"),
        &format!("{version}.20261324.statistics"),
        &format!("{version}.2026112.statistics"),
        &format!("{version}.20261124.statistics+statistics"),
        &format!("{version}.20261124.everything"),
        &format!("{version}.20261124.necessary"),
        &format!("{version}.20261124.statistics+"),
        &format!("000000000000.{rest}"),
        &format!("{good} "),
        &format!("\"{good}\""),
        &"a".repeat(8000),
        "\u{e9}.\u{e9}.\u{e9}",
        "%00",
    ] {
        let page = server.get_with("/nl/", &[("Cookie", &format!("{COOKIE}={value}"))]);
        let page = page.assert_status(200);
        if value.trim() == good {
            continue;
        }
        assert!(asks(&page) && !has_statistics(&page), "{value}");
    }
    let twice = format!("{COOKIE}={good}; {COOKIE}={good}");
    assert!(asks(&server.get_with("/nl/", &[("Cookie", &twice)])), "planted beside the real one");
}

#[test]
fn c19_the_way_back_stays_on_this_site() {
    let server = Server::start();
    for path in [
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example/nl/",
        "javascript:alert(1)",
        "/\tevil",
        "/nl/\r\nSet-Cookie: a=b",
        "%2f%2fevil.example",
        "/nl/../..//x",
        "/nl/?next=//evil.example",
        "nl/",
        "/nl/netwerken/nothing/",
        "/nl/netwerken/rise",
        "",
        "/consent",
        "/nl/@evil.example",
        "/.evil.example",
    ] {
        let form = format!("choice=refuse&return={}", encode(path));
        let answer = choose(&server, &form).assert_redirect(303, "/nl/?choice=saved#choice");
        assert_eq!(answer.cookies().len(), 1, "{path}");
    }
    choose(&server, "choice=refuse&return=/en/nothing/")
        .assert_redirect(303, "/en/?choice=saved#choice");
    // Nor does anything else that a browser sends along name another place.
    for header in ["Referer", "X-Forwarded-Host", "Forwarded"] {
        let value = match header {
            "Forwarded" => "host=evil.example",
            "Referer" => "https://evil.example/nl/privacy/",
            _ => "evil.example",
        };
        let headers = [("Sec-Fetch-Site", "same-origin"), (header, value)];
        let answer = server.post("/consent", "choice=refuse", &headers);
        answer.assert_redirect(303, "/nl/?choice=saved#choice");
    }
}

fn encode(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02x}")).collect()
}

#[test]
fn c19_the_endpoint_takes_only_what_this_site_sends() {
    let server = Server::start();
    let own = server.address.to_string();
    for headers in [
        &[("Sec-Fetch-Site", "cross-site")][..],
        &[("Sec-Fetch-Site", "same-site")],
        &[("Sec-Fetch-Site", "none")],
        &[("Origin", "https://evil.example")],
        &[("Origin", "null")],
    ] {
        let answer = server.post("/consent", "choice=accept", headers).assert_status(403);
        assert!(answer.cookies().is_empty());
    }
    for headers in
        [&[("Origin", &*format!("http://{own}"))][..], &[("Origin", "http://127.0.0.1")], &[]]
    {
        server.post("/consent", "choice=accept", headers).assert_status(303);
    }
    for form in [
        "",
        "choice=",
        "choice=yes",
        "choice=ACCEPT",
        "choice=accept&choice=refuse",
        "choice=save&category=marketing",
        "choice=save&category=necessary",
        "x=y",
    ] {
        let answer = choose(&server, form).assert_status(400);
        assert!(answer.cookies().is_empty(), "{form}");
    }
    let saved = choose(&server, "choice=save&category=statistics");
    assert!(saved.cookies()[COOKIE].0.ends_with(".statistics"));
    assert!(choose(&server, "choice=save").cookies()[COOKIE].0.ends_with('.'));
    assert_eq!(server.get("/consent").assert_status(405).header("allow"), Some("POST"));
    let large = format!("choice=accept&return=/{}", "a".repeat(5000));
    choose(&server, &large).assert_status(413);
    let english = [("Sec-Fetch-Site", "cross-site"), ("Accept-Language", "en")];
    assert!(server.post("/consent", "choice=accept", &english).text().contains("lang=\"en\""));
}

#[test]
fn c20_what_depends_on_the_choice_says_so_to_caches() {
    let server = Server::start();
    for path in ["/nl/", "/en/networks/rise/"] {
        let page = server.get(path);
        assert_eq!(page.header("cache-control"), Some("no-cache"));
        assert_eq!(page.header("vary"), Some("Accept-Encoding, Cookie, Sec-GPC"));
    }
    assert_eq!(server.get("/nl/cookies/").header("cache-control"), Some("private, no-cache"));
}

/// What a shared cache may rely on: of all cookies, only this one's value makes a difference, and
/// of all its values, only what was accepted (the day does not).
#[test]
fn c20_pages_depend_on_the_consent_state_alone() {
    let server = Server::start();
    let body = |cookie: &str| server.get_with("/nl/", &[("Cookie", cookie)]).body;
    assert_eq!(body("session=abc; theme=dark"), server.get("/nl/").body);
    let accepted = cookie_of(&choose(&server, "choice=accept"));
    let (start, rest) = accepted.split_once('.').expect("it has parts");
    let (_, categories) = rest.split_once('.').expect("it has parts");
    let earlier = format!("{start}.20250101.{categories}");
    assert_eq!(body(&accepted), body(&earlier));
    assert_eq!(body(&accepted), body(&format!("a=b; {accepted}; c=d")));
    assert_ne!(body(&accepted), server.get("/nl/").body);
}

#[test]
fn c21_every_declaration_that_was_kept_stays_readable() {
    let server = Server::start();
    let value = choose(&server, "choice=accept").cookies()[COOKIE].0.clone();
    let version = value.split('.').next().expect("a version");
    for (language, status) in [("nl", "geldt nu"), ("en", "in force now")] {
        let page = server.get(&format!("/{language}/cookies/{version}/")).assert_status(200);
        assert!(words(&page, "main").contains(status));
        assert_eq!(all(&page, "table"), 2);
    }
    server.get("/nl/cookies/000000000000/").assert_status(404);

    let copy = SiteCopy::new();
    copy.edit("content/cookies.toml", "lifetime = \"1 day\"", "lifetime = \"2 days\"");
    let changed = Server::with(&["--site", copy.path(), "--no-watch"]);
    let old = changed.get(&format!("/en/cookies/{version}/")).assert_status(200);
    assert!(words(&old, "main").contains("no longer in force"));
    assert_eq!(all(&changed.get("/en/cookies/"), &format!("a[href='/en/cookies/{version}/']")), 1);
}

#[test]
fn c23_where_nothing_is_optional_nothing_is_asked() {
    let copy = SiteCopy::new();
    let path = copy.folder.join("content/cookies.toml");
    let text = std::fs::read_to_string(&path).expect("the file is there");
    let (necessary, _) = text.split_once("# Optional:").expect("the optional part has a heading");
    copy.write("content/cookies.toml", necessary);
    let server = Server::with(&["--site", copy.path(), "--no-watch"]);
    assert!(!asks(&server.get("/nl/")));
    let page = server.get("/en/cookies/");
    assert!(words(&page, ".state").contains("nothing to choose"));
    assert_eq!(all(&page, "main form"), 0);
}

/// The Matomo example of the declaration, with its host, in place of the built-in statistics.
#[test]
fn a_declared_host_is_in_the_policy_of_those_who_accepted_it_alone() {
    let copy = SiteCopy::new();
    copy.edit(
        "content/cookies.toml",
        "source = \"static/statistics.js\"",
        "source = \"https://statistics.example/matomo.js\"\n\
         load_from = [\"https://statistics.example\"]\n\
         connect_to = [\"https://statistics.example\"]",
    );
    let flags = ["--site", copy.path(), "--no-watch", "--base-url", "http://127.0.0.1"];
    let server = Server::with(&flags);
    let refused = with_cookies(&server, "/nl/", &choose(&server, "choice=refuse"));
    let accepted = with_cookies(&server, "/nl/", &choose(&server, "choice=accept"));
    let policy =
        |answer: &Answer| answer.header("content-security-policy").expect("one").to_owned();
    for before in [&server.get("/nl/"), &refused] {
        assert!(!policy(before).contains("statistics.example"));
        assert_eq!(all(before, "script[src]"), 0);
    }
    for part in
        ["script-src https://statistics.example;", "connect-src 'self' https://statistics.example;"]
    {
        assert!(policy(&accepted).contains(part), "{}", policy(&accepted));
    }
    assert_eq!(all(&accepted, "script[src='https://statistics.example/matomo.js']"), 1);
    assert_eq!(accepted.header("cross-origin-embedder-policy"), Some("credentialless"));
}

#[test]
fn only_visitors_who_accepted_are_counted() {
    let server = Server::start();
    let accepted = cookie_of(&choose(&server, "choice=accept"));
    let refused = cookie_of(&choose(&server, "choice=refuse"));
    let browser = ("User-Agent", "Mozilla/5.0 (X11; Linux x86_64)");
    let visit = |form: &str, headers: &[(&str, &str)]| server.post("/visit", form, headers);
    let counted = visit("page=/nl/netwerken/rise/", &[("Cookie", &accepted), browser]);
    let (day, attributes) = counted.assert_status(204).cookies()["visit"].clone();
    assert_eq!(day.len(), 8, "the day, and nothing else");
    assert!(attributes.contains(&"Max-Age=86400".to_owned()));
    let again = format!("{accepted}; visit={day}");
    for (form, headers) in [
        ("page=/nl/", &[("Cookie", again.as_str()), browser][..]),
        ("page=/nl/", &[("Cookie", &refused), browser]),
        ("page=/nl/", &[browser]),
        ("page=/nl/", &[("Cookie", &accepted), ("User-Agent", "Googlebot/2.1")]),
        ("page=/nl/nothing/", &[("Cookie", &accepted), browser]),
        ("page=//evil.example", &[("Cookie", &accepted), browser]),
        ("", &[("Cookie", &accepted), browser]),
    ] {
        assert!(visit(form, headers).assert_status(204).cookies().is_empty(), "{form} {headers:?}");
    }
    let foreign = [("Cookie", accepted.as_str()), browser, ("Sec-Fetch-Site", "cross-site")];
    visit("page=/nl/", &foreign).assert_status(403);
}
