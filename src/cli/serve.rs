//! `serve`: the site, for visitors.

use std::io::{self, IsTerminal as _, Write as _};
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;

use super::{Outcome, ServeArgs, findings};
use crate::content::files::SiteFiles;
use crate::content::finding::Finding;
use crate::http::{App, Door, Limits, router, serve};
use crate::reload::{Loader, Origin, Reason, Watcher, today};
use crate::site::Options;

/// A megabyte, as memory is sold.
const MEGABYTE: usize = 1_000_000;

/// Serves until told to stop.
pub fn run(args: &ServeArgs) -> Outcome {
    start_log();
    let origin = args.site.origin();
    let options = Options {
        today: today(),
        base_url: args.base_url.clone(),
        budget: args.memory * MEGABYTE,
        page_script: None,
    };
    let mut loader = Loader { origin, options };
    let (loaded, files) = loader.load();
    tell(&loaded.findings, &files);
    let Some(site) = loaded.site else { return Outcome::BadContent };
    let app = App::new(site);

    let serving = async {
        let listener = TcpListener::bind(args.listen).await?;
        let stop = stop_signal()?;
        let watched = match &loader.origin {
            Origin::Folder(folder) if !args.no_watch => Some(folder.clone()),
            Origin::Folder(_) | Origin::Embedded => None,
        };
        let watcher = Watcher::start(watched.as_deref())?;
        announce(&listener)?;
        tokio::spawn(follow(watcher, loader, Arc::clone(&app)));
        let door = Door::new(Arc::clone(&app), router(app, axum::Router::new()));
        serve(listener, door, Limits::default(), stop).await;
        Ok(())
    };
    block_on(serving, args.listen)
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

/// Completes when the operator or the terminal asks the program to stop.
///
/// # Errors
/// The system refuses to tell of signals.
pub fn stop_signal() -> io::Result<impl Future<Output = ()>> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// Serves to the end, and says what the system refused.
pub fn block_on(
    serving: impl Future<Output = io::Result<()>>,
    listen: std::net::SocketAddr,
) -> Outcome {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    match runtime.and_then(|runtime| runtime.block_on(serving)) {
        Ok(()) => Outcome::Fine,
        Err(error) => {
            eprintln!("cannot serve on {listen}: {error}");
            Outcome::Refused
        }
    }
}

/// The first line on standard output, by which other programs find the port.
pub fn announce(listener: &TcpListener) -> io::Result<()> {
    let address = listener.local_addr()?;
    writeln!(io::stdout(), "listening on http://{address}")?;
    io::stdout().flush()
}

/// Loads the site anew for every reason, and shows it if it is whole.
async fn follow(mut watcher: Watcher, mut loader: Loader, app: Arc<App>) {
    while let Some(reason) = watcher.next().await {
        let loading = tokio::task::spawn_blocking(move || {
            let (loaded, files) = loader.load();
            (loader, loaded, files)
        });
        let Ok((back, loaded, files)) = loading.await else {
            tracing::error!(
                "loading the site failed; the last good one stays, and no edit is followed any more"
            );
            return;
        };
        loader = back;
        tell_of_reload(reason, &loaded.findings, &files);
        match loaded.site {
            Some(site) => {
                tracing::info!(
                    reason = reason.as_str(),
                    revision = site.revision(),
                    "loaded the site"
                );
                app.site.store(Arc::new(site));
            }
            None => tracing::error!(
                reason = reason.as_str(),
                findings = %findings::count(&loaded.findings),
                "the site has errors; the last good one stays"
            ),
        }
    }
}

fn tell_of_reload(reason: Reason, findings: &[Finding], files: &SiteFiles) {
    // A new day changes nothing that an editor wrote.
    if reason != Reason::Midnight {
        tell(findings, files);
    }
}

/// Shows an operator or editor what was found.
pub fn tell(findings: &[Finding], files: &SiteFiles) {
    let is_coloured = io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let format = findings::Format::Text;
    // Nobody is left to be told that standard error is closed.
    let _ = findings::write(findings, files, format, is_coloured, &mut io::stderr());
}
