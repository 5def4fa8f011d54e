//! The log, on standard error, which can never hold the site up: lines wait in a short queue for
//! a thread of their own. Where nobody reads them, they are dropped and counted.

use std::io::{self, IsTerminal as _, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use tracing_subscriber::EnvFilter;

/// How many lines may wait.
const QUEUE: usize = 1024;

/// The longest line, in bytes; a report of findings may have several.
const LINE_MAX_BYTES: usize = 16 * 1024;

/// How long the end of the program waits for the last lines to be taken.
const FLUSH_TIMEOUT: Duration = Duration::from_millis(500);

static LOG: OnceLock<Log> = OnceLock::new();

struct Log {
    queue: SyncSender<Message>,
    lost: Arc<AtomicU64>,
}

enum Message {
    Text(Vec<u8>),
    /// Says when everything before it was written.
    Flush(Sender<()>),
}

/// Starts the log; `DIVERSITY_NETWORKS_LOG` says what it holds. Returns the number of texts that
/// were lost, which grows.
pub fn start() -> Arc<AtomicU64> {
    let log = LOG.get_or_init(|| {
        let (queue, messages) = sync_channel(QUEUE);
        let lost = Arc::new(AtomicU64::new(0));
        let counter = Arc::clone(&lost);
        let thread = std::thread::Builder::new().name("log".to_owned());
        // Without the thread the queue is closed, and every line counts as lost.
        let _ = thread.spawn(move || write_all(&messages, &counter));
        Log { queue, lost }
    });
    let filter = EnvFilter::try_from_env("DIVERSITY_NETWORKS_LOG");
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(filter.unwrap_or_else(|_| EnvFilter::new("info")))
        .with_ansi(io::stderr().is_terminal())
        .with_writer(|| Writer)
        .log_internal_errors(false)
        .finish();
    // Only a test starts it twice.
    let _ = tracing::subscriber::set_global_default(subscriber);
    // The usual hook writes to standard error itself, and would wait there.
    std::panic::set_hook(Box::new(|panic| tracing::error!(%panic, "a task broke off")));
    Arc::clone(&log.lost)
}

fn write_all(messages: &Receiver<Message>, lost: &AtomicU64) {
    let mut out = io::stderr();
    for message in messages {
        match message {
            Message::Text(text) => {
                if out.write_all(&text).is_err() {
                    lost.fetch_add(1, Ordering::Relaxed);
                }
            }
            // Nobody waits any more, where this fails.
            Message::Flush(done) => drop(done.send(())),
        }
    }
}

/// Puts a text into the log as it is.
pub fn write(text: &str) {
    if text.is_empty() {
        return;
    }
    let Some(log) = LOG.get() else { return };
    let mut end = text.len().min(LINE_MAX_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let mut bytes = text.as_bytes()[..end].to_vec();
    if end < text.len() {
        bytes.extend("…\n".as_bytes());
    }
    if log.queue.try_send(Message::Text(bytes)).is_err() {
        log.lost.fetch_add(1, Ordering::Relaxed);
    }
}

/// Waits until what was logged is written, unless nobody takes it.
pub fn flush() {
    let (done, is_done) = channel();
    if LOG.get().is_some_and(|log| log.queue.try_send(Message::Flush(done)).is_ok()) {
        let _ = is_done.recv_timeout(FLUSH_TIMEOUT);
    }
}

struct Writer;

impl Write for Writer {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self::write(&String::from_utf8_lossy(line));
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
