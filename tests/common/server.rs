//! A server within the test: the one place where tests use the crate's own types to serve.

use std::ops::Deref;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use diversity_networks::content::model::BaseUrl;
use diversity_networks::http::{AppState, Limits, SiteService, router, serve};
use diversity_networks::site::folder::read_folder;
use diversity_networks::site::{Options, Site, embedded, load};
use jiff::civil::Date;
use tokio::sync::oneshot;

use super::samples::TODAY;
use super::{GET, Host, SiteCopy, eventually};

/// Limits that are reached quickly.
pub const SMALL: Limits = Limits {
    head_bytes: 16 * 1024,
    idle_timeout: Duration::from_millis(400),
    connections: 1000,
    drain_grace: Duration::from_millis(100),
    shutdown_timeout: Duration::from_secs(5),
};

/// The site that is built in.
pub fn site() -> Site {
    let options =
        Options { today: TODAY, base_url: None, budget: 100_000_000, ..Options::default() };
    load(&embedded::files(), &options).site.expect("the site that is built in has no errors")
}

/// A server within the test.
pub struct Server {
    pub host: Host,
    pub app: Arc<AppState>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Serves the site that is built in.
    pub fn start(limits: Limits) -> Self {
        Self::serve(site(), limits)
    }

    /// Serves another site, on this day.
    pub fn of(copy: &SiteCopy, today: Date) -> Self {
        let base_url = BaseUrl::parse("http://127.0.0.1").expect("an address");
        let options = Options { today, base_url: Some(base_url), ..Options::default() };
        let loaded = load(&read_folder(&copy.folder), &options);
        let site = loaded.site.unwrap_or_else(|| panic!("{:#?}", loaded.findings));
        Self::serve(site, Limits::default())
    }

    fn serve(site: Site, limits: Limits) -> Self {
        let app = AppState::new(site);
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let site =
            SiteService::new(Arc::clone(&app), router(Arc::clone(&app), axum::Router::new()));
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread();
            let runtime = { runtime }.worker_threads(2).enable_all().build().unwrap();
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener).unwrap();
                serve(listener, site, limits, async { stopped.await.unwrap_or(()) }).await;
            });
            runtime.shutdown_background();
        });
        Self { host: Host { address }, app, stop: Some(stop), thread: Some(thread) }
    }

    /// Begins to stop.
    pub fn tell_to_stop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
    }

    /// Stops, and says how long that took.
    pub fn stop(mut self) -> Duration {
        let begun = Instant::now();
        self.tell_to_stop();
        self.thread.take().unwrap().join().unwrap();
        begun.elapsed()
    }

    /// That the server still answers, has forgotten nobody, and never failed.
    pub fn assert_unharmed(&self) {
        let mut visitor = self.connect();
        visitor.say(GET);
        assert_eq!(visitor.answer().unwrap().status, 200);
        drop(visitor);
        eventually("all connections are closed", || self.app.metrics.connections.open_now() == 0);
        let failed = self.app.metrics.requests.counts().find(|(labels, _)| labels[3] == "500");
        assert_eq!(failed, None);
    }
}

impl Deref for Server {
    type Target = Host;

    fn deref(&self) -> &Host {
        &self.host
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.tell_to_stop();
    }
}
