//! Git, asked by its own program: what a repository holds, without a checkout.

use std::ffi::OsStr;
use std::io::{self, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// A repository, bare or with a work tree.
#[derive(Clone, Debug)]
pub struct Git {
    folder: PathBuf,
    is_trusted: bool,
    /// The index in the place of the usual one.
    index: Option<PathBuf>,
}

/// A commit, by its full id: a name that git never takes for an option or a path.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CommitId(String);

impl CommitId {
    /// The id in full.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    #[cfg(test)]
    pub fn for_test() -> Self {
        Self("0".repeat(40))
    }

    /// Its beginning, as people write it.
    pub fn short(&self) -> &str {
        self.0.get(..12).unwrap_or(&self.0)
    }
}

/// A file as a commit lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreeEntry {
    /// Six octal digits: `100644` is a file, `120000` a symbolic link, `160000` a submodule.
    pub mode: String,
    /// The id of what it holds.
    pub object: String,
    /// In bytes; of a submodule none.
    pub size: u64,
    /// Its path from the root of the repository, as bytes: git takes any name.
    pub path: Vec<u8>,
}

/// A name of a commit: a branch, or the head of a merge request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// In full: `refs/heads/main`.
    pub name: String,
    /// Where it points.
    pub commit: CommitId,
    /// When that commit was made, in seconds since 1970.
    pub committed: i64,
}

impl Git {
    /// The repository in this folder.
    ///
    /// # Errors
    /// If there is no git, or no repository.
    pub fn open(folder: &Path) -> io::Result<Self> {
        let git = Self { folder: folder.canonicalize()?, is_trusted: true, index: None };
        git.text(&["rev-parse", "--git-dir"])?;
        Ok(git)
    }

    /// The repository whose work tree a folder lies in, at whatever depth.
    ///
    /// # Errors
    /// If there is no git, or no such repository, or it is somebody else's.
    pub fn around(folder: &Path) -> io::Result<Self> {
        let git = Self { folder: folder.canonicalize()?, is_trusted: false, index: None };
        git.text(&["rev-parse", "--is-inside-work-tree"])?;
        Ok(git)
    }

    /// The same repository with another index.
    pub fn with_index(self, index: PathBuf) -> Self {
        Self { index: Some(index), ..self }
    }

    /// The folder that it is asked in.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The folder in which git keeps its names of commits, to be watched.
    ///
    /// # Errors
    /// If git fails.
    pub fn common_folder(&self) -> io::Result<PathBuf> {
        let path = self.text(&["rev-parse", "--git-common-dir"])?;
        Ok(self.folder.join(path.trim_end_matches('\n')))
    }

    /// The commit that a revision names.
    ///
    /// # Errors
    /// If there is none.
    pub fn commit(&self, revision: &str) -> io::Result<CommitId> {
        let peeled = format!("{revision}^{{commit}}");
        match self.text(&["rev-parse", "--verify", "--quiet", "--end-of-options", &peeled]) {
            Ok(id) => Ok(CommitId(id.trim().to_owned())),
            Err(_) => Err(io::Error::new(
                io::ErrorKind::NotFound,
                format!("no commit is called `{revision}` in `{}`", self.folder.display()),
            )),
        }
    }

    /// The files of a commit below these folders.
    ///
    /// # Errors
    /// If git fails.
    pub fn files(&self, commit: &CommitId, folders: &[&str]) -> io::Result<Vec<TreeEntry>> {
        self.list(&["ls-tree", "-r", "-z", "-l", "--full-tree", commit.as_str(), "--"], folders)
    }

    /// What a command lists of these folders, in the format of `ls-tree -z -l`.
    ///
    /// # Errors
    /// If git fails.
    pub fn list(&self, command: &[&str], folders: &[&str]) -> io::Result<Vec<TreeEntry>> {
        let listed = self.run(command.iter().chain(folders))?;
        listed
            .split(|&byte| byte == 0)
            .filter(|line| !line.is_empty())
            .map(|line| tree_entry(line).ok_or_else(|| unexpected(line)))
            .collect()
    }

    /// What objects hold, in their order; none for one that the repository does not have, as a
    /// partial clone may not.
    ///
    /// # Errors
    /// If git fails on the way.
    pub fn read(&self, objects: &[&str]) -> io::Result<Vec<Option<Vec<u8>>>> {
        let mut process = self.command(["cat-file", "--batch", "--buffer"]);
        process.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = Ended(process.spawn().map_err(|error| self.explain(error))?);
        let (input, output) = (process.0.stdin.take(), process.0.stdout.take());
        let (Some(mut input), Some(output)) = (input, output) else {
            return Err(io::Error::other("git has no standard input or output"));
        };
        let questions = objects.join("\n") + "\n";
        std::thread::scope(|scope| {
            // Written beside the reading: two full pipes would wait for each other.
            scope.spawn(move || input.write_all(questions.as_bytes()));
            let mut output = BufReader::new(output);
            objects.iter().map(|_| read_object(&mut output)).collect()
        })
    }

