//! What an editor does at the command line: check, report, begin a new file, keep a declaration.
//! Every command runs as a program: what it prints, what it writes, and how it ends.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::{Value as Json, json};

use crate::common::{PROGRAM, SiteCopy, root, run, run_in};

pub const RISE: &str = "content/networks/rise.toml";
pub const ACCESS: &str = "content/networks/access.toml";

/// What a command printed and how it ended; on standard error it said nothing.
#[track_caller]
pub fn said(output: &Output) -> (String, Option<i32>) {
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    (String::from_utf8_lossy(&output.stdout).into_owned(), output.status.code())
}

/// What a command refused: it printed nothing, and ended with 2.
#[track_caller]
pub fn refused(output: &Output) -> String {
    assert_eq!(String::from_utf8_lossy(&output.stdout), "");
    assert_eq!(output.status.code(), Some(2));
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The findings of `check`, as machines read them.
fn findings(site: &SiteCopy, more: &[&str]) -> Vec<Json> {
    let flags = [&["check", "--site", site.path(), "--format", "json"], more].concat();
    let (said, _) = said(&run(&flags));
    said.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect()
}

fn codes(site: &SiteCopy) -> Vec<String> {
    let code = |it: &Json| it["code"].as_str().expect("a code").to_owned();
    findings(site, &[]).iter().map(code).collect()
}

/// Today, where the site is.
pub fn today() -> Date {
    let zone = TimeZone::get("Europe/Amsterdam").expect("the zone is known");
    zone.to_datetime(Timestamp::now()).date()
}

/// All files of a folder with what is in them.
pub fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("it is a folder") {
        let path = entry.expect("readable").path();
        match path.is_dir() {
            true => files.extend(contents(&path)),
            false => files.push((path.display().to_string(), fs::read(&path).expect("readable"))),
        }
    }
    files.sort();
    files
}

#[test]
fn check_says_nothing_of_a_good_site() {
    let site = SiteCopy::good();
    for format in ["text", "json", "github"] {
        let output = run(&["check", "--site", site.path(), "--strict", "--format", format]);
        assert_eq!(said(&output), (String::new(), Some(0)), "{format}");
    }
    // The folder that it is called in, else the site in the program; and the environment.
    assert_eq!(said(&run_in(&site.folder, &["check", "--strict"])), (String::new(), Some(0)));
    let empty = SiteCopy::empty();
    assert_eq!(said(&run_in(&empty.folder, &["check"])), (String::new(), Some(0)));
    site.edit(RISE, "themes", "thmes");
    let mut command = Command::new(PROGRAM);
    command.arg("check").current_dir(&empty.folder).env("DIVERSITY_NETWORKS_SITE", site.path());
    assert_eq!(command.output().expect("it runs").status.code(), Some(1));
    assert_eq!(said(&run_in(&site.folder, &["check"])).1, Some(1));
}

#[test]
fn the_site_in_the_repository_is_good() {
    assert_eq!(said(&run(&["check"])), (String::new(), Some(0)));
}

#[test]
fn check_counts_warnings_as_errors_only_if_strict() {
    let site = SiteCopy::good();
    site.edit(RISE, "en = \"For researchers.\"\n", "");
    let (lenient, status) = said(&run(&["check", "--site", site.path()]));
    assert_eq!(status, Some(0));
    assert!(lenient.starts_with("warning[missing-language]: "), "{lenient}");
    assert!(lenient.ends_with("1 warning in 1 file\n"), "{lenient}");
    let (strict, status) = said(&run(&["check", "--strict", "--site", site.path()]));
    assert_eq!((strict, status), (lenient, Some(1)), "the same, and it ends otherwise");
}

