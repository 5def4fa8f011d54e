//! The program behind the proxies of `deploy/`, with the real nginx and the real Varnish: two
//! copies of it, and visitors who must never notice that there is more than one of anything.

use std::collections::BTreeMap;
use std::fs;
use std::net::SocketAddr;
use std::process::Command;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Instant;

use crate::common::proxied::{HOST, House, Kind, ask};
use crate::common::{Answer, eventually};

/// What a visitor's browser sends after a choice, as a header.
fn choose(address: SocketAddr, choice: &str) -> String {
    let form = "Content-Type: application/x-www-form-urlencoded\r\n";
    let body = format!("choice={choice}&return=%2Fnl%2F");
    let answer = ask(address, "POST", "/consent", form, &body);
    assert_eq!(answer.status, 303);
    let cookie = answer.header("set-cookie").expect("a cookie").split(';').next().unwrap();
    assert!(cookie.starts_with("__Host-consent="), "{cookie}");
    format!("Cookie: other=1; {cookie}; visit=20261124\r\n")
}

/// A day before today, as the cookie holds it.
fn days_ago(days: i64) -> String {
    let day = jiff::Timestamp::now() - jiff::SignedDuration::from_hours(24 * days);
    day.to_string()[..10].replace('-', "")
}

/// The pages of a mixed load.
const PAGES: [&str; 6] =
    ["/nl/", "/en/", "/nl/netwerken/", "/en/networks/rise/", "/nl/privacy/", "/robots.txt"];

/// Visitors who must be told apart, by the headers that they send; those of one name must not.
fn visitors(house: &House) -> Vec<(&'static str, String)> {
    let accepted = choose(house.address, "accept");
    let refused = choose(house.address, "refuse");
    let version = accepted.split("consent=").nth(1).unwrap().split('.').next().unwrap().to_owned();
    let cookie = |value: &str| format!("Cookie: __Host-consent={value}\r\n");
    let earlier = days_ago(100);
    vec![
        ("undecided", String::new()),
        ("undecided", "Cookie: tracker=12345\r\n".to_owned()),
        ("undecided", cookie("nonsense")),
        ("undecided", cookie(&format!("{version}.{earlier}.statistics%20"))),
        ("undecided", cookie("000000000000.20260101.statistics")),
        (
            "undecided",
            cookie(&format!("{version}.{earlier}.statistics; __Host-consent={version}.{earlier}.")),
        ),
        ("accepted", accepted),
        ("accepted", cookie(&format!("{version}.{earlier}.statistics"))),
        ("refused", refused),
        ("refused", cookie(&format!("{version}.{earlier}."))),
        ("signalled", "Sec-GPC: 1\r\n".to_owned()),
    ]
}

/// What every visitor is to see, as the program itself says it.
fn expected(house: &House, visitors: &[(&str, String)]) -> BTreeMap<(String, usize), Vec<u8>> {
    let mut expected = BTreeMap::new();
    for (index, (_, headers)) in visitors.iter().enumerate() {
        for page in PAGES {
            let answer = ask(house.copies[0].address, "GET", page, headers, "");
            assert_eq!(answer.status, 200);
            expected.insert((page.to_owned(), index), answer.body);
        }
    }
    expected
}

fn visitors_are_kept_apart_and_mostly_answered_from_the_cache(kind: Kind, test: &str) {
    let house = House::build(kind, test);
    let visitors = visitors(&house);
    let expected = expected(&house, &visitors);
    for (first, (name, _)) in visitors.iter().enumerate() {
        for (second, (other, _)) in visitors.iter().enumerate() {
            let is_same =
                expected[&("/nl/".to_owned(), first)] == expected[&("/nl/".to_owned(), second)];
            let looks_same = |name: &str| matches!(name, "refused" | "signalled");
            let should = name == other || (looks_same(name) && looks_same(other));
            assert_eq!(is_same, should, "{name} and {other}");
        }
    }
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let (house, visitors, expected) = (&house, &visitors, &expected);
            scope.spawn(move || {
                for round in 0..120 {
                    for index in 0..visitors.len() {
                        let page = PAGES[(round + index + thread) % PAGES.len()];
                        let coding = ["", "Accept-Encoding: gzip, br\r\n"][(round / 7) % 2];
                        let (name, headers) = &visitors[index];
                        let answer = house.ask("GET", page, &format!("{headers}{coding}"));
                        assert_eq!(answer.status, 200);
                        assert_eq!(answer.header("set-cookie"), None);
                        if coding.is_empty() {
                            let expected = &expected[&(page.to_owned(), index)];
                            assert!(answer.body == *expected, "{name} sees another {page}");
                        } else {
                            assert_eq!(answer.header("content-encoding"), Some("br"), "{page}");
                        }
                    }
                }
                // And now and then somebody asks what only the program can answer.
                for number in 0..4 {
                    house.ask("GET", &format!("/nl/netwerken/?q={thread}-{number}"), "");
                    house.ask("GET", "/nl/cookies/", "");
                }
            });
        }
    });
    let rate = house.hit_rate(kind);
    println!("hit rate {:.1} %", rate * 100.0);
    assert!(rate >= 0.95, "{rate}");
}

