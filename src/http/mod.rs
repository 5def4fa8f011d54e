//! HTTP: from requests to the site's bytes, and nothing of files.

mod answer;
mod connections;
mod consent;
mod door;
mod faults;
mod form;
mod metrics;
mod negotiate;
pub mod preview;
mod router;
mod visitor;
mod visits;

use std::sync::Arc;

use arc_swap::ArcSwap;

pub use connections::{Limits, serve};
pub use door::Door;
pub use metrics::Metrics;
pub use router::router;
pub use visits::{Count, Visits};

use crate::site::Site;

/// What all requests share: the site of this moment, behind the one pointer that is swapped.
pub struct App {
    /// The site. Who answers a request loads it once.
    pub site: ArcSwap<Site>,
    /// What is counted.
    pub metrics: Metrics,
    /// How often pages are viewed, by visitors who accepted that.
    pub visits: Visits,
}

impl App {
    /// An app that shows this site.
    pub fn new(site: Site) -> Arc<Self> {
        Arc::new(Self {
            site: ArcSwap::from_pointee(site),
            metrics: Metrics::default(),
            visits: Visits::default(),
        })
    }
}
