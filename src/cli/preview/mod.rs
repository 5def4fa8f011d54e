//! `preview`: the site for its editors, who see every edit at once and every mistake on the page.

mod drafts;
mod state;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;

use drafts::Drafts;
use state::Editor;

use super::args::{SiteArgs, program};
use super::history::History;
use super::listen::{Address, Listening};
use super::{findings, log, serve};
use crate::content::files::SiteFiles;
use crate::diagnostic::Finding;
use crate::http::{AppState, Limits, SiteService, preview, router};
use crate::reload::{Follower, Loader, Outcome, Report, Watch, system_clock};
use crate::site::{Embedded, Options, Site};

#[derive(clap::Args, Debug)]
pub struct PreviewArgs {
    #[command(flatten)]
    site: SiteArgs,
    /// Where to listen; port 0 takes any free one
    #[arg(
        long,
        value_name = "ADDR",
        default_value = "127.0.0.1:3000",
        env = "DIVERSITY_NETWORKS_LISTEN"
    )]
    listen: SocketAddr,
    /// Make each place on the page a link that opens the file in this program
    #[arg(long, value_enum, value_name = "NAME", env = "DIVERSITY_NETWORKS_EDITOR")]
    editor: Option<Editor>,
}

/// Serves to editors until told to stop.
pub fn run(args: &PreviewArgs) -> super::Outcome {
    log::start();
    start(args).unwrap_or_else(|error| serve::refused(&error))
}

fn start(args: &PreviewArgs) -> std::io::Result<super::Outcome> {
    let options =
        Options { page_script: Some(preview::SCRIPT_PATH.to_owned()), ..Options::default() };
    let folder = args.site.folder().and_then(|folder| folder.canonicalize().ok());
    // What was committed last is how a file that is broken from the start last was.
    let history = folder.as_ref().and_then(|folder| History::around(folder, false).ok());
    let committed = history.and_then(|history| history.newest().ok());
    let drafts = Drafts::new(committed.unwrap_or_default());
    let loader = Loader {
        source: args.site.source()?,
        options,
        clock: system_clock(),
        mend: Some(Arc::new(move |files, options, loaded| drafts.mend(files, options, loaded))),
    };
    let watch = Watch::start(&*loader.source, true);
    let (mut loaded, files) = loader.load()?;
    findings::name_commands(&mut loaded.findings);
    findings::print(&loaded.findings, &files);
    let is_current = loaded.site.is_some();
    let Some(site) = loaded.site.or_else(|| built_in(&loader)) else {
        return Ok(super::Outcome::BadContent);
    };
    let (command, editor) = (format!("{} preview", program()), args.editor);
    let state = move |site: &Site, is_current, findings: &[Finding], files: &SiteFiles| {
        let opener = editor.zip(folder.as_deref());
        let script = site.page_script().unwrap_or_default();
        state::state(script, is_current, &command, findings, files, opener)
    };
    let sender = watch::Sender::new(state(&site, is_current, &loaded.findings, &files));
    let app = AppState::new(site);
    let address = args.listen;

    serve::serve_until_stopped(async move {
        let listening = Listening::open(&Address::Tcp(address))?;
        let (stop, _) = serve::shutdown_signals()?;
        listening.print("listening on");
        let Listening::Tcp(listener) = listening else { return Ok(()) };
        let routes = preview::routes(sender.subscribe());
        let follower = Follower { loader, watches: true, site: Arc::clone(&app.site) };
        let (site, state) = (Arc::clone(&app.site), Arc::new(state));
        let ended = move |_, outcome| {
            let (report, is_current) = match outcome {
                Outcome::Shown { loaded, .. } => (loaded, true),
                Outcome::HasErrors(report) => (report, false),
                Outcome::Failed(error) => {
                    tracing::error!(error, "the site could not be loaded");
                    return;
                }
            };
            let Report { mut findings, files, .. } = report;
            findings::name_commands(&mut findings);
            findings::print(&findings, &files);
            sender.send_replace(state(&site.load(), is_current, &findings, &files));
        };
        tokio::spawn(follower.run(watch, |_| {}, ended));
        let service = SiteService::new(Arc::clone(&app), router(app, routes));
        // Open pages ask again and again, so there is nothing to wait for.
        let (drain_grace, shutdown_timeout) = (Duration::ZERO, Duration::ZERO);
        let limits = Limits { drain_grace, shutdown_timeout, ..Limits::default() };
        crate::http::serve(listener, service, limits, async move { stop.notified().await }).await;
        Ok(())
    })
}

/// Where no site can be made of the editor's files yet, their findings stand over the one that the
/// program was built with.
fn built_in(loader: &Loader) -> Option<Site> {
    let loader = Loader { source: Arc::new(Embedded), ..loader.clone() };
    loader.load().ok()?.0.site
}
