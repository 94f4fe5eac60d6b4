//! The host records of one domain, and what a call that replaces them all makes of them.
//!
//! The model behind it explains every recorded pair of setHosts and getHosts (fixtures/README.md): rows equal in name,
//! type and address fold into the first, MX rows where their preferences are equal too; an unchanged row keeps its HostId
//! and a new row gets one greater than all before; rows read back sorted by type, name and HostId.

mod replace;

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

pub use self::replace::Oddities;
pub(crate) use self::replace::{folded, preference};
use crate::host_record::{Draft, EmailType, HostRecord, RecordType};
use crate::other_record::OtherRecord;
use crate::srv_record::SrvRecord;

/// Most rows of one zone.
pub const MOST_RECORDS: usize = 1_000;

/// The host records of a domain and who handles its mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    pub email_type: EmailType,
    /// The HostId of the next new row; ids are never used again in their zone.
    pub next_host_id: i64,
    /// Sorted as they read back.
    pub records: Vec<HostRecord>,
    /// Sorted as they read back. A call that replaces the records leaves them as they are.
    pub services: Vec<SrvRecord>,
    /// Of the types that setHosts does not know, sorted by type, name and HostId. It leaves them as they are, too.
    pub others: Vec<OtherRecord>,
    /// Rows that keys added which may not do everything.
    pub claims: Vec<Claim>,
}

/// Who added a row, and until when it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    pub host_id: i64,
    pub key_id: i64,
    /// When it is deleted, unix seconds.
    pub ends: Option<i64>,
}

/// Why rows cannot stand together. Numbers are positions in the request, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Conflict {
    #[error("more rows than a zone may have")]
    TooMany,
    #[error("a CNAME row stands beside other rows of its name")]
    CnameBesideOthers(usize),
    #[error("MX rows need EmailType MX")]
    MxWithoutItsEmailType(usize),
    #[error("an MXE row needs EmailType MXE, and stands alone at the domain itself")]
    MisplacedMxe(usize),
}

impl Zone {
    /// A zone with nothing in it.
    pub fn empty(email_type: EmailType) -> Self {
        Zone {
            email_type,
            next_host_id: 1,
            records: Vec::new(),
            services: Vec::new(),
            others: Vec::new(),
            claims: Vec::new(),
        }
    }

    /// The zone of a new domain: two parking records and mail forwarding, as the sandbox gives (recorded 2020).
    pub fn parked(domain: &str) -> Self {
        let www = Draft {
            friendly_name: "CNAME Record".into(),
            ..Draft::new("www", RecordType::Cname, "parkingpage.namecheap.com.")
        };
        let apex = Draft {
            name: "@".into(),
            kind: RecordType::Url,
            address: format!("http://www.{domain}/"),
            associated_app_title: "URL Forwarding".into(),
            friendly_name: "URL Record".into(),
            ..www.clone()
        };
        let mut zone = Zone::empty(EmailType::Forwarding);
        zone.keep(vec![apex, www], Oddities::default());
        zone
    }

    /// The zone after a call that replaces every row. `email_type` is the one that was sent.
    pub fn replaced(&self, drafts: Vec<Draft>, email_type: Option<EmailType>) -> Result<Zone, Conflict> {
        self.replaced_with(drafts, email_type, Oddities::default())
    }

    /// As [`Zone::replaced`], in the ways of the real service.
    pub fn replaced_with(
        &self,
        drafts: Vec<Draft>,
        email_type: Option<EmailType>,
        oddities: Oddities,
    ) -> Result<Zone, Conflict> {
        let drafts = folded(drafts, oddities);
        let email_type = mail_of_list(&drafts, email_type, self.email_type)?;
        if let Some(at) = self.cname_beside_rows_that_stay(&drafts) {
            return Err(Conflict::CnameBesideOthers(at));
        }
        Ok(self.with_rows(drafts.into_iter().map(|(_, draft)| draft).collect(), email_type, oddities))
    }

    /// The zone with other rows, which have been found to stand together.
    pub(crate) fn with_rows(&self, drafts: Vec<Draft>, email_type: EmailType, oddities: Oddities) -> Zone {
        let mut zone = Zone { email_type, ..self.clone() };
        zone.keep(drafts, oddities);
        zone
    }

    /// The first moment at which a row is to be deleted.
    pub fn next_end(&self) -> Option<i64> {
        self.claims.iter().filter_map(|claim| claim.ends).min()
    }

    /// The zone without the rows that have stood to their end by `now`, unix seconds.
    pub fn without_ended(&self, now: i64) -> Zone {
        let ended = |host_id: i64| {
            let of_row = self.claims.iter().find(|claim| claim.host_id == host_id);
            of_row.and_then(|claim| claim.ends).is_some_and(|ends| ends <= now)
        };
        let mut zone = self.clone();
        zone.records.retain(|row| !ended(row.host_id));
        zone.services.retain(|row| !ended(row.host_id));
        zone.others.retain(|row| !ended(row.host_id));
        zone.claims.retain(|claim| claim.ends.is_none_or(|ends| ends > now));
        zone
    }

