//! The compressor: makes small what visitors have begun to ask for, while nobody waits.
//!
//! A page is first compressed quickly, so that its first visitor does not feel it. One thread then
//! compresses it as well as can be, once; what it made is kept by content, so that a page that a
//! reload leaves as it was is never pressed again.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use bytes::Bytes;
use rustc_hash::FxHashMap;

use super::encoding::{Effort, Encoding, compress, expand};
use super::representation::Representation;

/// How much pressed text is kept, in bytes. What was not asked for the longest is forgotten, and
/// pressed again if it is asked for after all.
const KEPT_MAX_BYTES: usize = 32_000_000;

/// Where a pressed text goes, and what was made quickly, which it may replace.
type Deliver = Box<dyn FnOnce(&Arc<Representation>, Bytes) + Send>;

/// What is to be pressed. It waits for its turn without holding a text: what was dropped by then
/// needs no pressing, and what was not has its text in it.
struct Job {
    key: Key,
    quick: Weak<Representation>,
    deliver: Deliver,
}

/// A text by its digest, and a coding.
type Key = (String, Encoding);

/// Presses texts, on a thread of its own that begins with the first and ends with the compressor.
#[derive(Default)]
pub struct Compressor {
    kept: Arc<Mutex<CompressedCache>>,
    jobs: Mutex<Option<Sender<Job>>>,
}

/// Pressed texts in two generations, so that forgetting costs nothing to keep account of.
#[derive(Default)]
struct CompressedCache {
    /// What was pressed or asked for since the older ones were put aside.
    recent: FxHashMap<Key, Bytes>,
    old: FxHashMap<Key, Bytes>,
    /// The bytes of the recent ones.
    size: usize,
}

impl std::fmt::Debug for Compressor {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Compressor")
    }
}

impl Compressor {
    /// A text in a coding, if it has been pressed.
    pub fn kept(&self, digest: &str, encoding: Encoding) -> Option<Bytes> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(&(digest.to_owned(), encoding), KEPT_MAX_BYTES)
    }

    /// Presses the text that was made quickly, when its turn comes and if it is still there then,
    /// and hands it over.
    pub fn compressor(
        &self,
        digest: String,
        encoding: Encoding,
        quick: &Arc<Representation>,
        deliver: impl FnOnce(&Arc<Representation>, Bytes) + Send + 'static,
    ) {
        let quick = Arc::downgrade(quick);
        let job = Job { key: (digest, encoding), quick, deliver: Box::new(deliver) };
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        let jobs = jobs.get_or_insert_with(|| start(Arc::clone(&self.kept)));
        // Where the system gave no thread, the quick one is good enough.
        let _ = jobs.send(job);
    }
}

fn start(kept: Arc<Mutex<CompressedCache>>) -> Sender<Job> {
    let (sender, jobs) = channel();
    let thread = std::thread::Builder::new().name("compressor".to_owned());
    if let Err(error) = thread.spawn(move || work(&jobs, &kept)) {
        tracing::warn!(%error, "pages stay as they were first compressed");
    }
    sender
}

fn work(jobs: &Receiver<Job>, kept: &Mutex<CompressedCache>) {
    let kept = || kept.lock().unwrap_or_else(PoisonError::into_inner);
    for Job { key, quick, deliver } in jobs {
        let Some(quick) = quick.upgrade() else { continue };
        let known = kept().get(&key, KEPT_MAX_BYTES);
        let pressed = known.or_else(|| {
            let text = expand(&quick.body, key.1)?;
            let pressed = compress(&text, key.1, Effort::Best);
            kept().keep(key, pressed.clone(), KEPT_MAX_BYTES);
            Some(pressed)
        });
        if let Some(pressed) = pressed {
            deliver(&quick, pressed);
        }
    }
}

impl CompressedCache {
    fn get(&mut self, key: &Key, max: usize) -> Option<Bytes> {
        if let Some(text) = self.recent.get(key) {
            return Some(text.clone());
        }
        let (key, text) = self.old.remove_entry(key)?;
        self.keep(key, text.clone(), max);
        Some(text)
    }

    fn keep(&mut self, key: Key, text: Bytes, max: usize) {
        if self.size + text.len() > max / 2 {
            self.old = std::mem::take(&mut self.recent);
            self.size = 0;
        }
        self.size += text.len();
        self.recent.insert(key, text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_is_kept_and_the_rest_forgotten() {
        let max = 40;
        let key = |name: &str| (name.to_owned(), Encoding::Brotli);
        let mut kept = CompressedCache::default();
        for name in ["asked", "other"] {
            kept.keep(key(name), Bytes::from_static(&[0; 10]), max);
        }
        for number in 0..20 {
            kept.keep(key(&number.to_string()), Bytes::from_static(&[0; 10]), max);
            assert!(kept.get(&key("asked"), max).is_some(), "{number}");
            let all = kept.recent.values().chain(kept.old.values());
            assert!(all.map(Bytes::len).sum::<usize>() <= max, "{number}");
        }
        assert!(kept.get(&key("other"), max).is_none());
    }
}
