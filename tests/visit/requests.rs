//! What a request says besides its address, however it says it.

use crate::common::Program;

#[test]
fn a_condition_holds_for_one_version_of_a_page() {
    let server = Program::start();
    for path in ["/nl/", "/en/networks/?q=rise", "/nl/cookies/", "/sitemap.xml"] {
        let tag = server.get(path).header("etag").expect("a tag").to_owned();
        for (name, value, status) in [
            ("If-Match", tag.as_str(), 200),
            ("If-Match", "*", 200),
            ("If-Match", "\"other\"", 412),
            ("If-Match", &format!("\"other\", {tag}"), 200),
            ("If-Match", &format!("W/{tag}"), 412),
            ("If-None-Match", &tag, 304),
            ("If-None-Match", "\"other\"", 200),
        ] {
            let answer = server.get_with(path, &[(name, value)]);
            assert_eq!(answer.status, status, "{path} {name}: {value}");
        }
        // If-Match counts first (RFC 9110, 13.2.2).
        let both = [("If-None-Match", &*tag), ("If-Match", "\"other\"")];
        server.get_with(path, &both).assert_status(412);
        let both = [("If-None-Match", &*tag), ("If-Match", &tag)];
        server.get_with(path, &both).assert_status(304);
        // In another coding it is another version.
        let coded = [("If-None-Match", &*tag), ("Accept-Encoding", "gzip")];
        server.get_with(path, &coded).assert_status(200);
    }
}

/// RFC 9110, 5.3: what stands on several lines is one list.
#[test]
fn several_lines_are_one_list() {
    let server = Program::start();
    let tag = server.get("/nl/").header("etag").expect("a tag").to_owned();
    let tags = [("If-None-Match", "\"a\""), ("If-None-Match", &tag), ("If-None-Match", "\"b\"")];
    server.get_with("/nl/", &tags).assert_status(304);
    let codings = [("Accept-Encoding", "gzip;q=0.5"), ("Accept-Encoding", "br;q=0.9")];
    assert_eq!(server.get_with("/nl/", &codings).header("content-encoding"), Some("br"));
    let languages = [("Accept-Language", "de"), ("Accept-Language", "en;q=0.5")];
    server.get_with("/", &languages).assert_redirect(302, "/en/");
    let signals = [("Sec-GPC", "0"), ("Sec-GPC", "1")];
    assert!(!server.get_with("/nl/", &signals).text().contains("class=\"notice\""));

    let answer = server.post("/consent", "choice=accept", &[]);
    let consent = format!("consent={}", answer.cookies()["consent"].0);
    let accepted = server.get_with("/nl/", &[("Cookie", &consent)]).body;
    for cookies in [
        &[("Cookie", "a=b"), ("Cookie", &*consent)][..],
        &[("Cookie", &*consent), ("Cookie", "a=b")],
        &[("Cookie", &format!("a=b;{consent};c"))],
        &[("Cookie", &format!(" a = b ;  {consent}  "))],
        &[("Cookie", &format!("xconsent=1; {consent}; consentx=2"))],
    ] {
        assert_eq!(server.get_with("/nl/", cookies).body, accepted, "{cookies:?}");
    }
}

/// The same page, whatever the browser prefers; and what no browser takes is not sent.
#[test]
fn codings_are_chosen_by_their_weights() {
    let server = Program::start();
    for (accepted, coding) in [
        ("gzip, deflate, br, zstd", Some("br")),
        ("gzip", Some("gzip")),
        ("x-gzip", Some("gzip")),
        ("br;q=0.1, gzip;q=0.2", Some("gzip")),
        ("br;q=0.2, gzip;q=0.2", Some("br")),
        ("br;q=0, gzip;q=0", None),
        ("identity;q=1, br;q=0.9", None),
        ("*", Some("br")),
        ("*;q=0", None),
        ("deflate, zstd", None),
        ("", None),
    ] {
        for path in ["/en/", "/en/networks/?q=a", "/en/cookies/", "/sitemap.xml"] {
            let answer = server.get_with(path, &[("Accept-Encoding", accepted)]);
            assert_eq!(answer.header("content-encoding"), coding, "{accepted} {path}");
        }
    }
}

#[test]
fn untidy_addresses_lead_to_tidy_ones() {
    let server = Program::start();
    for (path, status, to) in [
        ("/NL/", 308, "/nl/"),
        ("/En/Networks/RISE/", 308, "/en/networks/rise/"),
        ("/en//networks///rise/", 308, "/en/networks/rise/"),
        ("/en/networks/rise?a=b", 308, "/en/networks/rise/?a=b"),
        ("/EN/NETWORKS/?q=RISE", 308, "/en/networks/?q=RISE"),
        ("/ROBOTS.txt", 308, "/robots.txt"),
        ("/nl/handvesten/", 308, "/nl/#charters"),
        ("/en/charters/?a=b", 308, "/en/?a=b#charters"),
        ("/nl/cookies", 308, "/nl/cookies/"),
        ("/networks/?q=x", 302, "/nl/netwerken/?q=x"),
        ("/cookies/", 302, "/nl/cookies/"),
        ("/charters/", 302, "/nl/#charters"),
    ] {
        let answer = server.get(path);
        assert_eq!((answer.status, answer.header("location")), (status, Some(to)), "{path}");
    }
    for path in
        ["/nl/niets", "/EN/nothing/", "/en/networks/rise/more/", "/static/", "/nl/netwerken/x"]
    {
        server.get(path).assert_status(404);
    }
}

/// Who gets lost on the way to a form is told so in the language of the page that they came from.
#[test]
fn errors_are_in_the_language_of_the_page_before() {
    let server = Program::start();
    for (path, headers, language) in [
        ("/consent", &[("Referer", "http://127.0.0.1/en/networks/rise/")][..], "en"),
        ("/consent", &[("Referer", "http://127.0.0.1/nl/"), ("Accept-Language", "en")], "nl"),
        ("/consent", &[("Referer", "nonsense"), ("Accept-Language", "en")], "en"),
        ("/consent", &[("Accept-Language", "en")], "en"),
        ("/consent", &[], "nl"),
    ] {
        let answer = server.post(path, "choice=perhaps", headers).assert_status(400);
        assert_eq!(answer.header("content-language"), Some(language), "{headers:?}");
        assert!(answer.text().contains(&format!("<html lang=\"{language}\"")), "{headers:?}");
    }
}

#[test]
fn each_error_has_its_own_words() {
    let server = Program::start();
    let large = format!("choice=accept&x={}", "a".repeat(5000));
    let answers = [
        server.get("/en/nothing/").assert_status(404),
        server.request("PUT", "/en/", &[], "").assert_status(405),
        server.post("/consent", &large, &[("Accept-Language", "en")]).assert_status(413),
        server.post("/consent", "x=y", &[("Accept-Language", "en")]).assert_status(400),
    ];
    let headings = answers.map(|answer| {
        assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"));
        let page = crate::common::Page::of("/en/", &answer);
        crate::common::words(page.one("h1"))
    });
    let unique: std::collections::BTreeSet<_> = headings.iter().collect();
    assert_eq!(unique.len(), headings.len(), "{headings:?}");
}
