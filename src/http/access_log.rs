//! The access log: one line per request, with nothing of the visitor: no address, no cookie, no
//! query (which may be a search).

use std::time::Instant;

use http::{Method, Request, Response, header};

/// A line that is written once its request is answered.
pub struct AccessLogLine {
    begun: Instant,
    method: Method,
    path: String,
}

impl AccessLogLine {
    pub fn begin<B>(request: &Request<B>) -> Self {
        let path = request.uri().path().to_owned();
        Self { begun: Instant::now(), method: request.method().clone(), path }
    }

    pub fn end<B: hyper::body::Body>(self, response: &Response<B>) {
        let length = match response.headers().get(header::CONTENT_LENGTH) {
            Some(length) => length.to_str().ok().and_then(|length| length.parse().ok()),
            None => response.body().size_hint().exact(),
        };
        tracing::info!(
            target: "access",
            method = %self.method,
            // In quotes and escaped: nothing that was sent can pass for a line of its own.
            path = self.path,
            status = response.status().as_u16(),
            bytes = length,
            microseconds = u64::try_from(self.begun.elapsed().as_micros()).unwrap_or(u64::MAX),
        );
    }
}
