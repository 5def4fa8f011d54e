//! The store: every published path, and the bytes that have been made for it.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use arc_swap::{ArcSwapOption, Guard};
use bytes::Bytes;
use http::HeaderValue;
use rustc_hash::FxHashMap;

use super::Site;
use super::compressor::Compressor;
use super::encoding::{Effort, Encoding, compress};
use super::representation::{Caching, Kind, Representation, digest, page, represent};
use crate::consent::View;
use crate::language::Language;
use crate::pages::{self, Route};

/// All that is published.
#[derive(Default)]
pub struct PageCache {
    resources: FxHashMap<Box<str>, Arc<Resource>>,
    compressor: Arc<Compressor>,
    /// What is kept at present, in bytes.
    used: Arc<AtomicUsize>,
    /// How much may be kept, in bytes.
    budget: usize,
    /// How many resources were looked at the last time that memory ran short, to go on from there.
    hand: Mutex<usize>,
}

/// What is published at one path, for every view and in every coding.
pub struct Resource {
    document: Document,
    slots: Box<[Slot]>,
    /// Held while bytes are made, so that a stampede makes them once.
    making: Mutex<()>,
}

/// The place of one representation.
#[derive(Default)]
struct Slot {
    kept: ArcSwapOption<Representation>,
    /// Whether it was asked for since the last time that memory ran short.
    is_used: AtomicBool,
}

/// A representation that exists.
pub type Cached = Guard<Option<Arc<Representation>>>;

/// What the bytes are made from.
enum Document {
    /// A page, rendered for each view.
    Page { route: Route<'static>, language: Language },
    /// A text that is the same for all.
    File { content_type: HeaderValue, caching: Caching, body: Bytes },
}

impl PageCache {
    /// An empty store that keeps at most so many bytes, as near as makes no difference.
    pub fn new(budget: usize, compressor: Arc<Compressor>) -> Self {
        Self { compressor, budget, ..Self::default() }
    }

    /// Publishes a page.
    pub fn add_page(&mut self, route: Route<'static>, language: Language, views: usize) {
        let path = route.path(language).into_boxed_str();
        let document = Document::Page { route, language };
        self.resources.insert(path, Arc::new(Resource::new(document, views)));
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
        let document = Document::File { content_type, caching, body: body.into() };
        self.resources.insert(path.into(), Arc::new(Resource::new(document, 1)));
    }

    /// What is published at this path.
    pub fn get(&self, path: &str) -> Option<&Arc<Resource>> {
        self.resources.get(path)
    }

    /// All paths.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.resources.keys().map(AsRef::as_ref)
    }

    /// Makes the bytes of a resource, unless somebody just has.
    pub fn make(
        &self,
        site: &Site,
        resource: &Arc<Resource>,
        view: View,
        encoding: Encoding,
    ) -> Result<Arc<Representation>, askama::Error> {
        // What a panic left behind is an empty slot at worst.
        let _making = resource.making.lock().unwrap_or_else(PoisonError::into_inner);
        let slot = resource.slot(view, encoding);
        if let Some(made) = slot.kept.load_full() {
            return Ok(made);
        }
        let identity = resource.slot(view, Encoding::Identity).kept.load_full();
        let text = match (identity, &resource.document) {
            (Some(identity), _) => identity.body.clone(),
            (None, Document::File { body, .. }) => body.clone(),
            (None, Document::Page { route, language }) => {
                pages::render(site.context(), route, *language, view)?.into()
            }
        };
        let kind = resource.document.kind();
        let security = site.security_headers(view.accepted);
        let digest = digest(&text);
        let pressed = self.compressor.kept(&digest, encoding);
        let is_pressed = pressed.is_some();
        let coded = pressed.unwrap_or_else(|| compress(&text, encoding, Effort::Quick));
        let is_worth_it = coded.len() < text.len();
        let made = Arc::new(match is_worth_it {
            true => represent(&kind, &digest, encoding, coded, security),
            false => represent(&kind, &digest, Encoding::Identity, text.clone(), security),
        });
        self.keep(slot, Arc::clone(&made));
        if is_worth_it && !is_pressed {
            self.improve(resource, view, encoding, digest, &made);
        }
        Ok(made)
    }

    /// Has a text pressed, and replaces what was made quickly if that is still there by then.
    fn improve(
        &self,
        resource: &Arc<Resource>,
        view: View,
        encoding: Encoding,
        digest: String,
        quick: &Arc<Representation>,
    ) {
        let resource = Arc::downgrade(resource);
        let used = Arc::clone(&self.used);
        self.compressor.compressor(digest, encoding, quick, move |quick, pressed| {
            let Some(resource) = resource.upgrade() else { return };
            if pressed.len() >= quick.body.len() {
                return;
            }
            let better = Arc::new(quick.with_body(pressed));
            let weight = better.weight();
            used.fetch_add(weight, Ordering::Relaxed);
            let slot = &resource.slot(view, encoding).kept;
            let before = slot.compare_and_swap(quick, Some(better));
            let is_replaced = before.as_ref().is_some_and(|before| Arc::ptr_eq(before, quick));
            let gone = if is_replaced { quick.weight() } else { weight };
            used.fetch_sub(gone, Ordering::Relaxed);
        });
    }

