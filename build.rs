//! Packs the site's files into a release, and writes into the program which build it is.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let is_release = env::var("PROFILE").is_ok_and(|profile| profile == "release");
    println!("cargo::rerun-if-changed=build.rs");
    pack_files(is_release)?;
    name_build(is_release);
    Ok(())
}

/// The version; in a release with the number and name of its commit, as `0.2.0+137.3c2db29f1a04`, so
/// that of two builds the later one has the higher version. `DIVERSITY_NETWORKS_VERSION` says it
/// where there is no git. A build for development is not made anew at every commit.
fn name_build(is_release: bool) {
    println!("cargo::rerun-if-env-changed=DIVERSITY_NETWORKS_VERSION");
    let version = env::var("CARGO_PKG_VERSION").unwrap_or_default();
    let named = env::var("DIVERSITY_NETWORKS_VERSION").ok().filter(|name| !name.is_empty());
    let build = named.or_else(|| {
        let log = git(&["rev-parse", "--git-path", "logs/HEAD"]).filter(|_| is_release)?;
        println!("cargo::rerun-if-changed={log}");
        let number = git(&["rev-list", "--count", "HEAD"])?;
        Some(format!("{version}+{number}.{}", git(&["rev-parse", "--short=12", "HEAD"])?))
    });
    println!("cargo::rustc-env=DIVERSITY_NETWORKS_BUILD={}", build.unwrap_or(version));
}

fn git(arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").args(arguments).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?.trim().to_owned();
    (output.status.success() && !text.is_empty()).then_some(text)
}

/// Writes a table of `(path, bytes)`: the copy of the site that makes one file a whole site. A build
/// for development has none, and reads the files where they are: an edit does not make it anew, and
/// a broken file does not keep it from being made.
fn pack_files(is_release: bool) -> io::Result<()> {
    let variable = |name: &str| env::var(name).map(PathBuf::from).map_err(io::Error::other);
    let table = variable("OUT_DIR")?.join("files.rs");
    let root = variable("CARGO_MANIFEST_DIR")?;
    if !is_release {
        return fs::write(table, format!("Err({:?})", root.display().to_string()));
    }
    let mut files = Vec::new();
    for folder in ["content", "locales", "static"] {
        println!("cargo::rerun-if-changed={folder}");
        list_files(&root, &root.join(folder), &mut files)?;
    }
    files.sort();
    let mut text = String::from("Ok(&[\n");
    for file in files {
        let path = root.join(&file);
        writeln!(text, "    ({file:?}, include_bytes!({:?})),", path.display().to_string())
            .map_err(io::Error::other)?;
    }
    text.push_str("])\n");
    fs::write(table, text)
}

fn list_files(root: &Path, folder: &Path, files: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        if path.is_dir() {
            list_files(root, &path, files)?;
        } else if let Ok(relative) = path.strip_prefix(root) {
            files.push(relative.to_string_lossy().replace('\\', "/"));
        }
    }
    Ok(())
}
