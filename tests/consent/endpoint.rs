//! What is kept of a choice, what the endpoint takes, and what caches and later visits see.

use crate::common::{Answer, Program, SiteCopy};
use crate::{COOKIE, all, asks, choose, cookie_of, has_statistics, with_cookies, words};

/// RFC 6265bis for the prefix.
#[test]
fn c18_the_cookie_holds_no_identifier_and_is_well_kept() {
    let plain = Program::start();
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

    let https = Program::with(&["--no-watch", "--base-url", "https://networks.example"]);
    let (_, attributes) = &choose(&https, "choice=accept").cookies()["__Host-consent"];
    assert!(attributes.contains(&"Secure".to_owned()));
}

#[test]
fn c19_a_broken_cookie_is_no_choice() {
    let server = Program::start();
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
}

/// Somebody may plant a cookie beside the real one: the readable one counts, unless there are two
/// that differ.
#[test]
fn c19_of_two_cookies_the_readable_one_counts() {
    let server = Program::start();
    let good = choose(&server, "choice=accept").cookies()[COOKIE].0.clone();
    let other = choose(&server, "choice=refuse").cookies()[COOKIE].0.clone();
    for (first, second, counts) in [
        (&*good, &*good, true),
        (&good, "planted", true),
        ("planted", &good, true),
        (&good, &other, false),
        (&other, &good, false),
        ("planted", "", false),
    ] {
        let cookies = format!("{COOKIE}={first}; {COOKIE}={second}");
        let page = server.get_with("/nl/", &[("Cookie", &cookies)]);
        assert_eq!((asks(&page), has_statistics(&page)), (!counts, counts), "{cookies}");
    }
}

/// The browser forgets a choice in time, unless its owner or its clock knows better.
#[test]
fn c19_an_old_choice_and_one_from_the_future_count_no_more() {
    let server = Program::start();
    let good = choose(&server, "choice=accept").cookies()[COOKIE].0.clone();
    let parts: Vec<_> = good.split('.').collect();
    let today: jiff::civil::Date = parts[1].parse().expect("a day");
    for (days, counts) in [(0, true), (-180, true), (-184, false), (2, false), (400, false)] {
        let day = today.checked_add(jiff::Span::new().days(days)).expect("a day");
        let day = day.to_string().replace('-', "");
        let cookie = format!("{COOKIE}={}.{day}.{}", parts[0], parts[2]);
        let page = server.get_with("/nl/", &[("Cookie", &cookie)]);
        assert_eq!((asks(&page), has_statistics(&page)), (!counts, counts), "{days}");
        let why = server.get_with("/en/cookies/", &[("Cookie", &cookie)]).text();
        assert_eq!(why.contains("more than six months old"), !counts, "{days}");
    }
}

#[test]
fn c19_the_way_back_stays_on_this_site() {
    let server = Program::start();
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
    let server = Program::start();
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
    let server = Program::start();
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
    let server = Program::start();
    let body = |cookie: &str| server.get_with("/nl/", &[("Cookie", cookie)]).body;
    assert_eq!(body("session=abc; theme=dark"), server.get("/nl/").body);
    let accepted = cookie_of(&choose(&server, "choice=accept"));
    let (start, rest) = accepted.split_once('.').expect("it has parts");
    let (day, categories) = rest.split_once('.').expect("it has parts");
    let day: jiff::civil::Date = day.parse().expect("a day");
    let earlier = day.checked_sub(jiff::Span::new().days(90)).expect("a day").to_string();
    let earlier = format!("{start}.{}.{categories}", earlier.replace('-', ""));
    assert_eq!(body(&accepted), body(&earlier));
    assert_eq!(body(&accepted), body(&format!("a=b; {accepted}; c=d")));
    assert_ne!(body(&accepted), server.get("/nl/").body);
}

#[test]
fn c21_every_declaration_that_was_kept_stays_readable() {
    let server = Program::start();
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
    let changed = Program::with(&["--site", copy.path(), "--no-watch"]);
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
    let server = Program::with(&["--site", copy.path(), "--no-watch"]);
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
    let server = Program::with(&flags);
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
    let server = Program::start();
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

/// Who refuses all cookies is told why the question stays; who just came is not.
#[test]
fn a_choice_that_the_browser_does_not_keep_is_explained() {
    let server = Program::start();
    let answer = choose(&server, "choice=refuse&return=/en/networks/rise/");
    let back = answer.header("location").expect("an address").to_owned();
    let (path, _) = back.split_once('#').expect("it leads to the confirmation");
    let why = "did not keep your choice";
    for _ in 0..2 {
        let page = server.get(path);
        assert!(page.text().contains(why) && page.text().contains("id=\"choice\""));
        assert!(asks(&page));
    }
    assert!(!server.get("/en/networks/rise/").text().contains(why));
    let kept = server.get_with(path, &[("Cookie", &cookie_of(&answer))]);
    assert!(!kept.text().contains(why) && !asks(&kept));
}

/// A browser that keeps pages as they were would show the answered question again.
#[test]
fn after_a_choice_browsers_forget_the_pages_that_they_keep() {
    let server = Program::start();
    for choice in ["choice=accept", "choice=refuse", "choice=save"] {
        assert_eq!(choose(&server, choice).header("clear-site-data"), Some("\"cache\""));
    }
    assert_eq!(server.get("/nl/").header("clear-site-data"), None);
    // The page on which it was made is kept later than that; the confirmation sees to it.
    let answer = choose(&server, "choice=accept");
    let page = answer.header("location").and_then(|it| it.split('#').next()).expect("an address");
    let page = server.get_with(page, &[("Cookie", &cookie_of(&answer))]).text();
    assert!(page.contains("<img src=\"/consent/forget\""));
    for _ in 0..2 {
        let empty = server.get("/consent/forget").assert_status(200);
        assert_eq!(empty.header("clear-site-data"), Some("\"cache\""));
        assert_eq!(empty.header("cache-control"), Some("no-store"));
        server.get("/no/such/page").assert_status(404);
    }
}
