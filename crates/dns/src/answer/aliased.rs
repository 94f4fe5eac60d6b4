//! The addresses that an ALIAS stands for: from our own zones at once, from outside as they were last looked up.

use crate::alias::Addresses;
use crate::name::Name;
use crate::record;
use crate::writer::{At, Full, Owner, Section, Writer};
use crate::zone::{Place, Rrset, Zone};
use crate::zones::Zones;

/// Names that an answer follows at most.
pub(super) const LONGEST_CHAIN: usize = 12;
/// How long the lack of an address may be remembered that is being looked up, in seconds.
const UNTIL_KNOWN: u32 = 5;

pub(super) enum Aliased {
    Written,
    /// There is no address, which may be remembered for so many seconds.
    None {
        remember: u32,
    },
}

/// Where the way from a target through our zones ends.
#[expect(clippy::large_enum_variant, reason = "an answer is made without allocation")]
pub(crate) enum Chase<R> {
    Found(R),
    Nothing,
    Outside(Name),
}

enum Turn<R> {
    End(Chase<R>),
    On(u32, Name),
}

/// Writes the addresses of `target` as those of the name at `owner`; `qtype` is A or AAAA, `ttl` the highest TTL.
pub(super) fn addresses(
    zones: &Zones,
    target: &Name,
    ttl: u32,
    qtype: u16,
    owner: At,
    writer: &mut Writer<'_>,
) -> Result<Aliased, Full> {
    let chased = chase(zones, target, qtype, |found, on_the_way| {
        let ttl = ttl.min(found.ttl).min(on_the_way);
        found
            .data()
            .try_for_each(|data| writer.stored(Section::Answer, Owner::At(owner), qtype, ttl, data).map(drop))
    });
    match chased {
        Chase::Found(written) => written.map(|()| Aliased::Written),
        Chase::Nothing => Ok(Aliased::None { remember: ttl }),
        Chase::Outside(_) => {
            let known =
                zones.aliases().read(target.wire(), |known| outside(known, ttl, qtype, owner, writer));
            known.unwrap_or(Ok(Aliased::None { remember: UNTIL_KNOWN }))
        }
    }
}

fn outside(
    known: &Addresses,
    ttl: u32,
    qtype: u16,
    owner: At,
    writer: &mut Writer<'_>,
) -> Result<Aliased, Full> {
    let ttl = ttl.min(known.ttl);
    let mut address =
        |data: &[u8]| writer.stored(Section::Answer, Owner::At(owner), qtype, ttl, data).map(drop);
    let none = if qtype == record::A {
        known.v4.iter().try_for_each(|v4| address(&v4.octets()))?;
        known.v4.is_empty()
    } else {
        known.v6.iter().try_for_each(|v6| address(&v6.octets()))?;
        known.v6.is_empty()
    };
    Ok(if none { Aliased::None { remember: ttl } } else { Aliased::Written })
}

/// Follows CNAME and ALIAS records from `target` through our zones to records of `qtype`, for which `found` is called
/// with the lowest TTL on the way.
pub(crate) fn chase<R>(
    zones: &Zones,
    target: &Name,
    qtype: u16,
    mut found: impl FnMut(Rrset<'_>, u32) -> R,
) -> Chase<R> {
    let mut name = target.clone();
    let mut ttl = u32::MAX;
    for _ in 0..LONGEST_CHAIN {
        let turn =
            zones.read(&name, |zone, apex_labels| turn(zone, apex_labels, &name, qtype, ttl, &mut found));
        match turn {
            None => return Chase::Outside(name),
            Some(Turn::End(end)) => return end,
            Some(Turn::On(lower, next)) => {
                ttl = ttl.min(lower);
                name = next;
            }
        }
    }
    Chase::Nothing
}

fn turn<R>(
    zone: &Zone,
    apex_labels: usize,
    name: &Name,
    qtype: u16,
    ttl: u32,
    found: &mut impl FnMut(Rrset<'_>, u32) -> R,
) -> Turn<R> {
    let owner = match zone.locate(&name.key_below(apex_labels), false) {
        Place::Owner(owner) => owner,
        Place::Empty | Place::Missing => return Turn::End(Chase::Nothing),
        Place::Delegated { .. } => return Turn::End(Chase::Outside(name.clone())),
    };
    if let Some(rrset) = owner.rrset(qtype) {
        return Turn::End(Chase::Found(found(rrset, ttl)));
    }
    let onward = owner.rrset(record::ALIAS).or_else(|| owner.rrset(record::CNAME));
    match onward.and_then(|rrset| Some((rrset.ttl, Name::read(rrset.data().next()?)?))) {
        Some((ttl, next)) => Turn::On(ttl, next),
        None => Turn::End(Chase::Nothing),
    }
}
