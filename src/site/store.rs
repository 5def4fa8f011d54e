//! The store: every published path, and the bytes that have been made for it.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use arc_swap::{ArcSwapOption, Guard};
use bytes::Bytes;
use http::HeaderValue;
use rustc_hash::FxHashMap;

use super::Site;
use super::encoding::{Effort, Encoding, compress};
use super::press::Press;
use super::representation::{Caching, Kind, Representation, digest, page, represent};
use crate::consent::View;
use crate::language::Language;
use crate::pages::{self, Route};

/// All that is published.
#[derive(Default)]
pub struct Store {
    resources: FxHashMap<Box<str>, Arc<Resource>>,
    press: Arc<Press>,
    /// What is kept at present, in bytes.
    used: Arc<AtomicUsize>,
    /// How much may be kept, in bytes.
    budget: usize,
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
pub type Ready = Guard<Option<Arc<Representation>>>;

/// What the bytes are made from.
enum Document {
    /// A page, rendered for each view.
    Page { route: Route<'static>, language: Language },
    /// A text that is the same for all.
    File { content_type: HeaderValue, caching: Caching, body: Bytes },
}

impl Store {
    /// An empty store that keeps at most so many bytes, as near as makes no difference.
    pub fn new(budget: usize, press: Arc<Press>) -> Self {
        Self { press, budget, ..Self::default() }
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
                pages::render(site.material(), route, *language, view)?.into()
            }
        };
        let kind = resource.document.kind();
        let security = site.security_headers(view.accepted);
        let digest = digest(&text);
        let pressed = self.press.kept(&digest, encoding);
        let is_pressed = pressed.is_some();
        let coded = pressed.unwrap_or_else(|| compress(&text, encoding, Effort::Quick));
        let is_worth_it = coded.len() < text.len();
        let made = Arc::new(match is_worth_it {
            true => represent(&kind, &digest, encoding, coded, security),
            false => represent(&kind, &digest, Encoding::Identity, text.clone(), security),
        });
        self.keep(slot, Arc::clone(&made));
        if is_worth_it && !is_pressed {
            self.improve(resource, view, encoding, (digest, text), &made);
        }
        Ok(made)
    }

    /// Has a text pressed, and replaces what was made quickly if that is still there by then.
    fn improve(
        &self,
        resource: &Arc<Resource>,
        view: View,
        encoding: Encoding,
        (digest, text): (String, Bytes),
        quick: &Arc<Representation>,
    ) {
        let (resource, quick) = (Arc::downgrade(resource), Arc::downgrade(quick));
        let used = Arc::clone(&self.used);
        self.press.press(digest, encoding, text, move |pressed| {
            let (Some(resource), Some(quick)) = (resource.upgrade(), quick.upgrade()) else {
                return;
            };
            let better = Arc::new(quick.with_body(pressed));
            if better.body.len() >= quick.body.len() {
                return;
            }
            let weight = better.weight();
            let slot = &resource.slot(view, encoding).kept;
            let before = slot.compare_and_swap(&quick, Some(better));
            if before.as_ref().is_some_and(|before| Arc::ptr_eq(before, &quick)) {
                used.fetch_add(weight, Ordering::Relaxed);
                used.fetch_sub(quick.weight(), Ordering::Relaxed);
            }
        });
    }

    fn keep(&self, slot: &Slot, made: Arc<Representation>) {
        let weight = made.weight();
        slot.is_used.store(true, Ordering::Relaxed);
        slot.kept.store(Some(made));
        let used = self.used.fetch_add(weight, Ordering::Relaxed) + weight;
        if used > self.budget {
            self.make_room();
        }
    }

    /// Drops what was not asked for since the last time (the clock algorithm), until half of the
    /// budget is free: so the cost of looking through all slots is spread over many answers.
    fn make_room(&self) {
        for _ in 0..2 {
            for slot in self.resources.values().flat_map(|resource| &resource.slots) {
                if self.used.load(Ordering::Relaxed) <= self.budget / 2 {
                    return;
                }
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
    pub fn ready(&self, view: View, encoding: Encoding) -> Option<Ready> {
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
