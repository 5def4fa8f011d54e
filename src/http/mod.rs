//! HTTP: from requests to the site's bytes, and nothing of files.

mod access_log;
mod admin;
mod answer;
mod attendant;
mod connections;
mod consent;
mod door;
mod exposition;
mod faults;
mod form;
mod forwarded;
mod head;
mod host;
mod metrics;
pub mod negotiate;
mod pace;
pub mod preview;
mod router;
mod template;
mod visits;

use std::sync::Arc;

use arc_swap::ArcSwap;

pub use access_log::AccessLog;
pub use admin::{admin_router, serve_admin};
pub use connections::{Limits, Stopping, serve};
pub use door::Door;
pub use forwarded::Network;
pub use metrics::Metrics;
pub use router::router;
pub use visits::{Count, Visits};

use crate::site::Site;

/// What reads the words of visitors, for the tests that say a million things to it.
#[doc(hidden)]
pub mod reading {
    pub use super::consent::return_address;
    pub use super::form::finder_query;
    pub use super::forwarded::origin;
    pub use super::head::Head;
    pub use super::negotiate::language;
}

/// The program's version, and where it is known the revision that it was built from.
pub const VERSION: &str = env!("DIVERSITY_NETWORKS_BUILD");

/// What all requests share: the site of this moment, behind the one pointer that is swapped.
pub struct App {
    /// The site. Who answers a request loads it once.
    pub site: ArcSwap<Site>,
    /// What is counted.
    pub metrics: Metrics,
    /// How often pages are viewed, by visitors who accepted that.
    pub visits: Visits,
    /// Whether the server stops.
    pub stopping: Arc<Stopping>,
    /// What every request leaves in the log; nothing unless asked for.
    pub access_log: Option<AccessLog>,
}

impl App {
    /// An app that shows this site.
    pub fn new(site: Site) -> Arc<Self> {
        Self::with_log(site, None)
    }

    /// An app that shows this site and writes an access log.
    pub fn with_log(site: Site, access_log: Option<AccessLog>) -> Arc<Self> {
        Arc::new(Self {
            site: ArcSwap::from_pointee(site),
            metrics: Metrics::default(),
            visits: Visits::default(),
            stopping: Arc::default(),
            access_log,
        })
    }
}
