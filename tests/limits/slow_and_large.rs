//! Whatever a client sends, and however slowly: it gets a clear answer or a closed connection,
//! and nobody else notices.

use std::io::{Read as _, Write as _};
use std::net::Shutdown;
use std::time::{Duration, Instant};

use crate::common::server::{SMALL, Server};
use crate::common::{GET, PATIENCE, eventually};
use crate::{statuses, with};
use diversity_networks::http::Limits;

#[test]
fn a_slow_head_is_cut() {
    let server = Server::start(SMALL);
    let begun = Instant::now();
    let mut visitor = server.connect();
    let mut trickle = visitor.stream.try_clone().unwrap();
    let trickling = std::thread::spawn(move || {
        for byte in GET.bytes().cycle().filter(|byte| !b"\r\n".contains(byte)) {
            if trickle.write_all(&[byte]).is_err() {
                break;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    });
    assert!(visitor.is_closed());
    let taken = begun.elapsed();
    assert!(taken >= SMALL.idle_timeout && taken < SMALL.idle_timeout * 4, "{taken:?}");
    trickling.join().unwrap();
    server.assert_unharmed();
}

#[test]
fn an_idle_connection_is_closed_before_and_after_an_answer() {
    let server = Server::start(SMALL);
    let begun = Instant::now();
    assert_eq!(statuses(&server, ""), Vec::<u16>::new());
    assert!(begun.elapsed() >= SMALL.idle_timeout);
    let begun = Instant::now();
    assert_eq!(statuses(&server, GET), [200]);
    assert!(begun.elapsed() >= SMALL.idle_timeout);
    server.assert_unharmed();
}

#[test]
fn a_connection_in_use_stays() {
    let server = Server::start(SMALL);
    let mut visitor = server.connect();
    let begun = Instant::now();
    while begun.elapsed() < SMALL.idle_timeout * 3 {
        visitor.say(GET);
        assert_eq!(visitor.answer().unwrap().status, 200);
        std::thread::sleep(SMALL.idle_timeout / 4);
    }
}

#[test]
fn a_slow_reader_is_cut() {
    let server = Server::start(SMALL);
    let mut visitor = server.connect();
    // Far more answers than all buffers on the way hold, and nobody who takes them.
    let mut sent = 0;
    visitor.stream.set_write_timeout(Some(Duration::from_millis(200))).unwrap();
    let many = GET.repeat(1000);
    while sent < 200 && visitor.stream.write_all(many.as_bytes()).is_ok() {
        sent += 1;
    }
    assert!(sent < 200, "the server reads on although nothing is taken");
    eventually("the connection is closed", || server.app.metrics.connections.open_now() == 0);
    let cut = server.app.metrics.connections.timed_out();
    assert_eq!(cut, 1);
    drop(visitor);
    server.assert_unharmed();
}

#[test]
fn a_reader_who_takes_their_time_gets_everything() {
    // Patient enough for a machine that is busy with other tests, and less than all of it takes.
    let limits = Limits { idle_timeout: Duration::from_millis(1500), ..SMALL };
    let server = Server::start(limits);
    let mut visitor = server.connect();
    let count = 1000;
    let mut asking = visitor.stream.try_clone().unwrap();
    let asker = std::thread::spawn(move || {
        asking.write_all(GET.repeat(count).as_bytes()).unwrap();
        asking.shutdown(Shutdown::Write).unwrap();
    });
    let begun = Instant::now();
    let mut read = 0;
    let mut buffer = [0; 128 * 1024];
    let mut tail = Vec::new();
    let mut answers = 0;
    loop {
        match visitor.stream.read(&mut buffer).unwrap() {
            0 => break,
            length => {
                read += length;
                tail.extend_from_slice(&buffer[..length]);
                let start = b"HTTP/1.1 200 OK";
                answers += tail.windows(start.len()).filter(|window| window == start).count();
                tail.drain(..tail.len().saturating_sub(start.len() - 1));
                std::thread::sleep(Duration::from_millis(20));
            }
        }
    }
    asker.join().unwrap();
    assert_eq!(answers, count, "after {read} bytes");
    assert!(begun.elapsed() > limits.idle_timeout, "it took no time, and proves nothing");
}

#[test]
fn slow_bodies_and_large_ones_get_their_status() {
    let server = Server::start(SMALL);
    let form = "content-type: application/x-www-form-urlencoded\r\n";
    let large = format!("{form}content-length: 5000\r\n");
    let large = with("POST /consent", &large) + &"a".repeat(5000);
    assert_eq!(statuses(&server, large), [413]);
    // Larger than anything that is heard out.
    let mut visitor = server.connect();
    visitor.say(with("POST /consent", &format!("{form}content-length: 100000000\r\n")));
    let _ = visitor.stream.write_all(&[b'a'; 20_000]);
    assert_eq!(visitor.answer().map(|answer| answer.status), Some(413));
    // A page takes no body: it answers at once, and does not wait for one.
    let begun = Instant::now();
    assert_eq!(statuses(&server, with("GET /nl/", "content-length: 10\r\n")), [200]);
    assert_eq!(statuses(&server, with("PUT /nl/", "content-length: 10\r\n")), [405]);
    assert!(begun.elapsed() < SMALL.idle_timeout * 4);
    // The form's own limit is ten seconds.
    let begun = Instant::now();
    let mut visitor = server.connect();
    visitor.say(with("POST /consent", &format!("{form}content-length: 20\r\n")) + "choice=");
    assert_eq!(visitor.answer().map(|answer| answer.status), Some(408));
    assert!(visitor.is_closed());
    assert!((9..14).contains(&begun.elapsed().as_secs()), "{:?}", begun.elapsed());
    server.assert_unharmed();
}

#[test]
fn heads_have_a_size() {
    let server = Server::start(SMALL);
    let large = |bytes| with("GET /nl/", &format!("x: {}\r\n", "a".repeat(bytes)));
    let mut visitor = server.connect();
    visitor.say(large(15_000));
    assert_eq!(visitor.answer().unwrap().status, 200);
    assert_eq!(statuses(&server, large(17_000)), [431]);
    assert_eq!(statuses(&server, large(1_000_000)), [431]);
    let many = |count| with("GET /nl/", &"x: y\r\n".repeat(count));
    visitor.say(many(99));
    assert_eq!(visitor.answer().unwrap().status, 200);
    assert_eq!(statuses(&server, many(100)), [431]);
    let path = format!("GET /nl/{}", "a".repeat(8000));
    visitor.say(with(&path, ""));
    assert_eq!(visitor.answer().unwrap().status, 404);
    server.assert_unharmed();
}

#[test]
fn connections_have_a_number_and_those_inside_do_not_notice() {
    // Nobody is idle for long enough to make room.
    let idle_timeout = Duration::from_secs(60);
    let server = Server::start(Limits { connections: 8, idle_timeout, ..SMALL });
    let mut inside: Vec<_> = (0..8).map(|_| server.connect()).collect();
    for visitor in &mut inside {
        visitor.say(GET);
        assert_eq!(visitor.answer().unwrap().status, 200);
    }
    let mut outside = server.connect();
    outside.say(GET);
    outside.stream.set_read_timeout(Some(Duration::from_millis(50))).unwrap();
    assert!(outside.try_answer(true).is_err(), "it should wait");
    for visitor in &mut inside {
        visitor.say(GET);
        assert_eq!(visitor.answer().unwrap().status, 200);
    }
    outside.stream.set_read_timeout(Some(PATIENCE)).unwrap();
    drop(inside.pop());
    assert_eq!(outside.answer().unwrap().status, 200, "and come in once somebody leaves");
    drop((inside, outside));
    server.assert_unharmed();
}

/// Who only holds connections open does not keep others out; who waits for an answer stays.
#[test]
fn the_longest_idle_make_room_and_the_busy_stay() {
    let idle_timeout = Duration::from_secs(4);
    let server = Server::start(Limits { connections: 8, idle_timeout, ..SMALL });
    let mut idle: Vec<_> = (0..7).map(|_| server.connect()).collect();
    let mut busy = server.connect();
    let form = "content-type: application/x-www-form-urlencoded\r\ncontent-length: 13\r\n";
    busy.say(with("POST /consent", form) + "choice");
    let begun = Instant::now();
    for _ in 0..3 {
        let mut newcomer = server.connect();
        newcomer.say(GET);
        assert_eq!(newcomer.answer().unwrap().status, 200);
    }
    assert!(begun.elapsed() < idle_timeout, "nobody's time was up");
    let evicted = server.app.metrics.connections.evicted();
    assert!((1..=3).contains(&evicted), "{evicted}");
    assert!(idle[0].is_closed(), "the longest idle one goes first");
    busy.say("=accept");
    assert_eq!(busy.answer().unwrap().status, 303);
    drop((busy, idle));
    server.assert_unharmed();
}

/// What is no request, or too much of one, or never ends, gets a page like every other answer.
#[test]
fn refusals_are_pages_and_protected() {
    let server = Server::start(SMALL);
    for (text, status) in [
        ("NONSENSE\r\n\r\n".to_owned(), 400),
        ("GET / HTTP/9.9\r\n\r\n".to_owned(), 400),
        (with("GET /nl/", "content-length: x\r\n"), 400),
        (with("GET /nl/", &format!("x: {}\r\n", "a".repeat(20_000))), 431),
        ("GET /nl/ HTTP/1.1\r\nHo".to_owned(), 408),
        // After an answer, too.
        (GET.to_owned() + "NONSENSE\r\n\r\n", 400),
    ] {
        let mut visitor = server.connect();
        visitor.say(&text);
        let mut answer = visitor.answer().unwrap();
        if answer.status == 200 {
            answer = visitor.answer().unwrap();
        }
        assert_eq!(answer.status, status, "{text:.40}");
        for name in ["content-security-policy", "x-content-type-options", "date"] {
            assert!(answer.header(name).is_some(), "{name} of {status}");
        }
        assert_eq!(answer.header("connection"), Some("close"));
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        assert!(answer.text().starts_with("<!doctype html>"), "{status}");
        assert!(visitor.is_closed());
    }
    server.assert_unharmed();
}
