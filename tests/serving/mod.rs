//! A server to try things on, and a visitor who says exactly what they mean.

#![allow(dead_code, reason = "every test file uses a part of this")]

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use diversity_networks::http::{AppState, Limits, SiteService, router, serve};
use diversity_networks::site::{Options, Site, embedded, load};
use jiff::civil::date;
use tokio::sync::oneshot;

/// How long anything may take before a test gives up on it.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// Limits that are reached quickly.
pub const SMALL: Limits = Limits {
    head_bytes: 16 * 1024,
    idle_timeout: Duration::from_millis(400),
    connections: 1000,
    drain_grace: Duration::from_millis(100),
    shutdown_timeout: Duration::from_secs(5),
};

/// The site that is built in.
pub fn site() -> Site {
    let options = Options {
        today: date(2026, 11, 24),
        base_url: None,
        budget: 100_000_000,
        ..Options::default()
    };
    load(&embedded::files(), &options).site.expect("the site that is built in has no errors")
}

/// A server within the test.
pub struct Server {
    pub address: SocketAddr,
    pub app: Arc<AppState>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    pub fn start(limits: Limits) -> Self {
        let app = AppState::new(site());
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let site =
            SiteService::new(Arc::clone(&app), router(Arc::clone(&app), axum::Router::new()));
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread();
            let runtime = { runtime }.worker_threads(2).enable_all().build().unwrap();
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener).unwrap();
                serve(listener, site, limits, async { stopped.await.unwrap_or(()) }).await;
            });
            runtime.shutdown_background();
        });
        Self { address, app, stop: Some(stop), thread: Some(thread) }
    }

    pub fn visit(&self) -> Visitor {
        Visitor::new(self.address)
    }

    /// Begins to stop.
    pub fn tell_to_stop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
    }

    /// Stops, and says how long that took.
    pub fn stop(mut self) -> Duration {
        let begun = Instant::now();
        self.tell_to_stop();
        self.thread.take().unwrap().join().unwrap();
        begun.elapsed()
    }

    /// That the server still answers, has forgotten nobody, and never failed.
    pub fn assert_unharmed(&self) {
        let mut visitor = self.visit();
        visitor.say(GET);
        assert_eq!(visitor.answer().unwrap().status, 200);
        drop(visitor);
        let begun = Instant::now();
        while self.app.metrics.connections.open_now() > 0 {
            assert!(begun.elapsed() < PATIENCE, "a connection stays open");
            std::thread::sleep(Duration::from_millis(5));
        }
        let failed = self.app.metrics.requests.counts().find(|(labels, _)| labels[3] == "500");
        assert_eq!(failed, None);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.tell_to_stop();
    }
}

/// A request that is answered with a page.
pub const GET: &str = "GET /nl/ HTTP/1.1\r\nHost: example.nl\r\n\r\n";

/// A visitor's side of a connection.
pub struct Visitor {
    pub stream: TcpStream,
    read: Vec<u8>,
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }
}

impl Visitor {
    pub fn new(address: SocketAddr) -> Self {
        Self::try_new(address).unwrap()
    }

    pub fn try_new(address: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, read: Vec::new() })
    }

    /// Sends text as it is.
    pub fn say(&mut self, text: impl AsRef<[u8]>) {
        self.stream.write_all(text.as_ref()).unwrap();
    }

    /// The next answer; nothing where the connection was closed in good order instead.
    pub fn answer(&mut self) -> Option<Answer> {
        self.try_answer(true).unwrap()
    }

    /// The next answer, to a request with `HEAD` if `has_body` is false.
    pub fn try_answer(&mut self, has_body: bool) -> io::Result<Option<Answer>> {
        let end = loop {
            let end = self.read.windows(4).position(|window| window == b"\r\n\r\n");
            match end {
                Some(end) => break end,
                None if self.read_more()? => {}
                None if self.read.is_empty() => return Ok(None),
                None => return Err(io::ErrorKind::UnexpectedEof.into()),
            }
        };
        let head = String::from_utf8(self.read[..end].to_vec()).map_err(io::Error::other)?;
        self.read.drain(..end + 4);
        let mut lines = head.split("\r\n");
        let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok());
        let status = status.ok_or(io::ErrorKind::InvalidData)?;
        let headers: Vec<_> = lines
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
            .collect();
        let mut answer = Answer { status, headers, body: Vec::new() };
        let length = answer.header("content-length").and_then(|length| length.parse().ok());
        let length: usize = if has_body { length.unwrap_or(0) } else { 0 };
        while self.read.len() < length {
            if !self.read_more()? {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
        answer.body = self.read.drain(..length).collect();
        Ok(Some(answer))
    }

    /// Whether the connection was closed, in whatever way, before patience ended. What still came
    /// is thrown away.
    pub fn is_closed(&mut self) -> bool {
        loop {
            match self.read_more() {
                Ok(true) => {}
                Ok(false) => return true,
                Err(error) => return error.kind() == io::ErrorKind::ConnectionReset,
            }
        }
    }

    fn read_more(&mut self) -> io::Result<bool> {
        let mut buffer = [0; 16 * 1024];
        loop {
            match self.stream.read(&mut buffer) {
                Ok(0) => return Ok(false),
                Ok(length) => {
                    self.read.extend_from_slice(&buffer[..length]);
                    return Ok(true);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }
}

/// The program, as an operator runs it.
pub struct Program {
    pub child: Child,
    pub address: SocketAddr,
    pub admin: Option<SocketAddr>,
    _out: BufReader<ChildStdout>,
}

impl Program {
    /// Starts the program on a free port, and waits until it listens.
    pub fn start(site: &Path, arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_diversity-networks"));
        command.args(["serve", "--listen", "127.0.0.1:0", "--site"]).arg(site).args(arguments);
        // What it logs is another test's business.
        Self::run(command.stderr(Stdio::null()), arguments.contains(&"--admin"))
    }

    pub fn run(command: &mut Command, has_admin: bool) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut address = || {
            let mut line = String::new();
            out.read_line(&mut line).unwrap();
            let (_, address) = line.trim().split_once("on http://").expect("it listens");
            address.parse().unwrap()
        };
        let (address, admin) = (address(), has_admin.then(address));
        Self { child, address, admin, _out: out }
    }

    pub fn visit(&self) -> Visitor {
        Visitor::new(self.address)
    }

    pub fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        let status = Command::new("kill").args(["-s", name, &id]).status().unwrap();
        assert!(status.success());
    }

    /// Waits until the program ends; the status that it exits with.
    pub fn wait(&mut self) -> Option<i32> {
        self.child.wait().unwrap().code()
    }

    /// What the operator's listener says.
    pub fn ask_admin(&self, path: &str) -> Answer {
        get(self.admin.expect("it was started with --admin"), path)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What an address says.
pub fn get(address: SocketAddr, path: &str) -> Answer {
    let mut visitor = Visitor::new(address);
    visitor.say(format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"));
    visitor.answer().unwrap()
}

/// The site's own folder.
pub fn own_site() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Copies a folder with all that is in it.
pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => copy(&entry.path(), &to),
            false => drop(std::fs::copy(entry.path(), to).unwrap()),
        }
    }
}

/// Waits until something is so, but not for ever.
pub fn eventually(what: &str, mut is_so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < PATIENCE, "never: {what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}
