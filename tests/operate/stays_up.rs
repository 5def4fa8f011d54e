//! Whatever happens around the program, visitors are served: nobody reads the log, the files are
//! broken at the start, the system refuses to watch, the folder is gone.

use std::collections::BTreeSet;
use std::fs;
use std::io::{Read as _, Write as _};
use std::os::unix::net::UnixStream;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::common::{GET, PROGRAM, Program, SiteCopy, begin_a_form, eventually, root, run};

fn metrics(program: &Program) -> String {
    program.ask_admin("/metrics").text()
}

/// Starts the program with these flags, and a log that is a pipe of which nobody reads.
fn with_unread_log(site: &str, flags: &[&str]) -> Program {
    let mut command = Command::new(PROGRAM);
    command.args(["--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0", "--site", site]);
    Program::spawn(command.args(flags).stderr(Stdio::piped()))
}

#[test]
fn a_log_that_nobody_reads_stops_nothing() {
    let copy = SiteCopy::new();
    let server = with_unread_log(copy.path(), &["--access-log"]);
    // Far more than the pipe and the queue hold.
    for _ in 0..3000 {
        assert_eq!(server.get("/nl/").status, 200);
    }
    let rise = "content/networks/rise.toml";
    copy.edit(rise, "abbreviation = \"RISE\"", "abbreviation = \"FIRST\"");
    let name = || server.get("/en/networks/rise/").text();
    eventually("an edit is seen", || name().contains("(FIRST)"));
    copy.edit(rise, "abbreviation = \"FIRST\"", "abbreviation = ");
    eventually("a mistake is seen", || {
        metrics(&server).contains("site_loads_total{result=\"failed\"} 1")
    });
    copy.edit(rise, "abbreviation = ", "abbreviation = \"SECOND\"");
    eventually("mending is seen", || name().contains("(SECOND)"));
    let lost = metrics(&server);
    let lost =
        lost.lines().find_map(|line| line.strip_prefix("diversity_networks_log_lines_lost_total "));
    assert!(lost.is_some_and(|lost| lost.parse::<u64>().is_ok_and(|lost| lost > 0)), "{lost:?}");
}

#[test]
fn a_log_that_is_closed_or_full_stops_nothing() {
    let copy = SiteCopy::new();
    let full = fs::File::options().write(true).open("/dev/full").expect("there is /dev/full");
    let mut command = Command::new(PROGRAM);
    command.args(["--listen", "127.0.0.1:0", "--access-log", "--site", copy.path()]);
    let on_full = Program::spawn(command.stderr(full));
    let mut closed = with_unread_log(copy.path(), &["--access-log"]);
    drop(closed.child.stderr.take());
    for server in [&on_full, &closed] {
        for _ in 0..100 {
            assert_eq!(server.get("/nl/").status, 200);
        }
    }
    copy.edit("content/networks/rise.toml", "abbreviation = \"RISE\"", "abbreviation = \"X\"");
    for server in [&on_full, &closed] {
        eventually("an edit is seen", || server.get("/en/networks/rise/").text().contains("(X)"));
    }
}

