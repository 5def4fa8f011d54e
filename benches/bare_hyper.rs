//! The least that hyper can do: one fixed answer, read from a file as it was once sent. What the
//! program is measured against.
//!
//! Usage: `bare_hyper PORT FILE`; the file holds a head, an empty line and a body.

use std::convert::Infallible;

use bytes::Bytes;
use http::header::{HeaderMap, HeaderName, HeaderValue};
use http_body_util::Full;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpListener;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let port: u16 = arguments.next().ok_or("PORT is missing")?.parse()?;
    let (status, head, body) = read(&arguments.next().ok_or("FILE is missing")?)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind(("127.0.0.1", port)).await?;
        println!("listening on http://{}", listener.local_addr()?);
        loop {
            let (stream, _) = listener.accept().await?;
            stream.set_nodelay(true)?;
            let (head, body) = (head.clone(), body.clone());
            let answer = service_fn(move |_| {
                let mut response = Response::new(Full::new(body.clone()));
                *response.status_mut() = status;
                *response.headers_mut() = head.clone();
                std::future::ready(Ok::<_, Infallible>(response))
            });
            tokio::spawn(async move {
                let mut http = http1::Builder::new();
                http.timer(TokioTimer::new());
                let _ = http.serve_connection(TokioIo::new(stream), answer).await;
            });
        }
    })
}

fn read(path: &str) -> Result<(StatusCode, HeaderMap, Bytes), Box<dyn std::error::Error>> {
    let file = std::fs::read(path)?;
    let end = file.windows(4).position(|window| window == b"\r\n\r\n").ok_or("no head")?;
    let text = std::str::from_utf8(&file[..end])?;
    let mut lines = text.split("\r\n");
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).ok_or("no status")?;
    let mut head = HeaderMap::new();
    for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
        // hyper writes the date itself.
        if name != "date" {
            head.insert(HeaderName::try_from(name)?, HeaderValue::from_str(value)?);
        }
    }
    Ok((status.parse()?, head, Bytes::copy_from_slice(&file[end + 4..])))
}