    /// The position of a CNAME row that has the name of a service or of a record of another type.
    pub(crate) fn cname_beside_rows_that_stay(&self, drafts: &[(usize, Draft)]) -> Option<usize> {
        let beside = |draft: &Draft| {
            let sought = owner(&draft.name);
            // CNAME at the domain itself is answered as an alias.
            !sought.is_empty()
                && (self.services.iter().any(|row| row.srv.owner() == sought)
                    || self.others.iter().any(|row| owner(&row.name) == sought))
        };
        let cname = |draft: &Draft| draft.kind == RecordType::Cname && beside(draft);
        drafts.iter().find(|(_, draft)| cname(draft)).map(|(at, _)| *at)
    }
}

/// Who handles the mail of a zone with these rows, if they stand together.
pub(crate) fn mail_of_list(
    drafts: &[(usize, Draft)],
    sent: Option<EmailType>,
    before: EmailType,
) -> Result<EmailType, Conflict> {
    if drafts.len() > MOST_RECORDS {
        return Err(Conflict::TooMany);
    }
    let email_type = mail_of(drafts, sent, before)?;
    cname_beside_others(drafts).map_or(Ok(email_type), |at| Err(Conflict::CnameBesideOthers(at)))
}

/// Who handles the mail. Without a word from the caller the former type stays (recorded), unless the rows say
/// otherwise: clients send MX rows without EmailType and expect them to be there (clients.md).
fn mail_of(
    drafts: &[(usize, Draft)],
    sent: Option<EmailType>,
    before: EmailType,
) -> Result<EmailType, Conflict> {
    let first = |kind| drafts.iter().find(|(_, draft)| draft.kind == kind).map(|(at, _)| *at);
    let mxe = drafts.iter().filter(|(_, draft)| draft.kind == RecordType::Mxe).nth(1).map(|(at, _)| *at);
    match (first(RecordType::Mx), first(RecordType::Mxe)) {
        (_, Some(at)) if mxe.is_some() => Err(Conflict::MisplacedMxe(mxe.unwrap_or(at))),
        (Some(_), Some(at)) => Err(Conflict::MisplacedMxe(at)),
        (None, Some(at)) => match sent {
            None | Some(EmailType::Mxe) => Ok(EmailType::Mxe),
            Some(_) => Err(Conflict::MisplacedMxe(at)),
        },
        (Some(at), None) => match sent {
            None | Some(EmailType::Mx) => Ok(EmailType::Mx),
            Some(_) => Err(Conflict::MxWithoutItsEmailType(at)),
        },
        (None, None) => Ok(sent.unwrap_or(before)),
    }
}

/// The position of a CNAME row that stands beside other rows of its name (RFC 1034 section 3.6.2). At the domain
/// itself CNAME is answered as an alias, so it may stand there.
fn cname_beside_others(drafts: &[(usize, Draft)]) -> Option<usize> {
    if !drafts.iter().any(|(_, draft)| draft.kind == RecordType::Cname) {
        return None;
    }
    let mut owners = HashMap::new();
    for (_, draft) in drafts {
        *owners.entry(owner(&draft.name)).or_insert(0_usize) += 1;
    }
    let alone = |draft: &Draft| draft.name == "@" || owners.get(&owner(&draft.name)) == Some(&1);
    drafts.iter().find(|(_, draft)| draft.kind == RecordType::Cname && !alone(draft)).map(|(at, _)| *at)
}

