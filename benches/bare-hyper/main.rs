//! One fixed answer straight on hyper: the limit of the stack that the site stands on.
//!
//! `bare-hyper PORT HEAD BODY`. The first line of the file HEAD is the status, each further line
//! a header; the file BODY is the body.

use std::convert::Infallible;
use std::error::Error;
use std::net::Ipv4Addr;

use bytes::Bytes;
use http::header::{HeaderName, HeaderValue};
use http::{HeaderMap, Response, StatusCode};
use http_body_util::Full;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut next = || arguments.next().ok_or("usage: bare-hyper PORT HEAD BODY");
    let port: u16 = next()?.parse()?;
    let (status, headers) = read_head(&std::fs::read_to_string(next()?)?)?;
    let body = Bytes::from(std::fs::read(next()?)?);

    // The same runtime as the site's.
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(async move {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        loop {
            let (stream, _) = listener.accept().await?;
            stream.set_nodelay(true)?;
            let (headers, body) = (headers.clone(), body.clone());
            tokio::spawn(async move {
                let service = service_fn(move |_| {
                    let mut response = Response::new(Full::new(body.clone()));
                    *response.status_mut() = status;
                    *response.headers_mut() = headers.clone();
                    std::future::ready(Ok::<_, Infallible>(response))
                });
                // A client that goes away is no fault of the measurement.
                let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
            });
        }
    })
}

fn read_head(head: &str) -> Result<(StatusCode, HeaderMap), Box<dyn Error>> {
    let (status, lines) = head.split_once('\n').ok_or("no status line")?;
    let mut headers = HeaderMap::new();
    for line in lines.lines() {
        let (name, value) = line.split_once(": ").ok_or("a header without a colon")?;
        headers.append(name.parse::<HeaderName>()?, value.parse::<HeaderValue>()?);
    }
    Ok((status.parse()?, headers))
}
