//! The consent endpoint: records a visitor's choice in the visitor's own cookie.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use http::header;
use http::{HeaderMap, StatusCode};

use super::head::Head;
use super::response::{redirect, set_cookie};
use super::service::CONFIRMATION;
use super::{AppState, error_pages, form};
use crate::consent::{
    CONSENT_COOKIE, CONSENT_MAX_AGE_SECONDS, Choice, cookie_name, cookie_value, cookies_to_delete,
};
use crate::pages::{self, Route};
use crate::site::Site;

/// Where the confirmation stands on the page.
const CONFIRMATION_ANCHOR: &str = "choice";

/// `POST /consent`: the fields `choice`, `category` and `return`.
pub async fn choose(State(app): State<Arc<AppState>>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let site = app.site.load_full();
    if !form::is_own(&head.headers, &site) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let body = match form::read(body).await {
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
    let head = Head::read(&head.headers);
    let present = head.cookies().filter_map(|(name, _)| std::str::from_utf8(name).ok());
    for name in cookies_to_delete(declaration, accepted, https, present) {
        set_cookie(&mut response, &name, "", Some(0), https);
    }
    response
}

/// The page to go back to, with its confirmation. Only an address that the site itself would
/// write is one: whatever else the form says leads to the home page. So the answer never holds
/// anything that came with the request (OWASP on unvalidated redirects).
pub fn return_address(asked: &str, headers: &HeaderMap, site: &Site) -> String {
    let (path, query) = asked.split_once('?').unwrap_or((asked, ""));
    let address = pages::parse(path);
    let language = address.language.unwrap_or_else(|| error_pages::language(path, headers));
    let route = address
        .route
        .filter(|route| site.has(route) && route.path(language) == path)
        .unwrap_or(Route::Home);
    let query = match route {
        Route::Finder => form::finder_query(query, site).to_url(),
        _ => String::new(),
    };
    let separator = if query.is_empty() { '?' } else { '&' };
    format!("{}{query}{separator}{CONFIRMATION}#{CONFIRMATION_ANCHOR}", route.path(language))
}
