//! `serve --repository`: one commit is one site.

use std::fs;
use std::path::Path;

use crate::common::repository::Repository;
use crate::common::{PROGRAM, Program, eventually, root, run};

fn serve(repository: &Repository, revision: &str) -> Program {
    let bare = repository.bare.to_str().unwrap();
    let flags = ["--repository", bare, "--revision", revision, "--admin", "127.0.0.1:0"];
    Program::with(&[&flags[..], &["--base-url", "http://127.0.0.1"]].concat())
}

fn shows(program: &Program, text: &str) -> bool {
    let answer = program.get("/en/networks/rise/");
    String::from_utf8_lossy(&answer.body).contains(text)
}

fn admin(program: &Program, path: &str) -> String {
    String::from_utf8(program.ask_admin(path).body).unwrap()
}

#[test]
fn what_is_pushed_is_public_and_named() {
    let repository = Repository::new();
    let program = serve(&repository, "main");
    repository.write_name("Not committed");
    repository.write("content/networks/leftover.toml", "no network");
    assert_eq!(program.get("/en/networks/rise/").status, 200);
    fs::remove_file(repository.clone.join("content/networks/leftover.toml")).unwrap();

    repository.write_name("Pushed");
    let commit = repository.commit("Rename");
    repository.push();
    eventually("the push is public", || shows(&program, "Pushed"));
    let health = program.ask_admin("/healthz");
    assert_eq!(health.header("site-revision"), Some(commit.as_str()));
    assert!(admin(&program, "/healthz").contains(&format!("\"revision\":\"{commit}\"")));
    let metric = format!("diversity_networks_site_info{{revision=\"{commit}\"}} 1");
    assert!(admin(&program, "/metrics").contains(&metric));
}

#[test]
fn a_broken_commit_is_held_back_and_named_until_it_is_reverted() {
    let repository = Repository::new();
    let program = serve(&repository, "main");
    repository.write_name("Whole");
    let whole = repository.commit("Whole");
    repository.push();
    eventually("the push is public", || shows(&program, "Whole"));

    repository.write("content/networks/rise.toml", "name = \"Broken\"\naudience = [\n");
    let broken = repository.commit("Break");
    repository.push();
    let held_back = format!("commit {broken} is held back");
    eventually("it is held back", || admin(&program, "/findings").contains(&held_back));
    assert!(admin(&program, "/findings").contains("content/networks/rise.toml"));
    assert!(admin(&program, "/healthz").contains(&format!("\"held_back\":\"{broken}\"")));
    assert!(admin(&program, "/metrics").contains(&format!("held_back{{revision=\"{broken}\"}} 1")));
    assert!(shows(&program, "Whole"));
    assert_eq!(program.ask_admin("/healthz").header("site-revision"), Some(whole.as_str()));

    repository.git(&["revert", "--no-edit", "HEAD"]);
    repository.push();
    eventually("it is taken back", || admin(&program, "/findings").is_empty());
    assert!(admin(&program, "/healthz").contains("\"held_back\":null"));
}

#[test]
fn a_branch_that_moves_back_takes_the_site_back() {
    let repository = Repository::new();
    let program = serve(&repository, "main");
    for name in ["First", "Second"] {
        repository.write_name(name);
        repository.commit(name);
        repository.push();
        eventually("the push is public", || shows(&program, name));
    }
    repository.git_in("site.git", &["update-ref", "refs/heads/main", "main~1"]);
    eventually("the first is back", || shows(&program, "First"));
}

#[test]
fn nothing_that_happens_to_the_repository_takes_the_site_down() {
    let repository = Repository::new();
    let program = serve(&repository, "main");
    repository.write_name("Before");
    repository.commit("Before");
    repository.push();
    eventually("the push is public", || shows(&program, "Before"));

    repository.git_in("site.git", &["update-ref", "-d", "refs/heads/main"]);
    eventually("it is noticed", || admin(&program, "/findings").contains("no commit is called"));
    assert!(shows(&program, "Before"));
    repository.write_name("After");
    repository.commit("After");
    repository.push();
    eventually("the branch is back", || shows(&program, "After"));

    repository.git_in("site.git", &["gc", "--quiet", "--prune=now"]);
    repository.git_in("site.git", &["pack-refs", "--all"]);
    program.signal("HUP");
    repository.write_name("Packed");
    repository.commit("Packed");
    repository.push();
    eventually("a push after packing is public", || shows(&program, "Packed"));

    fs::remove_dir_all(&repository.bare).unwrap();
    program.signal("HUP");
    eventually("it is noticed", || !admin(&program, "/findings").is_empty());
    assert!(shows(&program, "Packed"));
}

