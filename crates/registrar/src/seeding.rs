//! Domains by the thousand, for tests that need many. They are nobody's purchases: no money moves, and they cost nothing.

use std::fmt;
use std::num::ParseIntError;
use std::str::FromStr;

use rules::calendar::DAY;
use rules::contact::{Contact, Contacts};
use rules::host_record::{Draft, EmailType, RecordType};
use rules::zone::Zone;
use store::{Attributes, Domain, KeptZone, Kind, Served};

use crate::caller::Caller;
use crate::runner::Cx;
use crate::zones::{self, By};

/// Domains of one transaction: few enough that others get their turn, and that ids suffice.
const SLICE: i64 = 50;

const FIRST: [&str; 16] = [
    "amber", "bold", "calm", "dear", "early", "fair", "green", "happy", "ivory", "jolly", "keen", "light",
    "merry", "noble", "olive", "quiet",
];
const SECOND: [&str; 16] = [
    "anchor", "bridge", "castle", "dune", "engine", "forest", "garden", "harbour", "island", "jetty",
    "kettle", "lantern", "meadow", "needle", "orchard", "pebble",
];
const TLDS: [&str; 4] = ["com", "net", "org", "info"];

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Wish {
    pub domains: i64,
    /// Of each.
    pub records: i64,
    /// Days until the ends of their terms, the first and the last.
    pub expires: (i64, i64),
    /// Names and ends follow from it.
    pub seed: u64,
}

/// How far it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Names that were looked at.
    pub looked_at: i64,
    /// Domains that were made; the others were there already.
    pub made: i64,
}

/// The two numbers, apart by a blank.
impl fmt::Display for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.looked_at, self.made)
    }
}

impl FromStr for Progress {
    type Err = ParseIntError;

    fn from_str(text: &str) -> Result<Self, ParseIntError> {
        let (looked_at, made) = text.split_once(' ').unwrap_or((text, ""));
        Ok(Progress { looked_at: looked_at.parse()?, made: made.parse()? })
    }
}

/// Makes the next few domains. It is over once as many names were looked at as domains were asked for.
pub fn slice(
    cx: &mut Cx<'_, '_>,
    caller: &Caller,
    wish: &Wish,
    progress: Progress,
) -> Result<Progress, store::Error> {
    let end = wish.domains.min(progress.looked_at.saturating_add(SLICE));
    let mut made = progress.made;
    for place in progress.looked_at..end {
        let chance = scattered(wish.seed, place);
        let name = name(chance, place);
        if cx.tx.domain(&name)?.is_none() && !cx.tx.is_name_claimed(&name)? {
            make(cx, caller, wish, name, chance)?;
            made += 1;
        }
    }
    Ok(Progress { looked_at: end.max(progress.looked_at), made })
}

fn make(
    cx: &mut Cx<'_, '_>,
    caller: &Caller,
    wish: &Wish,
    name: String,
    chance: u64,
) -> Result<(), store::Error> {
    let (first, last) = wish.expires;
    let days = first.saturating_add(below(chance >> 16, last.saturating_sub(first).saturating_add(1)));
    let domain = Domain {
        id: cx.tx.next_id(Kind::Domain)?,
        name,
        account_id: caller.user.id,
        created: cx.now,
        expires: cx.now.saturating_add(days.saturating_mul(DAY)),
        auto_renew: false,
        locked: false,
        premium: false,
        name_servers: Vec::new(),
    };
    cx.tx.insert_domain(&domain, &contacts(), &Attributes::default())?;
    let version = cx.tx.first_zone_version(cx.now)?;
    let kept = KeptZone { version, zone: zone(wish.records), served: Served::Always, parked: false };
    zones::create(cx, By::Caller(caller), &domain, &kept)
}

/// Numbers that look like chance and follow from two others (SplitMix64: Steele, Lea, Flood, "Fast splittable
/// pseudorandom number generators", 2014).
fn scattered(seed: u64, place: i64) -> u64 {
    let place = place.unsigned_abs().wrapping_add(1);
    let mixed = seed.wrapping_add(place.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// A number from 0 to `end`, which is not among them.
fn below(chance: u64, end: i64) -> i64 {
    i64::try_from(chance % end.max(1).unsigned_abs()).unwrap_or(0)
}

/// The place keeps names of one seed apart.
fn name(chance: u64, place: i64) -> String {
    let of = |words: &[&'static str], by: u64| words[(by % words.len() as u64) as usize];
    format!("{}-{}-{place}.{}", of(&FIRST, chance), of(&SECOND, chance >> 4), of(&TLDS, chance >> 8))
}

/// Addresses of RFC 5737 under the domain itself, `www`, `host2`, `host3` and so on.
fn zone(records: i64) -> Zone {
    let draft = |number: i64| {
        let name = match number {
            0 => "@".to_owned(),
            1 => "www".to_owned(),
            number => format!("host{number}"),
        };
        Draft::new(name, RecordType::A, format!("192.0.2.{}", number % 254 + 1))
    };
    let empty = Zone::empty(EmailType::None);
    // Names differ, and none is an alias: nothing stands in the way of another.
    empty.replaced((0..records).map(draft).collect(), None).unwrap_or(empty)
}

fn contacts() -> Contacts {
    let contact = Contact {
        first_name: "Ada".to_owned(),
        last_name: "Example".to_owned(),
        address1: "1 Test Street".to_owned(),
        city: "Testville".to_owned(),
        state_province: "CA".to_owned(),
        postal_code: "90001".to_owned(),
        country: "US".to_owned(),
        phone: "+1.5555550100".to_owned(),
        email_address: "ada@example.org".to_owned(),
        ..Contact::default()
    };
    Contacts {
        registrant: contact.clone(),
        tech: contact.clone(),
        admin: contact.clone(),
        aux_billing: contact,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_is_read_as_it_was_written() {
        let progress = Progress { looked_at: 150, made: 149 };
        assert_eq!(progress.to_string().parse(), Ok(progress));
        for text in ["", "150", "150 ", "a b", "1 2 3", "9223372036854775808 1"] {
            assert!(text.parse::<Progress>().is_err(), "{text:?}");
        }
    }
}
