//! `serve`: the site, for visitors.

use std::io::{self, IsTerminal as _, Write as _};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::Notify;
use tracing_subscriber::EnvFilter;

use super::{ServeArgs, findings, systemd};
use crate::http::{AppState, Limits, SiteService, router, serve, serve_admin};
use crate::reload::{Follower, Loader, Outcome, Reason, Report, Watch, system_clock};
use crate::site::git::Git;
use crate::site::{LiveSite, Options};

/// A megabyte, as memory is sold.
const MEGABYTE: usize = 1_000_000;

/// How many files the program has open besides its visitors' connections, at most.
const OWN_FILES: u64 = 256;

/// Serves until told to stop.
pub fn run(args: &ServeArgs) -> super::Outcome {
    start_log();
    let options = Options {
        base_url: args.base_url.clone(),
        budget: args.memory * MEGABYTE,
        ..Options::default()
    };
    let source = match args.site.source() {
        Ok(source) => source,
        Err(error) => return refused(&error),
    };
    let loader = Loader { source, options, clock: system_clock() };
    let watch = Watch::start(&*loader.source, !args.no_watch);
    let (loaded, files) = match loader.load() {
        Ok(loaded) => loaded,
        Err(error) => return refused(&error),
    };
    findings::print(&loaded.findings, &files);
    let Some(site) = loaded.site else { return super::Outcome::BadContent };
    let app = AppState::with_log(site, args.access_log);
    app.site.status.succeed(findings::to_text(&loaded.findings, &files));
    drop(files);

    block_on(until_stopped(args, loader, watch, app))
}

/// Serves to the end, and says what the system refused.
pub fn block_on(serving: impl Future<Output = io::Result<()>>) -> super::Outcome {
    // Rendering and compressing keep a core busy: more threads than cores would only take memory.
    // Two more, since a loading of the site holds one, and who waits for a page another.
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let result = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .max_blocking_threads(cores + 2)
        .build()
        .and_then(|runtime| {
            let result = runtime.block_on(serving);
            // A loading that is under way is of no use to anybody any more.
            runtime.shutdown_background();
            result
        });
    match result {
        Ok(()) => super::Outcome::Fine,
        Err(error) => refused(&error),
    }
}

/// Says what the system refused.
pub fn refused(error: &io::Error) -> super::Outcome {
    eprintln!("cannot serve: {error}");
    super::Outcome::Refused
}

/// Logs go to standard error; `DIVERSITY_NETWORKS_LOG` says what is logged.
pub fn start_log() {
    let filter = EnvFilter::try_from_env("DIVERSITY_NETWORKS_LOG");
    tracing_subscriber::fmt()
        .with_env_filter(filter.unwrap_or_else(|_| EnvFilter::new("info")))
        .with_ansi(io::stderr().is_terminal())
        .with_writer(io::stderr)
        .init();
}

async fn until_stopped(
    args: &ServeArgs,
    loader: Loader,
    watch: Watch,
    app: Arc<AppState>,
) -> io::Result<()> {
    let limits = limits(args);
    let (visitors, operator) = systemd::sockets()?;
    let listener = listen(visitors, Some(args.listen)).await?;
    let admin = listen(operator, args.admin).await?;
    let (first, second) = shutdown_signals()?;
    let Some(listener) = listener else { return Ok(()) };
    print_address(&listener)?;
    if let Some(admin) = admin {
        writeln!(io::stdout(), "for the operator on http://{}", admin.local_addr()?)?;
        tokio::spawn(serve_admin(admin, Arc::clone(&app)));
    }
    if let (Some(seconds), Some(repository)) = (args.fetch, args.site.repository.open()?) {
        let git = repository.git().clone();
        std::thread::spawn(move || fetch_regularly(&git, Duration::from_secs(seconds)));
    }
    systemd::ready(&status(&app.site));
    tokio::spawn(systemd::keep_watchdog());
    let site = Arc::clone(&app.site);
    let follower = Follower { loader, watches: !args.no_watch, site: Arc::clone(&site) };
    tokio::spawn(follower.run(
        watch,
        |_| systemd::reloading(),
        move |reason, outcome| {
            note(reason, outcome, &site);
            systemd::ready(&status(&site));
        },
    ));

    let stop = async move {
        first.notified().await;
        systemd::stopping();
    };
    let site = SiteService::new(Arc::clone(&app), router(app, axum::Router::new()));
    tokio::select! {
        () = serve(listener, site, limits, stop) => {}
        () = second.notified() => {}
    }
    Ok(())
}

/// Says how a loading ended, to whoever reads the log or asks.
fn note(reason: Reason, outcome: Outcome, site: &LiveSite) {
    let status = &site.status;
    // A new day changes nothing that an editor wrote.
    let says_findings = reason != Reason::Midnight;
    let (reason, had_failed) = (reason.as_str(), status.has_failed_last());
    let print = |Report { findings, files, .. }: &Report| {
        if says_findings {
            findings::print(findings, files);
        }
        findings::to_text(findings, files)
    };
    match outcome {
        Outcome::Shown { loaded, is_new } => {
            status.succeed(print(&loaded));
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

/// The first line on standard output, by which other programs find the port.
pub fn print_address(listener: &TcpListener) -> io::Result<()> {
    writeln!(io::stdout(), "listening on http://{}", listener.local_addr()?)?;
    io::stdout().flush()
}

/// The socket that was handed over, or a new one where there is an address for it.
pub async fn listen(
    socket: Option<std::net::TcpListener>,
    address: Option<SocketAddr>,
) -> io::Result<Option<TcpListener>> {
    let refused =
        |address, error: io::Error| io::Error::new(error.kind(), format!("{address}: {error}"));
    match (socket, address) {
        (Some(socket), _) => TcpListener::from_std(socket).map(Some),
        (None, Some(address)) => {
            TcpListener::bind(address).await.map(Some).map_err(|error| refused(address, error))
        }
        (None, None) => Ok(None),
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
/// open file, of which many systems allow a program only 1024 unless it asks for more.
fn limits(args: &ServeArgs) -> Limits {
    let wanted = args.connections as u64 + OWN_FILES;
    let allowed = rlimit::increase_nofile_limit(wanted).unwrap_or(wanted);
    let connections = usize::try_from(allowed.saturating_sub(OWN_FILES)).unwrap_or(usize::MAX);
    let connections = args.connections.min(connections).max(1);
    if connections < args.connections {
        tracing::warn!(connections, "the system allows fewer open connections than asked for");
    }
    Limits {
        connections,
        shutdown_timeout: Duration::from_secs(args.shutdown),
        ..Limits::default()
    }
}
