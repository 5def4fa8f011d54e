//! The access log: one line per request, for whoever asked for it.
//!
//! By default it holds nothing of the visitor: no address, no cookie, no query (which may be a
//! search). It is off unless asked for, and costs nothing then.

use std::net::IpAddr;
use std::time::Instant;

use http::header::{self, HeaderName};
use http::{HeaderMap, Method, Request, Response};

use super::forwarded::{Network, origin};

/// What the access log holds.
#[derive(Clone, Debug, Default)]
pub struct AccessLog {
    /// Whether it holds the visitors' addresses, which are personal data.
    pub has_addresses: bool,
    /// The proxies whose word is taken for where a request came from.
    pub trusted: Vec<Network>,
}

/// A line that is being written.
pub struct Line {
    begun: Instant,
    method: Method,
    path: String,
    scheme: Option<&'static str>,
    address: Option<IpAddr>,
    trace: Option<String>,
}

impl AccessLog {
    /// Begins the line of a request that came from this address.
    pub fn begin<B>(&self, request: &Request<B>, peer: IpAddr) -> Line {
        let headers = request.headers();
        let origin = origin(headers, peer, &self.trusted);
        Line {
            begun: Instant::now(),
            method: request.method().clone(),
            path: request.uri().path().to_owned(),
            scheme: origin.scheme,
            address: self.has_addresses.then_some(origin.address),
            trace: trace(headers),
        }
    }
}

impl Line {
    /// Writes the line of a request that is answered.
    pub fn end<B: hyper::body::Body>(self, response: &Response<B>, is_published: bool) {
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
            way = if is_published { "published" } else { "routed" },
            scheme = self.scheme,
            address = self.address.map(tracing::field::display),
            traceparent = self.trace,
        );
    }
}

/// The trace that the request is part of (W3C Trace Context, version 00); whatever does not look
/// exactly like one is left out.
fn trace(headers: &HeaderMap) -> Option<String> {
    const TRACEPARENT: HeaderName = HeaderName::from_static("traceparent");
    let text = headers.get(TRACEPARENT)?.to_str().ok()?;
    let mut parts = text.split('-');
    let is_whole = [2, 32, 16, 2].into_iter().all(|length| {
        let hexadecimal = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        parts.next().is_some_and(|part| part.len() == length && part.bytes().all(hexadecimal))
    });
    (is_whole && parts.next().is_none()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn only_a_whole_trace_is_passed_on() {
        let known = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        for (value, expected) in [
            (known, Some(known)),
            ("", None),
            ("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7", None),
            ("00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01", None),
            ("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-", None),
            ("00-4bf92f3577b34da6a3ce929d0e0e473-600f067aa0ba902b7-01", None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert("traceparent", HeaderValue::from_static(value));
            assert_eq!(trace(&headers).as_deref(), expected, "{value}");
        }
    }
}
