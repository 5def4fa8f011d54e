//! Where a request came from, as the proxies in front say that are trusted to say it.
//!
//! For the log alone: no answer depends on any of this.

use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

use http::HeaderMap;
use http::header::{self, HeaderName};

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const X_FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");

/// A range of addresses, as `10.0.0.0/8` or one address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    prefix: u8,
}

impl Network {
    /// Whether an address is in the range. An IPv4 address counts as the same in IPv6's writing.
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.address, address.to_canonical()) {
            (IpAddr::V4(own), IpAddr::V4(other)) => {
                let mask = u32::MAX.checked_shl(32 - u32::from(self.prefix)).unwrap_or(0);
                own.to_bits() & mask == other.to_bits() & mask
            }
            (IpAddr::V6(own), IpAddr::V6(other)) => {
                let mask = u128::MAX.checked_shl(128 - u32::from(self.prefix)).unwrap_or(0);
                own.to_bits() & mask == other.to_bits() & mask
            }
            _ => false,
        }
    }
}

impl FromStr for Network {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix)),
            None => (text, None),
        };
        let address = IpAddr::from_str(address).map_err(|_| "that is no IP address")?;
        let longest = if address.is_ipv4() { 32 } else { 128 };
        let prefix = prefix.map_or(Ok(longest), str::parse);
        match prefix {
            Ok(prefix) if prefix <= longest => Ok(Self { address, prefix }),
            _ => Err("the number after the slash is no length of a network's prefix"),
        }
    }
}

/// Where a request came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The address nearest to the visitor that somebody vouches for.
    pub address: IpAddr,
    /// `http` or `https`, where a trusted proxy says so.
    pub scheme: Option<&'static str>,
}

/// Where a request came from that the connection says came from `peer`.
///
/// The chain of proxies is read from its near end, for as long as each next link is trusted:
/// what stands before is whatever the sender chose to write. `Forwarded` (RFC 7239) is read
/// where it is there, else `X-Forwarded-For` and `-Proto`.
pub fn origin(headers: &HeaderMap, peer: IpAddr, trusted: &[Network]) -> Origin {
    let is_trusted = |address| trusted.iter().any(|network| network.contains(address));
    let mut origin = Origin { address: peer.to_canonical(), scheme: None };
    if !is_trusted(peer) {
        return origin;
    }
    let links = match headers.contains_key(header::FORWARDED) {
        true => forwarded(headers),
        false => x_forwarded(headers),
    };
    for (address, scheme) in links.rev() {
        origin.scheme = scheme;
        let Some(address) = address else { break };
        origin.address = address;
        if !is_trusted(address) {
            break;
        }
    }
    origin
}

type Links = std::vec::IntoIter<(Option<IpAddr>, Option<&'static str>)>;

fn forwarded(headers: &HeaderMap) -> Links {
    let links = list(headers, header::FORWARDED).map(|element| {
        let mut link = (None, None);
        for pair in element.split(';') {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let value = value.trim().trim_matches('"');
            match name.trim() {
                name if name.eq_ignore_ascii_case("for") => link.0 = address(value),
                name if name.eq_ignore_ascii_case("proto") => link.1 = scheme(value),
                _ => {}
            }
        }
        link
    });
    links.collect::<Vec<_>>().into_iter()
}

/// One scheme stands for the whole chain.
fn x_forwarded(headers: &HeaderMap) -> Links {
    let scheme = list(headers, X_FORWARDED_PROTO).last().and_then(scheme);
    let links = list(headers, X_FORWARDED_FOR).map(|value| (address(value), scheme));
    let links: Vec<_> = links.collect();
    if links.is_empty() { vec![(None, scheme)].into_iter() } else { links.into_iter() }
}

fn list(headers: &HeaderMap, name: HeaderName) -> impl Iterator<Item = &str> {
    let values = headers.get_all(name).into_iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).map(str::trim)
}

/// `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1`, `[2001:db8::1]`, `[2001:db8::1]:80`.
fn address(text: &str) -> Option<IpAddr> {
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    let address = bare.parse::<IpAddr>().ok();
    address.or_else(|| text.parse::<SocketAddr>().ok().map(|socket| socket.ip()))
}

fn scheme(text: &str) -> Option<&'static str> {
    ["http", "https"].into_iter().find(|scheme| text.eq_ignore_ascii_case(scheme))
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn a_network_holds_its_addresses() {
        for (network, address, expected) in [
            ("10.0.0.0/8", "10.1.2.3", true),
            ("10.0.0.0/8", "11.1.2.3", false),
            ("0.0.0.0/0", "203.0.113.7", true),
            ("127.0.0.1", "127.0.0.1", true),
            ("127.0.0.1", "::ffff:127.0.0.1", true),
            ("127.0.0.1", "127.0.0.2", false),
            ("2001:db8::/32", "2001:db8:1::1", true),
            ("2001:db8::/32", "2001:db9::1", false),
            ("::/0", "192.0.2.1", false),
        ] {
            let network: Network = network.parse().unwrap();
            assert_eq!(network.contains(address.parse().unwrap()), expected, "{address}");
        }
        for text in ["", "10.0.0.0/33", "10.0.0/8", "10.0.0.0/", "::/129", "localhost"] {
            assert!(text.parse::<Network>().is_err(), "{text}");
        }
    }

    #[test]
    fn only_trusted_proxies_are_believed() {
        let trusted = ["10.0.0.0/8".parse().unwrap(), "::1".parse().unwrap()];
        for (peer, name, value, expected, scheme) in [
            ("203.0.113.7", "x-forwarded-for", "198.51.100.1", "203.0.113.7", None),
            ("10.0.0.1", "x-forwarded-for", "198.51.100.1", "198.51.100.1", None),
            ("10.0.0.1", "x-forwarded-for", "1.1.1.1, 198.51.100.1", "198.51.100.1", None),
            ("10.0.0.1", "x-forwarded-for", "198.51.100.1, 10.0.0.2", "198.51.100.1", None),
            ("10.0.0.1", "x-forwarded-for", "nonsense", "10.0.0.1", None),
            ("10.0.0.1", "x-forwarded-proto", "https", "10.0.0.1", Some("https")),
            ("::1", "forwarded", "for=198.51.100.1;proto=https", "198.51.100.1", Some("https")),
            ("::1", "forwarded", "For=\"[2001:db8::1]:4711\"", "2001:db8::1", None),
            ("::1", "forwarded", "for=unknown, for=10.0.0.9", "10.0.0.9", None),
            ("::1", "forwarded", "for=_hidden;proto=gopher", "::1", None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
            let expected = Origin { address: expected.parse().unwrap(), scheme };
            assert_eq!(origin(&headers, peer.parse().unwrap(), &trusted), expected, "{value}");
        }
    }
}
