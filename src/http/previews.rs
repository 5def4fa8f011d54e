//! Every branch of a repository as a whole site, at a host name of its own: cookies and paths need
//! an origin of their own. `new-network.previews.example.org` shows the branch `new-network`; every
//! other host, and `/previews/` on each of them, shows the list of branches.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::response::{IntoResponse as _, Response};
use http::header::{self, HeaderName, HeaderValue};
use http::{Request, StatusCode};
use hyper::service::Service as _;
use jiff::Timestamp;
use quick_cache::sync::Cache;
use sha2::{Digest as _, Sha256};

use super::{AppState, SiteService, negotiate, router};
use crate::consent::Accepted;
use crate::content::layout;
use crate::content::single_page::SinglePage;
use crate::diagnostic::Finding;
use crate::pages::Route;
use crate::pages::previews::{Banner, BranchRow, Change, render_branches, render_broken_branch};
use crate::site::folder::FOLDERS;
use crate::site::git::{CommitId, Git, Reference};
use crate::site::{LiveSite, Loaded, Site};

/// How many branches are kept ready; of a further one, the one asked for least recently is dropped.
const BRANCHES_MAX: usize = 20;

/// How much memory they may take together, in bytes; one is kept in any case.
const BUDGET: usize = 250_000_000;

/// What a branch takes, in bytes, and what each of its entries adds: as `benches/publish` measures.
const BRANCH_BYTES: usize = 2_500_000;
const ENTRY_BYTES: usize = 12_000;

/// After how long a branch that nobody asks for is dropped.
const IDLE: Duration = Duration::from_secs(15 * 60);

/// For how long the names of branches are believed.
const FRESH: Duration = Duration::from_secs(1);

/// For how long the list looks at branches that nobody has looked at yet.
const LOOKING: Duration = Duration::from_secs(2);

/// The path of the list on every host.
const LIST_PATH: &str = "/previews/";

/// Loads a commit.
pub type Load = Box<dyn Fn(&CommitId) -> io::Result<Loaded> + Send + Sync>;

/// References by the label of their host name.
type Branches = BTreeMap<String, Reference>;

/// The branches, and what of them has been loaded.
pub struct Previews {
    git: Git,
    load: Load,
    published: Arc<LiveSite>,
    branches: Mutex<Option<(Instant, Arc<Branches>)>>,
    loaded: Mutex<BTreeMap<String, Arc<Branch>>>,
    counts: Cache<CommitId, usize>,
}

/// A branch that has been loaded.
struct Branch {
    commit: CommitId,
    /// What it was compared with.
    published: String,
    /// None where it has errors.
    service: Option<SiteService>,
    findings: Vec<Finding>,
    /// About how much memory it takes.
    bytes: usize,
    asked: Mutex<Instant>,
}

impl Previews {
    /// The previews of a repository, beside what visitors see of it.
    pub fn new(git: Git, load: Load, published: Arc<LiveSite>) -> Arc<Self> {
        Arc::new(Self {
            git,
            load,
            published,
            branches: Mutex::default(),
            loaded: Mutex::default(),
            counts: Cache::new(1000),
        })
    }

    /// The router of the listener.
    pub fn router(self: Arc<Self>) -> Router {
        Router::new().fallback(move |request| Arc::clone(&self).answer(request))
    }

    async fn answer(self: Arc<Self>, request: Request<Body>) -> Response {
        let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
        let host = host.unwrap_or_default().to_owned();
        let (label, parent) = split_host(&host);
        let wants_list = request.uri().path() == LIST_PATH;
        let language = negotiate::language(request.headers());
        let previews = Arc::clone(&self);
        let (name, parent, host) = (label.clone(), parent.to_owned(), host.clone());
        let branch = tokio::task::spawn_blocking(move || {
            let branches = previews.branches()?;
            match branches.get(&name) {
                Some(reference) if !wants_list => previews.branch(&name, reference).map(Ok),
                Some(_) => Ok(Err(previews.rows(&branches, &parent))),
                // A host that is no branch's is the one that theirs are below.
                None => Ok(Err(previews.rows(&branches, &host))),
            }
        });
        let site = self.published.load_full();
        let page = match branch.await {
            Ok(Ok(Ok(branch))) => match &branch.service {
                Some(service) => return mark(service.call(request).await.map(into_response)),
                None => render_broken_branch(site.context(), language, &label, &branch.findings),
            },
            Ok(Ok(Err(rows))) => render_branches(site.context(), language, &rows),
            Ok(Err(error)) => {
                return mark(Ok((StatusCode::BAD_GATEWAY, error.to_string()).into_response()));
            }
            Err(_) => return mark(Ok(StatusCode::INTERNAL_SERVER_ERROR.into_response())),
        };
        let Ok(page) = page else {
            return mark(Ok(StatusCode::INTERNAL_SERVER_ERROR.into_response()));
        };
        let html = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
        let mut response = (html, page).into_response();
        response.headers_mut().extend(site.security_headers(Accepted::NONE).clone());
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        mark(Ok(response))
    }

