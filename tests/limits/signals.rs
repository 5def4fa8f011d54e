//! Shutdown and reloading the program as an operator does, under load.
//!
//! `STOPS=100 cargo test --test limits signals` stops it a hundred times.

use std::io::ErrorKind;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::common::server::{SMALL, Server};
use crate::common::{Answer, Client, GET, Program, SiteCopy, begin_a_form, eventually, get, root};

/// Waits until new connections are refused.
fn stops_listening(program: &Program) {
    eventually("nobody listens", || Client::try_new(program.address).is_err());
}

/// What a client found while the server stopped.
#[derive(Default)]
struct Found {
    answered: AtomicU64,
    lost: AtomicU64,
}

/// Asks on one connection after the other, as fast as answers come, until the server is gone.
/// Every request on an accepted connection must be answered: only one that was never accepted,
/// or that an answer has said is the last, may come to nothing.
fn ask_until_gone(address: SocketAddr, per_connection: u32, path: &str, found: &Found) {
    let request = format!("GET {path} HTTP/1.1\r\nHost: example.nl\r\n\r\n");
    loop {
        let Ok(mut visitor) = Client::try_new(address) else { return };
        for number in 0..per_connection {
            let result = match std::io::Write::write_all(&mut visitor.stream, request.as_bytes()) {
                Ok(()) => visitor.try_answer(true),
                Err(error) => Err(error),
            };
            match result {
                Ok(Some(answer)) => {
                    assert_eq!(answer.status, 200);
                    assert!(!answer.body.is_empty());
                    found.answered.fetch_add(1, Ordering::Relaxed);
                    if answer.header("connection") == Some("close") {
                        break;
                    }
                }
                // The system had not given the connection to the server yet.
                Err(error) if number == 0 && is_reset(&error) => return,
                Ok(None) | Err(_) => {
                    found.lost.fetch_add(1, Ordering::Relaxed);
                    return;
                }
            }
        }
    }
}

fn is_reset(error: &std::io::Error) -> bool {
    matches!(error.kind(), ErrorKind::ConnectionReset | ErrorKind::BrokenPipe)
}

#[test]
fn no_answer_is_lost_when_the_server_stops() {
    let stops = std::env::var("STOPS").ok().and_then(|stops| stops.parse().ok()).unwrap_or(10);
    let found = Found::default();
    for stop in 0..stops {
        let mut program = Program::serve(root(), &["--no-watch"]);
        let signal = if stop % 2 == 0 { "TERM" } else { "INT" };
        std::thread::scope(|scope| {
            for (per_connection, path) in [
                (u32::MAX, "/nl/"),
                (u32::MAX, "/en/"),
                (u32::MAX, "/en/networks/?q=rise"),
                (u32::MAX, "/nl/cookies/"),
                (1, "/nl/"),
                (3, "/nl/netwerken/?q=a"),
            ] {
                let (found, address) = (&found, program.address);
                scope.spawn(move || ask_until_gone(address, per_connection, path, found));
            }
            let before = found.answered.load(Ordering::Relaxed);
            eventually("answers come", || found.answered.load(Ordering::Relaxed) > before + 50);
            program.signal(signal);
        });
        assert_eq!(program.wait(), Some(0));
    }
    let answered = found.answered.load(Ordering::Relaxed);
    println!("{stops} stops, {answered} answers");
    assert!(answered > stops * 10);
    assert_eq!(found.lost.load(Ordering::Relaxed), 0);
}

#[test]
fn what_has_begun_is_finished() {
    let mut program = Program::serve(root(), &["--no-watch"]);
    let mut slow = begin_a_form(program.address);
    let mut silent = program.connect();
    let mut idle = program.connect();
    idle.say(GET);
    assert_eq!(idle.answer().unwrap().header("connection"), None);
    program.signal("TERM");
    stops_listening(&program);
    idle.say(GET);
    let answer = idle.answer().unwrap();
    assert_eq!((answer.status, answer.header("connection")), (200, Some("close")));
    assert!(silent.is_closed(), "who says nothing is not waited for");
    slow.say("=accept");
    assert_eq!(slow.answer().unwrap().status, 303);
    assert!(slow.is_closed());
    drop((slow, idle));
    assert_eq!(program.wait(), Some(0));
}

