//! Whatever a visitor accepts, every page carries exactly that, and never one thing more.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest as _, Sha384};

use crate::common::samples::{TODAY, nothing_optional, three_categories};
use crate::common::server::Server;
use crate::common::{Answer, Host, Page, sitemap};

/// What a category brings: scripts, as they are declared, and what the policy names for them.
struct Brings {
    category: &'static str,
    scripts: &'static [&'static str],
    script_hosts: &'static [&'static str],
    load_from: &'static [&'static str],
    connect_to: &'static [&'static str],
    /// Cookies of this site that are deleted without it.
    cookies: &'static [&'static str],
}

const NECESSARY: Brings = Brings {
    category: "necessary",
    scripts: &["needed"],
    script_hosts: &["'self'"],
    load_from: &[],
    connect_to: &[],
    cookies: &[],
};

const OPTIONAL: [Brings; 3] = [
    Brings {
        category: "statistics",
        scripts: &["statistics"],
        script_hosts: &["'self'"],
        load_from: &[],
        connect_to: &[],
        cookies: &["visit"],
    },
    Brings {
        category: "maps",
        scripts: &["https://maps.example.org/api.js"],
        script_hosts: &["https://maps.example.org"],
        load_from: &["https://cdn.maps.example.org"],
        connect_to: &["https://tiles.maps.example.org"],
        cookies: &["map_1", "map_zoom"],
    },
    Brings {
        category: "video",
        scripts: &["video", "https://video.example.org/player.js"],
        script_hosts: &["'self'", "https://video.example.org"],
        load_from: &[],
        connect_to: &["https://video.example.org"],
        cookies: &["player"],
    },
];

/// Everything that a browser may have.
const COOKIES: &str = "visit=20261124; map_1=a; map_zoom=b; mapper=c; player=d; other=e";

/// The policy by its directives.
fn policy(answer: &Answer) -> BTreeMap<String, BTreeSet<String>> {
    let [policy] = answer.all("content-security-policy")[..] else { panic!("one policy") };
    let directives = policy.split("; ").map(|directive| {
        let mut words = directive.split(' ').map(str::to_owned);
        (words.next().expect("a name"), words.collect())
    });
    directives.collect()
}

/// The name of an own script, or the address of a foreign one; an own one must be the file that
/// it names, to the byte.
fn script_name(host: &Host, source: &str, integrity: Option<&str>) -> String {
    let Some(file) = source.strip_prefix("/static/") else {
        assert_eq!(integrity, None, "nobody can vouch for what another host sends");
        return source.to_owned();
    };
    let bytes = host.get(source).assert_status(200).body;
    let digest: Vec<_> = Sha384::digest(&bytes).iter().copied().collect();
    let digest: String = digest.chunks(3).map(crate::common::base64_of).collect();
    assert_eq!(integrity, Some(format!("sha384-{digest}").as_str()), "{source}");
    file.split('.').next().unwrap_or_default().to_owned()
}

fn assert_exactly(host: &Host, path: &str, answer: &Answer, accepted: &[&Brings]) {
    let all: Vec<_> = std::iter::once(&NECESSARY).chain(accepted.iter().copied()).collect();
    let union = |of: fn(&Brings) -> &'static [&'static str], own: &[&str]| -> BTreeSet<String> {
        let brought = all.iter().flat_map(|it| of(it));
        brought.chain(own).map(|&it| it.to_owned()).collect()
    };
    let names: Vec<_> = accepted.iter().map(|it| it.category).collect();
    let page = Page::of(path, answer);
    let scripts = page.all("script:not([type='application/ld+json'])").into_iter();
    let scripts: Vec<_> = scripts
        .map(|it| script_name(host, it.attr("src").expect("a source"), it.attr("integrity")))
        .collect();
    let expected: Vec<_> = all.iter().flat_map(|it| it.scripts).copied().collect();
    assert_eq!(scripts, expected, "{path} with {names:?}");
    let marked = page.attributes("script[src*=statistics]", "data-site");
    assert_eq!(marked.len(), usize::from(names.contains(&"statistics")), "{path}");

    let policy = policy(answer);
    for (directive, sources) in [
        ("script-src", {
            let mut sources = union(|it| it.script_hosts, &[]);
            sources.extend(union(|it| it.load_from, &[]));
            sources
        }),
        ("connect-src", union(|it| it.connect_to, &["'self'"])),
        ("img-src", union(|it| it.load_from, &["'self'"])),
        ("default-src", BTreeSet::from(["'none'".to_owned()])),
    ] {
        assert_eq!(policy[directive], sources, "{directive} of {path} with {names:?}");
    }
    let foreign = policy
        .iter()
        .filter(|(name, _)| !["script-src", "connect-src", "img-src"].contains(&name.as_str()));
    for (name, sources) in foreign {
        assert!(!sources.iter().any(|it| it.contains("example")), "{name}: {sources:?}");
    }
    // What is foreign is loaded without the visitor's cookies for its host.
    let is_foreign = |it: &&&Brings| it.script_hosts.iter().any(|host| *host != "'self'");
    let embedder = match accepted.iter().find(is_foreign) {
        Some(_) => "credentialless",
        None => "require-corp",
    };
    assert_eq!(answer.header("cross-origin-embedder-policy"), Some(embedder), "{path}");
    assert_eq!(answer.all("set-cookie"), [""; 0], "{path}: pages set no cookies");
}

