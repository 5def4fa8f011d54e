//! The hyper services: what is in the cache is answered here, before any router, layer, timer or
//! span; everything else goes to the router. Measured, that keeps a page at the cost of writing
//! its bytes (see benches/README.md).

use std::convert::Infallible;
use std::future::{Ready, ready};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready as ready_or_return};
use std::time::Instant;

use axum::Router;
use axum::body::{Body, HttpBody};
use axum::response::IntoResponse as _;
use bytes::Bytes;
use http::header::{self, HeaderValue};
use http::{Method, Request, Response, StatusCode};
use http_body_util::{Either, Full};
use hyper::service::Service;
use hyper_util::service::TowerToHyperService;

use super::access_log::AccessLogLine;
use super::connection::activity::Activity;
use super::consent::{CONFIRMATION, FORGET};
use super::context::{self, RequestContext};
use super::head::Head;
use super::metrics::{CacheResult, RouteLabel};
use super::response::{add_security_headers, respond, whole};
use super::router::{Target, is_confirmation, resolve};
use super::{AppState, error_pages};
use crate::pages::{self, ErrorKind, Route};
use crate::site::Site;

/// Answers requests, whatever connection they come from.
#[derive(Clone)]
pub struct SiteService {
    app: Arc<AppState>,
    router: TowerToHyperService<Router>,
}

impl SiteService {
    /// Answers from the cache, or by the router.
    pub fn new(app: Arc<AppState>, router: Router) -> Self {
        Self { app, router: TowerToHyperService::new(router) }
    }

    /// What all requests share.
    pub const fn app(&self) -> &Arc<AppState> {
        &self.app
    }

    /// Has the router answer, and sees to what holds for all of its responses: failures are pages,
    /// every response carries the security headers, and is counted.
    async fn route(self, mut request: Request<Body>, context: RequestContext) -> RoutedResponse {
        let begun = Instant::now();
        let label = RouteLabel::of_address(request.uri().path(), &context.address);
        let context = Arc::new(context);
        request.extensions_mut().insert(Arc::clone(&context));
        let mut response = match context.head.is_ambiguous(request.version()) {
            // A handler that panics ends its own task, and no connection.
            false => match tokio::spawn(self.router.call(request)).await {
                Ok(response) => response?,
                Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
            },
            true => {
                // What follows on the connection may not be what it seems either.
                let close = [(header::CONNECTION, HeaderValue::from_static("close"))];
                (StatusCode::BAD_REQUEST, close).into_response()
            }
        };
        error_pages::render_into(&mut response, &context);
        add_security_headers(&mut response, &context.site);
        let language = context.address.language;
        let metrics = &self.app.metrics;
        metrics.requests.add(CacheResult::Miss, label, language, response.status());
        metrics.durations.add(begun.elapsed());
        Ok(response)
    }
}

impl<B> Service<Request<B>> for SiteService
where
    B: HttpBody<Data = Bytes, Error: Into<axum::BoxError>> + Send + 'static,
{
    type Response = Response<Either<Full<Bytes>, Body>>;
    type Error = Infallible;
    type Future = ResponseFuture;

    fn call(&self, request: Request<B>) -> ResponseFuture {
        let site = self.app.site.load();
        let head = Head::read(request.headers());
        if let Some(response) = cached_response(&self.app, &site, &head, &request) {
            return ResponseFuture::Cached(ready(response));
        }
        let context = RequestContext::new(Arc::clone(&site), head, &request);
        ResponseFuture::Routed(Box::pin(self.clone().route(request.map(Body::new), context)))
    }
}

/// The answer from bytes that exist: for a `GET` or `HEAD` of a page, of a question to the finder
/// or of nothing, made before for what this visitor decided, in the coding that this browser
/// prefers.
fn cached_response<B>(
    app: &AppState,
    site: &Site,
    head: &Head<'_>,
    request: &Request<B>,
) -> Option<Response<Full<Bytes>>> {
    let is_reading = matches!(*request.method(), Method::GET | Method::HEAD);
    if !is_reading || head.is_ambiguous(request.version()) || head.has_if_match() {
        return None;
    }
    let path = request.uri().path();
    let Some(resource) = site.resource(path) else {
        return cached_not_found(app, site, head, request);
    };
    let page = resource.page();
    let (confirm, question) = match request.uri().query() {
        None => (false, ""),
        Some(CONFIRMATION) => (true, ""),
        Some(query) if matches!(page, Some((Route::Finder, _))) => (is_confirmation(query), query),
        Some(_) => return None,
    };
    let text = site.cached(resource, head.view(site, confirm), head.encoding(), question)?;
    let response = respond(head, &text);
    let (label, language) = match page {
        Some((route, language)) => (RouteLabel::of_page(route), Some(language)),
        None => (RouteLabel::of_file(path), None),
    };
    app.metrics.requests.add(CacheResult::Hit, label, language, response.status());
    Some(response)
}

