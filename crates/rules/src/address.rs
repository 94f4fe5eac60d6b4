//! Addresses that no host on the Internet has.

use std::net::Ipv4Addr;

/// Networks of the IANA special-purpose registry (RFC 6890 and later) that are not globally reachable, multicast
/// (RFC 5771) and the reserved class E (RFC 1112): network and length of its prefix.
const RESERVED: [(Ipv4Addr, u32); 15] = [
    (Ipv4Addr::new(0, 0, 0, 0), 8),
    (Ipv4Addr::new(10, 0, 0, 0), 8),
    (Ipv4Addr::new(100, 64, 0, 0), 10),
    (Ipv4Addr::new(127, 0, 0, 0), 8),
    (Ipv4Addr::new(169, 254, 0, 0), 16),
    (Ipv4Addr::new(172, 16, 0, 0), 12),
    (Ipv4Addr::new(192, 0, 0, 0), 24),
    (Ipv4Addr::new(192, 0, 2, 0), 24),
    (Ipv4Addr::new(192, 88, 99, 0), 24),
    (Ipv4Addr::new(192, 168, 0, 0), 16),
    (Ipv4Addr::new(198, 18, 0, 0), 15),
    (Ipv4Addr::new(198, 51, 100, 0), 24),
    (Ipv4Addr::new(203, 0, 113, 0), 24),
    (Ipv4Addr::new(224, 0, 0, 0), 4),
    (Ipv4Addr::new(240, 0, 0, 0), 4),
];

/// Whether an address is private, reserved or otherwise not of the public Internet.
pub fn is_reserved(address: Ipv4Addr) -> bool {
    let within =
        |(network, length): &(Ipv4Addr, u32)| (network.to_bits() ^ address.to_bits()) >> (32 - length) == 0;
    RESERVED.iter().any(within)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reserved_and_public() {
        for (text, reserved) in [
            ("0.0.0.0", true),
            ("10.255.255.255", true),
            ("11.0.0.0", false),
            ("93.184.216.34", false),
            ("172.32.0.1", false),
            ("192.168.1.1", true),
            ("255.255.255.255", true),
            ("8.8.8.8", false),
        ] {
            assert_eq!(is_reserved(text.parse().expect("an address")), reserved, "{text}");
        }
    }
}
