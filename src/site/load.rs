//! Loading: all files in, a whole site and all findings out.

use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use sha2::{Digest as _, Sha256};

use super::page_cache::PageCache;
use super::representation::{Caching, base64, hex};
use super::{Compressor, Site, assets, headers, messages};
use crate::consent::{Accepted, OwnSources};
use crate::content::files::{SiteFile, SiteFiles};
use crate::content::model::BaseUrl;
use crate::content::{self, layout};
use crate::diagnostic::{self, Finding, Severity, rules, whole_file};
use crate::finder::{self, Finder};
use crate::language::Language;
use crate::pages::{self, Route};

/// What a site is loaded for, besides its files.
#[derive(Clone, Debug)]
pub struct Options {
    /// The day.
    pub today: Date,
    /// The name of what the files are, where they have one; else a digest names them.
    pub revision: Option<String>,
    /// Whether the finder is asked all searches of `searches.toml`. It takes half as long as the
    /// rest, and changes nothing that visitors see.
    pub tries_searches: bool,
    /// Whether a date that has not come yet is only warned of: the clock may be behind.
    pub allows_future_dates: bool,
    /// The public address, where it is not the one that `site.toml` names.
    pub base_url: Option<BaseUrl>,
    /// How much memory made pages may take, in bytes.
    pub budget: usize,
    /// What makes pages small in the background; the same one for every loading, so that what it
    /// made is made once.
    pub compressor: Arc<Compressor>,
    /// The address of a script for every page, as the preview has one.
    pub page_script: Option<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            today: Date::MIN,
            revision: None,
            tries_searches: true,
            allows_future_dates: false,
            base_url: None,
            budget: BUDGET,
            compressor: Arc::default(),
            page_script: None,
        }
    }
}

/// How much memory made pages take at most unless somebody says otherwise, in bytes.
const BUDGET: usize = 256_000_000;

/// What loading found.
pub struct Loaded {
    /// The site, unless there are errors.
    pub site: Option<Site>,
    /// Everything an editor should know, by file and place.
    pub findings: Vec<Finding>,
    /// Which state of its source it is, where that has a name.
    pub revision: Option<String>,
}

/// Loads a site from its files.
pub fn load(files: &SiteFiles, options: &Options) -> Loaded {
    let content::Loaded { mut content, mut findings } = content::load(files, options.today);
    if content.is_none() && options.allows_future_dates {
        // What is wrong today, and would not be on the last of all days, is the clock's matter.
        let later = content::load(files, Date::MAX);
        if later.content.is_some() {
            content = later.content;
            for finding in findings.iter_mut().filter(|it| !later.findings.contains(it)) {
                finding.severity = Severity::Warning;
            }
        }
    }
    let messages = messages::load(files, &mut findings);
    diagnostic::sort(&mut findings);
    let has_errors = diagnostic::has_errors(&findings);
    let (Some(content), Some(messages), false) = (content, messages, has_errors) else {
        return Loaded { site: None, findings, revision: options.revision.clone() };
    };

    let base_url = options.base_url.clone().unwrap_or_else(|| content.site.base_url.clone());
    let mut cache = PageCache::new(options.budget, Arc::clone(&options.compressor));
    let mut assets = assets::publish(files, &mut cache);
    let revision = options.revision.clone().unwrap_or_else(|| digest_of_all(files));
    // So a page knows which site it is of, and on which day.
    let script = options.page_script.as_ref();
    assets.page_script = script.map(|path| format!("{path}?{revision}.{}", options.today));
    let style = base64(&Sha256::digest(assets.style_sheet.as_str()));
    assets.own_sources = OwnSources { style, has_page_script: options.page_script.is_some() };
    let declaration = &content.declaration;
    let own = &assets.own_sources;
    let security = Accepted::every(declaration)
        .map(|accepted| headers::security_headers(declaration, accepted, &base_url, own))
        .collect::<Result<_, _>>();
    let security = match security {
        Ok(security) => security,
        Err(error) => {
            findings.push(not_published(layout::COOKIES, "the policy", &error));
            return Loaded { site: None, findings, revision: options.revision.clone() };
        }
    };
    let mut site = Site {
        finder: Finder::new(&content),
        content,
        messages,
        assets,
        base_url,
        today: options.today,
        time_zone: time_zone(files),
        revision,
        security,
        banner: None,
        cache: PageCache::default(),
    };
    if options.tries_searches {
        let failing = finder::failing(&site.finder, &site.content, &findings);
        findings.extend(failing);
    }
    findings.extend(publish(&mut site, cache));
    diagnostic::sort(&mut findings);
    let is_whole = !diagnostic::has_errors(&findings);
    Loaded { site: is_whole.then_some(site), findings, revision: options.revision.clone() }
}

