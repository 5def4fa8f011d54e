//! The consent endpoint: records a visitor's choice in the visitor's own cookie.

use std::sync::Arc;

use axum::Extension;
use axum::response::{IntoResponse as _, Response};
use http::header::HeaderName;
use http::{StatusCode, header};

use super::context::RequestContext;
use super::form::{SameSiteForm, finder_query};
use super::response::{redirect, set_cookie};
use crate::consent::{
    CONSENT_COOKIE, CONSENT_MAX_AGE_SECONDS, Choice, cookie_name, cookie_value, cookies_to_delete,
};
use crate::language::Language;
use crate::pages::{self, Route};
use crate::site::Site;

/// The query of the page that confirms a choice on cookies.
pub const CONFIRMATION: &str = "choice=saved";

/// Going back must not show the question that was answered, nor a page with a script that was
/// withdrawn: browsers forget the pages that they keep as they were (W3C Clear Site Data).
const CLEAR_KEPT_PAGES: (HeaderName, &str) =
    (HeaderName::from_static("clear-site-data"), "\"cache\"");

/// Where the confirmation stands on the page.
const CONFIRMATION_ANCHOR: &str = "choice";

/// Where a page that confirms a choice has the browser forget the page on which it was made: that
/// one is kept only once the answer is there.
pub const FORGET: &str = "/consent/forget";

/// An empty picture that clears what the browser keeps.
pub async fn forget() -> Response {
    let picture = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>";
    let headers = [(header::CONTENT_TYPE, "image/svg+xml"), (header::CACHE_CONTROL, "no-store")];
    (headers, [CLEAR_KEPT_PAGES], picture).into_response()
}

/// `POST /consent`: the fields `choice`, `category` and `return`.
pub async fn choose(
    Extension(context): Extension<Arc<RequestContext>>,
    form: Result<SameSiteForm, StatusCode>,
) -> Response {
    let form = match form {
        Ok(form) => form,
        Err(status) => return status.into_response(),
    };
    let RequestContext { site, head, language, .. } = &*context;
    let declaration = &site.content().declaration;
    let Ok(Choice(accepted)) = Choice::from_form(form.fields(), declaration) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let back = form.get("return").unwrap_or_default();
    let mut response = redirect(
        StatusCode::SEE_OTHER,
        &return_address(back, *language, site),
        &[(header::CACHE_CONTROL, "no-store"), CLEAR_KEPT_PAGES],
    );
    let https = site.base_url().is_https();
    let value = cookie_value(declaration, accepted, site.today());
    let declared = declaration.cookie(CONSENT_COOKIE);
    let max_age = declared.map_or(Some(CONSENT_MAX_AGE_SECONDS), |it| it.lifetime.seconds());
    set_cookie(&mut response, &cookie_name(CONSENT_COOKIE, https), &value, max_age, https);
    let present = head.cookies().filter_map(|(name, _)| std::str::from_utf8(name).ok());
    for name in cookies_to_delete(declaration, accepted, https, present) {
        set_cookie(&mut response, &name, "", Some(0), https);
    }
    response
}

/// The page to go back to, with its confirmation. Only an address that the site itself would
/// write is one: whatever else the form says leads to the home page. So the answer never holds
/// anything that came with the request (OWASP on unvalidated redirects).
pub fn return_address(asked: &str, language: Language, site: &Site) -> String {
    let (path, query) = asked.split_once('?').unwrap_or((asked, ""));
    let address = pages::parse(path);
    let language = address.language.unwrap_or(language);
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
