//! The preview's part of HTTP: tells open browsers that an edit landed, and what is wrong.
//!
//! It stands in the preview alone; the visitors' server has neither these paths nor the script.

use std::convert::Infallible;

use axum::Router;
use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::routing::get;
use futures_util::{Stream, stream};
use http::header;
use tokio::sync::watch;

/// The script that every page of the preview carries.
pub const SCRIPT_PATH: &str = "/preview/script.js";

/// What browsers are told: the present state of the preview, as JSON.
pub type News = watch::Receiver<String>;

/// The preview's paths.
pub fn routes<S: Clone + Send + Sync + 'static>(news: News) -> Router<S> {
    let script = file("text/javascript; charset=utf-8", include_str!("script.js"));
    let style = file("text/css; charset=utf-8", include_str!("style.css"));
    Router::new()
        .route(SCRIPT_PATH, get(script))
        .route("/preview/style.css", get(style))
        .route("/preview/news", get(move || std::future::ready(tell(news.clone()))))
}

fn file(
    content_type: &'static str,
    text: &'static str,
) -> impl Fn() -> std::future::Ready<axum::response::Response> + Clone + Send + Sync + 'static {
    move || {
        let headers = [(header::CONTENT_TYPE, content_type), (header::CACHE_CONTROL, "no-store")];
        std::future::ready((headers, text).into_response())
    }
}

/// The state at once, and again whenever it changes, for as long as the browser listens.
fn tell(news: News) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let states = stream::unfold((news, true), |(mut news, is_first)| async move {
        if !is_first {
            news.changed().await.ok()?;
        }
        let state = news.borrow_and_update().clone();
        Some((Ok(Event::default().data(state)), (news, false)))
    });
    Sse::new(states).keep_alive(KeepAlive::default())
}
