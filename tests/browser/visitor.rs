//! A visitor: a browser of their own, and what they do with it.

use std::collections::{BTreeMap, HashMap};
use std::ffi::OsStr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use headless_chrome::protocol::cdp::types::Event;
use headless_chrome::protocol::cdp::{CSS, DOM, Emulation, Network};
use headless_chrome::{Browser, LaunchOptions, Tab};
use serde_json::Value;

use crate::common::{Program, eventually, root};

/// As a person's browser would say; the statistics do not count one that says it is a robot.
const AGENT: &str =
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36";

const FLAGS: [&str; 11] = [
    // Foreign hosts are on this machine.
    "--host-resolver-rules=MAP *.example 127.0.0.1",
    // Certificates of the tests are signed by nobody.
    "--ignore-certificate-errors",
    "--headless=new",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
];

pub struct Visitor {
    pub tab: Arc<Tab>,
    base: String,
    /// What the console said, exceptions that nobody caught included.
    complaints: Arc<Mutex<Vec<String>>>,
    /// Every address that was asked for.
    requests: Arc<Mutex<Vec<String>>>,
    /// The visitor's own, which ends with them. Visitors cannot share one: the connection of this
    /// library ends for all tabs when one is closed while something still happens in it.
    _browser: Browser,
}

/// The fonts that a visitor has.
#[derive(Clone, Copy, Debug)]
pub enum Fonts {
    /// Those of an Android phone.
    Phone,
    /// Those with the widest letters.
    Wide,
}

impl Fonts {
    pub const ALL: [Self; 2] = [Self::Phone, Self::Wide];

    /// A configuration with these fonts alone, for the browser's environment.
    fn environment(self) -> HashMap<String, String> {
        let (folders, sans, serif): (&[&str], _, _) = match self {
            Self::Phone => (&["roboto/unhinted/RobotoTTF", "noto"], "Roboto", "Noto Serif"),
            Self::Wide => (&["dejavu"], "DejaVu Sans", "DejaVu Serif"),
        };
        let folders = folders.iter().map(|it| format!("<dir>/usr/share/fonts/truetype/{it}</dir>"));
        let folder = root().join(format!("target/fonts/{self:?}"));
        std::fs::create_dir_all(&folder).expect("a folder can be made");
        let cache = format!("<cachedir>{}</cachedir>", folder.display());
        let aliases = [("sans-serif", sans), ("serif", serif)].map(|(generic, font)| {
            format!(
                "<alias><family>{generic}</family><prefer><family>{font}</family></prefer></alias>"
            )
        });
        let configuration = folders.chain([cache]).chain(aliases).collect::<String>();
        let file = folder.join(format!("{}.conf", std::process::id()));
        std::fs::write(&file, format!("<fontconfig>{configuration}</fontconfig>"))
            .expect("it can be written");
        let inherited = std::env::vars();
        inherited
            .chain([("FONTCONFIG_FILE".to_owned(), file.to_string_lossy().into_owned())])
            .collect()
    }
}

impl Visitor {
    /// A new visitor of a site, without any cookie.
    pub fn of(server: &Program) -> Self {
        Self::at(format!("http://{}", server.address))
    }

    /// A new visitor of what is at this address.
    pub fn at(base: String) -> Self {
        Self::new(base, None)
    }

    /// A new visitor with certain fonts, who needs a site's address alone.
    pub fn with_fonts(server: &Program, fonts: Fonts) -> Self {
        Self::new(format!("http://{}", server.address), Some(fonts.environment()))
    }