    /// All branches and heads of merge requests, by the label of their host name.
    fn branches(&self) -> io::Result<Arc<Branches>> {
        let mut kept = lock(&self.branches);
        if let Some((at, branches)) = &*kept
            && at.elapsed() < FRESH
        {
            return Ok(Arc::clone(branches));
        }
        let references = self.git.references(&["refs/heads", "refs/pull", "refs/remotes"])?;
        let branches = Arc::new(by_label(references));
        *kept = Some((Instant::now(), Arc::clone(&branches)));
        Ok(branches)
    }

    /// The branch as it is now, loaded unless it has been.
    fn branch(&self, label: &str, reference: &Reference) -> io::Result<Arc<Branch>> {
        let published = self.published.load().revision().to_owned();
        // Held while loading: who asks for the same branch meanwhile waits, and finds it loaded.
        let mut loaded = lock(&self.loaded);
        loaded.retain(|_, branch| lock(&branch.asked).elapsed() < IDLE);
        if let Some(branch) = loaded.get(label)
            && branch.commit == reference.commit
            && branch.published == published
        {
            *lock(&branch.asked) = Instant::now();
            return Ok(Arc::clone(branch));
        }
        let branch = Arc::new(self.load(reference, published)?);
        let is_full = |loaded: &BTreeMap<_, Arc<Branch>>| {
            let bytes: usize = loaded.values().map(|branch| branch.bytes).sum();
            loaded.len() >= BRANCHES_MAX || bytes + branch.bytes > BUDGET
        };
        loaded.remove(label);
        while is_full(&loaded) {
            let oldest = loaded.iter().min_by_key(|(_, branch)| *lock(&branch.asked));
            let Some(oldest) = oldest.map(|(label, _)| label.clone()) else { break };
            loaded.remove(&oldest);
        }
        loaded.insert(label.to_owned(), Arc::clone(&branch));
        Ok(branch)
    }

    fn load(&self, reference: &Reference, published: String) -> io::Result<Branch> {
        let commit = reference.commit.clone();
        let Loaded { site, findings, .. } = (self.load)(&commit)?;
        self.counts.insert(commit.clone(), findings.len());
        let entries = site.as_ref().map_or(0, |site| site.content().entries().count());
        let bytes = BRANCH_BYTES + entries * ENTRY_BYTES;
        let service = match site {
            None => None,
            Some(site) => {
                let files = self.changed(&published, &commit)?;
                let shown = self.published.load();
                let changes = files.into_iter().map(|file| {
                    let page = page_of(&file, &site);
                    let is_published = page.as_ref().is_some_and(|page| shown.has(page));
                    Change { file, page, is_published }
                });
                let banner = Banner {
                    branch: branch_name(&reference.name).to_owned(),
                    commit: commit.short().to_owned(),
                    changes: changes.collect(),
                    published: shown.base_url().clone(),
                    findings: findings.clone(),
                };
                let app = AppState::new(site.with_banner(banner));
                Some(SiteService::new(Arc::clone(&app), router(app, Router::new())))
            }
        };
        Ok(Branch {
            commit,
            published,
            service,
            findings,
            bytes,
            asked: Mutex::new(Instant::now()),
        })
    }

    fn changed(&self, published: &str, commit: &CommitId) -> io::Result<Vec<String>> {
        let published = self.git.commit(published)?;
        self.git.changed(&published, commit, &FOLDERS)
    }

    /// The list. Branches are looked at for a while; the rest is looked at next time.
    fn rows(&self, branches: &Branches, parent: &str) -> Vec<BranchRow> {
        let begun = Instant::now();
        let published = self.published.load().revision().to_owned();
        let mut rows: Vec<_> = branches.iter().collect();
        rows.sort_by_key(|(_, reference)| std::cmp::Reverse(reference.committed));
        rows.into_iter()
            .map(|(label, reference)| {
                let commit = &reference.commit;
                let mut findings = self.counts.get(commit);
                if findings.is_none() && begun.elapsed() < LOOKING {
                    findings = (self.load)(commit).ok().map(|loaded| loaded.findings.len());
                    findings.inspect(|&count| self.counts.insert(commit.clone(), count));
                }
                let date = Timestamp::from_second(reference.committed).unwrap_or_default();
                BranchRow {
                    name: branch_name(&reference.name).to_owned(),
                    url: is_label(label).then(|| format!("//{label}.{parent}/")),
                    date: date.strftime("%Y-%m-%d").to_string(),
                    changed: self.changed(&published, commit).map_or(0, |files| files.len()),
                    findings,
                }
            })
            .collect()
    }
}

