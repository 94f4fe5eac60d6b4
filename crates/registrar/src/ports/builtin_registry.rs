//! The registry of a sandbox. It remembers nothing: what it says of a name follows from the name, so that a test can
//! choose the answer. That a name is held already is known from the domains themselves. The patterns are documented in
//! docs/sandbox.md.

use rules::money::Money;
use rules::name::DomainName;

use super::registry::{Answer, Availability, PremiumPrices, Refused, Registry};

/// The registry of a sandbox.
pub struct BuiltinRegistry;

/// Beginnings of names, and what is answered for them.
const PATTERNS: [(&str, Pattern); 6] = [
    ("taken-", Pattern::Taken),
    ("reserved-", Pattern::Taken),
    ("premium-", Pattern::Premium),
    ("refused-", Pattern::Refused),
    ("noanswer-", Pattern::NoAnswer),
    ("norenew-", Pattern::RenewalRefused),
];

/// A name that the real sandbox refused as taken (recorded 2017).
const RECORDED_AS_TAKEN: [&str; 1] = ["aa.us.com"];

const PREMIUM: PremiumPrices = PremiumPrices {
    registration: Money::usd(3_250 * 10_000),
    renewal: Money::usd(3_250 * 10_000),
    restore: Money::usd(65 * 10_000),
    transfer: Money::usd(3_250 * 10_000),
    early_access: Money::ZERO,
};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Pattern {
    Taken,
    Premium,
    Refused,
    NoAnswer,
    RenewalRefused,
}

fn pattern(name: &DomainName) -> Option<Pattern> {
    if RECORDED_AS_TAKEN.contains(&name.as_str()) {
        return Some(Pattern::Taken);
    }
    PATTERNS.into_iter().find(|(start, _)| name.as_str().starts_with(start)).map(|(_, pattern)| pattern)
}

impl Registry for BuiltinRegistry {
    fn availability(&self, name: &DomainName) -> Availability {
        match pattern(name) {
            Some(Pattern::Taken) => Availability::Taken,
            Some(Pattern::Premium) => Availability::Premium(PREMIUM),
            Some(Pattern::NoAnswer) => Availability::NoAnswer,
            Some(Pattern::Refused | Pattern::RenewalRefused) | None => Availability::Available,
        }
    }

    fn create<'a>(&'a self, name: &'a DomainName, _: u32, _: i64) -> Answer<'a, Result<(), Refused>> {
        let result = match pattern(name) {
            Some(Pattern::Taken) => Err(Refused::Taken),
            Some(Pattern::Refused) => Err(Refused::Policy),
            Some(Pattern::NoAnswer) => Err(Refused::NoAnswer),
            Some(Pattern::Premium | Pattern::RenewalRefused) | None => Ok(()),
        };
        Box::pin(std::future::ready(result))
    }

    fn renew<'a>(&'a self, name: &'a DomainName, _: i64, _: u32, _: i64) -> Answer<'a, Result<(), Refused>> {
        let result = match pattern(name) {
            Some(Pattern::RenewalRefused) => Err(Refused::Policy),
            _ => Ok(()),
        };
        Box::pin(std::future::ready(result))
    }
}
