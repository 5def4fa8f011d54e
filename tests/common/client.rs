//! A client that sends exactly what it is told to, and sees every byte of the answer.

use std::collections::BTreeMap;
use std::io::{self, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};

use super::PATIENCE;

/// A request that is answered with a page.
pub const GET: &str = "GET /nl/ HTTP/1.1\r\nHost: example.nl\r\n\r\n";

/// One side of a connection.
pub struct Client {
    pub stream: TcpStream,
    read: Vec<u8>,
}

impl Client {
    pub fn new(address: SocketAddr) -> Self {
        Self::try_new(address).expect("the server listens")
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
        self.stream.write_all(text.as_ref()).expect("the server reads");
    }

    /// The next answer; nothing where the connection was closed in good order instead.
    pub fn answer(&mut self) -> Option<Answer> {
        self.try_answer(true).expect("an answer, or the end")
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
        let head = String::from_utf8_lossy(&self.read[..end]).into_owned();
        self.read.drain(..end + 4);
        let mut lines = head.split("\r\n");
        let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok());
        let status = status.ok_or(io::ErrorKind::InvalidData)?;
        let headers: Vec<_> = lines
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
            .collect();
        let mut answer = Answer { status, headers, body: Vec::new() };
        let has_body = has_body && !matches!(status, 204 | 304);
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

    /// The answer to a request, whose connection ends with it.
    #[track_caller]
    pub fn ask(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Answer {
        let own = self.stream.peer_addr().expect("it is connected").to_string();
        let mut head = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
        if !headers.iter().any(|(name, _)| *name == "Host") {
            head.push_str(&format!("Host: {own}\r\n"));
        }
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        if !body.is_empty() {
            head.push_str(&format!("Content-Length: {}\r\n", body.len()));
        }
        // A server that has heard enough closes before all is written.
        let _ = self.stream.write_all(format!("{head}\r\n{body}").as_bytes());
        let answer = self.try_answer(method != "HEAD").expect("an answer").expect("an answer");
        assert!(self.read.is_empty() && !matches!(self.read_more(), Ok(true)), "nothing after it");
        answer
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

    /// Reads, with whatever stands around it, what comes next up to this text.
    pub fn hear(&mut self, text: &str) -> String {
        loop {
            let read = String::from_utf8_lossy(&self.read).into_owned();
            if let Some(start) = read.find(text) {
                self.read.drain(..start + text.len());
                return read;
            }
            let goes_on =
                self.read_more().unwrap_or_else(|error| panic!("{text}: {error}\n{read}"));
            assert!(goes_on, "it ends without {text}\n{read}");
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

/// Whatever answers requests at an address.
#[derive(Clone, Copy)]
pub struct Host {
    pub address: SocketAddr,
}

impl Host {
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
    #[track_caller]
    pub fn request(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Answer {
        self.connect().ask(method, path, headers, body)
    }

    /// An open connection.
    pub fn connect(&self) -> Client {
        Client::new(self.address)
    }
}

/// Begins to send the form `choice=accept`, up to `choice`.
pub fn begin_a_form(address: SocketAddr) -> Client {
    let mut slow = Client::new(address);
    slow.say("POST /consent HTTP/1.1\r\nHost: example.nl\r\nContent-Length: 13\r\n\r\nchoice");
    slow
}

/// What an address says.
pub fn get(address: SocketAddr, path: &str) -> Answer {
    Client::new(address).ask("GET", path, &[], "")
}

/// An answer, as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    /// In their order, by name in lower case.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    /// A header's first value.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.all(name).first().copied()
    }

    /// All values of a header.
    pub fn all(&self, name: &str) -> Vec<&str> {
        let found = self.headers.iter().filter(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str()).collect()
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).expect("the body is UTF-8")
    }

    /// The answer, which has this status.
    #[track_caller]
    pub fn assert_status(self, status: u16) -> Self {
        let body = String::from_utf8_lossy(&self.body);
        assert_eq!(self.status, status, "{:?}\n{body}", self.headers);
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
