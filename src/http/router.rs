//! The router: everything that is not answered at the service.

use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use http::header::{self, HeaderName};
use http::{Method, StatusCode};
use tower_http::catch_panic::CatchPanicLayer;

use super::head::Head;
use super::metrics::{CacheResult, RouteLabel};
use super::response::{redirect, respond};
use super::service::{self, CONFIRMATION};
use super::{AppState, consent, error_pages, form, host, negotiate, visits};
use crate::language::Language;
use crate::pages::{self, Route};
use crate::site::{Caching, Site};

/// How long a browser may remember that an address has moved: long enough to spare the way,
/// short enough to be mended.
const MOVED: (HeaderName, &str) = (header::CACHE_CONTROL, "public, max-age=86400");

/// The router of the visitors' listener, with more routes where there are more, as in a preview.
pub fn router(app: Arc<AppState>, more: Router<Arc<AppState>>) -> Router {
    let routes = Router::new()
        .route("/consent", post(consent::choose))
        .route("/visit", post(visits::report))
        .fallback(page)
        .merge(more);
    with_middleware(routes, app)
}

/// The routes with what holds for all of them: whatever happens in one, its visitor gets an
/// answer in words, and it is counted.
fn with_middleware(routes: Router<Arc<AppState>>, app: Arc<AppState>) -> Router {
    let panicked = |_| StatusCode::INTERNAL_SERVER_ERROR.into_response();
    routes
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn(host::require_host))
        .layer(from_fn_with_state(Arc::clone(&app), error_pages::error_pages))
        .layer(from_fn_with_state(Arc::clone(&app), count))
        .with_state(app)
}

async fn count(State(app): State<Arc<AppState>>, request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let (template, language) = RouteLabel::of_path(request.uri().path());
    let response = next.run(request).await;
    app.metrics.requests.add(CacheResult::Miss, template, language, response.status());
    app.metrics.durations.add(begun.elapsed());
    response
}

/// Any page: answers it, or leads to where it is.
async fn page(State(app): State<Arc<AppState>>, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")]).into_response();
    }
    let site = app.site.load_full();
    // Rendering and compressing take a millisecond or so: too little to move to another thread,
    // as long as nobody asks for the same page meanwhile, who would wait for it.
    match tokio::task::spawn_blocking(move || answer(&site, &request)).await {
        Ok(response) => response,
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn answer(site: &Site, request: &Request) -> Response {
    let path = request.uri().path();
    let query = request.uri().query().unwrap_or_default();
    let address = pages::parse(path);
    let Some(route) = address.route.filter(|route| site.has(route)) else {
        return redirect_or_404(site, request, query);
    };
    let Some(language) = address.language else {
        let language = negotiate::language(request.headers());
        let to = with_query(route.path(language), query);
        let headers = [(header::VARY, "Accept-Language"), (header::CACHE_CONTROL, "no-cache")];
        return redirect(StatusCode::FOUND, &to, &headers);
    };
    let canonical = route.path(language);
    if path != canonical {
        return redirect(StatusCode::PERMANENT_REDIRECT, &with_query(canonical, query), &[MOVED]);
    }
    match route {
        Route::Cookies => cookies(site, request, language, query),
        Route::Finder if !query.is_empty() && query != CONFIRMATION => {
            finder(site, request, language, query)
        }
        _ => stored(site, request, is_confirmation(query)),
    }
}

/// What is at no page's address: a file, a folder of entries, or nothing.
fn redirect_or_404(site: &Site, request: &Request, query: &str) -> Response {
    let path = request.uri().path();
    if site.resource(path).is_some() {
        return stored(site, request, is_confirmation(query));
    }
    match pages::section(path) {
        Some(address) => {
            let headers = request.headers();
            let language = address.language.unwrap_or_else(|| negotiate::language(headers));
            let to = format!("{}#{}", Route::Home.path(language), address.anchor);
            redirect(StatusCode::PERMANENT_REDIRECT, &to, &[MOVED])
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// A published text that had not been made yet, or that was asked for with a stray query.
fn stored(site: &Site, request: &Request, confirm: bool) -> Response {
    let head = Head::read(request.headers());
    match service::make(site, request.uri().path(), &head, confirm) {
        Some(Ok(text)) => respond(&head, &text).into_response(),
        Some(Err(error)) => failed(&error),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// The answer to a question to the finder.
fn finder(site: &Site, request: &Request, language: Language, query: &str) -> Response {
    let head = Head::read(request.headers());
    let view = head.view(site, is_confirmation(query));
    // A form sends its empty fields too; the address that is seen and shared has none.
    let has_empty_field = query.split('&').any(|field| field.ends_with('='));
    let query = form::finder_query(query, site);
    if has_empty_field && !query.is_shortened {
        let to = format!("{}{}", Route::Finder.path(language), query.to_url());
        return redirect(StatusCode::FOUND, &to, &[(header::CACHE_CONTROL, "no-cache")]);
    }
    match site.render_answer(&query, language, view) {
        Ok(page) => {
            let text = site.represent(page, language, view, head.encoding(), Caching::Page);
            respond(&head, &text).into_response()
        }
        Err(error) => failed(&error),
    }
}

/// The cookie page, with the day of this visitor's choice.
fn cookies(site: &Site, request: &Request, language: Language, query: &str) -> Response {
    let head = Head::read(request.headers());
    let decision = head.decision(site);
    let view = head.view(site, is_confirmation(query));
    match site.render_cookies(&decision, language, view) {
        Ok(page) => {
            let text = site.represent(page, language, view, head.encoding(), Caching::Private);
            respond(&head, &text).into_response()
        }
        Err(error) => failed(&error),
    }
}

fn is_confirmation(query: &str) -> bool {
    query.split('&').any(|field| field == CONFIRMATION)
}

fn with_query(path: String, query: &str) -> String {
    match query.is_empty() {
        true => path,
        false => format!("{path}?{query}"),
    }
}

/// The cause is for the log; the visitor reads a fixed phrase.
fn failed(error: &askama::Error) -> Response {
    tracing::error!(%error, "a page could not be rendered");
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}

#[cfg(test)]
mod tests {
    use axum::routing::get;
    use http_body_util::BodyExt as _;
    use tower::Service as _;

    use super::*;
    use crate::site::{Options, embedded, load};

    #[tokio::test]
    async fn a_panic_is_a_page() {
        let today = jiff::civil::date(2026, 11, 24);
        let options = Options { today, ..Options::default() };
        let app = AppState::new(load(&embedded::files(), &options).site.unwrap());
        async fn panic() -> Response {
            panic!("on purpose")
        }
        let routes = Router::new().route("/en/panic", get(panic));
        let mut router = with_middleware(routes, Arc::clone(&app));
        let request = http::Request::get("/en/panic").header("host", "example.nl");
        let answer = router.call(request.body(axum::body::Body::empty()).unwrap()).await.unwrap();
        assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(answer.headers()["x-content-type-options"], "nosniff");
        assert_eq!(answer.headers()["content-language"], "en");
        let body = answer.into_body().collect().await.unwrap().to_bytes();
        let body = String::from_utf8(body.into()).unwrap();
        assert!(body.starts_with("<!") && !body.contains("on purpose"), "{body}");
        let counted = app.metrics.requests.counts().any(|(labels, _)| labels[3] == "500");
        assert!(counted);
    }
}
