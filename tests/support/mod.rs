//! What tests from outside share: the program, running, and a client that sees every byte.

#![allow(dead_code, reason = "each test target uses a part of it")]

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// The program under test.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_diversity-networks");

/// How long anything may take before a test gives up on it.
const PATIENCE: Duration = Duration::from_secs(30);

/// The repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The program, serving; it ends with the test.
pub struct Server {
    pub address: SocketAddr,
    child: Child,
}

impl Server {
    /// Serves the repository's own site.
    pub fn start() -> Self {
        Self::with(&["--no-watch", "--base-url", "http://127.0.0.1"])
    }

    /// Serves with these flags, on a free port.
    pub fn with(flags: &[&str]) -> Self {
        let mut command = Command::new(PROGRAM);
        command.current_dir(root()).args(flags).args(["--listen", "127.0.0.1:0"]);
        Self::spawn(command)
    }

    /// Runs a command that serves, and waits until it listens.
    pub fn spawn(command: Command) -> Self {
        Self::spawn_logging(command, Stdio::null())
    }

    /// The same, with its log.
    pub fn spawn_logging(mut command: Command, log: impl Into<Stdio>) -> Self {
        command.stdout(Stdio::piped()).stderr(log);
        let mut child = command.spawn().expect("the program starts");
        let mut line = String::new();
        let out = child.stdout.take().expect("standard output is piped");
        BufReader::new(out).read_line(&mut line).expect("standard output is text");
        let address = line
            .trim()
            .strip_prefix("listening on http://")
            .and_then(|address| address.parse().ok())
            .unwrap_or_else(|| panic!("the first line is {line:?}"));
        Self { address, child }
    }

    /// The answer to a `GET`.
    pub fn get(&self, path: &str) -> Answer {
        self.request("GET", path, &[], "")
    }

    /// The answer to a `GET` with these headers.
    pub fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.request("GET", path, headers, "")
    }

    /// The answer to a form.
    pub fn post(&self, path: &str, form: &str, headers: &[(&str, &str)]) -> Answer {
        let mut all = vec![("Content-Type", "application/x-www-form-urlencoded")];
        all.extend(headers);
        self.request("POST", path, &all, form)
    }

    /// The answer to any request, on a connection of its own.
    pub fn request(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Answer {
        let mut head = format!("{method} {path} HTTP/1.1\r\nHost: {}\r\n", self.address);
        head.push_str("Connection: close\r\n");
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        if !body.is_empty() {
            head.push_str(&format!("Content-Length: {}\r\n", body.len()));
        }
        let request = format!("{head}\r\n{body}");
        Answer::read(&self.raw(request.as_bytes()), method == "HEAD")
    }

    /// Whatever the server says to these bytes until it closes the connection.
    pub fn raw(&self, bytes: &[u8]) -> Vec<u8> {
        let mut stream = self.connect();
        // A server that has heard enough closes before all is written.
        let _ = stream.write_all(bytes);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        answer
    }

    /// An open connection.
    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).expect("the server listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout can be set");
        stream
    }

    /// Sends a signal: `TERM`, `HUP`, …
    pub fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        let status = Command::new("kill").args(["-s", name, &id]).status();
        assert!(status.expect("kill runs").success());
    }

    /// Waits for the program to end.
    pub fn wait(mut self) -> ExitStatus {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("the program can be waited for") {
                return status;
            }
            assert!(start.elapsed() < PATIENCE, "the program does not end");
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An answer, as it came.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    /// By name in lower case; of several with one name, all in order.
    pub headers: BTreeMap<String, Vec<String>>,
    pub body: Vec<u8>,
}

impl Answer {
    fn read(bytes: &[u8], is_head: bool) -> Self {
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n");
        let end = end.unwrap_or_else(|| panic!("no answer: {:?}", String::from_utf8_lossy(bytes)));
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let mut lines = head.split("\r\n");
        let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok());
        let mut headers = BTreeMap::<_, Vec<_>>::new();
        for line in lines {
            let (name, value) = line.split_once(": ").unwrap_or((line, ""));
            headers.entry(name.to_ascii_lowercase()).or_default().push(value.to_owned());
        }
        let answer =
            Self { status: status.expect("a status"), headers, body: bytes[end + 4..].into() };
        if let (Some(length), false) = (answer.header("content-length"), is_head) {
            let no_body = matches!(answer.status, 204 | 304);
            assert!(no_body || length == answer.body.len().to_string(), "the body is whole");
        }
        answer
    }

    /// A header's first value.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|values| values.first()).map(String::as_str)
    }

    /// All values of a header.
    pub fn all(&self, name: &str) -> Vec<&str> {
        self.headers.get(name).into_iter().flatten().map(String::as_str).collect()
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).expect("the body is UTF-8")
    }

    /// The answer, which has this status.
    #[track_caller]
    pub fn assert_status(self, status: u16) -> Self {
        assert_eq!(
            self.status,
            status,
            "{:?}\n{}",
            self.headers,
            String::from_utf8_lossy(&self.body)
        );
        self
    }

    /// The answer, which leads to this place with this status.
    #[track_caller]
    pub fn assert_redirect(self, status: u16, location: &str) -> Self {
        assert_eq!((self.status, self.header("location")), (status, Some(location)));
        self
    }

    /// The cookies that it sets, by name: the value and the attributes.
    pub fn cookies(&self) -> BTreeMap<String, (String, Vec<String>)> {
        let parse = |cookie: &str| {
            let mut parts = cookie.split("; ").map(str::to_owned);
            let pair = parts.next().unwrap_or_default();
            let (name, value) = pair.split_once('=').expect("a cookie has a name");
            (name.to_owned(), (value.to_owned(), parts.collect()))
        };
        self.all("set-cookie").into_iter().map(parse).collect()
    }
}

/// A copy of the repository's site, removed with the test.
pub struct SiteCopy {
    pub folder: PathBuf,
}

impl SiteCopy {
    /// A fresh copy.
    pub fn new() -> Self {
        static COPIES: AtomicUsize = AtomicUsize::new(0);
        let number = COPIES.fetch_add(1, Ordering::Relaxed);
        let name = format!("diversity-networks-{}-{number}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        for part in ["content", "locales", "static"] {
            copy(&root().join(part), &folder.join(part));
        }
        Self { folder }
    }

    /// The folder, as a flag takes it.
    pub fn path(&self) -> &str {
        self.folder.to_str().expect("temporary folders have plain names")
    }

    /// Replaces a part of a file, which must be there.
    #[track_caller]
    pub fn edit(&self, file: &str, from: &str, to: &str) {
        let path = self.folder.join(file);
        let text = fs::read_to_string(&path).expect("the file is there");
        assert!(text.contains(from), "{file} holds {from}");
        fs::write(path, text.replace(from, to)).expect("the file can be written");
    }

    /// Writes a file whole.
    pub fn write(&self, file: &str, text: &str) {
        fs::write(self.folder.join(file), text).expect("the file can be written");
    }
}

impl Drop for SiteCopy {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("the folder is there") {
        let entry = entry.expect("the folder can be read");
        let target = to.join(entry.file_name());
        match entry.path().is_dir() {
            true => copy(&entry.path(), &target),
            false => drop(fs::copy(entry.path(), target).expect("the file can be copied")),
        }
    }
}

/// Asks again and again until the answer is yes.
#[track_caller]
pub fn eventually(what: &str, mut holds: impl FnMut() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < PATIENCE, "it never holds that {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}
