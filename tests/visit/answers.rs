//! What comes with a page, and instead of one: codings, headers, redirects.

use std::collections::BTreeSet;

use scraper::{Html, Selector};
use sha2::Digest as _;

use crate::common::{Program, eventually, words};

#[test]
fn addresses_lead_to_the_one_that_counts() {
    let server = Program::start();
    for (path, status, location) in [
        ("/", 302, "/nl/"),
        ("/nl", 308, "/nl/"),
        ("/nl/netwerken/rise", 308, "/nl/netwerken/rise/"),
        ("/nl/networks/rise/", 308, "/nl/netwerken/rise/"),
        ("/en/netwerken/rise", 308, "/en/networks/rise/"),
        ("/en/netwerken/?q=rise", 308, "/en/networks/?q=rise"),
        ("/nl/accessibility/", 308, "/nl/toegankelijkheid/"),
        ("/en/toegankelijkheid", 308, "/en/accessibility/"),
        ("/networks/rise/", 302, "/nl/netwerken/rise/"),
        ("/cookies/", 302, "/nl/cookies/"),
        ("/toegankelijkheid", 302, "/nl/toegankelijkheid/"),
        ("/nl/handvesten/", 308, "/nl/#charters"),
        ("/handvesten", 302, "/nl/#charters"),
        ("/charters/", 302, "/nl/#charters"),
        ("/NL/Netwerken/RISE/", 308, "/nl/netwerken/rise/"),
        ("/EN/cookies", 308, "/en/cookies/"),
        ("//nl///netwerken//rise/", 308, "/nl/netwerken/rise/"),
        ("/Robots.TXT", 308, "/robots.txt"),
        ("/Networks/Rise/?q=x", 302, "/nl/netwerken/rise/?q=x"),
    ] {
        let answer = server.get(path).assert_redirect(status, location);
        // What is negotiated says so; what has moved holds for everybody.
        let vary = (status == 302).then_some("Accept-Language");
        assert_eq!(answer.header("vary"), vary, "{path}");
        let cache = if status == 302 { "no-cache" } else { "public, max-age=86400" };
        assert_eq!(answer.header("cache-control"), Some(cache), "{path}");
    }
    for (accepted, location) in [
        ("en", "/en/"),
        ("en-GB, nl;q=0.9", "/en/"),
        ("nl, en;q=0.9", "/nl/"),
        ("de, en;q=0.1", "/en/"),
        ("nl;q=0, *", "/en/"),
        (", ;;q=q", "/nl/"),
    ] {
        let answer = server.get_with("/", &[("Accept-Language", accepted)]);
        answer.assert_redirect(302, location);
    }
    assert_eq!(server.get("/").header("vary"), Some("Accept-Language"));
    // An address in a language never leads away from it.
    server.get_with("/nl/", &[("Accept-Language", "en")]).assert_status(200);
}

/// Norm M2: what somebody adds to an address changes neither the page nor its own address.
#[test]
fn a_stray_query_changes_nothing() {
    let server = Program::start();
    for path in ["/nl/", "/en/networks/rise/", "/nl/privacy/", "/en/networks/"] {
        let plain = server.get(path).assert_status(200);
        for stray in ["utm_source=mail", "fbclid=x&gclid=y", "", "%"] {
            let page = server.get(&format!("{path}?{stray}")).assert_status(200);
            let html = Html::parse_document(&page.text());
            let canonical = Selector::parse("link[rel=canonical]").expect("a selector");
            let own = html.select(&canonical).next().and_then(|link| link.attr("href"));
            assert_eq!(own, Some(&*format!("http://127.0.0.1{path}")), "{path}?{stray}");
            assert!(!page.text().contains("utm_source"), "{path}?{stray}");
            assert_eq!(page.body, plain.body, "{path}?{stray}");
        }
    }
}

#[test]
fn what_is_not_there_is_said_in_the_right_language() {
    let server = Program::start();
    for (path, headers, language, heading) in [
        ("/nl/niets/", &[][..], "nl", "Pagina niet gevonden"),
        ("/en/networks/nothing/", &[], "en", "Page not found"),
        ("/en/%ff/", &[], "en", "Page not found"),
        ("/en/../../etc/passwd", &[], "en", "Page not found"),
        ("/en/networks/rise%2f", &[], "en", "Page not found"),
        ("/nothing", &[("Accept-Language", "en")], "en", "Page not found"),
        ("/nothing", &[], "nl", "Pagina niet gevonden"),
    ] {
        let answer = server.get_with(path, headers).assert_status(404);
        let html = Html::parse_document(&answer.text());
        let select = |selector: &str| Selector::parse(selector).expect("a selector");
        let first = |selector: &str| html.select(&select(selector)).next().expect("it is there");
        assert_eq!(first("html").attr("lang"), Some(language), "{path}");
        assert_eq!(words(first("h1")), heading, "{path}");
        assert_eq!(answer.header("content-language"), Some(language));
        assert_eq!(answer.header("cache-control"), Some("no-store"));
    }
    for method in ["POST", "PUT", "DELETE", "TRACE", "OPTIONS", "BREW"] {
        let answer = server.request(method, "/nl/", &[], "").assert_status(405);
        assert_eq!(answer.header("allow"), Some("GET, HEAD"));
        assert!(answer.text().contains("lang=\"nl\""));
    }
}