#[test]
fn what_a_remote_has_is_fetched() {
    let repository = Repository::new();
    let bare = repository.bare.to_str().unwrap();
    repository.git_in(".", &["clone", "--quiet", "--mirror", bare, "mirror.git"]);
    let mirror = repository.bare.with_file_name("mirror.git");
    let program = Program::with(&[
        "--repository",
        mirror.to_str().unwrap(),
        "--revision",
        "main",
        "--fetch",
        "1",
        "--base-url",
        "http://127.0.0.1",
    ]);
    repository.write_name("Fetched");
    repository.commit("Fetched");
    repository.push();
    eventually("it is fetched", || shows(&program, "Fetched"));
}

#[test]
fn a_repository_of_sha_256_works() {
    let repository = Repository::with(&["--object-format=sha256"]);
    let program = serve(&repository, "main");
    let revision = program.ask_admin("/healthz").header("site-revision").map(str::len);
    assert_eq!(revision, Some(64));
    assert_eq!(program.get("/en/networks/rise/").status, 200);
}

#[test]
fn commands_read_a_commit_too() {
    let repository = Repository::new();
    let bare = repository.bare.to_str().unwrap();
    let check = |revision: &str| {
        let output = run(&["check", "--strict", "--repository", bare, "--revision", revision]);
        (
            output.status.code(),
            String::from_utf8_lossy(&output.stdout).into_owned()
                + &String::from_utf8_lossy(&output.stderr),
        )
    };
    assert_eq!(check("main"), (Some(0), String::new()));
    repository.write("content/networks/rise.toml", "name = 1\n");
    std::os::unix::fs::symlink("rise.toml", repository.clone.join("content/networks/link.toml"))
        .unwrap();
    repository.commit("Break");
    repository.git(&["push", "--quiet", "origin", "HEAD:broken"]);
    let (status, says) = check("broken");
    assert_eq!(status, Some(1), "{says}");
    assert!(says.contains("content/networks/rise.toml:1:8"), "{says}");
    assert!(says.contains("`content/networks/link.toml` is a symbolic link"), "{says}");
    assert_eq!(check("main"), (Some(0), String::new()), "the other branch is as it was");
    let (status, says) = check("nothing");
    assert_eq!(status, Some(2));
    assert!(says.contains("no commit is called `nothing`"), "{says}");
    let report = run(&["report", "--repository", bare, "--revision", "main"]);
    assert!(report.status.success());
    assert!(String::from_utf8_lossy(&report.stdout).contains("rise"));
    assert_eq!(run(&["check", "--repository", bare]).status.code(), Some(2));
}

#[test]
fn the_hook_refuses_a_push_with_errors_and_says_them() {
    let repository = Repository::new();
    let hook = repository.bare.join("hooks/pre-receive");
    fs::copy(root().join("deploy/pre-receive"), &hook).unwrap();
    let push = |what: &str| {
        let program = Path::new(PROGRAM).parent().unwrap().to_str().unwrap();
        let path = format!("{program}:{}", std::env::var("PATH").unwrap());
        let with_path = format!("PATH={path}");
        let output = repository.try_run("env", &[&with_path, "git", "push", "origin", what]);
        (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    repository.write_name("Whole");
    let whole = repository.commit("Whole");
    assert!(push("main").0);

    repository.write("content/networks/rise.toml", "name = 1\n");
    repository.commit("Break");
    let (is_accepted, says) = push("main");
    assert!(!is_accepted && says.contains("content/networks/rise.toml:1:8"), "{says}");
    assert_eq!(repository.git_in("site.git", &["rev-parse", "main"]), whole);
    assert!(push("main:somewhere").0, "a branch may be broken: it is not shown");
    let (is_accepted, says) = push(":main");
    assert!(!is_accepted && says.contains("cannot be deleted"), "{says}");
}
