//! A published text in one coding: its bytes, and the heads of its answers.

use bytes::Bytes;
use http::header::{self, HeaderName};
use http::{HeaderMap, HeaderValue};
use sha2::{Digest as _, Sha256};

use super::encoding::{Encoding, compress};
use crate::language::Language;

/// What an answer is made of: nothing in it depends on the request any more.
#[derive(Debug)]
pub struct Representation {
    /// The head of the answer with the body, but for the length: hyper knows that, and writes it
    /// for less than a header costs.
    pub head: HeaderMap,
    /// The head of the answer that says that the browser has it already.
    pub not_modified: HeaderMap,
    /// The entity tag. It is weak for a text that was compressed quickly and may be replaced by a
    /// better compression of itself, so that a strong one belongs to one sequence of bytes.
    pub etag: HeaderValue,
    /// The body, in its coding.
    pub body: Bytes,
}

impl Representation {
    /// The same text in the same coding, compressed as well as can be.
    pub fn with_best(&self, body: Bytes) -> Self {
        let (mut head, mut not_modified) = (self.head.clone(), self.not_modified.clone());
        let etag = match self.etag.as_bytes().strip_prefix(b"W/").map(HeaderValue::from_bytes) {
            Some(Ok(strong)) => strong,
            _ => self.etag.clone(),
        };
        head.insert(header::ETAG, etag.clone());
        not_modified.insert(header::ETAG, etag.clone());
        Self { head, not_modified, etag, body }
    }

    /// About how much memory it takes, in bytes.
    pub fn weight(&self) -> usize {
        const HEADS: usize = 4096;
        self.body.len() + HEADS
    }
}

/// What is said of a text, whatever its coding.
pub struct Kind {
    /// Its media type.
    pub content_type: HeaderValue,
    /// The language of a page.
    pub language: Option<Language>,
    /// How long it holds.
    pub caching: Caching,
}

impl Kind {
    /// What is said of a page.
    pub fn page(language: Language, caching: Caching) -> Self {
        let content_type = HeaderValue::from_static("text/html; charset=utf-8");
        Self { content_type, language: Some(language), caching }
    }
}

/// How long a text holds, and on what it depends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caching {
    /// A page: asked for anew each time, and different for visitors who decided differently.
    Page,
    /// A page made for one request: for its sender's browser alone.
    Private,
    /// What machines read: asked for anew each time, the same for all.
    Revalidated,
    /// The same, for the programs of other sites too.
    Public,
    /// A fingerprinted file: never changes.
    Immutable,
    /// The same, for the pages of other sites too.
    PublicImmutable,
    /// An error: kept by nobody.
    Never,
}

/// Builds the heads around a body that is coded already. The bytes are final unless a better
/// compression of them may follow.
pub fn represent(
    kind: &Kind,
    digest: &str,
    encoding: Encoding,
    body: Bytes,
    is_final: bool,
    security: &HeaderMap,
) -> Representation {
    let mut head = HeaderMap::with_capacity(24);
    let mut add = |name: HeaderName, value: HeaderValue| head.insert(name, value);
    let weak = if is_final { "" } else { "W/" };
    let etag = HeaderValue::from_str(&format!("{weak}\"{digest}{}\"", encoding.tag()))
        .unwrap_or_else(|_| HeaderValue::from_static("\"\""));
    if kind.caching != Caching::Never {
        add(header::ETAG, etag.clone());
    }
    let (cache, vary) = match kind.caching {
        Caching::Page => ("no-cache", "Accept-Encoding, Cookie, Sec-GPC"),
        Caching::Private => ("private, no-cache", "Accept-Encoding, Cookie, Sec-GPC"),
        Caching::Revalidated | Caching::Public => ("no-cache", "Accept-Encoding"),
        Caching::Immutable | Caching::PublicImmutable => {
            ("public, max-age=31536000, immutable", "Accept-Encoding")
        }
        Caching::Never => ("no-store", "Accept-Encoding, Cookie, Sec-GPC"),
    };
    add(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    add(header::VARY, HeaderValue::from_static(vary));
    for (name, value) in security {
        add(name.clone(), value.clone());
    }
    if matches!(kind.caching, Caching::Public | Caching::PublicImmutable) {
        const CORP: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
        add(CORP, HeaderValue::from_static("cross-origin"));
        add(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    }
    let not_modified = head.clone();

    let mut add = |name: HeaderName, value: HeaderValue| head.insert(name, value);
    add(header::CONTENT_TYPE, kind.content_type.clone());
    if let Some(language) = kind.language {
        add(header::CONTENT_LANGUAGE, HeaderValue::from_static(language.code()));
    }
    if let Some(name) = encoding.name() {
        add(header::CONTENT_ENCODING, HeaderValue::from_static(name));
    }
    Representation { head, not_modified, etag, body }
}

/// Builds the bytes of a text in a coding, quickly unless `best` is there already. A text that
/// gets no smaller by it stays as it is.
pub fn of_text(
    kind: &Kind,
    text: &Bytes,
    encoding: Encoding,
    best: Option<Bytes>,
    security: &HeaderMap,
) -> Representation {
    let is_final = best.is_some() || encoding != Encoding::Brotli;
    let coded = best.unwrap_or_else(|| compress(text, encoding));
    let digest = digest(text);
    match coded.len() < text.len() {
        true => represent(kind, &digest, encoding, coded, is_final, security),
        false => represent(kind, &digest, Encoding::Identity, text.clone(), true, security),
    }
}

/// A short digest of a text, in hexadecimal: 64 bits tell apart all that a site ever holds.
pub fn digest(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes)[..8])
}

/// Bytes in base64 (RFC 4648, 4), as policies and the `integrity` attribute hold digests.
pub fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let byte = |place: usize| u32::from(three.get(place).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let sign = SIGNS[(bits >> (18 - 6 * place)) as usize & 63];
            text.push(if place > three.len() { '=' } else { char::from(sign) });
        }
    }
    text
}

/// Bytes in hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The test vectors of RFC 4648, 10.
    #[test]
    fn base64_is_as_the_rfc_has_it() {
        for (bytes, text) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }
}
