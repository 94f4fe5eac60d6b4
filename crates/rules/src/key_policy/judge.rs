//! Whether a key may change a zone so, and what is kept of whose records are whose.

use super::{Denied, Policy, Subject};
use crate::host_record::EmailType;
use crate::zone::{Claim, Zone};
use crate::zone_difference::{Difference, Line};

/// The word under which patterns of records name the mail type of a zone.
const MAIL_TYPE: &str = "EMAILTYPE";

/// The zone with the claims it has once a key has changed it. `None` is a key that may do everything: what it adds is
/// claimed by nobody. `now` is unix seconds.
pub fn judge(key: Option<(i64, &Policy)>, before: &Zone, mut after: Zone, now: i64) -> Result<Zone, Denied> {
    if key.is_none() && before.claims.is_empty() {
        return Ok(after);
    }
    let difference = after.difference(before);
    if let Some((key_id, policy)) = key {
        allowed(policy, key_id, before, &difference)?;
    }
    let deleted: Vec<i64> = difference.deleted.iter().map(|line| line.host_id).collect();
    let added: Vec<i64> = difference.added.iter().map(|line| line.host_id).collect();
    after.claims = before.claims.iter().filter(|claim| !deleted.contains(&claim.host_id)).copied().collect();
    if let Some((key_id, policy)) = key {
        let ends = policy.record_life.map(|life| now.saturating_add(life.into()));
        after.claims.extend(added.into_iter().map(|host_id| Claim { host_id, key_id, ends }));
        let own = after.claims.iter().filter(|claim| claim.key_id == key_id).count();
        if let Some(most) = policy.most_records.filter(|most| own > *most as usize) {
            return Err(Denied::MostRecords(most));
        }
    }
    Ok(after)
}

fn allowed(policy: &Policy, key_id: i64, before: &Zone, difference: &Difference<'_>) -> Result<(), Denied> {
    let Difference { added, deleted, changed, email_type } = difference;
    let lines = added.iter().chain(deleted).chain(changed.iter().flat_map(|(was, is)| [was, is]));
    for line in lines {
        record(policy, line)?;
    }
    if let Some((_, email_type)) = email_type {
        mail(policy, *email_type)?;
    }
    let touched = deleted.iter().chain(changed.iter().map(|(was, _)| was));
    if let Some(line) =
        touched.into_iter().find(|line| !policy.deletes_others && !is_own(before, key_id, line))
    {
        return Err(Denied::OfAnother { kind: line.kind.to_owned(), name: line.name.to_string() });
    }
    match policy.most_deletions {
        Some(most) if deleted.len() > most as usize => {
            Err(Denied::MostDeletions { most, count: deleted.len() })
        }
        _ => Ok(()),
    }
}

fn record(policy: &Policy, line: &Line<'_>) -> Result<(), Denied> {
    let subject = Subject { kind: line.kind, name: &line.name, value: &line.value };
    let denied = || Denied::Record { kind: line.kind.to_owned(), name: line.name.to_string() };
    if policy.records.allows(&subject) { Ok(()) } else { Err(denied()) }
}

fn mail(policy: &Policy, email_type: EmailType) -> Result<(), Denied> {
    let subject = Subject { kind: MAIL_TYPE, name: "@", value: email_type.word() };
    let denied = || Denied::Record { kind: MAIL_TYPE.to_owned(), name: "@".to_owned() };
    if policy.records.allows(&subject) { Ok(()) } else { Err(denied()) }
}

fn is_own(zone: &Zone, key_id: i64, line: &Line<'_>) -> bool {
    zone.claims.iter().any(|claim| claim.host_id == line.host_id && claim.key_id == key_id)
}