#[test]
fn broken_files_at_the_start_leave_the_last_good_ones_online() {
    let copy = SiteCopy::new();
    let state = SiteCopy::empty();
    let flags = ["--admin", "127.0.0.1:0", "--state", state.path()];
    let rise = "content/networks/rise.toml";
    let name = |server: &Program| server.get("/en/networks/rise/").text();
    {
        let server = Program::serve(&copy.folder, &flags);
        copy.edit(rise, "abbreviation = \"RISE\"", "abbreviation = \"FIRST\"");
        eventually("an edit is seen", || name(&server).contains("(FIRST)"));
        let kept = state.folder.join("current").join(rise);
        eventually("it is kept", || fs::read_to_string(&kept).is_ok_and(|it| it.contains("FIRST")));
    }
    copy.edit(rise, "abbreviation = \"FIRST\"", "abbreviation = ");
    // Without them there is nothing to serve.
    let output = run(&["--site", copy.path(), "--listen", "127.0.0.1:0"]);
    assert_eq!(output.status.code(), Some(1));

    let mut command = Command::new(PROGRAM);
    command.args(["--listen", "127.0.0.1:0", "--site", copy.path()]).args(flags);
    let log = state.folder.with_extension("log");
    let mut server = Program::spawn(command.stderr(fs::File::create(&log).expect("a log")));
    assert!(name(&server).contains("(FIRST)"));
    let health = server.ask_admin("/healthz").text();
    assert!(health.contains("\"last_good\":true"), "{health}");
    assert!(metrics(&server).contains("\ndiversity_networks_site_is_last_good 1\n"));
    assert!(server.ask_admin("/findings").text().contains("rise.toml"));
    // It goes on following, and says when all is well again.
    copy.edit(rise, "abbreviation = ", "abbreviation = \"SECOND\"");
    eventually("mending is seen", || name(&server).contains("(SECOND)"));
    assert!(server.ask_admin("/healthz").text().contains("\"last_good\":false"));
    // What was kept before is gone: there is the revision, and the link to it.
    eventually("it is kept alone", || {
        let entries = fs::read_dir(&state.folder).expect("it is there");
        let text = fs::read_to_string(state.folder.join("current").join(rise));
        entries.count() == 2 && text.is_ok_and(|it| it.contains("SECOND"))
    });
    server.signal("TERM");
    assert_eq!(server.wait(), Some(0));
    let said = fs::read_to_string(&log).expect("it is text");
    assert!(said.contains("started with the last good files"), "{said}");
    let _ = fs::remove_file(log);
}

/// The system has only so many watches to give; where it has none, the files are looked at.
#[test]
fn where_the_system_refuses_to_watch_edits_are_seen_all_the_same() {
    let copy = SiteCopy::new();
    // A user of its own, all of whose instances of inotify another process holds.
    let user = "65531";
    let mut hog = Command::new("setpriv");
    let script = "import ctypes, sys, time\nlibc = ctypes.CDLL('libc.so.6')\n\
                  while libc.inotify_init() >= 0: pass\nprint('full', flush=True)\ntime.sleep(600)";
    hog.args(["--reuid", user, "--clear-groups", "/usr/bin/python3", "-c", script]);
    let mut hog = hog.stdout(Stdio::piped()).spawn().expect("setpriv is there, and we are root");
    let mut said = [0; 4];
    hog.stdout.as_mut().expect("it is piped").read_exact(&mut said).expect("it is full");
    let opened = Command::new("chmod").args(["-R", "a+rX", copy.path()]).status();
    assert!(opened.expect("chmod runs").success());

    let program = copy.folder.join("program");
    fs::copy(PROGRAM, &program).expect("it can be copied");
    let mut command = Command::new("setpriv");
    command.args(["--reuid", user, "--clear-groups"]).arg(&program);
    command.args(["--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0", "--site", copy.path()]);
    let server = Program::spawn(command.stderr(Stdio::null()));
    eventually("it says so", || metrics(&server).contains("edits_followed{state=\"polling\"} 1"));
    copy.edit("content/networks/rise.toml", "abbreviation = \"RISE\"", "abbreviation = \"X\"");
    eventually("an edit is seen", || server.get("/en/networks/rise/").text().contains("(X)"));
    let _ = hog.kill();
    let _ = hog.wait();
}

#[test]
fn a_folder_that_is_not_there_is_named_in_one_line() {
    for arguments in [&["--site", "/no/such/folder"][..], &["check", "--site", "/no/such/folder"]] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2));
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(said.lines().count(), 1, "{said}");
        assert!(said.contains("/no/such/folder"), "{said}");
    }
}

#[test]
fn a_unix_socket_is_as_good_as_a_port() {
    let folder = SiteCopy::empty();
    let socket = folder.folder.join("site.sock");
    let listen = format!("unix:{}", socket.display());
    let start = || {
        let mut command = Command::new(PROGRAM);
        command.args(["--no-watch", "--listen", &listen, "--site"]).arg(root());
        command.stderr(Stdio::null()).spawn().expect("it starts")
    };
    let get = || {
        let mut stream = UnixStream::connect(&socket).ok()?;
        stream.write_all(b"GET /nl/ HTTP/1.0\r\nHost: example.nl\r\n\r\n").ok()?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).ok()?;
        Some(answer)
    };
    // The second time, the socket of the first one lies there still.
    for _ in 0..2 {
        let mut program = start();
        eventually("it answers", || get().is_some_and(|it| it.starts_with("HTTP/1.0 200")));
        // Another one does not take it away.
        let mut second = start();
        assert_eq!(second.wait().expect("it ends").code(), Some(2));
        assert!(get().is_some());
        program.kill().expect("it runs");
        program.wait().expect("it ends");
    }
}