/// The owner of a row relative to its domain: lower case, no closing dot, empty for the domain itself.
pub fn owner(name: &str) -> String {
    let name = name.strip_suffix('.').unwrap_or(name);
    if name == "@" { String::new() } else { name.to_ascii_lowercase() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::other_type::OtherType;
    use proptest::prelude::*;

    fn txt(name: &str, text: &str) -> Draft {
        Draft::new(name, RecordType::Txt, text)
    }

    #[test]
    fn equal_rows_fold_and_unchanged_rows_keep_their_id() {
        let zone = Zone::empty(EmailType::Forwarding);
        let mut late = txt("b", "2");
        late.ttl = Some(60);
        let zone = zone.replaced(vec![txt("b", "2"), txt("a", "1"), late], None).expect("fits");
        let rows: Vec<_> = zone.records.iter().map(|r| (r.name.as_str(), r.host_id, r.ttl)).collect();
        assert_eq!(rows, [("a", 2, 1800), ("b", 1, 1800)]);
        let zone = zone.replaced(vec![txt("c", "3"), txt("b", "2")], None).expect("fits");
        let rows: Vec<_> = zone.records.iter().map(|r| (r.name.as_str(), r.host_id)).collect();
        assert_eq!(rows, [("b", 1), ("c", 3)]);
        let zone = zone.replaced(vec![txt("a", "1")], None).expect("fits");
        assert_eq!(zone.records[0].host_id, 4, "an id is never used again");
    }

    #[test]
    fn rows_are_sorted_by_type_then_name() {
        let rows = vec![
            Draft::new("z", RecordType::A, "192.0.2.1"),
            txt("a", "1"),
            Draft::new("@", RecordType::Url, "http://example.com"),
            Draft::new("a", RecordType::A, "192.0.2.2"),
        ];
        let zone = Zone::empty(EmailType::None).replaced(rows, None).expect("fits");
        let shown: Vec<_> = zone.records.iter().map(|r| (r.kind.word(), r.name.as_str())).collect();
        assert_eq!(shown, [("A", "a"), ("A", "z"), ("TXT", "a"), ("URL", "@")]);
    }

    #[test]
    fn email_type() {
        let mx = || Draft::new("@", RecordType::Mx, "mail.example.com.");
        let mxe = || Draft::new("@", RecordType::Mxe, "192.0.2.1");
        let zone = Zone::empty(EmailType::Forwarding);
        let after = |rows: Vec<Draft>, sent| zone.replaced(rows, sent).map(|zone| zone.email_type);
        assert_eq!(after(vec![], None), Ok(EmailType::Forwarding));
        assert_eq!(after(vec![], Some(EmailType::Mx)), Ok(EmailType::Mx));
        assert_eq!(after(vec![mx()], None), Ok(EmailType::Mx));
        assert_eq!(after(vec![mx()], Some(EmailType::Mx)), Ok(EmailType::Mx));
        assert_eq!(after(vec![mx()], Some(EmailType::Forwarding)), Err(Conflict::MxWithoutItsEmailType(0)));
        assert_eq!(after(vec![mxe()], None), Ok(EmailType::Mxe));
        assert_eq!(after(vec![mxe()], Some(EmailType::Mx)), Err(Conflict::MisplacedMxe(0)));
        assert_eq!(after(vec![mxe(), mx()], None), Err(Conflict::MisplacedMxe(0)));
        let second = Draft::new("@", RecordType::Mxe, "192.0.2.2");
        assert_eq!(after(vec![mxe(), second], None), Err(Conflict::MisplacedMxe(1)));
    }

    #[test]
    fn cname_stands_alone() {
        let cname = || Draft::new("www", RecordType::Cname, "a.example.");
        let zone = Zone::empty(EmailType::None);
        assert!(zone.replaced(vec![cname(), txt("mail", "x")], None).is_ok());
        assert_eq!(zone.replaced(vec![txt("WWW.", "x"), cname()], None), Err(Conflict::CnameBesideOthers(1)));
        assert!(
            zone.replaced(vec![Draft::new("@", RecordType::Cname, "a.example."), txt("@", "x")], None)
                .is_ok()
        );
    }

    #[test]
    fn records_of_other_types_stay_and_keep_cname_from_their_name() {
        let mut zone = Zone::empty(EmailType::None);
        let other = |name: &str| OtherRecord {
            host_id: 1,
            name: name.into(),
            kind: OtherType::Https,
            data: "1 .".into(),
            ttl: 60,
        };
        zone.others = vec![other("@"), other("www")];
        let apex = Draft::new("@", RecordType::Cname, "a.example.");
        assert_eq!(zone.replaced(vec![apex], None).expect("fits").others, zone.others);
        let cname = Draft::new("WWW", RecordType::Cname, "a.example.");
        assert_eq!(zone.replaced(vec![txt("a", "1"), cname], None), Err(Conflict::CnameBesideOthers(1)));
    }

    #[test]
    fn most_records() {
        let rows = |n: usize| (0..n).map(|i| txt("a", &i.to_string())).collect::<Vec<_>>();
        let zone = Zone::empty(EmailType::None);
        assert!(zone.replaced(rows(MOST_RECORDS), None).is_ok());
        assert_eq!(zone.replaced(rows(MOST_RECORDS + 1), None), Err(Conflict::TooMany));
    }

    proptest! {
        /// Whatever is written, ids are unique, only grow, and a second equal call changes nothing.
        #[test]
        fn ids_hold(calls in proptest::collection::vec(proptest::collection::vec((0_u8..4, 0_u8..4), 0..12), 1..8)) {
            let mut zone = Zone::empty(EmailType::None);
            for call in calls {
                let rows = || call.iter().map(|(n, a)| txt(&n.to_string(), &a.to_string())).collect::<Vec<_>>();
                let after = zone.replaced(rows(), None).expect("fits");
                let mut ids: Vec<_> = after.records.iter().map(|r| r.host_id).collect();
                ids.sort_unstable();
                ids.dedup();
                prop_assert_eq!(ids.len(), after.records.len());
                prop_assert!(after.next_host_id >= zone.next_host_id);
                prop_assert!(ids.iter().all(|id| *id < after.next_host_id));
                prop_assert_eq!(&after.replaced(rows(), None).expect("fits"), &after);
                zone = after;
            }
        }
    }
}
