//! The router: everything that is not in the cache.

use std::sync::Arc;

use axum::extract::Request;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Extension, Router};
use http::header::{self, HeaderName};
use http::{Method, StatusCode};
use tokio::task::spawn_blocking;

use super::consent::CONFIRMATION;
use super::context::RequestContext;
use super::response::{redirect, respond};
use super::{AppState, consent, form, visits};
use crate::language::Language;
use crate::pages::{self, Address, Route};
use crate::site::{Resource, Site};

/// How long a browser may remember that an address has moved: long enough to spare the way,
/// short enough to be mended.
const MOVED: &[(HeaderName, &str)] = &[(header::CACHE_CONTROL, "public, max-age=86400")];

/// What follows from negotiation holds for this browser, at this moment.
const NEGOTIATED: &[(HeaderName, &str)] =
    &[(header::VARY, "Accept-Language"), (header::CACHE_CONTROL, "no-cache")];

/// The router of the visitors' listener, with more routes where there are more, as in a preview.
pub fn router(app: Arc<AppState>, more: Router<Arc<AppState>>) -> Router {
    Router::new()
        .route("/consent", post(consent::choose))
        .route(consent::FORGET, get(consent::forget))
        .route("/visit", post(visits::report))
        .fallback(page)
        .merge(more)
        .with_state(app)
}

/// Any page: answers it, or leads to where it is.
async fn page(Extension(context): Extension<Arc<RequestContext>>, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")]).into_response();
    }
    // Rendering and compressing take a millisecond or so: too little to move to another thread,
    // as long as nobody asks for the same page meanwhile, who would wait for it.
    match spawn_blocking(move || handle(&context, &request)).await {
        Ok(response) => response,
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn handle(context: &RequestContext, request: &Request) -> Response {
    let RequestContext { site, address, language, .. } = context;
    let query = request.uri().query().unwrap_or_default();
    match resolve(site, request.uri().path(), address) {
        Target::Published(resource) => match resource.page() {
            Some((Route::Finder, _)) if !query.is_empty() && query != CONFIRMATION => {
                answer(context, resource, query)
            }
            _ => published(context, resource, is_confirmation(query)),
        },
        Target::Cookies(language) => cookies(context, language, query),
        Target::Moved(path) => {
            redirect(StatusCode::PERMANENT_REDIRECT, &with_query(path, query), MOVED)
        }
        Target::Negotiated(place) => {
            let path = with_query(place.path(*language), query);
            redirect(StatusCode::FOUND, &path, NEGOTIATED)
        }
        Target::NotFound => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Where a path leads.
pub enum Target<'a> {
    /// To what is published at exactly this path.
    Published(&'a Resource),
    /// To the cookie page, which is made for each visitor.
    Cookies(Language),
    /// To another path.
    Moved(String),
    /// To a page whose language is to be negotiated.
    Negotiated(Place),
    /// Nowhere.
    NotFound,
}

/// A page, or a section of the home page, in a language that is not known yet.
pub enum Place {
    Page(Route<'static>),
    Section(&'static str),
}

impl Place {
    fn path(&self, language: Language) -> String {
        match self {
            Self::Page(route) => route.path(language),
            Self::Section(anchor) => format!("{}#{anchor}", Route::Home.path(language)),
        }
    }
}

/// Finds where a path leads, which says this address.
pub fn resolve<'a>(site: &'a Site, path: &str, address: &Address<'_>) -> Target<'a> {
    if let Some(resource) = site.resource(path) {
        return Target::Published(resource);
    }
    if let Some(route) = address.route.as_ref().filter(|route| site.has(route)) {
        let Some(language) = address.language else {
            return Target::Negotiated(Place::Page(route.clone().into_owned()));
        };
        let canonical = route.path(language);
        return match path == canonical {
            true => Target::Cookies(language),
            false => Target::Moved(canonical),
        };
    }
    if let Some(section) = pages::section(path) {
        let place = Place::Section(section.anchor);
        return match section.language {
            Some(language) => Target::Moved(place.path(language)),
            None => Target::Negotiated(place),
        };
    }
    let Some(tidied) = tidied(path) else { return Target::NotFound };
    match resolve(site, &tidied, &pages::parse(&tidied)) {
        Target::Published(_) | Target::Cookies(_) => Target::Moved(tidied),
        elsewhere => elsewhere,
    }
}

/// The path in small letters and with single slashes, where it is not so already.
fn tidied(path: &str) -> Option<String> {
    let is_tidy = !path.contains("//") && !path.bytes().any(|byte| byte.is_ascii_uppercase());
    if is_tidy {
        return None;
    }
    let mut tidied = path.to_ascii_lowercase();
    while tidied.contains("//") {
        tidied = tidied.replace("//", "/");
    }
    Some(tidied)
}

/// A published text that had not been made yet, or that was asked for with a stray query.
fn published(context: &RequestContext, resource: &Resource, confirm: bool) -> Response {
    let RequestContext { site, head, .. } = context;
    match site.get_or_render(resource, head.view(site, confirm), head.encoding()) {
        Ok(text) => respond(head, &text).into_response(),
        Err(error) => render_failed(&error),
    }
}

/// The answer to a question to the finder.
fn answer(context: &RequestContext, finder: &Resource, question: &str) -> Response {
    let RequestContext { site, head, language, .. } = context;
    let view = head.view(site, is_confirmation(question));
    // A form sends its empty fields too; the address that is seen and shared has none. What was
    // left out is said on the page, which has to see it.
    let has_empty_field = question.split('&').any(|field| field.ends_with('='));
    let query = form::finder_query(question, site);
    if has_empty_field && query.is_read_whole() {
        let to = format!("{}{}", Route::Finder.path(*language), query.to_url());
        return redirect(StatusCode::FOUND, &to, &[(header::CACHE_CONTROL, "no-cache")]);
    }
    match site.get_or_answer(finder, view, head.encoding(), question, &query) {
        Ok(text) => respond(head, &text).into_response(),
        Err(error) => render_failed(&error),
    }
}

/// The cookie page, with the day of this visitor's choice.
fn cookies(context: &RequestContext, language: Language, query: &str) -> Response {
    let RequestContext { site, head, .. } = context;
    let view = head.view(site, is_confirmation(query));
    match site.render_cookies(&head.decision(site), language, view, head.encoding()) {
        Ok(text) => respond(head, &text).into_response(),
        Err(error) => render_failed(&error),
    }
}

/// Whether the query says that a choice was just made.
pub fn is_confirmation(query: &str) -> bool {
    query.split('&').any(|field| field == CONFIRMATION)
}

fn with_query(path: String, query: &str) -> String {
    match (query.is_empty(), path.split_once('#')) {
        (true, _) => path,
        (false, None) => format!("{path}?{query}"),
        (false, Some((path, anchor))) => format!("{path}?{query}#{anchor}"),
    }
}

/// The cause is for the log; the visitor reads a fixed phrase.
fn render_failed(error: &askama::Error) -> Response {
    tracing::error!(%error, "a page could not be rendered");
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}
