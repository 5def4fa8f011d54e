//! The bytes that were made, bounded by weight.

use std::sync::Arc;

use quick_cache::sync::{Cache, DefaultLifecycle};
use quick_cache::{DefaultHashBuilder, OptionsBuilder, Weighter};

use super::encoding::Encoding;
use super::representation::Representation;

pub type RepresentationCache = Cache<Key, Arc<Representation>, Weight>;

/// Names one representation of one text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// The number of the resource.
    resource: u32,
    /// The view and the coding.
    variant: u32,
    /// The question, where it is an answer of the finder.
    question: Box<str>,
}

impl Key {
    pub fn new(resource: u32, view: usize, encoding: Encoding, question: &str) -> Self {
        let variant = (view * Encoding::ALL.len() + encoding as usize) as u32;
        Self { resource, variant, question: question.into() }
    }
}

/// What a representation takes of the bound, in bytes.
#[derive(Clone)]
pub struct Weight;

impl Weighter<Key, Arc<Representation>> for Weight {
    fn weight(&self, key: &Key, made: &Arc<Representation>) -> u64 {
        (key.question.len() + made.weight()) as u64
    }
}

/// About how much a representation weighs, in bytes.
const TYPICAL_WEIGHT: usize = 10_000;

/// An empty cache that keeps about so many bytes. It has few shards, so that one text may be large.
pub fn new(budget: usize) -> RepresentationCache {
    let options = OptionsBuilder::new()
        .shards(std::thread::available_parallelism().map_or(1, usize::from))
        .estimated_items_capacity((budget / TYPICAL_WEIGHT).clamp(32, 4096))
        .weight_capacity(budget as u64)
        .build();
    match options {
        Ok(options) => Cache::with_options(
            options,
            Weight,
            DefaultHashBuilder::default(),
            DefaultLifecycle::default(),
        ),
        // Both capacities are given, which is all that can be missing.
        Err(_) => Cache::with_weighter(32, budget as u64, Weight),
    }
}
