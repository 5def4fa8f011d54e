//! The published paths, and the cache of what was made for them.

use std::collections::HashMap;
use std::sync::Arc;

use bytes::Bytes;
use http::HeaderValue;
use quick_cache::DefaultHashBuilder;

use super::compressor::Compressor;
use super::encoding::Encoding;
use super::representation::{Caching, Kind, Representation};
use super::representation_cache::{self, Key, RepresentationCache};
use crate::consent::View;
use crate::language::Language;
use crate::pages::{ErrorKind, Route};

/// All that is published, and what was made of it.
pub struct PageCache {
    resources: HashMap<Box<str>, Resource, DefaultHashBuilder>,
    /// The error pages: they have no path of their own.
    errors: Vec<Resource>,
    made: Arc<RepresentationCache>,
    compressor: Arc<Compressor>,
}

/// What is published at one path, for every view and in every coding.
pub struct Resource {
    number: u32,
    pub(super) document: Document,
}

/// What the bytes are made from.
pub(super) enum Document {
    /// A page, rendered for each view.
    Page { route: Route<'static>, language: Language },
    /// A page that says what went wrong.
    Error { kind: ErrorKind, language: Language },
    /// A text that is the same for all.
    File { content_type: HeaderValue, caching: Caching, body: Bytes },
}

impl Default for PageCache {
    fn default() -> Self {
        Self::new(0, Arc::default())
    }
}

impl PageCache {
    /// An empty cache that keeps about so many bytes.
    pub fn new(budget: usize, compressor: Arc<Compressor>) -> Self {
        let errors = ErrorKind::ALL.into_iter().flat_map(|kind| {
            Language::ALL.into_iter().map(move |language| Document::Error { kind, language })
        });
        let errors = (0..).zip(errors).map(|(number, document)| Resource { number, document });
        let (resources, errors) = (HashMap::default(), errors.collect());
        let made = Arc::new(representation_cache::new(budget));
        Self { resources, errors, made, compressor }
    }

    /// Publishes a page.
    pub fn add_page(&mut self, route: Route<'static>, language: Language) {
        self.add(route.path(language).into_boxed_str(), Document::Page { route, language });
    }

    /// Publishes a text that is the same for all.
    pub fn add_file(
        &mut self,
        path: impl Into<Box<str>>,
        content_type: &'static str,
        caching: Caching,
        body: impl Into<Bytes>,
    ) {
        let content_type = HeaderValue::from_static(content_type);
        self.add(path.into(), Document::File { content_type, caching, body: body.into() });
    }

    fn add(&mut self, path: Box<str>, document: Document) {
        let number = (self.errors.len() + self.resources.len()) as u32;
        self.resources.insert(path, Resource { number, document });
    }

    /// What is published at this path.
    pub fn resource(&self, path: &str) -> Option<&Resource> {
        self.resources.get(path)
    }

    /// The page that says what went wrong.
    pub fn error(&self, kind: ErrorKind, language: Language) -> &Resource {
        &self.errors[kind as usize * Language::COUNT + language as usize]
    }

    /// All paths.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.resources.keys().map(AsRef::as_ref)
    }

    /// A representation that was made, if it is still there.
    pub fn get(&self, key: &Key) -> Option<Arc<Representation>> {
        self.made.get(key)
    }

    /// A representation, made now unless it is there; whoever else asks for it meanwhile waits.
    ///
    /// # Errors
    /// What `make` fails with.
    pub fn get_or_make<E>(
        &self,
        key: &Key,
        make: impl FnOnce() -> Result<Representation, E>,
    ) -> Result<Arc<Representation>, E> {
        self.made.get_or_insert_with(key, || make().map(Arc::new))
    }

    /// The same text in brotli as small as it gets, if it has been compressed so already.
    pub fn best(&self, digest: &str) -> Option<Bytes> {
        self.compressor.best(digest)
    }

    /// Has a text in brotli made as small as it gets, while nobody waits.
    pub fn recompress(&self, key: Key, digest: String) {
        self.compressor.recompress(&self.made, key, digest);
    }

    #[cfg(test)]
    fn weight(&self) -> u64 {
        self.made.weight()
    }
}

impl Resource {
    /// The page that this is, in its language, if it is one.
    pub fn page(&self) -> Option<(&Route<'static>, Language)> {
        match &self.document {
            Document::Page { route, language } => Some((route, *language)),
            Document::Error { .. } | Document::File { .. } => None,
        }
    }

    /// The key of its bytes for a view and a coding, as the answer to a question or to none.
    pub fn key(&self, view: View, encoding: Encoding, question: &str) -> Key {
        let view = match self.document {
            Document::Page { .. } | Document::Error { .. } => view.index(),
            Document::File { .. } => 0,
        };
        Key::new(self.number, view, encoding, question)
    }

    pub(super) fn kind(&self) -> Kind {
        match &self.document {
            Document::Page { language, .. } => Kind::page(*language, Caching::Page),
            Document::Error { language, .. } => Kind::page(*language, Caching::Never),
            Document::File { content_type, caching, .. } => {
                Kind { content_type: content_type.clone(), language: None, caching: *caching }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;
    use crate::site::{Options, Site, embedded, load};

    fn site(budget: usize) -> Site {
        let today = jiff::civil::date(2026, 11, 24);
        let options = Options { today, budget, ..Options::default() };
        load(&embedded::files(), &options).site.unwrap_or_else(|| panic!("the site has errors"))
    }

    #[test]
    fn what_is_kept_stays_within_the_budget() {
        let budget = 600_000;
        let site = site(budget);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for resource in site.cache.resources.values() {
                        for encoding in Encoding::ALL {
                            let made = site.get_or_render(resource, View::PLAIN, encoding);
                            assert!(made.is_ok_and(|made| !made.body.is_empty()));
                        }
                    }
                });
            }
        });
        assert!(site.cache.weight() > 0 && site.cache.weight() <= budget as u64);
    }

    /// A weak tag becomes a strong one: what a browser has is still good, and no strong tag ever
    /// stands for two sequences of bytes.
    #[test]
    fn better_bytes_have_another_tag() {
        let site = site(100_000_000);
        let resource = site.resource("/nl/").unwrap_or_else(|| panic!("there is a home page"));
        let get = || site.get_or_render(resource, View::PLAIN, Encoding::Brotli);
        let Ok(quick) = get() else { panic!("it renders") };
        let tag = |made: &Representation| made.etag.to_str().map(str::to_owned).unwrap_or_default();
        let start = Instant::now();
        loop {
            let Ok(now) = get() else { panic!("it renders") };
            if now.body.len() < quick.body.len() {
                assert_eq!(tag(&quick), format!("W/{}", tag(&now)));
                assert_eq!(now.head["etag"], now.etag);
                return;
            }
            assert_eq!(tag(&now), tag(&quick));
            assert!(start.elapsed() < Duration::from_secs(60), "it was never recompressed");
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}