    /// The names below these prefixes, such as `refs/heads`, by name.
    ///
    /// # Errors
    /// If git fails.
    pub fn references(&self, prefixes: &[&str]) -> io::Result<Vec<Reference>> {
        let format = "--format=%(refname) %(objectname) %(committerdate:unix)";
        let listed = self.text(&[&["for-each-ref", format], prefixes].concat())?;
        Ok(listed.lines().filter_map(reference).collect())
    }

    /// The files below these folders that differ between two commits.
    ///
    /// # Errors
    /// If git fails.
    pub fn changed(
        &self,
        before: &CommitId,
        after: &CommitId,
        folders: &[&str],
    ) -> io::Result<Vec<String>> {
        let options = ["diff-tree", "-r", "-z", "--name-only", "--no-renames"];
        let commits = [before.as_str(), after.as_str(), "--"];
        let names = self.text(&[&options[..], &commits, folders].concat())?;
        Ok(names.split_terminator('\0').map(str::to_owned).collect())
    }

    /// Brings what the repository's remote has.
    ///
    /// # Errors
    /// If git fails, in its words.
    pub fn fetch(&self) -> io::Result<()> {
        self.text(&["fetch", "--quiet", "--prune", "--no-auto-gc"]).map(drop)
    }

    /// What git prints.
    ///
    /// # Errors
    /// If git fails, in its words.
    pub fn text(&self, arguments: &[&str]) -> io::Result<String> {
        self.run(arguments).map(|output| String::from_utf8_lossy(&output).into_owned())
    }

    fn run(&self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> io::Result<Vec<u8>> {
        let output = self.command(arguments).output().map_err(|error| self.explain(error))?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        let says = String::from_utf8_lossy(&output.stderr);
        let first = says.lines().next().unwrap_or("it gives no reason");
        let way_out = match first.split_once("dubious ownership in repository at '") {
            Some((_, place)) => format!(
                "; it belongs to another user: if you trust them, run \
                 `git config --global --add safe.directory '{place}`",
            ),
            None => String::new(),
        };
        Err(io::Error::other(format!("git in `{}`: {first}{way_out}", self.folder.display())))
    }

    /// Git in this repository and no other, whatever a hook's environment says; but with the
    /// objects of a push that is still being received.
    fn command(&self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Command {
        let mut command = Command::new("git");
        if self.is_trusted {
            // Whoever names a repository on the command line trusts it, whosever it is.
            command.arg("-c").arg(format!("safe.directory={}", self.folder.display()));
        }
        command.args(["-c", "core.fsmonitor=false", "--no-optional-locks"]);
        command.args(arguments).current_dir(&self.folder).stdin(Stdio::null());
        for variable in
            ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR"]
        {
            command.env_remove(variable);
        }
        command.envs(self.index.iter().map(|index| ("GIT_INDEX_FILE", index)));
        // Nobody is there to be asked for a password, and reading never waits for a network.
        command.envs([("GIT_TERMINAL_PROMPT", "0"), ("GIT_NO_LAZY_FETCH", "1"), ("LC_ALL", "C")]);
        command
    }

    fn explain(&self, error: io::Error) -> io::Error {
        match error.kind() {
            io::ErrorKind::NotFound if self.folder.is_dir() => {
                io::Error::new(error.kind(), "git is not installed")
            }
            _ => error,
        }
    }
}

/// A process that ends with its reader.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// `MODE TYPE OBJECT SIZE<TAB>PATH`, the size padded with blanks.
fn tree_entry(line: &[u8]) -> Option<TreeEntry> {
    let tab = line.iter().position(|&byte| byte == b'\t')?;
    let (facts, path) = line.split_at(tab);
    let mut facts = str::from_utf8(facts).ok()?.split_ascii_whitespace();
    let (mode, _, object) = (facts.next()?, facts.next()?, facts.next()?);
    let size = facts.next()?.parse().unwrap_or_default();
    let path = path.get(1..)?.to_vec();
    Some(TreeEntry { mode: mode.to_owned(), object: object.to_owned(), size, path })
}

fn reference(line: &str) -> Option<Reference> {
    // A reference to something else than a commit, as a tag may be, has no such date.
    let [name, commit, committed] = line.split(' ').collect::<Vec<_>>().try_into().ok()?;
    let committed = committed.parse().ok()?;
    Some(Reference { name: name.to_owned(), commit: CommitId(commit.to_owned()), committed })
}

/// `OBJECT TYPE SIZE`, a line break, so many bytes, a line break; or `OBJECT missing`.
fn read_object(output: &mut impl io::BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut head = String::new();
    output.by_ref().read_line(&mut head)?;
    let mut words = head.split_ascii_whitespace().skip(1);
    let (Some(_), Some(size)) = (words.next(), words.next()) else {
        return match head.trim_end().ends_with(" missing") {
            true => Ok(None),
            false => Err(unexpected(head.as_bytes())),
        };
    };
    let size: usize = size.parse().map_err(|_| unexpected(head.as_bytes()))?;
    let mut bytes = vec![0; size];
    output.read_exact(&mut bytes)?;
    output.read_exact(&mut [0])?;
    Ok(Some(bytes))
}

fn unexpected(said: &[u8]) -> io::Error {
    let said = String::from_utf8_lossy(said);
    io::Error::other(format!("git broke off, or said something unexpected: {said:?}"))
}
