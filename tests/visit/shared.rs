//! What is made for other sites and programs: data and feeds, pictures, icons.

use scraper::{Html, Selector};

use crate::common::Program;

/// What a browser lets other sites read.
#[test]
fn public_data_may_be_read_by_other_sites() {
    let server = Program::start();
    for path in ["/nl/netwerken.json", "/en/networks.json", "/nl/feed.atom", "/en/feed.atom"] {
        let answer = server.get(path).assert_status(200);
        assert_eq!(answer.header("access-control-allow-origin"), Some("*"), "{path}");
        assert_eq!(answer.header("cross-origin-resource-policy"), Some("cross-origin"), "{path}");
        let tag = answer.header("etag").expect("a tag").to_owned();
        let known = server.get_with(path, &[("If-None-Match", &tag)]).assert_status(304);
        assert_eq!(known.header("access-control-allow-origin"), Some("*"), "{path}");
    }
    let page = server.get("/nl/");
    assert_eq!(page.header("access-control-allow-origin"), None);
    assert_eq!(page.header("cross-origin-resource-policy"), Some("same-origin"));
}

/// RFC 4287, 4.2.6: an id stays, wherever the feed moves.
#[test]
fn ids_of_feeds_stay_when_the_host_changes() {
    let ids = |base: &str| -> Vec<String> {
        let server = Program::with(&["--no-watch", "--base-url", base]);
        let feed = server.get("/en/feed.atom").text();
        assert!(feed.contains(&format!("href=\"{base}/en/networks/rise/\"")));
        let ids = feed.split("<id>").skip(1).filter_map(|rest| rest.split("</id>").next());
        ids.map(str::to_owned).collect()
    };
    let one = ids("https://one.example");
    assert_eq!(one, ids("https://other.example"));
    assert!(one.len() > 10 && one.iter().all(|id| id.starts_with("tag:")), "{one:?}");
    let mut distinct = one.clone();
    distinct.sort();
    distinct.dedup();
    assert_eq!(distinct.len(), one.len());
}

#[test]
fn pages_have_a_picture_and_icons() {
    let server = Program::start();
    for language in ["nl", "en"] {
        let page = Html::parse_document(&server.get(&format!("/{language}/")).text());
        let value = |selector: &str, name: &str| {
            let selector = Selector::parse(selector).expect("a selector");
            let element = page.select(&selector).next().unwrap_or_else(|| panic!("{selector:?}"));
            element.attr(name).expect("it has a value").to_owned()
        };
        let image = value("meta[property='og:image']", "content");
        let image = image.strip_prefix("http://127.0.0.1").expect("on this site");
        assert!(image.contains(&format!("share.{language}.")));
        let answer = server.get(image).assert_status(200);
        assert_eq!(answer.header("content-type"), Some("image/png"));
        assert_eq!(answer.header("cross-origin-resource-policy"), Some("cross-origin"));
        assert!(answer.body.len() <= 300_000);
        // Width and height stand in a PNG at fixed places.
        assert_eq!(answer.body[16..24], [0, 0, 4, 176, 0, 0, 2, 118]);
        assert!(!value("meta[property='og:image:alt']", "content").is_empty());

        let manifest = server.get(&value("link[rel=manifest]", "href")).assert_status(200);
        assert_eq!(manifest.header("content-type"), Some("application/manifest+json"));
        let manifest: serde_json::Value = serde_json::from_str(&manifest.text()).expect("JSON");
        assert_eq!(manifest["lang"], language);
        let icons = manifest["icons"].as_array().expect("a list");
        for icon in icons {
            server.get(icon["src"].as_str().expect("a path")).assert_status(200);
        }
        assert!(icons.len() >= 3);
    }
    for path in ["/apple-touch-icon.png", "/apple-touch-icon-precomposed.png"] {
        let icon = server.get(path).assert_status(200);
        assert_eq!(icon.header("content-type"), Some("image/png"));
    }
    let policy = server.get("/nl/");
    let policy = policy.header("content-security-policy").expect("a policy");
    assert!(policy.contains("manifest-src 'self'"), "or no browser loads the manifest");
}
