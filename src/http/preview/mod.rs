//! The preview's part of HTTP: tells open pages that an edit landed, and what is wrong.
//!
//! It stands in the preview alone; the visitors' server has neither these paths nor the script.

use std::future::ready;

use axum::Router;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::header;
use tokio::sync::watch;

/// The script that every page of the preview carries.
pub const SCRIPT_PATH: &str = "/preview/script.js";

/// The preview's paths. `state` is what pages are told when they ask, as JSON: they ask again and
/// again, since a browser keeps only six connections to a server open, however many its tabs.
pub fn routes<S: Clone + Send + Sync + 'static>(state: watch::Receiver<String>) -> Router<S> {
    let script = || ready(file("text/javascript; charset=utf-8", include_str!("script.js")));
    let style = || ready(file("text/css; charset=utf-8", include_str!("style.css")));
    let state = move || ready(file("application/json", state.borrow().clone()));
    Router::new()
        .route(SCRIPT_PATH, get(script))
        .route("/preview/style.css", get(style))
        .route("/preview/state", get(state))
}

fn file(content_type: &'static str, text: impl IntoResponse) -> Response {
    let headers = [(header::CONTENT_TYPE, content_type), (header::CACHE_CONTROL, "no-store")];
    (headers, text).into_response()
}
