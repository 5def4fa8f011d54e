//! `serve --previews`: every branch is a whole site, for editors alone.

use std::net::SocketAddr;

use crate::common::repository::Repository;
use crate::common::{Answer, Client, eventually};

fn ask(address: SocketAddr, host: &str, path: &str) -> Answer {
    let mut client = Client::new(address);
    client.say(format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"));
    client.answer().expect("an answer")
}

fn text(answer: &Answer) -> String {
    String::from_utf8_lossy(&answer.body).into_owned()
}

#[test]
fn a_branch_is_a_site_at_its_own_host_until_it_is_merged() {
    let repository = Repository::new();
    let (program, previews) = repository.serve_with_previews();
    repository.git(&["switch", "--quiet", "--create", "feature/New"]);
    let rise =
        std::fs::read_to_string(repository.clone.join("content/networks/rise.toml")).unwrap();
    repository
        .write("content/networks/new.toml", rise.replace("Researchers in Science", "Newcomers"));
    repository.commit("Add a network");
    repository.git(&["push", "--quiet", "origin", "HEAD:feature/New"]);

    let list = || text(&ask(previews, "localhost:3200", "/"));
    eventually("the list has it", || list().contains("feature/New"));
    let list = list();
    let url = list.split("href=\"//").skip(1).map(|rest| rest.split('"').next().unwrap());
    let url =
        url.filter(|url| url.starts_with("feature-new-")).last().expect("its address").to_owned();
    let host = url.strip_suffix("/").unwrap();
    assert!(host.ends_with(".localhost:3200"), "{host}");

    let page = ask(previews, host, "/en/networks/new/");
    assert_eq!(page.status, 200);
    assert_eq!(page.header("x-robots-tag"), Some("noindex, nofollow"));
    let page = text(&page);
    assert!(page.contains("This is the branch feature/New"), "{page}");
    assert!(page.contains("One file differs from the site"), "{page}");
    assert!(page.contains("content/networks/new.toml: <a href=\"/en/networks/new/\">"), "{page}");
    assert!(page.contains("Newcomers"));
    assert_eq!(program.get("/en/networks/new/").status, 404, "visitors do not have it");
    assert!(!text(&program.get("/en/")).contains("This is the branch"));

    repository.git(&["push", "--quiet", "origin", "HEAD:main"]);
    eventually("it is merged", || program.get("/en/networks/new/").status == 200);
    let merged = || text(&ask(previews, host, "/en/networks/new/"));
    eventually("nothing differs any more", || !merged().contains("differs from the site"));
}

#[test]
fn a_changed_page_is_beside_the_old_one_and_findings_are_shown() {
    let repository = Repository::new();
    let (_program, previews) = repository.serve_with_previews();
    repository.write_name("Renamed");
    repository.commit("Rename");
    repository.git(&["push", "--quiet", "origin", "HEAD:renamed"]);
    repository.write("content/networks/rise.toml", "name = 1\n");
    repository.commit("Break");
    repository.git(&["push", "--quiet", "origin", "HEAD:broken"]);
    let renamed = || text(&ask(previews, "renamed.localhost", "/en/networks/rise/"));
    eventually("it is there", || renamed().contains("Renamed"));
    assert!(renamed().contains("<a href=\"http://127.0.0.1/en/networks/rise/\">on the site</a>"));
    let broken = text(&ask(previews, "BROKEN.localhost", "/en/"));
    assert!(broken.contains("content/networks/rise.toml:1:8"), "{broken}");
    assert!(
        broken.contains("error[missing-key]") && broken.contains("add `[summary]`"),
        "{broken}"
    );
    let list = text(&ask(previews, "localhost", "/"));
    let row = list.split("<tr>").find(|row| row.contains(">broken</a>")).expect("a row");
    assert!(!row.contains("<td>0</td>"), "findings are counted: {row}");
}

#[test]
fn no_name_of_a_branch_breaks_anything() {
    let repository = Repository::new();
    let (program, previews) = repository.serve_with_previews();
    for name in
        ["UPPER", "a..b-".trim_end_matches('-'), "x/<script>", "ümlaut", "a'b\"c", "main.evil"]
    {
        let target = format!("HEAD:refs/heads/{name}");
        let _ = repository.try_run("git", &["push", "--quiet", "origin", &target]);
    }
    eventually("they are listed", || text(&ask(previews, "localhost", "/")).contains("ümlaut"));
    let list = ask(previews, "localhost", "/");
    let page = text(&list);
    assert!(!page.contains("<script>") && page.contains("x/&#60;script&#62;"), "{page}");
    assert!(list.header("content-security-policy").unwrap().contains("default-src 'none'"));
    for host in ["", "..", "a..b", "%00", "main.", ".main", "[::1]", "main.localhost:99999999"] {
        let answer = ask(previews, host, "/en/");
        assert!(answer.status < 500, "{host}: {}", answer.status);
    }
    assert_eq!(program.get("/en/").status, 200);
}

/// The choice about cookies is one of the branch's host, and works there.
#[test]
fn a_choice_on_a_branch_is_its_own() {
    let repository = Repository::new();
    let (_program, previews) = repository.serve_with_previews();
    let mut client = Client::new(previews);
    let form = "choice=refuse&return=/en/";
    client.say(format!(
        "POST /consent HTTP/1.1\r\nHost: main.localhost\r\nOrigin: http://main.localhost\r\n\
         Sec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n{form}",
        form.len()
    ));
    let answer = client.answer().unwrap();
    assert_eq!(answer.status, 303);
    assert!(!answer.header("set-cookie").unwrap().to_lowercase().contains("domain="));
}
