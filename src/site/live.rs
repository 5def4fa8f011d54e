//! The site that is shown, and how its loading goes: what `reload` writes, and `http` reads.

use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use arc_swap::{ArcSwap, Guard};

use super::Site;

/// The one pointer that is swapped, and the state of what swaps it.
pub struct LiveSite {
    current: ArcSwap<Site>,
    /// How loading goes.
    pub status: LoadStatus,
}

impl LiveSite {
    /// Shows a site that was loaded at this time, in seconds of Unix time.
    pub fn new(site: Site, now: i64) -> Self {
        let live = Self { current: ArcSwap::from_pointee(site), status: LoadStatus::default() };
        live.status.shown_since.store(seconds(now), Ordering::Relaxed);
        live
    }

    /// The site of this moment. Who answers a request loads it once, on entry.
    pub fn load(&self) -> Guard<Arc<Site>> {
        self.current.load()
    }

    /// The site of this moment, to be held for longer.
    pub fn load_full(&self) -> Arc<Site> {
        self.current.load_full()
    }

    /// Shows another site from now on.
    pub fn swap(&self, site: Site, now: i64) {
        self.current.store(Arc::new(site));
        self.status.shown_since.store(seconds(now), Ordering::Relaxed);
    }
}

fn seconds(now: i64) -> u64 {
    u64::try_from(now).unwrap_or_default()
}

/// How edits are noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Following {
    /// Nothing is followed: the files never change, or nobody wants it.
    Off,
    /// The system tells of changes.
    Watching,
    /// The system refuses to tell; the files are looked at every few seconds.
    Polling,
    /// The follower broke off, or never got going.
    Broken,
}

impl Following {
    /// The state in a word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Watching => "watching",
            Self::Polling => "polling",
            Self::Broken => "broken",
        }
    }
}

/// The loadings of the site, the first one included, and the follower that causes them.
#[derive(Debug, Default)]
pub struct LoadStatus {
    succeeded: AtomicU64,
    failed: AtomicU64,
    has_failed_last: AtomicBool,
    is_last_good: AtomicBool,
    shown_since: AtomicU64,
    report: Mutex<String>,
    held_back: Mutex<Option<String>>,
    following: AtomicU8,
    follower_restarts: AtomicU64,
}

impl LoadStatus {
    /// Notes that a site was loaded, and is shown from now on; `report` says what is to be said
    /// of it all the same.
    pub fn succeed(&self, report: String) {
        self.succeeded.fetch_add(1, Ordering::Relaxed);
        *self.held_back.lock().unwrap_or_else(PoisonError::into_inner) = None;
        self.is_last_good.store(false, Ordering::Relaxed);
        self.note(false, report);
    }

    /// Notes that no site could be loaded; `report` says why.
    pub fn fail(&self, report: String) {
        self.failed.fetch_add(1, Ordering::Relaxed);
        self.note(true, report);
    }

    /// Notes that this commit could not be loaded; `report` says why.
    pub fn hold_back(&self, commit: &str, report: String) {
        *self.held_back.lock().unwrap_or_else(PoisonError::into_inner) = Some(commit.to_owned());
        self.fail(report);
    }

    /// The commit that is not shown because it has errors, if there is one.
    pub fn held_back(&self) -> Option<String> {
        self.held_back.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Notes that the program started with the files that were last known to be good.
    pub fn start_from_last_good(&self, report: String) {
        self.fail(report);
        self.is_last_good.store(true, Ordering::Relaxed);
    }

    fn note(&self, has_failed: bool, report: String) {
        *self.report.lock().unwrap_or_else(PoisonError::into_inner) = report;
        self.has_failed_last.store(has_failed, Ordering::Relaxed);
    }

    /// Notes how edits are noticed from now on.
    pub fn follow(&self, following: Following) {
        self.following.store(following as u8, Ordering::Relaxed);
    }

    /// Notes that the follower broke off, and is started again.
    pub fn restart_follower(&self) {
        self.follow(Following::Broken);
        self.follower_restarts.fetch_add(1, Ordering::Relaxed);
    }

    /// How many loadings succeeded, and how many failed.
    pub fn counts(&self) -> (u64, u64) {
        (self.succeeded.load(Ordering::Relaxed), self.failed.load(Ordering::Relaxed))
    }

    /// Whether the last loading failed, so that an older site is shown than the files say.
    pub fn has_failed_last(&self) -> bool {
        self.has_failed_last.load(Ordering::Relaxed)
    }

    /// Whether the site that is shown was kept by an earlier run.
    pub fn is_last_good(&self) -> bool {
        self.is_last_good.load(Ordering::Relaxed)
    }

    /// Since when the site is shown, in seconds of Unix time.
    pub fn shown_since(&self) -> u64 {
        self.shown_since.load(Ordering::Relaxed)
    }

    /// What was found by the last loading, as `check` words it; empty when all was well.
    pub fn report(&self) -> String {
        self.report.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How edits are noticed.
    pub fn following(&self) -> Following {
        match self.following.load(Ordering::Relaxed) {
            1 => Following::Watching,
            2 => Following::Polling,
            3 => Following::Broken,
            _ => Following::Off,
        }
    }

    /// How often the follower was started again.
    pub fn follower_restarts(&self) -> u64 {
        self.follower_restarts.load(Ordering::Relaxed)
    }
}
