//! The operator's listener: how the server is, and what it counts.
//!
//! It stands on an address of its own, which is for the operator to keep to themselves.

use std::future::poll_fn;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderName};
use http::{HeaderValue, StatusCode};
use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use jiff::Timestamp;
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};

use super::connection::Listener;
use super::metrics::exposition;
use super::{AppState, VERSION};
use crate::site::Following;

/// The header that names the site's revision.
const REVISION: HeaderName = HeaderName::from_static("site-revision");

/// How many connections those who work on the site may hold, and for how long at most.
const CONNECTIONS: usize = 64;
const CONNECTION_TIMEOUT: Duration = Duration::from_secs(10);

/// Answers the operator for as long as it is polled: the visitors' listener ends the program.
pub async fn serve_admin(listener: impl Listener, app: Arc<AppState>) {
    serve_router(listener, admin_router(app)).await;
}

/// Answers the few who work on the site, for as long as it is polled.
pub async fn serve_router(listener: impl Listener, router: Router) {
    let service = TowerToHyperService::new(router);
    let permits = Arc::new(Semaphore::new(CONNECTIONS));
    while let Ok(permit) = Arc::clone(&permits).acquire_owned().await {
        let Ok(socket) = poll_fn(|context| listener.poll_accept(context)).await else {
            sleep(Duration::from_millis(100)).await;
            continue;
        };
        let mut http = http1::Builder::new();
        http.header_read_timeout(None);
        let connection = http.serve_connection(TokioIo::new(socket), service.clone());
        tokio::spawn(async move {
            let _permit = permit;
            let _ = timeout(CONNECTION_TIMEOUT, connection).await;
        });
    }
}

/// The router of the operator's listener.
pub fn admin_router(app: Arc<AppState>) -> Router {
    Router::new()
        .route("/healthz", get(health))
        .route("/readyz", get(readiness))
        .route("/metrics", get(metrics))
        .route("/findings", get(findings))
        .layer(from_fn_with_state(Arc::clone(&app), name_revision))
        .with_state(app)
}

/// Every answer to the operator names what visitors are shown.
async fn name_revision(State(app): State<Arc<AppState>>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if let Ok(revision) = HeaderValue::from_str(app.site.load().revision()) {
        response.headers_mut().insert(REVISION, revision);
    }
    response
}

/// Which program shows which site, and since when.
async fn health(State(app): State<Arc<AppState>>) -> Response {
    let status = &app.site.status;
    let shown_since = i64::try_from(status.shown_since()).unwrap_or_default();
    let health = serde_json::json!({
        "status": "ok",
        "version": VERSION,
        "revision": app.site.load().revision(),
        "loaded": Timestamp::from_second(shown_since).unwrap_or_default().to_string(),
        "edits": status.following().as_str(),
        "held_back": status.held_back(),
        "last_good": status.is_last_good(),
        "last_load": if status.has_failed_last() { "failed" } else { "succeeded" },
    });
    text("application/json", format!("{health}\n"))
}

/// Whether new visitors should be sent here: not any more once the server stops.
async fn readiness(State(app): State<Arc<AppState>>) -> Response {
    match app.stopping.has_begun() {
        true => (StatusCode::SERVICE_UNAVAILABLE, plain("stopping\n".to_owned())).into_response(),
        false if app.site.status.following() == Following::Broken => {
            plain("ready, but edits are not followed\n".to_owned())
        }
        false => plain("ready\n".to_owned()),
    }
}

async fn metrics(State(app): State<Arc<AppState>>) -> Response {
    text(exposition::CONTENT_TYPE, exposition::write(&app))
}

/// What the last loading found: after a broken edit, why the site that is shown is an older one.
async fn findings(State(app): State<Arc<AppState>>) -> Response {
    plain(app.site.status.report())
}

fn plain(body: String) -> Response {
    text("text/plain; charset=utf-8", body)
}

fn text(kind: &'static str, body: String) -> Response {
    ([(CONTENT_TYPE, kind), (CACHE_CONTROL, "no-store")], body).into_response()
}
