//! The door: where a request takes one way or the other.
//!
//! What is published is answered right here, from bytes that exist, before any router, layer,
//! timer or span; everything else goes to the router. Measured, that is what keeps a page at the
//! cost of writing its bytes (see benches/README.md).

use std::convert::Infallible;
use std::future::{Ready, ready};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::Router;
use axum::body::Body;
use bytes::Bytes;
use http::{Method, Request, Response};
use http_body_util::{Either, Full};
use hyper::body::Incoming;
use tower::Service as _;

use super::App;
use super::answer::respond;
use super::head::Head;
use super::metrics::WayTaken;
use super::template::Template;
use crate::site::{Representation, Site};

/// The query of the page that confirms a choice on cookies.
pub const CONFIRMATION: &str = "choice=saved";

/// The service of every connection.
#[derive(Clone)]
pub struct Door {
    app: Arc<App>,
    router: Router,
}

impl Door {
    /// A door to the app's pages, with the router behind it.
    pub const fn new(app: Arc<App>, router: Router) -> Self {
        Self { app, router }
    }

    /// What all requests share.
    pub const fn app(&self) -> &Arc<App> {
        &self.app
    }
}

impl hyper::service::Service<Request<Incoming>> for Door {
    type Response = Response<Either<Full<Bytes>, Body>>;
    type Error = Infallible;
    type Future = Way;

    fn call(&self, request: Request<Incoming>) -> Way {
        match published(&self.app, &request) {
            Some(response) => Way::Published(ready(response)),
            None => Way::Routed(Box::pin(self.router.clone().call(request.map(Body::new)))),
        }
    }
}

/// The answer from bytes that exist: for a `GET` or `HEAD` of a published path, whose page has
/// been made for what this visitor decided, in the coding that this browser prefers.
fn published<B>(app: &App, request: &Request<B>) -> Option<Response<Full<Bytes>>> {
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
        Some((route, language)) => (Template::of_page(route), Some(language)),
        None => (Template::of_file(path), None),
    };
    app.metrics.requests.add(WayTaken::Published, template, language, response.status());
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

/// The way that a request took.
pub enum Way {
    /// Answered at the door.
    Published(Ready<Response<Full<Bytes>>>),
    /// Answered behind it.
    Routed(Pin<Box<dyn Future<Output = Result<axum::response::Response, Infallible>> + Send>>),
}

impl Way {
    /// Whether the answer comes from bytes that existed.
    pub const fn is_published(&self) -> bool {
        matches!(self, Self::Published(_))
    }
}

impl Future for Way {
    type Output = Result<Response<Either<Full<Bytes>, Body>>, Infallible>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match &mut *self {
            Self::Published(answer) => {
                Pin::new(answer).poll(context).map(|answer| Ok(answer.map(Either::Left)))
            }
            Self::Routed(answer) => {
                answer.as_mut().poll(context).map_ok(|answer| answer.map(Either::Right))
            }
        }
    }
}
