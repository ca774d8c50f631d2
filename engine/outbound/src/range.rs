//! Which addresses may be reached.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

/// Addresses that begin alike, such as `10.0.0.0/8`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    base: IpAddr,
    length: u8,
}

impl Range {
    /// Tells whether an address lies in it.
    #[must_use]
    pub fn holds(&self, address: IpAddr) -> bool {
        match (self.base, address) {
            (IpAddr::V4(base), IpAddr::V4(address)) => {
                let rest = 32 - u32::from(self.length);
                u64::from(u32::from(base)) >> rest == u64::from(u32::from(address)) >> rest
            }
            (IpAddr::V6(base), IpAddr::V6(address)) => {
                let rest = 128 - u32::from(self.length);
                let cut = |ip: Ipv6Addr| u128::from(ip).checked_shr(rest).unwrap_or(0);
                cut(base) == cut(address)
            }
            (IpAddr::V4(_), IpAddr::V6(_)) | (IpAddr::V6(_), IpAddr::V4(_)) => false,
        }
    }
}

impl FromStr for Range {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is no range of addresses such as 10.0.0.0/8");
        let (base, length) = match text.split_once('/') {
            Some((base, length)) => (base, Some(length)),
            None => (text, None),
        };
        let base: IpAddr = base.trim().parse().map_err(|_| wrong())?;
        let most = if base.is_ipv4() { 32 } else { 128 };
        let length =
            length.map_or(Ok(most), |length| length.trim().parse().map_err(|_| wrong()))?;
        if length > most { Err(wrong()) } else { Ok(Range { base, length }) }
    }
}

/// The ranges that may be reached besides public addresses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ranges(pub Vec<Range>);

impl Ranges {
    /// Reads ranges with commas between them.
    ///
    /// # Errors
    /// The first that is none, in words.
    pub fn parse(text: &str) -> Result<Self, String> {
        let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
        parts.map(str::parse).collect::<Result<_, _>>().map(Ranges)
    }

    /// Tells whether an address may be reached: a public one, or one that is named.
    #[must_use]
    pub fn allow(&self, address: IpAddr) -> bool {
        // Version 4 inside of version 6 is reached as version 4.
        let address = address.to_canonical();
        is_public(address) || self.0.iter().any(|range| range.holds(address))
    }
}

/// What every firm shares: neither this machine, nor its network, nor a way around the question.
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

/// IANA's special-purpose addresses are not public (RFC 6890).
fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let is_special = match a {
        0 | 10 | 127 | 224..=255 => true,
        100 => (64..128).contains(&b),
        169 => b == 254,
        172 => (16..32).contains(&b),
        192 => b == 168 || (b == 0 && (c == 0 || c == 2)) || (b == 88 && c == 99),
        198 => (18..20).contains(&b) || (b == 51 && c == 100),
        203 => b == 0 && c == 113,
        _ => false,
    };
    !is_special
}

/// Only global unicast (2000::/3), without what goes into version 4 or has special purposes:
/// NAT64, 6to4 and Teredo would reach private addresses under another name.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let [a, b, c, d, ..] = address.octets();
    let (first, second) = (u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d]));
    let is_global = first & 0xe000 == 0x2000;
    let is_special = match first {
        0x2001 => second < 0x200 || second == 0xdb8,
        0x2002 => true,
        0x3fff => second < 0x1000,
        _ => false,
    };
    is_global && !is_special
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHUT: &str = "0.0.0.0 10.1.2.3 100.64.0.1 100.127.255.255 127.0.0.1 127.9.9.9 \
        169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.1 192.0.2.1 192.88.99.1 192.168.1.1 \
        198.18.0.1 198.19.9.9 198.51.100.7 203.0.113.9 224.0.0.1 239.1.1.1 240.0.0.1 \
        255.255.255.255 :: ::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::127.0.0.1 64:ff9b::7f00:1 \
        64:ff9b:1::a00:1 100::1 2001::1 2001:db8::1 2002:7f00:1:: 3fff::1 fc00::1 fd12::1 \
        fe80::1 fec0::1 ff02::1";
    const OPEN: &str = "1.1.1.1 100.63.0.1 100.128.0.1 172.15.0.1 172.32.0.1 193.168.0.1 \
        198.20.0.1 223.255.255.255 2a01:4f8::1 2606:4700::1111 ::ffff:1.1.1.1";

    #[test]
    fn only_public_addresses_are_reached() {
        let none = Ranges::default();
        for text in SHUT.split_whitespace() {
            assert!(!none.allow(text.parse().unwrap()), "{text}");
        }
        for text in OPEN.split_whitespace() {
            assert!(none.allow(text.parse().unwrap()), "{text}");
        }
    }

    #[test]
    fn a_named_range_is_reached_and_nothing_beside_it() {
        let some = Ranges::parse("10.1.0.0/16, 127.0.0.1, fd00::/8,").unwrap();
        let allows = |text: &str| some.allow(text.parse().unwrap());
        assert!(allows("10.1.255.255") && allows("127.0.0.1") && allows("fd99::1"));
        assert!(allows("::ffff:10.1.2.3"), "the same address in another form");
        assert!(!allows("10.2.0.1") && !allows("127.0.0.2") && !allows("fc00::1"));
        assert!(Ranges::parse("0.0.0.0/0").unwrap().allow("127.0.0.1".parse().unwrap()));
        assert!(Ranges::parse("::/0").unwrap().allow("::1".parse().unwrap()));
        for wrong in ["10.0.0.0/33", "::/129", "localhost", "10.0.0/8", "10.0.0.0/-1", "a,b"] {
            assert!(Ranges::parse(wrong).is_err(), "{wrong}");
        }
    }
}
