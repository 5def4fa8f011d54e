//! What is counted, for the operator: numbers, and nothing of whoever caused them.
//!
//! Every counter is one relaxed addition, so that counting costs the fast way next to nothing.
//! Labels are taken from short lists, never from a request: whatever visitors ask for, there are
//! only so many rows.

pub mod exposition;
mod route_label;

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use http::StatusCode;

pub use route_label::RouteLabel;

use crate::language::Language;

/// All that is counted.
#[derive(Debug, Default)]
pub struct Metrics {
    /// The requests that were answered.
    pub requests: Requests,
    /// How long answers took that were made for their request.
    pub durations: Durations,
    /// The connections.
    pub connections: Connections,
}

/// Which way a request took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CacheResult {
    /// It was answered at the door, from bytes that existed.
    Hit,
    /// It was answered behind it.
    Miss,
}

const CACHE_RESULTS: [&str; 2] = ["hit", "miss"];
/// The languages, and none.
const LANGUAGES: usize = Language::COUNT + 1;
/// The statuses that this site answers with; any other counts as the last.
const STATUSES: [u16; 15] =
    [200, 204, 302, 303, 304, 308, 400, 403, 404, 405, 408, 412, 413, 500, 0];
const CELLS: usize = CACHE_RESULTS.len() * RouteLabel::COUNT * LANGUAGES * STATUSES.len();

/// The answered requests, by way, template, language and status.
#[derive(Debug)]
pub struct Requests {
    cells: Box<[AtomicU64]>,
}

impl Default for Requests {
    fn default() -> Self {
        Self { cells: (0..CELLS).map(|_| AtomicU64::new(0)).collect() }
    }
}

impl Requests {
    /// Counts an answer.
    pub fn add(
        &self,
        cache: CacheResult,
        template: RouteLabel,
        language: Option<Language>,
        status: StatusCode,
    ) {
        let language = language.map_or(Language::COUNT, |language| language as usize);
        let last = STATUSES.len() - 1;
        let status = STATUSES.iter().position(|&known| known == status.as_u16()).unwrap_or(last);
        let row = (cache as usize * RouteLabel::COUNT + template.number()) * LANGUAGES;
        self.cells[(row + language) * STATUSES.len() + status].fetch_add(1, Ordering::Relaxed);
    }

    /// The counts that are not zero, each with the values of the labels `cache`, `route`,
    /// `language` and `status`.
    pub fn counts(&self) -> impl Iterator<Item = ([String; 4], u64)> {
        let labels: Vec<_> = RouteLabel::all().collect();
        self.cells.iter().enumerate().filter_map(move |(index, cell)| {
            let count = cell.load(Ordering::Relaxed);
            let status = match STATUSES[index % STATUSES.len()] {
                0 => "other".to_owned(),
                status => status.to_string(),
            };
            let index = index / STATUSES.len();
            let language = Language::ALL.get(index % LANGUAGES).map_or("none", |it| it.code());
            let index = index / LANGUAGES;
            let template = labels[index % RouteLabel::COUNT].text();
            let cache = CACHE_RESULTS[index / RouteLabel::COUNT];
            let values = [cache.to_owned(), template.into_owned(), language.to_owned(), status];
            (count > 0).then_some((values, count))
        })
    }
}

/// How long answers took, in a few classes.
#[derive(Debug, Default)]
pub struct Durations {
    classes: [AtomicU64; Self::BOUNDS.len()],
    microseconds: AtomicU64,
    count: AtomicU64,
}

impl Durations {
    /// The upper bounds of the classes, in microseconds: a page takes about one millisecond, a
    /// slow form at most ten seconds.
    const BOUNDS: [u64; 10] =
        [250, 500, 1000, 2500, 5000, 10_000, 50_000, 250_000, 1_000_000, 10_000_000];

    /// Counts an answer.
    pub fn add(&self, duration: Duration) {
        let microseconds = u64::try_from(duration.as_micros()).unwrap_or(u64::MAX);
        if let Some(class) = Self::BOUNDS.iter().position(|&bound| microseconds <= bound) {
            self.classes[class].fetch_add(1, Ordering::Relaxed);
        }
        self.microseconds.fetch_add(microseconds, Ordering::Relaxed);
        self.count.fetch_add(1, Ordering::Relaxed);
    }

