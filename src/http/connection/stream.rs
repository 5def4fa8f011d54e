//! The socket of a connection, under hyper: notes what happens on it, puts a page in the place of
//! hyper's bare refusals, and closes so that the last response arrives.

use std::io::{self, IoSlice};
use std::mem::MaybeUninit;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::{Buf as _, Bytes};
use http::StatusCode;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::activity::Activity;
use super::listener::Socket;
use crate::http::AppState;
use crate::http::error_pages::refusal;

/// How much is read, in bytes, of what a client sends after the last response.
const LINGER_MAX_BYTES: usize = 1024 * 1024;

/// The longest head that hyper writes by itself, in bytes; ours are longer.
const BARE_MAX_BYTES: usize = 200;

pub struct TrackedStream<S: Socket> {
    socket: S,
    activity: Arc<Activity>,
    app: Arc<AppState>,
    /// A page that is being written, in the place of so many bytes of hyper's.
    refusal: Option<(Bytes, usize)>,
    /// What was read after the last response, in bytes; none before it.
    lingered: Option<usize>,
}

impl<S: Socket> TrackedStream<S> {
    pub const fn new(socket: S, activity: Arc<Activity>, app: Arc<AppState>) -> Self {
        Self { socket, activity, app, refusal: None, lingered: None }
    }

    /// Writes the page in the place of a bare refusal, which `bytes` are, or nothing.
    fn write_refusal(
        &mut self,
        bytes: &[u8],
        context: &mut Context<'_>,
    ) -> Option<Poll<io::Result<usize>>> {
        if self.refusal.is_none() {
            let status = bare_refusal(bytes)?;
            self.refusal = Some((refusal(&self.app.site.load(), status), bytes.len()));
        }
        let (page, replaced) = self.refusal.as_mut()?;
        while page.has_remaining() {
            match Pin::new(&mut self.socket).poll_write(context, page) {
                Poll::Ready(Ok(written)) => page.advance(written),
                other => return Some(other),
            }
            self.activity.step();
        }
        let replaced = *replaced;
        self.refusal = None;
        Some(Poll::Ready(Ok(replaced)))
    }

    fn note(&self, result: &Poll<io::Result<usize>>) {
        if matches!(result, Poll::Ready(Ok(_))) {
            self.activity.step();
        }
    }
}

/// The status of a head that hyper wrote without having asked anybody: to what is no request.
fn bare_refusal(bytes: &[u8]) -> Option<StatusCode> {
    if bytes.len() > BARE_MAX_BYTES || !bytes.starts_with(b"HTTP/1.1 4") {
        return None;
    }
    StatusCode::from_bytes(bytes.get(9..12)?).ok()
}

impl<S: Socket> AsyncRead for TrackedStream<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let result = Pin::new(&mut self.socket).poll_read(context, buffer);
        if buffer.filled().len() > before {
            self.activity.receive();
        }
        result
    }
}

impl<S: Socket> AsyncWrite for TrackedStream<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        if let Some(result) = self.write_refusal(bytes, context) {
            return result;
        }
        let result = Pin::new(&mut self.socket).poll_write(context, bytes);
        self.note(&result);
        result
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        if let [only] = slices
            && let Some(result) = self.write_refusal(only, context)
        {
            return result;
        }
        let result = Pin::new(&mut self.socket).poll_write_vectored(context, slices);
        self.note(&result);
        result
    }

    fn is_write_vectored(&self) -> bool {
        self.socket.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_flush(context)
    }

    /// Says that nothing more will come, and reads on for a while: a socket that is closed while
    /// something unread lies in it is reset, and a reset can overtake the response.
    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = &mut *self;
        if this.lingered.is_none() {
            ready!(Pin::new(&mut this.socket).poll_shutdown(context))?;
            this.activity.end();
        }
        let lingered = this.lingered.get_or_insert(0);
        let mut space = [MaybeUninit::uninit(); 4096];
        loop {
            let mut buffer = ReadBuf::uninit(&mut space);
            let result = ready!(Pin::new(&mut this.socket).poll_read(context, &mut buffer));
            *lingered += buffer.filled().len();
            if result.is_err() || buffer.filled().is_empty() || *lingered > LINGER_MAX_BYTES {
                return Poll::Ready(Ok(()));
            }
        }
    }
}

impl<S: Socket> Drop for TrackedStream<S> {
    /// Whoever did not finish a head in time is told so, as far as there is room for it.
    fn drop(&mut self) {
        if self.activity.has_timed_out_in_head() && self.lingered.is_none() {
            let page = refusal(&self.app.site.load(), StatusCode::REQUEST_TIMEOUT);
            let _ = self.socket.try_write(&page);
        }
    }
}