#[test]
fn odd_requests_get_a_sane_answer() {
    let server = Program::start();
    let long = format!("/nl/{}", "a".repeat(8000));
    for path in
        [long.as_str(), "/nl/?%00", "/nl/%00/", "/%", "//", "/nl//", "/nl/./", "/nl/?q=%zz", "/NL/"]
    {
        let answer = server.get(path);
        assert!(answer.status < 500, "{path}: {}", answer.status);
    }
    for (name, value) in [
        ("Cookie", "consent=%%%; =; ;;; consent"),
        ("Cookie", "consent=\u{e9}\u{80}; \u{ff}"),
        ("Accept-Language", ";;;q=,,,*;q=9"),
        ("Accept-Encoding", "br;q=nine, *;;"),
        ("If-None-Match", "W/,\"\",*x"),
        ("Sec-GPC", "yes"),
    ] {
        server.get_with("/nl/", &[(name, value)]).assert_status(200);
    }
}

#[test]
fn all_codings_hold_the_same_page() {
    let server = Program::start();
    for path in
        ["/nl/", "/en/networks/rise/", "/nl/netwerken/?q=pride", "/en/cookies/", "/sitemap.xml"]
    {
        let plain = server.get(path).assert_status(200);
        assert_eq!(plain.header("content-encoding"), None);
        let mut tags = BTreeSet::from([plain.header("etag").expect("a tag").to_owned()]);
        for coding in ["br", "gzip"] {
            let coded = server.get_with(path, &[("Accept-Encoding", coding)]).assert_status(200);
            assert_eq!(coded.header("content-encoding"), Some(coding));
            assert_eq!(decode(&coded.body, coding), plain.body, "{path} {coding}");
            assert!(tags.insert(coded.header("etag").expect("a tag").to_owned()), "{path}");
            assert!(coded.header("vary").is_some_and(|vary| vary.contains("Accept-Encoding")));
        }
    }
}

fn decode(body: &[u8], coding: &str) -> Vec<u8> {
    use std::io::Read as _;
    let mut plain = Vec::new();
    match coding {
        "br" => brotli::Decompressor::new(body, 4096).read_to_end(&mut plain),
        _ => flate2::read::GzDecoder::new(body).read_to_end(&mut plain),
    }
    .expect("the body is whole");
    plain
}

#[test]
fn what_the_browser_has_is_not_sent_again() {
    let server = Program::start();
    for path in ["/nl/", "/nl/netwerken/?q=pride", "/robots.txt"] {
        let first = server.get(path).assert_status(200);
        let tag = first.header("etag").expect("a tag").to_owned();
        let weak = format!("\"other\", W/{tag}");
        for known in [tag.as_str(), &weak, "*"] {
            let second = server.get_with(path, &[("If-None-Match", known)]).assert_status(304);
            assert!(second.body.is_empty());
            for name in ["etag", "cache-control", "vary", "content-security-policy"] {
                assert_eq!(second.header(name), first.header(name), "{name}");
            }
        }
        server.get_with(path, &[("If-None-Match", "\"other\"")]).assert_status(200);
        assert_eq!(server.get(path).header("etag"), Some(tag.as_str()), "it does not change");
    }
}

/// The first visitor gets what is quick, the next ones what is small. A strong tag belongs to one
/// sequence of bytes (RFC 9110, 8.8.1); what was quick is still good in a browser that has it.
#[test]
fn pages_get_smaller_while_nobody_waits() {
    let server = Program::start();
    let get = || server.get_with("/nl/", &[("Accept-Encoding", "br")]).assert_status(200);
    let first = get();
    eventually("the page is small", || get().body.len() < first.body.len());
    let best = get();
    let (quick_tag, tag) =
        (first.header("etag").expect("a tag"), best.header("etag").expect("one"));
    assert_eq!(quick_tag, format!("W/{tag}"));
    assert_eq!(decode(&best.body, "br"), server.get("/nl/").body);
    let known = [("Accept-Encoding", "br"), ("If-None-Match", quick_tag)];
    server.get_with("/nl/", &known).assert_status(304);
}

/// RFC 9110, 13.1: conditions, in their order.
#[test]
fn conditions_are_heeded() {
    let server = Program::start();
    let tag = server.get("/nl/").header("etag").expect("a tag").to_owned();
    let long_ago = "Mon, 01 Jan 2001 00:00:00 GMT";
    for (conditions, status) in [
        (&[("If-Match", &*tag)][..], 200),
        (&[("If-Match", "*")], 200),
        (&[("If-Match", "\"other\"")], 412),
        (&[("If-Match", &format!("W/{tag}"))], 412),
        (&[("If-Match", "\"other\""), ("If-None-Match", &tag)], 412),
        (&[("If-Match", &tag), ("If-None-Match", &tag)], 304),
        // There is no date of modification: conditions on it are ignored (13.1.3, 13.1.4).
        (&[("If-Unmodified-Since", long_ago)], 200),
        (&[("If-Modified-Since", "Fri, 01 Jan 2100 00:00:00 GMT")], 200),
    ] {
        for _ in 0..2 {
            let answer = server.get_with("/nl/", conditions).assert_status(status);
            assert!(answer.header("content-security-policy").is_some());
            assert_eq!(answer.body.is_empty(), status == 304, "{conditions:?}");
        }
    }
}

