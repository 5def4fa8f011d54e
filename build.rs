//! Turns `locales/` into typed messages, packs the site's files into the binary, and writes into
//! it which build it is.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

use fluent_typed::{BuildOptions, FtlOutputOptions, LintLevel, try_build_from_locales_folder};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let out = PathBuf::from(env::var("OUT_DIR")?);
    generate_messages(&out)?;
    pack_files(&out)?;
    name_build();
    Ok(())
}

/// The version; in a release with the number and name of its commit, as `0.2.0+137.3c2db29f1a04`, so
/// that of two builds the later one has the higher version. `DIVERSITY_NETWORKS_VERSION` says it
/// where there is no git. A build for development is not made anew at every commit.
fn name_build() {
    println!("cargo::rerun-if-env-changed=DIVERSITY_NETWORKS_VERSION");
    let is_release = env::var("PROFILE").is_ok_and(|profile| profile == "release");
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

/// All languages run left to right, so that values need no isolation marks around them.
fn generate_messages(out: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let path = |name: &str| out.join(name).display().to_string();
    let mut locales = String::from("locales");
    if env::var_os("CARGO_FEATURE_THIRD_LANGUAGE").is_some() {
        locales = path("locales");
        for (from, to) in [("nl", "nl"), ("en", "en"), ("en", "fy")] {
            copy_files(&Path::new("locales").join(from), &out.join("locales").join(to))?;
        }
    }
    try_build_from_locales_folder(
        BuildOptions::default()
            .with_locales_folder(&locales)
            .with_default_language("nl")
            .with_lint_level(LintLevel::Strict)
            .without_bidi_isolation()
            .with_prefix("")
            .with_output_file_path(&path("l10n.rs"))
            .with_ftl_output(FtlOutputOptions::single_file(&path("l10n.ftl"))),
    )?;
    Ok(())
}

fn copy_files(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        fs::copy(entry.path(), to.join(entry.file_name()))?;
    }
    Ok(())
}

/// Writes a table of `(path, bytes)`: the copy of the site that makes one file a whole site.
fn pack_files(out: &Path) -> io::Result<()> {
    let root = env::var("CARGO_MANIFEST_DIR").map(PathBuf::from).map_err(io::Error::other)?;
    let mut files = Vec::new();
    for folder in ["content", "locales", "static"] {
        println!("cargo::rerun-if-changed={folder}");
        list_files(&root, &root.join(folder), &mut files)?;
    }
    files.sort();
    let mut table = String::from("&[\n");
    for file in files {
        let path = root.join(&file);
        writeln!(table, "    ({file:?}, include_bytes!({:?})),", path.display().to_string())
            .map_err(io::Error::other)?;
    }
    table.push_str("]\n");
    fs::write(out.join("files.rs"), table)
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
