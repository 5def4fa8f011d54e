//! Connections: accepted, limited, and ended in good order.

pub mod activity;

use std::future::poll_fn;
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Poll;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, sleep_until, timeout};

use super::service::{ConnectionService, SiteService};
use activity::{Activity, IdleTimer, Phase, TrackedStream};

/// How much of the machine visitors may hold.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The largest head of a request, in bytes, 8192 or more; a larger one gets a 431, and so do
    /// more than a hundred headers.
    pub head_bytes: usize,
    /// How long a visitor may take over a head, leave a connection idle, or not take an answer;
    /// it is looked at so rarely that it may be a quarter more.
    pub idle_timeout: Duration,
    /// How many connections may be open; further ones wait in the system's queue.
    pub connections: usize,
    /// How long an open connection may still ask once the server stops.
    pub drain_grace: Duration,
    /// How long what is in flight may take once the server stops.
    pub shutdown_timeout: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            head_bytes: 16 * 1024,
            idle_timeout: Duration::from_secs(15),
            connections: 10_000,
            drain_grace: Duration::from_millis(500),
            shutdown_timeout: Duration::from_secs(30),
        }
    }
}

/// Whether the server stops, for all its connections.
#[derive(Debug, Default)]
pub struct Shutdown {
    has_begun: AtomicBool,
    wake: Notify,
}

impl Shutdown {
    /// Whether the server stops.
    pub fn has_begun(&self) -> bool {
        self.has_begun.load(Ordering::Relaxed)
    }

    fn begin(&self) {
        self.has_begun.store(true, Ordering::Relaxed);
        self.wake.notify_waiters();
    }
}

/// Answers connections until `stop` completes, then finishes what is in flight.
///
/// A connection that is open when the server stops is told so with its next answer, and only one
/// that asks nothing more is closed without a word: so no visitor asks a connection that is just
/// being closed. A connection beyond the limit waits to be accepted; those inside it are served
/// as if it were not there.
pub async fn serve(
    listener: TcpListener,
    site: SiteService,
    limits: Limits,
    stop: impl Future<Output = ()>,
) {
    let mut http = http1::Builder::new();
    // A visitor who says that nothing more will come may still get the answer.
    http.max_buf_size(limits.head_bytes).half_close(true).header_read_timeout(None);
    let permits = Arc::new(Semaphore::new(limits.connections));
    let stopping = Arc::clone(&site.app().stopping);
    let mut stop = pin!(stop);
    loop {
        let accepted = async {
            let permit = Arc::clone(&permits).acquire_owned().await;
            (permit, listener.accept().await)
        };
        let (permit, accepted) = tokio::select! {
            accepted = accepted => accepted,
            () = &mut stop => break,
        };
        match (permit, accepted) {
            (Ok(permit), Ok((stream, _))) => serve_connection(stream, permit, &http, &site, limits),
            (_, Err(error)) => on_accept_error(&error).await,
            // The semaphore is never closed.
            (Err(_), Ok(_)) => break,
        }
    }
    stopping.begin();
    // Who waits to be accepted would be reset together with the listener.
    let listener = listener.into_std().and_then(|listener| {
        listener.set_nonblocking(true)?;
        Ok(listener)
    });
    if let Ok(listener) = listener {
        while let Ok(permit) = Arc::clone(&permits).try_acquire_owned() {
            let Ok((stream, _)) = listener.accept() else { break };
            let stream = stream.set_nonblocking(true).and_then(|()| TcpStream::from_std(stream));
            if let Ok(stream) = stream {
                serve_connection(stream, permit, &http, &site, limits);
            }
        }
    }
    let all = u32::try_from(limits.connections).unwrap_or(u32::MAX);
    let _ = timeout(limits.shutdown_timeout, permits.acquire_many(all)).await;
}

/// How a connection ended.
enum End {
    /// By itself, or by what it said.
    Closed(hyper::Result<()>),
    /// Because it did nothing while it was this one's phase.
    TimedOut(Phase),
}

/// Answers one connection, in a task of its own, which holds its permit.
fn serve_connection(
    stream: TcpStream,
    permit: OwnedSemaphorePermit,
    http: &http1::Builder,
    site: &SiteService,
    limits: Limits,
) {
    // Answers are written whole: nothing is gained by waiting for more.
    let _ = stream.set_nodelay(true);
    let activity = Arc::<Activity>::default();
    let app = Arc::clone(site.app());
    let stream = TokioIo::new(TrackedStream::new(stream, Arc::clone(&activity)));
    let service = ConnectionService::new(site.clone(), Arc::clone(&activity));
    let connection = http.serve_connection(stream, service);
    tokio::spawn(async move {
        let _permit = permit;
        let _open = app.metrics.connections.open();
        let mut connection = pin!(connection);
        let mut told_to_stop = pin!(app.stopping.wake.notified());
        let mut watch = IdleTimer::new(Arc::clone(&activity), limits.idle_timeout);
        let mut alarm = pin!(sleep_until(Instant::now() + limits.idle_timeout / 4));
        let mut is_armed = false;
        let mut stops = false;
        let end = poll_fn(|context| {
            // What an answer costs is decided here. Both alarm and notice know this task from
            // the first time they were polled, so that they need not be asked again whenever
            // something else has woken it.
            if !is_armed {
                is_armed = true;
                let _ = told_to_stop.as_mut().poll(context);
                let _ = alarm.as_mut().poll(context);
            }
            loop {
                if let Poll::Ready(end) = connection.as_mut().poll(context) {
                    return Poll::Ready(End::Closed(end));
                }
                if app.stopping.has_begun() && !stops {
                    stops = true;
                    alarm.as_mut().reset(Instant::now() + limits.drain_grace);
                } else if !alarm.is_elapsed() {
                    return Poll::Pending;
                } else {
                    let now = Instant::now();
                    let mut next = match watch.look(now) {
                        Ok(next) => next,
                        Err(phase) => return Poll::Ready(End::TimedOut(phase)),
                    };
                    if stops {
                        if let phase @ (Phase::Reading | Phase::Closing) = activity.phase() {
                            return Poll::Ready(End::TimedOut(phase));
                        }
                        connection.as_mut().graceful_shutdown();
                        next = next.min(now + limits.drain_grace);
                    }
                    alarm.as_mut().reset(next);
                }
                let _ = alarm.as_mut().poll(context);
            }
        })
        .await;
        match end {
            End::TimedOut(phase) => app.metrics.connections.cut(phase),
            End::Closed(Err(error)) if error.is_parse() => app.metrics.connections.malformed(),
            // Otherwise a connection fails when its visitor leaves, which is nobody's fault.
            End::Closed(_) => {}
        }
    });
}

/// A connection that was gone before it was accepted is nothing; when the system has no more
/// files to give, asking again at once would only burn the machine.
async fn on_accept_error(error: &io::Error) {
    use io::ErrorKind;
    let is_gone = matches!(
        error.kind(),
        ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset | ErrorKind::ConnectionRefused
    );
    if !is_gone {
        tracing::warn!(%error, "no connection can be accepted");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
