//! Reload: files change, the whole site is loaded anew, and one pointer is swapped.
//!
//! Everything is loaded again, always: a reload of parts misses what depends on them. A site that
//! does not load leaves the last good one where it is.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use notify::{Config, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};
use tokio::sync::mpsc;
use tokio::task::{JoinError, spawn_blocking};
use tokio::time::{Instant, sleep, timeout_at};

use crate::content::files::SiteFiles;
use crate::site::{self, FileSource, Following, LiveSite, Loaded, Options, WatchedPaths};

/// How long the files must rest before they are read, and after how long they are read anyway.
const QUIET: Duration = Duration::from_millis(150);
const QUIET_MAX: Duration = Duration::from_secs(2);

/// How long is waited for whoever says to be changing many files.
const CHANGING_MAX: Duration = Duration::from_secs(30);

/// How often the files are looked at where the system does not tell of changes.
const POLL_INTERVAL: Duration = Duration::from_secs(2);

/// How often the clock is looked at: so a clock that was set, or a machine that slept, costs so
/// much at most.
const CLOCK_INTERVAL: Duration = Duration::from_secs(60);

/// Loads a site again and again, as on the day that it is.
#[derive(Clone)]
pub struct Loader {
    /// Where the files come from.
    pub source: Arc<dyn FileSource>,
    /// What the site is loaded for; its day and revision are those of each loading.
    pub options: Options,
    /// What time it is.
    pub clock: Clock,
    /// What makes a site of files with errors, where one is wanted.
    pub mend: Option<Mend>,
}

/// Makes a site in spite of errors, of the files and what loading them came to.
pub type Mend = Arc<dyn Fn(&SiteFiles, &Options, Loaded) -> Loaded + Send + Sync>;

/// Tells the time; tests set it.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// The system's clock.
pub fn system_clock() -> Clock {
    Arc::new(Timestamp::now)
}

impl Loader {
    /// Loads the site as it is now, and returns the files for excerpts.
    ///
    /// # Errors
    /// The source cannot be read.
    pub fn load(&self) -> std::io::Result<(Loaded, SiteFiles)> {
        let snapshot = self.source.read()?;
        let mut options = self.options.clone();
        options.today = day(&self.clock, &site::time_zone(&snapshot.files));
        options.revision = snapshot.revision;
        let loaded = site::load(&snapshot.files, &options);
        let loaded = match &self.mend {
            Some(mend) => mend(&snapshot.files, &options, loaded),
            None => loaded,
        };
        Ok((loaded, snapshot.files))
    }
}

/// Today, where the site with these files is.
pub fn today(files: &SiteFiles) -> Date {
    day(&system_clock(), &site::time_zone(files))
}

