//! What the callers of one key have read of one zone, and which of it a list is a change of.
//!
//! Callers who share a key cannot be told apart, so that a list may rest on any version that was read with the key and
//! not yet followed by a list. It is taken where all of them lead to one result, and refused otherwise. Who was refused
//! reads again. What was read before the refusal is forgotten then, but not at once: while another caller may still be
//! on the way with it, it remains a possible base. Otherwise that caller's list would be held against what was read
//! again, and would delete what has been added in between.

use std::collections::{BTreeMap, HashSet};

use serde::{Deserialize, Serialize};

use super::sameness::{Identity, Sameness};
use super::{Conflict, merge};
use crate::host_record::{Draft, EmailType};
use crate::zone::{Oddities, Zone, folded, mail_of_list};

/// Seconds for which a version that was read may be followed by a list.
pub const READ_COUNTS_FOR: i64 = 24 * 3_600;
/// Seconds after its reading for which a version remains possible once it is to be forgotten.
pub const FORGOTTEN_AFTER: i64 = 30;
/// Versions of which it is kept that they were read; few in tests, so that more are met there.
const MOST_VERSIONS: usize = if cfg!(test) { 6 } else { 32 };

/// Why a list is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("the key has read no version of the zone that the list could rest on")]
    NothingRead,
    #[error("the key has read several versions of the zone, and the list would do something else on each")]
    Unclear,
    #[error(transparent)]
    Conflict(#[from] Conflict),
}

/// What the callers of a key have read of a zone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bases {
    /// In the order of versions; each reading is followed by a list, or by none.
    readings: Vec<Readings>,
    /// How many of the readings that are to be forgotten may still be followed by a list, at most.
    awaited: u32,
    /// The version that the key wrote last, if its caller knows all that stood in it.
    written: Option<i64>,
}

/// Readings of one version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Readings {
    version: i64,
    count: u32,
    /// When the last was, unix seconds.
    at: i64,
    forgetting: bool,
    /// Of some it was an older version, of which too many were read to be kept. Nothing can rest on this one, as it may
    /// rest on those.
    and_older: bool,
}

/// The zone as it stands.
#[derive(Clone, Copy, Debug)]
pub struct Standing<'a> {
    pub version: i64,
    pub zone: &'a Zone,
}

/// A list of host records, as it was sent.
#[derive(Clone, Debug)]
pub struct List {
    pub rows: Vec<Draft>,
    pub email_type: Option<EmailType>,
}

impl Bases {
    /// Notes that a version was read.
    pub fn read(&mut self, version: i64, now: i64) {
        self.expire(now);
        self.add(Readings { version, count: 1, at: now, forgetting: false, and_older: false });
        while self.versions(now).len() > MOST_VERSIONS {
            let oldest = self.readings.remove(0);
            let next = &mut self.readings[0];
            next.count = next.count.saturating_add(oldest.count);
            next.at = next.at.max(oldest.at);
            next.forgetting &= oldest.forgetting;
            next.and_older |= oldest.version != next.version || oldest.and_older;
        }
        self.bound_awaited();
    }

    /// Adds readings to those of the same kind.
    fn add(&mut self, more: Readings) {
        let key = |readings: &Readings| (readings.version, readings.forgetting);
        match self.readings.binary_search_by_key(&key(&more), key) {
            Ok(at) => {
                let same = &mut self.readings[at];
                same.count = same.count.saturating_add(more.count);
                same.at = same.at.max(more.at);
                same.and_older |= more.and_older;
            }
            Err(at) => self.readings.insert(at, more),
        }
    }

    /// The versions that a list may rest on now, the oldest first.
    pub fn versions(&mut self, now: i64) -> Vec<i64> {
        self.expire(now);
        let mut versions: Vec<i64> = self.readings.iter().map(|readings| readings.version).collect();
        versions.dedup();
        versions
    }

    /// Whether nothing is kept any more.
    pub fn is_empty(&self) -> bool {
        *self == Bases::default()
    }

    /// The zone after a list. `contents` are those of [`Bases::versions`], as far as they are still known. What was read
    /// counts as followed also if the list is refused, unless its rows cannot stand in any zone.
    pub fn follow(
        &mut self,
        list: &List,
        standing: Standing<'_>,
        contents: &BTreeMap<i64, Zone>,
        now: i64,
    ) -> Result<Zone, Refused> {
        let rows = folded(list.rows.clone(), Oddities::default());
        mail_of_list(&rows, list.email_type, standing.zone.email_type).map_err(Conflict::from)?;
        let versions = self.versions(now);
        if versions.is_empty() {
            return self.follow_own(list, standing);
        }
        self.written = None;
        let content = |version: i64| {
            if version == standing.version { Some(standing.zone) } else { contents.get(&version) }
        };
        let Some(bases) = versions.iter().map(|v| Some((*v, content(*v)?))).collect::<Option<Vec<_>>>()
        else {
            self.answered_one_of(&versions, now);
            return Err(Refused::Unclear);
        };
        let bases = plausible(bases, &rows);
        let plausible: Vec<i64> = bases.iter().map(|(version, _)| *version).collect();
        let and_older = |version| self.readings.iter().any(|r| r.version == version && r.and_older);
        let result = if plausible.iter().copied().any(and_older) {
            Err(Refused::Unclear)
        } else {
            one_result(&bases, standing.zone, list)
        };
        match (&plausible[..], &result) {
            (&[version], _) => self.answered(version),
            _ => self.answered_one_of(&plausible, now),
        }
        if result.is_ok() && bases.iter().all(|(_, base)| shows_the_same(base, standing.zone)) {
            // The caller knows all of the zone that is to be; its version is that which stands if nothing changes.
            self.written = Some(standing.version);
        }
        result
    }

