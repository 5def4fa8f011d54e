//! `preview`: the site for its editors, who see every edit at once and every mistake on the page.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use serde_json::json;
use tokio::sync::watch;

use super::listen::{Address, Listening};
use super::{SiteArgs, findings, serve};
use crate::content::files::SiteFiles;
use crate::diagnostic::Finding;
use crate::http::{AppState, Limits, SiteService, preview, router};
use crate::reload::{Follower, Loader, Outcome, Report, Watch, system_clock};
use crate::site::{Embedded, Options, Site};

/// Serves to editors until told to stop.
pub fn run(site: &SiteArgs, listen: SocketAddr) -> super::Outcome {
    super::log::start();
    let options =
        Options { page_script: Some(preview::SCRIPT_PATH.to_owned()), ..Options::default() };
    let source = match site.source() {
        Ok(source) => source,
        Err(error) => return super::serve::refused(&error),
    };
    let loader = Loader { source, options, clock: system_clock() };
    let watch = Watch::start(&*loader.source, true);
    let (loaded, files) = match loader.load() {
        Ok(loaded) => loaded,
        Err(error) => return serve::refused(&error),
    };
    findings::print(&loaded.findings, &files);
    let is_good = loaded.site.is_some();
    let Some(site) = loaded.site.or_else(|| built_in(&loader)) else {
        return super::Outcome::BadContent;
    };
    let revision = if is_good { site.revision() } else { "" };
    let state = watch::Sender::new(state(&loaded.findings, &files, revision, is_good));
    let app = AppState::new(site);

    let serving = async {
        let listening = Listening::open(&Address::Tcp(listen))?;
        let (stop, _) = serve::shutdown_signals()?;
        listening.print("listening on");
        let Listening::Tcp(listener) = listening else { return Ok(()) };
        let routes = preview::routes(state.subscribe());
        let follower = Follower { loader, watches: true, site: Arc::clone(&app.site) };
        let site = Arc::clone(&app.site);
        let ended = move |_, outcome| {
            let (report, is_good) = match outcome {
                Outcome::Shown { loaded, .. } => (loaded, true),
                Outcome::HasErrors(report) => (report, false),
                Outcome::Failed(error) => {
                    tracing::error!(error, "the site could not be loaded");
                    return;
                }
            };
            let Report { findings, files, .. } = report;
            findings::print(&findings, &files);
            state.send_replace(self::state(&findings, &files, site.load().revision(), is_good));
        };
        tokio::spawn(follower.run(watch, |_| {}, ended));
        let service = SiteService::new(Arc::clone(&app), router(app, routes));
        // Browsers listen for events for as long as they are open, so there is nothing to wait for.
        let (drain_grace, shutdown_timeout) = (Duration::ZERO, Duration::ZERO);
        let limits = Limits { drain_grace, shutdown_timeout, ..Limits::default() };
        crate::http::serve(listener, service, limits, async move { stop.notified().await }).await;
        Ok(())
    };
    serve::serve_until_stopped(serving).unwrap_or_else(|error| serve::refused(&error))
}

/// Where there is no good site of the editor's yet, their findings stand over the one that the
/// program was built with.
fn built_in(loader: &Loader) -> Option<Site> {
    let loader = Loader { source: Arc::new(Embedded), ..loader.clone() };
    loader.load().ok()?.0.site
}

/// What browsers are told: the revision that they should show, and all findings.
fn state(findings: &[Finding], files: &SiteFiles, revision: &str, is_good: bool) -> String {
    let findings: Vec<_> = findings.iter().map(|finding| view(finding, files)).collect();
    json!({ "revision": revision, "findings": findings, "isGood": is_good }).to_string()
}

fn view(finding: &Finding, files: &SiteFiles) -> serde_json::Value {
    let place = &finding.location;
    json!({
        "severity": finding.severity.as_str(),
        "code": finding.code,
        "place": format!("{}:{}:{}", place.file, place.start.line, place.start.column),
        "message": finding.message,
        "help": finding.help,
        "excerpt": findings::excerpt(finding, files),
    })
}