fn journeys_pass_through(kind: Kind, test: &str) {
    let house = House::build(kind, test);
    let text = |answer: &Answer| String::from_utf8_lossy(&answer.body).into_owned();
    // In at the front, in one's own language.
    for (wanted, expected) in [("en", "/en/"), ("nl", "/nl/"), ("en", "/en/"), ("de", "/nl/")] {
        let answer = house.ask("GET", "/", &format!("Accept-Language: {wanted}\r\n"));
        assert_eq!((answer.status, answer.header("location")), (302, Some(expected)));
    }
    // Every page is as the program made it, head and all.
    for path in PAGES.iter().chain(&["/nl/netwerken/?q=rise", "/nl/nothing/", "/sitemap.xml"]) {
        for method in ["GET", "HEAD", "GET"] {
            let direct = ask(house.copies[0].address, method, path, "", "");
            let answer = house.ask(method, path, "");
            assert_eq!((answer.status, &answer.body), (direct.status, &direct.body), "{path}");
            for name in [
                "content-security-policy",
                "strict-transport-security",
                "etag",
                "vary",
                "cache-control",
                "content-type",
                "content-language",
                "x-frame-options",
            ] {
                assert_eq!(answer.header(name), direct.header(name), "{method} {path}: {name}");
            }
            for name in ["via", "x-varnish", "age", "x-cache"] {
                assert_eq!(answer.header(name), None, "{name}");
            }
        }
    }
    // A page that is known is not sent again.
    let etag = house.ask("GET", "/nl/", "").header("etag").unwrap().to_owned();
    let known = house.ask("GET", "/nl/", &format!("If-None-Match: {etag}\r\n"));
    assert_eq!((known.status, known.body.len()), (304, 0));
    // Files of the page.
    let home = text(&house.ask("GET", "/nl/", ""));
    let icon = home.split('"').find(|part| part.starts_with("/static/") && part.ends_with(".svg"));
    let icon = house.ask("GET", icon.expect("an icon"), "");
    assert_eq!(icon.status, 200);
    assert!(icon.header("cache-control").unwrap().contains("immutable"));
    // A visitor accepts, sees that it was noted, and withdraws; the cookie page tells each their
    // own day.
    let accepted = choose(house.address, "accept");
    let confirmed = house.ask("GET", "/nl/?choice=saved", &accepted);
    assert_ne!(confirmed.body, house.ask("GET", "/nl/", &accepted).body);
    assert!(text(&house.ask("GET", "/nl/", &accepted)).contains("/static/statistics."));
    let visit = "Content-Type: application/x-www-form-urlencoded\r\nUser-Agent: test\r\n";
    let visit = format!("{visit}{accepted}");
    assert_eq!(ask(house.address, "POST", "/visit", &visit, "page=%2Fnl%2F").status, 204);
    let own = "Cookie: __Host-consent=";
    let value = accepted.split("consent=").nth(1).unwrap().split(';').next().unwrap();
    let (version, _) = value.split_once('.').unwrap();
    let on_day =
        |day: &str| text(&house.ask("GET", "/en/cookies/", &format!("{own}{version}.{day}.\r\n")));
    assert_ne!(on_day(&days_ago(1)), on_day(&days_ago(100)));
    let form = format!(
        "Content-Type: application/x-www-form-urlencoded\r\n\
         Cookie: __Host-consent={value}; __Host-visit=20261124\r\n"
    );
    let withdrawn = ask(house.address, "POST", "/consent", &form, "choice=refuse");
    assert_eq!(withdrawn.status, 303);
    let deleted = withdrawn.headers.iter().any(|(name, value)| {
        name == "set-cookie" && value.starts_with("__Host-visit=;") && value.contains("Max-Age=0")
    });
    assert!(deleted, "{withdrawn:?}");
    let large = ask(house.address, "POST", "/consent", "", &"a".repeat(5000));
    assert_eq!(large.status, 413);
    if kind == Kind::Nginx {
        through_tls(&house);
    }
}

