//! A real repository: a bare one that is served, and an editor's clone of it.

use std::fs;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use super::{Client, PROGRAM, Program, SiteCopy, eventually};

/// A bare repository with a small site on its branch `main`, and a clone; removed with the test.
pub struct Repository {
    folder: SiteCopy,
    pub bare: PathBuf,
    pub clone: PathBuf,
}

impl Repository {
    pub fn new() -> Self {
        Self::with(&[])
    }

    /// Made by `git init` with these options.
    pub fn with(options: &[&str]) -> Self {
        let folder = SiteCopy::empty();
        let (bare, clone) = (folder.folder.join("site.git"), folder.folder.join("clone"));
        let repository = Self { folder, bare, clone };
        let bare = repository.bare.to_str().unwrap().to_owned();
        let clone = repository.clone.to_str().unwrap().to_owned();
        let init = ["init", "--quiet", "--initial-branch=main"];
        repository.git_in(".", &[&init[..], options, &["--bare", &bare]].concat());
        repository.git_in(".", &[&init[..], options, &[&clone]].concat());
        repository.git(&["remote", "add", "origin", &bare]);
        let site = SiteCopy::good();
        super::copy(&site.folder, &repository.clone);
        repository.commit("Begin");
        repository.git(&["push", "--quiet", "origin", "main"]);
        repository
    }

    /// Runs git in the clone; what it prints.
    pub fn git(&self, arguments: &[&str]) -> String {
        self.git_in("clone", arguments)
    }

    pub fn git_in(&self, folder: &str, arguments: &[&str]) -> String {
        let output = self.try_git_in(folder, arguments);
        assert!(output.status.success(), "git {arguments:?}: {output:?}");
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    fn try_git_in(&self, folder: &str, arguments: &[&str]) -> Output {
        self.output(folder, "git", arguments)
    }

    /// Runs a program in the clone.
    pub fn try_run(&self, program: &str, arguments: &[&str]) -> Output {
        self.output("clone", program, arguments)
    }

    fn output(&self, folder: &str, program: &str, arguments: &[&str]) -> Output {
        let mut command = Command::new(program);
        command.current_dir(self.folder.folder.join(folder)).args(arguments);
        for who in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{who}_NAME"), "Editor");
            command.env(format!("GIT_{who}_EMAIL"), "editor@example.org");
        }
        command.env("GIT_CONFIG_GLOBAL", "/dev/null").output().expect("it runs")
    }

    /// Replaces a file of the clone.
    pub fn write(&self, file: &str, text: impl AsRef<[u8]>) {
        let path = self.clone.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// A network of the clone that has this name, on the page `/en/networks/rise/`.
    pub fn write_name(&self, name: &str) {
        let file = self.clone.join("content/networks/rise.toml");
        let text = fs::read_to_string(&file).unwrap();
        let lines = text.lines().map(|line| match line.starts_with("name = ") {
            true => format!("name = \"{name}\""),
            false => line.to_owned(),
        });
        fs::write(file, lines.collect::<Vec<_>>().join("\n")).unwrap();
    }

    /// Commits all that is in the clone; the commit.
    pub fn commit(&self, message: &str) -> String {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--allow-empty", "--message", message]);
        self.git(&["rev-parse", "HEAD"])
    }

    pub fn push(&self) {
        self.git(&["push", "--quiet", "--force", "origin", "main"]);
    }

    /// A server of the branch `main`, with previews, and where they are.
    pub fn serve_with_previews(&self) -> (Program, SocketAddr) {
        let previews = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let mut command = Command::new(PROGRAM);
        command.args(["--listen", "127.0.0.1:0", "--base-url", "http://127.0.0.1"]);
        command.args(["--repository", self.bare.to_str().unwrap(), "--revision", "main"]);
        command.args(["--previews", &previews.to_string()]);
        let program = Program::spawn(command.stderr(Stdio::null()));
        eventually("the previews are there", || Client::try_new(previews).is_ok());
        (program, previews)
    }
}
