//! What an editor does at the command line: check, report, begin a new file, keep a declaration.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use diversity_networks::cli::check::{Check, check};
use diversity_networks::cli::declare::declare;
use diversity_networks::cli::findings::Format;
use diversity_networks::cli::new::{NewEntry, new};
use diversity_networks::cli::outcome::Outcome;
use diversity_networks::cli::report::{ReportFormat, report};
use diversity_networks::cli::schema::{schemas, write_schemas};
use diversity_networks::content::load;
use diversity_networks::site::Options;
use diversity_networks::site::folder::read_folder;
use jiff::civil::{Date, date};
use serde_json::Value as Json;

use crate::common::{copy, root};

const TODAY: Date = date(2026, 11, 24);

/// A folder of a test's own with a good site in it, of which `check` says nothing.
fn good_site(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
    let _ = fs::remove_dir_all(&folder);
    put_good_site(&folder);
    folder
}

fn put_good_site(folder: &Path) {
    copy(&root().join("tests/content/good"), folder);
    copy(&root().join("locales"), &folder.join("locales"));
}

fn edit(file: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(file).expect("fixtures are text");
    assert!(text.contains(from), "{} has no {from:?}", file.display());
    fs::write(file, text.replacen(from, to, 1)).expect("copies are writable");
}

/// What `check` says, and how it ends.
fn checked(folder: &Path, options: Check<'_>) -> std::io::Result<(String, Outcome)> {
    let loading = Options { today: TODAY, ..Options::default() };
    let mut out = Vec::new();
    let outcome = check(&read_folder(folder), &loading, options, &mut out)?;
    Ok((String::from_utf8(out).expect("findings are text"), outcome))
}

fn codes(folder: &Path) -> Vec<&'static str> {
    load(&read_folder(folder), TODAY).findings.iter().map(|finding| finding.code).collect()
}

#[test]
fn check_says_nothing_of_a_good_site() {
    for format in [Format::Text, Format::Json, Format::Github] {
        let options = Check { format, is_strict: true, ..Check::default() };
        let said = checked(&good_site("good"), options).expect("there is nothing to fail");
        assert_eq!(said, (String::new(), Outcome::Fine));
    }
}

#[test]
fn check_counts_warnings_as_errors_only_if_strict() {
    let folder = good_site("strict");
    edit(&folder.join("content/networks/rise.toml"), "en = \"For researchers.\"\n", "");
    let lenient = checked(&folder, Check::default()).expect("files are readable");
    let strict = Check { is_strict: true, ..Check::default() };
    let strict = checked(&folder, strict).expect("files are readable");
    assert_eq!(lenient.1, Outcome::Fine);
    assert_eq!(strict.1, Outcome::BadContent);
    assert!(lenient.0.ends_with("1 warning in 1 file\n"), "{}", lenient.0);
}

#[test]
fn check_speaks_to_machines() {
    let folder = good_site("machines");
    edit(&folder.join("content/networks/rise.toml"), "abbreviation", "100%, \\u00e9");
    edit(&folder.join("content/networks/access.toml"), "themes", "thmes");
    let json = Check { format: Format::Json, ..Check::default() };
    let (said, outcome) = checked(&folder, json).expect("files are readable");
    let lines: Vec<Json> =
        said.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect();
    let expected = serde_json::json!({
        "severity": "error",
        "code": "unknown-key",
        "file": "content/networks/access.toml",
        "line": 3,
        "column": 1,
        "end_line": 3,
        "end_column": 6,
        "message": "unknown key `thmes`",
        "help": "did you mean `themes`?",
    });
    assert_eq!(lines[0], expected);
    assert_eq!(outcome, Outcome::BadContent);

    let github = Check { format: Format::Github, ..Check::default() };
    let (said, _) = checked(&folder, github).expect("files are readable");
    let first = "::error file=content/networks/access.toml,line=3,col=1,endLine=3,endColumn=6,\
                 title=unknown-key::unknown key `thmes`%0Ahelp: did you mean `themes`?";
    assert_eq!(said.lines().next(), Some(first));
    assert_eq!(said.lines().count(), lines.len(), "a finding is one line: {said}");
}

fn git(folder: &Path, arguments: &[&str]) {
    let identity = ["-c", "user.name=Editor", "-c", "user.email=editor@example.org"];
    let unsigned = ["-c", "commit.gpgsign=false", "-c", "core.autocrlf=false"];
    let git = Command::new("git")
        .current_dir(folder)
        .args(identity)
        .args(unsigned)
        .args(arguments)
        .output()
        .expect("git is installed");
    assert!(git.status.success(), "{}", String::from_utf8_lossy(&git.stderr));
}

