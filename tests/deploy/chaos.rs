//! Editors at their worst, visitors at their most: edits of every kind while pages are asked for,
//! a third of them broken. No answer may be missing, failed, cut, or put together from two sites.
//!
//! `CHAOS=1000 cargo test --release --test deploy chaos -- --nocapture` makes a thousand edits.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use crate::common::{Answer, Client, Program, eventually, root};

/// The word that an edit leaves in the site's title, and so in several places of every page.
const MARK: &str = "Mark-";

/// A copy of the site that is a git repository.
struct Copy {
    folder: PathBuf,
    title: String,
    /// The files of the networks, whether they are there at the moment or not.
    networks: Vec<PathBuf>,
    /// Whether it lies on a disk of its own, small enough to be filled.
    has_own_disk: bool,
}

/// The size of that disk, in bytes.
const DISK: usize = 16 * 1024 * 1024;

/// Tells the visitors that it is over, also when it ends badly.
struct Over<'a>(&'a AtomicBool);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl Copy {
    fn make() -> Self {
        let folder = std::env::temp_dir().join(format!("chaos-{}", std::process::id()));
        fs::create_dir(&folder).unwrap();
        // Not everybody may mount one; then a file that is full of nothing stands in for it.
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &format!("size={DISK}"), "tmpfs"]).arg(&folder);
        let has_own_disk =
            mount.stderr(Stdio::null()).status().is_ok_and(|status| status.success());
        for part in ["content", "locales", "static"] {
            crate::common::copy(&root().join(part), &folder.join(part));
        }
        let title = fs::read_to_string(folder.join("content/site.toml")).unwrap();
        let entries = fs::read_dir(folder.join("content/networks")).unwrap();
        let mut networks: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
        networks.sort();
        let copy = Self { folder, title, networks, has_own_disk };
        copy.git(&["init", "--quiet", "--initial-branch=one"]);
        copy.git(&["add", "."]);
        copy.git(&["commit", "--quiet", "--message=one"]);
        copy.git(&["checkout", "--quiet", "-b", "two"]);
        for path in &copy.networks {
            let text = fs::read_to_string(path).unwrap();
            fs::write(path, text.replace("as_of = ", "# two\nas_of = ")).unwrap();
        }
        copy.git(&["commit", "--quiet", "--all", "--message=two"]);
        copy.mark(0);
        copy
    }

    fn git(&self, arguments: &[&str]) {
        let names = ["-c", "user.name=test", "-c", "user.email=test@example.org"];
        let mut git = Command::new("git");
        git.current_dir(&self.folder).args(names).args(arguments).stderr(Stdio::null());
        assert!(git.status().unwrap().success(), "{arguments:?}");
    }

    /// Saves the title with a number in it, as editors' programs do: beside it, then renamed.
    fn mark(&self, number: u64) {
        let (mut text, mut is_title) = (String::new(), false);
        for line in self.title.lines() {
            is_title = if line.starts_with('[') { line == "[title]" } else { is_title };
            match line.split_once(" = ").filter(|_| is_title) {
                Some((language, _)) => {
                    text += &format!("{language} = \"{MARK}{number}.\"\n");
                }
                None => text += &format!("{line}\n"),
            }
        }
        let path = self.folder.join("content/site.toml");
        fs::write(path.with_extension("toml~"), text).unwrap();
        fs::rename(path.with_extension("toml~"), path).unwrap();
    }

    /// Makes an edit. Every third is broken, and mended by the next.
    fn edit(&self, number: u64) {
        let path = &self.networks[(number as usize / 3) % self.networks.len()];
        match (number % 3, (number / 3) % 6) {
            (0, _) => self.mark(number),
            (1, 0) => fs::write(path, "name = ").unwrap(),
            (1, 1) => fs::write(path, [0xff, 0xfe, 0]).unwrap(),
            (1, 2) => self.save_on_full_disk(path),
            (1, 3) => fs::remove_dir_all(self.folder.join("content/networks")).unwrap(),
            (1, 4) => fs::write(self.folder.join("locales/nl/site.ftl"), "{").unwrap(),
            (1, _) => fs::remove_file(self.folder.join("content/taxonomy.toml")).unwrap(),
            (_, 0 | 3) => {
                self.git(&["checkout", "--quiet", "--", "content/networks"]);
                self.git(&[
                    "checkout",
                    "--quiet",
                    if number.is_multiple_of(2) { "one" } else { "two" },
                ]);
            }
            (_, 1) => {
                let style = self.folder.join("static/site.css");
                let text = fs::read_to_string(&style).unwrap();
                self.mend();
                fs::write(style, format!("{text}\n.edit{number} {{ color: red }}\n")).unwrap();
            }
            // An entry goes; the next mending brings it back.
            (_, 2) => {
                self.mend();
                fs::remove_file(path).unwrap();
            }
            _ => self.mend(),
        }
    }

    /// Saves a file when there is no room for all of it: a part arrives, or nothing.
    fn save_on_full_disk(&self, path: &Path) {
        if !self.has_own_disk {
            fs::File::create(path).unwrap();
            return;
        }
        let filler = self.folder.join("filler");
        assert!(fs::write(&filler, vec![0; DISK]).is_err(), "the disk is not full");
        let text = fs::read_to_string(path).unwrap();
        let text = text + &"# a long remark\n".repeat(2000);
        assert!(fs::write(path, text).is_err(), "there was room");
        fs::remove_file(filler).unwrap();
    }

    fn mend(&self) {
        self.git(&["checkout", "--quiet", "--", "content/networks", "locales", "static"]);
        self.git(&["checkout", "--quiet", "--", "content/taxonomy.toml"]);
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        if self.has_own_disk {
            let _ = Command::new("umount").arg("--lazy").arg(&self.folder).status();
        }
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// What one visitor has seen.
struct Seen<'a> {
    visitor: Client,
    mark: u64,
    answers: &'a AtomicU64,
}

