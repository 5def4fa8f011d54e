//! The site's own files for browsers: styles, scripts, icons, under names that follow their
//! content.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use bytes::Bytes;
use sha2::{Digest as _, Sha384};

use super::page_cache::PageCache;
use super::representation::{Caching, digest};
use crate::content::files::{SiteFile, SiteFiles};
use crate::pages::{Asset, Assets};

/// Where assets are served.
const STATIC: &str = "static/";

/// Publishes every file of `static/` under its fingerprint, and the favicon at its fixed path.
pub fn publish(files: &SiteFiles, store: &mut PageCache) -> Assets {
    let mut assets = Assets::default();
    for (name, file) in files.below(STATIC) {
        let (SiteFile::Read(bytes), Some(content_type)) = (file, content_type(name)) else {
            continue;
        };
        let body = published(name, bytes);
        let path = fingerprinted(name, &digest(&body));
        let integrity = format!("sha384-{}", BASE64.encode(Sha384::digest(&body)));
        store.add_file(path.as_str(), content_type, Caching::Immutable, body.clone());
        if name == "static/favicon.ico" {
            store.add_file("/favicon.ico", content_type, Caching::Revalidated, body);
        }
        assets.insert(name, Asset { path, integrity });
    }
    assets
}

/// The file as it is served.
fn published(name: &str, bytes: &[u8]) -> Bytes {
    match (name.ends_with(".css"), std::str::from_utf8(bytes)) {
        (true, Ok(css)) => minify(css).into(),
        _ => Bytes::copy_from_slice(bytes),
    }
}

/// `static/site.css` with digest `5f3a` is `/static/site.5f3a.css`.
fn fingerprinted(name: &str, digest: &str) -> String {
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("/{stem}.{digest}.{extension}"),
        None => format!("/{name}.{digest}"),
    }
}

/// The media types of what a site like this serves; other files are not published.
fn content_type(name: &str) -> Option<&'static str> {
    let (_, extension) = name.rsplit_once('.')?;
    Some(match extension {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "ico" => "image/x-icon",
        "png" => "image/png",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => return None,
    })
}

/// The style sheet without comments and needless white space. Strings stay as they are.
fn minify(css: &str) -> String {
    let mut small = String::with_capacity(css.len());
    let mut rest = css;
    let mut has_gap = false;
    while let Some(c) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.find("*/").map_or("", |end| &comment[end + 2..]);
            has_gap = true;
            continue;
        }
        if c.is_whitespace() {
            rest = &rest[c.len_utf8()..];
            has_gap = true;
            continue;
        }
        let length = match c {
            '"' | '\'' => string_length(rest, c),
            _ => c.len_utf8(),
        };
        if has_gap && small.ends_with(needs_gap) && needs_gap(c) {
            small.push(' ');
        }
        has_gap = false;
        // The last semicolon of a block says nothing.
        if c == '}' && small.ends_with(';') {
            small.pop();
        }
        small.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    small
}

/// Whether white space next to this character means something. It does around `+`, `-`, `:` and
/// brackets in values and selectors (`a :hover`, `1px + 2px`), so that only these never need it.
const fn needs_gap(c: char) -> bool {
    !matches!(c, '{' | '}' | ';' | ',')
}

fn string_length(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (position, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return position + c.len_utf8(),
            _ => {}
        }
    }
    text.len()
}
