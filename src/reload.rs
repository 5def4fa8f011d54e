//! Reload: files change, the whole site is loaded anew, and one pointer is swapped.
//!
//! Everything is loaded again, always: a reload of parts misses what depends on them. A site that
//! does not load leaves the last good one where it is.

use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::civil::Date;
use notify::{EventKind, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, Debouncer, RecommendedCache, new_debouncer};
use tokio::sync::mpsc;

use crate::content::files::SiteFiles;
use crate::site::{Loaded, Options, embedded, folder, load};

/// How long the files must rest before they are read.
const QUIET: Duration = Duration::from_millis(150);

/// Where a site's files come from.
#[derive(Clone, Debug)]
pub enum Origin {
    /// A folder, which may change.
    Folder(PathBuf),
    /// The copy in the binary.
    Embedded,
}

impl Origin {
    /// Reads the files as they are now.
    pub fn read(&self) -> SiteFiles {
        match self {
            Self::Folder(folder) => folder::read_folder(folder),
            Self::Embedded => embedded::files(),
        }
    }
}

/// Loads a site again and again, as on the day that it is.
#[derive(Clone, Debug)]
pub struct Loader {
    /// Where the files come from.
    pub origin: Origin,
    /// What the site is loaded for; its day is the one of the last loading.
    pub options: Options,
}

impl Loader {
    /// Loads the site as it is now, and returns the files for excerpts.
    pub fn load(&mut self) -> (Loaded, SiteFiles) {
        self.options.today = today();
        let files = self.origin.read();
        (load(&files, &self.options), files)
    }
}

/// Today, where the server stands.
pub fn today() -> Date {
    jiff::ZonedDateTime::now().date()
}

/// Why the site is loaded anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A file changed.
    Edited,
    /// The operator asked.
    Signalled,
    /// A new day began: what depends on the day is never a day off.
    Midnight,
}

impl Reason {
    /// The reason in a word, for the log.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Edited => "edited",
            Self::Signalled => "signalled",
            Self::Midnight => "midnight",
        }
    }
}

/// Tells of every reason to load the site anew, until it is dropped.
pub struct Watcher {
    reasons: mpsc::Receiver<Reason>,
    watched: Option<Watched>,
}

impl Watcher {
    /// Waits for SIGHUP and midnight, and for edits of the folder where there is one to watch.
    ///
    /// # Errors
    /// The system refuses to watch the folder or to tell of signals.
    pub fn start(folder: Option<&Path>) -> std::io::Result<Self> {
        let (reasons, receiver) = mpsc::channel(16);
        let watched = folder.map(|folder| Watched::start(folder, reasons.clone())).transpose()?;
        tokio::spawn(wait_for_signals(hangups()?, reasons.clone()));
        tokio::spawn(wait_for_midnights(reasons));
        Ok(Self { reasons: receiver, watched })
    }

    /// The next reason; several that came together are one.
    pub async fn next(&mut self) -> Option<Reason> {
        let reason = self.reasons.recv().await?;
        while self.reasons.try_recv().is_ok() {}
        if let Some(watched) = &mut self.watched {
            // Before the site is read: so an edit is either read or noticed.
            watched.renew();
        }
        Some(reason)
    }
}

/// A site's folder under watch.
struct Watched {
    folder: PathBuf,
    debouncer: Debouncer<RecommendedWatcher, RecommendedCache>,
}

impl Watched {
    /// Any event means "load everything again", except that somebody read: a reload reads, and
    /// would be its own reason for ever.
    fn start(folder: &Path, reasons: mpsc::Sender<Reason>) -> std::io::Result<Self> {
        let folder = folder.canonicalize()?;
        let parts = folder::FOLDERS.map(|name| folder.join(name));
        let told = move |result: DebounceEventResult| {
            let is_ours = |path: &PathBuf| parts.iter().any(|part| path.starts_with(part));
            let is_edit = match result {
                Ok(events) => events.iter().any(|event| {
                    !matches!(event.kind, EventKind::Access(_)) && event.paths.iter().any(is_ours)
                }),
                // The watcher lost track; so look.
                Err(_) => true,
            };
            if is_edit {
                // A full channel holds a reason already.
                let _ = reasons.try_send(Reason::Edited);
            }
        };
        let mut debouncer = new_debouncer(QUIET, None, told).map_err(std::io::Error::other)?;
        // The folder itself tells when one of its parts goes or comes. What else lies in it, such
        // as a build, is none of ours.
        debouncer.watch(&folder, RecursiveMode::NonRecursive).map_err(std::io::Error::other)?;
        let mut watched = Self { folder, debouncer };
        watched.renew();
        Ok(watched)
    }

    /// Watches the parts that are there now: one that came back is another folder to the system.
    fn renew(&mut self) {
        for part in folder::FOLDERS.map(|name| self.folder.join(name)) {
            if let Err(error) = self.debouncer.watch(&part, RecursiveMode::Recursive)
                && part.exists()
            {
                tracing::warn!(%error, folder = %part.display(), "edits cannot be followed; SIGHUP loads the site");
            }
        }
    }
}

#[cfg(unix)]
fn hangups() -> std::io::Result<tokio::signal::unix::Signal> {
    tokio::signal::unix::signal(tokio::signal::unix::SignalKind::hangup())
}

#[cfg(unix)]
async fn wait_for_signals(mut hangups: tokio::signal::unix::Signal, reasons: mpsc::Sender<Reason>) {
    while hangups.recv().await.is_some() {
        if reasons.send(Reason::Signalled).await.is_err() {
            return;
        }
    }
}

/// Looks at the clock once a minute: so a clock that was set, or a machine that slept, costs a
/// minute at most.
async fn wait_for_midnights(reasons: mpsc::Sender<Reason>) {
    let mut day = today();
    loop {
        tokio::time::sleep(Duration::from_secs(60)).await;
        let now = today();
        if std::mem::replace(&mut day, now) != now && reasons.send(Reason::Midnight).await.is_err()
        {
            return;
        }
    }
}
