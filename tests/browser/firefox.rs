//! Firefox, by the protocol that it speaks itself (Marionette): `LENGTH:[0,ID,COMMAND,ARGUMENTS]`.

use std::cell::{Cell, RefCell};
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};

use crate::common::{SiteCopy, eventually};
use crate::history::{Browser, Step};

pub struct Firefox {
    process: Child,
    connection: RefCell<TcpStream>,
    count: Cell<u64>,
    tabs: RefCell<Vec<Value>>,
    /// Its profile, which goes with it.
    _profile: SiteCopy,
}

impl Firefox {
    pub fn start() -> Self {
        let profile = SiteCopy::empty();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let settings = format!("user_pref(\"marionette.port\", {port});\n");
        std::fs::write(profile.folder.join("user.js"), settings).unwrap();
        let process = Command::new("firefox-esr")
            .args(["--headless", "--marionette", "--no-remote", "--profile", profile.path()])
            .env("HOME", profile.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("firefox-esr: {error}; tests/run installs it"));
        let mut connection = None;
        eventually("Firefox listens", || {
            connection = TcpStream::connect(("127.0.0.1", port)).ok();
            connection.is_some()
        });
        let connection = RefCell::new(connection.unwrap());
        let (count, tabs) = Default::default();
        let firefox = Self { process, connection, count, tabs, _profile: profile };
        firefox.hear();
        firefox.say("NewSession", json!({}));
        firefox.tabs.borrow_mut().push(firefox.say("GetWindowHandle", json!({}))["value"].clone());
        firefox
    }

    fn hear(&self) -> Value {
        let mut connection = self.connection.borrow_mut();
        let (mut length, mut byte) = (0, [0]);
        while connection.read_exact(&mut byte).is_ok() && byte != *b":" {
            length = length * 10 + usize::from(byte[0] - b'0');
        }
        let mut message = vec![0; length];
        connection.read_exact(&mut message).expect("Firefox answers");
        serde_json::from_slice(&message).expect("Firefox speaks JSON")
    }

    fn try_say(&self, command: &str, arguments: Value) -> Result<Value, Value> {
        self.count.set(self.count.get() + 1);
        let message = json!([0, self.count.get(), format!("WebDriver:{command}"), arguments]);
        let message = message.to_string();
        write!(self.connection.borrow_mut(), "{}:{message}", message.len()).expect("it listens");
        let mut answer = self.hear();
        if answer[2].is_null() { Ok(answer[3].take()) } else { Err(answer[2].take()) }
    }

    fn say(&self, command: &str, arguments: Value) -> Value {
        self.try_say(command, arguments).unwrap_or_else(|error| panic!("{command}: {error}"))
    }

    fn value(&self, script: &str) -> Value {
        // Between two pages there is none to ask.
        let script = json!({ "script": script, "args": [] });
        self.try_say("ExecuteScript", script).map_or(Value::Null, |mut it| it["value"].take())
    }
}

impl Browser for Firefox {
    fn open(&self, url: &str) {
        self.say("Navigate", json!({ "url": url }));
    }

    fn go(&self, step: Step) {
        let command = match step {
            Step::Back => "Back",
            Step::Forward => "Forward",
            Step::Reload => "Refresh",
        };
        self.say(command, json!({}));
    }

    fn click(&self, selector: &str) {
        let how = json!({ "using": "css selector", "value": selector });
        let element = self.say("FindElement", how)["value"].clone();
        let id = element.as_object().and_then(|it| it.values().next()).expect("it has an id");
        self.say("ElementClick", json!({ "id": id }));
    }

    fn place(&self) -> String {
        let place = self.value("return document.readyState === 'complete' ? location.href : ''");
        place.as_str().unwrap_or_default().to_owned()
    }

    fn has(&self, selector: &str) -> bool {
        self.value(&format!("return document.querySelector({selector:?}) !== null")) == true
    }

    fn open_second(&self, url: &str) {
        if self.tabs.borrow().len() == 1 {
            let opened = self.say("NewWindow", json!({ "type": "tab" }))["handle"].clone();
            self.tabs.borrow_mut().push(opened);
        }
        self.switch_to(true);
        self.open(url);
    }

    fn switch_to(&self, second: bool) {
        let handle = self.tabs.borrow()[usize::from(second)].clone();
        self.say("SwitchToWindow", json!({ "handle": handle }));
    }

    fn forget(&self) {
        self.try_say("DeleteAllCookies", json!({})).ok();
    }
}

impl Drop for Firefox {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
