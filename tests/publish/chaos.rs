//! Pushes, forced pushes, deletions, repacking and broken commits, under load.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use crate::common::repository::Repository;
use crate::common::{Program, eventually};

/// How many times something happens to the repository; `PUSHES=300` for more.
fn rounds() -> usize {
    std::env::var("PUSHES").ok().and_then(|number| number.parse().ok()).unwrap_or(24)
}

/// What breaks a file at its end.
const BROKEN: &str = "\nbroken = [\n";

/// Two files of each commit bear its number. So a page on which both are shown tells which commit
/// it is of, and would tell if it were of two.
#[test]
fn no_answer_is_of_two_commits_or_of_a_broken_one() {
    let repository = Repository::new();
    let write = |number: usize, is_broken: bool| {
        repository.write_name(&format!("Number {number} of networks"));
        let home = std::fs::read_to_string(repository.clone.join("content/home.toml")).unwrap();
        // The page's title is the first text of the file.
        let (before, rest) = home.split_once("en = ").unwrap();
        let rest = rest.split_once('\n').unwrap().1;
        let mut home = format!("{before}en = \"Number {number} of home\"\n{rest}");
        home = home.replace(BROKEN, "");
        if is_broken {
            home.push_str(BROKEN);
        }
        repository.write("content/home.toml", home);
        repository.commit(&number.to_string())
    };
    let whole = Mutex::new(BTreeMap::from([(write(0, false), 0)]));
    repository.push();
    let bare = repository.bare.to_str().unwrap();
    let flags = ["--repository", bare, "--revision", "main", "--admin", "127.0.0.1:0"];
    let program = Program::with(&[&flags[..], &["--base-url", "http://127.0.0.1"]].concat());

    let is_over = AtomicBool::new(false);
    let answers = AtomicU64::new(0);
    let seen = Mutex::new(BTreeSet::new());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while !is_over.load(Ordering::Relaxed) {
                    let answer = program.get("/en/");
                    assert_eq!(answer.status, 200);
                    let page = String::from_utf8(answer.body).unwrap();
                    let numbers: BTreeSet<usize> = page
                        .split("Number ")
                        .skip(1)
                        .filter_map(|rest| rest.split(' ').next()?.parse().ok())
                        .collect();
                    assert_eq!(numbers.len(), 1, "of more than one commit: {numbers:?}");
                    assert!(page.contains("of home") && page.contains("of networks"));
                    seen.lock().unwrap().extend(numbers);
                    answers.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        for number in 1..=rounds() {
            let is_broken = number % 3 == 0;
            let commit = write(number, is_broken);
            if !is_broken {
                whole.lock().unwrap().insert(commit, number);
            }
            repository.push();
            match number % 8 {
                2 => drop(repository.git_in("site.git", &["update-ref", "-d", "refs/heads/main"])),
                5 => drop(repository.git_in("site.git", &["gc", "--quiet", "--prune=now"])),
                7 => {
                    // A forced push of something older.
                    repository.git(&["reset", "--quiet", "--hard", "HEAD~1"]);
                    repository.push();
                }
                _ => {}
            }
            let shown = program.ask_admin("/healthz");
            let shown = shown.header("site-revision").expect("a revision").to_owned();
            assert!(whole.lock().unwrap().contains_key(&shown), "{shown} was never whole");
        }
        // After all that, a push is public as before.
        let last = rounds() + 1;
        whole.lock().unwrap().insert(write(last, false), last);
        repository.push();
        let shows = || {
            String::from_utf8_lossy(&program.get("/en/").body)
                .contains(&format!("Number {last} of home"))
        };
        eventually("the last push is public", || shows() && seen.lock().unwrap().contains(&last));
        is_over.store(true, Ordering::Relaxed);
    });
    let whole: BTreeSet<usize> = whole.into_inner().unwrap().into_values().collect();
    let seen = seen.into_inner().unwrap();
    assert!(seen.is_subset(&whole), "{seen:?}");
    println!("{} answers of {} commits", answers.into_inner(), seen.len());
}
