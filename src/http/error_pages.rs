//! Error pages: whatever failed, and wherever, the visitor reads it in their language.
//!
//! Handlers and layers answer with a status alone; here it becomes a page. Its bytes are made once
//! for each language and view, and kept like those of any page.

use axum::body::Body;
use axum::response::Response;
use http::{StatusCode, header};

use super::context::RequestContext;
use crate::pages::ErrorKind;

/// Turns a failed response into a page; `Allow` and the like stay.
pub fn render_into(response: &mut Response, context: &RequestContext) {
    let Some(kind) = kind(response.status()) else { return };
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

fn kind(status: StatusCode) -> Option<ErrorKind> {
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
