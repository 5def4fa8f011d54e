//! What an operator sees of the server: health, readiness, metrics, the log.

use std::io::{Read as _, Write as _};
use std::process::{Command, Stdio};

use crate::common::{Answer, Program, begin_a_form, eventually, get, root};

fn text(answer: &Answer) -> String {
    String::from_utf8(answer.body.clone()).unwrap()
}

fn start(arguments: &[&str]) -> Program {
    let arguments: Vec<_> = ["--no-watch", "--admin", "127.0.0.1:0"]
        .into_iter()
        .chain(arguments.iter().copied())
        .collect();
    Program::serve(root(), &arguments)
}

#[test]
fn health_tells_what_is_running() {
    let program = start(&[]);
    let health = program.ask_admin("/healthz");
    assert_eq!(health.status, 200);
    let health = text(&health);
    assert!(health.contains("\"status\":\"ok\""), "{health}");
    assert!(health.contains(&format!("\"version\":\"{}", env!("CARGO_PKG_VERSION"))), "{health}");
    assert!(health.contains("\"last_load\":\"succeeded\""), "{health}");
    assert!(health.contains("\"loaded\":\"20"), "{health}");
    let version = Command::new(env!("CARGO_BIN_EXE_diversity-networks")).arg("--version").output();
    let version = String::from_utf8(version.unwrap().stdout).unwrap();
    let version = version.trim().strip_prefix("diversity-networks ").unwrap();
    assert!(health.contains(&format!("\"version\":\"{version}\"")), "{health}");
}

#[test]
fn readiness_ends_when_the_server_stops() {
    let mut program = start(&[]);
    assert_eq!(program.ask_admin("/readyz").status, 200);
    let mut slow = begin_a_form(program.address);
    program.signal("TERM");
    eventually("the server is not ready", || program.ask_admin("/readyz").status == 503);
    assert_eq!(program.ask_admin("/healthz").status, 200, "but still healthy");
    slow.say("=accept");
    assert_eq!(slow.answer().unwrap().status, 303);
    drop(slow);
    assert_eq!(program.wait(), Some(0));
}

#[test]
fn requests_are_counted_by_what_they_were_for() {
    let program = start(&[]);
    for (path, times) in [
        ("/nl/", 3),
        ("/en/networks/rise/", 2),
        ("/en/networks/nobody/", 2),
        ("/", 1),
        ("/wp-login.php", 1),
        ("/.env", 1),
        ("/nl/netwerken/?q=rise", 2),
        ("/robots.txt", 2),
    ] {
        for _ in 0..times {
            get(program.address, path);
        }
    }
    let metrics = program.ask_admin("/metrics");
    let media_type = metrics.header("content-type").unwrap();
    assert!(media_type.starts_with("text/plain; version=0.0.4"), "{media_type}");
    let metrics = text(&metrics);
    let requests = "diversity_networks_http_requests_total";
    for line in [
        "{cache=\"hit\",language=\"nl\",route=\"/\",status=\"200\"} 2",
        "{cache=\"miss\",language=\"nl\",route=\"/\",status=\"200\"} 1",
        "{cache=\"hit\",language=\"en\",route=\"/networks/{slug}/\",status=\"200\"} 1",
        "{cache=\"miss\",language=\"en\",route=\"/networks/{slug}/\",status=\"404\"} 1",
        "{cache=\"hit\",language=\"en\",route=\"/networks/{slug}/\",status=\"404\"} 1",
        "{cache=\"miss\",language=\"none\",route=\"/\",status=\"302\"} 1",
        "{cache=\"miss\",language=\"none\",route=\"other\",status=\"404\"} 1",
        "{cache=\"hit\",language=\"none\",route=\"other\",status=\"404\"} 1",
        "{cache=\"miss\",language=\"nl\",route=\"/networks/\",status=\"200\"} 1",
        "{cache=\"hit\",language=\"nl\",route=\"/networks/\",status=\"200\"} 1",
        "{cache=\"hit\",language=\"none\",route=\"machine\",status=\"200\"} 1",
    ] {
        let line = format!("{requests}{line}\n");
        assert!(metrics.contains(&line), "{line} is not in\n{metrics}");
    }
    assert!(metrics.contains("\ndiversity_networks_site_last_load_successful 1\n"), "{metrics}");
    assert!(metrics.contains("\ndiversity_networks_http_request_duration_seconds_count 7\n"));
    assert!(!metrics.contains("wp-login"), "no label comes from a request");
    // The scraper's own connection is the operator's, not a visitor's.
    eventually("nobody is connected", || {
        text(&program.ask_admin("/metrics")).contains("\ndiversity_networks_connections_open 0\n")
    });
}

/// Where Prometheus' own tool is at hand, it finds nothing to object to.
#[test]
fn metrics_are_as_prometheus_wants_them() {
    let program = start(&[]);
    get(program.address, "/nl/");
    let tool = Command::new("promtool")
        .args(["check", "metrics"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut tool = tool.unwrap_or_else(|error| panic!("promtool: {error}; tests/run installs it"));
    tool.stdin.take().unwrap().write_all(&program.ask_admin("/metrics").body).unwrap();
    let output = tool.wait_with_output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    assert_eq!(String::from_utf8_lossy(&said), "");
    assert!(output.status.success());
}

/// What the program writes to standard error while it is asked for this.
fn log_of(arguments: &[&str], request: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_diversity-networks"));
    command.args(["--no-watch", "--listen", "127.0.0.1:0", "--site"]).arg(root());
    command.args(arguments).stderr(Stdio::piped());
    let mut program = Program::spawn(&mut command);
    let mut visitor = program.connect();
    visitor.say(request);
    assert_eq!(visitor.answer().unwrap().status, 200);
    drop(visitor);
    program.signal("TERM");
    assert_eq!(program.wait(), Some(0));
    let mut log = String::new();
    program.child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
    log
}

#[test]
fn the_access_log_holds_nothing_of_a_visitor_unless_asked() {
    let trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    let request = format!(
        "GET /nl/netwerken/?q=my-search HTTP/1.1\r\nHost: example.nl\r\ntraceparent: {trace}\r\n\
         X-Forwarded-For: 203.0.113.7\r\nX-Forwarded-Proto: https\r\nCookie: consent=my-cookie\r\n\
         User-Agent: my-browser\r\n\r\n"
    );
    let lines = |log: &str| log.lines().filter(|line| line.contains("access:")).count();
    assert_eq!(lines(&log_of(&[], &request)), 0, "off by default");

    let log = log_of(&["--access-log"], &request);
    assert_eq!(lines(&log), 1, "{log}");
    for part in ["method=GET", "path=\"/nl/netwerken/\"", "status=200", "bytes="] {
        assert!(log.contains(part), "{part} is not in {log}");
    }
    for part in ["my-search", "my-cookie", "my-browser", "203.0.113.7", "127.0.0.1", trace] {
        assert!(!log.contains(part), "{part} is in {log}");
    }
}

#[test]
fn a_line_of_the_access_log_is_one_line() {
    let request =
        "GET /nl/?a HTTP/1.1\r\nHost: example.nl\r\ntraceparent: 00-\t\"a\" access:\r\n\r\n";
    let log = log_of(&["--access-log"], request);
    assert_eq!(log.lines().filter(|line| line.contains("access:")).count(), 1, "{log}");
}