/// All kinds of answers that are pages, in both languages.
fn paths(host: &Host) -> Vec<(String, u16)> {
    let mut paths: Vec<_> = sitemap(host).into_iter().map(|path| (path, 200)).collect();
    for path in [
        "/nl/netwerken/?q=rise",
        "/en/networks/?theme=gender",
        "/nl/netwerken/?q=niets",
        "/nl/cookies/ff551ff69daa/",
        "/en/cookies/ff551ff69daa/",
        "/en/?utm_source=x",
    ] {
        paths.push((path.to_owned(), 200));
    }
    paths.extend([("/nl/niets/".to_owned(), 404), ("/en/nothing/".to_owned(), 404)]);
    for must in ["/nl/", "/en/cookies/", "/nl/netwerken/rise/", "/en/charters/science/"] {
        assert!(paths.iter().any(|(path, _)| path == must), "{must}");
    }
    paths
}

#[test]
fn every_page_carries_what_was_accepted_and_nothing_more() {
    let server = Server::of(&three_categories(), TODAY);
    let paths = paths(&server);
    let browser = [("Sec-Fetch-Site", "same-origin"), ("Cookie", COOKIES)];
    let mut values = BTreeSet::new();
    for subset in 0..8 {
        let in_subset = |index: &usize| subset & (1 << index) != 0;
        let accepted: Vec<_> = (0..3).filter(in_subset).map(|index| &OPTIONAL[index]).collect();
        let names: Vec<_> = accepted.iter().map(|it| it.category).collect();
        let fields: String = names.iter().map(|it| format!("&category={it}")).collect();
        let answer = server.post("/consent", &format!("choice=save{fields}"), &browser);
        let mut cookies = answer.assert_status(303).cookies();
        let (value, _) = cookies.remove("consent").expect("the choice is kept");
        assert!(value.ends_with(&format!(".{}", names.join("+"))), "{value}");
        assert!(values.insert(value.clone()), "{value} twice");
        // What was not accepted is deleted at once, and nothing else is.
        let refused = (0..3).filter(|index| !in_subset(index));
        let deleted: BTreeSet<_> = refused.flat_map(|index| OPTIONAL[index].cookies).collect();
        assert_eq!(cookies.keys().collect::<Vec<_>>(), deleted.into_iter().collect::<Vec<_>>());
        for (name, (value, attributes)) in cookies {
            assert!(value.is_empty() && attributes.contains(&"Max-Age=0".to_owned()), "{name}");
        }

        let cookie = format!("{COOKIES}; consent={value}");
        // Accepting outweighs the browser's general signal.
        for headers in [&[("Cookie", &*cookie)][..], &[("Cookie", &cookie), ("Sec-GPC", "1")]] {
            for (path, status) in &paths {
                let answer = server.get_with(path, headers).assert_status(*status);
                assert_exactly(&server, path, &answer, &accepted);
            }
        }
    }
}

#[test]
fn a_category_that_is_sent_twice_is_accepted_once() {
    let server = Server::of(&three_categories(), TODAY);
    let form = "choice=save&category=maps&category=video&category=maps";
    let answer = server.post("/consent", form, &[("Sec-Fetch-Site", "same-origin")]);
    let value = answer.assert_status(303).cookies()["consent"].0.clone();
    assert!(value.ends_with(".maps+video"), "{value}");
}

/// What is kept for one view of a page is never shown in another.
#[test]
fn every_view_of_a_page_is_kept_apart() {
    let server = Server::of(&three_categories(), TODAY);
    let mut cookies = vec![String::new()];
    for subset in 0..8 {
        let accepted = (0..3).filter(|index| subset & (1 << index) != 0);
        let fields: String =
            accepted.map(|index| format!("&category={}", OPTIONAL[index].category)).collect();
        let form = format!("choice=save{fields}");
        let answer = server.post("/consent", &form, &[("Sec-Fetch-Site", "same-origin")]);
        cookies.push(format!("consent={}", answer.cookies()["consent"].0));
    }
    let all = || {
        let views = cookies.iter().flat_map(|cookie| [(cookie, ""), (cookie, "?choice=saved")]);
        let pages = views.map(|(cookie, query)| {
            server.get_with(&format!("/en/{query}"), &[("Cookie", cookie)]).assert_status(200).body
        });
        pages.collect::<Vec<_>>()
    };
    let made = all();
    assert_eq!(made.iter().collect::<BTreeSet<_>>().len(), 18, "two views look alike");
    assert_eq!(all(), made, "kept pages were taken for each other");
}

