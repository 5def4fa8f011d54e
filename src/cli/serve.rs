//! `serve`: the site, for visitors.

use std::io::{self, Write as _};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::Notify;

use super::listen::{Address, Listening};
use super::{ServeArgs, findings, log, systemd};
use crate::content::files::SiteFiles;
use crate::http::previews::Previews;
use crate::http::{
    AccessLog, AppState, Limits, SiteService, router, serve, serve_admin, serve_router,
};
use crate::reload::{Follower, Loader, Outcome, Reason, Report, Watch, system_clock};
use crate::site::git::{CommitId, Git};
use crate::site::{LastGood, LiveSite, Options, Repository, Site};

/// A megabyte, as memory is sold.
const MEGABYTE: usize = 1_000_000;

/// How much memory the pages of a branch take at most, in bytes.
const PREVIEW_BUDGET: usize = 8 * MEGABYTE;

/// How many files the program has open besides its visitors' connections, at most.
const OWN_FILES: u64 = 256;

/// Serves until told to stop.
pub fn run(args: &ServeArgs) -> super::Outcome {
    let lost_lines = log::start();
    start(args, lost_lines).unwrap_or_else(|error| {
        log::flush();
        refused(&error)
    })
}

fn start(args: &ServeArgs, lost_lines: Arc<AtomicU64>) -> io::Result<super::Outcome> {
    let options = Options {
        base_url: args.base_url.clone(),
        budget: args.memory * MEGABYTE,
        tries_searches: false,
        allows_future_dates: true,
        ..Options::default()
    };
    let loader = Loader { source: args.site.source()?, options, clock: system_clock(), mend: None };
    let watch = Watch::start(&*loader.source, !args.no_watch);
    let (loaded, files) = loader.load()?;
    let report = findings::to_text(&loaded.findings, &files);
    log::write(&report);
    let last_good = args.state.clone().map(LastGood::new);
    let (site, is_last_good) = match loaded.site {
        Some(site) => (site, false),
        None => match last_good.as_ref().and_then(|state| load_last_good(state, &loader)) {
            Some(site) => (site, true),
            None => return Ok(super::Outcome::BadContent),
        },
    };
    let log = AccessLog { is_on: args.access_log, lost_lines };
    let app = AppState::with_log(site, log);
    let status = &app.site.status;
    match is_last_good {
        true => status.start_from_last_good(report),
        false => {
            status.succeed(report);
            keep(last_good.as_ref(), &files, &app.site);
        }
    }
    drop(files);
    serve_until_stopped(until_stopped(args, loader, watch, last_good, app))
}

/// The site as an earlier run kept it, said loudly.
fn load_last_good(state: &LastGood, loader: &Loader) -> Option<Site> {
    let loader = Loader { source: Arc::new(state.source()?), ..loader.clone() };
    let site = loader.load().ok()?.0.site?;
    let revision = site.revision();
    tracing::error!(revision, "the site has errors; started with the last good files instead");
    Some(site)
}

/// Keeps files that are good for the next start.
fn keep(state: Option<&LastGood>, files: &SiteFiles, site: &LiveSite) {
    let Some(state) = state else { return };
    if let Err(error) = state.keep(files, site.load().revision()) {
        tracing::warn!(%error, "the last good files could not be kept for the next start");
    }
}

/// Serves to the end.
pub fn serve_until_stopped(
    serving: impl Future<Output = io::Result<()>>,
) -> io::Result<super::Outcome> {
    // Rendering and compressing keep a core busy: more threads than cores would only take memory.
    // Two more, since a loading of the site holds one, and who waits for a page another.
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .max_blocking_threads(cores + 2)
        .build()?;
    let result = runtime.block_on(serving);
    // A loading that is under way is of no use to anybody any more.
    runtime.shutdown_background();
    result.map(|()| super::Outcome::Fine)
}

/// Says what the system refused.
pub fn refused(error: &io::Error) -> super::Outcome {
    // Nobody is left to be told that standard error is closed.
    let _ = writeln!(io::stderr(), "cannot serve: {error}");
    super::Outcome::Refused
}

async fn until_stopped(
    args: &ServeArgs,
    loader: Loader,
    watch: Watch,
    last_good: Option<LastGood>,
    app: Arc<AppState>,
) -> io::Result<()> {
    let limits = limits(args);
    let (visitors, operator) = systemd::sockets()?;
    let listener = match (visitors, &args.listen) {
        (Some(socket), asked) => {
            if asked.is_some() {
                tracing::warn!("--listen has no effect: the socket was handed over");
            }
            Listening::take(socket)?
        }
        (None, Some(address)) => Listening::open(address)?,
        (None, None) => Listening::open(&default_address())?,
    };
    let admin = match (operator, &args.admin) {
        (Some(socket), asked) => {
            if asked.is_some() {
                tracing::warn!("--admin has no effect: the socket was handed over");
            }
            Some(Listening::take(socket)?)
        }
        (None, address) => address.as_ref().map(Listening::open).transpose()?,
    };
    let (first, second) = shutdown_signals()?;
    listener.print("listening on");
    if let Some(admin) = admin {
        admin.print("for the operator on");
        let app = Arc::clone(&app);
        match admin {
            Listening::Tcp(admin) => tokio::spawn(serve_admin(admin, app)),
            Listening::Unix(admin) => tokio::spawn(serve_admin(admin, app)),
        };
    }
    if let Some(repository) = args.site.repository.open()? {
        if let Some(address) = &args.previews {
            serve_previews(Listening::open(address)?, &repository, &loader, &app);
        }
        if let Some(seconds) = args.fetch {
            let git = repository.git().clone();
            std::thread::spawn(move || fetch_regularly(&git, Duration::from_secs(seconds)));
        }
    }
    systemd::ready(&status(&app.site));
    tokio::spawn(systemd::keep_watchdog());
    let site = Arc::clone(&app.site);
    let follower = Follower { loader, watches: !args.no_watch, site: Arc::clone(&site) };
    tokio::spawn(follower.run(
        watch,
        |_| systemd::reloading(),
        move |reason, outcome| {
            note(reason, outcome, &site, last_good.as_ref());
            systemd::ready(&status(&site));
        },
    ));

    let stop = async move {
        first.notified().await;
        systemd::stopping();
    };
    let site = SiteService::new(Arc::clone(&app), router(app, axum::Router::new()));
    let serving = async {
        match listener {
            Listening::Tcp(listener) => serve(listener, site, limits, stop).await,
            Listening::Unix(listener) => serve(listener, site, limits, stop).await,
        }
    };
    tokio::select! {
        () = serving => {}
        () = second.notified() => {}
    }
    Ok(())
}

