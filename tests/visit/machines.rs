//! What machines look for: robots.txt, security.txt, the dataset, the feeds.

use std::sync::atomic::{AtomicUsize, Ordering};

use crate::common::{Program, entries, root};

/// RFC 9116, RFC 9309, W3C gpc.json.
#[test]
fn machines_find_what_they_look_for() {
    let server = Program::start();
    let robots = server.get("/robots.txt").assert_status(200);
    assert_eq!(robots.header("content-type"), Some("text/plain; charset=utf-8"));
    assert!(robots.text().contains("Sitemap: http://127.0.0.1/sitemap.xml"));

    let security = server.get("/.well-known/security.txt").assert_status(200);
    assert_eq!(security.header("content-type"), Some("text/plain; charset=utf-8"));
    let text = security.text();
    let field = |name: &str| -> Vec<String> {
        let lines = text.lines().filter_map(|line| line.split_once(": "));
        lines.filter(|(field, _)| *field == name).map(|(_, value)| value.to_owned()).collect()
    };
    assert!(field("Contact").iter().all(|contact| contact.starts_with("mailto:")));
    assert!(!field("Contact").is_empty());
    let [expires] = &field("Expires")[..] else { panic!("one Expires") };
    let expires: jiff::Timestamp = expires.parse().expect("an RFC 3339 time");
    let left = expires.duration_since(jiff::Timestamp::now()).as_hours();
    assert!((24 * 30..24 * 366).contains(&left), "{left} hours left");

    let gpc: serde_json::Value =
        serde_json::from_str(&server.get("/.well-known/gpc.json").text()).expect("JSON");
    assert_eq!(gpc["gpc"], true);
    server.get("/favicon.ico").assert_status(200);

    for (path, language) in [("/nl/netwerken.json", "nl"), ("/en/networks.json", "en")] {
        let answer = server.get(path).assert_status(200);
        assert_eq!(answer.header("content-type"), Some("application/json"));
        let data: serde_json::Value = serde_json::from_str(&answer.text()).expect("JSON");
        assert_eq!(data["language"], language);
        let networks = data["networks"].as_array().expect("a list");
        assert_eq!(networks.len(), entries("networks", &[]).len());
        for network in networks {
            let url = network["url"].as_str().and_then(|url| url.strip_prefix("http://127.0.0.1"));
            server.get(url.expect("our own")).assert_status(200);
            assert!(network["audience"].as_array().is_some_and(|it| !it.is_empty()));
        }
    }
}

/// By the grammar of RFC 4287, as a validator reads it.
#[test]
fn the_feeds_are_valid() {
    let server = Program::start();
    for path in ["/nl/feed.atom", "/en/feed.atom"] {
        let answer = server.get(path).assert_status(200);
        assert_eq!(answer.header("content-type"), Some("application/atom+xml; charset=utf-8"));
        let feed = answer.text();
        let folders = ["networks", "charters", "collaborations"];
        let there: usize = folders.iter().map(|folder| entries(folder, &[]).len()).sum();
        assert_eq!(feed.matches("<entry>").count(), there);
        assert!(is_valid_feed(&feed).is_ok(), "{:?}", is_valid_feed(&feed));
        assert!(is_valid_feed(&feed.replace("T00:00:00Z", "")).is_err(), "nothing is checked");
    }
}

pub fn is_valid_feed(feed: &str) -> Result<(), String> {
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let file = std::env::temp_dir().join(format!("feed-{}-{number}.atom", std::process::id()));
    std::fs::write(&file, feed).expect("it can be written");
    // The Nu checker comes with a validator of RELAX NG.
    let output = std::process::Command::new("java")
        .current_dir(root())
        .args(["-cp", "tests/.tools/node_modules/vnu-jar/build/dist/vnu.jar"])
        .arg("nu.validator.vendor.thaiopensource.relaxng.util.Driver")
        .args(["-c", "tests/atom.rnc"])
        .arg(&file)
        .output()
        .expect("tests/run installs Java");
    let _ = std::fs::remove_file(file);
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said).into_owned();
    if output.status.success() { Ok(()) } else { Err(said) }
}