fn through_tls(house: &House) {
    let curl = |arguments: &[&str]| {
        let mut command = Command::new("curl");
        command.args(["--silent", "--insecure", "--include", "--max-time", "10"]);
        command.args(["--connect-to", &format!("{HOST}:443:{}", house.tls)]);
        command.args(["--connect-to", &format!("{HOST}:80:{}", house.plain)]);
        let output = command.args(arguments).output().unwrap();
        (String::from_utf8_lossy(&output.stdout).into_owned(), output.status.success())
    };
    let page = format!("https://{HOST}/nl/");
    let (answer, _) = curl(&["--http2", &page]);
    assert!(answer.starts_with("HTTP/2 200"), "{answer}");
    assert!(answer.contains("strict-transport-security: max-age=31536000"));
    assert!(curl(&["--tlsv1.3", &page]).1);
    assert!(!curl(&["--tls-max", "1.1", &page]).1, "old TLS is not spoken");
    let (answer, _) = curl(&[&format!("http://{HOST}/nl/x?y")]);
    assert!(answer.starts_with("HTTP/1.1 308"), "{answer}");
    assert!(answer.contains(&format!("Location: https://{HOST}/nl/x?y")), "{answer}");
    let (_, is_answered) = curl(&["--header", "Host: evil.example", &format!("http://{HOST}/")]);
    assert!(!is_answered, "a host that is not ours gets no answer");
}

fn an_edit_reaches_every_visitor(kind: Kind, test: &str) {
    let house = House::build(kind, test);
    let visitors = visitors(&house);
    for (_, headers) in &visitors {
        house.ask("GET", "/en/networks/rise/", headers);
    }
    let file = house.folder.join("site/content/networks/rise.toml");
    let text = fs::read_to_string(&file).unwrap();
    let name = text.lines().find(|line| line.starts_with("name = ")).unwrap().to_owned();
    fs::write(&file, text.replace(&name, "name = \"Marked by a test\"")).unwrap();
    let begun = Instant::now();
    eventually("every visitor sees the edit", || {
        visitors.iter().all(|(_, headers)| {
            let page = house.ask("GET", "/en/networks/rise/", headers);
            String::from_utf8_lossy(&page.body).contains("Marked by a test")
        })
    });
    println!("public after {:?}", begun.elapsed());
}

fn nobody_notices_that_a_copy_dies(kind: Kind, test: &str) {
    let mut house = House::build(kind, test);
    let is_over = AtomicBool::new(false);
    let answered = AtomicU64::new(0);
    let mut dying = house.copies.remove(0);
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let (house, is_over, answered) = (&house, &is_over, &answered);
            scope.spawn(move || {
                let mut number = 0;
                while !is_over.load(Ordering::Relaxed) {
                    number += 1;
                    // What no cache can answer.
                    let path = format!("/nl/netwerken/?q={thread}-{number}");
                    assert_eq!(house.ask("GET", &path, "").status, 200);
                    choose(house.address, "refuse");
                    answered.fetch_add(2, Ordering::Relaxed);
                }
            });
        }
        let go_on = || {
            let before = answered.load(Ordering::Relaxed);
            eventually("answers come", || answered.load(Ordering::Relaxed) > before + 100);
        };
        go_on();
        dying.signal("KILL");
        dying.wait();
        go_on();
        is_over.store(true, Ordering::Relaxed);
    });
    println!("{} answers, none missing", answered.load(Ordering::Relaxed));
    assert!(answered.load(Ordering::Relaxed) > 100);
}

#[test]
fn nginx_keeps_visitors_apart() {
    visitors_are_kept_apart_and_mostly_answered_from_the_cache(Kind::Nginx, "nginx-apart");
}

#[test]
fn varnish_keeps_visitors_apart() {
    visitors_are_kept_apart_and_mostly_answered_from_the_cache(Kind::Varnish, "varnish-apart");
}

#[test]
fn journeys_pass_through_nginx() {
    journeys_pass_through(Kind::Nginx, "nginx-journeys");
}

#[test]
fn journeys_pass_through_varnish() {
    journeys_pass_through(Kind::Varnish, "varnish-journeys");
}

#[test]
fn an_edit_reaches_every_visitor_of_nginx() {
    an_edit_reaches_every_visitor(Kind::Nginx, "nginx-edit");
}

#[test]
fn an_edit_reaches_every_visitor_of_varnish() {
    an_edit_reaches_every_visitor(Kind::Varnish, "varnish-edit");
}

#[test]
fn nobody_behind_nginx_notices_that_a_copy_dies() {
    nobody_notices_that_a_copy_dies(Kind::Nginx, "nginx-dies");
}

#[test]
fn nobody_behind_varnish_notices_that_a_copy_dies() {
    nobody_notices_that_a_copy_dies(Kind::Varnish, "varnish-dies");
}