impl Seen<'_> {
    fn ask(&mut self, path: &str) -> Answer {
        let head = format!("GET {path} HTTP/1.1\r\nHost: example.nl\r\n\r\n");
        self.visitor.say(head);
        let answer = self.visitor.answer().expect("an answer");
        self.answers.fetch_add(1, Ordering::Relaxed);
        assert!(answer.status < 500, "{} for {path}", answer.status);
        answer
    }

    /// Asks for a page, and for what it links to.
    fn check_page(&mut self, path: &str) {
        let page = self.ask(path);
        assert_eq!(page.status, 200, "{path}");
        let text = String::from_utf8(page.body).expect("text");
        assert!(text.trim_end().ends_with("</html>"), "{path} is cut");
        let mut marks = text.split(MARK).skip(1).map(|rest| {
            rest.split_once('.').and_then(|(mark, _)| mark.parse::<u64>().ok()).expect("a mark")
        });
        let mark = marks.next().unwrap_or_else(|| panic!("{path} has no mark"));
        assert!(marks.all(|other| other == mark), "{path} is made of two sites");
        assert!(mark >= self.mark, "{path} is older than what was shown before");
        self.mark = mark;
        let styles = |text: &str| -> Vec<String> {
            let parts = text.split('"').filter(|part| part.starts_with("/static/"));
            parts.map(str::to_owned).collect()
        };
        for style in styles(&text) {
            if self.ask(&style).status != 200 {
                // Unless it is gone because the site has changed since.
                let now = String::from_utf8(self.ask(path).body).expect("text");
                let is_there = styles(&now).contains(&style);
                assert!(
                    !is_there || self.ask(&style).status == 200,
                    "{style} is linked, not there"
                );
            }
        }
    }
}

fn memory(program: &Program) -> f64 {
    let metrics = String::from_utf8(program.ask_admin("/metrics").body).unwrap();
    let line = metrics.lines().find(|line| line.starts_with("process_resident_memory_bytes "));
    line.unwrap().split(' ').nth(1).unwrap().parse::<f64>().unwrap() / 1e6
}

fn loads(program: &Program, result: &str) -> u64 {
    let metrics = String::from_utf8(program.ask_admin("/metrics").body).unwrap();
    let name = format!("diversity_networks_site_loads_total{{result=\"{result}\"}} ");
    let line = metrics.lines().find_map(|line| line.strip_prefix(&name));
    line.unwrap().parse().unwrap()
}

#[test]
fn visitors_do_not_notice_what_editors_do() {
    let edits = std::env::var("CHAOS").ok().and_then(|edits| edits.parse().ok()).unwrap_or(60);
    let copy = Copy::make();
    let program = Program::serve(&copy.folder, &["--admin", "127.0.0.1:0", "--memory", "64"]);
    let is_over = AtomicBool::new(false);
    let answers = AtomicU64::new(0);
    let mut memories = Vec::new();
    std::thread::scope(|scope| {
        for client in 0..4 {
            let (is_over, answers, address) = (&is_over, &answers, program.address);
            scope.spawn(move || {
                let visitor = Client::new(address);
                let mut seen = Seen { visitor, mark: 0, answers };
                let pages = ["/nl/", "/en/", "/en/networks/", "/nl/privacy/", "/nl/netwerken/?q=a"];
                for round in client.. {
                    if is_over.load(Ordering::Relaxed) {
                        break;
                    }
                    seen.check_page(pages[round % pages.len()]);
                    // An entry comes and goes.
                    let entry = seen.ask("/en/networks/rise/");
                    assert!(matches!(entry.status, 200 | 404), "{}", entry.status);
                }
            });
        }
        let _over = Over(&is_over);
        for number in 1..=edits {
            copy.edit(number);
            // Mostly long enough to be seen, sometimes not.
            std::thread::sleep(Duration::from_millis(if number % 10 == 0 { 20 } else { 260 }));
            if number % (edits / 4).max(1) == 0 {
                memories.push(memory(&program));
            }
        }
    });
    copy.mend();
    copy.mark(edits + 1);
    let last = format!("{MARK}{}.", edits + 1);
    eventually("the last edit is shown", || {
        let page = crate::common::get(program.address, "/en/");
        String::from_utf8_lossy(&page.body).contains(&last)
    });
    let (succeeded, failed) = (loads(&program, "succeeded"), loads(&program, "failed"));
    let disk = if copy.has_own_disk { "its own disk" } else { "the common disk" };
    println!(
        "{edits} edits on {disk}, {succeeded} loads and {failed} that failed, {} answers, memory {memories:.0?} MB",
        answers.load(Ordering::Relaxed),
    );
    // How many edits are one load depends on the machine.
    assert!(succeeded > edits / 10 && failed > edits / 20, "{succeeded} and {failed}");
    let (early, late) = (memories[0], memories[memories.len() - 1]);
    assert!(late < early * 1.5 + 30.0, "memory grows: {memories:?} MB");
}