#[test]
fn check_speaks_to_machines() {
    let site = SiteCopy::good();
    site.edit(RISE, "abbreviation", "100%, \\u00e9");
    site.edit(ACCESS, "themes", "thmes");
    let lines = findings(&site, &[]);
    let expected = json!({
        "severity": "error",
        "code": "unknown-key",
        "file": ACCESS,
        "line": 3,
        "column": 1,
        "end_line": 3,
        "end_column": 6,
        "message": "unknown key `thmes`",
        "help": "did you mean `themes`?",
        "edits": [{
            "file": ACCESS, "line": 3, "column": 1, "end_line": 3, "end_column": 6, "text": "themes",
        }],
    });
    assert_eq!(lines[0], expected);
    assert!(lines.len() > 1, "all errors of all files: {lines:?}");

    // A second place is carried too.
    let site_2 = SiteCopy::good();
    site_2.edit(RISE, "[\"gender\"]", "[\"gendr\"]");
    let related = json!([{
        "file": "content/taxonomy.toml", "line": 8, "column": 1, "message": "`gender` is here",
    }]);
    assert_eq!(findings(&site_2, &[])[0]["related"], related);

    let (said, status) = said(&run(&["check", "--site", site.path(), "--format", "github"]));
    let first = "::error file=content/networks/access.toml,line=3,col=1,endLine=3,endColumn=6,\
                 title=unknown-key::unknown key `thmes`%0Ahelp: did you mean `themes`?";
    assert_eq!(said.lines().next(), Some(first));
    assert_eq!(said.lines().count(), lines.len(), "a finding is one line: {said}");
    assert_eq!(status, Some(1));
    assert!(refused(&run(&["check", "--format", "xml"])).contains("invalid value 'xml'"));
}

/// The searches of editors: each that fails is named, with what came instead, and a network that
/// is renamed or a word that is taught makes the difference.
#[test]
fn check_tries_the_searches() {
    let site = SiteCopy::good();
    let check = || said(&run(&["check", "--strict", "--site", site.path()]));
    let search = "[[search]]\nwords = \"sterrenkundige\"\nlanguage = \"nl\"\nfinds = [\"rise\"]\n";
    site.write("content/searches.toml", search);
    let (text, status) = check();
    assert_eq!(status, Some(1));
    assert!(text.contains("[search-fails]: `sterrenkundige` (nl) does not find `rise`"), "{text}");
    assert!(text.contains("it finds nothing") && text.contains("searches.toml:1:"), "{text}");
    site.edit(RISE, "themes = ", "also.nl = [\"sterrenkundigen\"]\nthemes = ");
    assert_eq!(check(), (String::new(), Some(0)));
    site.write("content/networks/raise.toml", &site.read(RISE));
    site.remove(RISE);
    let (text, status) = check();
    assert_eq!(status, Some(1));
    assert!(text.contains("[unknown-network]: there is no network `rise`"), "{text}");
    assert!(text.contains("did you mean `raise`?"), "{text}");
}

#[test]
fn confirm_changes_the_day_and_nothing_else() {
    let site = SiteCopy::good();
    // Line ends of Windows, a byte-order mark and a comment stay as they are.
    let odd = site.read(RISE).replace("as_of = 2022-04-01", "as_of  =  2022-04-01 # by phone");
    let odd = format!("\u{feff}{}", odd.replace('\n', "\r\n"));
    site.write(RISE, &odd);
    let before = [site.read(RISE), site.read(ACCESS)];
    let (first, status) = said(&run(&["confirm", "rise", ACCESS, "--site", site.path()]));
    assert_eq!(status, Some(0));
    // Midnight may pass meanwhile.
    let day = [today().yesterday().expect("a day"), today()]
        .into_iter()
        .map(|day| day.to_string())
        .find(|day| first.contains(day))
        .expect("the day is said");
    let expected = format!(
        "{RISE}\n- as_of  =  2022-04-01 # by phone\n+ as_of  =  {day} # by phone\n\
         {ACCESS}\n- as_of = 2024-09-01\n+ as_of = {day}\n"
    );
    assert_eq!(first, expected);
    assert_eq!(site.read(RISE), before[0].replace("2022-04-01", &day));
    assert_eq!(site.read(ACCESS), before[1].replace("2024-09-01", &day));
    assert_eq!(codes(&site), [""; 0]);

    let before = contents(&site.folder);
    let confirm =
        |slugs: &[&str]| refused(&run(&[&["confirm", "--site", site.path()], slugs].concat()));
    assert!(confirm(&["rise", "rose"]).contains("no file is called `rose`"));
    assert!(confirm(&["site"]).contains("has no `as_of`"));
    site.write("content/charters/rise.toml", &site.read("content/charters/science.toml"));
    let both = confirm(&["access", "rise"]);
    assert!(both.contains("content/charters/rise.toml") && both.contains(RISE), "{both}");
    site.remove("content/charters/rise.toml");
    assert_eq!(contents(&site.folder), before, "nothing is written unless all are found");
}

#[test]
fn commands_on_a_broken_site_say_what_is_wrong() {
    let site = SiteCopy::good();
    site.edit(RISE, "themes", "thmes");
    let before = contents(&site.folder);
    let output = run(&["declare", "--site", site.path()]);
    assert_eq!(output.status.code(), Some(1));
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said);
    assert!(said.contains("unknown key `thmes`"), "{said}");
    assert_eq!(contents(&site.folder), before, "and nothing is written");
}

