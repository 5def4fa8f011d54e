//! Responses: from representations and addresses to heads and bodies.

use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use http::header::{self, HeaderName};
use http::{HeaderValue, StatusCode};
use http_body_util::Full;

use super::head::{Head, Precondition};
use crate::consent::Accepted;
use crate::site::{Representation, Site};

/// The response with a representation, or the one that says that the browser has it already.
///
/// A request with `HEAD` gets the same response; hyper leaves the body out.
pub fn respond(head: &Head<'_>, text: &Representation) -> http::Response<Full<Bytes>> {
    match head.precondition(&text.etag) {
        Precondition::Holds => whole(StatusCode::OK, text),
        Precondition::NotModified => {
            let mut response = http::Response::new(Full::default());
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            *response.headers_mut() = text.not_modified.clone();
            response
        }
        Precondition::Failed => {
            let mut response = http::Response::new(Full::default());
            *response.status_mut() = StatusCode::PRECONDITION_FAILED;
            response
        }
    }
}

/// The response with a representation, whatever the browser has.
pub fn whole(status: StatusCode, text: &Representation) -> http::Response<Full<Bytes>> {
    let mut response = http::Response::new(Full::new(text.body.clone()));
    *response.status_mut() = status;
    *response.headers_mut() = text.head.clone();
    response
}

/// A redirect to a path of this site.
pub fn redirect(status: StatusCode, path: &str, more: &[(HeaderName, &'static str)]) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    // Paths are made of slugs and percent-encoded queries, which are always fit for a header.
    match HeaderValue::from_str(path) {
        Ok(location) => headers.insert(header::LOCATION, location),
        Err(_) => headers.insert(header::LOCATION, HeaderValue::from_static("/")),
    };
    for (name, value) in more {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Adds the headers that every response carries, where it does not have its own.
pub fn add_security_headers(response: &mut Response, site: &Site) {
    for (name, value) in site.security_headers(Accepted::NONE) {
        response.headers_mut().entry(name).or_insert_with(|| value.clone());
    }
}

/// Adds a cookie that only this server reads, for so many seconds or for the session; with 0 it
/// removes it.
pub fn set_cookie(
    response: &mut Response,
    name: &str,
    value: &str,
    max_age: Option<u32>,
    https: bool,
) {
    let max_age = max_age.map_or_else(String::new, |seconds| format!("; Max-Age={seconds}"));
    let secure = if https { "; Secure" } else { "" };
    let cookie = format!("{name}={value}; HttpOnly; SameSite=Lax{secure}; Path=/{max_age}");
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}
