//! The statements on privacy and accessibility: what their models ask for, and what the university
//! fills in.

use serde_json::Value;

use crate::common::samples::TODAY;
use crate::common::server::Server;
use crate::common::{Page, Program, SiteCopy, message, run, words};

/// The Dutch model of an accessibility statement, and article 13 of the GDPR.
#[test]
fn both_statements_follow_their_models() {
    let server = Program::start();
    for (path, headings, parts) in [
        (
            "/nl/toegankelijkheid/",
            &[
                "Nalevingsstatus",
                "Toegankelijkheidsproblemen",
                "Opstelling van deze verklaring",
                "Feedback en contactgegevens",
                "Handhavingsprocedure",
            ][..],
            &[
                "Besluit digitale toegankelijkheid overheid",
                "EN 301 549",
                "WCAG 2.1",
                "Organisatie",
                "Website",
                "Ondertekend",
                "vijf werkdagen",
                "drie weken",
                "Nationale ombudsman",
            ][..],
        ),
        (
            "/en/accessibility/",
            &[
                "Compliance status",
                "Non-accessible content",
                "Preparation of this accessibility statement",
                "Feedback and contact information",
                "Enforcement procedure",
            ],
            &[
                "Decree on digital accessibility",
                "EN 301 549",
                "WCAG 2.1",
                "Organisation",
                "Website",
                "Signed",
                "five working days",
                "three weeks",
                "National Ombudsman",
            ],
        ),
        (
            "/nl/privacy/",
            &[
                "Wie is verantwoordelijk",
                "Je IP-adres en het logboek",
                "Wat je zoekt",
                "Je cookiekeuze",
                "Statistiek, alleen met je toestemming",
                "Als je ons mailt",
                "Met wie de site gegevens deelt",
                "Je rechten",
                "Je vraag of klacht",
            ],
            &[
                "functionaris voor gegevensbescherming",
                "grondslag",
                "bewaartermijn",
                "ontvangers",
                "bezwaar",
                "intrekken",
                "automatische besluiten",
                "Autoriteit Persoonsgegevens",
            ],
        ),
        (
            "/en/privacy/",
            &[
                "Who is responsible",
                "Your IP address and the log",
                "What you search for",
                "Your cookie choice",
                "Statistics, only with your consent",
                "If you email us",
                "Who the site shares data with",
                "Your rights",
                "Your question or complaint",
            ],
            &[
                "data protection officer",
                "legal basis",
                "how long email is kept",
                "recipients",
                "object",
                "withdraw",
                "automated decisions",
                "Data Protection Authority",
            ],
        ),
    ] {
        let page = Page::get(&server, path);
        let text = words(page.one("main"));
        let found: Vec<_> = page.all("main h2").into_iter().map(words).collect();
        let mut rest = found.iter();
        for heading in headings {
            assert!(rest.any(|it| it == heading), "`{heading}`, in order, on {path}: {found:?}");
        }
        for part in parts {
            assert!(text.contains(part), "`{part}` on {path}");
        }
    }
}

/// The optional keys that a file does not have, as `report` says.
fn missing(site: &SiteCopy, file: &str) -> Vec<String> {
    let output = run(&["report", "--site", site.path(), "--format", "json"]);
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let mut rows = text.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    let row = rows.find(|row| row["file"] == file).expect("a row of the file");
    let keys = row["missing"].as_array().expect("a list").iter();
    keys.map(|key| key.as_str().expect("a key").to_owned()).collect()
}

/// What `check` says, a code and a line each.
fn findings(site: &SiteCopy) -> Vec<(String, u64)> {
    let output = run(&["check", "--site", site.path(), "--format", "json"]);
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let lines = text.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    lines
        .map(|it| {
            (it["code"].as_str().unwrap_or_default().to_owned(), it["line"].as_u64().unwrap())
        })
        .collect()
}

const SITE: &str = "content/site.toml";
const PRIVACY: [(&str, &str); 2] = [("nl", "/nl/privacy/"), ("en", "/en/privacy/")];

