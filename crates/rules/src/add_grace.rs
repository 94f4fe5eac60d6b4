//! The add grace period: for so long after its registration a domain can be deleted and its price comes back (RFC 3915
//! section 3.1). How long stands in the list of TLDs.

use crate::calendar::DAY;
use crate::name::DomainName;
use crate::tld;

/// When the period ends for a name that was registered at `created`; unix seconds. A name below no known TLD has none.
pub fn end(name: &DomainName, created: i64) -> i64 {
    let days = tld::split(name).map_or(0, |(_, tld)| tld.add_grace_period_days);
    created.saturating_add(i64::from(days) * DAY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn its_length_is_that_of_the_tld() {
        for (name, days) in [("example.com", 5), ("example.ac", 0), ("example.nosuchtld", 0)] {
            let name = DomainName::parse(name).expect(name);
            assert_eq!(end(&name, 1_000), 1_000 + days * DAY, "{name}");
        }
        let name = DomainName::parse("example.com").expect("a name");
        assert_eq!(end(&name, i64::MAX), i64::MAX);
    }
}