#[test]
fn who_did_not_choose_gets_nothing_optional() {
    let server = Server::of(&three_categories(), TODAY);
    let value = |form: &str| {
        let answer = server.post("/consent", form, &[("Sec-Fetch-Site", "same-origin")]);
        answer.assert_status(303).cookies()["consent"].0.clone()
    };
    let all = format!("consent={}", value("choice=accept"));
    let forged = all.replace("+maps", "+marketing");
    let outdated = all.replace(all.split(['=', '.']).nth(1).expect("a version"), "0123456789ab");
    let none = format!("consent={}", value("choice=refuse"));
    for headers in [
        &[][..],
        &[("Sec-GPC", "1")],
        &[("Cookie", &*none)],
        &[("Cookie", &*forged)],
        &[("Cookie", &*outdated)],
        &[("Cookie", &*outdated), ("Sec-GPC", "1")],
    ] {
        for (path, status) in paths(&server) {
            let answer = server.get_with(&path, headers).assert_status(status);
            assert_exactly(&server, &path, &answer, &[]);
        }
    }
    // And accepting is accepting each of them.
    let everything: Vec<_> = OPTIONAL.iter().collect();
    for (path, status) in paths(&server) {
        let answer = server.get_with(&path, &[("Cookie", &all)]).assert_status(status);
        assert_exactly(&server, &path, &answer, &everything);
    }
}

/// The page on cookies shows each choice as it was made, and the policy that follows from it.
#[test]
fn the_cookie_page_shows_the_choice_as_it_is() {
    let server = Server::of(&three_categories(), TODAY);
    for chosen in [&[][..], &["maps"], &["statistics", "video"], &["statistics", "maps", "video"]] {
        let fields: String = chosen.iter().map(|it| format!("&category={it}")).collect();
        let answer = server.post("/consent", &format!("choice=save{fields}"), &[]);
        let cookie = format!("consent={}", answer.cookies()["consent"].0);
        let answer = server.get_with("/en/cookies/", &[("Cookie", &cookie)]).assert_status(200);
        let page = Page::of("/en/cookies/", &answer);
        assert_eq!(page.attributes("input[name=category][checked]", "value"), chosen);
        let offered = page.attributes("input[name=category]", "value");
        assert_eq!(offered, ["statistics", "maps", "video"]);
        let shown = page.text.contains("https://tiles.maps.example.org; base-uri");
        assert_eq!(shown, chosen == ["maps"], "{chosen:?}");
        let state: String = page.one(".state").text().collect();
        for category in ["statistics", "maps", "video"] {
            let is_named = state.contains(&format!("{category} en"));
            assert_eq!(is_named, chosen.contains(&category), "{state}");
        }
    }
}

#[test]
fn where_nothing_is_optional_no_page_asks_or_differs() {
    let server = Server::of(&nothing_optional(), TODAY);
    for path in sitemap(&server) {
        let answer = server.get(&path).assert_status(200);
        let page = Page::of(&path, &answer);
        assert!(page.all(".notice, form[action='/consent']").is_empty(), "{path}");
        assert!(page.all("script[src]").is_empty(), "{path}");
        assert_eq!(policy(&answer)["script-src"], ["'none'".to_owned()].into(), "{path}");
        let other = server.get_with(&path, &[("Cookie", "consent=x.20261124.statistics")]);
        assert_eq!(other.body, answer.body, "{path}");
    }
}

/// Six months, on days that the test sets; and a day ahead at most, which another copy of the
/// server may be in already. A cache in front tells no day at all.
#[test]
fn a_choice_holds_for_six_months_and_no_longer() {
    let server = Server::of(&three_categories(), TODAY);
    let answer = server.post("/consent", "choice=accept", &[]);
    let value = answer.cookies()["consent"].0.clone();
    let (version, rest) = value.split_once('.').expect("it has parts");
    let (_, categories) = rest.split_once('.').expect("it has parts");
    for (day, holds) in [
        ("20261124", true),
        ("20261125", true),
        ("20261126", false),
        ("20260526", true),
        ("20260525", false),
        ("20251124", false),
        ("20000101", true),
        ("20000102", false),
    ] {
        let cookie = format!("consent={version}.{day}.{categories}");
        let answer = server.get_with("/en/", &[("Cookie", &cookie)]);
        let everything: Vec<_> = OPTIONAL.iter().collect();
        assert_exactly(&server, "/en/", &answer, if holds { &everything } else { &[] });
        let asks = Page::of("/en/", &answer).all(".notice button").len();
        assert_eq!(asks > 0, !holds, "{day}");
    }
}
