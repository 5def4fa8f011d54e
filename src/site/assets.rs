//! The site's own files for browsers: the style sheet, scripts, icons, under names that follow their
//! content.

use bytes::Bytes;
use sha2::{Digest as _, Sha384};

use super::page_cache::PageCache;
use super::representation::{Caching, base64, digest};
use crate::content::files::{SiteFile, SiteFiles};
use crate::pages::{Asset, Assets, StyleSheet};

/// Where assets are served.
const STATIC: &str = "static/";

/// The style sheet, which stands in every page: nothing is waited for after the page.
const STYLE_SHEET: &str = "static/site.css";

/// Files that browsers look for at fixed paths.
const FIXED: [(&str, &str); 3] = [
    ("static/favicon.ico", "/favicon.ico"),
    ("static/apple-touch-icon.png", "/apple-touch-icon.png"),
    ("static/apple-touch-icon.png", "/apple-touch-icon-precomposed.png"),
];

/// Publishes every file of `static/` under its fingerprint, and some at their fixed paths.
pub fn publish(files: &SiteFiles, cache: &mut PageCache) -> Assets {
    let mut assets = Assets::default();
    for (name, file) in files.below(STATIC) {
        let (SiteFile::Read(bytes), Some(content_type)) = (file, content_type(name)) else {
            continue;
        };
        if name == STYLE_SHEET {
            assets.style_sheet = StyleSheet(embedded(&String::from_utf8_lossy(bytes)));
            continue;
        }
        let body = Bytes::copy_from_slice(bytes);
        let path = fingerprinted(name, &digest(&body));
        let integrity = format!("sha384-{}", base64(&Sha384::digest(&body)));
        // Other sites show the picture that stands for a page.
        let is_shared = name.starts_with("static/share.");
        let caching = if is_shared { Caching::PublicImmutable } else { Caching::Immutable };
        cache.add_file(path.as_str(), content_type, caching, body.clone());
        for (_, fixed) in FIXED.iter().filter(|(file, _)| *file == name) {
            cache.add_file(*fixed, content_type, Caching::Revalidated, body.clone());
        }
        assets.insert(name, Asset { path, integrity });
    }
    assets
}

/// A style sheet as it can stand in a page. A `</` would end it there; with a backslash it says
/// the same, in strings, which are the only place for it (CSS Syntax, 4.3.7).
fn embedded(css: &str) -> String {
    css.replace("</", "<\\/")
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
