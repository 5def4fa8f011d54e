//! Faults in words: whatever went wrong, and wherever, the visitor reads it in their language.
//!
//! Handlers, extractors and layers answer with a status alone; here it becomes a page.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::header::{self, HeaderValue};
use http::{HeaderMap, StatusCode};

use super::head::Head;
use super::response::add_security_headers;
use super::{AppState, negotiate};
use crate::language::Language;
use crate::pages::{self, ErrorKind};
use crate::site::{Site, compress_now};

/// Turns failed answers into pages, and sees that every answer is protected.
pub async fn error_pages(
    State(app): State<Arc<AppState>>,
    request: Request,
    next: Next,
) -> Response {
    let language = language(request.uri().path(), request.headers());
    let headers = request.headers().clone();
    let mut response = next.run(request).await;
    let site = app.site.load();
    if let Some(kind) = error_kind(response.status()) {
        explain(&mut response, &site, kind, language, &headers);
    }
    add_security_headers(&mut response, &site);
    response
}

/// The language of whoever asks for a path: the path's own, else that of the page they came from,
/// else the browser's.
pub fn language(path: &str, headers: &HeaderMap) -> Language {
    let came_from = || {
        let referer = headers.get(header::REFERER)?.to_str().ok()?;
        pages::parse(url::Url::parse(referer).ok()?.path()).language
    };
    let of_path = pages::parse(path).language;
    of_path.or_else(came_from).unwrap_or_else(|| negotiate::language(headers))
}

fn error_kind(status: StatusCode) -> Option<ErrorKind> {
    Some(match status {
        StatusCode::NOT_FOUND => ErrorKind::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => ErrorKind::MethodNotAllowed,
        StatusCode::REQUEST_TIMEOUT => ErrorKind::Timeout,
        StatusCode::PAYLOAD_TOO_LARGE => ErrorKind::TooLarge,
        status if status.is_client_error() => ErrorKind::Refused,
        status if status.is_server_error() => ErrorKind::Internal,
        _ => return None,
    })
}

fn explain(
    response: &mut Response,
    site: &Site,
    kind: ErrorKind,
    language: Language,
    request: &HeaderMap,
) {
    let head = Head::read(request);
    let view = head.view(site, false);
    let Ok(page) = site.render_error(kind, language, view) else {
        return;
    };
    let encoding = head.encoding();
    let body = compress_now(&page.into(), encoding);
    let headers = response.headers_mut();
    for (name, value) in site.security_headers(view.accepted) {
        headers.insert(name, value.clone());
    }
    let text = HeaderValue::from_static("text/html; charset=utf-8");
    headers.insert(header::CONTENT_TYPE, text);
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(language.code()));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::CONTENT_LENGTH, body.len().into());
    if let Some(name) = encoding.name() {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
    }
    *response.body_mut() = Body::from(body);
}
