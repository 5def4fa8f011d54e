//! What is counted, and shown to the operator.

use std::sync::atomic::{AtomicU64, Ordering};

/// The counters. On the fast way, counting is one relaxed addition.
#[derive(Debug, Default)]
pub struct Metrics {
    published: AtomicU64,
}

impl Metrics {
    /// Counts an answer from bytes that existed.
    pub fn published(&self) {
        self.published.fetch_add(1, Ordering::Relaxed);
    }
}