/// The page whose text is in a file; none for what is part of every page, and for what is gone.
fn page_of(file: &str, site: &Site) -> Option<Route<'static>> {
    let content = site.content();
    match file {
        layout::HOME => return Some(Route::Home),
        layout::COOKIES => return Some(Route::Cookies),
        _ => {}
    }
    if let Some(page) = SinglePage::of_file(file) {
        return Some(Route::Page(page));
    }
    let entry = content.entries().find(|entry| entry.entry().file == file)?;
    Some(Route::of(entry).into_owned())
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// No search engine keeps what is not published.
fn mark(response: Result<Response, Infallible>) -> Response {
    let Ok(mut response) = response;
    let noindex = HeaderValue::from_static("noindex, nofollow");
    response.headers_mut().insert(HeaderName::from_static("x-robots-tag"), noindex);
    response
}

fn into_response<B>(response: http::Response<B>) -> Response
where
    B: axum::body::HttpBody<Data = bytes::Bytes> + Send + 'static,
    B::Error: Into<axum::BoxError>,
{
    response.map(Body::new)
}

/// The first label of a host name, in lower case, and what follows it with its port. A host of one
/// label, or an address, is the place of the list.
fn split_host(host: &str) -> (String, &str) {
    let is_address = host.starts_with('[')
        || host.split(':').next().is_some_and(|name| name.parse::<std::net::Ipv4Addr>().is_ok());
    match host.split_once('.') {
        Some((label, parent)) if !is_address => (label.to_ascii_lowercase(), parent),
        _ => (String::new(), host),
    }
}

/// A reference as people call it: `main`, `pull/12/head`.
fn branch_name(reference: &str) -> &str {
    let short =
        reference.strip_prefix("refs/heads/").or_else(|| reference.strip_prefix("refs/remotes/"));
    short.or_else(|| reference.strip_prefix("refs/")).unwrap_or(reference)
}

/// References by the label of their host name. Of two that would have the same one, neither is shown
/// at it: they are listed under their names, which are no labels.
fn by_label(references: Vec<Reference>) -> Branches {
    let mut by_label: BTreeMap<String, Vec<Reference>> = BTreeMap::new();
    for reference in references.into_iter().filter(|it| !it.name.ends_with("/HEAD")) {
        by_label.entry(label(branch_name(&reference.name))).or_default().push(reference);
    }
    let entries = by_label.into_iter().flat_map(|(label, mut references)| match references.len() {
        1 => references.pop().map(|reference| vec![(label, reference)]).unwrap_or_default(),
        _ => references.into_iter().map(|it| (it.name.clone(), it)).collect(),
    });
    entries.collect()
}

/// The label of a name that may be anything that git takes: the name itself where it is one, else
/// what of it may stand in one, and a digest that tells it from others (RFC 1035: 63 characters at
/// most, of letters, digits and hyphens, and no hyphen at either end).
fn label(name: &str) -> String {
    if is_label(name) {
        return name.to_owned();
    }
    let digest = Sha256::digest(name);
    let digest: String = digest.iter().take(5).map(|byte| format!("{byte:02x}")).collect();
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let plain: String = name.chars().map(plain).take(50).collect();
    format!("{}-{digest}", plain.trim_matches('-')).trim_start_matches('-').to_owned()
}

fn is_label(name: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=63).contains(&name.len())
        && name.bytes().all(is_plain)
        && !name.starts_with('-')
        && !name.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_name_is_a_label_of_its_own() {
        let names = [
            "main",
            "Main",
            "a/b",
            "a-b",
            "a--b",
            "-",
            "ü",
            "x.y",
            "pull/12/head",
            &"n".repeat(200),
        ];
        let labels: std::collections::BTreeSet<_> = names.iter().map(|name| label(name)).collect();
        assert_eq!(labels.len(), names.len(), "{labels:?}");
        assert!(labels.iter().all(|label| is_label(label)), "{labels:?}");
        assert!(labels.contains("main") && labels.contains("a-b"));
    }

    #[test]
    fn names_that_collide_are_shown_under_neither() {
        let odd = label("a/b");
        let reference = |name: &str| Reference {
            name: format!("refs/heads/{name}"),
            commit: CommitId::for_test(),
            committed: 0,
        };
        let shown = by_label(vec![reference("a/b"), reference(&odd), reference("c")]);
        assert_eq!(shown.keys().filter(|label| is_label(label)).count(), 1, "{:?}", shown.keys());
        assert_eq!(shown.len(), 3);
    }

    #[test]
    fn hosts_are_split() {
        assert_eq!(split_host("Main.localhost:3200"), ("main".to_owned(), "localhost:3200"));
        assert_eq!(split_host("localhost:3200"), (String::new(), "localhost:3200"));
        assert_eq!(split_host("127.0.0.1:3200"), (String::new(), "127.0.0.1:3200"));
        assert_eq!(split_host("[::1]:3200"), (String::new(), "[::1]:3200"));
    }
}