fn day(clock: &Clock, zone: &TimeZone) -> Date {
    zone.to_datetime(clock()).date()
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

/// What a loading came to.
pub enum Outcome {
    /// The site was loaded and is shown; it is new unless it says what the last one said.
    Shown { loaded: Report, is_new: bool },
    /// It has errors; the last good one stays.
    HasErrors(Report),
    /// It could not be loaded at all; the last good one stays.
    Failed(String),
}

/// What loading found.
pub struct Report {
    /// The findings, by file and place.
    pub findings: Vec<crate::diagnostic::Finding>,
    /// The files, for excerpts.
    pub files: SiteFiles,
    /// Which commit they are of, where they are of one.
    pub revision: Option<String>,
}

/// Follows a source: every reason to load the site anew ends in a swap or in findings.
#[derive(Clone)]
pub struct Follower {
    /// What loads.
    pub loader: Loader,
    /// Whether edits are followed, besides SIGHUP and midnight.
    pub watches: bool,
    /// The site that is swapped.
    pub site: Arc<LiveSite>,
}

impl Follower {
    /// Runs for as long as it is polled. `began` is called before each loading, `ended` after it.
    /// Whatever breaks off is started again, and said.
    pub async fn run(
        self,
        watch: Watch,
        began: impl Fn(Reason) + Clone + Send + Sync + 'static,
        ended: impl Fn(Reason, Outcome) + Clone + Send + Sync + 'static,
    ) {
        let mut watch = watch;
        loop {
            self.site.status.follow(watch.following);
            let run = tokio::spawn(self.clone().follow(watch, began.clone(), ended.clone()));
            let error = match run.await {
                Ok(Ok(())) => return,
                Ok(Err(error)) => error.to_string(),
                Err(error) => error.to_string(),
            };
            self.site.status.restart_follower();
            tracing::error!(error, "following the files broke off; it is started again");
            sleep(Duration::from_secs(1)).await;
            watch = Watch::start(&*self.loader.source, self.watches);
            // What was edited meanwhile was missed.
            let _ = watch.sender.try_send(Reason::Edited);
        }
    }

    async fn follow(
        self,
        mut watch: Watch,
        began: impl Fn(Reason),
        ended: impl Fn(Reason, Outcome),
    ) -> std::io::Result<()> {
        let mut hangups = hangups()?;
        // The site's, not the clock's: midnight may have been between loading and following.
        let mut day = self.site.load().today();
        loop {
            let reason = tokio::select! {
                Some(reason) = watch.reasons.recv() => {
                    wait_for_quiet(&mut watch.reasons, &*self.loader.source).await;
                    reason
                }
                Some(()) = hangups.recv() => Reason::Signalled,
                () = sleep(CLOCK_INTERVAL) => {
                    let now = self.day();
                    if std::mem::replace(&mut day, now) == now {
                        continue;
                    }
                    Reason::Midnight
                }
            };
            // Before the site is read: so an edit is either read or noticed.
            watch.renew();
            began(reason);
            ended(reason, self.load().await);
        }
    }

    fn day(&self) -> Date {
        day(&self.loader.clock, self.site.load().time_zone())
    }

    async fn load(&self) -> Outcome {
        let loader = self.loader.clone();
        let loading: Result<_, JoinError> = spawn_blocking(move || loader.load()).await;
        let (loaded, files) = match loading {
            Ok(Ok(loaded)) => loaded,
            Ok(Err(error)) => return Outcome::Failed(error.to_string()),
            Err(error) => return Outcome::Failed(format!("loading the site broke off: {error}")),
        };
        let report = Report { findings: loaded.findings, files, revision: loaded.revision };
        let Some(site) = loaded.site else { return Outcome::HasErrors(report) };
        let shown = self.site.load();
        // Saved without a change: the pages that have been made stay as good as they are.
        let is_new = shown.revision() != site.revision() || shown.today() != site.today();
        if is_new {
            self.site.swap(site, (self.loader.clock)().as_second());
        }
        Outcome::Shown { loaded: report, is_new }
    }
}

/// Many files arrive in several batches: waits until none has for a moment, and until nobody says
/// that more are to come.
async fn wait_for_quiet(reasons: &mut mpsc::Receiver<Reason>, source: &dyn FileSource) {
    let start = Instant::now();
    let mut end = start + QUIET_MAX;
    loop {
        let quiet = (Instant::now() + QUIET).min(end);
        let is_quiet = !matches!(timeout_at(quiet, reasons.recv()).await, Ok(Some(_)));
        if is_quiet && !(start.elapsed() < CHANGING_MAX && source.is_changing()) {
            return;
        }
        end = end.max(Instant::now() + QUIET);
    }
}

/// A source under watch. Started before the site is first read, it misses nothing.
pub struct Watch {
    sender: mpsc::Sender<Reason>,
    reasons: mpsc::Receiver<Reason>,
    watched: Option<(WatchedPaths, Box<dyn Watcher + Send>)>,
    following: Following,
}

impl Watch {
    /// Any event means "load everything again", except that somebody read: a reload reads, and
    /// would be its own reason for ever. Where the system refuses to tell, as when its watches are
    /// used up, the files are looked at instead.
    pub fn start(source: &dyn FileSource, watches: bool) -> Self {
        let (sender, reasons) = mpsc::channel(16);
        let mut watch = Self { sender, reasons, watched: None, following: Following::Off };
        let Some(mut paths) = source.watched().filter(|_| watches) else { return watch };
        let Ok(root) = paths.root.canonicalize() else {
            // Who reads it says so.
            watch.following = Following::Broken;
            return watch;
        };
        paths.root = root;
        let system = RecommendedWatcher::new(handler(&paths, &watch.sender), Config::default());
        let system = system.and_then(|mut watcher| {
            watch_all(&mut watcher, &paths)?;
            Ok(watcher)
        });
        let (watcher, following): (Box<dyn Watcher + Send>, _) = match system {
            Ok(watcher) => (Box::new(watcher), Following::Watching),
            Err(error) => {
                tracing::warn!(%error, seconds = POLL_INTERVAL.as_secs(),
                    "the system does not tell of edits; the files are looked at instead");
                // By their contents: by their times alone, of two edits in one second the second
                // is missed.
                let config =
                    Config::default().with_poll_interval(POLL_INTERVAL).with_compare_contents(true);
                match PollWatcher::new(handler(&paths, &watch.sender), config) {
                    Ok(mut watcher) => {
                        let _ = watch_all(&mut watcher, &paths);
                        (Box::new(watcher), Following::Polling)
                    }
                    Err(error) => {
                        tracing::error!(%error, "edits are not followed; SIGHUP loads the site");
                        (Box::new(notify::NullWatcher), Following::Broken)
                    }
                }
            }
        };
        watch.following = following;
        watch.watched = Some((paths, watcher));
        watch
    }

    /// Watches the parts that are there now: one that came back is another folder to the system.
    fn renew(&mut self) {
        if let Some((paths, watcher)) = &mut self.watched
            && let Err(error) = watch_all(&mut **watcher, paths)
        {
            tracing::warn!(%error, "some edits cannot be followed; SIGHUP loads the site");
        }
    }
}

fn handler(
    WatchedPaths { root, parts }: &WatchedPaths,
    reasons: &mpsc::Sender<Reason>,
) -> impl Fn(notify::Result<Event>) + Send + use<> {
    let parts: Vec<_> = parts.iter().map(|name| root.join(name)).collect();
    let reasons = reasons.clone();
    move |event| {
        let is_ours = |path: &PathBuf| parts.iter().any(|part| path.starts_with(part));
        let is_edit = match event {
            Ok(event) => {
                let is_access = matches!(event.kind, EventKind::Access(_));
                !is_access && (event.need_rescan() || event.paths.iter().any(is_ours))
            }
            // The watcher lost track; so look.
            Err(_) => true,
        };
        if is_edit {
            // A full channel holds a reason already.
            let _ = reasons.try_send(Reason::Edited);
        }
    }
}

/// The root itself tells when one of its parts goes or comes. What else lies in it, such as a
/// build, does not count.
fn watch_all(
    watcher: &mut dyn Watcher,
    WatchedPaths { root, parts }: &WatchedPaths,
) -> notify::Result<()> {
    watcher.watch(root, RecursiveMode::NonRecursive)?;
    let parts = parts.iter().map(|name| root.join(name)).filter(|part: &PathBuf| part.exists());
    for part in parts {
        if let Err(error) = watcher.watch(Path::new(&part), RecursiveMode::Recursive)
            && part.exists()
        {
            return Err(error);
        }
    }
    Ok(())
}

fn hangups() -> std::io::Result<tokio::signal::unix::Signal> {
    tokio::signal::unix::signal(tokio::signal::unix::SignalKind::hangup())
}