    fn keep(&self, slot: &Slot, made: Arc<Representation>) {
        let weight = made.weight();
        // Counted before it is there to be dropped: so the sum is never below nothing.
        let used = self.used.fetch_add(weight, Ordering::Relaxed) + weight;
        slot.is_used.store(true, Ordering::Relaxed);
        slot.kept.store(Some(made));
        if used > self.budget {
            self.make_room();
        }
    }

    /// Drops what was not asked for since the last time (the clock algorithm), until half of the
    /// budget is free: so the cost of looking through all slots is spread over many answers.
    fn make_room(&self) {
        // Whoever finds somebody at it need not do it too.
        let Ok(mut hand) = self.hand.try_lock() else { return };
        let resources = self.resources.len();
        // Twice around: the first time may only find that everything was asked for.
        for resource in self.resources.values().cycle().skip(*hand).take(2 * resources) {
            if self.used.load(Ordering::Relaxed) <= self.budget / 2 {
                return;
            }
            *hand = (*hand + 1) % resources;
            for slot in &resource.slots {
                if slot.is_used.swap(false, Ordering::Relaxed) {
                    continue;
                }
                if let Some(dropped) = slot.kept.swap(None) {
                    self.used.fetch_sub(dropped.weight(), Ordering::Relaxed);
                }
            }
        }
    }
}

impl Resource {
    fn new(document: Document, views: usize) -> Self {
        let slots = (0..views * Encoding::ALL.len()).map(|_| Slot::default()).collect();
        Self { document, slots, making: Mutex::new(()) }
    }

    /// The page that this is, in its language, if it is one.
    pub fn page(&self) -> Option<(&Route<'static>, Language)> {
        match &self.document {
            Document::Page { route, language } => Some((route, *language)),
            Document::File { .. } => None,
        }
    }

    /// The bytes for a view and a coding, if they have been made.
    pub fn ready(&self, view: View, encoding: Encoding) -> Option<Cached> {
        let slot = self.slot(view, encoding);
        let kept = slot.kept.load();
        kept.as_ref()?;
        // Writing what is there already would make every core's copy of it stale.
        if !slot.is_used.load(Ordering::Relaxed) {
            slot.is_used.store(true, Ordering::Relaxed);
        }
        Some(kept)
    }

    fn slot(&self, view: View, encoding: Encoding) -> &Slot {
        let view = match self.document {
            Document::Page { .. } => view.index(),
            Document::File { .. } => 0,
        };
        &self.slots[view * Encoding::ALL.len() + encoding as usize]
    }
}

impl Document {
    fn kind(&self) -> Kind {
        match self {
            Self::Page { language, .. } => page(*language, Caching::Page),
            Self::File { content_type, caching, .. } => {
                Kind { content_type: content_type.clone(), language: None, caching: *caching }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;
    use crate::site::{Options, embedded, load};

    /// What the slots hold, in bytes.
    fn held(store: &PageCache) -> usize {
        let slots = store.resources.values().flat_map(|resource| &resource.slots);
        slots.filter_map(|slot| slot.kept.load_full()).map(|kept| kept.weight()).sum()
    }

    fn site(budget: usize) -> Site {
        let today = jiff::civil::date(2026, 11, 24);
        let options = Options { today, budget, ..Options::default() };
        load(&embedded::files(), &options).site.unwrap_or_else(|| panic!("the site has errors"))
    }

    fn make_all(site: &Site) {
        for resource in site.store.resources.values() {
            for encoding in Encoding::ALL {
                let made = site.make(resource, View::PLAIN, encoding);
                assert!(made.is_ok_and(|made| !made.body.is_empty()));
            }
        }
    }

    #[test]
    fn what_is_kept_stays_within_the_budget() {
        let budget = 300_000;
        let site = site(budget);
        for _ in 0..3 {
            make_all(&site);
            assert!(site.store.used.load(Ordering::Relaxed) <= budget);
        }
    }

    #[test]
    fn what_is_kept_is_known_to_the_byte_however_many_make_and_drop_it() {
        let site = site(600_000);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| make_all(&site));
            }
        });
        // The compressor may be at it still.
        let start = Instant::now();
        while held(&site.store) != site.store.used.load(Ordering::Relaxed) {
            assert!(start.elapsed() < Duration::from_secs(20), "the sum is wrong for good");
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    #[test]
    fn the_press_replaces_what_was_made_quickly_under_the_same_tag() {
        let site = site(usize::MAX);
        let resource = site.resource("/nl/").unwrap_or_else(|| panic!("there is a home page"));
        let quick = site.make(resource, View::PLAIN, Encoding::Gzip);
        let Ok(quick) = quick else { panic!("it renders") };
        let start = Instant::now();
        loop {
            let ready = resource.ready(View::PLAIN, Encoding::Gzip);
            let Some(now) = ready.as_deref().and_then(Option::as_ref).map(Arc::clone) else {
                panic!("it is there");
            };
            assert_eq!(now.etag, quick.etag);
            if now.body.len() < quick.body.len() {
                return;
            }
            assert!(start.elapsed() < Duration::from_secs(60), "it was never pressed");
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}
