//! What the program and a service manager say to each other.

use std::os::unix::net::UnixDatagram;
use std::process::{Command, Stdio};

use crate::common::{Client, PATIENCE, Program, eventually, get, root};

#[test]
fn the_service_manager_hears_of_every_state() {
    let path = std::env::temp_dir().join(format!("notify-{}", std::process::id()));
    let socket = UnixDatagram::bind(&path).unwrap();
    socket.set_read_timeout(Some(PATIENCE)).unwrap();
    let hear = |wanted: &str| {
        let mut buffer = [0; 4096];
        loop {
            let length = socket.recv(&mut buffer).unwrap_or_else(|_| panic!("never: {wanted}"));
            let text = String::from_utf8_lossy(&buffer[..length]).into_owned();
            if text.lines().any(|line| line == wanted) {
                return text;
            }
        }
    };
    let mut command = Command::new(env!("CARGO_BIN_EXE_diversity-networks"));
    command.args(["--no-watch", "--listen", "127.0.0.1:0", "--site"]).arg(root());
    command.env("NOTIFY_SOCKET", &path).env("WATCHDOG_USEC", "100000").stderr(Stdio::null());
    let mut program = Program::spawn(&mut command);
    let ready = hear("READY=1");
    assert!(ready.contains("STATUS=showing revision "), "{ready}");
    hear("WATCHDOG=1");
    hear("WATCHDOG=1");
    program.signal("HUP");
    let reloading = hear("RELOADING=1");
    assert!(reloading.contains("MONOTONIC_USEC="), "{reloading}");
    hear("READY=1");
    program.signal("TERM");
    hear("STOPPING=1");
    assert_eq!(program.wait(), Some(0));
    std::fs::remove_file(path).unwrap();
}

/// The program takes the socket that it is handed, and answers who waited in it.
#[test]
fn a_socket_may_be_handed_over() {
    let manager = "systemd-socket-activate";
    let address = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut child = Command::new(manager)
        .args(["--listen", &address.to_string(), env!("CARGO_BIN_EXE_diversity-networks")])
        .args(["--no-watch", "--listen", "192.0.2.1:1", "--site"])
        .arg(root())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap_or_else(|error| panic!("{manager}: {error}; tests/run installs it"));
    // The first visitor is the one for whom the program is started.
    eventually("somebody listens", || Client::try_new(address).is_ok());
    for _ in 0..3 {
        assert_eq!(get(address, "/nl/").status, 200);
    }
    let _ = Command::new("kill").arg(child.id().to_string()).status();
    assert_eq!(child.wait().unwrap().code(), Some(0));
}