#[test]
fn check_since_warns_of_the_translation_that_stayed_behind() {
    // The site is a folder of the repository, not its root.
    let repository = good_site("since");
    let folder = repository.join("site");
    put_good_site(&folder);
    git(&repository, &["init", "--quiet"]);
    git(&repository, &["add", "."]);
    git(&repository, &["commit", "--quiet", "-m", "The site"]);
    edit(&folder.join("content/networks/rise.toml"), "Voor onderzoekers.", "Voor iedereen.");
    edit(&folder.join("content/networks/access.toml"), "Toegankelijk", "Goed");
    edit(&folder.join("content/networks/access.toml"), "Accessible", "Good");
    fs::write(folder.join("content/networks/pride.toml"), "name = \"Pride\"\n").expect("writable");

    let since = |revision| Check { since: Some((revision, &folder)), ..Check::default() };
    let (said, _) = checked(&folder, since("HEAD")).expect("git knows HEAD");
    let expected = "\
warning[translation-behind]: `summary.nl` has changed, and `summary.en` has not
  --> content/networks/rise.toml:15:6
   |
14 | nl = \"Voor iedereen.\"
   |      ---------------- this is the text that changed
15 | en = \"For researchers.\"
   |      ^^^^^^^^^^^^^^^^^^
   |
   = help: translate what changed; if both say the same already, nothing is to be done
";
    assert!(said.contains(expected), "{said}");
    assert_eq!(said.matches("translation-behind").count(), 1, "{said}");

    for revision in ["nowhere", "--output=x", ""] {
        let error = checked(&folder, since(revision)).expect_err("there is no such revision");
        assert!(error.to_string().contains(&format!("no revision `{revision}`")), "{error}");
    }
}

#[test]
fn check_since_needs_a_repository() {
    let folder = std::env::temp_dir().join(format!("no-repository-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("the system has a folder for this");
    let options = Check { since: Some(("HEAD", &folder)), ..Check::default() };
    let error = checked(&folder, options).expect_err("it is no repository");
    fs::remove_dir(&folder).expect("it is empty");
    assert!(error.to_string().contains("not a git repository"), "{error}");
}

#[test]
fn report_tells_where_the_work_is() {
    let folder = good_site("report");
    edit(&folder.join("content/networks/access.toml"), "en = \"Accessible studying\"\n", "");
    let content = load(&read_folder(&folder), TODAY).content.expect("it is good enough");
    let said = |format| {
        let mut out = Vec::new();
        report(&content, TODAY, format, &mut out).expect("memory is writable");
        String::from_utf8(out).expect("a report is text")
    };
    let expected = "\
file                                as of       months  languages  missing
content/networks/rise.toml          2022-04-01     55!  nl en      university_page
content/charters/science.toml       2023-01-31     45!  nl en      description, website, university_page
content/collaborations/league.toml  2023-05-01     42!  nl en      description, website, university_page
content/networks/access.toml        2024-09-01     26!  nl         description, website, university_page, place, email, since
content/pages/accessibility.toml    2026-11-01      0   nl en
content/pages/privacy.toml          2026-11-01      0   nl en

6 files, 4 of which visitors are told that they may be old (!)
";
    assert_eq!(said(ReportFormat::Text), expected);
    let json = said(ReportFormat::Json);
    let first: Json = serde_json::from_str(json.lines().next().expect("there are rows"))
        .expect("each line is JSON");
    let expected = serde_json::json!({
        "file": "content/networks/rise.toml",
        "as_of": "2022-04-01",
        "age_months": 55,
        "is_stale": true,
        "languages": ["nl", "en"],
        "missing": ["university_page"],
    });
    assert_eq!(first, expected);
}

#[test]
fn a_new_file_lacks_nothing_but_its_texts() {
    let folder = good_site("new");
    let files = read_folder(&folder);
    let new = |entry, slug| {
        let mut out = Vec::new();
        new(&folder, &files, entry, slug, TODAY, &mut out).map(|()| out)
    };
    new(NewEntry::Network, "pride").expect("there is none yet");
    new(NewEntry::Charter, "pride").expect("there is none yet");
    new(NewEntry::Collaboration, "pride").expect("there is none yet");
    let found = codes(&folder);
    assert!(found.len() >= 10, "{found:?}");
    assert!(found.iter().all(|code| *code == "text-to-write"), "{found:?}");

    let file = folder.join("content/networks/pride.toml");
    let text = fs::read_to_string(&file).expect("it was written");
    let expected = fs::read_to_string(root().join("tests/new-network.toml")).unwrap_or_default();
    if std::env::var_os("ACCEPT").is_some() {
        fs::write(root().join("tests/new-network.toml"), &text).expect("fixtures are writable");
    } else {
        assert_eq!(text, expected, "to accept: ACCEPT=1 cargo test --test edit");
    }
    // Whoever writes the texts and uncovers the other keys has a good file.
    let uncovered: Vec<_> = text
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(key) if key.contains(" = ") || key.starts_with('[') => key,
            _ => line,
        })
        .collect();
    let written = [
        ("\"https://…\"", "\"https://example.org\""),
        ("\"…@…\"", "\"pride@example.org\""),
        ("audience = [\"TODO\"]", "audience = [\"staff\"]"),
        ("themes = [\"TODO\"]", "themes = [\"gender\"]"),
        ("place = \"…\"", "place = \"university\""),
        ("name_language = \"…\"", "name_language = \"nl\""),
        ("\"TODO\"", "\"Pride\""),
        ("nl = \"Pride\"", "nl = \"Trots\""),
        ("nl = \"\"\"…", "nl = \"\"\"Meer …"),
    ]
    .into_iter()
    .fold(uncovered.join("\n"), |text, (from, to)| text.replace(from, to));
    fs::write(&file, written).expect("copies are writable");
    fs::remove_file(folder.join("content/charters/pride.toml")).expect("it is there");
    fs::remove_file(folder.join("content/collaborations/pride.toml")).expect("it is there");
    assert_eq!(codes(&folder), [""; 0]);
}

