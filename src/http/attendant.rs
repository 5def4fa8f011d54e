//! The attendant: who answers one connection, and knows what all of its answers have in common.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use axum::body::Body;
use bytes::Bytes;
use http::header::{self, HeaderValue};
use http::{Request, Response};
use http_body_util::{Either, Full};
use hyper::body::Incoming;
use hyper::service::Service;

use super::access_log::Line;
use super::door::Way;
use super::pace::{Pace, Turn};
use super::{App, Door};

/// The service of one connection.
pub struct Attendant {
    door: Door,
    pace: Arc<Pace>,
    address: SocketAddr,
}

impl Attendant {
    /// The attendant of a connection that came from this address.
    pub const fn new(door: Door, pace: Arc<Pace>, address: SocketAddr) -> Self {
        Self { door, pace, address }
    }
}

impl Service<Request<Incoming>> for Attendant {
    type Response = Response<Either<Full<Bytes>, Body>>;
    type Error = Infallible;
    type Future = Answering;

    fn call(&self, request: Request<Incoming>) -> Answering {
        self.pace.begin(Turn::Answering);
        let app: &App = self.door.app();
        let is_last = app.stopping.has_begun();
        let log = app.access_log.as_ref();
        let line = log.map(|log| Box::new(log.begin(&request, self.address.ip())));
        Answering { way: self.door.call(request), is_last, line }
    }
}

/// An answer on its way.
pub struct Answering {
    way: Way,
    /// Whether the server stops: then the answer says that no other will follow.
    is_last: bool,
    line: Option<Box<Line>>,
}

impl Future for Answering {
    type Output = Result<Response<Either<Full<Bytes>, Body>>, Infallible>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Ok(mut response) = ready!(Pin::new(&mut self.way).poll(context));
        if self.is_last {
            let close = HeaderValue::from_static("close");
            response.headers_mut().insert(header::CONNECTION, close);
        }
        if let Some(line) = self.line.take() {
            line.end(&response, self.way.is_published());
        }
        Poll::Ready(Ok(response))
    }
}