#[test]
fn head_is_get_without_a_body() {
    let server = Program::start();
    for path in ["/nl/", "/nl", "/nl/nothing/", "/en/networks/?q=x", "/en/cookies/", "/robots.txt"]
    {
        let get = server.get(path);
        let head = server.request("HEAD", path, &[], "");
        assert!(head.body.is_empty(), "{path}");
        let without_date = |answer: &crate::common::Answer| {
            let mut headers = answer.headers.clone();
            headers.retain(|(name, _)| name != "date");
            headers.sort();
            headers
        };
        assert_eq!(head.status, get.status);
        assert_eq!(without_date(&head), without_date(&get), "{path}");
    }
}

/// Norms S1, S3, S5, S6, S7, S10, S12, S13.
#[test]
fn every_answer_is_protected() {
    let server = Program::with(&["--no-watch", "--base-url", "https://networks.example"]);
    let tag = server.get("/nl/").header("etag").expect("a tag").to_owned();
    let home = server.get("/nl/").text();
    let icon = home.split('"').find(|it| it.ends_with(".svg")).expect("an icon").to_owned();
    let answers = [
        server.get("/nl/"),
        server.get_with("/nl/", &[("If-None-Match", &tag)]),
        server.get("/nl/nothing/"),
        server.get("/"),
        server.get("/nl"),
        server.get("/nl/cookies/"),
        server.get("/nl/netwerken/?q=x"),
        server.get(&icon),
        server.get("/robots.txt"),
        server.get("/favicon.ico"),
        server.get("/consent"),
        server.post("/consent", "choice=accept", &[]),
        server.post("/consent", "choice=perhaps", &[]),
        server.post("/consent", "choice=accept", &[("Sec-Fetch-Site", "cross-site")]),
        server.post("/visit", "page=/nl/", &[]),
        server.request("PUT", "/nl/", &[], ""),
    ];
    for answer in answers {
        let policy = answer.header("content-security-policy").expect("a policy");
        for part in [
            "default-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "connect-src 'self'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        ] {
            assert!(policy.split("; ").any(|it| it == part), "{part} in {policy}");
        }
        assert!(!policy.contains("unsafe") && !policy.contains('*') && !policy.contains("data:"));
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("cross-origin-embedder-policy", "require-corp"),
            ("strict-transport-security", "max-age=31536000"),
        ] {
            assert_eq!(answer.header(name), Some(value), "{}", answer.status);
        }
        assert!(answer.header("permissions-policy").is_some_and(|it| it.contains("camera=()")));
        for name in ["server", "x-powered-by", "x-xss-protection", "expect-ct", "pragma"] {
            assert_eq!(answer.header(name), None);
        }
    }
    let plain = Program::start();
    assert_eq!(plain.get("/nl/").header("strict-transport-security"), None);
}

/// The browser applies the style sheet only where the policy names its digest; an error's too.
#[test]
fn the_style_sheet_is_the_one_that_the_policy_names() {
    let server = Program::start();
    for (path, status) in [("/nl/", 200), ("/nl/nothing/", 404), ("/nl/cookies/", 200)] {
        let answer = server.get(path).assert_status(status);
        let policy = answer.header("content-security-policy").expect("a policy").to_owned();
        let page = answer.text();
        let (_, rest) = page.split_once("<style>").expect("a style sheet");
        let (style, rest) = rest.split_once("</style>").expect("its end");
        assert!(style.contains("@layer") && !rest.contains("<style"));
        let digest = sha2::Sha256::digest(style);
        let digest = digest.chunks(3).map(crate::common::base64_of).collect::<String>();
        assert!(policy.contains(&format!("style-src 'sha256-{digest}';")), "{policy}");
    }
}

#[test]
fn assets_never_change() {
    let server = Program::start();
    let home = Html::parse_document(&server.get("/nl/").text());
    let files = Selector::parse("link[rel=icon]").expect("a selector");
    let links = home.select(&files);
    let paths: Vec<_> = links.filter_map(|link| link.attr("href")).collect();
    assert_eq!(paths.len(), 1);
    for path in paths {
        let answer = server.get(path).assert_status(200);
        let cache = answer.header("cache-control").unwrap_or_default();
        assert!(cache.contains("immutable") && cache.contains("max-age=31536000"), "{path}");
        assert!(!answer.body.is_empty());
        let (stem, extension) = path.rsplit_once('.').expect("an extension");
        let (stem, _) = stem.rsplit_once('.').expect("a fingerprint");
        server.get(&format!("{stem}.0000000000000000.{extension}")).assert_status(404);
    }
}
