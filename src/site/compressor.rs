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

use super::encoding::{Effort, Encoding, compress, expand};
use super::representation_cache::{Key, RepresentationCache};

/// How much compressed text is kept, in bytes.
const KEPT_MAX_BYTES: u64 = 32_000_000;

/// A text by its digest, and a coding.
type TextKey = (String, Encoding);

#[derive(Clone)]
struct Length;

impl Weighter<TextKey, Bytes> for Length {
    fn weight(&self, (digest, _): &TextKey, text: &Bytes) -> u64 {
        (digest.len() + text.len()) as u64
    }
}

/// A thread of its own, which begins with the first text and ends with the compressor.
pub struct Compressor {
    best: Arc<Cache<TextKey, Bytes, Length>>,
    jobs: Mutex<Option<Sender<Job>>>,
}

/// What is to be compressed. It waits for its turn without holding a text: what was dropped by
/// then is skipped.
struct Job {
    cache: Weak<RepresentationCache>,
    key: Key,
    text: TextKey,
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
    /// A text in a coding, if it has been compressed as well as can be.
    pub fn best(&self, digest: &str, encoding: Encoding) -> Option<Bytes> {
        self.best.get(&(digest.to_owned(), encoding))
    }

    /// Compresses what the cache holds under this key when its turn comes, and puts it in place.
    pub fn recompress(
        &self,
        cache: &Arc<RepresentationCache>,
        key: Key,
        digest: String,
        encoding: Encoding,
    ) {
        let job = Job { cache: Arc::downgrade(cache), key, text: (digest, encoding) };
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

fn run(jobs: &Receiver<Job>, best: &Cache<TextKey, Bytes, Length>) {
    for Job { cache, key, text } in jobs {
        let encoding = text.1;
        let Some(cache) = cache.upgrade() else { continue };
        let Some(quick) = cache.peek(&key) else { continue };
        let Some(body) = expand(&quick.body, encoding) else { continue };
        let better = compress(&body, encoding, Effort::Best);
        if better.len() < quick.body.len() {
            best.insert(text, better.clone());
            // Only if it is still there: what was dropped stays dropped.
            let _ = cache.replace(key, Arc::new(quick.with_best(better)), true);
        }
    }
}