    fn new(base: String, environment: Option<HashMap<String, String>>) -> Self {
        let path = ["chromium", "chromium-browser", "google-chrome"]
            .iter()
            .flat_map(|name| {
                ["/usr/bin/", "/usr/local/bin/"].map(|folder| format!("{folder}{name}"))
            })
            .map(std::path::PathBuf::from)
            .find(|path| path.exists())
            .expect("tests/run installs Chromium");
        let browser = Browser::new(LaunchOptions {
            path: Some(path),
            sandbox: false,
            window_size: Some((1280, 900)),
            idle_browser_timeout: Duration::from_secs(300),
            args: FLAGS.iter().map(OsStr::new).collect(),
            process_envs: environment,
            ..LaunchOptions::default()
        })
        .expect("Chromium starts");
        let tab = browser.new_tab().expect("a tab opens");
        tab.set_default_timeout(Duration::from_secs(20)).set_slow_motion_multiplier(0.0);
        tab.set_user_agent(AGENT, None, None).expect("the agent can be set");
        let (complaints, requests) = <(Arc<Mutex<Vec<_>>>, Arc<Mutex<Vec<_>>>)>::default();
        let (heard, asked) = (Arc::clone(&complaints), Arc::clone(&requests));
        let listener = move |event: &Event| match event {
            Event::LogEntryAdded(entry) => {
                let entry = &entry.params.entry;
                // The browser's word that it did what a header asked for is no complaint.
                let is_report = entry.text.starts_with("Clear-Site-Data header on")
                    && entry.text.ends_with("Cleared data types: \"cache\".");
                if is_report {
                    return;
                }
                heard.lock().expect("nobody panics").push(entry.text.clone());
            }
            Event::RuntimeExceptionThrown(thrown) => {
                let thrown = &thrown.params.exception_details;
                let text = thrown.exception.as_ref().and_then(|it| it.description.clone());
                let text = text.unwrap_or_else(|| thrown.text.clone());
                heard.lock().expect("nobody panics").push(text);
            }
            Event::RuntimeConsoleAPICalled(said) => {
                let said = format!("{:?}", said.params.args);
                heard.lock().expect("nobody panics").push(said);
            }
            Event::NetworkRequestWillBeSent(sent) => {
                asked.lock().expect("nobody panics").push(sent.params.request.url.clone());
            }
            _ => {}
        };
        tab.add_event_listener(Arc::new(listener)).expect("events can be heard");
        tab.enable_log().expect("the console can be read");
        tab.enable_runtime().expect("exceptions can be heard");
        enable_network(&tab);
        Self { tab, base, complaints, requests, _browser: browser }
    }

    /// Another tab of the same browser.
    pub fn open_tab(&self) -> Arc<Tab> {
        self._browser.new_tab().expect("a tab opens")
    }

    pub fn base(&self) -> &str {
        &self.base
    }

    /// Opens a page of the site.
    pub fn visit(&self, path: &str) -> &Self {
        self.tab.navigate_to(&format!("{}{path}", self.base)).expect("the page opens");
        // The library would also wait until the network has rested for half a second, and misses
        // the event that says so when the machine is busy.
        eventually("the page is whole", || {
            let state = self.tab.evaluate("document.readyState", false);
            state.is_ok_and(|state| state.value.is_some_and(|state| state == "complete"))
        });
        self
    }

    /// Where the visitor is: path, query and fragment.
    pub fn place(&self) -> String {
        self.text("location.pathname + location.search + location.hash")
    }

    #[track_caller]
    pub fn arrives_at(&self, place: &str) -> &Self {
        eventually(&format!("the visitor is at {place}"), || {
            self.tab.get_url() == format!("{}{place}", self.base)
        });
        eventually("the page is whole", || self.text("document.readyState") == "complete");
        self
    }

    /// The font in which most of an element is written.
    pub fn font_of(&self, selector: &str) -> String {
        self.tab.call_method(DOM::Enable { include_whitespace: None }).expect("it can be asked");
        self.tab.call_method(CSS::Enable(None)).expect("styles can be asked for");
        let node_id = self.tab.find_element(selector).expect("it is there").node_id;
        let fonts = self.tab.call_method(CSS::GetPlatformFontsForNode { node_id });
        let mut fonts = fonts.expect("it has fonts").fonts;
        fonts.sort_by(|a, b| b.glyph_count.total_cmp(&a.glyph_count));
        fonts.first().map(|font| font.family_name.clone()).unwrap_or_default()
    }

    /// What an expression is in the page.
    pub fn value(&self, expression: &str) -> Value {
        let json = self.run(&format!("(async () => JSON.stringify(await ({expression})))()"));
        let json = json.as_str().unwrap_or("null");
        serde_json::from_str(json).expect("the page writes JSON")
    }

