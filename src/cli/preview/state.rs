//! What the preview tells open pages.

use std::path::Path;

use serde::Serialize;
use url::Url;

use crate::cli::findings;
use crate::content::files::SiteFiles;
use crate::diagnostic::{Finding, Location};

/// A program in which a file can be opened by an address.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub enum Editor {
    Vscode,
    Vscodium,
    Cursor,
    Windsurf,
    Zed,
    /// IntelliJ IDEA and its siblings
    Idea,
    Textmate,
}

impl Editor {
    fn url(self, folder: &Path, Location { file, start, .. }: &Location) -> Option<String> {
        let path = Url::from_file_path(folder.join(file)).ok()?;
        let (path, line, column) = (path.path(), start.line, start.column);
        let direct = |scheme: &str| format!("{scheme}://file{path}:{line}:{column}");
        let open = |scheme: &str, name: &str, path: &str| {
            format!("{scheme}://open?{name}={path}&line={line}&column={column}")
        };
        Some(match self {
            Self::Vscode => direct("vscode"),
            Self::Vscodium => direct("vscodium"),
            Self::Cursor => direct("cursor"),
            Self::Windsurf => direct("windsurf"),
            Self::Zed => direct("zed"),
            Self::Idea => open("idea", "file", path),
            Self::Textmate => open("txmt", "url", &format!("file://{path}")),
        })
    }
}

/// Where an editor's files are, and in what they are opened.
pub type Opener<'a> = Option<(Editor, &'a Path)>;

/// The state of the preview.
#[derive(Serialize)]
struct State<'a> {
    /// The script of a page that shows the present site: its address names the site.
    script: &'a str,
    /// Whether the site of that page has every file that has no errors.
    is_current: bool,
    findings: Vec<View<'a>>,
    /// The command that starts the preview again.
    command: &'a str,
}

#[derive(Serialize)]
struct View<'a> {
    severity: &'static str,
    code: &'static str,
    message: &'a str,
    help: Option<&'a str>,
    place: Place<'a>,
    excerpt: Option<String>,
    related: Option<Place<'a>>,
}

#[derive(Serialize)]
struct Place<'a> {
    /// `FILE:LINE:COLUMN`, or a file as a whole.
    name: String,
    label: &'a str,
    url: Option<String>,
}

/// The state as JSON.
pub fn state(
    script: &str,
    is_current: bool,
    command: &str,
    findings: &[Finding],
    files: &SiteFiles,
    opener: Opener<'_>,
) -> String {
    let place = |location: &Location, label| Place {
        name: match location.is_whole_file() {
            true => location.file.clone(),
            false => format!("{}:{}:{}", location.file, location.start.line, location.start.column),
        },
        label,
        url: opener.and_then(|(editor, folder)| editor.url(folder, location)),
    };
    let findings = findings.iter().map(|finding| {
        let Finding { severity, code, location, message, help, related, .. } = finding;
        View {
            severity: severity.as_str(),
            code,
            message,
            help: help.as_deref(),
            place: place(location, ""),
            excerpt: findings::excerpt(finding, files),
            related: related.as_ref().map(|(location, label)| place(location, label.as_str())),
        }
    });
    let state = State { script, is_current, findings: findings.collect(), command };
    // Texts and numbers can always be written.
    serde_json::to_string(&state).unwrap_or_default()
}
