//! What a service manager is told, and what it hands over; without one, nothing happens here.
//!
//! The protocols are systemd's: sockets that stay open while the program is replaced
//! (sd_listen_fds), and the program's state (sd_notify).

use std::io;
use std::time::Duration;

use listenfd::ListenFd;
use sd_notify::NotifyState;

use super::listen::HandedOver;

/// The sockets that were handed over: for visitors, and for the operator.
///
/// # Errors
/// What was handed over is no listening socket.
pub fn sockets() -> io::Result<(Option<HandedOver>, Option<HandedOver>)> {
    let mut sockets = ListenFd::from_env();
    let mut take = |index| {
        if index >= sockets.len() {
            return Ok(None);
        }
        match sockets.take_unix_listener(index) {
            Ok(socket) => Ok(socket.map(HandedOver::Unix)),
            Err(_) => sockets.take_tcp_listener(index).map(|it| it.map(HandedOver::Tcp)),
        }
    };
    Ok((take(0)?, take(1)?))
}

/// The server answers, and shows this site.
pub fn ready(status: &str) {
    notify(&[NotifyState::Ready, NotifyState::Status(status)]);
}

/// The site is loaded anew; [`ready`] ends it.
pub fn reloading() {
    match NotifyState::monotonic_usec_now() {
        Ok(now) => notify(&[NotifyState::Reloading, now]),
        Err(_) => notify(&[NotifyState::Reloading]),
    }
}

/// The server finishes what is in flight.
pub fn stopping() {
    notify(&[NotifyState::Stopping, NotifyState::Status("finishing what is in flight")]);
}

/// Tells that the program is alive, for as long as it is, where the manager wants to know.
pub async fn keep_watchdog() {
    let Some(period) = sd_notify::watchdog_enabled() else { return };
    // Twice in its period, so that one late turn is no alarm.
    let mut ticks = tokio::time::interval((period / 2).max(Duration::from_millis(10)));
    loop {
        ticks.tick().await;
        notify(&[NotifyState::Watchdog]);
    }
}

fn notify(state: &[NotifyState<'_>]) {
    // A manager that does not listen is none of the visitors' business.
    if let Err(error) = sd_notify::notify(state) {
        tracing::debug!(%error, "the service manager could not be told");
    }
}
