//! Activity: nobody holds a connection by doing nothing.
//!
//! A connection always waits for one side. The server's side has its own limits, in its handlers;
//! this is the visitor's: a head that is due, an answer that is to be taken, a drain_grace. A
//! connection only notes that something happened, which costs a request two plain stores; whoever
//! looks now and then can tell for how long nothing has ([`IdleTimer`]). What arrives is nothing yet,
//! or a head that trickles in would hold the connection for ever; what is *taken* is, since the
//! system finds room for more only when a good part of its buffer has been read.

use std::io::{self, IoSlice};
use std::mem::MaybeUninit;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::Instant;

/// For whom a connection waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The visitor may ask: a head is due, or has begun to arrive.
    Reading = 0,
    /// The server answers.
    Handling = 1,
    /// The visitor has to take what is written.
    Writing = 2,
    /// All is said; the visitor may hang up.
    Closing = 3,
}

impl Phase {
    /// All turns, in the order of their numbers.
    pub const ALL: [Self; 4] = [Self::Reading, Self::Handling, Self::Writing, Self::Closing];

    /// The phase in a word, for the metrics.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reading => "reading",
            Self::Handling => "handling",
            Self::Writing => "writing",
            Self::Closing => "closing",
        }
    }
}

/// Whose phase it is on a connection.
#[derive(Debug, Default)]
pub struct Activity {
    /// How many turns there were, and in the lowest two bits the present one: in one word, so
    /// that it is never read half old.
    state: AtomicU64,
}

const TURN_BITS: u32 = 2;

impl Activity {
    /// Begins a phase, or the same one anew. Only the connection's own task does.
    pub fn begin(&self, phase: Phase) {
        let turns = self.state.load(Ordering::Relaxed) >> TURN_BITS;
        self.state.store((turns + 1) << TURN_BITS | phase as u64, Ordering::Relaxed);
    }

    /// Whose phase it is: at first the visitor's, who may ask.
    pub fn phase(&self) -> Phase {
        phase(self.state.load(Ordering::Relaxed))
    }

    /// Notes how a write ended: with everything taken, the visitor may ask again.
    fn wrote(&self, length: usize, result: &Poll<io::Result<usize>>) {
        match result {
            Poll::Ready(Ok(taken)) if *taken == length => self.begin(Phase::Reading),
            Poll::Ready(Ok(_)) => self.begin(Phase::Writing),
            // Reading once more whether there is room is not taking anything.
            Poll::Pending if self.phase() != Phase::Writing => self.begin(Phase::Writing),
            Poll::Pending | Poll::Ready(Err(_)) => {}
        }
    }
}

const fn phase(state: u64) -> Phase {
    Phase::ALL[(state & ((1 << TURN_BITS) - 1)) as usize]
}

/// Measures how long a connection has been waiting for its visitor.
#[derive(Debug)]
pub struct IdleTimer {
    activity: Arc<Activity>,
    idle_timeout: Duration,
    /// What was seen last, and when it was first seen.
    seen: u64,
    since: Instant,
}

impl IdleTimer {
    /// A watch over a connection that has just been opened.
    pub fn new(activity: Arc<Activity>, idle_timeout: Duration) -> Self {
        let seen = activity.state.load(Ordering::Relaxed);
        Self { activity, idle_timeout, seen, since: Instant::now() }
    }

    /// Looks whether the visitor's time is up, and in whose phase that is; else says when to look
    /// again. Whoever looks then finds a visitor out after their time, and at most a quarter of
    /// it later.
    pub fn look(&mut self, now: Instant) -> Result<Instant, Phase> {
        let state = self.activity.state.load(Ordering::Relaxed);
        // No time runs while the server answers.
        if state != self.seen || phase(state) == Phase::Handling {
            (self.seen, self.since) = (state, now);
        }
        let end = self.since + self.idle_timeout;
        match end <= now {
            true => Err(phase(state)),
            false => Ok(end.min(now + self.idle_timeout / 4)),
        }
    }
}

/// How much is read, in bytes, of what a visitor sends after the last answer.
const HEARD_MAX: usize = 1024 * 1024;

/// A visitor's socket, which tells the connection's activity.
#[derive(Debug)]
pub struct TrackedStream {
    stream: TcpStream,
    activity: Arc<Activity>,
    /// What was read after the last answer, in bytes; none before it.
    heard: Option<usize>,
}

impl TrackedStream {
    /// The socket with its activity.
    pub const fn new(stream: TcpStream, activity: Arc<Activity>) -> Self {
        Self { stream, activity, heard: None }
    }
}

impl AsyncRead for TrackedStream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for TrackedStream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let result = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.activity.wrote(bytes.len(), &result);
        result
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let result = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        self.activity.wrote(slices.iter().map(|slice| slice.len()).sum(), &result);
        result
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    /// Says that nothing more will come, and hears the visitor out: a socket that is closed while
    /// something unread lies in it is reset, and a reset can overtake the answer.
    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = &mut *self;
        if this.heard.is_none() {
            ready!(Pin::new(&mut this.stream).poll_shutdown(context))?;
            this.activity.begin(Phase::Closing);
        }
        let heard = this.heard.get_or_insert(0);
        let mut space = [MaybeUninit::uninit(); 4096];
        loop {
            let mut buffer = ReadBuf::uninit(&mut space);
            let result = ready!(Pin::new(&mut this.stream).poll_read(context, &mut buffer));
            *heard += buffer.filled().len();
            if result.is_err() || buffer.filled().is_empty() || *heard > HEARD_MAX {
                return Poll::Ready(Ok(()));
            }
        }
    }
}