    /// What the last of some statements is in the page, if it is no object.
    pub fn run(&self, statements: &str) -> Value {
        // Between two pages there is none to ask; ask again.
        for _ in 0..50 {
            if let Ok(found) = self.tab.evaluate(statements, true) {
                return found.value.unwrap_or_default();
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("{statements} cannot be evaluated at {}", self.tab.get_url());
    }

    pub fn text(&self, expression: &str) -> String {
        self.value(expression).as_str().unwrap_or_default().to_owned()
    }

    pub fn holds(&self, expression: &str) -> bool {
        self.value(expression).as_bool().unwrap_or_default()
    }

    pub fn has(&self, selector: &str) -> bool {
        self.holds(&format!("document.querySelector({selector:?}) !== null"))
    }

    /// The window's width, with a height to match, and the preferred colours.
    pub fn look(&self, width: u32, scheme: &str) {
        self.look_at(width, 900, scheme);
    }

    /// The window's size, and the preferred colours.
    pub fn look_at(&self, width: u32, height: u32, scheme: &str) {
        let metrics = Emulation::SetDeviceMetricsOverride {
            width,
            height,
            device_scale_factor: 1.0,
            mobile: false,
            scale: None,
            screen_width: None,
            screen_height: None,
            position_x: None,
            position_y: None,
            dont_set_visible_size: None,
            screen_orientation: None,
            viewport: None,
            display_feature: None,
            device_posture: None,
        };
        self.tab.call_method(metrics).expect("the window has a width");
        self.prefer("prefers-color-scheme", scheme);
    }

    /// A preference of the visitor's: `prefers-color-scheme`, `forced-colors`, …
    pub fn prefer(&self, name: &str, value: &str) {
        let feature = Emulation::MediaFeature { name: name.to_owned(), value: value.to_owned() };
        let media = Some(String::new());
        let media = Emulation::SetEmulatedMedia { media, features: Some(vec![feature]) };
        self.tab.call_method(media).expect("the medium can be set");
    }

    /// Looks at the page as it would be on paper.
    pub fn look_at_paper(&self) {
        let media = Some("print".to_owned());
        let method = Emulation::SetEmulatedMedia { media, features: None };
        self.tab.call_method(method).expect("the medium can be set");
    }

    /// Sends the Global Privacy Control signal with every request.
    pub fn signal_privacy(&self) {
        let headers = std::collections::HashMap::from([("Sec-GPC", "1")]);
        self.tab.set_extra_http_headers(headers).expect("headers can be set");
    }

    /// Turns JavaScript off or on; the site must not notice.
    pub fn scripts(&self, are_on: bool) {
        let method = Emulation::SetScriptExecutionDisabled { value: !are_on };
        self.tab.call_method(method).expect("scripts can be turned off");
    }

    /// Clicks without any script: in the middle of the element.
    pub fn click(&self, selector: &str) -> &Self {
        let element =
            self.tab.find_element(selector).unwrap_or_else(|_| panic!("{selector} is there"));
        let scroll = DOM::ScrollIntoViewIfNeeded {
            node_id: Some(element.node_id),
            backend_node_id: None,
            object_id: None,
            rect: None,
        };
        self.tab.call_method(scroll).expect("it can be scrolled to");
        let point = element.get_midpoint().expect("it has a place");
        self.tab.click_point(point).expect("it can be clicked");
        self
    }

    /// Presses the Tab key until the element has the focus, and says how often that took. On the
    /// way, focus is always seen (WCAG 2.4.7 and 2.4.13): a perimeter of at least two pixels,
    /// within the window.
    #[track_caller]
    pub fn tab_to(&self, selector: &str) -> usize {
        let look = format!(
            "(() => {{ const e = document.activeElement; if (!e || e === document.body) return {{ seen: true }};
              const r = e.getBoundingClientRect();
              // A link that is a whole card has its focus around the card.
              const looks = [getComputedStyle(e), getComputedStyle(e, '::after')];
              const s = looks.find((s) => s.outlineStyle !== 'none') ?? looks[0];
              return {{ there: e.matches({selector:?}), name: e.outerHTML.slice(0, 120),
                        seen: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2
                              && r.bottom > 0 && r.top < innerHeight }}; }})()"
        );
        for count in 1..120 {
            self.press("Tab");
            let focus = self.value(&look);
            let holds = |what: &str| focus[what].as_bool().unwrap_or_default();
            assert!(holds("seen"), "focus is not seen: {focus} at {}", self.place());
            if holds("there") {
                return count;
            }
        }
        panic!("the keyboard does not reach {selector} at {}", self.place());
    }

    pub fn press(&self, key: &str) -> &Self {
        self.tab.press_key(key).expect("a key can be pressed");
        self
    }

    pub fn cookies(&self) -> BTreeMap<String, String> {
        let cookies = self.tab.get_cookies().expect("cookies can be read");
        cookies.into_iter().map(|cookie| (cookie.name, cookie.value)).collect()
    }

    /// What the browser complained of since the last time.
    pub fn complaints(&self) -> Vec<String> {
        std::mem::take(&mut *self.complaints.lock().expect("nobody panics"))
    }

    /// What was asked for since the last time.
    pub fn requests(&self) -> Vec<String> {
        std::mem::take(&mut *self.requests.lock().expect("nobody panics"))
    }
}

fn enable_network(tab: &Tab) {
    let enable = Network::Enable {
        max_total_buffer_size: None,
        max_resource_buffer_size: None,
        max_post_data_size: None,
        report_direct_socket_traffic: None,
        enable_durable_messages: None,
    };
    tab.call_method(enable).expect("requests can be heard");
}
