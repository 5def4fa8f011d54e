//! Clients that are slow, large, many or hostile, and a server that stops meanwhile.

#[path = "../common/mod.rs"]
mod common;

mod attacks;
mod requests;
mod signals;
mod slow_and_large;

use common::Client;
use common::server::Server;

/// Says something on a connection of its own, and returns the statuses of all answers up to its
/// end; the end has to come.
fn statuses(server: &Server, text: impl AsRef<[u8]>) -> Vec<u16> {
    let mut visitor = server.connect();
    visitor.say(text);
    all_statuses(&mut visitor)
}

fn all_statuses(visitor: &mut Client) -> Vec<u16> {
    std::iter::from_fn(|| visitor.answer()).map(|answer| answer.status).collect()
}

/// A request with these headers after `Host`.
fn with(start: &str, headers: &str) -> String {
    format!("{start} HTTP/1.1\r\nHost: example.nl\r\n{headers}\r\n")
}
