//! The host that a request names: exactly one, as HTTP/1.1 has it (RFC 9112, 3.2).
//!
//! Nothing is done with it, and nothing of it comes back in an answer. But a request that leaves
//! open whom it is for may be read in two ways by two servers in a row, and is refused.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http::StatusCode;
use http::header::{self, HeaderValue};

use super::head::Head;

/// Refuses a request that does not say whom it is for, and hangs up: what follows it on the
/// connection may not be what it seems either.
pub async fn require_host(request: Request, next: Next) -> Response {
    if Head::read(request.headers()).has_clear_host(request.version()) {
        return next.run(request).await;
    }
    let mut response = StatusCode::BAD_REQUEST.into_response();
    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    response
}
