//! What a key may do: which commands, on which domains, with which records, and how much it may spend.
//!
//! A scope is a short list of patterns, some of which may refuse. The longest that fits decides; where two are as long,
//! the one that refuses; where none fits, nothing is allowed (wishes.md W4).

mod command_pattern;
mod domain_pattern;
mod judge;
mod narrower;
mod preset;
mod record_pattern;
mod scope;

use serde::{Deserialize, Serialize};

pub use command_pattern::{Asked, CommandPattern};
pub use domain_pattern::DomainPattern;
pub use judge::judge;
pub use narrower::exceeds;
pub use preset::Preset;
pub use record_pattern::{RecordPattern, Subject};
pub use scope::{Pattern, Scope};

use crate::money::Money;
use crate::name::DomainName;

/// What a key may do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    pub commands: Scope<CommandPattern>,
    pub domains: Scope<DomainPattern>,
    /// The records it may add, change and delete.
    pub records: Scope<RecordPattern>,
    /// Most records of its own that stand in one zone.
    pub most_records: Option<u32>,
    /// Seconds until a record that it adds is deleted.
    pub record_life: Option<u32>,
    /// Whether it may change and delete records that it did not add.
    pub deletes_others: bool,
    /// Most records that one call may delete.
    pub most_deletions: Option<u32>,
    pub spending: Spending,
    /// Whether a call that replaces all records is taken as a change of what the key last read.
    pub merge: bool,
    pub client_ip: ClientIp,
}

/// How much a key may spend; `None` for no limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spending {
    /// Most that one order may cost.
    pub highest_price: Option<Money>,
    /// Most in one day, from midnight to midnight UTC.
    pub per_day: Option<Money>,
    /// Most in the life of the key.
    pub in_all: Option<Money>,
}

/// What is asked of the parameter ClientIp.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ClientIp {
    /// As the real service: it must be there and be an IPv4 address.
    #[default]
    Required,
    /// It may be left out, and may be an IPv6 address.
    Optional,
    /// Anything goes.
    Ignored,
    /// It must be the address from which the call comes.
    Caller,
}

/// What a key may not do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    #[error("The key may not use {0}.")]
    Command(String),
    #[error("Only a full key may use {0}.")]
    FullOnly(String),
    #[error("The key does not reach the domain {0}.")]
    Domain(String),
    #[error("The key may not write {kind} records at {name} with this value.")]
    Record { kind: String, name: String },
    #[error("The key may not change or delete the {kind} record at {name}, which it did not add.")]
    OfAnother { kind: String, name: String },
    #[error("The key may have {0} records in a zone, and would have more.")]
    MostRecords(u32),
    #[error("The key may delete {most} records in one call, and would delete {count}.")]
    MostDeletions { most: u32, count: usize },
    #[error("The key may not give an order of more than {0}, and this one costs {1}.")]
    Price(Money, Money),
    #[error("The key may spend {0} a day, and would spend more.")]
    PerDay(Money),
    #[error("The key may spend {0} in all, and would spend more.")]
    InAll(Money),
}

impl Policy {
    /// Everything is allowed.
    pub fn full() -> Self {
        Policy {
            commands: Scope::all(),
            domains: Scope::all(),
            records: Scope::all(),
            most_records: None,
            record_life: None,
            deletes_others: true,
            most_deletions: None,
            spending: Spending::default(),
            merge: false,
            client_ip: ClientIp::Required,
        }
    }

    /// Whether it leaves nothing out. How the key's calls are read does not matter.
    pub fn is_full(&self) -> bool {
        let Policy { commands, domains, records, most_records, record_life, deletes_others, .. } = self;
        (commands.is_all() && domains.is_all() && records.is_all())
            && (most_records.is_none() && record_life.is_none() && *deletes_others)
            && self.spending == Spending::default()
    }

    /// Whether a command may be used.
    pub fn command(&self, asked: Asked<'_>) -> Result<(), Denied> {
        if !self.is_full() && asked.is_for_full_keys() {
            return Err(Denied::FullOnly(asked.name.to_owned()));
        }
        if self.commands.allows(&asked) { Ok(()) } else { Err(Denied::Command(asked.name.to_owned())) }
    }

    /// Whether a domain is in reach.
    pub fn reaches(&self, name: &DomainName) -> bool {
        self.domains.allows(name)
    }
}

impl Spending {
    pub fn is_limited(&self) -> bool {
        *self != Spending::default()
    }

    /// Whether an order may be given by a key that spent so much since midnight, and so much in all.
    pub fn judge(&self, price: Money, today: Money, before: Money) -> Result<(), Denied> {
        let exceeds = |spent: Money, most: Money| spent.checked_add(price).is_none_or(|sum| sum > most);
        match *self {
            Spending { highest_price: Some(most), .. } if price > most => Err(Denied::Price(most, price)),
            Spending { per_day: Some(most), .. } if exceeds(today, most) => Err(Denied::PerDay(most)),
            Spending { in_all: Some(most), .. } if exceeds(before, most) => Err(Denied::InAll(most)),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests;