    /// Notes the version under which the zone was saved that [`Bases::follow`] gave.
    pub fn saved(&mut self, version: i64) {
        self.written = self.written.map(|_| version);
    }

    /// Nobody is awaited: whoever comes now goes on from what the key wrote last.
    fn follow_own(&mut self, list: &List, standing: Standing<'_>) -> Result<Zone, Refused> {
        if self.written != Some(standing.version) {
            return Err(Refused::NothingRead);
        }
        Ok(merge(standing.zone, standing.zone, list.rows.clone(), list.email_type)?)
    }

    /// A caller who read `version` has been answered.
    fn answered(&mut self, version: i64) {
        let mut of_version = self.readings.iter_mut().filter(|readings| readings.version == version);
        // In this order: those that are not to be forgotten come first.
        match (of_version.next(), of_version.next()) {
            (Some(live), Some(forgetting)) => {
                // Whose reading it was is not known: what remains is as good as the younger of the two.
                forgetting.at = forgetting.at.max(live.at);
                live.count -= 1;
            }
            (Some(only), _) => {
                only.count -= 1;
                self.awaited = self.awaited.saturating_sub(u32::from(only.forgetting));
            }
            (None, _) => {}
        }
        self.readings.retain(|readings| readings.count > 0);
        self.bound_awaited();
    }

    /// A caller who read one of `versions` has been answered, and nobody knows which.
    fn answered_one_of(&mut self, versions: &[i64], now: i64) {
        let is_of_them = |readings: &Readings| versions.contains(&readings.version) && !readings.forgetting;
        let (live, rest): (Vec<_>, Vec<_>) = self.readings.drain(..).partition(is_of_them);
        self.readings = rest;
        for readings in live {
            self.awaited = self.awaited.saturating_add(readings.count);
            self.add(Readings { forgetting: true, ..readings });
        }
        self.awaited = self.awaited.saturating_sub(1);
        self.expire(now);
    }

    /// Drops what is too old, and what nobody is awaited with.
    fn expire(&mut self, now: i64) {
        self.readings.retain(|readings| {
            let counts_for = if readings.forgetting { FORGOTTEN_AFTER } else { READ_COUNTS_FOR };
            now.saturating_sub(readings.at) < counts_for
        });
        self.bound_awaited();
    }

    fn bound_awaited(&mut self) {
        let forgetting = self.readings.iter().filter(|readings| readings.forgetting);
        self.awaited =
            self.awaited.min(forgetting.map(|readings| readings.count).fold(0, u32::saturating_add));
        if self.awaited == 0 {
            self.readings.retain(|readings| !readings.forgetting);
        }
    }
}

/// Leaves out each base that lacks a row of the list which was added after it: who read it would have had to add the
/// very same row. `bases` are in the order of their versions.
fn plausible<'a>(bases: Vec<(i64, &'a Zone)>, rows: &[(usize, Draft)]) -> Vec<(i64, &'a Zone)> {
    let same = Sameness::default();
    let sent: HashSet<Identity<'_>> = rows.iter().map(|(_, draft)| same.draft(draft)).collect();
    let mut in_later: HashSet<Identity<'_>> = HashSet::new();
    let mut kept = Vec::new();
    for (version, zone) in bases.into_iter().rev() {
        let in_both: HashSet<Identity<'_>> =
            zone.records.iter().map(|row| same.row(row)).filter(|row| sent.contains(row)).collect();
        if in_later.is_subset(&in_both) {
            kept.push((version, zone));
        }
        in_later.extend(in_both);
    }
    kept
}

/// What the list makes of the zone, if that is the same from each base.
fn one_result(bases: &[(i64, &Zone)], standing: &Zone, list: &List) -> Result<Zone, Refused> {
    let mut results = bases.iter().map(|(_, base)| merge(base, standing, list.rows.clone(), list.email_type));
    let Some(first) = results.next() else { return Err(Refused::NothingRead) };
    if results.all(|other| other == first) { Ok(first?) } else { Err(Refused::Unclear) }
}

/// Whether getHosts shows the same of both.
fn shows_the_same(one: &Zone, other: &Zone) -> bool {
    one.records == other.records && one.email_type == other.email_type
}

#[cfg(test)]
mod tests;
