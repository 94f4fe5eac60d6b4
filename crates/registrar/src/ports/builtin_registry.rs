//! The registry of a sandbox. It remembers no names: what it says of one follows from its beginning, or is as it was
//! asked for, so that a test can choose the answer. That a name is held already is known from the domains themselves. The patterns are documented in
//! docs/sandbox.md.

use std::sync::OnceLock;

use rules::money::Money;
use rules::name::DomainName;
use rules::name_pattern::NamePattern;
use store::{NamedAnswer, SaidOfName, Store, Tx};

use super::registry::{Answer, Availability, PremiumPrices, Refused, Registry};

/// The registry of a sandbox.
#[derive(Default)]
pub struct BuiltinRegistry {
    /// Where answers for names are kept.
    store: OnceLock<Store>,
}

/// Beginnings of names, and what is answered for them.
const PATTERNS: [(&str, Pattern); 6] = [
    ("taken-", Pattern::Taken),
    ("reserved-", Pattern::Taken),
    ("premium-", Pattern::Premium(PREMIUM)),
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
    Available,
    Taken,
    Premium(PremiumPrices),
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

/// What is said of a name: as it was asked for, else as the beginning of the name has it.
fn said(tx: &mut Tx<'_>, name: &DomainName) -> Result<Option<Pattern>, store::Error> {
    let answers = tx.answers_for(name.as_str())?.into_iter();
    let fitting = answers.filter_map(|answer| {
        let pattern = NamePattern::parse(&answer.pattern).filter(|pattern| pattern.matches(name))?;
        Some((pattern.weight(), answer))
    });
    let nearest = fitting.max_by_key(|(weight, _)| *weight);
    Ok(nearest.map(|(_, answer)| asked_for(&answer)).or_else(|| pattern(name)))
}

fn asked_for(answer: &NamedAnswer) -> Pattern {
    match answer.said {
        SaidOfName::Available => Pattern::Available,
        SaidOfName::Taken => Pattern::Taken,
        SaidOfName::Refused => Pattern::Refused,
        SaidOfName::NoAnswer => Pattern::NoAnswer,
        SaidOfName::Premium => Pattern::Premium(PremiumPrices {
            registration: answer.registration,
            renewal: answer.renewal,
            restore: answer.restore,
            transfer: answer.transfer,
            early_access: answer.early_access,
        }),
    }
}

impl BuiltinRegistry {
    /// As [`said`], outside any transaction. A store that cannot be read is a registry that does not answer.
    fn says(&self, name: &DomainName) -> Option<Pattern> {
        match self.store.get() {
            Some(store) => store.read(|tx| said(tx, name)).unwrap_or(Some(Pattern::NoAnswer)),
            None => pattern(name),
        }
    }
}

impl Registry for BuiltinRegistry {
    fn keep_in(&self, store: &Store) {
        let _ = self.store.set(store.clone());
    }

    fn availability(&self, tx: &mut Tx<'_>, name: &DomainName) -> Result<Availability, store::Error> {
        Ok(match said(tx, name)? {
            Some(Pattern::Taken) => Availability::Taken,
            Some(Pattern::Premium(prices)) => Availability::Premium(prices),
            Some(Pattern::NoAnswer) => Availability::NoAnswer,
            Some(Pattern::Available | Pattern::Refused | Pattern::RenewalRefused) | None => {
                Availability::Available
            }
        })
    }

    fn create<'a>(&'a self, name: &'a DomainName, _: u32, _: i64) -> Answer<'a, Result<(), Refused>> {
        let result = match self.says(name) {
            Some(Pattern::Taken) => Err(Refused::Taken),
            Some(Pattern::Refused) => Err(Refused::Policy),
            Some(Pattern::NoAnswer) => Err(Refused::NoAnswer),
            Some(Pattern::Available | Pattern::Premium(_) | Pattern::RenewalRefused) | None => Ok(()),
        };
        Box::pin(std::future::ready(result))
    }

    fn renew<'a>(&'a self, name: &'a DomainName, _: i64, _: u32, _: i64) -> Answer<'a, Result<(), Refused>> {
        // What is said of names is about new ones: a domain that is here can be renewed.
        let result = match pattern(name) {
            Some(Pattern::RenewalRefused) => Err(Refused::Policy),
            _ => Ok(()),
        };
        Box::pin(std::future::ready(result))
    }
}
