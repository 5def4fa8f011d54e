//! A developer keeps the house in order: the invariants of ARCHITECTURE.md that no type holds.

#[path = "rooms/imports.rs"]
mod imports;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms by floor, from the ground up.
const FLOORS: [&[&str]; 7] = [
    &["diagnostic", "language", "variants"],
    &["content", "l10n"],
    &["consent", "finder"],
    &["pages"],
    &["site"],
    &["http", "reload"],
    &["cli", "main"],
];

/// Rooms on one floor know nothing of each other, except these.
const NEIGHBOURS: [(&str, &str); 1] = [("main", "cli")];

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The code of a room, file by file, without its comments and its tests.
fn code(room: &str) -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    let mut waiting = vec![source().join(room), source().join(format!("{room}.rs"))];
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            let entries = fs::read_dir(&path).expect("the folder can be read");
            waiting.extend(entries.map(|entry| entry.expect("it can be read").path()));
        } else if path.extension().is_some_and(|it| it == "rs") && path.exists() {
            let text = fs::read_to_string(&path).expect("sources are text");
            let text = text.split("#[cfg(test)]").next().unwrap_or_default();
            let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
            files.push((path, lines.collect::<Vec<_>>().join("\n")));
        }
    }
    assert!(!files.is_empty(), "there is no room {room}");
    files
}

/// The rooms that a text names after `crate::`, braces included.
fn rooms_used(text: &str) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    for marker in ["crate::", "diversity_networks::"] {
        for rest in text.split(marker).skip(1) {
            let named = match rest.strip_prefix('{') {
                Some(list) => list.split('}').next().unwrap_or_default(),
                None => rest
                    .split(|c: char| !c.is_alphanumeric() && c != '_')
                    .next()
                    .unwrap_or_default(),
            };
            used.extend(
                named
                    .split(",")
                    .map(|name| name.trim().split("::").next().unwrap_or_default().to_owned()),
            );
        }
    }
    used
}

fn floor(room: &str) -> Option<usize> {
    FLOORS.iter().position(|rooms| rooms.contains(&room))
}

#[test]
fn imports_go_down_the_floors() {
    let mut seen = 0;
    for (height, rooms) in FLOORS.iter().enumerate() {
        for &room in *rooms {
            for (path, text) in code(room) {
                for used in rooms_used(&text) {
                    let Some(below) = floor(&used) else { continue };
                    let is_fine =
                        used == room || below < height || NEIGHBOURS.contains(&(room, &used));
                    assert!(is_fine, "{} uses {used}, which is not below it", path.display());
                    seen += 1;
                }
            }
        }
    }
    assert!(seen > 50, "only {seen} imports were read");
    assert_eq!(
        rooms_used("use crate::{content, site::Site};\nuse crate::pages;"),
        ["content", "pages", "site"].map(str::to_owned).into()
    );
}

#[test]
fn every_room_has_its_floor() {
    for entry in fs::read_dir(source()).expect("there are sources") {
        let path = entry.expect("the folder can be read").path();
        let room = path.file_stem().expect("it has a name").to_string_lossy().into_owned();
        assert!(room == "lib" || floor(&room).is_some(), "on which floor is {room}?");
    }
}

/// What two files need of each other belongs in a third.
#[test]
fn no_two_files_use_each_other() {
    assert_eq!(imports::circles(&source()), Vec::<Vec<String>>::new());
}

#[test]
fn a_circle_is_found_through_braces_and_exports() {
    let folder = std::env::temp_dir().join(format!("rooms-{}", std::process::id()));
    fs::create_dir_all(folder.join("a")).expect("the folder can be made");
    for (file, text) in [
        ("lib.rs", "mod a;\nmod b;\nmod c;"),
        ("a/mod.rs", "mod inner;\npub use inner::Thing;"),
        ("a/inner.rs", "use crate::{b::{Other, self}, c};\npub struct Thing;"),
        ("b.rs", "use crate::a::Thing;"),
        ("c.rs", "pub fn alone() {}"),
    ] {
        fs::write(folder.join(file), text).expect("the file can be written");
    }
    let circles = imports::circles(&folder);
    fs::remove_dir_all(&folder).expect("it can be removed");
    assert_eq!(circles, [["a::inner", "b"]]);
}
