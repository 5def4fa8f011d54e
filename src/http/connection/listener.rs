//! Where connections come from: TCP, or a Unix socket between a proxy and this program.

use std::io;
use std::os::fd::AsFd as _;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream, UnixListener, UnixStream};

/// A socket that waits for connections.
pub trait Listener: Send + 'static {
    type Socket: Socket;

    /// The next connection.
    fn poll_accept(&self, context: &mut Context<'_>) -> Poll<io::Result<Self::Socket>>;

    /// A connection that waits in the system's queue, whether the runtime knows of it or not.
    fn try_accept(&self) -> io::Result<Self::Socket>;
}

/// A connection's socket.
pub trait Socket: AsyncRead + AsyncWrite + Send + Unpin + 'static {
    /// Writes what there is room for.
    fn try_write(&self, bytes: &[u8]) -> io::Result<usize>;
}

impl Listener for TcpListener {
    type Socket = TcpStream;

    fn poll_accept(&self, context: &mut Context<'_>) -> Poll<io::Result<TcpStream>> {
        Self::poll_accept(self, context).map_ok(|(stream, _)| {
            // Responses are written whole: nothing is gained by waiting for more.
            let _ = stream.set_nodelay(true);
            stream
        })
    }

    fn try_accept(&self) -> io::Result<TcpStream> {
        let listener = std::net::TcpListener::from(self.as_fd().try_clone_to_owned()?);
        let (stream, _) = listener.accept()?;
        stream.set_nonblocking(true)?;
        TcpStream::from_std(stream)
    }
}

impl Listener for UnixListener {
    type Socket = UnixStream;

    fn poll_accept(&self, context: &mut Context<'_>) -> Poll<io::Result<UnixStream>> {
        Self::poll_accept(self, context).map_ok(|(stream, _)| stream)
    }

    fn try_accept(&self) -> io::Result<UnixStream> {
        let listener = std::os::unix::net::UnixListener::from(self.as_fd().try_clone_to_owned()?);
        let (stream, _) = listener.accept()?;
        stream.set_nonblocking(true)?;
        UnixStream::from_std(stream)
    }
}

impl Socket for TcpStream {
    fn try_write(&self, bytes: &[u8]) -> io::Result<usize> {
        Self::try_write(self, bytes)
    }
}

impl Socket for UnixStream {
    fn try_write(&self, bytes: &[u8]) -> io::Result<usize> {
        Self::try_write(self, bytes)
    }
}
