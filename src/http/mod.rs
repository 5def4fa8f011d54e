//! HTTP: from requests to the site's bytes, and nothing of files.

mod access_log;
mod admin;
mod connection;
mod consent;
mod context;
mod error_pages;
mod form;
mod head;
mod metrics;
pub mod negotiate;
pub mod preview;
pub mod previews;
mod response;
mod router;
mod service;
mod visits;

use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use jiff::Timestamp;

pub use admin::{admin_router, serve_admin, serve_router};
pub use connection::{Limits, Shutdown, serve};
pub use metrics::Metrics;
pub use router::router;
pub use service::SiteService;
pub use visits::{Count, Visits};

use crate::site::{LiveSite, Site};

/// What reads the words of visitors, for the tests that say a million things to it.
#[doc(hidden)]
pub mod fuzz {
    pub use super::consent::return_address;
    pub use super::form::finder_query;
    pub use super::head::{Head, Precondition};
    pub use super::negotiate::language;
}

/// The program's version, and where it is known the revision that it was built from.
pub const VERSION: &str = env!("DIVERSITY_NETWORKS_BUILD");

/// What all requests share: the site of this moment, behind the one pointer that is swapped.
pub struct AppState {
    /// The site. Who answers a request loads it once.
    pub site: Arc<LiveSite>,
    /// What is counted.
    pub metrics: Metrics,
    /// How often pages are viewed, by visitors who accepted that.
    pub visits: Visits,
    /// Whether the server stops.
    pub stopping: Arc<Shutdown>,
    /// What requests leave in the log.
    pub access_log: AccessLog,
}

/// What requests leave in the log.
#[derive(Debug, Default)]
pub struct AccessLog {
    /// Whether every request leaves a line.
    pub is_on: bool,
    /// How many lines of any kind were lost, because nobody read them.
    pub lost_lines: Arc<AtomicU64>,
}

impl AppState {
    /// An app that shows this site.
    pub fn new(site: Site) -> Arc<Self> {
        Self::with_log(site, AccessLog::default())
    }

    /// An app that shows this site and writes an access log.
    pub fn with_log(site: Site, access_log: AccessLog) -> Arc<Self> {
        Arc::new(Self {
            site: Arc::new(LiveSite::new(site, Timestamp::now().as_second())),
            metrics: Metrics::default(),
            visits: Visits::default(),
            stopping: Arc::default(),
            access_log,
        })
    }
}
