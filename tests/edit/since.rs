//! An editor asks which texts have changed in one language only.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::commands::{ACCESS, RISE, refused, said};
use crate::common::{PROGRAM, SiteCopy, run};

pub fn git(folder: &Path, arguments: &[&str]) {
    let identity = ["-c", "user.name=Editor", "-c", "user.email=editor@example.org"];
    let unsigned = ["-c", "commit.gpgsign=false", "-c", "core.autocrlf=false"];
    let mut git = Command::new("git");
    git.current_dir(folder).args(identity).args(unsigned).args(arguments);
    let output = git.output().expect("git is installed");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn check_since_warns_of_the_translation_that_stayed_behind() {
    // The site is a folder of the repository, not its root.
    let repository = SiteCopy::empty();
    let folder = repository.folder.join("site");
    fs::rename(&SiteCopy::good().folder, &folder).expect("both are temporary");
    let site = folder.to_str().expect("temporary folders have plain names");
    git(&repository.folder, &["init", "--quiet"]);
    git(&repository.folder, &["add", "."]);
    git(&repository.folder, &["commit", "--quiet", "-m", "The site"]);
    let edit =
        |file: &str, from: &str, to: &str| repository.edit(&format!("site/{file}"), from, to);
    edit(RISE, "Voor onderzoekers.", "Voor iedereen.");
    edit(ACCESS, "Toegankelijk", "Goed");
    edit(ACCESS, "Accessible", "Good");
    assert_eq!(said(&run(&["check", "--site", site])), (String::new(), Some(0)), "not asked");

    let expected = "\
warning[translation-behind]: `summary.nl` has changed, and `summary.en` has not
  --> content/networks/rise.toml:15:6
   |
14 | nl = \"Voor iedereen.\"
   |           --------- this is what changed
15 | en = \"For researchers.\"
   |      ^^^^^^^^^^^^^^^^^^
   |
   = help: translate what changed; if both say the same already, nothing is to be done

1 warning in 1 file
";
    let since =
        |more: &[&str]| run(&[&["check", "--site", site, "--since", "HEAD"], more].concat());
    let (found, status) = said(&since(&[]));
    assert_eq!(found.lines().count(), expected.lines().count(), "{found}");
    assert!(found.starts_with(expected.split(":15:6").next().expect("a start")), "{found}");
    assert_eq!(status, Some(0));
    assert_eq!(said(&since(&["--strict"])).1, Some(1));

    for revision in ["nowhere", "--output=x", ""] {
        let output = run(&["check", "--site", site, &format!("--since={revision}")]);
        let error = refused(&output);
        assert!(error.contains(&format!("no revision `{revision}`")), "{error}");
    }
    // Once both say it, and the change is kept, nothing is behind.
    edit(RISE, "For researchers.", "For everybody.");
    assert_eq!(said(&since(&["--strict"])), (String::new(), Some(0)));
}

#[test]
fn check_since_needs_a_repository() {
    let site = SiteCopy::good();
    let error = refused(&run(&["check", "--site", site.path(), "--since", "HEAD"]));
    assert!(error.contains("not a git repository"), "{error}");
}

/// The good site as the folder `sub` of a repository with one commit.
fn repository() -> (SiteCopy, String) {
    let repository = SiteCopy::empty();
    let folder = repository.folder.join("sub");
    fs::rename(&SiteCopy::good().folder, &folder).expect("both are temporary");
    git(&repository.folder, &["init", "--quiet", "--initial-branch=main"]);
    commit(&repository.folder, "The site");
    let site = folder.to_str().expect("temporary folders have plain names").to_owned();
    (repository, site)
}

fn commit(folder: &Path, message: &str) {
    git(folder, &["add", "."]);
    git(folder, &["commit", "--quiet", "-m", message]);
}

fn since(site: &str, revision: &str) -> Output {
    run(&["check", "--strict", "--site", site, "--since", revision])
}

#[test]
fn what_says_the_same_has_not_changed() {
    let (repository, site) = repository();
    let edit = |from: &str, to: &str| repository.edit(&format!("sub/{ACCESS}"), from, to);
    edit(
        "[summary]",
        "[description]\nnl = \"Zie [de lijst](https://a.example/) voor é.\"\nen = \"See [the list](https://a.example/).\"\n\n[summary]",
    );
    commit(&repository.folder, "A description");
    // Another address, another line break, another form of the same letter.
    edit(
        "[de lijst](https://a.example/) voor é.",
        "[de lijst](https://b.example/)\\nvoor e\u{301}.",
    );
    assert_eq!(said(&since(&site, "HEAD")), (String::new(), Some(0)));
    edit("de lijst", "deze lijst");
    let (found, status) = said(&since(&site, "HEAD"));
    assert!(found.contains("`description.nl` has changed"), "{found}");
    assert_eq!(status, Some(1));
}

#[test]
fn a_renamed_file_is_compared_with_what_it_was() {
    let (repository, site) = repository();
    let new = "sub/content/networks/pride.toml";
    fs::rename(repository.folder.join("sub").join(RISE), repository.folder.join(new))
        .expect("it is renamed");
    repository.edit(new, "Voor onderzoekers.", "Voor iedereen.");
    let finds = |what: &str| {
        let (found, _) = said(&since(&site, "main"));
        assert!(found.contains("`summary.nl` has changed"), "{what}: {found}");
        assert!(found.contains("content/networks/pride.toml:15:6"), "{what}: {found}");
    };
    finds("before git knows of it");
    git(&repository.folder, &["checkout", "--quiet", "-b", "branch"]);
    git(&repository.folder, &["add", "."]);
    finds("once it is added");
    git(&repository.folder, &["commit", "--quiet", "-m", "Rename"]);
    finds("once it is committed");
}

#[test]
fn messages_are_compared_too() {
    let (repository, site) = repository();
    let (file, other) = ("sub/locales/nl/finder.ftl", "sub/locales/en/finder.ftl");
    let (nl, en) = (repository.read(file), repository.read(other));
    repository.write(file, &format!("{nl}\nextra = Een\n"));
    repository.write(other, &format!("{en}\nextra = One\n"));
    commit(&repository.folder, "A message");
    repository.write(file, &format!("{nl}\n# A remark\nextra =\n    Een\n"));
    let (found, _) = said(&since(&site, "HEAD"));
    assert!(!found.contains("translation-behind"), "it says the same: {found}");
    repository.write(file, &format!("{nl}\nextra = Twee\n"));
    let (found, _) = said(&since(&site, "HEAD"));
    assert!(found.contains("message `extra` has changed in Dutch, and not in English"), "{found}");
    assert!(found.contains("--> locales/en/finder.ftl:"), "{found}");
}

#[test]
fn a_branch_that_only_catches_up_hears_nothing() {
    let (repository, site) = repository();
    git(&repository.folder, &["checkout", "--quiet", "-b", "branch"]);
    git(&repository.folder, &["checkout", "--quiet", "main"]);
    repository.edit(&format!("sub/{RISE}"), "Voor onderzoekers.", "Voor iedereen.");
    commit(&repository.folder, "On main, by somebody else");
    git(&repository.folder, &["checkout", "--quiet", "branch"]);
    // The branch has the old text: against main's newest commit it would seem to have changed.
    assert_eq!(said(&since(&site, "main")), (String::new(), Some(0)));
    git(&repository.folder, &["merge", "--quiet", "main"]);
    assert_eq!(said(&since(&site, "main")), (String::new(), Some(0)));
}

#[test]
fn what_is_staged_is_checked_and_not_what_lies_there() {
    let (repository, site) = repository();
    let file = format!("sub/{RISE}");
    let staged = || run(&["check", "--site", &site, "--staged"]);
    repository.edit(&file, "themes = ", "thmes = ");
    assert_eq!(said(&staged()), (String::new(), Some(0)), "not staged");
    git(&repository.folder, &["add", "."]);
    repository.edit(&file, "thmes = ", "themes = ");
    assert_eq!(said(&run(&["check", "--site", &site])), (String::new(), Some(0)));
    let (found, status) = said(&staged());
    assert!(found.contains("unknown key `thmes`"), "{found}");
    assert_eq!(status, Some(1));
    let empty = SiteCopy::good();
    assert!(refused(&run(&["check", "--staged", "--site", empty.path()])).contains("git"));
}

/// Git tells a hook with variables which repository and which index are meant; in a linked work
/// tree these differ from what lies beside the site.
#[test]
fn a_hook_checks_the_commit_that_is_being_made() {
    let (repository, _) = repository();
    let hooks = repository.folder.join("hooks");
    fs::create_dir(&hooks).expect("it can be made");
    let hook = hooks.join("pre-commit");
    let script =
        format!("#!/bin/sh\nexec {PROGRAM} check --strict --staged --since HEAD --site ./sub\n");
    fs::write(&hook, script).expect("it can be written");
    let status = Command::new("chmod").arg("+x").arg(&hook).status();
    assert!(status.expect("chmod runs").success());
    git(&repository.folder, &["config", "core.hooksPath", hooks.to_str().expect("a plain name")]);
    let linked = SiteCopy::empty();
    git(&repository.folder, &["worktree", "add", "--quiet", "--force", linked.path(), "-b", "x"]);
    for place in [&repository, &linked] {
        let file = format!("sub/{RISE}");
        let try_commit = |arguments: &[&str]| {
            let identity = ["-c", "user.name=Editor", "-c", "user.email=editor@example.org"];
            let mut git = Command::new("git");
            git.current_dir(&place.folder).args(identity).arg("commit").args(arguments);
            let output = git.args(["-m", "A change"]).output().expect("git is installed");
            (
                output.status.success(),
                String::from_utf8_lossy(&output.stdout).into_owned()
                    + &String::from_utf8_lossy(&output.stderr),
            )
        };
        place.edit(&file, "Voor onderzoekers.", "Voor iedereen.");
        // `-a` and a named file each have an index of their own.
        for arguments in [&["-a"][..], &[&file]] {
            let (is_made, said) = try_commit(arguments);
            assert!(!is_made && said.contains("translation-behind"), "{arguments:?}: {said}");
        }
        place.edit(&file, "For researchers.", "For everybody.");
        let (is_made, said) = try_commit(&["-a"]);
        assert!(is_made, "{said}");
    }
}

#[test]
fn github_finds_the_file_from_the_root_of_the_repository() {
    let (repository, site) = repository();
    repository.edit(&format!("sub/{RISE}"), "[\"gender\"]", "[\"gendr\"]");
    let (found, _) = said(&run(&["check", "--site", &site, "--format", "github"]));
    assert!(found.starts_with("::error file=sub/content/networks/rise.toml,line="), "{found}");
    assert!(found.contains("%0Asub/content/taxonomy.toml:8:1: `gender` is here%0A"), "{found}");
}

#[test]
fn a_shallow_clone_is_told_the_way_out() {
    let (repository, _) = repository();
    repository.edit(&format!("sub/{RISE}"), "Voor onderzoekers.", "Voor iedereen.");
    commit(&repository.folder, "A change");
    let clone = SiteCopy::empty();
    let url = format!("file://{}", repository.path());
    git(&clone.folder, &["clone", "--quiet", "--depth", "1", &url, "shallow"]);
    let site = clone.folder.join("shallow/sub");
    let error = refused(&since(site.to_str().expect("a plain name"), "HEAD~1"));
    assert!(
        error.contains("`fetch-depth: 0`") && error.contains("git fetch --unshallow"),
        "{error}"
    );
}

#[test]
fn a_foreign_repository_is_told_the_way_out() {
    let (_repository, site) = repository();
    let mut check = Command::new(PROGRAM);
    // What git has for its own tests: everybody is somebody else.
    check.args(["check", "--site", &site, "--since", "HEAD"]);
    check.env("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1");
    let error = refused(&check.output().expect("it runs"));
    assert!(error.contains("git config --global --add safe.directory '/"), "{error}");
}
