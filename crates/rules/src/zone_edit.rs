//! Changes of single rows of a zone, all or nothing: nothing goes that no change names.

mod put;
mod row;

use std::collections::HashMap;

use crate::host_record::{EmailType, RecordType};
use crate::other_record::MOST_OTHERS;
use crate::rdata;
use crate::record_kind::RecordKind;
use crate::services::MOST_SERVICES;
use crate::zone::{MOST_RECORDS, Zone, owner};
use put::put;
use row::Row;

/// A row as it is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// `@`, or relative to the domain; an edit may name it whole, with a closing dot, and in any letter case.
    pub name: String,
    pub kind: RecordKind,
    /// As setHosts takes the address of a host record; `priority weight port target` of a service; the data of other
    /// types in the form of a master file.
    pub value: String,
    /// Of MX; it may stand in front of the value instead.
    pub preference: Option<u16>,
    /// Seconds; as before, or as of a row that names none, where it is left out.
    pub ttl: Option<u32>,
}

/// A change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    Add(Sent),
    /// The rows of the name and type of these become these; one or more.
    Replace(Vec<Sent>),
    /// The row of this HostId.
    DeleteId(i64),
    /// The row of this name, type and value.
    Delete(Sent),
}

/// Most changes of one call.
pub const MOST_EDITS: usize = MOST_RECORDS + MOST_SERVICES + MOST_OTHERS;

/// Why a change cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("the name may not own a record of this type")]
    Name,
    #[error("the name of a service is two labels that begin with an underscore, as in _sip._tcp")]
    ServiceName,
    #[error("the name servers and the DS records of the domain itself are none of its zone")]
    OfTheParent,
    #[error("the value does not fit the type")]
    Value,
    #[error(transparent)]
    Data(#[from] rdata::Unfit),
    #[error("record {0} has this name, type and value, and another TTL, preference or priority")]
    Exists(i64),
    #[error("there is no such record")]
    NoSuch,
    #[error(
        "several records have this name, type and value; the HostId tells which is meant, or the preference"
    )]
    Several,
    #[error("more records than a zone may have")]
    TooMany,
    #[error("a CNAME record stands beside other records of {0}")]
    CnameBesideOthers(String),
    #[error("MX records, one MXE record and another EmailType exclude one another")]
    MixedMail,
}

/// A change that is refused, and its place among all, from 0; without a place where it is their sum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Faulty {
    pub at: Option<usize>,
    pub why: Refused,
}

impl Sent {
    fn folded(&self, domain: &str) -> Result<Sent, Refused> {
        Ok(Sent { name: relative(domain, &self.name).ok_or(Refused::Name)?, ..self.clone() })
    }
}

impl Zone {
    /// The zone after these changes, one after another. Who handles the mail follows from MX and MXE rows, and is
    /// otherwise as asked for, or as before.
    pub fn edited(
        &self,
        domain: &str,
        edits: &[Edit],
        email_type: Option<EmailType>,
    ) -> Result<Zone, Faulty> {
        if edits.len() > MOST_EDITS {
            return Err(Faulty { at: None, why: Refused::TooMany });
        }
        let mut zone = self.clone();
        for (at, edit) in edits.iter().enumerate() {
            zone.edit(domain, edit).map_err(|why| Faulty { at: Some(at), why })?;
        }
        zone.settled(email_type).map_err(|why| Faulty { at: None, why })
    }

    /// The zone with these rows, new or in the place of those of their name, type and value; `alone`: and with no others.
    pub fn holding(
        &self,
        domain: &str,
        rows: &[Sent],
        email_type: Option<EmailType>,
        alone: bool,
    ) -> Result<Zone, Faulty> {
        if rows.len() > MOST_EDITS {
            return Err(Faulty { at: None, why: Refused::TooMany });
        }
        let (mut zone, mut held) = (self.clone(), Vec::new());
        for (at, sent) in rows.iter().enumerate() {
            let row = Row::checked(domain, sent).map_err(|why| Faulty { at: Some(at), why })?;
            let host_id = put(&mut zone, row, &held);
            held.push(host_id);
        }
        if alone {
            zone.retain(|host_id| held.contains(&host_id));
        }
        zone.settled(email_type).map_err(|why| Faulty { at: None, why })
    }

    /// The zone with the contents that it had before.
    pub fn restored(&self, before: &Zone) -> Zone {
        let next_host_id = self.next_host_id.max(before.next_host_id);
        Zone { next_host_id, claims: self.claims.clone(), ..before.clone() }
    }

    /// The zone with one row as it was before; it goes if it was not there.
    pub fn restored_row(&self, before: &Zone, host_id: i64) -> Result<Zone, Refused> {
        let was = Row::of(before, host_id);
        if was.is_none() && Row::of(self, host_id).is_none() {
            return Err(Refused::NoSuch);
        }
        let mut zone = self.clone();
        zone.retain(|kept| kept != host_id);
        if let Some(row) = was {
            match row.clone().named(&zone) {
                Err(Refused::NoSuch) => row.insert(&mut zone, host_id),
                Ok(twin) => return Err(Refused::Exists(twin)),
                Err(why) => return Err(why),
            }
        }
        zone.settled(None)
    }

