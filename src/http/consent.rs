//! The consent endpoint: records a visitor's choice in the visitor's own cookie.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use cookie::{Cookie, SameSite};
use http::header::{self, HeaderName};
use http::{HeaderMap, HeaderValue, StatusCode};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};

use super::answer::redirect;
use super::door::CONFIRMATION;
use super::router::finder_query;
use super::{App, faults, visitor};
use crate::consent::{
    CONSENT_COOKIE, CONSENT_MAX_AGE_SECONDS, Choice, cookie_name, cookie_value, cookies_to_delete,
};
use crate::pages::{self, Route};
use crate::site::Site;

/// The largest form, in bytes.
const FORM_MAX_BYTES: usize = 4 * 1024;

/// How long a form may take to arrive.
const FORM_TIMEOUT: Duration = Duration::from_secs(10);

/// Where the confirmation stands on the page.
const CONFIRMATION_ANCHOR: &str = "choice";

/// `POST /consent`: the fields `choice`, `category` and `return`.
pub async fn choose(State(app): State<Arc<App>>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let site = app.site.load_full();
    if !is_own_form(&head.headers, &site) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let body = match read_form(body).await {
        Ok(body) => body,
        Err(status) => return status.into_response(),
    };
    let fields: Vec<_> = url::form_urlencoded::parse(&body).collect();
    let fields = fields.iter().map(|(name, value)| (name.as_ref(), value.as_ref()));
    let declaration = &site.content().declaration;
    let Ok(Choice(accepted)) = Choice::from_form(fields.clone(), declaration) else {
        return StatusCode::BAD_REQUEST.into_response();
    };

    let back = fields.clone().find(|(name, _)| *name == "return").map(|(_, value)| value);
    let mut response = redirect(
        StatusCode::SEE_OTHER,
        &return_address(back.unwrap_or_default(), &head.headers, &site),
        &[(header::CACHE_CONTROL, "no-store")],
    );
    let https = site.base_url().is_https();
    let value = cookie_value(declaration, accepted, site.today());
    let declared = declaration.cookie(CONSENT_COOKIE);
    let max_age = declared.map_or(Some(CONSENT_MAX_AGE_SECONDS), |it| it.lifetime.seconds());
    set_cookie(&mut response, &cookie_name(CONSENT_COOKIE, https), &value, max_age, https);
    let present: Vec<_> = visitor::cookies(&head.headers)
        .filter_map(|(name, _)| std::str::from_utf8(name).ok())
        .collect();
    for name in cookies_to_delete(declaration, accepted, https, present.iter().copied()) {
        set_cookie(&mut response, &name, "", Some(0), https);
    }
    response
}

/// Whether the form came from a page of this site: by what the browser says of it, which no
/// other site can forge (OWASP on cross-site requests).
pub fn is_own_form(headers: &HeaderMap, site: &Site) -> bool {
    const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
    if let Some(from) = headers.get(SEC_FETCH_SITE) {
        return from == "same-origin";
    }
    let Some(origin) = headers.get(header::ORIGIN) else {
        // A browser too old to say either; or no browser, which has nobody's cookies to misuse.
        return true;
    };
    let host = origin.to_str().ok().and_then(|origin| origin.split_once("://"));
    let is_host = |name: HeaderName| {
        headers.get(name).zip(host).is_some_and(|(host, (_, origin))| host == origin)
    };
    origin == site.base_url().as_str() || is_host(header::HOST)
}

/// The body of a form.
///
/// # Errors
/// The status that says why there is none: too large, too slow, broken off.
pub async fn read_form(body: axum::body::Body) -> Result<Bytes, StatusCode> {
    let body = Limited::new(body, FORM_MAX_BYTES).collect();
    match tokio::time::timeout(FORM_TIMEOUT, body).await {
        Ok(Ok(body)) => Ok(body.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(StatusCode::PAYLOAD_TOO_LARGE),
        Ok(Err(_)) => Err(StatusCode::BAD_REQUEST),
        Err(_) => Err(StatusCode::REQUEST_TIMEOUT),
    }
}

/// The page to go back to, with its confirmation. Only an address that the site itself would
/// write is one: whatever else the form says leads to the home page. So the answer never holds
/// anything that came with the request (OWASP on unvalidated redirects).
fn return_address(asked: &str, headers: &HeaderMap, site: &Site) -> String {
    let (path, query) = asked.split_once('?').unwrap_or((asked, ""));
    let address = pages::parse(path);
    let language = address.language.unwrap_or_else(|| faults::language(path, headers));
    let route = address
        .route
        .filter(|route| site.has(route) && route.path(language) == path)
        .unwrap_or(Route::Home);
    let query = match route {
        Route::Finder => finder_query(query, site).to_url(),
        _ => String::new(),
    };
    let separator = if query.is_empty() { '?' } else { '&' };
    format!("{}{query}{separator}{CONFIRMATION}#{CONFIRMATION_ANCHOR}", route.path(language))
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
