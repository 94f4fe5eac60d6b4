//! Which addresses may be asked: those of the public Internet, and what the operator allows beside them.

use std::net::{IpAddr, Ipv6Addr};

use ipnet::IpNet;
use rules::address::is_reserved;

/// Networks of the IANA IPv6 special-purpose registry within global unicast that are not globally reachable, or lead
/// to IPv4 addresses (RFC 6890, RFC 3056, RFC 3849, RFC 9637): network and length of its prefix.
const NOT_REACHABLE: [(Ipv6Addr, u32); 4] = [
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23),
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32),
    (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16),
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20),
];
/// Global unicast (RFC 4291 section 2.4).
const GLOBAL_UNICAST: (Ipv6Addr, u32) = (Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0), 3);

pub(crate) fn is_permitted(address: IpAddr, allowed: &[IpNet]) -> bool {
    // An IPv4 address in the clothes of an IPv6 one reaches the same host.
    let address = address.to_canonical();
    let is_public = match address {
        IpAddr::V4(address) => !is_reserved(address),
        IpAddr::V6(address) => {
            is_within(address, GLOBAL_UNICAST) && !NOT_REACHABLE.iter().any(|net| is_within(address, *net))
        }
    };
    is_public || allowed.iter().any(|network| network.contains(&address))
}

fn is_within(address: Ipv6Addr, (network, length): (Ipv6Addr, u32)) -> bool {
    (network.to_bits() ^ address.to_bits()) >> (128 - length) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_of_the_internet_is_asked_only_where_it_is_allowed() {
        let loopback: Vec<IpNet> =
            ["127.0.0.0/8", "::1/128"].map(|net| net.parse().expect("a network")).to_vec();
        for (address, is_public, is_allowed) in [
            ("93.184.216.34", true, true),
            ("2606:2800:220:1::1", true, true),
            ("127.0.0.1", false, true),
            ("::1", false, true),
            ("::ffff:127.0.0.1", false, true),
            ("::ffff:10.0.0.1", false, false),
            ("169.254.169.254", false, false),
            ("10.1.2.3", false, false),
            ("0.0.0.0", false, false),
            ("::", false, false),
            ("fd00::1", false, false),
            ("fe80::1", false, false),
            ("ff02::1", false, false),
            ("64:ff9b::a00:1", false, false),
            ("2002:a00:1::", false, false),
            ("2001:db8::1", false, false),
        ] {
            let address = address.parse().expect("an address");
            assert_eq!(is_permitted(address, &[]), is_public, "{address}");
            assert_eq!(is_permitted(address, &loopback), is_allowed, "{address}");
        }
    }
}
