//! Connections: the accept loop, their limits, and their end.

pub mod activity;
mod listener;
mod stream;

use std::collections::HashMap;
use std::future::poll_fn;
use std::io;
use std::pin::pin;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};
use tokio::task::AbortHandle;
use tokio::time::{Instant, sleep, sleep_until, timeout};

use super::service::{ConnectionService, SiteService};
use activity::Activity;
pub use listener::{Listener, Socket};
use stream::TrackedStream;

/// How much of the machine clients may hold.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The largest head of a request, in bytes, 8192 or more; a larger one gets a 431, and so do
    /// more than a hundred headers.
    pub head_bytes: usize,
    /// How long a client may take over a head, leave a connection idle, or not take a response;
    /// it is looked at so rarely that it may be a quarter more.
    pub idle_timeout: Duration,
    /// How many connections may be open. For one more, the longest idle are closed; where none
    /// is idle, it waits in the system's queue.
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
    /// Whether connections that ask nothing are to be closed, and who wakes them for it.
    must_close: AtomicBool,
    close: Notify,
}

impl Shutdown {
    /// Whether the server stops.
    pub fn has_begun(&self) -> bool {
        self.has_begun.load(Ordering::Relaxed)
    }

    fn close(&self) {
        self.must_close.store(true, Ordering::Relaxed);
        self.close.notify_waiters();
    }
}

/// Answers connections until `stop` completes, then finishes what is in flight.
///
/// The next response of a connection that is open when the server stops announces that it ends;
/// one that asks nothing more is closed after `drain_grace`: so nobody asks on a connection that
/// is just being closed.
pub async fn serve<L: Listener>(
    listener: L,
    site: SiteService,
    limits: Limits,
    stop: impl Future<Output = ()>,
) {
    let server = Server::new(site, limits);
    let mut stop = pin!(stop);
    loop {
        let accepted = async {
            let permit = server.permit().await;
            (permit, poll_fn(|context| listener.poll_accept(context)).await)
        };
        tokio::select! {
            (permit, accepted) = accepted => match accepted {
                Ok(socket) => server.spawn(socket, permit),
                Err(error) => on_accept_error(&error).await,
            },
            () = &mut stop => break,
        }
    }
    let stopping = Arc::clone(&server.site.app().stopping);
    stopping.has_begun.store(true, Ordering::Relaxed);
    // What is in the system's queue would be reset together with the listener.
    while let Ok(permit) = Arc::clone(&server.permits).try_acquire_owned() {
        let Ok(socket) = listener.try_accept() else { break };
        server.spawn(socket, Some(permit));
    }
    drop(listener);
    let all = u32::try_from(limits.connections).unwrap_or(u32::MAX);
    let _ = timeout(limits.drain_grace, server.permits.acquire_many(all)).await;
    stopping.close();
    let _ = timeout(limits.shutdown_timeout, server.permits.acquire_many(all)).await;
}

/// The open connections, by a number.
type Open = Arc<Mutex<HashMap<u64, (Arc<Activity>, AbortHandle)>>>;

struct Server {
    http: http1::Builder,
    site: SiteService,
    limits: Limits,
    permits: Arc<Semaphore>,
    open: Open,
    next: AtomicU64,
}

impl Server {
    fn new(site: SiteService, limits: Limits) -> Self {
        let mut http = http1::Builder::new();
        // A client that has nothing more to ask still gets its response.
        http.max_buf_size(limits.head_bytes).half_close(true).header_read_timeout(None);
        Self {
            http,
            site,
            limits,
            permits: Arc::new(Semaphore::new(limits.connections)),
            open: Open::default(),
            next: AtomicU64::new(0),
        }
    }

    /// Leave to open one more connection, as soon as there is some.
    async fn permit(&self) -> Option<OwnedSemaphorePermit> {
        loop {
            if let Ok(permit) = Arc::clone(&self.permits).try_acquire_owned() {
                return Some(permit);
            }
            self.close_idle();
            let permit = Arc::clone(&self.permits).acquire_owned();
            if let Ok(permit) = timeout(self.limits.idle_timeout / 16, permit).await {
                return permit.ok();
            }
        }
    }

