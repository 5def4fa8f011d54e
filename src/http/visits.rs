//! The built-in statistics: how often each page is viewed and visited, by nobody in particular.
//!
//! The browser keeps the day of its last visit; the server keeps numbers. No identifier, no
//! address, and nothing at all of whoever has not accepted.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Extension;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use http::header;
use http::{HeaderMap, StatusCode};

use super::AppState;
use super::context::RequestContext;
use super::form::SameSiteForm;
use super::response::set_cookie;
use crate::consent::{VISIT_COOKIE, compact_day, cookie_name, counts_visits};
use crate::language::Language;
use crate::pages;
use crate::site::Site;

/// How many pages are counted by name; the rest count together, so that what is kept and shown
/// stays small however much the site grows.
const PAGES_MAX: usize = 1000;

/// The name under which further pages count.
const OTHER: &str = "other";

/// The numbers, since the server started.
#[derive(Debug, Default)]
pub struct Visits {
    counts: Mutex<BTreeMap<(String, Language), Count>>,
}

/// The numbers of one page in one language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// How often it was viewed.
    pub views: u64,
    /// How often it was the first page that a browser viewed on a day.
    pub visits: u64,
}

impl Visits {
    fn add(&self, page: String, language: Language, is_visit: bool) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (page, language);
        let key = match counts.len() < PAGES_MAX || counts.contains_key(&key) {
            true => key,
            false => (OTHER.to_owned(), language),
        };
        let count = counts.entry(key).or_default();
        count.views += 1;
        count.visits += u64::from(is_visit);
    }

    /// The numbers by page and language. A page is named by its path in the default language without the language:
    /// `netwerken/rise`, and the home page `home`.
    pub fn counts(&self) -> Vec<(String, Language, Count)> {
        let counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        counts.iter().map(|((page, language), count)| (page.clone(), *language, *count)).collect()
    }
}

/// `POST /visit`: a browser reports that it shows a page.
///
/// Only from pages of this site, for visitors who accepted it, and not by robots; whatever does
/// not count gets the same empty answer.
pub async fn report(
    State(app): State<Arc<AppState>>,
    Extension(context): Extension<Arc<RequestContext>>,
    headers: HeaderMap,
    form: Result<SameSiteForm, StatusCode>,
) -> Response {
    let form = match form {
        Ok(form) => form,
        Err(status) => return status.into_response(),
    };
    let no_store = [(header::CACHE_CONTROL, "no-store")];
    let mut response = (StatusCode::NO_CONTENT, no_store).into_response();
    let RequestContext { site, head, .. } = &*context;
    let page = form.get("page").and_then(|path| page_of(path, site));
    let declaration = &site.content().declaration;
    let accepted = head.decision(site).accepted();
    let counts = counts_visits(declaration, accepted) && !is_robot(&headers);
    if let (Some((page, language)), true) = (page, counts) {
        let https = site.base_url().is_https();
        let name = cookie_name(VISIT_COOKIE, https);
        let today = compact_day(site.today());
        let is_visit = !head
            .cookies()
            .any(|(sent, value)| sent == name.as_bytes() && value == today.as_bytes());
        app.visits.add(page, language, is_visit);
        let declared = declaration.cookie(VISIT_COOKIE).filter(|_| is_visit);
        if let Some(cookie) = declared {
            set_cookie(&mut response, &name, &today, cookie.lifetime.seconds(), https);
        }
    }
    response
}

/// The page of this site that a path leads to, by the name that it counts under.
fn page_of(path: &str, site: &Site) -> Option<(String, Language)> {
    let address = pages::parse(path);
    let language = address.language?;
    let route = address.route.filter(|route| site.has(route))?;
    let path = route.path(Language::DEFAULT);
    let name = path.trim_matches('/').strip_prefix(Language::DEFAULT.code())?.trim_matches('/');
    Some((if name.is_empty() { "home" } else { name }.to_owned(), language))
}

/// Whether the sender says itself that it is no person, or only fetches ahead.
fn is_robot(headers: &HeaderMap) -> bool {
    const ROBOTS: [&str; 6] = ["bot", "crawl", "spider", "headless", "lighthouse", "preview"];
    let agent = headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok());
    let agent = agent.unwrap_or_default().to_ascii_lowercase();
    let is_ahead = headers.contains_key("sec-purpose") || headers.contains_key("purpose");
    agent.is_empty() || is_ahead || ROBOTS.iter().any(|robot| agent.contains(robot))
}
