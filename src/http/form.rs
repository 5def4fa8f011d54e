//! What visitors send: whether it comes from a page of this site, and what it holds.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{FromRequest, Request};
use http::header::{self, HeaderName};
use http::{HeaderMap, StatusCode};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use url::form_urlencoded;

use super::context::RequestContext;
use crate::finder::Query;
use crate::site::Site;

/// The largest form, in bytes.
const FORM_MAX_BYTES: usize = 4 * 1024;

/// How long a form may take to arrive.
const FORM_TIMEOUT: Duration = Duration::from_secs(10);

/// The fields of a form that came from a page of this site.
pub struct SameSiteForm(Vec<(String, String)>);

impl SameSiteForm {
    /// The fields, in the order of the form.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &str)> + Clone {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The first field of this name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.fields().find(|(known, _)| *known == name).map(|(_, value)| value)
    }
}

impl<S: Sync> FromRequest<S> for SameSiteForm {
    /// Why there is none: it came from elsewhere, is too large, too slow, or broken off.
    type Rejection = StatusCode;

    async fn from_request(request: Request, _: &S) -> Result<Self, StatusCode> {
        let (head, body) = request.into_parts();
        let context = head.extensions.get::<Arc<RequestContext>>();
        if !context.is_some_and(|context| is_same_site(&head.headers, &context.site)) {
            return Err(StatusCode::FORBIDDEN);
        }
        let body = Limited::new(body, FORM_MAX_BYTES).collect();
        match tokio::time::timeout(FORM_TIMEOUT, body).await {
            Ok(Ok(body)) => {
                Ok(Self(form_urlencoded::parse(&body.to_bytes()).into_owned().collect()))
            }
            Ok(Err(error)) if error.is::<LengthLimitError>() => Err(StatusCode::PAYLOAD_TOO_LARGE),
            Ok(Err(_)) => Err(StatusCode::BAD_REQUEST),
            Err(_) => Err(StatusCode::REQUEST_TIMEOUT),
        }
    }
}

/// Whether a form came from a page of this site: by what the browser says of it, which no other
/// site can forge (OWASP on cross-site requests).
fn is_same_site(headers: &HeaderMap, site: &Site) -> bool {
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

/// The question that a URL's query asks.
pub fn finder_query(query: &str, site: &Site) -> Query {
    let fields: Vec<_> = form_urlencoded::parse(query.as_bytes()).collect();
    let fields = fields.iter().map(|(name, value)| (name.as_ref(), value.as_ref()));
    Query::from_fields(fields, &site.content().taxonomy)
}