    /// The classes, each as its upper bound in seconds and the number of answers up to it; then
    /// the sum of all, in seconds, and their number.
    pub fn read(&self) -> (Vec<(f64, u64)>, f64, u64) {
        let mut below = 0;
        let classes = Self::BOUNDS.iter().zip(&self.classes).map(|(&bound, class)| {
            below += class.load(Ordering::Relaxed);
            (bound as f64 / 1e6, below)
        });
        let classes: Vec<_> = classes.collect();
        // An answer that is being counted meanwhile is in a class before it is in the sum.
        let count = self.count.load(Ordering::Relaxed).max(below);
        (classes, self.microseconds.load(Ordering::Relaxed) as f64 / 1e6, count)
    }
}

/// The visitors' connections.
#[derive(Debug, Default)]
pub struct Connections {
    accepted: AtomicU64,
    ended: AtomicU64,
    timed_out: AtomicU64,
    evicted: AtomicU64,
    malformed: AtomicU64,
}

/// Counts a connection as open until it is dropped.
#[derive(Debug)]
pub struct Open<'a>(&'a Connections);

impl Drop for Open<'_> {
    fn drop(&mut self) {
        self.0.ended.fetch_add(1, Ordering::Relaxed);
    }
}

impl Connections {
    /// Counts a connection that begins.
    pub fn open(&self) -> Open<'_> {
        self.accepted.fetch_add(1, Ordering::Relaxed);
        Open(self)
    }

    /// Counts a connection that was closed because nothing happened on it.
    pub fn time_out(&self) {
        self.timed_out.fetch_add(1, Ordering::Relaxed);
    }

    /// Counts an idle connection that was closed for a new one.
    pub fn evict(&self) {
        self.evicted.fetch_add(1, Ordering::Relaxed);
    }

    /// Counts a connection that was closed because what it said was not HTTP, or too much.
    pub fn malformed(&self) {
        self.malformed.fetch_add(1, Ordering::Relaxed);
    }

    /// How many were accepted since the server started.
    pub fn accepted(&self) -> u64 {
        self.accepted.load(Ordering::Relaxed)
    }

    /// How many are open now.
    pub fn open_now(&self) -> u64 {
        let ended = self.ended.load(Ordering::Relaxed);
        self.accepted().saturating_sub(ended)
    }

    /// How many were closed because nothing happened on them.
    pub fn timed_out(&self) -> u64 {
        self.timed_out.load(Ordering::Relaxed)
    }

    /// How many were closed for new ones.
    pub fn evicted(&self) -> u64 {
        self.evicted.load(Ordering::Relaxed)
    }

    /// How many were closed for what they said.
    pub fn malformed_count(&self) -> u64 {
        self.malformed.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cell_has_its_own_labels() {
        let requests = Requests::default();
        let statuses = STATUSES.map(|status| StatusCode::from_u16(status).unwrap_or_default());
        for cache in [CacheResult::Hit, CacheResult::Miss] {
            for template in RouteLabel::all() {
                for language in Language::ALL.map(Some).into_iter().chain([None]) {
                    for status in &statuses[..STATUSES.len() - 1] {
                        requests.add(cache, template, language, *status);
                    }
                    requests.add(cache, template, language, StatusCode::IM_A_TEAPOT);
                }
            }
        }
        let mut counts: Vec<_> = requests.counts().collect();
        assert_eq!(counts.len(), CELLS);
        assert!(counts.iter().all(|(_, count)| *count == 1));
        counts.sort();
        counts.dedup();
        assert_eq!(counts.len(), CELLS);
    }

    #[test]
    fn durations_fall_into_classes() {
        let durations = Durations::default();
        for microseconds in [1, 250, 251, 900, 20_000_000] {
            durations.add(Duration::from_micros(microseconds));
        }
        let (classes, sum, count) = durations.read();
        assert_eq!(classes[..3], [(0.000_25, 2), (0.000_5, 3), (0.001, 4)]);
        assert_eq!(classes[9], (10.0, 4));
        assert_eq!((sum, count), (20.001_402, 5));
    }
}
