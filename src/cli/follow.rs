//! Following the files: loads the site anew for every reason, and shows it if it is whole.

use std::io::{self, IsTerminal as _};
use std::sync::Arc;

use super::{findings, systemd};
use crate::content::files::SiteFiles;
use crate::content::finding::Finding;
use crate::http::AppState;
use crate::reload::{Loader, Reason, Watcher};
use crate::site::Loaded;

/// Loads the site anew for every reason, for as long as it is polled.
pub async fn follow(mut watcher: Watcher, loader: Loader, app: Arc<AppState>) {
    while let Some(reason) = watcher.next().await {
        systemd::reloading();
        let mut loader = loader.clone();
        match tokio::task::spawn_blocking(move || loader.load()).await {
            Ok((loaded, files)) => show(reason, loaded, &files, &app),
            Err(error) => {
                tracing::error!(%error, "loading the site broke off; the last good one stays");
                app.metrics.reloads.fail(format!("loading the site broke off: {error}\n"));
            }
        }
        systemd::ready(&status(&app));
    }
}

/// What the service manager shows of the server.
pub fn status(app: &AppState) -> String {
    let revision = app.site.load().revision().to_owned();
    match app.metrics.reloads.has_failed_last() {
        true => format!("showing revision {revision}; the files have errors since"),
        false => format!("showing revision {revision}"),
    }
}

fn show(reason: Reason, loaded: Loaded, files: &SiteFiles, app: &AppState) {
    let report = report(&loaded.findings, files);
    // A new day changes nothing that an editor wrote.
    if reason != Reason::Midnight {
        print_findings(&loaded.findings, files);
    }
    let reason = reason.as_str();
    let Some(site) = loaded.site else {
        let findings = findings::count(&loaded.findings);
        tracing::error!(reason, %findings, "the site has errors; the last good one stays");
        app.metrics.reloads.fail(report);
        return;
    };
    let shown = app.site.load();
    let is_same = shown.revision() == site.revision() && shown.today() == site.today();
    if is_same && !app.metrics.reloads.has_failed_last() {
        // Saved without a change: the pages that have been made stay as good as they are.
        tracing::debug!(reason, "the site is as it was");
    } else {
        tracing::info!(reason, revision = site.revision(), "loaded the site");
    }
    if !is_same {
        app.site.store(Arc::new(site));
    }
    app.metrics.reloads.succeed(report);
}

/// What was found, as text for the operator's listener.
pub fn report(findings: &[Finding], files: &SiteFiles) -> String {
    let mut text = Vec::new();
    // Writing into memory cannot fail.
    let _ = findings::write(findings, files, findings::Format::Text, false, &mut text);
    String::from_utf8_lossy(&text).into_owned()
}

/// Shows an operator or editor what was found.
pub fn print_findings(findings: &[Finding], files: &SiteFiles) {
    let is_coloured = io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let format = findings::Format::Text;
    // Nobody is left to be told that standard error is closed.
    let _ = findings::write(findings, files, format, is_coloured, &mut io::stderr());
}