#[test]
fn a_new_file_lacks_nothing_but_its_texts() {
    let site = SiteCopy::good();
    let new = |kind: &str| said(&run(&["new", kind, "pride", "--site", site.path()]));
    for (kind, folder) in
        [("network", "networks"), ("charter", "charters"), ("collaboration", "collaborations")]
    {
        let (said, status) = new(kind);
        let file = format!("content/{folder}/pride.toml");
        assert_eq!(status, Some(0));
        assert_eq!(said, format!("{file} is to be written: replace each TODO in it\n"));
        let text = site.read(&file);
        assert!(text.contains("as_of = \"TODO\"\n"), "only an editor knows the day: {text}");
    }
    let found = codes(&site);
    assert!(found.len() >= 10, "{found:?}");
    assert!(found.iter().all(|code| *code == "text-to-write"), "{found:?}");

    let file = "content/networks/pride.toml";
    let text = site.read(file);
    // The program is named as it was called.
    let is_own = |line: &&str| !line.contains("What is left to do");
    let own: Vec<_> = text.lines().filter(is_own).collect();
    let expected = root().join("tests/new-network.toml");
    if std::env::var_os("ACCEPT").is_some() {
        fs::write(expected, &text).expect("fixtures are writable");
    } else {
        let expected = fs::read_to_string(expected).unwrap_or_default();
        let expected: Vec<_> = expected.lines().filter(is_own).collect();
        assert_eq!(own, expected, "to accept: ACCEPT=1 cargo test --test edit");
    }
    // Whoever writes the texts and uncovers the other keys has a good file.
    let uncovered = text.lines().map(|line| match line.strip_prefix("# ") {
        Some(key) if key.contains(" = ") || key.starts_with('[') => key,
        _ => line,
    });
    let written = WRITTEN
        .into_iter()
        .fold(uncovered.collect::<Vec<_>>().join("\n"), |text, (from, to)| text.replace(from, to));
    site.write(file, &written);
    site.remove("content/charters/pride.toml");
    site.remove("content/collaborations/pride.toml");
    assert_eq!(codes(&site), [""; 0]);
}

/// What an editor writes in the place of what a new file has.
const WRITTEN: [(&str, &str); 15] = [
    ("as_of = \"TODO\"", "as_of = 2026-01-31"),
    ("languages = [\"…\"]", "languages = [\"nl\"]"),
    ("standing = \"…\"", "standing = \"university\""),
    (
        "[[contact]]",
        "[[contact]]\nname = { nl = \"Balie\", en = \"Desk\" }\nurl = \"https://example.org/desk\"",
    ),
    ("\"https://…\"", "\"https://example.org\""),
    ("\"…@…\"", "\"pride@example.org\""),
    ("audience = [\"TODO\"]", "audience = [\"staff\"]"),
    ("themes = [\"TODO\"]", "themes = [\"gender\"]"),
    ("place = \"…\"", "place = \"university\""),
    ("name_language = \"…\"", "name_language = \"nl\""),
    ("\"TODO\"", "\"Pride\""),
    ("nl = \"Pride\"", "nl = \"Trots\""),
    ("nl = \"\"\"…", "nl = \"\"\"Meer …"),
    ("en = \"\"\"…", "en = \"\"\"More …"),
    ("abbreviation = \"…\"", "abbreviation = \"PR\""),
];

#[test]
fn a_new_file_replaces_none_and_stays_in_its_folder() {
    let site = SiteCopy::good();
    let before = contents(&site.folder);
    let long = "a".repeat(251);
    for (slug, says) in [
        ("rise", "is there already"),
        ("../site", "cannot be part"),
        ("/tmp/x", "cannot be part"),
        ("Pride", "write `pride`"),
        ("a b", "write `a-b`"),
        ("", "cannot be part"),
        ("x.toml", "cannot be part"),
        ("a--b", "write `a-b`"),
        ("café", "write `cafe`"),
        ("cafe\u{301}", "write `cafe`"),
        ("con", "Windows"),
        ("lpt1", "Windows"),
        (&long, "251 characters is too long: at most 250"),
    ] {
        let error = refused(&run(&["new", "network", "--site", site.path(), "--", slug]));
        assert!(error.contains(says), "{error}");
    }
    let elsewhere = site.folder.join("static");
    let elsewhere = elsewhere.to_str().expect("a plain name");
    assert!(refused(&run(&["new", "network", "x", "--site", elsewhere])).contains("no content/"));
    let empty = SiteCopy::empty();
    assert!(refused(&run_in(&empty.folder, &["new", "network", "x"])).contains("no content/"));
    assert!(refused(&run(&["new", "club", "x"])).contains("invalid value 'club'"));
    assert_eq!(contents(&site.folder), before, "nothing is written");
    assert_eq!(contents(&empty.folder), []);
}

