//! Deciding about cookies, as a browser sees it.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;

use crate::common::{Program, SiteCopy, eventually};
use crate::visitor::Visitor;

#[test]
fn a_choice_is_made_and_withdrawn_by_keyboard() {
    let server = Program::start();
    for are_on in [true, false] {
        for width in [320, 1280] {
            for path in ["/nl/netwerken/rise/", "/en/networks/rise/"] {
                let visitor = Visitor::of(&server);
                visitor.look(width, "light");
                choose_and_withdraw(&visitor, path, are_on, "consent");
            }
        }
    }
}

/// A choice, and the other one, which the browser keeps in the cookie of this name.
pub fn choose_and_withdraw(visitor: &Visitor, path: &str, are_scripts_on: bool, cookie: &str) {
    visitor.visit(path);
    visitor.tab_to(".notice button[value=accept]");
    visitor.scripts(are_scripts_on);
    visitor.press("Enter");
    visitor.arrives_at(&format!("{path}?choice=saved#choice"));
    visitor.scripts(true);
    let is_kept = "document.activeElement.id === 'choice'
        || document.querySelector('#choice:target') !== null";
    assert!(visitor.holds(is_kept), "focus is lost");
    visitor.tab_to("#choice a");
    visitor.press("Enter");
    visitor.arrives_at(path);
    assert!(!visitor.has(".notice"));
    visitor.tab_to("footer button[value=refuse]");
    visitor.scripts(are_scripts_on);
    visitor.press("Enter");
    visitor.arrives_at(&format!("{path}?choice=saved#choice"));
    visitor.scripts(true);
    assert_eq!(visitor.cookies().into_keys().collect::<Vec<_>>(), [cookie]);
    assert!(!visitor.has("footer form"));
}

/// Norm C4: the same size, colour and weight, next to each other; and norm C6: in the flow.
#[test]
fn c4_c6_the_two_buttons_look_the_same_and_cover_nothing() {
    let server = Program::start();
    let visitor = Visitor::of(&server);
    for (width, scheme) in [(320, "light"), (320, "dark"), (1280, "light"), (1280, "dark")] {
        visitor.look(width, scheme);
        for path in ["/nl/", "/en/"] {
            visitor.visit(path);
            let looks = visitor.value(
                "[...document.querySelectorAll('.notice button')].map((e) => { const s = getComputedStyle(e), r = e.getBoundingClientRect();
                    return [s.color, s.backgroundColor, s.fontWeight, s.fontSize, s.borderTopColor, s.borderTopWidth, r.height, r.width]; })",
            );
            assert_eq!(looks[0], looks[1], "{path} {width} {scheme}");
            assert!(visitor.holds("getComputedStyle(document.querySelector('.notice')).position === 'static' || getComputedStyle(document.querySelector('.notice')).position === 'relative'"));
            assert!(visitor.holds("document.querySelector('.notice').getBoundingClientRect().bottom <= document.querySelector('header').getBoundingClientRect().top + 1"));
        }
    }
}

#[test]
fn statistics_are_sent_with_consent_alone() {
    let server = Program::start();
    let visitor = Visitor::of(&server);
    visitor.visit("/nl/").visit("/en/networks/rise/");
    let visits =
        |visitor: &Visitor| visitor.requests().iter().filter(|url| url.ends_with("/visit")).count();
    assert_eq!(visits(&visitor), 0);
    visitor.click(".notice button[value=accept]");
    visitor.arrives_at("/en/networks/rise/?choice=saved#choice");
    eventually("the visit is told", || visitor.cookies().contains_key("visit"));
    assert!(visits(&visitor) >= 1);
    visitor.visit("/nl/cookies/").click("footer button[value=refuse]");
    visitor.arrives_at("/nl/cookies/?choice=saved#choice");
    assert!(!visitor.cookies().contains_key("visit"), "withdrawing deletes it");
    visitor.requests();
    visitor.visit("/nl/");
    assert_eq!(visits(&visitor), 0);
}