    fn edit(&mut self, domain: &str, edit: &Edit) -> Result<(), Refused> {
        match edit {
            Edit::Add(sent) => {
                let row = Row::new(domain, &sent.folded(domain)?)?;
                match row.same(self).first() {
                    Some(host_id) if row.differs_from(self, *host_id) => Err(Refused::Exists(*host_id)),
                    Some(_) => Ok(()),
                    None => {
                        put(self, row, &[]);
                        Ok(())
                    }
                }
            }
            Edit::Replace(rows) => self.replace_rows(domain, rows),
            Edit::DeleteId(host_id) => {
                Row::of(self, *host_id).ok_or(Refused::NoSuch)?;
                self.retain(|kept| kept != *host_id);
                Ok(())
            }
            Edit::Delete(sent) => {
                let row = Row::checked(domain, &sent.folded(domain)?)?;
                let host_id = row.named(self)?;
                self.retain(|kept| kept != host_id);
                Ok(())
            }
        }
    }

    fn replace_rows(&mut self, domain: &str, rows: &[Sent]) -> Result<(), Refused> {
        let rows = rows.iter().map(|sent| sent.folded(domain)).collect::<Result<Vec<Sent>, _>>()?;
        let first = rows.first().ok_or(Refused::NoSuch)?;
        let sought = (first.kind.word(), owner(&first.name));
        let before: Vec<i64> = self
            .lines()
            .filter(|line| (line.kind, owner(&line.name)) == sought)
            .map(|line| line.host_id)
            .collect();
        let mut held = Vec::new();
        for sent in &rows {
            let host_id = put(self, Row::new(domain, sent)?, &held);
            held.push(host_id);
        }
        self.retain(|host_id| held.contains(&host_id) || !before.contains(&host_id));
        Ok(())
    }

    fn retain(&mut self, stays: impl Fn(i64) -> bool) {
        self.records.retain(|row| stays(row.host_id));
        self.services.retain(|row| stays(row.host_id));
        self.others.retain(|row| stays(row.host_id));
    }

    /// Sorted as a zone is, with the mail type that its rows ask for; refused where its rows cannot stand together.
    fn settled(mut self, email_type: Option<EmailType>) -> Result<Zone, Refused> {
        let fits = self.records.len() <= MOST_RECORDS
            && self.services.len() <= MOST_SERVICES
            && self.others.len() <= MOST_OTHERS;
        if !fits {
            return Err(Refused::TooMany);
        }
        let of_type = |kind| self.records.iter().filter(|row| row.kind == kind).count();
        let rows_ask = match (of_type(RecordType::Mx), of_type(RecordType::Mxe)) {
            (0, 0) => None,
            (_, 0) => Some(EmailType::Mx),
            (0, 1) => Some(EmailType::Mxe),
            _ => return Err(Refused::MixedMail),
        };
        if rows_ask.is_some() && email_type.is_some() && rows_ask != email_type {
            return Err(Refused::MixedMail);
        }
        self.email_type = rows_ask.or(email_type).unwrap_or(self.email_type);
        if let Some(name) = self.cname_beside_others() {
            return Err(Refused::CnameBesideOthers(name));
        }
        self.records.sort_by(|a, b| (a.kind, &a.name, a.host_id).cmp(&(b.kind, &b.name, b.host_id)));
        self.services.sort_by_key(|row| (row.srv.owner(), row.host_id));
        self.others.sort_by(|a, b| (a.kind, &a.name, a.host_id).cmp(&(b.kind, &b.name, b.host_id)));
        Ok(self)
    }

    /// The owner of a CNAME row that others have too (RFC 1034 section 3.6.2). At the domain itself CNAME is answered as
    /// an alias.
    fn cname_beside_others(&self) -> Option<String> {
        let mut owners: HashMap<String, (usize, bool)> = HashMap::new();
        for line in self.lines().filter(|line| line.name != "@") {
            let (count, has_cname) = owners.entry(line.name.into_owned()).or_default();
            *count += 1;
            *has_cname |= line.kind == RecordType::Cname.word();
        }
        let beside = owners.into_iter().filter(|(_, (count, has_cname))| *has_cname && *count > 1);
        beside.map(|(name, _)| name).min()
    }
}

/// A name as it is sent, relative to the domain and in lower case: `@` and relative names as they are, absolute ones with
/// their closing dot. `None` when an absolute name is not of the domain.
pub fn relative(domain: &str, name: &str) -> Option<String> {
    let name = name.to_ascii_lowercase();
    let Some(absolute) = name.strip_suffix('.') else { return Some(name) };
    match absolute.strip_suffix(domain)? {
        "" => Some("@".to_owned()),
        below => below.strip_suffix('.').map(str::to_owned),
    }
}

#[cfg(test)]
mod tests;