#[test]
fn who_does_nothing_does_not_hold_the_server_back() {
    let mut server = Server::start(SMALL);
    let mut idle = server.connect();
    let mut slow = server.connect();
    slow.say("GET /nl/ HTTP/1.1\r\nHo");
    eventually("both are inside", || server.app.metrics.connections.open_now() == 2);
    server.tell_to_stop();
    assert!(idle.is_closed() && slow.is_closed());
    assert!(server.stop() < SMALL.shutdown_timeout);
}

#[test]
fn stopping_takes_so_long_at_most() {
    let limits = diversity_networks::http::Limits {
        shutdown_timeout: Duration::from_millis(600),
        idle_timeout: Duration::from_secs(60),
        ..SMALL
    };
    let server = Server::start(limits);
    let _slow = begin_a_form(server.address);
    let taken = server.stop();
    assert!(taken >= limits.shutdown_timeout && taken < limits.shutdown_timeout * 4, "{taken:?}");
}

#[test]
fn who_asks_twice_does_not_wait() {
    let mut program = Program::serve(root(), &["--no-watch"]);
    let _slow = begin_a_form(program.address);
    let begun = Instant::now();
    program.signal("TERM");
    stops_listening(&program);
    program.signal("TERM");
    assert_eq!(program.wait(), Some(0));
    assert!(begun.elapsed() < Duration::from_secs(5));
}

#[test]
fn a_hangup_loads_the_site_anew() {
    let copy = SiteCopy::new();
    let mut program = Program::serve(&copy.folder, &["--no-watch", "--admin", "127.0.0.1:0"]);
    let page = || get(program.address, "/en/networks/rise/");
    let file = copy.folder.join("content/networks/rise.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    let name = text.lines().find(|line| line.starts_with("name = ")).unwrap().to_owned();
    let marked = text.replace(&name, "name = \"Marked by a test\"");
    let is_marked =
        |page: &Answer| String::from_utf8_lossy(&page.body).contains("Marked by a test");

    // Requests keep coming meanwhile, and every one is answered.
    let is_over = Arc::new(AtomicBool::new(false));
    let (over, address) = (Arc::clone(&is_over), program.address);
    let load = std::thread::spawn(move || {
        let mut visitor = Client::new(address);
        while !over.load(Ordering::Relaxed) {
            visitor.say(GET);
            assert_eq!(visitor.answer().unwrap().status, 200);
        }
    });
    std::fs::write(&file, &marked).unwrap();
    assert!(!is_marked(&page()));
    program.signal("HUP");
    eventually("the edit is shown", || is_marked(&page()));

    // A broken edit stays away, and the operator can read why.
    std::fs::write(&file, marked.replace("[summary]", "[sumary]")).unwrap();
    program.signal("HUP");
    eventually("the failure is counted", || {
        let metrics = program.ask_admin("/metrics").body;
        String::from_utf8_lossy(&metrics).contains("site_loads_total{result=\"failed\"} 1")
    });
    assert!(is_marked(&page()));
    let findings = program.ask_admin("/findings").body;
    let findings = String::from_utf8_lossy(&findings);
    assert!(findings.contains("sumary") && findings.contains("rise.toml"), "{findings}");
    let health = program.ask_admin("/healthz").body;
    assert!(String::from_utf8_lossy(&health).contains("\"last_load\":\"failed\""));

    std::fs::write(&file, text).unwrap();
    program.signal("HUP");
    eventually("the mended site is shown", || !is_marked(&page()));
    let findings = program.ask_admin("/findings").body;
    assert!(!String::from_utf8_lossy(&findings).contains("sumary"));
    is_over.store(true, Ordering::Relaxed);
    load.join().unwrap();
    program.signal("TERM");
    assert_eq!(program.wait(), Some(0));
}