/// Publishes the pages and what machines read; returns what cannot be.
fn publish(site: &mut Site, mut cache: PageCache) -> Vec<Finding> {
    // The cookie page tells each visitor the day of their choice.
    let stored = Route::all(&site.content).filter(|route| *route != Route::Cookies);
    for route in stored {
        for language in Language::ALL {
            cache.add_page(route.clone().into_owned(), language);
        }
    }
    let context = site.context();
    let mut findings = Vec::new();
    let mut add =
        |path: &str, kind: &'static str, caching: Caching, body: askama::Result<String>| match body
        {
            Ok(body) => cache.add_file(path, kind, caching, body),
            Err(error) => findings.push(not_published(layout::SITE, path, &error)),
        };
    let text = "text/plain; charset=utf-8";
    let revalidated = Caching::Revalidated;
    add("/robots.txt", text, revalidated, Ok(pages::robots(context)));
    add("/.well-known/security.txt", text, revalidated, Ok(pages::security_txt(context)));
    add("/.well-known/gpc.json", "application/json", revalidated, Ok(pages::gpc(context)));
    for language in Language::ALL {
        let networks = pages::dataset(context, language);
        add(&pages::dataset_path(language), "application/json", Caching::Public, networks);
        let manifest = pages::manifest(context, language);
        let kind = "application/manifest+json";
        add(&pages::manifest_path(language), kind, revalidated, Ok(manifest));
        let feed = pages::feed(context, language);
        let kind = "application/atom+xml; charset=utf-8";
        add(&pages::feed_path(language), kind, Caching::Public, feed);
    }
    let sitemap = pages::sitemap(context);
    add("/sitemap.xml", "application/xml; charset=utf-8", revalidated, sitemap);
    site.cache = cache;
    findings
}

/// What cannot be published whole is not published.
fn not_published(file: &str, what: &str, error: &dyn std::error::Error) -> Finding {
    let message = format!("{what} cannot be written: {error}");
    Finding::new(rules::NOT_PUBLISHED, whole_file(file), message)
        .help("take back what was changed last")
}

/// The time zone that `site.toml` names. It is needed to know the day for which the files are
/// checked, and so is read before them; whatever is wrong with it is found then.
pub fn time_zone(files: &SiteFiles) -> TimeZone {
    let named = match files.get(layout::SITE) {
        Some(SiteFile::Read(bytes)) => {
            let text = String::from_utf8_lossy(bytes);
            let (table, _) = toml::de::DeTable::parse_recoverable(&text);
            let name = table.get_ref().get("timezone").and_then(|value| value.get_ref().as_str());
            name.and_then(|name| TimeZone::get(name).ok())
        }
        _ => None,
    };
    named.or_else(|| TimeZone::get(TIME_ZONE).ok()).unwrap_or(TimeZone::UTC)
}

/// Where the site is unless it says otherwise.
const TIME_ZONE: &str = "Europe/Amsterdam";

/// A digest of all files, by path.
fn digest_of_all(files: &SiteFiles) -> String {
    let mut digest = Sha256::new();
    for (path, file) in files.iter() {
        if let SiteFile::Read(bytes) = file {
            digest.update(path);
            digest.update([0]);
            digest.update(bytes.len().to_le_bytes());
            digest.update(bytes);
        }
    }
    hex(&digest.finalize()[..6])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// No content is known that brings it about.
    #[test]
    fn what_cannot_be_written_is_an_error_with_a_way_out() {
        let finding = not_published(layout::SITE, "/sitemap.xml", &std::fmt::Error);
        assert_eq!((finding.code, finding.severity), ("not-published", Severity::Error));
        assert!(finding.message.starts_with("/sitemap.xml cannot be written: "));
        assert!(finding.help.is_some_and(|help| help.contains("take back")));
    }
}
