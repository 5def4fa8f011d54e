//! An editor asks which texts have changed in one language only.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::commands::{ACCESS, RISE, refused, said};
use crate::common::{SiteCopy, run};

fn git(folder: &Path, arguments: &[&str]) {
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
   |      ---------------- this is the text that changed
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
