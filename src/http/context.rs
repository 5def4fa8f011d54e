//! What everything behind the service knows of a request. It is made once, on entry, so that no
//! answer mixes two sites.

use std::sync::Arc;

use http::{HeaderMap, Request, header};

use super::head::Head;
use super::negotiate;
use crate::language::Language;
use crate::pages::{self, Address};
use crate::site::Site;

/// A request, together with the site of the moment in which it came.
pub struct RequestContext {
    pub site: Arc<Site>,
    pub head: Head<'static>,
    pub address: Address<'static>,
    /// The language to answer in, whatever the answer is.
    pub language: Language,
}

impl RequestContext {
    pub fn new<B>(site: Arc<Site>, head: Head<'_>, request: &Request<B>) -> Self {
        let address = pages::parse(request.uri().path()).into_owned();
        let language = language(&address, request.headers());
        Self { site, head: head.into_owned(), address, language }
    }
}

/// The language of whoever asks for an address: the address's own, else that of the page they
/// came from, else the browser's.
pub fn language(address: &Address<'_>, headers: &HeaderMap) -> Language {
    let came_from = || {
        let referer = headers.get(header::REFERER)?.to_str().ok()?;
        pages::parse(url::Url::parse(referer).ok()?.path()).language
    };
    address.language.or_else(came_from).unwrap_or_else(|| negotiate::language(headers))
}
