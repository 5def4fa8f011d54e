//! What follows the files may break off: it is started again, and whoever asks is told.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use diversity_networks::http::{AppState, admin_router};
use diversity_networks::reload::{Follower, Loader, Watch, system_clock};
use diversity_networks::site::{Folder, Options};

use crate::common::{SiteCopy, eventually, get};

const RISE: &str = "content/networks/rise.toml";

#[test]
fn a_follower_that_panics_is_started_again_and_says_so() {
    let copy = SiteCopy::good();
    let source = Arc::new(Folder(copy.folder.clone()));
    let loader = Loader { source, options: Options::default(), clock: system_clock(), mend: None };
    let app = AppState::new(loader.load().expect("it can be read").0.site.expect("it is good"));
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let admin = listener.local_addr().expect("it has an address");
    listener.set_nonblocking(true).expect("it can wait");
    let panics = Arc::new(AtomicBool::new(true));

    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let _entered = runtime.enter();
    let listener = tokio::net::TcpListener::from_std(listener).expect("it listens");
    let router = admin_router(Arc::clone(&app));
    runtime.spawn(async { axum::serve(listener, router).await });
    let watch = Watch::start(&*loader.source, true);
    let follower = Follower { loader, watches: true, site: Arc::clone(&app.site) };
    let is_broken = Arc::clone(&panics);
    let began = move |_| assert!(!is_broken.load(Ordering::SeqCst), "as the test wants it");
    runtime.spawn(follower.run(watch, began, |_, _| {}));

    let says = |path: &str, what: &str| get(admin, path).text().contains(what);
    eventually("edits are followed", || says("/metrics", "{state=\"watching\"} 1"));
    assert!(says("/metrics", "follower_restarts_total 0"));
    let shown = app.site.load().revision().to_owned();
    copy.edit(RISE, "Researchers in Science", "Renamed");
    eventually("it is ready, and says it", || {
        get(admin, "/readyz").text() == "ready, but edits are not followed\n"
    });
    assert_eq!(get(admin, "/readyz").status, 200, "visitors are served");
    assert!(!says("/metrics", "follower_restarts_total 0"));

    // The edit that was made meanwhile is not lost.
    panics.store(false, Ordering::SeqCst);
    eventually("the edit is shown", || app.site.load().revision() != shown);
    eventually("it is well again", || get(admin, "/readyz").text() == "ready\n");
    assert!(says("/metrics", "{state=\"watching\"} 1"));
}