    /// Closes the connections that have been idle for the longest: one in a hundred, so that not
    /// every newcomer has to look through all of them.
    fn close_idle(&self) {
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let mut idle: Vec<_> = open
            .values()
            .map(|(activity, task)| (activity.idle(), task))
            .filter(|(idle, _)| *idle >= self.limits.idle_timeout / 8)
            .collect();
        idle.sort_unstable_by_key(|(idle, _)| std::cmp::Reverse(*idle));
        for (_, task) in idle.into_iter().take(self.limits.connections.div_ceil(100)) {
            task.abort();
            self.site.app().metrics.connections.evict();
        }
    }

    /// Serves a connection, in a task of its own, which holds its permit.
    fn spawn(&self, socket: impl Socket, permit: Option<OwnedSemaphorePermit>) {
        let activity = Arc::new(Activity::new());
        let app = Arc::clone(self.site.app());
        let stream = TrackedStream::new(socket, Arc::clone(&activity), Arc::clone(&app));
        let service = ConnectionService::new(self.site.clone(), Arc::clone(&activity));
        let connection = self.http.serve_connection(TokioIo::new(stream), service);
        let (clock, idle_timeout) = (Arc::clone(&activity), self.limits.idle_timeout);
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let guard = Guard { number, open: Arc::clone(&self.open), _permit: permit };
        let task = tokio::spawn(async move {
            let _guard = guard;
            let _open = app.metrics.connections.open();
            match run(connection, &clock, idle_timeout, &app.stopping).await {
                None => app.metrics.connections.time_out(),
                Some(Err(error)) if error.is_parse() => app.metrics.connections.malformed(),
                // Otherwise a connection fails when its client leaves, which is nobody's fault.
                Some(_) => {}
            }
        });
        open.insert(number, (activity, task.abort_handle()));
    }
}

/// Takes a connection from the list when its task ends, however it does.
struct Guard {
    number: u64,
    open: Open,
    _permit: Option<OwnedSemaphorePermit>,
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.open.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.number);
    }
}

/// Runs a connection to its end; `None` if nothing happened on it for too long.
///
/// hyper-util's `GracefulShutdown` would do the closing, for 150 instructions a response.
async fn run<S: Socket>(
    connection: http1::Connection<TokioIo<TrackedStream<S>>, ConnectionService>,
    activity: &Activity,
    idle_timeout: Duration,
    stopping: &Shutdown,
) -> Option<hyper::Result<()>> {
    let mut connection = pin!(connection);
    let mut clock = pin!(sleep_until(Instant::now() + idle_timeout / 4));
    let mut close = pin!(stopping.close.notified());
    let (mut is_armed, mut is_closing) = (false, false);
    poll_fn(|context| {
        loop {
            if let Poll::Ready(end) = connection.as_mut().poll(context) {
                return Poll::Ready(Some(end));
            }
            if stopping.must_close.load(Ordering::Relaxed) && !is_closing {
                is_closing = true;
                connection.as_mut().graceful_shutdown();
                continue;
            }
            // Once clock and notice know this task, they need not be asked whenever something
            // else has woken it: that would be a good part of what a response costs.
            if is_armed && !clock.is_elapsed() {
                return Poll::Pending;
            }
            if is_armed {
                let left = idle_timeout.saturating_sub(activity.tick());
                if left.is_zero() {
                    activity.time_out();
                    return Poll::Ready(None);
                }
                clock.as_mut().reset(Instant::now() + left.min(idle_timeout / 4));
            }
            if !is_armed {
                is_armed = true;
                let _ = close.as_mut().poll(context);
            }
            let _ = clock.as_mut().poll(context);
        }
    })
    .await
}

/// Connections that were gone before they were accepted are ignored; when the system has no more
/// files to give, asking again at once would only burn the machine.
async fn on_accept_error(error: &io::Error) {
    use io::ErrorKind;
    let is_gone = matches!(
        error.kind(),
        ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset | ErrorKind::ConnectionRefused
    );
    if !is_gone {
        tracing::warn!(%error, "no connection can be accepted");
        sleep(Duration::from_millis(100)).await;
    }
}
