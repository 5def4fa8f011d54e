//! The host that a request names: exactly one, as HTTP/1.1 has it (RFC 9112, 3.2).
//!
//! Nothing is done with it, and nothing of it comes back in an answer. But a request that leaves
//! open whom it is for may be read in two ways by two servers in a row, and is refused.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http::header::{self, HeaderValue};
use http::{StatusCode, Version};

/// Whether a request says whom it is for, as its version of HTTP asks.
pub fn is_clear<B>(request: &http::Request<B>) -> bool {
    let mut hosts = request.headers().get_all(header::HOST).iter();
    match (hosts.next(), hosts.next()) {
        (Some(host), None) => host.as_bytes().iter().all(|&byte| is_of_host(byte)),
        (None, None) => request.version() < Version::HTTP_11,
        _ => false,
    }
}

/// Whether a byte can stand in a host and port (RFC 3986, 3.2.2).
const fn is_of_host(byte: u8) -> bool {
    matches!(byte,
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b':' | b'[' | b']' | b'_' | b'~'
        | b'%' | b'!' | b'$' | b'&' | b'\'' | b'(' | b')' | b'*' | b'+' | b',' | b';' | b'=')
}

/// Refuses a request that does not say whom it is for, and hangs up: what follows it on the
/// connection may not be what it seems either.
pub async fn insist(request: Request, next: Next) -> Response {
    if is_clear(&request) {
        return next.run(request).await;
    }
    let mut response = StatusCode::BAD_REQUEST.into_response();
    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    response
}
