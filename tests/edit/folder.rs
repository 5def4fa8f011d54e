//! What of a folder on disk is taken for the site.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use diversity_networks::content::files::{FILE_MAX_BYTES, SiteFile};
use diversity_networks::site::folder::{STATIC_MAX_BYTES, read_folder};

fn empty_folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("folder").join(test);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the folder of tests is writable");
    folder
}

fn put(folder: &Path, file: &str, bytes: &[u8]) {
    let path = folder.join(file);
    fs::create_dir_all(path.parent().expect("it has a folder")).expect("writable");
    fs::write(path, bytes).expect("writable");
}

fn names(folder: &Path) -> Vec<String> {
    read_folder(folder).iter().map(|(name, _)| name.to_owned()).collect()
}

#[test]
fn only_the_sites_own_folders_are_read() {
    let folder = empty_folder("own");
    for file in
        ["content/site.toml", "locales/nl/home.ftl", "static/a/b.css", "Cargo.toml", "src/x"]
    {
        put(&folder, file, b"x");
    }
    assert_eq!(names(&folder), ["content/site.toml", "locales/nl/home.ftl", "static/a/b.css"]);
    assert_eq!(names(&folder.join("nowhere")), [""; 0]);
}

#[test]
fn hidden_files_and_what_editors_leave_are_ignored() {
    let folder = empty_folder("leftovers");
    let leftovers = [
        "content/.git/x.toml",
        "content/networks/.#rise.toml",
        "content/networks/#rise.toml#",
        "content/networks/rise.toml~",
        "content/networks/.rise.toml.swp",
        "content/networks/rise.toml.swp",
        "content/networks/4913",
        "static/.DS_Store",
    ];
    for file in leftovers {
        put(&folder, file, b"x");
    }
    put(&folder, "content/networks/rise.toml", b"x");
    assert_eq!(names(&folder), ["content/networks/rise.toml"]);
}

#[test]
fn what_cannot_be_read_is_in_the_list_with_the_reason() {
    let folder = empty_folder("unreadable");
    fs::create_dir_all(folder.join("content/networks/folder.toml")).expect("writable");
    let long = |max: u64| vec![b'x'; usize::try_from(max + 1).expect("it fits in memory")];
    put(&folder, "content/networks/long.toml", &long(FILE_MAX_BYTES));
    put(&folder, "static/long.svg", &long(FILE_MAX_BYTES));
    put(&folder, "static/longer.svg", &long(STATIC_MAX_BYTES));
    symlink("nowhere", folder.join("content/networks/broken.toml")).expect("links can be made");
    let files = read_folder(&folder);
    let file = |name| files.get(name).expect(name);
    assert_eq!(file("content/networks/folder.toml"), &SiteFile::NotAFile);
    assert_eq!(file("content/networks/long.toml"), &SiteFile::TooLarge(FILE_MAX_BYTES + 1));
    assert!(matches!(file("static/long.svg"), SiteFile::Read(_)));
    assert_eq!(file("static/longer.svg"), &SiteFile::TooLarge(STATIC_MAX_BYTES + 1));
    assert!(matches!(file("content/networks/broken.toml"), SiteFile::Unreadable(_)));
}

#[test]
fn links_are_followed_but_not_in_circles() {
    let folder = empty_folder("links");
    put(&folder, "mounted/rise.toml", b"x");
    fs::create_dir_all(folder.join("content")).expect("writable");
    symlink("../mounted", folder.join("content/networks")).expect("links can be made");
    symlink(&folder, folder.join("mounted/up")).expect("links can be made");
    symlink(".", folder.join("mounted/here")).expect("links can be made");
    let names = names(&folder);
    assert!(names.contains(&"content/networks/rise.toml".to_owned()), "{names:?}");
    assert!(names.len() < 10, "{names:?}");
}
