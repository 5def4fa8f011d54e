//! Answers: from texts and addresses to responses with their heads.

use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use cookie::{Cookie, SameSite};
use http::header::{self, HeaderName};
use http::{HeaderValue, StatusCode};
use http_body_util::Full;

use super::head::Head;
use crate::site::{Representation, Site};

/// The answer with a text, or the one that says that the browser has it already.
///
/// A request with `HEAD` gets the same answer; hyper leaves the body out.
pub fn respond(head: &Head<'_>, text: &Representation) -> http::Response<Full<Bytes>> {
    let is_known = head.matches_if_none_match(text.etag.as_bytes());
    let mut response = match is_known {
        true => http::Response::new(Full::default()),
        false => http::Response::new(Full::new(text.body.clone())),
    };
    if is_known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        *response.headers_mut() = text.not_modified.clone();
    } else {
        *response.headers_mut() = text.head.clone();
    }
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

/// Adds the headers that every answer carries, where it does not have its own.
pub fn add_security_headers(response: &mut Response, site: &Site) {
    let security = site.security_headers(crate::consent::Accepted::NONE);
    for (name, value) in security {
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
    let mut cookie = Cookie::build((name, value))
        .path("/")
        .same_site(SameSite::Lax)
        .http_only(true)
        .secure(https)
        .build();
    cookie.set_max_age(max_age.map(|seconds| cookie::time::Duration::seconds(seconds.into())));
    if let Ok(value) = HeaderValue::from_str(&cookie.to_string()) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}
