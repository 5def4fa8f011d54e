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
mod page_cache;
mod repository;
mod representation;
mod source;

use std::sync::Arc;

use http::HeaderMap;
use jiff::civil::Date;
use jiff::tz::TimeZone;

pub use compressor::Compressor;
pub use encoding::{Encoding, compress_now};
pub use live::{Following, LiveSite, LoadStatus};
pub use load::{Loaded, Options, load, time_zone};
pub use page_cache::Resource;
pub use repository::{Repository, read_commit};
pub use representation::{Caching, Representation};
pub use source::{Embedded, FileSource, Folder, Snapshot, WatchedPaths};

use crate::consent::{Accepted, Decision, View};
use crate::content::model::{BaseUrl, Content};
use crate::finder::{Finder, Query};
use crate::l10n::Messages;
use crate::language::{Language, PerLanguage};
use crate::pages::{self, Assets, ErrorKind, PageContext};
use page_cache::PageCache;

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
    store: PageCache,
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
    pub fn resource(&self, path: &str) -> Option<&Arc<Resource>> {
        self.store.get(path)
    }

    /// All published paths.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.store.paths()
    }

    /// The bytes of a resource, made now if they have not been.
    ///
    /// # Errors
    /// Fails where a template cannot write a value.
    pub fn make(
        &self,
        resource: &Arc<Resource>,
        view: View,
        encoding: Encoding,
    ) -> Result<Arc<Representation>, askama::Error> {
        self.store.make(self, resource, view, encoding)
    }

    /// The answer to a question to the finder.
    ///
    /// # Errors
    /// Fails where a template cannot write a value.
    pub fn render_answer(
        &self,
        query: &Query,
        language: Language,
        view: View,
    ) -> askama::Result<String> {
        pages::render_answer(self.context(), query, language, view)
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
    ) -> askama::Result<String> {
        pages::render_cookies(self.context(), decision, language, view)
    }

    /// The bytes of a page that was rendered for one request, and that holds for everybody with
    /// the same view or for its sender alone.
    pub fn represent(
        &self,
        page: String,
        language: Language,
        view: View,
        encoding: Encoding,
        caching: Caching,
    ) -> Representation {
        let kind = representation::page(language, caching);
        let security = self.security_headers(view.accepted);
        representation::of_text(&kind, &page.into(), encoding, security)
    }

    /// A page that says what went wrong.
    ///
    /// # Errors
    /// Fails where a template cannot write a value.
    pub fn render_error(
        &self,
        kind: ErrorKind,
        language: Language,
        view: View,
    ) -> askama::Result<String> {
        pages::render_error(self.context(), kind, language, view)
    }

    /// Whether the site has this page.
    pub fn has(&self, route: &pages::Route<'_>) -> bool {
        self.context().has(route)
    }

    fn context(&self) -> PageContext<'_> {
        PageContext {
            content: &self.content,
            messages: &self.messages,
            finder: &self.finder,
            assets: &self.assets,
            base_url: &self.base_url,
            today: self.today,
        }
    }
}
