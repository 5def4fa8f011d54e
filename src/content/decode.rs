//! The content files as text, and what is wrong with them as files.

use std::collections::BTreeMap;

use super::files::{FILE_MAX_BYTES, NotStored, SiteFile, SiteFiles};
use super::layout::{FOLDERS, FileRole, Kind, required_files, role};
use super::single_page::{self, SinglePage};
use super::suggestion::quoted;
use super::types::ids::{is_kebab, kebab_help, to_kebab};
use crate::diagnostic::Finding;
use crate::diagnostic::rules::{self, Rule};
use crate::diagnostic::{Source, slug, stem, whole_file};

/// The files of `static/` that every page needs.
const ASSETS: [&str; 2] = ["static/site.css", "static/favicon.ico"];

/// All content files that are text, by path.
pub fn open<'a>(files: &'a SiteFiles, findings: &mut Vec<Finding>) -> Vec<(Kind, Source<'a>)> {
    let mut sources = Vec::new();
    let missing = required_files().filter(|file| files.get(file).is_none());
    findings.extend(missing.map(|file| missing_file(&file)));
    let folder = files.get("content").map(|file| ("content", file));
    let mut unknown_folders: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (path, file) in folder.into_iter().chain(files.below("content/")) {
        match role(path) {
            FileRole::Ignored => findings.extend(stray_file(path, files)),
            FileRole::Unexpected => match file {
                SiteFile::Unreadable(reason) => findings.push(unreadable_file(path, reason)),
                SiteFile::NotStored(what) => findings.push(not_stored(path, *what)),
                _ => match unknown_folder(path) {
                    Some(folder) => unknown_folders.entry(folder).or_default().push(path),
                    None => findings.push(unexpected_file(path, files)),
                },
            },
            FileRole::Is(kind) => {
                findings.extend(bad_stem(path, files));
                match text_of(path, file) {
                    Ok(source) if is_empty(source.text) => findings.push(empty_file(path)),
                    Ok(source) => sources.push((kind, source)),
                    Err(finding) => findings.push(*finding),
                }
            }
        }
    }
    findings.extend(empty_folders(files, &unknown_folders));
    findings.extend(unknown_folders.into_iter().map(|(folder, paths)| match paths[..] {
        [path] => unexpected_file(path, files),
        _ => unexpected_folder(folder),
    }));
    findings.extend(missing_assets(files));
    for (path, file) in files.below("static/") {
        if let SiteFile::NotStored(what) = file {
            findings.push(not_stored(path, *what));
        }
    }
    sources
}

/// The folders of which a site has a file at least: an empty one is most likely a copy that was
/// not finished, or a folder that was renamed.
fn empty_folders(files: &SiteFiles, unknown: &BTreeMap<&str, Vec<&str>>) -> Vec<Finding> {
    let is_empty = |folder: &str| {
        let mut paths = files.below(folder).map(|(path, _)| path);
        unknown.is_empty()
            && files.get(folder.trim_end_matches('/')).is_none()
            && !paths.any(|path| path.contains(".toml"))
    };
    let folders = FOLDERS.into_iter().filter(|(_, kind)| *kind != Kind::KeptDeclaration);
    let folders = folders.filter(|(folder, _)| is_empty(folder));
    folders
        .map(|(folder, _)| {
            let folder = folder.trim_end_matches('/');
            let message = format!("there is no file in `{folder}`");
            whole(rules::EMPTY_FOLDER, folder, message, FROM_HISTORY)
        })
        .collect()
}

/// The folder of files in a folder that has no kind: `content/netwerken`.
fn unknown_folder(path: &str) -> Option<&str> {
    let rest = path.strip_prefix("content/")?;
    let (folder, _) = rest.split_once('/')?;
    let folder = &path[.."content/".len() + folder.len()];
    let is_known = folder == "content/pages"
        || FOLDERS.iter().any(|(known, _)| known.trim_end_matches('/') == folder);
    (!is_known).then_some(folder)
}

fn unexpected_folder(folder: &str) -> Finding {
    let folders: Vec<_> = FOLDERS.iter().map(|(folder, _)| *folder).collect();
    let message = format!("`{folder}` belongs to nothing on the site");
    let help = format!("rename it to the one of {} that is meant", quoted(&folders));
    whole(rules::UNEXPECTED_FILE, folder, message, &help)
}

