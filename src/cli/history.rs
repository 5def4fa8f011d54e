//! A site's content as it was at another revision, asked of git.

use std::io;
use std::path::Path;
use std::process::Command;

/// The content of a site's folder at a revision.
pub struct History<'a> {
    folder: &'a Path,
    /// The revision's full id, so that its name is never taken for an option or a path.
    commit: String,
}

impl<'a> History<'a> {
    /// Finds a revision of the repository that the folder is in, at whatever depth.
    ///
    /// # Errors
    /// If there is no git, no repository, or no such revision.
    pub fn at(folder: &'a Path, revision: &str) -> io::Result<Self> {
        git(folder, &["rev-parse", "--is-inside-work-tree"])?;
        let commit = format!("{revision}^{{commit}}");
        let found = git(folder, &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit]);
        let unknown = |_| {
            let says = format!("git knows no revision `{revision}` in `{}`", folder.display());
            io::Error::new(io::ErrorKind::NotFound, says)
        };
        Ok(Self { folder, commit: found.map_err(unknown)?.trim().to_owned() })
    }

    /// The content files that differ from those of the revision, relative to the folder.
    ///
    /// # Errors
    /// If git fails.
    pub fn changed(&self) -> io::Result<Vec<String>> {
        let options = ["diff", "--name-only", "--no-renames", "--relative", "-z"];
        let names = git(self.folder, &[&options[..], &[&self.commit, "--", "content"]].concat())?;
        Ok(names.split_terminator('\0').map(str::to_owned).collect())
    }

    /// A file as it was; none if it was not there, or no text.
    ///
    /// # Errors
    /// If git fails.
    pub fn text(&self, file: &str) -> io::Result<Option<String>> {
        // A path that begins with `./` is relative to the folder.
        let name = format!("{}:./{file}", self.commit);
        if git(self.folder, &["cat-file", "-e", &name]).is_err() {
            return Ok(None);
        }
        git(self.folder, &["cat-file", "blob", &name]).map(Some)
    }
}

/// Runs git in a folder; what it prints.
fn git(folder: &Path, arguments: &[&str]) -> io::Result<String> {
    let output = Command::new("git").current_dir(folder).args(arguments).output();
    let output = output.map_err(|error| match error.kind() {
        io::ErrorKind::NotFound if folder.is_dir() => {
            io::Error::new(error.kind(), "git is not installed, and it keeps the earlier texts")
        }
        _ => error,
    })?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let says = String::from_utf8_lossy(&output.stderr);
    let says = says.lines().next().unwrap_or("it gives no reason");
    Err(io::Error::other(format!("git in `{}`: {says}", folder.display())))
}
