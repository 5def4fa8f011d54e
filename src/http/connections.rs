//! Connections: accepted, limited, and ended in good order.

use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

use super::Door;

/// How much of the machine visitors may hold.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The largest head of a request, in bytes; a larger one gets a 431.
    pub head_bytes: usize,
    /// How long a head may take to arrive, and a connection to stay idle.
    pub head_timeout: Duration,
    /// How many connections may be open; further ones wait to be accepted.
    pub connections: usize,
    /// How long what is in flight may take once the server stops.
    pub shutdown: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            head_bytes: 16 * 1024,
            head_timeout: Duration::from_secs(15),
            connections: 10_000,
            shutdown: Duration::from_secs(30),
        }
    }
}

/// Answers connections until `stop` completes, then finishes what is in flight.
pub async fn serve(
    listener: TcpListener,
    door: Door,
    limits: Limits,
    stop: impl Future<Output = ()>,
) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(limits.head_timeout)
        .max_buf_size(limits.head_bytes);
    let graceful = GracefulShutdown::new();
    let permits = Arc::new(Semaphore::new(limits.connections));
    let mut stop = std::pin::pin!(stop);
    loop {
        let accepted = async {
            let permit = Arc::clone(&permits).acquire_owned().await;
            (permit, listener.accept().await)
        };
        let (permit, accepted) = tokio::select! {
            accepted = accepted => accepted,
            () = &mut stop => break,
        };
        let stream = match accepted {
            Ok((stream, _)) => stream,
            Err(error) => {
                wait_out(&error).await;
                continue;
            }
        };
        // Answers are written whole: nothing is gained by waiting for more.
        let _ = stream.set_nodelay(true);
        let connection = http.serve_connection(TokioIo::new(stream), door.clone());
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            // A connection fails when its visitor leaves, which is nobody's fault.
            let _ = connection.await;
            drop(permit);
        });
    }
    drop(listener);
    let _ = tokio::time::timeout(limits.shutdown, graceful.shutdown()).await;
}

/// A connection that was gone before it was accepted is nothing; when the system has no more
/// files to give, asking again at once would only burn the machine.
async fn wait_out(error: &std::io::Error) {
    use std::io::ErrorKind;
    let is_gone = matches!(
        error.kind(),
        ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset | ErrorKind::ConnectionRefused
    );
    if !is_gone {
        tracing::warn!(%error, "no connection can be accepted");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
