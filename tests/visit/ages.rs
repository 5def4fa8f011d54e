//! How old what a page says is, on days that the test sets.

use jiff::civil::{Date, date};
use scraper::{ElementRef, Selector};

use crate::common::samples::{TODAY, ages};
use crate::common::server::Server;
use crate::common::{Page, message, words};

fn stale(server: &Server, path: &str) -> bool {
    let page = Page::get(server, path);
    let note = message(page.language(), "entry-stale");
    let notes = page.all(".stale").into_iter().map(words).collect::<Vec<_>>();
    assert!(notes.is_empty() || notes == [note], "{path}: {notes:?}");
    !notes.is_empty()
}

#[test]
fn what_is_older_than_the_limit_says_so() {
    let server = Server::of(&ages(), TODAY);
    for (slug, is_stale) in
        [("ancient", true), ("too-old", true), ("just-not", false), ("of-today", false)]
    {
        for path in [format!("/nl/netwerken/{slug}/"), format!("/en/networks/{slug}/")] {
            assert_eq!(stale(&server, &path), is_stale, "{path}");
        }
    }
    // Charters and collaborations grow old too.
    assert!(stale(&server, "/nl/handvesten/science/"));
    assert!(stale(&server, "/en/collaborations/league/"));
}

/// In the lists where people choose, too: the finder's cards, and the home page's rows.
#[test]
fn lists_tell_the_age_of_what_is_old_and_of_nothing_else() {
    let server = Server::of(&ages(), TODAY);
    for (path, item, place, age) in [
        ("/nl/netwerken/", ".card", ".metadata", "december 1999"),
        ("/en/networks/", ".card", ".metadata", "December 1999"),
        ("/nl/", "main li", ".age", "1999"),
        ("/en/", "main li", ".age", "1999"),
    ] {
        let page = Page::get(&server, path);
        let said = |slug: &str| {
            let link = page.one(&format!("main h3 a[href$='/{slug}/']"));
            let of_it = |entry: &ElementRef<'_>| entry.descendants().any(|it| it.id() == link.id());
            let entry = page.all(item).into_iter().find(of_it).expect("it stands in a list");
            let selector = Selector::parse(place).expect("a selector");
            entry.select(&selector).map(words).collect::<String>()
        };
        assert!(said("ancient").contains(age), "{path}: {}", said("ancient"));
        assert!(!said("just-not").contains("202"), "{path}: {}", said("just-not"));
        assert!(!said("of-today").contains("202"), "{path}: {}", said("of-today"));
    }
}

#[test]
fn the_note_comes_with_the_day_after_the_limit_whatever_the_month() {
    let site = ages();
    let mut as_of = "2025-11-24".to_owned();
    for (day, until, after) in [
        (date(2025, 11, 24), date(2026, 11, 24), date(2026, 11, 25)),
        (date(2025, 12, 31), date(2026, 12, 31), date(2027, 1, 1)),
        (date(2025, 1, 31), date(2026, 1, 31), date(2026, 2, 1)),
        // A day that the other year does not have ends with its month.
        (date(2024, 2, 29), date(2025, 2, 28), date(2025, 3, 1)),
    ] {
        site.edit("content/networks/just-not.toml", &as_of, &day.to_string());
        as_of = day.to_string();
        let is_stale = |today: Date| {
            let other = if today < TODAY { "2026-11-24" } else { "" };
            // Nothing may be of a day that is still to come.
            for (file, text) in [("of-today", other), ("too-old", "2025-11-23")] {
                let file = format!("content/networks/{file}.toml");
                if !text.is_empty() && site.read(&file).contains(text) {
                    site.edit(&file, text, "2020-01-01");
                }
            }
            for page in ["privacy", "accessibility"] {
                let file = format!("content/pages/{page}.toml");
                if site.read(&file).contains("2026-11-01") {
                    site.edit(&file, "2026-11-01", "2020-01-01");
                }
            }
            stale(&Server::of(&site, today), "/en/networks/just-not/")
        };
        assert!(!is_stale(until), "{day} on {until}");
        assert!(is_stale(after), "{day} on {after}");
    }
}

#[test]
fn the_month_of_the_information_is_on_the_page() {
    let server = Server::of(&ages(), TODAY);
    for (path, month) in [
        ("/nl/netwerken/ancient/", "december 1999"),
        ("/en/networks/ancient/", "December 1999"),
        ("/nl/netwerken/of-today/", "november 2026"),
        ("/en/networks/of-today/", "November 2026"),
    ] {
        let page = Page::get(&server, path);
        let said = message(page.language(), "entry-as-of").replace("{ $date }", month);
        assert_eq!(words(page.one(".as-of")), said, "{path}");
    }
}

/// RFC 9116 wants a date ahead, and this one follows the day for which the site was loaded.
#[test]
fn security_txt_expires_half_a_year_from_today() {
    let site = ages();
    for (today, expires) in [
        (TODAY, "2027-05-24"),
        // There is no 31 February.
        (date(2027, 8, 31), "2028-02-29"),
    ] {
        let text = Server::of(&site, today).get("/.well-known/security.txt").text();
        assert!(text.contains(&format!("Expires: {expires}T")), "{text}");
    }
}

/// The feed has the newest first, and of one day in the order of their addresses.
#[test]
fn the_feed_is_in_the_order_of_days() {
    let server = Server::of(&ages(), TODAY);
    let feed = server.get("/nl/feed.atom").text();
    let part = |text: &str, name: &str| {
        let rest = text.split(&format!("<{name}>")).nth(1).unwrap_or_default();
        rest.split(&format!("</{name}>")).next().unwrap_or_default().to_owned()
    };
    let entries: Vec<_> = feed.split("<entry>").skip(1).collect();
    let slugs: Vec<_> = entries
        .iter()
        .map(|it| part(it, "id").trim_end_matches('/').rsplit('/').next().unwrap_or("").to_owned())
        .collect();
    let expected =
        ["of-today", "just-not", "too-old", "access", "league", "science", "rise", "ancient"];
    assert_eq!(slugs, expected);
    let days: Vec<_> = entries.iter().map(|it| part(it, "updated")).collect();
    assert_eq!(days[0], "2026-11-24T00:00:00Z");
    assert_eq!(days[7], "1999-12-31T00:00:00Z");
    assert_eq!(part(&feed, "updated"), days[0], "the feed changed when its newest entry did");
}

/// The newest day on which something on a page is known to have been true; none where that is
/// not known.
#[test]
fn the_sitemap_says_when_a_page_changed() {
    let server = Server::of(&ages(), TODAY);
    let sitemap = server.get("/sitemap.xml").text();
    for (path, day) in [
        ("/en/networks/ancient/", Some("1999-12-31")),
        ("/nl/netwerken/of-today/", Some("2026-11-24")),
        ("/en/charters/science/", Some("2023-01-31")),
        ("/en/networks/", Some("2026-11-24")),
        ("/nl/", Some("2026-11-24")),
        ("/nl/privacy/", Some("2026-11-01")),
        ("/en/cookies/", None),
    ] {
        let rest = sitemap.split(&format!("<loc>http://127.0.0.1{path}</loc>")).nth(1).expect(path);
        let entry = rest.split("</url>").next().unwrap_or_default();
        let changed = entry.split("<lastmod>").nth(1).and_then(|rest| rest.split("</").next());
        assert_eq!(changed, day, "{path}");
    }
}
