//! The site: everything that was loaded, and the bytes that it amounts to.
//!
//! A [`Site`] is one immutable value; it is replaced whole or not at all. Its pages are rendered
//! and compressed on first use and then kept, so that answering a visitor is choosing among bytes
//! that exist. It knows neither sockets nor the clock.

mod assets;
mod compressor;
pub mod embedded;
mod encoding;
pub mod folder;
pub mod git;
mod headers;
mod live;
mod load;
mod messages;
mod page_cache;
mod repository;
mod representation;
mod representation_cache;
mod source;
mod state;

use std::sync::Arc;

use bytes::Bytes;
use http::HeaderMap;
use jiff::civil::Date;
use jiff::tz::TimeZone;

pub use compressor::Compressor;
pub use encoding::{Encoding, compress};
pub use folder::FOLDERS;
pub use live::{Following, LiveSite, LoadStatus};
pub use load::{Loaded, Options, load, time_zone};
pub use messages::{sources as message_sources, texts as message_texts};
pub use page_cache::Resource;
pub use repository::{Repository, read_commit, read_entries};
pub use representation::{Caching, Representation};
pub use source::{Embedded, FileSource, Folder, Snapshot, WatchedPaths};
pub use state::LastGood;

use crate::consent::{Accepted, Decision, View};
use crate::content::model::{BaseUrl, Content};
use crate::finder::{Finder, Query};
use crate::l10n::Messages;
use crate::language::{Language, PerLanguage};
use crate::pages::previews::Banner;
use crate::pages::{self, Assets, ErrorKind, PageContext};
use page_cache::{Document, PageCache};
use representation::Kind;

/// The longest question whose answer is kept, in bytes.
const QUESTION_MAX_BYTES: usize = 512;

/// A whole site, as it was on one day.
pub struct Site {
    content: Content,
    messages: PerLanguage<Messages>,
    finder: Finder,
    assets: Assets,
    base_url: BaseUrl,
    today: Date,
    time_zone: TimeZone,
    revision: String,
    /// What every answer carries besides its own head, by what the visitor accepted.
    security: Vec<HeaderMap>,
    banner: Option<Banner>,
    cache: PageCache,
}

impl Site {
    /// What the editors wrote.
    pub const fn content(&self) -> &Content {
        &self.content
    }

    /// The site's public address.
    pub const fn base_url(&self) -> &BaseUrl {
        &self.base_url
    }

    /// The day for which the site was loaded.
    pub const fn today(&self) -> Date {
        self.today
    }

    /// Where the site is, as far as the day is concerned.
    pub const fn time_zone(&self) -> &TimeZone {
        &self.time_zone
    }

    /// The address of the script on every page, which names this site, where there is one.
    pub fn page_script(&self) -> Option<&str> {
        self.assets.page_script.as_deref()
    }

    /// The name of what it was made from: two sites with the same one say the same.
    pub fn revision(&self) -> &str {
        &self.revision
    }

    /// The headers that protect an answer to a visitor who accepted these categories.
    pub fn security_headers(&self, accepted: Accepted) -> &HeaderMap {
        let last = self.security.len() - 1;
        &self.security[usize::from(accepted.bits()).min(last)]
    }

    /// Whatever is published at exactly this path.
    pub fn resource(&self, path: &str) -> Option<&Resource> {
        self.cache.resource(path)
    }

    /// The page that says what went wrong.
    pub fn error(&self, kind: ErrorKind, language: Language) -> &Resource {
        self.cache.error(kind, language)
    }

    /// All published paths.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.cache.paths()
    }

    /// The bytes of a resource, or of the finder's answer to a question, if they have been made
    /// and are still kept.
    pub fn cached(
        &self,
        resource: &Resource,
        view: View,
        encoding: Encoding,
        question: &str,
    ) -> Option<Arc<Representation>> {
        self.cache.get(&resource.key(view, encoding, question))
    }

    /// The bytes of a resource, made now if they have not been.
    ///
    /// # Errors
    /// Fails where a template cannot write a value.
    pub fn get_or_render(
        &self,
        resource: &Resource,
        view: View,
        encoding: Encoding,
    ) -> askama::Result<Arc<Representation>> {
        let key = resource.key(view, encoding, "");
        let mut quick = None;
        let made = self.cache.get_or_make(&key, || {
            let text: Bytes = match &resource.document {
                Document::File { body, .. } => body.clone(),
                Document::Page { route, language } => {
                    pages::render(self.context(), route, *language, view)?.into()
                }
                Document::Error { kind, language } => {
                    pages::render_error(self.context(), *kind, *language, view)?.into()
                }
            };
            let digest = representation::digest(&text);
            let is_brotli = encoding == Encoding::Brotli;
            let best = is_brotli.then(|| self.cache.best(&digest)).flatten();
            let security = self.security_headers(view.accepted);
            let made = representation::of_text(&resource.kind(), &text, encoding, best, security);
            quick = made.etag.as_bytes().starts_with(b"W/").then_some(digest);
            Ok::<_, askama::Error>(made)
        })?;
        if let Some(digest) = quick {
            self.cache.recompress(key, digest);
        }
        Ok(made)
    }

    /// The finder's answer to a question, made now if it has not been. It is kept under the words
    /// in which it was asked.
    ///
    /// # Errors
    /// Fails where a template cannot write a value.
    pub fn get_or_answer(
        &self,
        finder: &Resource,
        view: View,
        encoding: Encoding,
        question: &str,
        query: &Query,
    ) -> askama::Result<Arc<Representation>> {
        let answer = || {
            let language = finder.page().map_or(Language::DEFAULT, |(_, language)| language);
            let page = pages::render_answer(self.context(), query, language, view)?;
            Ok(self.represent(page, language, view, encoding, Caching::Page))
        };
        match question.len() <= QUESTION_MAX_BYTES {
            true => self.cache.get_or_make(&finder.key(view, encoding, question), answer),
            false => answer().map(Arc::new),
        }
    }

    /// The cookie page for a visitor with this decision.
    ///
    /// # Errors
    /// Fails where a template cannot write a value.
    pub fn render_cookies(
        &self,
        decision: &Decision,
        language: Language,
        view: View,
        encoding: Encoding,
    ) -> askama::Result<Representation> {
        let page = pages::render_cookies(self.context(), decision, language, view)?;
        Ok(self.represent(page, language, view, encoding, Caching::Private))
    }

    fn represent(
        &self,
        page: String,
        language: Language,
        view: View,
        encoding: Encoding,
        caching: Caching,
    ) -> Representation {
        let (kind, security) =
            (Kind::page(language, caching), self.security_headers(view.accepted));
        representation::of_text(&kind, &page.into(), encoding, None, security)
    }

    /// The same site as the preview of a branch, which says so on top of every page.
    pub fn with_banner(self, banner: Banner) -> Self {
        Self { banner: Some(banner), ..self }
    }

    /// Whether the site has this page.
    pub fn has(&self, route: &pages::Route<'_>) -> bool {
        route.exists_in(&self.content)
    }

    /// What pages are made of.
    pub fn context(&self) -> PageContext<'_> {
        PageContext {
            content: &self.content,
            messages: &self.messages,
            finder: &self.finder,
            assets: &self.assets,
            base_url: &self.base_url,
            today: self.today,
            banner: self.banner.as_ref(),
        }
    }
}
