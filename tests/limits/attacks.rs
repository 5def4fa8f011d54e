//! Everything that reads what strangers write, given arbitrary variations of what they might:
//! it never panics, and what it makes of them is never more than it should be.
//!
//! `ATTACKS=1000000 cargo test --release --test limits attacks -- --nocapture` gives a million to each,
//! and says so. The variations follow from their number, so that a failure says how to see it
//! again; what once failed stands among the seeds.

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::LazyLock;
use std::time::Instant;

use diversity_networks::consent::{Choice, Decision, cookie_value};
use diversity_networks::content::files::{SiteFile, SiteFiles};
use diversity_networks::content::{self, markdown};
use diversity_networks::http::fuzz;
use diversity_networks::language::Language;
use diversity_networks::pages;
use diversity_networks::site::{Encoding, Site, folder::read_folder};
use http::header::{self, HeaderName};
use http::{HeaderMap, HeaderValue};
use jiff::civil::date;

static SITE: LazyLock<Site> = LazyLock::new(crate::common::server::site);

/// How many variations a reader gets that takes microseconds for each.
const MANY: u64 = 5_000;

/// A source of chance that starts from a number (xorshift64*).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % limit.max(1)
    }
}

/// A variation of the seeds: cut, doubled, mixed, and with words and bytes put in.
fn vary(seeds: &[&str], words: &[&str], number: u64) -> Vec<u8> {
    let mut chance = Chance(number.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let mut bytes = seeds[chance.below(seeds.len())].as_bytes().to_vec();
    for _ in 0..=chance.below(6) {
        let place = chance.below(bytes.len() + 1);
        match chance.below(7) {
            0 => bytes.truncate(place),
            1 => bytes.insert(place, chance.below(256) as u8),
            2 if place < bytes.len() => bytes[place] ^= 1 << chance.below(8),
            3 if place < bytes.len() => drop(bytes.remove(place)),
            4 => {
                let other = seeds[chance.below(seeds.len())].as_bytes();
                let from = chance.below(other.len() + 1);
                let tail = bytes.split_off(place);
                bytes.extend_from_slice(&other[from..]);
                bytes.extend_from_slice(&tail[..chance.below(tail.len() + 1)]);
            }
            5 => {
                let end = (place + 1 + chance.below(16)).min(bytes.len());
                let part = bytes[place.min(end)..end].to_vec();
                for _ in 0..chance.below(4) {
                    bytes.splice(place..place, part.iter().copied());
                }
            }
            _ => {
                let word = words[chance.below(words.len())].bytes();
                bytes.splice(place..place, word);
            }
        }
    }
    bytes
}

/// Gives variations to a reader, so many unless a number is asked for.
fn attack(name: &str, usual: u64, seeds: &[&str], words: &[&str], reader: impl Fn(&[u8]) + Sync) {
    let count = std::env::var("ATTACKS").ok().and_then(|count| count.parse().ok());
    let count = count.unwrap_or(usual);
    let begun = Instant::now();
    for seed in seeds {
        reader(seed.as_bytes());
    }
    for number in 0..count {
        let bytes = vary(seeds, words, number);
        let result = catch_unwind(AssertUnwindSafe(|| reader(&bytes)));
        let text = String::from_utf8_lossy(&bytes);
        assert!(result.is_ok(), "{name}, number {number}: {text:?}");
    }
    println!("{name}: {count} inputs in {:.1?}", begun.elapsed());
}

fn headers(name: HeaderName, value: &[u8]) -> Option<HeaderMap> {
    let value = HeaderValue::from_bytes(value).ok()?;
    Some(HeaderMap::from_iter([(name, value)]))
}

fn holds(bytes: &[u8], word: &str) -> bool {
    String::from_utf8_lossy(bytes).to_ascii_lowercase().contains(word)
}

#[test]
fn accept_encoding() {
    let seeds = ["gzip, deflate, br, zstd", "br;q=0.5, gzip;q=0", "*;q=0.1", "identity"];
    let words = ["br", "gzip", ";q=", "0", "1.000", "*", ",", " ", "\t", "identity", "x-gzip"];
    attack("Accept-Encoding", MANY, &seeds, &words, |bytes| {
        let Some(headers) = headers(header::ACCEPT_ENCODING, bytes) else { return };
        match fuzz::Head::read(&headers).encoding() {
            Encoding::Brotli => assert!(holds(bytes, "br") || holds(bytes, "*")),
            Encoding::Gzip => assert!(holds(bytes, "gzip") || holds(bytes, "*")),
            Encoding::Identity => {}
        }
    });
}

#[test]
fn accept_language() {
    let seeds = ["nl-NL,nl;q=0.9,en-US;q=0.8,en;q=0.7", "en", "*;q=0.5", "de, fr;q=0"];
    let words = ["nl", "en", "-", ";q=", "0.5", "1", "*", ",", " ", "EN-gb"];
    attack("Accept-Language", MANY, &seeds, &words, |bytes| {
        let Some(headers) = headers(header::ACCEPT_LANGUAGE, bytes) else { return };
        if fuzz::language(&headers) == Language::En {
            assert!(holds(bytes, "en") || holds(bytes, "*"));
        }
    });
}

#[test]
fn if_none_match() {
    let etag = "\"0123456789abcdefb\"";
    let tag = HeaderValue::from_static(etag);
    let seeds = [etag, "W/\"0123456789abcdefb\", \"x\"", "*", "\"a\",\"b\""];
    let words = ["\"", ",", "W/", "*", " ", etag];
    attack("If-None-Match", MANY, &seeds, &words, |bytes| {
        let Some(headers) = headers(header::IF_NONE_MATCH, bytes) else { return };
        if fuzz::Head::read(&headers).precondition(&tag) == fuzz::Precondition::NotModified {
            assert!(holds(bytes, etag) || holds(bytes, "*"));
        }
    });
}

#[test]
fn consent_cookie() {
    let site = &*SITE;
    let declaration = &site.content().declaration;
    let version = &declaration.version;
    let value = format!("{version}.20261124.statistics");
    let seeds = [
        format!("__Host-consent={value}"),
        format!("a=b; __Host-consent={version}.20261124.; c"),
        format!("__Host-consent={version}.20260101.statistics+statistics"),
    ];
    let seeds: Vec<_> = seeds.iter().map(String::as_str).collect();
    let words = [
        "__Host-consent=",
        "consent=",
        ";",
        "; ",
        ".",
        "+",
        "statistics",
        "20261124",
        "=",
        "%",
        "\"",
    ];
    attack("consent cookie", MANY, &seeds, &words, |bytes| {
        let Some(headers) = headers(header::COOKIE, bytes) else { return };
        if let Decision::Made { accepted, day } = fuzz::Head::read(&headers).decision(site) {
            // Only exactly what this site writes is a decision.
            let written = cookie_value(declaration, accepted, day);
            assert!(holds(bytes, "__host-consent") && holds(bytes, &written), "{written}");
        }
    });
}

#[test]
fn consent_form() {
    let site = &*SITE;
    let declaration = &site.content().declaration;
    let seeds = [
        "choice=accept&return=%2Fen%2Fnetworks%2Frise%2F",
        "choice=save&category=statistics&return=/nl/netwerken/?q=a&theme=gender",
        "choice=refuse&return=//example.org/",
        "return=/nl/%0d%0aSet-Cookie:a=b&choice=accept",
        "choice=accept&return=/\\example.org",
    ];
    let words = ["&", "=", "choice", "accept", "return", "//", "/\\", "%0d%0a", "%", "/nl/", "\t"];
    attack("consent form", MANY, &seeds, &words, |bytes| {
        let fields: Vec<_> = url::form_urlencoded::parse(bytes).collect();
        let fields = fields.iter().map(|(name, value)| (name.as_ref(), value.as_ref()));
        if let Ok(Choice(accepted)) = Choice::from_form(fields.clone(), declaration) {
            let mut choices = fields.clone().filter(|(name, _)| *name == "choice");
            let choice = choices.next().map(|(_, choice)| choice);
            assert!(matches!(choice, Some("accept" | "refuse" | "save")));
            assert!(accepted.is_empty() || choice != Some("refuse"));
        }
        for (_, value) in fields.filter(|(name, _)| *name == "return") {
            let address = fuzz::return_address(value, Language::Nl, site);
            assert!(address.starts_with("/nl/") || address.starts_with("/en/"), "{address}");
            let is_plain = address.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
            assert!(is_plain && !address.contains("//"), "{address}");
        }
    });
}

#[test]
fn path_and_query() {
    let site = &*SITE;
    let seeds = [
        "/nl/netwerken/?q=rise&theme=gender&audience=staff&page=2",
        "/en/networks/rise/",
        "/en/cookies/0123456789ab/",
        "/nl/handvesten",
        "/static/site.0123456789abcdef.css",
        "/../%2e%2e/%00?q=%ff&q=&&=",
    ];
    let words = ["/", "//", "..", "%2f", "%", "nl", "en", "?", "&", "q=", "page=", "é", "\u{0301}"];
    attack("path and query", MANY, &seeds, &words, |bytes| {
        let text = String::from_utf8_lossy(bytes);
        let (path, query) = text.split_once('?').unwrap_or((&text, ""));
        let address = pages::parse(path);
        if let Some(route) = address.route.filter(|route| site.has(route)) {
            for language in Language::ALL {
                let path = route.path(language);
                assert_eq!(pages::parse(&path).route.as_ref(), Some(&route));
            }
        }
        let _ = (pages::section(path), site.resource(path).is_some());
        // A question's address leads to the same question.
        let url = fuzz::finder_query(query, site).to_url();
        assert_eq!(fuzz::finder_query(url.trim_start_matches('?'), site).to_url(), url);
    });
}

#[test]
fn markdown_texts() {
    let seeds = [
        "## Title\n\nA [link](https://example.org \"title\") and *words*, `code`.\n\n- one\n  1. two",
        "<script>alert(1)</script> <a href=javascript:x onclick='y'>z</a> <!-- c -->",
        "[a](javascript:alert(1)) ![b](https://example.org/x.png) <https://example.org>",
        "> quote\n\n```html\n<b>\n```\n\n***\n\n&lt;b&gt; &#60;script&#62;",
        "[a]: javascript:alert(1)\n[a] [b](</x y> 'c')",
    ];
    let words = [
        "<",
        ">",
        "[",
        "](",
        ")",
        "javascript:",
        "data:",
        "\n\n",
        "    ",
        "`",
        "*",
        "_",
        "&",
        ";",
        "\"",
        "'",
        "<script>",
        "onload=",
        "https://",
        "//",
        "\\",
        "\t",
        "\u{0}",
        "]: ",
    ];
    attack("Markdown", MANY, &seeds, &words, |bytes| {
        let text = String::from_utf8_lossy(bytes);
        let html = markdown::html(&text);
        // Whatever the text, only these tags come out of it, and links lead nowhere else.
        for tag in html.as_str().split('<').skip(1) {
            let (tag, _) = tag.split_once('>').expect("a tag ends");
            let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
            let known = [
                "p",
                "a",
                "em",
                "strong",
                "ul",
                "ol",
                "li",
                "h1",
                "h2",
                "h3",
                "h4",
                "h5",
                "h6",
                "blockquote",
                "pre",
                "code",
                "br",
                "hr",
            ];
            assert!(known.contains(&name.trim_start_matches('/')), "<{tag}>");
            let is_fine = match name {
                "a" => ["href=\"https://", "href=\"/", "href=\"mailto:"]
                    .iter()
                    .any(|start| attributes.to_ascii_lowercase().starts_with(start)),
                "code" => attributes.is_empty() || attributes.starts_with("class=\"language-"),
                "ol" => attributes.is_empty() || attributes.starts_with("start=\""),
                _ => matches!(attributes, "" | "/"),
            };
            assert!(is_fine, "<{tag}>");
            // An attribute ends where its text does.
            assert!(attributes.matches('"').count() % 2 == 0, "<{tag}>");
        }
    });
}

#[test]
fn content_files() {
    let good = read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/content/good"));
    let text = |path: &str| match good.get(path) {
        Some(SiteFile::Read(bytes)) => String::from_utf8_lossy(bytes).into_owned(),
        _ => panic!("{path} is not there"),
    };
    let words = [
        "=",
        "[",
        "]",
        "\"",
        "\"\"\"",
        "#",
        "\n",
        "nl",
        "en",
        "{",
        "}",
        ",",
        "2024-01-01",
        "true",
        "99999999999999999999",
        "\\u0000",
        "'",
        ".",
        "\r",
        "\u{feff}",
        "é",
    ];
    for path in ["content/networks/rise.toml", "content/cookies.toml", "content/site.toml"] {
        let seed = text(path);
        // A whole site is loaded for each variation, which takes a hundred times as long.
        attack(path, MANY / 30, &[&seed], &words, |bytes| {
            let mut files: SiteFiles = good.clone();
            files.insert(path, SiteFile::Read(Cow::Owned(bytes.to_vec())));
            let loaded = content::load(&files, date(2026, 11, 24));
            assert!(loaded.content.is_some() || !loaded.findings.is_empty());
        });
    }
}
