//! The press: makes small what visitors have begun to ask for, while nobody waits.
//!
//! A page is first compressed quickly, so that its first visitor does not feel it. One thread then
//! compresses it as well as can be, once; what it made is kept by content, so that a page that a
//! reload leaves as it was is never pressed again.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use rustc_hash::FxHashMap;

use super::encoding::{Effort, Encoding, compress};

/// How much pressed text is kept, in bytes. Beyond it all is forgotten, and what is still asked
/// for is pressed again.
const KEPT_MAX_BYTES: usize = 32_000_000;

/// How many texts may wait. What finds no place stays as it is.
const WAITING_MAX: usize = 1024;

/// Where a pressed text goes.
type Deliver = Box<dyn FnOnce(Bytes) + Send>;

struct Job {
    key: Key,
    text: Bytes,
    deliver: Deliver,
}

/// A text by its digest, and a coding.
type Key = (String, Encoding);

/// Presses texts, on a thread of its own that begins with the first and ends with the press.
#[derive(Default)]
pub struct Press {
    kept: Arc<Mutex<Kept>>,
    jobs: Mutex<Option<SyncSender<Job>>>,
}

#[derive(Default)]
struct Kept {
    texts: FxHashMap<Key, Bytes>,
    size: usize,
}

impl std::fmt::Debug for Press {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Press")
    }
}

impl Press {
    /// A text in a coding, if it has been pressed.
    pub fn kept(&self, digest: &str, encoding: Encoding) -> Option<Bytes> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.texts.get(&(digest.to_owned(), encoding)).cloned()
    }

    /// Presses a text when its turn comes, and hands it over.
    pub fn press(
        &self,
        digest: String,
        encoding: Encoding,
        text: Bytes,
        deliver: impl FnOnce(Bytes) + Send + 'static,
    ) {
        let job = Job { key: (digest, encoding), text, deliver: Box::new(deliver) };
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        let jobs = jobs.get_or_insert_with(|| start(Arc::clone(&self.kept)));
        // Where too many wait, or the system gave no thread, the quick one is good enough.
        let _ = jobs.try_send(job);
    }
}

fn start(kept: Arc<Mutex<Kept>>) -> SyncSender<Job> {
    let (sender, jobs) = sync_channel(WAITING_MAX);
    let thread = std::thread::Builder::new().name("press".to_owned());
    if let Err(error) = thread.spawn(move || work(&jobs, &kept)) {
        tracing::warn!(%error, "pages stay as they were first compressed");
    }
    sender
}

fn work(jobs: &Receiver<Job>, kept: &Mutex<Kept>) {
    for Job { key, text, deliver } in jobs {
        let known = kept.lock().unwrap_or_else(PoisonError::into_inner).texts.get(&key).cloned();
        let pressed = known.unwrap_or_else(|| {
            let pressed = compress(&text, key.1, Effort::Best);
            kept.lock().unwrap_or_else(PoisonError::into_inner).keep(key, pressed.clone());
            pressed
        });
        deliver(pressed);
    }
}

impl Kept {
    fn keep(&mut self, key: Key, text: Bytes) {
        if self.size + text.len() > KEPT_MAX_BYTES {
            *self = Self::default();
        }
        self.size += text.len();
        self.texts.insert(key, text);
    }
}