#[test]
fn what_the_university_says_of_its_data_is_shown_once_it_is_there() {
    let site = SiteCopy::good();
    assert!(missing(&site, SITE).contains(&"controller".to_owned()));
    let server = Server::of(&site, TODAY);
    for (language, path) in PRIVACY {
        let text = words(Page::get(&server, path).one("main"));
        assert!(text.contains(&message(language, "statement-controller-missing")));
    }

    let bare = site.read(SITE);
    let lines = bare.lines().count() as u64;
    let controller = "\n[controller]\naddress = \"ADDRESS\"\n\
        data_protection_officer = \"officer@example.org\"\n\
        legal_basis = { nl = \"Een taak van algemeen belang.\", en = \"A task in the public interest.\" }\n\
        recipients = { nl = \"Een rekencentrum in Leiden.\", en = \"A data centre in Leiden.\" }\n\
        mail_retention = { nl = \"Een jaar na het antwoord.\", en = \"A year after the answer.\" }\n\
        authority = { nl = \"https://authority.example.org/nl\", en = \"https://authority.example.org/en\" }\n";
    site.write(SITE, &(bare.clone() + &controller.replace("ADDRESS", "TODO")));
    assert_eq!(findings(&site), [("text-to-write".to_owned(), lines + 3)]);

    site.write(SITE, &(bare + &controller.replace("ADDRESS", "Rapenburg 70, Leiden")));
    assert_eq!(findings(&site), []);
    assert!(!missing(&site, SITE).contains(&"controller".to_owned()));
    let server = Server::of(&site, TODAY);
    for ((language, path), own) in PRIVACY.into_iter().zip([
        [
            "Een taak van algemeen belang.",
            "Een rekencentrum in Leiden.",
            "Een jaar na het antwoord.",
        ],
        ["A task in the public interest.", "A data centre in Leiden.", "A year after the answer."],
    ]) {
        let page = Page::get(&server, path);
        let values: Vec<_> = page.all("main dd").into_iter().map(words).collect();
        let links = page.attributes("main dd a", "href");
        let authority = format!("https://authority.example.org/{language}");
        assert_eq!(links, ["mailto:officer@example.org", &authority], "{path}");
        for value in own.into_iter().chain([
            "Rapenburg 70, Leiden",
            "officer@example.org",
            "authority.example.org",
        ]) {
            assert!(values.iter().any(|it| it == value), "{value} on {path}: {values:?}");
        }
        let absent = message(language, "statement-controller-missing");
        assert!(!words(page.one("main")).contains(&absent), "{path}");
    }
}

#[test]
fn a_signed_statement_says_its_status_who_signed_and_when() {
    let site = SiteCopy::good();
    let file = "content/pages/accessibility.toml";
    assert!(missing(&site, file).contains(&"signature".to_owned()));
    let signature = "\n[signature]\nstatus = \"B\"\n\
        by = { nl = \"College van Bestuur\", en = \"Executive Board\" }\non = 2026-11-02\n";
    let paths = [("/nl/toegankelijkheid/", "nl"), ("/en/accessibility/", "en")];
    let values = |server: &Server, path: &str| -> Vec<String> {
        Page::get(server, path).all("main dd").into_iter().map(words).collect()
    };
    let server = Server::of(&site, TODAY);
    for (path, language) in paths {
        let there = values(&server, path);
        for id in ["statement-no-status", "statement-not-signed"] {
            assert!(there.contains(&message(language, id)), "{id}: {there:?}");
        }
    }

    site.write(file, &(site.read(file) + signature));
    assert_eq!(findings(&site), []);
    assert!(!missing(&site, file).contains(&"signature".to_owned()));
    let server = Server::of(&site, TODAY);
    for ((path, _), signed) in paths.into_iter().zip([
        "door College van Bestuur, op 2 november 2026",
        "by Executive Board, on 2 November 2026",
    ]) {
        let there = values(&server, path);
        assert!(there.contains(&"B".to_owned()), "{path}: {there:?}");
        assert!(there.contains(&signed.to_owned()), "{path}: {there:?}");
    }
}
