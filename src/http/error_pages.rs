//! Error pages: whatever failed, and wherever, the visitor reads it in their language.
//!
//! Handlers and layers answer with a status alone; here it becomes a page. Its bytes are made once
//! for each language and view, and kept like those of any page.

use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use http::{StatusCode, header};
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimePrinter;

use super::context::RequestContext;
use crate::consent::{Accepted, View};
use crate::language::Language;
use crate::pages::ErrorKind;
use crate::site::{Encoding, Site};

/// Turns a failed response into a page; `Allow` and the like stay.
pub fn render_into(response: &mut Response, context: &RequestContext) {
    let Some(kind) = error_kind(response.status()) else { return };
    let RequestContext { site, head, language, .. } = context;
    let resource = site.error(kind, *language);
    let Ok(page) = site.get_or_render(resource, head.view(site, false), head.encoding()) else {
        return;
    };
    let headers = response.headers_mut();
    headers.remove(header::CONTENT_LENGTH);
    headers.extend(page.head.clone());
    *response.body_mut() = Body::from(page.body.clone());
}

/// A whole response to what is no request, for its page to stand in the place of a bare refusal.
/// In whose language is not known.
pub fn refusal(site: &Site, status: StatusCode) -> Bytes {
    let kind = error_kind(status).unwrap_or(ErrorKind::Refused);
    let resource = site.error(kind, Language::DEFAULT);
    let page = site.get_or_render(resource, View::PLAIN, Encoding::Identity).ok();
    let mut head = format!("HTTP/1.1 {status}\r\nconnection: close\r\n").into_bytes();
    let body = page.as_ref().map_or_else(Bytes::new, |page| page.body.clone());
    let headers = page.as_ref().map(|page| &page.head);
    for (name, value) in headers.unwrap_or_else(|| site.security_headers(Accepted::NONE)) {
        head.extend([name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"].concat());
    }
    let date = DateTimePrinter::new().timestamp_to_rfc9110_string(&Timestamp::now());
    let date = date.map_or_else(|_| String::new(), |date| format!("date: {date}\r\n"));
    head.extend(format!("{date}content-length: {}\r\n\r\n", body.len()).into_bytes());
    head.extend(&body);
    head.into()
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
