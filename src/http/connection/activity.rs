//! Whether anything happens on a connection. It only notes that something did, which costs a
//! request a few plain stores; a clock that ticks a few times in the time allowed tells for how
//! long nothing has. (A timer of its own for every request costs ten times as much.)

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::time::Duration;

use tokio::time::Instant;

/// What happens on a connection. Only its own task writes.
#[derive(Debug)]
pub struct Activity {
    opened: Instant,
    /// How many requests came, and how often the client took something of a response. What merely
    /// arrives does not count, or a head that trickles in would hold the connection for ever.
    steps: AtomicU64,
    /// Whether the server is at it: its own limits hold then.
    is_handling: AtomicBool,
    /// Whether something arrived that is no whole head yet.
    has_partial_head: AtomicBool,
    has_timed_out: AtomicBool,
    /// The steps at the last tick, and when their number was new, in milliseconds since `opened`.
    seen: AtomicU64,
    seen_since: AtomicU64,
}

impl Activity {
    pub fn new() -> Self {
        Self {
            opened: Instant::now(),
            steps: AtomicU64::new(0),
            is_handling: AtomicBool::new(false),
            has_partial_head: AtomicBool::new(false),
            has_timed_out: AtomicBool::new(false),
            seen: AtomicU64::new(0),
            seen_since: AtomicU64::new(0),
        }
    }

    /// Notes that a request came, and is being handled.
    pub fn begin(&self) {
        self.has_partial_head.store(false, Relaxed);
        self.is_handling.store(true, Relaxed);
        self.step();
    }

    /// Notes that the response is there, for the client to take.
    pub fn end(&self) {
        self.is_handling.store(false, Relaxed);
        self.step();
    }

    /// Notes that the client took something.
    pub fn step(&self) {
        self.steps.store(self.steps.load(Relaxed) + 1, Relaxed);
    }

    /// Notes that something arrived.
    pub fn receive(&self) {
        if !self.is_handling() {
            self.has_partial_head.store(true, Relaxed);
        }
    }

    pub fn is_handling(&self) -> bool {
        self.is_handling.load(Relaxed)
    }

    /// Notes that the time allowed is over.
    pub fn time_out(&self) {
        self.has_timed_out.store(true, Relaxed);
    }

    /// Whether the time was over before a head was whole.
    pub fn has_timed_out_in_head(&self) -> bool {
        self.has_timed_out.load(Relaxed) && self.has_partial_head.load(Relaxed)
    }

    /// Looks at the connection, as its clock ticks: for how long nothing has happened on it.
    pub fn tick(&self) -> Duration {
        let now = self.now();
        let steps = self.steps.load(Relaxed);
        if self.is_handling() || steps != self.seen.load(Relaxed) {
            self.seen.store(steps, Relaxed);
            self.seen_since.store(now, Relaxed);
        }
        Duration::from_millis(now - self.seen_since.load(Relaxed))
    }

    /// For how long nothing has happened, at least, as far as the last tick tells.
    pub fn idle(&self) -> Duration {
        if self.is_handling() || self.steps.load(Relaxed) != self.seen.load(Relaxed) {
            return Duration::ZERO;
        }
        Duration::from_millis(self.now().saturating_sub(self.seen_since.load(Relaxed)))
    }

    fn now(&self) -> u64 {
        u64::try_from(self.opened.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}
