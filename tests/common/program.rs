//! The program under test, as a process.

use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::ops::Deref;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Output, Stdio};

use super::{Answer, Host, eventually, root};

pub const PROGRAM: &str = env!("CARGO_BIN_EXE_diversity-networks");

/// What the program does and says, called in the repository.
pub fn run(arguments: &[&str]) -> Output {
    run_in(root(), arguments)
}

/// What the program does and says, called in this folder.
pub fn run_in(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(PROGRAM);
    command.current_dir(folder).args(arguments).output().expect("the program starts")
}

/// The program, serving; it ends with the test.
pub struct Program {
    pub child: Child,
    pub host: Host,
    pub admin: Option<SocketAddr>,
    _out: BufReader<ChildStdout>,
}

impl Program {
    /// Serves the repository's own site.
    pub fn start() -> Self {
        Self::with(&["--no-watch", "--base-url", "http://127.0.0.1"])
    }

    /// Serves another folder's site.
    pub fn serve(site: &Path, flags: &[&str]) -> Self {
        let mut command = Command::new(PROGRAM);
        command.args(["serve", "--listen", "127.0.0.1:0", "--site"]).arg(site).args(flags);
        // What it logs is another test's business.
        Self::spawn(command.stderr(Stdio::null()))
    }

    /// Serves with these flags, on a free port.
    pub fn with(flags: &[&str]) -> Self {
        let mut command = Command::new(PROGRAM);
        command.current_dir(root()).args(flags).args(["--listen", "127.0.0.1:0"]);
        Self::spawn(command.stderr(Stdio::null()))
    }

    /// Runs a command that serves, and waits until it listens.
    pub fn spawn(command: &mut Command) -> Self {
        let has_admin = command.get_args().any(|argument| argument == "--admin");
        let mut child = command.stdout(Stdio::piped()).spawn().expect("the program starts");
        let mut out = BufReader::new(child.stdout.take().expect("standard output is piped"));
        let mut address = || {
            let mut line = String::new();
            out.read_line(&mut line).expect("standard output is text");
            let address = line.trim().split_once("on http://").map(|(_, address)| address.parse());
            address.and_then(Result::ok).unwrap_or_else(|| panic!("it says {line:?}"))
        };
        let (address, admin) = (address(), has_admin.then(address));
        Self { child, host: Host { address }, admin, _out: out }
    }

    /// What the operator's listener says.
    pub fn ask_admin(&self, path: &str) -> Answer {
        super::get(self.admin.expect("it was started with --admin"), path)
    }

    /// Sends a signal: `TERM`, `HUP`, …
    pub fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        let status = Command::new("kill").args(["-s", name, &id]).status();
        assert!(status.expect("kill runs").success());
    }

    /// Waits until the program ends; the status that it exits with.
    pub fn wait(&mut self) -> Option<i32> {
        let mut status = None;
        eventually("the program ends", || {
            status = self.child.try_wait().expect("it can be waited for");
            status.is_some()
        });
        status.and_then(|status| status.code())
    }
}

impl Deref for Program {
    type Target = Host;

    fn deref(&self) -> &Host {
        &self.host
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
