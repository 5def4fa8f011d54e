//! After a choice, no page shows what was before it: Back, Forward, reload and a second tab, in
//! Chromium and in Firefox.

use headless_chrome::Tab;

use crate::common::{Program, eventually};
use crate::firefox::Firefox;
use crate::visitor::Visitor;

/// What a browser is asked to do here.
pub trait Browser {
    fn open(&self, url: &str);
    /// Goes back, or forward, or loads the page again.
    fn go(&self, step: Step);
    fn click(&self, selector: &str);
    /// Which page is whole.
    fn place(&self) -> String;
    fn has(&self, selector: &str) -> bool;
    /// Opens a second tab at the address; then all is done in the first one again.
    fn open_second(&self, url: &str);
    fn switch_to(&self, second: bool);
    fn forget(&self);
}

#[derive(Clone, Copy, Debug)]
pub enum Step {
    Back,
    Forward,
    Reload,
}

const ACCEPT: &str = ".notice button[value=accept]";
const REFUSE: &str = ".notice button[value=refuse]";
const WITHDRAW: &str = "footer button[value=refuse]";
const SCRIPT: &str = "script[src^='/static/statistics.']";

/// Goes through a visitor's history with every choice, and looks at each page.
fn walk(browser: &dyn Browser, base: &str) {
    let arrives = |place: &str| {
        eventually(&format!("{place} is there"), || browser.place() == format!("{base}{place}"));
    };
    let visit = |path: &str| {
        browser.open(&format!("{base}{path}"));
        arrives(path);
    };
    let steps = |steps: &[(Step, &str)], has_script: bool| {
        for (step, place) in steps {
            browser.go(*step);
            arrives(place);
            assert!(!browser.has(ACCEPT), "{step:?} to {place} asks again");
            assert_eq!(browser.has(SCRIPT), has_script, "{step:?} to {place}");
        }
    };
    let chosen = "/en/networks/rise/?choice=saved#choice";
    let history = [
        (Step::Back, "/en/networks/rise/"),
        (Step::Back, "/en/"),
        (Step::Forward, "/en/networks/rise/"),
        (Step::Forward, chosen),
        (Step::Reload, chosen),
    ];
    for (button, has_script) in [(REFUSE, false), (ACCEPT, true)] {
        browser.forget();
        visit("/en/");
        visit("/en/networks/rise/");
        assert!(browser.has(ACCEPT) && !browser.has(SCRIPT));
        browser.open_second(&format!("{base}/en/"));
        browser.switch_to(false);
        browser.click(button);
        arrives(chosen);
        steps(&history, has_script);
        browser.switch_to(true);
        steps(&[(Step::Reload, "/en/")], has_script);
        visit("/en/networks/");
        steps(&[(Step::Back, "/en/")], has_script);
        browser.switch_to(false);
    }
    // Taken back: no page has the script any more, in no tab. The page that a second tab shows
    // meanwhile stays as it is until it is loaded again; its script has run, and does not run again.
    visit("/en/cookies/");
    browser.click(WITHDRAW);
    arrives("/en/cookies/?choice=saved#choice");
    steps(&[(Step::Back, "/en/cookies/"), (Step::Back, chosen)], false);
    steps(&history, false);
    browser.switch_to(true);
    steps(&[(Step::Reload, "/en/"), (Step::Forward, "/en/networks/"), (Step::Back, "/en/")], false);
}

#[test]
fn no_page_of_the_history_is_of_another_choice_in_chromium() {
    let server = Program::start();
    let visitor = Visitor::of(&server);
    let second = visitor.open_tab();
    let tabs = Tabs { visitor: &visitor, second, is_second: false.into() };
    walk(&tabs, visitor.base());
}

#[test]
fn no_page_of_the_history_is_of_another_choice_in_firefox() {
    let server = Program::start();
    walk(&Firefox::start(), &format!("http://{}", server.address));
}

/// Two tabs of Chromium.
struct Tabs<'a> {
    visitor: &'a Visitor,
    second: std::sync::Arc<Tab>,
    is_second: std::cell::Cell<bool>,
}

impl Tabs<'_> {
    fn tab(&self) -> &Tab {
        if self.is_second.get() { &self.second } else { &self.visitor.tab }
    }

    /// What an expression is; empty between two pages.
    fn value(&self, expression: &str) -> String {
        let found = self.tab().evaluate(expression, false).ok().and_then(|found| found.value);
        found.and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
    }
}

impl Browser for Tabs<'_> {
    fn open(&self, url: &str) {
        self.tab().navigate_to(url).expect("the page opens");
    }

    fn go(&self, step: Step) {
        let script = match step {
            Step::Back => "history.back()",
            Step::Forward => "history.forward()",
            Step::Reload => "location.reload()",
        };
        self.value(&format!("window.isOld = true; {script}; ''"));
        if matches!(step, Step::Reload) {
            eventually("it is loaded again", || self.value("String(window.isOld)") == "undefined");
        }
    }

    fn click(&self, selector: &str) {
        self.visitor.click(selector);
    }

    fn place(&self) -> String {
        self.value("document.readyState === 'complete' ? location.href : ''")
    }

    fn has(&self, selector: &str) -> bool {
        self.value(&format!("String(document.querySelector({selector:?}) !== null)")) == "true"
    }

    fn open_second(&self, url: &str) {
        self.switch_to(true);
        self.open(url);
        eventually("the second tab is there", || self.place() == url);
    }

    fn switch_to(&self, second: bool) {
        self.is_second.set(second);
        self.tab().activate().expect("a tab can be shown");
    }

    fn forget(&self) {
        use headless_chrome::protocol::cdp::Network::ClearBrowserCookies;
        self.visitor.tab.call_method(ClearBrowserCookies(None)).expect("cookies can be cleared");
    }
}