fn missing_assets(files: &SiteFiles) -> Vec<Finding> {
    if files.below("static/").next().is_none() {
        let message = "`static` is missing, or empty".to_owned();
        return vec![whole(rules::EMPTY_FOLDER, "static", message, FROM_HISTORY)];
    }
    ASSETS.into_iter().filter(|asset| files.get(asset).is_none()).map(missing_file).collect()
}

/// What lies among content, and is most likely meant as such.
fn stray_file(path: &str, files: &SiteFiles) -> Option<Finding> {
    let (folder, _) = FOLDERS.into_iter().find(|(folder, _)| path.starts_with(folder))?;
    let name = &path[folder.len()..];
    let is_hidden = name.starts_with('.') || name.ends_with(['~', '#']) || name.contains('/');
    let (stem, ending) = name.split_once('.').unwrap_or((name, ""));
    let is_meant = ["toml.txt", "txt", "yaml", "yml", "json", "tml", "docx", "odt", ""];
    if is_hidden || !is_meant.contains(&ending.to_ascii_lowercase().as_str()) {
        return None;
    }
    let message = format!("`{path}` is not read: its name does not end in `.toml`");
    let meant = format!("{folder}{stem}.toml");
    let is_twin = |(other, _): (&str, _)| slug(other) == stem && other < path;
    if files.get(&meant).is_some() || files.below(folder).any(is_twin) {
        let help = format!("remove one of the two: `{meant}` is there, or meant by another file");
        return Some(whole(rules::STRAY_FILE, path, message, &help));
    }
    let help = format!("rename it to `{meant}`, or move it elsewhere");
    Some(whole(rules::STRAY_FILE, path, message, &help).move_to(meant))
}

/// One file as text.
///
/// # Errors
/// Says why there is no text: it is no file, too large, unreadable, or holds what is no text.
pub fn text_of<'a>(path: &'a str, file: &'a SiteFile) -> Result<Source<'a>, Box<Finding>> {
    let bytes = match file {
        SiteFile::Read(bytes) => bytes.as_ref(),
        SiteFile::NotAFile => {
            let message = format!("`{path}` is no file");
            let help = "give the folder another name";
            return Err(Box::new(whole(rules::NOT_A_FILE, path, message, help)));
        }
        SiteFile::TooLarge(size) => {
            let message = format!("`{path}` has {size} bytes, and {FILE_MAX_BYTES} is the most");
            let help = "a text of this size is no page: shorten it, or divide it";
            return Err(Box::new(whole(rules::FILE_TOO_LARGE, path, message, help)));
        }
        SiteFile::Unreadable(reason) => return Err(Box::new(unreadable_file(path, reason))),
        SiteFile::NotStored(what) => return Err(Box::new(not_stored(path, *what))),
    };
    let text = text(path, bytes)?;
    match text.find('\0') {
        None => {
            let source = Source::new(path, text);
            conflict(&source).map_or(Ok(source), Err)
        }
        Some(at) => {
            let location = Source::new(path, text).location(&(at..at + 1));
            Err(Box::new(
                Finding::new(rules::NUL_BYTE, location, "the file has a NUL byte")
                    .help(SAVE_AS_UTF_8),
            ))
        }
    }
}

/// Whether a file says nothing: what is left of one that was moved, or not written yet.
pub fn is_empty(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').trim().is_empty()
}

fn empty_file(path: &str) -> Finding {
    let help = "delete it, or bring it back from the history of the content";
    whole(rules::EMPTY_TEXT, path, format!("`{path}` is empty"), help)
}

/// The marks that git leaves where two changes meet.
const CONFLICT_MARKS: [&str; 3] = ["<<<<<<<", "|||||||", ">>>>>>>"];

/// Looks for a merge that was not finished: whatever follows from it is no mistake of its own.
fn conflict(source: &Source<'_>) -> Option<Box<Finding>> {
    let is_mark = |line: &str| {
        let rest = CONFLICT_MARKS.iter().find_map(|mark| line.strip_prefix(mark));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\r']))
    };
    let mut start = 0;
    let first = source.text.split('\n').find_map(|line| {
        let at = start;
        start += line.len() + 1;
        is_mark(line.trim_start_matches('\u{feff}')).then_some(at..at + line.trim_end().len())
    })?;
    let message = "two changes meet here, and the merge was not finished";
    let help = "keep the lines that are right between `<<<<<<<` and `>>>>>>>`, and remove these \
                marks, with `|||||||` and `=======`";
    let location = source.location(&first);
    Some(Box::new(Finding::new(rules::MERGE_CONFLICT, location, message).help(help)))
}

