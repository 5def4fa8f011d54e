//! Time goes on, or is set: the site is always that of the day that it is where the site is.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use diversity_networks::reload::{Clock, Follower, Loader, Outcome, Reason, Watch};
use diversity_networks::site::{Folder, LiveSite, Options};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use tokio::sync::mpsc;
use tokio::time::timeout;

use crate::common::SiteCopy;

/// More than the follower takes to look at the clock again.
const A_WHILE: Duration = Duration::from_secs(600);

/// A follower whose clock a test sets; the time that it waits passes at once.
struct Days {
    now: Arc<Mutex<Timestamp>>,
    site: Arc<LiveSite>,
    ended: mpsc::UnboundedReceiver<(Reason, &'static str)>,
}

impl Days {
    fn start(copy: &SiteCopy, now: &str) -> Self {
        let now = Arc::new(Mutex::new(now.parse().expect("a time")));
        let clock: Clock = {
            let now = Arc::clone(&now);
            Arc::new(move || *now.lock().expect("nobody panics with it"))
        };
        let source = Arc::new(Folder(copy.folder.clone()));
        let loader = Loader { source, options: Options::default(), clock, mend: None };
        let site = loader.load().expect("it can be read").0.site.expect("it is good");
        let site = Arc::new(LiveSite::new(site, 0));
        let watch = Watch::start(&*loader.source, false);
        let follower = Follower { loader, watches: false, site: Arc::clone(&site) };
        let (send, ended) = mpsc::unbounded_channel();
        let tell = move |reason, outcome: Outcome| {
            let outcome = match outcome {
                Outcome::Shown { is_new: true, .. } => "new",
                Outcome::Shown { is_new: false, .. } => "as before",
                Outcome::HasErrors(_) => "errors",
                Outcome::Failed(_) => "failed",
            };
            // Once the test is over nobody listens.
            let _ = send.send((reason, outcome));
        };
        tokio::spawn(follower.run(watch, |_| {}, tell));
        Self { now, site, ended }
    }

    /// Sets the clock; what the follower makes of it within a while.
    async fn set(&mut self, now: &str) -> Option<&'static str> {
        *self.now.lock().expect("nobody panics with it") = now.parse().expect("a time");
        let ended = timeout(A_WHILE, self.ended.recv()).await.ok()?;
        let (reason, outcome) = ended.expect("the follower runs");
        assert_eq!(reason, Reason::Midnight);
        Some(outcome)
    }

    fn today(&self) -> Date {
        self.site.load().today()
    }
}

fn run(test: impl Future<Output = ()>) {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build();
    runtime.expect("a runtime").block_on(test);
}

/// A site of whose days none is ahead, whatever day it is.
fn old() -> SiteCopy {
    let site = SiteCopy::good();
    for page in ["privacy", "accessibility"] {
        site.edit(&format!("content/pages/{page}.toml"), "2026-11-01", "2020-01-01");
    }
    site
}

#[test]
fn a_new_day_begins_at_midnight_where_the_site_is() {
    run(async {
        let copy = old();
        let mut days = Days::start(&copy, "2026-11-24T12:00:00Z");
        assert_eq!(days.today(), date(2026, 11, 24));
        // In winter an hour before it is midnight in Greenwich.
        assert_eq!(days.set("2026-11-24T22:59:59Z").await, None);
        assert_eq!(days.today(), date(2026, 11, 24));
        assert_eq!(days.set("2026-11-24T23:00:00Z").await, Some("new"));
        assert_eq!(days.today(), date(2026, 11, 25));
        assert_eq!(days.set("2026-11-25T00:00:01Z").await, None, "once a day");
        // In summer two.
        assert_eq!(days.set("2027-07-01T21:59:59Z").await, Some("new"));
        assert_eq!(days.today(), date(2027, 7, 1));
        assert_eq!(days.set("2027-07-01T22:00:00Z").await, Some("new"));
        assert_eq!(days.today(), date(2027, 7, 2));
    });
}

#[test]
fn months_years_and_days_of_another_length_end_as_well() {
    run(async {
        let copy = old();
        let mut days = Days::start(&copy, "2027-01-31T22:59:00Z");
        for (now, today) in [
            ("2027-01-31T23:00:00Z", date(2027, 2, 1)),
            ("2027-02-28T23:00:00Z", date(2027, 3, 1)),
            ("2028-02-28T23:00:00Z", date(2028, 2, 29)),
            ("2028-02-29T23:00:00Z", date(2028, 3, 1)),
            ("2028-12-31T23:00:00Z", date(2029, 1, 1)),
            // This day has 23 hours, and that one 25.
            ("2029-03-25T00:00:00Z", date(2029, 3, 25)),
            ("2029-03-25T22:00:00Z", date(2029, 3, 26)),
            ("2029-10-28T22:30:00Z", date(2029, 10, 28)),
            ("2029-10-28T23:00:00Z", date(2029, 10, 29)),
        ] {
            assert_eq!(days.set(now).await, Some("new"), "{now}");
            assert_eq!(days.today(), today, "{now}");
        }
    });
}

#[test]
fn a_clock_that_is_set_back_is_believed() {
    run(async {
        let copy = old();
        let mut days = Days::start(&copy, "2026-11-24T12:00:00Z");
        assert_eq!(days.set("2026-11-23T12:00:00Z").await, Some("new"));
        assert_eq!(days.today(), date(2026, 11, 23));
        assert_eq!(days.set("2026-11-24T12:00:00Z").await, Some("new"));
        assert_eq!(days.today(), date(2026, 11, 24));
    });
}

/// What is known of a day that is still to come is a mistake; the site that was good stays.
#[test]
fn before_its_content_a_site_stays_as_it_is() {
    run(async {
        let copy = SiteCopy::good();
        let mut days = Days::start(&copy, "2026-11-24T12:00:00Z");
        assert_eq!(days.set("2020-01-01T12:00:00Z").await, Some("errors"));
        assert_eq!(days.today(), date(2026, 11, 24));
        assert_eq!(days.set("2026-11-25T12:00:00Z").await, Some("new"));
        assert_eq!(days.today(), date(2026, 11, 25));
    });
}

#[test]
fn an_edit_meanwhile_comes_with_the_day() {
    run(async {
        let copy = old();
        let mut days = Days::start(&copy, "2026-11-24T12:00:00Z");
        copy.write("content/networks/rise.toml", "name = ");
        assert_eq!(days.set("2026-11-25T12:00:00Z").await, Some("errors"));
        assert_eq!(days.today(), date(2026, 11, 24));
        copy.remove("content/networks/rise.toml");
        assert_eq!(days.set("2026-11-26T12:00:00Z").await, Some("new"));
        assert_eq!(days.site.load().content().networks.len(), 1);
    });
}