/// Every flag of `serve` by its variable; what is set to nothing is not set.
#[test]
fn every_flag_has_a_variable() {
    let help = run(&["serve", "--help"]);
    let help = String::from_utf8(help.stdout).expect("text");
    let flags: BTreeSet<_> = help
        .split_whitespace()
        .filter_map(|word| word.strip_prefix("--"))
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '-'))
        .filter(|word| !matches!(*word, "" | "help" | "version"))
        .collect();
    for flag in flags {
        assert!(help.contains(&format!("{}=", variable(flag))), "--{flag} has a variable");
        assert!(SETTINGS.iter().any(|(known, _)| *known == flag), "--{flag} is tried in no test");
    }
    // Set to nothing, all of them.
    let mut command = Command::new(PROGRAM);
    command.args(["--listen", "127.0.0.1:0", "--site"]).arg(root());
    for (flag, _) in SETTINGS.iter().filter(|(flag, _)| !matches!(*flag, "listen" | "site")) {
        command.env(variable(flag), "");
    }
    assert_eq!(Program::spawn(command.stderr(Stdio::null())).get("/nl/").status, 200);
    // What makes no sense is refused, with its name.
    for (flag, wrong) in SETTINGS.iter().filter(|(_, wrong)| !wrong.is_empty()) {
        let mut command = Command::new(PROGRAM);
        command.env(variable(flag), wrong).arg("serve");
        let output = command.output().expect("it starts");
        assert_eq!(output.status.code(), Some(2), "{flag}");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains(&format!("--{flag}")) || said.contains(wrong), "{said}");
    }
}

fn variable(flag: &str) -> String {
    format!("DIVERSITY_NETWORKS_{}", flag.replace('-', "_").to_uppercase())
}

/// The flags of `serve`, each with a value that it does not take.
const SETTINGS: [(&str, &str); 14] = [
    ("site", "/no/such/folder"),
    ("repository", "/no/such/folder"),
    ("revision", ""),
    ("previews", "nowhere"),
    ("listen", "nowhere"),
    ("base-url", "ftp://networks.example"),
    ("no-watch", ""),
    ("memory", "much"),
    ("admin", "nowhere"),
    ("state", ""),
    ("access-log", ""),
    ("fetch", "0"),
    ("connections", "many"),
    ("shutdown", "soon"),
];

/// A switch is on by its variable, too.
#[test]
fn switches_are_set_by_their_variables() {
    for (value, follows) in [("1", "off"), ("true", "off"), ("0", "watching"), ("", "watching")] {
        let copy = SiteCopy::good();
        let mut command = Command::new(PROGRAM);
        command.args(["--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0", "--site", copy.path()]);
        command.env("DIVERSITY_NETWORKS_NO_WATCH", value).stderr(Stdio::null());
        let server = Program::spawn(&mut command);
        eventually(&format!("{value:?} is heeded"), || {
            metrics(&server).contains(&format!("edits_followed{{state=\"{follows}\"}} 1"))
        });
    }
}

#[test]
fn limits_are_set_by_their_flags() {
    let flags = ["--no-watch", "--admin", "127.0.0.1:0", "--connections", "2", "--shutdown", "1"];
    let mut server = Program::with(&flags);
    let mut visitors: Vec<_> = (0..3)
        .map(|_| {
            let mut visitor = server.connect();
            visitor.say(GET);
            assert_eq!(visitor.answer().expect("an answer").status, 200);
            visitor
        })
        .collect();
    assert!(visitors[0].is_closed(), "it makes room for the third");
    assert!(!metrics(&server).contains("connections_evicted_total 0\n"));
    drop(visitors);
    // Half a form: the program would wait ten seconds for the rest, and thirty to stop.
    let _unfinished = begin_a_form(server.address);
    let asked = Instant::now();
    server.signal("TERM");
    assert_eq!(server.wait(), Some(0));
    assert!(asked.elapsed() < Duration::from_secs(8), "{:?}", asked.elapsed());
}
