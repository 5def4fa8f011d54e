//! The hyper services: cached pages are answered here, before any router, layer, timer or span;
//! everything else goes to the router. Measured, that keeps a page at the cost of writing its
//! bytes (see benches/README.md).

use std::convert::Infallible;
use std::future::{Ready, ready};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready as ready_or_return};

use axum::Router;
use axum::body::Body;
use bytes::Bytes;
use http::header::{self, HeaderValue};
use http::{Method, Request, Response};
use http_body_util::{Either, Full};
use hyper::body::Incoming;
use tower::Service as _;

use super::AppState;
use super::access_log::AccessLogLine;
use super::connection::activity::{Activity, Phase};
use super::head::Head;
use super::metrics::{CacheResult, RouteLabel};
use super::response::respond;
use crate::site::{Representation, Site};

/// The query of the page that confirms a choice on cookies.
pub const CONFIRMATION: &str = "choice=saved";

/// Answers requests, whatever connection they come from.
#[derive(Clone)]
pub struct SiteService {
    app: Arc<AppState>,
    router: Router,
}

impl SiteService {
    /// Answers from the cache, or by the router.
    pub const fn new(app: Arc<AppState>, router: Router) -> Self {
        Self { app, router }
    }

    /// What all requests share.
    pub const fn app(&self) -> &Arc<AppState> {
        &self.app
    }
}

impl hyper::service::Service<Request<Incoming>> for SiteService {
    type Response = Response<Either<Full<Bytes>, Body>>;
    type Error = Infallible;
    type Future = ResponseFuture;

    fn call(&self, request: Request<Incoming>) -> ResponseFuture {
        match cached_response(&self.app, &request) {
            Some(response) => ResponseFuture::Cached(ready(response)),
            None => {
                ResponseFuture::Routed(Box::pin(self.router.clone().call(request.map(Body::new))))
            }
        }
    }
}

/// The answer from bytes that exist: for a `GET` or `HEAD` of a published path, whose page has
/// been made for what this visitor decided, in the coding that this browser prefers.
fn cached_response<B>(app: &AppState, request: &Request<B>) -> Option<Response<Full<Bytes>>> {
    let head = Head::read(request.headers());
    let is_reading = matches!(*request.method(), Method::GET | Method::HEAD);
    if !is_reading || !head.has_clear_host(request.version()) {
        return None;
    }
    let confirm = match request.uri().query() {
        None => false,
        Some(CONFIRMATION) => true,
        Some(_) => return None,
    };
    let site = app.site.load();
    let path = request.uri().path();
    let resource = site.resource(path)?;
    let ready = resource.ready(head.view(&site, confirm), head.encoding())?;
    let response = ready.as_ref().map(|text| respond(&head, text))?;
    let (template, language) = match resource.page() {
        Some((route, language)) => (RouteLabel::of_page(route), Some(language)),
        None => (RouteLabel::of_file(path), None),
    };
    app.metrics.requests.add(CacheResult::Hit, template, language, response.status());
    Some(response)
}

/// The bytes of a published path, made now if they have not been.
///
/// # Errors
/// Fails where a template cannot write a value.
pub fn make(
    site: &Site,
    path: &str,
    head: &Head<'_>,
    confirm: bool,
) -> Option<Result<Arc<Representation>, askama::Error>> {
    let resource = site.resource(path)?;
    Some(site.make(resource, head.view(site, confirm), head.encoding()))
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

impl hyper::service::Service<Request<Incoming>> for ConnectionService {
    type Response = Response<Either<Full<Bytes>, Body>>;
    type Error = Infallible;
    type Future = ConnectionFuture;

    fn call(&self, request: Request<Incoming>) -> ConnectionFuture {
        self.activity.begin(Phase::Handling);
        let app = self.site.app();
        let is_last = app.stopping.has_begun();
        let line = app.has_access_log.then(|| Box::new(AccessLogLine::begin(&request)));
        ConnectionFuture { response: self.site.call(request), is_last, line }
    }
}

/// A response that is being made.
pub enum ResponseFuture {
    Cached(Ready<Response<Full<Bytes>>>),
    Routed(Pin<Box<dyn Future<Output = Result<axum::response::Response, Infallible>> + Send>>),
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

/// A response, with what all responses of its connection have in common.
pub struct ConnectionFuture {
    response: ResponseFuture,
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
        Poll::Ready(Ok(response))
    }
}