#[test]
fn a_declaration_is_kept_once() {
    let site = SiteCopy::good();
    site.edit("content/cookies.toml", "Counts visits.", "Counts views. # Really");
    assert_eq!(codes(&site), ["declaration-not-kept"]);
    let declare = || said(&run(&["declare", "--site", site.path()]));
    let (first, status) = declare();
    assert_eq!(status, Some(0));
    let file = first.strip_suffix(" keeps the present declaration\n").expect("the file is named");
    assert!(file.starts_with("content/declarations/") && file.ends_with(".toml"), "{file}");
    let kept = site.read("content/cookies.toml").replace("#:schema ../", "#:schema ../../");
    assert_eq!(site.read(file), kept, "word for word");
    assert_eq!(codes(&site), [""; 0]);
    let after = contents(&site.folder);
    assert_eq!(declare(), (format!("{file} is there already\n"), Some(0)));
    assert_eq!(contents(&site.folder), after);
    let empty = SiteCopy::empty();
    assert!(refused(&run_in(&empty.folder, &["declare"])).contains("no content/"));
}

#[test]
fn schemas_know_the_ids_of_the_site() {
    let site = SiteCopy::good();
    let out = site.folder.join("elsewhere/schema");
    let flags = ["schema", "--site", site.path(), "--out", out.to_str().expect("a plain name")];
    let (printed, status) = said(&run(&flags));
    assert_eq!(status, Some(0));
    let mut printed: Vec<_> = printed.lines().collect();
    printed.sort_unstable();
    let files = contents(&out);
    assert_eq!(files.iter().map(|(path, _)| path).collect::<Vec<_>>(), printed);
    let read = |name: &str| -> Json {
        let text = fs::read_to_string(out.join(name)).expect("it was written");
        serde_json::from_str(&text).expect("a schema is JSON")
    };
    let network = read("network.json");
    let audience = &network["properties"]["audience"]["items"];
    assert_eq!(audience["enum"], json!(["staff", "students", "phd-candidates"]));
    let list = audience["description"].as_str().expect("labels are listed");
    assert!(list.contains("- `phd-candidates`: Promovendi / PhD candidates"), "{list}");
    assert_eq!(network["additionalProperties"], false);
    assert_eq!(network["required"], json!(["name", "summary", "as_of", "audience", "themes"]));
    for name in ["charter", "collaboration", "page", "site", "home", "taxonomy", "cookies"] {
        assert_eq!(read(&format!("{name}.json"))["type"], "object", "{name}");
    }
    assert_eq!(read("cookies.json")["properties"]["category"]["items"]["type"], "object");
    // Unless told otherwise, it writes where the files look for them.
    said(&run_in(&site.folder, &["schema"]));
    assert_eq!(contents(&site.folder.join("schema")).len(), files.len());
}

#[test]
fn the_schemas_in_the_repository_are_current() {
    let folder = SiteCopy::empty();
    let accepts = std::env::var_os("ACCEPT").is_some();
    let out = if accepts { root().join("schema") } else { folder.folder.clone() };
    said(&run(&["schema", "--out", out.to_str().expect("a plain name")]));
    for entry in fs::read_dir(&out).expect("they were written") {
        let path = entry.expect("readable").path();
        let kept = root().join("schema").join(path.file_name().expect("it has a name"));
        let is_current = fs::read(&kept).ok() == fs::read(&path).ok();
        assert!(is_current, "{} is old; run: diversity-networks schema", kept.display());
    }
}

#[test]
fn help_and_version_are_said() {
    let (version, status) = said(&run(&["--version"]));
    assert!(version.starts_with(concat!("diversity-networks ", env!("CARGO_PKG_VERSION"))));
    assert_eq!(status, Some(0));
    let (help, _) = said(&run(&["--help"]));
    for command in ["serve", "preview", "check", "report", "confirm", "new", "schema", "declare"] {
        assert!(help.lines().any(|it| it.trim_start().starts_with(command)), "{command}: {help}");
        let (help, status) = said(&run(&[command, "--help"]));
        assert!(help.contains("--site"), "{help}");
        assert_eq!(status, Some(0));
    }
}