#[test]
fn a_new_file_replaces_none_and_stays_in_its_folder() {
    let folder = good_site("refused");
    let files = read_folder(&folder);
    for slug in ["rise", "../site", "/tmp/x", "Pride", "a b", "", "x.toml", "a--b"] {
        let refused = new(&folder, &files, NewEntry::Network, slug, TODAY, &mut Vec::new());
        let error = refused.expect_err(slug).to_string();
        assert!(error.contains("cannot be part") || error.contains("is there already"), "{error}");
    }
    assert_eq!(codes(&folder), [""; 0]);
    let elsewhere = folder.join("static");
    let refused = new(&elsewhere, &files, NewEntry::Network, "x", TODAY, &mut Vec::new());
    assert!(refused.expect_err("no site").to_string().contains("no content/"));
}

#[test]
fn a_declaration_is_kept_once() {
    let folder = good_site("declare");
    edit(&folder.join("content/cookies.toml"), "Counts visits.", "Counts views. # Really");
    assert_eq!(codes(&folder), ["declaration-not-kept"]);
    let declare = || {
        let files = read_folder(&folder);
        let content = load(&files, TODAY).content.expect("a warning is no error");
        let mut out = Vec::new();
        declare(&folder, &files, &content, &mut out).expect("copies are writable");
        String::from_utf8(out).expect("it is text")
    };
    assert!(declare().ends_with("keeps the present declaration\n"));
    assert_eq!(codes(&folder), [""; 0]);
    assert!(declare().ends_with("is there already\n"));
    let kept = fs::read_dir(folder.join("content/declarations")).expect("it is there").count();
    assert_eq!(kept, 2);
}

#[test]
fn schemas_know_the_ids_of_the_site() {
    let folder = good_site("schema");
    let out = folder.join("schema");
    write_schemas(&read_folder(&folder), &out, &mut Vec::new()).expect("copies are writable");
    let read = |name: &str| -> Json {
        let text = fs::read_to_string(out.join(name)).expect("it was written");
        serde_json::from_str(&text).expect("a schema is JSON")
    };
    let network = read("network.json");
    let audience = &network["properties"]["audience"]["items"];
    assert_eq!(audience["enum"], serde_json::json!(["staff", "students", "phd-candidates"]));
    let list = audience["description"].as_str().expect("labels are listed");
    assert!(list.contains("- `phd-candidates`: Promovendi / PhD candidates"), "{list}");
    assert_eq!(network["additionalProperties"], false);
    assert_eq!(
        network["required"],
        serde_json::json!(["name", "summary", "as_of", "audience", "themes"]),
    );
    assert_eq!(fs::read_dir(&out).expect("it was written").count(), 8);
    assert_eq!(read("cookies.json")["properties"]["category"]["items"]["type"], "object");
}

#[test]
fn the_schemas_in_the_repository_are_current() {
    let folder = root().join("schema");
    for (name, text) in schemas(&read_folder(root())) {
        let path = folder.join(name);
        if std::env::var_os("ACCEPT").is_some() {
            fs::create_dir_all(&folder).expect("the repository is writable");
            fs::write(&path, text).expect("the repository is writable");
        } else {
            let is_current = fs::read_to_string(&path).is_ok_and(|current| current == text);
            assert!(is_current, "{} is old; run: diversity-networks schema", path.display());
        }
    }
}