/// Serves every branch to editors, each loaded as the site itself is.
fn serve_previews(
    listener: Listening,
    repository: &Repository,
    loader: &Loader,
    app: &Arc<AppState>,
) {
    listener.print("previews on");
    let (repository, loader) = (repository.clone(), loader.clone());
    let git = repository.git().clone();
    let load = move |commit: &CommitId| {
        let mut options = loader.options.clone();
        (options.budget, options.tries_searches) = (PREVIEW_BUDGET, true);
        let source = Arc::new(repository.at(commit));
        Ok(Loader { source, options, ..loader.clone() }.load()?.0)
    };
    let router = Previews::new(git, Box::new(load), Arc::clone(&app.site)).router();
    match listener {
        Listening::Tcp(listener) => tokio::spawn(serve_router(listener, router)),
        Listening::Unix(listener) => tokio::spawn(serve_router(listener, router)),
    };
}

/// To this machine alone, unless somebody says otherwise.
pub fn default_address() -> Address {
    Address::Tcp(SocketAddr::from(([127, 0, 0, 1], 3000)))
}

/// Says how a loading ended, to whoever reads the log or asks.
fn note(reason: Reason, outcome: Outcome, site: &LiveSite, last_good: Option<&LastGood>) {
    let status = &site.status;
    // A new day changes nothing that an editor wrote.
    let says_findings = reason != Reason::Midnight;
    let (reason, had_failed) = (reason.as_str(), status.has_failed_last());
    let print = |Report { findings, files, .. }: &Report| {
        let text = findings::to_text(findings, files);
        if says_findings {
            log::write(&text);
        }
        text
    };
    match outcome {
        Outcome::Shown { loaded, is_new } => {
            status.succeed(print(&loaded));
            keep(last_good, &loaded.files, site);
            match is_new || had_failed {
                true => {
                    tracing::info!(reason, revision = site.load().revision(), "loaded the site")
                }
                false => tracing::debug!(reason, "the site is as it was"),
            }
        }
        Outcome::HasErrors(report) => {
            let text = print(&report);
            let findings = findings::count(&report.findings);
            match &report.revision {
                None => {
                    status.fail(text);
                    tracing::error!(reason, %findings, "the site has errors; the last good one stays");
                }
                Some(revision) => {
                    status
                        .hold_back(revision, format!("commit {revision} is held back:\n\n{text}"));
                    tracing::error!(reason, %findings, revision, "the commit has errors and is held back; the last good one stays");
                }
            }
        }
        Outcome::Failed(error) => {
            tracing::error!(reason, error, "the site was not loaded; the last good one stays");
            status.fail(format!("{error}\n"));
        }
    }
}

/// Brings what the remote has, again and again; what that changes is seen by whoever watches the
/// repository. On a thread of its own, since a network may keep it waiting.
fn fetch_regularly(git: &Git, interval: Duration) {
    let mut had_failed = false;
    loop {
        let fetched = git.fetch();
        let has_failed = fetched.is_err();
        match fetched {
            Ok(()) if had_failed => tracing::info!("git fetch succeeds again"),
            Ok(()) => {}
            Err(error) if had_failed => tracing::debug!(%error, "git fetch still fails"),
            Err(error) => tracing::warn!(%error, "git fetch failed; it is tried again"),
        }
        had_failed = has_failed;
        std::thread::sleep(interval);
    }
}

/// What the service manager shows of the server.
fn status(site: &LiveSite) -> String {
    let revision = site.load().revision().to_owned();
    match site.status.has_failed_last() {
        true => format!("showing revision {revision}; the files have errors since"),
        false => format!("showing revision {revision}"),
    }
}

/// Tells of the first wish to stop, and of the next one, which will not wait.
pub fn shutdown_signals() -> io::Result<(Arc<Notify>, Arc<Notify>)> {
    let stops: [Arc<Notify>; 2] = Default::default();
    let [first, second] = stops.clone();
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::spawn(async move {
        for stop in stops {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            stop.notify_one();
        }
    });
    Ok((first, second))
}

/// The limits as the operator sets them, and as the system lets them be: every connection is an
/// open file.
fn limits(args: &ServeArgs) -> Limits {
    let allowed = procfs::process::Process::myself()
        .and_then(|process| process.limits())
        .map(|limits| limits.max_open_files.soft_limit);
    let connections = match allowed {
        Ok(procfs::process::LimitValue::Value(files)) => {
            let left = usize::try_from(files.saturating_sub(OWN_FILES)).unwrap_or(usize::MAX);
            args.connections.min(left).max(1)
        }
        _ => args.connections,
    };
    if connections < args.connections {
        tracing::warn!(connections, "the system lets fewer connections be open: see `ulimit -n`");
    }
    Limits {
        connections,
        shutdown_timeout: Duration::from_secs(args.shutdown),
        ..Limits::default()
    }
}
