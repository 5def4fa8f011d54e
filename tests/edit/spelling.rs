//! An editor asks which words are misspelt. The dictionaries are those of the system.

use std::fs;

use diversity_networks::content::layout::WORDS;

use crate::commands::{RISE, refused, said};
use crate::common::{SiteCopy, run};

/// What `check --strict --spelling` says, without its excerpts.
fn spelling(site: &SiteCopy) -> (Vec<String>, Option<i32>) {
    let (text, status) = said(&run(&["check", "--strict", "--spelling", "--site", site.path()]));
    let of_interest = ["warning[", "error[", "--> ", "= help: "];
    let lines = text.lines().map(str::trim);
    let lines = lines.filter(|line| of_interest.iter().any(|it| line.starts_with(it)));
    (lines.map(str::to_owned).collect(), status)
}

/// A small site of whose words every one is known.
fn site() -> SiteCopy {
    let site = SiteCopy::good();
    site.write(WORDS, &SiteCopy::new().read(WORDS));
    site
}

#[test]
fn the_sites_own_words_are_known() {
    assert_eq!(spelling(&SiteCopy::new()), (Vec::new(), Some(0)));
}

#[test]
fn slips_are_told_where_they_are_with_what_was_meant() {
    let site = site();
    site.edit(RISE, "Voor onderzoekers.", "Voor onderzeokers.");
    site.edit(RISE, "For researchers.", "For reserchers.");
    let messages = "locales/en/errors.ftl";
    let text = site.read(messages);
    let (before, after) = text.split_once("-text = ").expect("a message");
    site.write(messages, &format!("{before}-text = Messsage. {after}"));
    let line = before.lines().count();
    let last = before.lines().last().expect("its name");
    let column = format!("{last}-text = ").len() + 1;

    assert_eq!(said(&run(&["check", "--strict", "--site", site.path()])), (String::new(), Some(0)));
    let (found, status) = spelling(&site);
    assert_eq!(status, Some(1));
    let or_add = "If not, add the word to `content/words.txt`";
    assert_eq!(
        found,
        [
            "warning[unknown-word]: `onderzeokers` is in no Dutch dictionary",
            "--> content/networks/rise.toml:14:12",
            &format!("= help: did you mean `onderzoekers`? {or_add}"),
            "warning[unknown-word]: `reserchers` is in no English dictionary",
            "--> content/networks/rise.toml:15:11",
            &format!("= help: did you mean `researchers`? {or_add}"),
            "warning[unknown-word]: `Messsage` is in no English dictionary",
            &format!("--> {messages}:{line}:{column}"),
            &format!("= help: did you mean `Message`? {or_add}"),
        ]
    );

    // What the help says mends it.
    let more = "# Ours.\nonderzeokers\nreserchers\nmesssage\n";
    site.write(WORDS, &format!("{}{more}", site.read(WORDS)));
    assert_eq!(spelling(&site), (Vec::new(), Some(0)));
}

#[test]
fn what_is_no_word_is_not_looked_up() {
    let site = site();
    let odd = "A cafe\u{301} &amp; the LHBTQIA's B2B, ABCD-group, RISE's `kode`, mail@exampel.org, rise.exampel.nl and \
               [this page](https://rise.nu/wrongg). ";
    site.edit(RISE, "Meetings, ", &format!("{odd}Meetings, "));
    let (found, _) = spelling(&site);
    let unknown: Vec<_> = found.iter().filter(|line| line.contains("unknown-word")).collect();
    assert_eq!(unknown, [""; 0]);
    site.edit(RISE, "this page", "this paage");
    let (found, _) = spelling(&site);
    assert!(found.iter().any(|line| line.contains("`paage`")), "{found:?}");
}

#[test]
fn a_list_of_words_that_cannot_be_read_is_told() {
    let site = SiteCopy::good();
    site.write(WORDS, "<<<<<<< HEAD\nqueer\n=======\nlhbti\n>>>>>>> words\n");
    let (found, status) = spelling(&site);
    assert_eq!(status, Some(1));
    assert!(found[0].starts_with("error[merge-conflict]"), "{found:?}");
}

#[test]
fn dictionaries_that_are_not_there_or_are_none_are_told() {
    let site = SiteCopy::good();
    let flag = format!("--spelling={}", site.path());
    let check = || refused(&run(&["check", &flag, "--site", site.path()]));
    let error = check();
    assert!(error.starts_with("error: ") && error.contains("nl_NL.aff"), "{error}");
    assert!(error.contains("hunspell-nl and hunspell-en-gb"), "{error}");
    assert!(error.contains("--spelling=DIR"), "{error}");
    for ending in ["aff", "dic"] {
        fs::write(site.folder.join(format!("nl_NL.{ending}")), "FLAG x y\n").expect("writable");
    }
    let error = check();
    assert!(error.starts_with("error: ") && error.contains("nl_NL.dic"), "{error}");
}
