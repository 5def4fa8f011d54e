//! Compresses what visitors have begun to ask for as well as can be, while nobody waits.
//!
//! A page is first compressed quickly, so that its first visitor does not feel it. One thread then
//! compresses it once more; what it made is kept by content, so that a page that a reload leaves
//! as it was is never compressed again.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use bytes::Bytes;
use quick_cache::Weighter;
use quick_cache::sync::Cache;

use super::encoding::{compress_well, expand};
use super::representation_cache::{Key, RepresentationCache};

/// How much compressed text is kept, in bytes.
const KEPT_MAX_BYTES: u64 = 32_000_000;

/// Compressed texts by the digests of what they say.
type Compressed = Cache<String, Bytes, Length>;

#[derive(Clone)]
struct Length;

impl Weighter<String, Bytes> for Length {
    fn weight(&self, digest: &String, text: &Bytes) -> u64 {
        (digest.len() + text.len()) as u64
    }
}

/// A thread of its own, which begins with the first text and ends with the compressor.
pub struct Compressor {
    best: Arc<Compressed>,
    jobs: Mutex<Option<Sender<Job>>>,
}

/// What is to be compressed. It waits for its turn without holding a text: what was dropped by
/// then is skipped.
struct Job {
    cache: Weak<RepresentationCache>,
    key: Key,
    digest: String,
}

impl Default for Compressor {
    fn default() -> Self {
        let best = Cache::with_weighter(1024, KEPT_MAX_BYTES, Length);
        Self { best: Arc::new(best), jobs: Mutex::default() }
    }
}

impl std::fmt::Debug for Compressor {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Compressor")
    }
}

impl Compressor {
    /// A text in brotli, if it has been compressed as well as can be.
    pub fn best(&self, digest: &str) -> Option<Bytes> {
        self.best.get(digest)
    }

    /// Compresses what the cache holds under this key when its turn comes, and puts it in place.
    pub fn recompress(&self, cache: &Arc<RepresentationCache>, key: Key, digest: String) {
        let job = Job { cache: Arc::downgrade(cache), key, digest };
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        let jobs = jobs.get_or_insert_with(|| {
            let (sender, jobs) = channel();
            let best = Arc::clone(&self.best);
            let thread = std::thread::Builder::new().name("compressor".to_owned());
            if let Err(error) = thread.spawn(move || run(&jobs, &best)) {
                tracing::warn!(%error, "pages stay as they were first compressed");
            }
            sender
        });
        // Where the system gave no thread, the quick one is good enough.
        let _ = jobs.send(job);
    }
}

fn run(jobs: &Receiver<Job>, best: &Compressed) {
    for Job { cache, key, digest } in jobs {
        let Some(cache) = cache.upgrade() else { continue };
        let Some(quick) = cache.peek(&key) else { continue };
        let Some(body) = expand(&quick.body) else { continue };
        let better = compress_well(&body);
        if better.len() < quick.body.len() {
            best.insert(digest, better.clone());
            // Only if it is still there: what was dropped stays dropped.
            let _ = cache.replace(key, Arc::new(quick.with_best(better)), true);
        }
    }
}
