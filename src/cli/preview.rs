//! `preview`: the site for its editors, who see every edit at once and every mistake on the page.

use std::net::SocketAddr;
use std::sync::Arc;

use serde_json::json;
use tokio::sync::watch;

use super::follow::print_findings;
use super::{Outcome, SiteArgs, findings, serve};
use crate::content::files::SiteFiles;
use crate::content::finding::Finding;
use crate::http::{AppState, Limits, SiteService, preview, router};
use crate::reload::{Loader, Origin, Watcher, today};
use crate::site::{Loaded, Options};

/// Serves to editors until told to stop.
pub fn run(site: &SiteArgs, listen: SocketAddr) -> Outcome {
    serve::start_log();
    let options = Options {
        today: today(),
        base_url: None,
        page_script: Some(preview::SCRIPT_PATH.to_owned()),
        ..Options::default()
    };
    let mut loader = Loader { origin: site.origin(), options };
    let (loaded, files) = loader.load();
    print_findings(&loaded.findings, &files);
    let news = watch::Sender::new(news(&loaded, &files, ""));
    let Some(site) = loaded.site.or_else(|| built_in(&loader)) else {
        return Outcome::BadContent;
    };
    let app = AppState::new(site);

    let serving = async {
        let Some(listener) = serve::listen(None, Some(listen)).await? else { return Ok(()) };
        let watched = match &loader.origin {
            Origin::Folder(folder) => Some(folder.clone()),
            Origin::Embedded => None,
        };
        let watcher = Watcher::start(watched.as_deref())?;
        let (stop, _) = serve::shutdown_signals()?;
        serve::print_address(&listener)?;
        let routes = preview::routes(news.subscribe());
        tokio::spawn(follow(watcher, loader, Arc::clone(&app), news));
        let site = SiteService::new(Arc::clone(&app), router(app, routes));
        // Browsers listen for news for as long as they are open, so there is nothing to wait for.
        let limits = Limits { shutdown_timeout: std::time::Duration::ZERO, ..Limits::default() };
        crate::http::serve(listener, site, limits, async move { stop.notified().await }).await;
        Ok(())
    };
    serve::block_on(serving)
}

/// Where there is no good site of the editor's yet, their findings stand over the one that the
/// program was built with.
fn built_in(loader: &Loader) -> Option<crate::site::Site> {
    Loader { origin: Origin::Embedded, options: loader.options.clone() }.load().0.site
}

/// Loads the site after every edit, shows it if it is whole, and tells the browsers.
async fn follow(
    mut watcher: Watcher,
    mut loader: Loader,
    app: Arc<AppState>,
    browsers: watch::Sender<String>,
) {
    while watcher.next().await.is_some() {
        let loading = tokio::task::spawn_blocking(move || {
            let (loaded, files) = loader.load();
            (loader, loaded, files)
        });
        let Ok((back, loaded, files)) = loading.await else { return };
        loader = back;
        print_findings(&loaded.findings, &files);
        let present = app.site.load().revision().to_owned();
        let news = news(&loaded, &files, &present);
        if let Some(site) = loaded.site {
            app.site.store(Arc::new(site));
        }
        browsers.send_replace(news);
    }
}

/// What browsers are told: the revision that they should show, and all findings.
fn news(loaded: &Loaded, files: &SiteFiles, present: &str) -> String {
    let revision = loaded.site.as_ref().map_or(present, |site| site.revision());
    let findings: Vec<_> = loaded.findings.iter().map(|finding| view(finding, files)).collect();
    json!({ "revision": revision, "findings": findings, "isGood": loaded.site.is_some() })
        .to_string()
}

fn view(finding: &Finding, files: &SiteFiles) -> serde_json::Value {
    let place = &finding.place;
    json!({
        "severity": finding.severity.as_str(),
        "code": finding.code,
        "place": format!("{}:{}:{}", place.file, place.start.line, place.start.column),
        "message": finding.message,
        "help": finding.help,
        "excerpt": findings::excerpt(finding, files),
    })
}
