//! What is a request, and what is none.
//!
//! What hyper itself answers (400 and 431 for what is no request) has a bare head: it is written
//! before there is a request, and so before there is an answer of ours to protect.

use std::io::Write as _;
use std::net::Shutdown;

use crate::common::GET;
use crate::common::server::{SMALL, Server};
use crate::{all_statuses, statuses, with};

#[test]
fn pipelined_requests_are_answered_in_their_order() {
    let server = Server::start(SMALL);
    let mut visitor = server.connect();
    let paths = ["/nl/", "/en/", "/nl/netwerken/?q=rise", "/nothing-here", "/robots.txt"];
    let asked: Vec<_> = paths.iter().cycle().take(100).collect();
    let text: String = asked.iter().map(|path| with(&format!("GET {path}"), "")).collect();
    visitor.say(text);
    for path in asked {
        let answer = visitor.answer().unwrap();
        let language = answer.header("content-language");
        match *path {
            "/nl/" | "/nl/netwerken/?q=rise" => assert_eq!(language, Some("nl")),
            "/en/" => assert_eq!(language, Some("en")),
            "/nothing-here" => assert_eq!(answer.status, 404),
            _ => assert!(answer.body.starts_with(b"User-agent")),
        }
    }
}

#[test]
fn who_says_that_nothing_more_will_come_is_still_answered() {
    let server = Server::start(SMALL);
    for path in ["/nl/", "/nl/cookies/", "/nl/netwerken/?q=rise"] {
        let mut visitor = server.connect();
        visitor.say(with(&format!("GET {path}"), ""));
        visitor.stream.shutdown(Shutdown::Write).unwrap();
        assert_eq!(all_statuses(&mut visitor), [200], "{path}");
    }
    // Half a request is none.
    let mut visitor = server.connect();
    visitor.say("GET /nl/ HTT");
    visitor.stream.shutdown(Shutdown::Write).unwrap();
    assert_eq!(all_statuses(&mut visitor), Vec::<u16>::new());
    // Nor is half a form.
    let mut visitor = server.connect();
    visitor.say(with("POST /consent", "content-length: 20\r\n") + "choice=");
    visitor.stream.shutdown(Shutdown::Write).unwrap();
    assert_eq!(all_statuses(&mut visitor), [400]);
    server.assert_unharmed();
}

#[test]
fn what_is_no_http_is_refused() {
    let server = Server::start(SMALL);
    let hello = b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03abcdefgh";
    for bytes in [
        &b"\0\0\0\0\r\n\r\n"[..],
        b"\xff\xfe\xfd\r\n\r\n",
        b"hello\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET /nl/\r\n\r\n",
        b"GET /nl/ HTTP/9.9\r\n\r\n",
        b"GET /nl/ HTTP/1.1\r\nHost example.nl\r\n\r\n",
        b"GET /nl/ HTTP/1.1\r\n Host: example.nl\r\n\r\n",
        b"GET /nl/ HTTP/1.1\r\nHo st: example.nl\r\n\r\n",
        b"GET /nl/ HTTP/1.1\r\nHost: example.nl\r\nX: a\0b\r\n\r\n",
        b"G\x01T /nl/ HTTP/1.1\r\nHost: example.nl\r\n\r\n",
        hello,
        b"SSH-2.0-OpenSSH_9.2\r\n",
    ] {
        let answers = statuses(&server, bytes);
        assert!(answers.is_empty() || answers == [400], "{answers:?} to {bytes:?}");
    }
    // HTTP/2 without having been offered it.
    assert_eq!(statuses(&server, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), Vec::<u16>::new());
    server.assert_unharmed();
}

#[test]
fn garbage_of_every_kind_harms_nobody() {
    let server = Server::start(SMALL);
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = move || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed
    };
    let form = with("POST /consent", "content-length: 13\r\n") + "choice=accept";
    for _ in 0..500 {
        let mut bytes = if random() % 2 == 0 { GET.into() } else { form.clone().into_bytes() };
        for _ in 0..=random() % 8 {
            let place = (random() % bytes.len() as u64) as usize;
            match random() % 3 {
                0 => bytes[place] = random() as u8,
                1 => bytes.insert(place, random() as u8),
                _ => drop(bytes.remove(place)),
            }
        }
        let mut visitor = server.connect();
        let _ = visitor.stream.write_all(&bytes);
        let _ = visitor.stream.shutdown(Shutdown::Write);
        while let Ok(Some(answer)) = visitor.try_answer(!bytes.starts_with(b"HEAD")) {
            assert!(answer.status < 500, "{} to {bytes:?}", answer.status);
        }
    }
    server.assert_unharmed();
}