#[test]
fn a_choice_is_made_on_the_cookie_page() {
    let server = Program::start();
    let visitor = Visitor::of(&server);
    visitor.scripts(false);
    visitor
        .visit("/en/cookies/")
        .click("label[for=category-statistics]")
        .click("main button[value=save]");
    visitor.arrives_at("/en/cookies/?choice=saved#choice");
    assert!(visitor.cookies()["consent"].ends_with(".statistics"));
    assert!(visitor.holds("document.querySelector('#category-statistics').checked"));
}

/// A host that answers everything with a script, and counts; it stands in for a foreign one.
fn foreign_host() -> (String, std::sync::Arc<std::sync::atomic::AtomicUsize>) {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = listener.local_addr().expect("it has an address");
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            counted.fetch_add(1, Ordering::SeqCst);
            let mut head = [0; 4096];
            let _ = stream.read(&mut head);
            let body = "document.documentElement.dataset.foreign = 'ran';";
            let _ = write!(
                stream,
                "HTTP/1.1 200 OK\r\nContent-Type: text/javascript\r\nContent-Length: {}\r\n\
                 Cross-Origin-Resource-Policy: cross-origin\r\nConnection: close\r\n\r\n{body}",
                body.len(),
            );
        }
    });
    (format!("http://{address}"), count)
}

/// What is not declared cannot happen: the browser itself refuses it.
#[test]
fn the_browser_refuses_what_is_not_declared() {
    use std::sync::atomic::Ordering;
    let (host, count) = foreign_host();
    let server = Program::start();
    for choice in ["accept", "refuse"] {
        let visitor = Visitor::of(&server);
        visitor.visit("/nl/").click(&format!(".notice button[value={choice}]"));
        visitor.arrives_at("/nl/?choice=saved#choice");
        visitor.complaints();
        visitor.value(&format!(
            "new Promise((done) => {{
                const image = new Image(); image.src = '{host}/pixel.png';
                image.onerror = image.onload = () => {{
                    const script = document.createElement('script');
                    try {{ script.src = '{host}/script.js'; }} catch (refused) {{ done(String(refused)); return; }}
                    script.onerror = script.onload = () => done('tried');
                    document.body.append(image, script);
                }};
            }})"
        ));
        assert_eq!(
            visitor.value("document.documentElement.dataset.foreign ?? null"),
            serde_json::Value::Null
        );
        let complaints = visitor.complaints();
        assert!(
            complaints.iter().any(|text| text.contains("Content Security Policy")),
            "{complaints:?}"
        );
    }
    assert_eq!(count.load(Ordering::SeqCst), 0, "nothing was ever asked for");
}

/// A foreign script by declaration alone, as the Matomo example has it; its host is one of ours.
#[test]
fn a_declared_script_runs_for_those_who_accepted_it() {
    use std::sync::atomic::Ordering;
    let (host, count) = foreign_host();
    let host = host.replace("http://127.0.0.1", "https://statistics.example");
    let copy = SiteCopy::new();
    copy.edit(
        "content/cookies.toml",
        "source = \"static/statistics.js\"",
        &format!(
            "source = \"{host}/matomo.js\"\nload_from = [\"{host}\"]\nconnect_to = [\"{host}\"]"
        ),
    );
    let flags = ["--site", copy.path(), "--no-watch", "--base-url", "http://127.0.0.1"];
    let server = Program::with(&flags);
    let visitor = Visitor::of(&server);
    visitor.visit("/nl/").click(".notice button[value=refuse]");
    visitor.arrives_at("/nl/?choice=saved#choice");
    assert_eq!(count.load(Ordering::SeqCst), 0);
    visitor.requests();
    visitor
        .visit("/nl/cookies/")
        .click("label[for=category-statistics]")
        .click("main button[value=save]");
    visitor.arrives_at("/nl/cookies/?choice=saved#choice");
    // The stand-in speaks no TLS: that the browser knocks is the proof that the policy let it.
    eventually("the declared host is asked", || count.load(Ordering::SeqCst) > 0);
    assert!(visitor.requests().iter().any(|url| url.starts_with(&host)));
    let complaints = visitor.complaints();
    assert!(
        !complaints.iter().any(|text| text.contains("Content Security Policy")),
        "{complaints:?}"
    );
}