const FROM_HISTORY: &str = "bring it back from the history of the content";

const SAVE_AS_UTF_8: &str = "save it as UTF-8 in a text editor";

/// A file's bytes as text, or the location of the first that is none.
fn text<'a>(path: &str, bytes: &'a [u8]) -> Result<&'a str, Box<Finding>> {
    str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        let valid = str::from_utf8(&bytes[..at]).unwrap_or_default();
        let mut location = Source::new(path, valid).location(&(at..at));
        // The byte counts as one character, as editors show it.
        location.span.end += 1;
        location.end.column += 1;
        let message = format!("the byte {:#04x} is no UTF-8", bytes[at]);
        Box::new(Finding::new(rules::INVALID_UTF_8, location, message).help(SAVE_AS_UTF_8))
    })
}

fn missing_file(path: &str) -> Finding {
    whole(rules::MISSING_FILE, path, format!("`{path}` is missing"), FROM_HISTORY)
}

fn unreadable_file(path: &str, reason: &str) -> Finding {
    let message = format!("`{path}` cannot be read: {reason}");
    whole(rules::UNREADABLE_FILE, path, message, "let the user that the site runs as read it")
}

/// What a repository has in the place of a file.
fn not_stored(path: &str, what: NotStored) -> Finding {
    let (is, help) = match what {
        NotStored::SymbolicLink => {
            ("a symbolic link", "commit the file that it leads to in its place")
        }
        NotStored::Submodule => {
            ("another repository (a submodule)", "commit its files in its place")
        }
        NotStored::Object => (
            "not in this copy of the repository",
            "fetch it: `git fetch --refetch`, or clone the repository without `--filter`",
        ),
        NotStored::LfsPointer => (
            "a pointer of Git LFS, without its content",
            "commit the file itself: `git lfs untrack`, then add it again",
        ),
        NotStored::Name => {
            ("a file whose name is not UTF-8", "rename it with letters, digits and hyphens")
        }
    };
    whole(rules::NOT_STORED, path, format!("`{path}` is {is}"), help)
}

fn unexpected_file(path: &str, files: &SiteFiles) -> Finding {
    let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
    let help = if path.starts_with(single_page::FOLDER) {
        let pages = SinglePage::ALL.map(|page| format!("`{}.toml`", page.stem()));
        let (last, others) = pages.split_last().map_or(("", &[][..]), |(last, rest)| (last, rest));
        format!("leave it out: only {} and {last} are pages", others.join(", "))
    } else if FOLDERS.iter().any(|(folder, _)| folder.trim_end_matches('/') == path) {
        "make it a folder".to_owned()
    } else if let Some((folder, _)) = FOLDERS.iter().find(|(folder, _)| path.starts_with(folder)) {
        let meant = format!("{folder}{name}");
        let message = format!("`{path}` belongs to nothing on the site");
        return match files.get(&meant) {
            Some(_) => {
                let help = format!(
                    "there is `{meant}` too: remove the one that is old, or give one another name"
                );
                whole(rules::UNEXPECTED_FILE, path, message, &help)
            }
            None => whole(rules::UNEXPECTED_FILE, path, message, &format!("move it to `{meant}`"))
                .move_to(meant),
        };
    } else {
        let folders: Vec<_> = FOLDERS.iter().map(|(folder, _)| *folder).collect();
        format!("move it into one of {}", quoted(&folders))
    };
    whole(rules::UNEXPECTED_FILE, path, format!("`{path}` belongs to nothing on the site"), &help)
}

/// Ensures that a file's name can be an address.
fn bad_stem(path: &str, files: &SiteFiles) -> Option<Finding> {
    let stem = stem(path);
    if is_kebab(stem) {
        return None;
    }
    let message = format!("`{stem}` cannot be part of an address");
    let finding = |help: &str| whole(rules::NOT_KEBAB, path, message, help);
    let Some(kebab) = to_kebab(stem) else { return Some(finding(&kebab_help(stem))) };
    let folder = &path[..path.rfind('/').map_or(0, |slash| slash + 1)];
    let meant = format!("{folder}{kebab}.toml");
    Some(match files.get(&meant) {
        Some(_) => finding(&format!(
            "there is `{meant}` too: remove the one that is old, or give this one another name"
        )),
        None => finding(&format!("rename it to `{kebab}.toml`")).move_to(meant),
    })
}

fn whole(rule: Rule, path: &str, message: String, help: &str) -> Finding {
    Finding::new(rule, whole_file(path), message).help(help)
}