#[test]
fn old_http_is_spoken_too() {
    let server = Server::start(SMALL);
    assert_eq!(statuses(&server, "GET /nl/ HTTP/1.0\r\n\r\n"), [200]);
    let mut visitor = server.connect();
    visitor.say("GET /nl/ HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    assert_eq!(visitor.answer().unwrap().header("connection"), Some("keep-alive"));
    visitor.say("HEAD /nl/ HTTP/1.0\r\n\r\n");
    assert_eq!(visitor.try_answer(false).unwrap().unwrap().status, 200);
    assert!(visitor.is_closed());
    let chunked = "POST /consent HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
    assert_eq!(statuses(&server, chunked), [400]);
    server.assert_unharmed();
}

#[test]
fn a_request_names_one_host() {
    let server = Server::start(SMALL);
    // For a page, which is answered at the door, and for an answer from behind it.
    for path in ["/nl/", "/nl/netwerken/?q=rise"] {
        server.assert_unharmed();
        for hosts in [
            "",
            "Host: a.nl\r\nHost: b.nl\r\n",
            "Host: a.nl\r\nHost: a.nl\r\n",
            "Host: a.nl, b.nl/\r\n",
            "Host: a.nl b.nl\r\n",
            "Host: a.nl/nl\r\n",
            "Host: user@a.nl\r\n",
            "Host: \u{e9}.nl\r\n",
        ] {
            let mut visitor = server.connect();
            visitor.say(format!("GET {path} HTTP/1.1\r\n{hosts}\r\n{GET}"));
            let answer = visitor.answer().unwrap();
            assert_eq!(answer.status, 400, "{hosts:?}");
            assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
            assert_eq!(visitor.answer(), None, "what follows is not answered");
        }
        for host in ["", "a.nl", "a.nl:8080", "[::1]:80", "127.0.0.1", "xn--bcher-kva.nl"] {
            let mut visitor = server.connect();
            visitor.say(format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n"));
            let answer = visitor.answer().unwrap();
            assert_eq!(answer.status, 200, "{host:?}");
            let text = String::from_utf8_lossy(&answer.body).into_owned();
            assert!(host.is_empty() || !text.contains("a.nl"), "a host is never reflected");
        }
    }
}

#[test]
fn two_lengths_are_never_read_in_two_ways() {
    let server = Server::start(SMALL);
    let smuggled = "GET /smuggled HTTP/1.1\r\nHost: example.nl\r\n\r\n";
    let post = |headers: &str, body: &str| with("POST /consent", headers) + body;
    for (text, expected) in [
        // Both a length and chunks: chunks count, and the connection is closed after it
        // (RFC 9112, 6.3), so that what follows is nobody's request.
        (
            post(
                "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n",
                &format!("0\r\n\r\n{smuggled}"),
            ),
            400,
        ),
        (
            post(
                "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n",
                &format!("0\r\n\r\n{smuggled}"),
            ),
            400,
        ),
        (post("Content-Length: 0\r\nContent-Length: 44\r\n", smuggled), 400),
        (post("Content-Length: 0, 44\r\n", smuggled), 400),
        (post("Content-Length: +0\r\n", smuggled), 400),
        (post("Content-Length: -1\r\n", smuggled), 400),
        (post("Content-Length: 0x10\r\n", smuggled), 400),
        (post("Content-Length: 99999999999999999999999\r\n", smuggled), 400),
        (post("Transfer-Encoding: chunked, identity\r\n", smuggled), 400),
        (post("Transfer-Encoding: xchunked\r\n", smuggled), 400),
        (post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", smuggled), 400),
        (post("Transfer-Encoding : chunked\r\n", smuggled), 400),
        (post("Transfer-Encoding: \x0bchunked\r\n", smuggled), 400),
        // Chunks that are none.
        (post("Transfer-Encoding: chunked\r\n", &format!("x\r\n\r\n{smuggled}")), 400),
        (post("Transfer-Encoding: chunked\r\n", &format!("-1\r\n\r\n{smuggled}")), 400),
        (post("Transfer-Encoding: chunked\r\n", &format!("fffffffffffffffff\r\n{smuggled}")), 400),
    ] {
        let answers = statuses(&server, &text);
        assert!(answers.is_empty() || answers == [expected], "{answers:?} to {text:?}");
    }
    server.assert_unharmed();
}

#[test]
fn chunks_and_trailers_are_a_form_like_any_other() {
    let server = Server::start(SMALL);
    let chunks = "7\r\nchoice=\r\n6;x=y\r\naccept\r\n0\r\nTrailer-Field: value\r\n\r\n";
    let head = "Transfer-Encoding: chunked\r\nTrailer: Trailer-Field\r\n";
    let mut visitor = server.connect();
    visitor.say(with("POST /consent", head) + chunks + GET);
    let answer = visitor.answer().unwrap();
    assert_eq!(answer.status, 303);
    assert!(answer.header("set-cookie").is_some());
    assert_eq!(visitor.answer().unwrap().status, 200, "the trailers belong to the form");
    // More trailers than a head may have.
    let many = format!("0\r\n{}\r\n", "x: y\r\n".repeat(10_000));
    let answers = statuses(&server, with("POST /consent", head) + &many);
    assert!(answers.is_empty() || answers == [400], "{answers:?}");
    server.assert_unharmed();
}

#[test]
fn odd_methods_and_targets_get_a_status() {
    let server = Server::start(SMALL);
    for (start, expected) in [
        ("TRACE /nl/", 405),
        ("CONNECT example.nl:443", 405),
        ("OPTIONS *", 405),
        ("BREW /nl/", 405),
        ("GET http://example.org/nl/", 200),
        ("GET /nl/%00", 404),
        ("GET /nl/%ff", 404),
        ("GET /nl/%", 404),
        ("GET /../../etc/passwd", 404),
        ("GET /nl/..%2f..%2fetc%2fpasswd", 404),
        ("GET //example.org/nl/", 404),
        ("GET /nl/?q=%", 200),
        ("GET /nl/netwerken/?q=%ff%00", 200),
    ] {
        let mut visitor = server.connect();
        visitor.say(with(start, ""));
        let answer = visitor.answer().unwrap();
        assert_eq!(answer.status, expected, "{start}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{start}");
    }
    server.assert_unharmed();
}
