//! How long an answer holds, and for whom: each kind by value.

use crate::common::samples::{TODAY, three_categories};
use crate::common::server::Server;

const PAGE: (&str, Option<&str>) = ("no-cache", Some("Accept-Encoding, Cookie, Sec-GPC"));
const OWN: (&str, Option<&str>) = ("private, no-cache", Some("Accept-Encoding, Cookie, Sec-GPC"));
const SAME_FOR_ALL: (&str, Option<&str>) = ("no-cache", Some("Accept-Encoding"));
const NEGOTIATED: (&str, Option<&str>) = ("no-cache", Some("Accept-Language"));
const MOVED: (&str, Option<&str>) = ("public, max-age=86400", None);

#[test]
fn every_answer_says_how_long_it_holds() {
    let server = Server::of(&three_categories(), TODAY);
    for (path, status, (cache, vary)) in [
        ("/nl/", 200, PAGE),
        ("/en/networks/", 200, PAGE),
        ("/en/networks/rise/", 200, PAGE),
        ("/nl/privacy/", 200, PAGE),
        ("/en/networks/?q=rise", 200, PAGE),
        ("/en/networks/?theme=gender&choice=saved", 200, PAGE),
        // What holds one visitor's day is for their browser alone.
        ("/nl/cookies/", 200, OWN),
        ("/en/cookies/?x=y", 200, OWN),
        ("/robots.txt", 200, SAME_FOR_ALL),
        ("/sitemap.xml", 200, SAME_FOR_ALL),
        ("/.well-known/security.txt", 200, SAME_FOR_ALL),
        ("/nl/feed.atom", 200, SAME_FOR_ALL),
        ("/en/networks.json", 200, SAME_FOR_ALL),
        ("/", 302, NEGOTIATED),
        ("/networks/rise/", 302, NEGOTIATED),
        ("/cookies/", 302, NEGOTIATED),
        ("/nl/networks/rise/", 308, MOVED),
        ("/nl/netwerken", 308, MOVED),
        ("/nl/handvesten/", 308, MOVED),
        ("/en/networks/?q=rise&theme=", 302, ("no-cache", None)),
    ] {
        let answer = server.get(path).assert_status(status);
        assert_eq!(answer.all("cache-control"), [cache], "{path}");
        assert_eq!(answer.header("vary"), vary, "{path}");
    }
    for path in ["/nl/niets/", "/static/nothing.js", "/consent"] {
        assert_eq!(server.get(path).all("cache-control"), ["no-store"], "{path}");
    }
    for (path, form, status) in [
        ("/consent", "choice=accept", 303),
        ("/consent", "choice=perhaps", 400),
        ("/visit", "page=/nl/", 204),
        ("/nl/", "x=y", 405),
    ] {
        let answer = server.post(path, form, &[]).assert_status(status);
        assert_eq!(answer.all("cache-control"), ["no-store"], "{path} {form}");
    }
}

#[test]
fn what_has_a_fingerprint_never_changes() {
    let server = Server::of(&three_categories(), TODAY);
    let cookie = server.post("/consent", "choice=accept", &[]).cookies()["consent"].0.clone();
    let page = server.get_with("/nl/", &[("Cookie", &format!("consent={cookie}"))]).text();
    let files = page.split('"').filter(|it| it.starts_with("/static/")).collect::<Vec<_>>();
    assert!(files.len() >= 3, "{files:?}");
    for file in files {
        let answer = server.get(file).assert_status(200);
        assert_eq!(answer.header("cache-control"), Some("public, max-age=31536000, immutable"));
        assert_eq!(answer.header("vary"), Some("Accept-Encoding"), "{file}");
        let [_, hash, _] = file.split('.').collect::<Vec<_>>()[..] else { panic!("{file}") };
        assert_eq!(hash.len(), 16, "{file}");
    }
}