fn cached_not_found<B>(
    app: &AppState,
    site: &Site,
    head: &Head<'_>,
    request: &Request<B>,
) -> Option<Response<Full<Bytes>>> {
    let path = request.uri().path();
    // The forms' addresses are the router's.
    if matches!(path, "/consent" | FORGET | "/visit") || path.starts_with("/preview/") {
        return None;
    }
    let address = pages::parse(path);
    let Target::NotFound = resolve(site, path, &address) else { return None };
    let resource = site.error(ErrorKind::NotFound, context::language(&address, request.headers()));
    let page = site.cached(resource, head.view(site, false), head.encoding(), "")?;
    let label = RouteLabel::of_address(path, &address);
    let status = StatusCode::NOT_FOUND;
    app.metrics.requests.add(CacheResult::Hit, label, address.language, status);
    Some(whole(status, &page))
}

type RoutedResponse = Result<axum::response::Response, Infallible>;

/// A response that is being made.
pub enum ResponseFuture {
    Cached(Ready<Response<Full<Bytes>>>),
    Routed(Pin<Box<dyn Future<Output = RoutedResponse> + Send>>),
}

impl Future for ResponseFuture {
    type Output = Result<Response<Either<Full<Bytes>, Body>>, Infallible>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match &mut *self {
            Self::Cached(response) => {
                Pin::new(response).poll(context).map(|response| Ok(response.map(Either::Left)))
            }
            Self::Routed(response) => {
                response.as_mut().poll(context).map_ok(|response| response.map(Either::Right))
            }
        }
    }
}

/// Answers the requests of one connection.
pub struct ConnectionService {
    site: SiteService,
    activity: Arc<Activity>,
}

impl ConnectionService {
    pub const fn new(site: SiteService, activity: Arc<Activity>) -> Self {
        Self { site, activity }
    }
}

impl Service<Request<hyper::body::Incoming>> for ConnectionService {
    type Response = Response<Either<Full<Bytes>, Body>>;
    type Error = Infallible;
    type Future = ConnectionFuture;

    fn call(&self, request: Request<hyper::body::Incoming>) -> ConnectionFuture {
        self.activity.begin();
        let app = self.site.app();
        let is_last = app.stopping.has_begun();
        let line = app.access_log.is_on.then(|| Box::new(AccessLogLine::begin(&request)));
        let response = self.site.call(request);
        ConnectionFuture { response, activity: Arc::clone(&self.activity), is_last, line }
    }
}

/// A response, with what all responses of its connection have in common.
pub struct ConnectionFuture {
    response: ResponseFuture,
    activity: Arc<Activity>,
    /// Whether the server stops: then the response announces that the connection ends.
    is_last: bool,
    line: Option<Box<AccessLogLine>>,
}

impl Future for ConnectionFuture {
    type Output = Result<Response<Either<Full<Bytes>, Body>>, Infallible>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Ok(mut response) = ready_or_return!(Pin::new(&mut self.response).poll(context));
        if self.is_last {
            let close = HeaderValue::from_static("close");
            response.headers_mut().insert(header::CONNECTION, close);
        }
        if let Some(line) = self.line.take() {
            line.end(&response);
        }
        self.activity.end();
        Poll::Ready(Ok(response))
    }
}

#[cfg(test)]
mod tests {
    use axum::routing::get;
    use http_body_util::BodyExt as _;

    use super::*;
    use crate::http::router;
    use crate::site::{Options, embedded, load};

    #[tokio::test]
    async fn a_panic_is_a_page() {
        let today = jiff::civil::date(2026, 11, 24);
        let options = Options { today, ..Options::default() };
        let app = AppState::new(load(&embedded::files(), &options).site.unwrap());
        async fn panic() -> axum::response::Response {
            panic!("on purpose")
        }
        let routes = Router::new().route("/en/panic", get(panic));
        let service = SiteService::new(Arc::clone(&app), router(Arc::clone(&app), routes));
        let request = Request::get("/en/panic").header("host", "example.nl");
        let response = service.call(request.body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(response.headers()["x-content-type-options"], "nosniff");
        assert_eq!(response.headers()["content-language"], "en");
        let body = response.into_body().collect().await.unwrap().to_bytes();
        let body = String::from_utf8(body.into()).unwrap();
        assert!(body.starts_with("<!") && !body.contains("on purpose"), "{body}");
        let counted = app.metrics.requests.counts().any(|(labels, _)| labels[3] == "500");
        assert!(counted);
    }
}
