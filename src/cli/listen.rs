//! Where the server listens: TCP or a Unix socket, opened here or handed over.

use std::fs;
use std::io::{self, Write as _};
use std::net::SocketAddr;
use std::os::unix::fs::{FileTypeExt as _, PermissionsExt as _};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use tokio::net::{TcpListener, TcpSocket, UnixListener};

/// How many connections may wait to be accepted.
const BACKLOG: u32 = 4096;

/// What stands before the path of a Unix socket.
const UNIX: &str = "unix:";

/// An address to listen on: `127.0.0.1:3000`, `[::1]:3000`, `unix:/run/site.sock`.
#[derive(Clone, Debug)]
pub enum Address {
    Tcp(SocketAddr),
    Unix(PathBuf),
}

impl FromStr for Address {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.strip_prefix(UNIX) {
            Some("") => Err("the path of the socket is missing".to_owned()),
            Some(path) => Ok(Self::Unix(PathBuf::from(path))),
            None => text.parse().map(Self::Tcp).map_err(|_| {
                "it is neither an address with a port, as 127.0.0.1:3000, nor unix:PATH".to_owned()
            }),
        }
    }
}

/// A socket that waits for connections.
pub enum Listening {
    Tcp(TcpListener),
    Unix(UnixListener),
}

/// A socket that a service manager opened.
pub enum HandedOver {
    Tcp(std::net::TcpListener),
    Unix(std::os::unix::net::UnixListener),
}

impl Listening {
    /// Opens a socket. That of an earlier run is replaced, unless somebody still listens on it.
    ///
    /// # Errors
    /// The system refuses; the address is named.
    pub fn open(address: &Address) -> io::Result<Self> {
        let (opened, name) = match address {
            Address::Tcp(address) => (tcp(*address).map(Self::Tcp), address.to_string()),
            Address::Unix(path) => (unix(path).map(Self::Unix), path.display().to_string()),
        };
        opened.map_err(|error| io::Error::new(error.kind(), format!("{name}: {error}")))
    }

    /// Takes a socket over.
    ///
    /// # Errors
    /// The system refuses.
    pub fn take(socket: HandedOver) -> io::Result<Self> {
        match socket {
            HandedOver::Tcp(socket) => {
                socket.set_nonblocking(true)?;
                TcpListener::from_std(socket).map(Self::Tcp)
            }
            HandedOver::Unix(socket) => {
                socket.set_nonblocking(true)?;
                UnixListener::from_std(socket).map(Self::Unix)
            }
        }
    }

    /// Says where it listens, in a line on standard output, by which other programs find the port.
    pub fn print(&self, what: &str) {
        let address = match self {
            Self::Tcp(listener) => {
                listener.local_addr().map(|address| format!("http://{address}")).ok()
            }
            Self::Unix(listener) => listener.local_addr().ok().and_then(|address| {
                address.as_pathname().map(|path| format!("{UNIX}{}", path.display()))
            }),
        };
        let address = address.unwrap_or_else(|| "a socket without a name".to_owned());
        let mut out = io::stdout();
        // Nobody may be there to read it.
        let _ = writeln!(out, "{what} {address}").and_then(|()| out.flush());
    }
}

fn tcp(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = match address {
        SocketAddr::V4(_) => TcpSocket::new_v4()?,
        SocketAddr::V6(_) => TcpSocket::new_v6()?,
    };
    // A restart need not wait for the connections of the last run to be forgotten.
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

fn unix(path: &Path) -> io::Result<UnixListener> {
    let is_socket = path.metadata().is_ok_and(|it| it.file_type().is_socket());
    if is_socket && UnixStream::connect(path).is_err() {
        fs::remove_file(path)?;
    }
    let listener = UnixListener::bind(path)?;
    // Who may connect is for the folder to say.
    fs::set_permissions(path, fs::Permissions::from_mode(0o666))?;
    Ok(listener)
}
