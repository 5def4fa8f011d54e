//! Pace: nobody holds a connection by doing nothing.
//!
//! A connection always waits for one side. The server's side has its own limits, in its handlers;
//! this is the visitor's: a head that is due, an answer that is to be taken, a farewell. A
//! connection only notes that something happened, which costs a request two plain stores; whoever
//! looks now and then can tell for how long nothing has ([`Watch`]). What arrives is nothing yet,
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
pub enum Turn {
    /// The visitor may ask: a head is due, or has begun to arrive.
    Asking = 0,
    /// The server answers.
    Answering = 1,
    /// The visitor has to take what is written.
    Taking = 2,
    /// All is said; the visitor may hang up.
    Leaving = 3,
}

impl Turn {
    /// All turns, in the order of their numbers.
    pub const ALL: [Self; 4] = [Self::Asking, Self::Answering, Self::Taking, Self::Leaving];

    /// The turn in a word, for the metrics.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Asking => "asking",
            Self::Answering => "answering",
            Self::Taking => "taking",
            Self::Leaving => "leaving",
        }
    }
}

/// Whose turn it is on a connection.
#[derive(Debug, Default)]
pub struct Pace {
    /// How many turns there were, and in the lowest two bits the present one: in one word, so
    /// that it is never read half old.
    state: AtomicU64,
}

const TURN_BITS: u32 = 2;

impl Pace {
    /// Begins a turn, or the same one anew. Only the connection's own task does.
    pub fn begin(&self, turn: Turn) {
        let turns = self.state.load(Ordering::Relaxed) >> TURN_BITS;
        self.state.store((turns + 1) << TURN_BITS | turn as u64, Ordering::Relaxed);
    }

    /// Whose turn it is: at first the visitor's, who may ask.
    pub fn turn(&self) -> Turn {
        turn(self.state.load(Ordering::Relaxed))
    }

    /// Notes how a write ended: with everything taken, the visitor may ask again.
    fn wrote(&self, length: usize, result: &Poll<io::Result<usize>>) {
        match result {
            Poll::Ready(Ok(taken)) if *taken == length => self.begin(Turn::Asking),
            Poll::Ready(Ok(_)) => self.begin(Turn::Taking),
            // Asking once more whether there is room is not taking anything.
            Poll::Pending if self.turn() != Turn::Taking => self.begin(Turn::Taking),
            Poll::Pending | Poll::Ready(Err(_)) => {}
        }
    }
}

const fn turn(state: u64) -> Turn {
    Turn::ALL[(state & ((1 << TURN_BITS) - 1)) as usize]
}

/// Measures how long a connection has been waiting for its visitor.
#[derive(Debug)]
pub struct Watch {
    pace: Arc<Pace>,
    patience: Duration,
    /// What was seen last, and when it was first seen.
    seen: u64,
    since: Instant,
}

impl Watch {
    /// A watch over a connection that has just been opened.
    pub fn new(pace: Arc<Pace>, patience: Duration) -> Self {
        let seen = pace.state.load(Ordering::Relaxed);
        Self { pace, patience, seen, since: Instant::now() }
    }

    /// Looks whether the visitor's time is up, and in whose turn that is; else says when to look
    /// again. Whoever looks then finds a visitor out after their time, and at most a quarter of
    /// it later.
    pub fn look(&mut self, now: Instant) -> Result<Instant, Turn> {
        let state = self.pace.state.load(Ordering::Relaxed);
        // No time runs while the server answers.
        if state != self.seen || turn(state) == Turn::Answering {
            (self.seen, self.since) = (state, now);
        }
        let end = self.since + self.patience;
        match end <= now {
            true => Err(turn(state)),
            false => Ok(end.min(now + self.patience / 4)),
        }
    }
}

/// How much is read, in bytes, of what a visitor sends after the last answer.
const HEARD_MAX: usize = 1024 * 1024;

/// A visitor's socket, which tells the connection's pace.
#[derive(Debug)]
pub struct Paced {
    stream: TcpStream,
    pace: Arc<Pace>,
    /// What was read after the last answer, in bytes; none before it.
    heard: Option<usize>,
}

impl Paced {
    /// The socket with its pace.
    pub const fn new(stream: TcpStream, pace: Arc<Pace>) -> Self {
        Self { stream, pace, heard: None }
    }
}

impl AsyncRead for Paced {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Paced {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let result = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.pace.wrote(bytes.len(), &result);
        result
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let result = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        self.pace.wrote(slices.iter().map(|slice| slice.len()).sum(), &result);
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
            this.pace.begin(Turn::Leaving);
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
