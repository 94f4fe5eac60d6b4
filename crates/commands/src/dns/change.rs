//! `namegate.dns.change`: many changes of records at once, all or none.

use wire::{Command, Row, refusals, words};

use super::changes::Changes;
use super::conditions::Conditions;
use super::{BAD_NAME, BAD_VALUE, BESIDE_CNAME, EXISTS, MIXED_MAIL, MOVED_ON, NO_RECORD, TOO_MANY, TypeWord};
use crate::domains::DOMAIN_NOT_FOUND;
use crate::domains::dns::set_hosts::EmailWord;

words! {
    /// What is done with a record. All rows of one name and type that say replace are the records of that name and type
    /// afterwards.
    pub enum ActionWord {
        Add = "add",
        Delete = "delete",
        Replace = "replace",
    }
}

/// Change many records of a domain at once, all or none
#[derive(Command)]
#[command(name = "namegate.dns.change", effect = Write, response = Changes)]
pub struct Request {
    /// The whole name: example.co.uk.
    #[param(max = 253, subject = 166)]
    pub domain_name: String,
    #[numbered]
    pub edits: Vec<Edit>,
    /// Who handles the mail. It follows from MX and MXE records, and is otherwise as before when left out.
    #[param(subject = 288)]
    pub email_type: Option<EmailWord>,
    #[block]
    pub conditions: Conditions,
}

/// A change. They are made in the order of their numbers.
#[derive(Row)]
pub struct Edit {
    /// The number it was sent under.
    #[number]
    pub number: u32,
    #[param(subject = 977)]
    pub action: ActionWord,
    /// The record to be deleted; or else Name, Type and Value.
    #[param(least = 1, most = 2147483647, subject = 975)]
    pub host_id: Option<i64>,
    /// `@` for the domain itself, a name relative to it, or a whole name with a closing dot.
    #[param(max = 254, subject = 971)]
    pub name: Option<String>,
    #[param(name = "Type", subject = 972)]
    pub kind: Option<TypeWord>,
    /// As namegate.dns.records.add takes it.
    #[param(max = 5000, subject = 973)]
    pub value: Option<String>,
    /// Seconds; 1800 for a new record when left out.
    #[param(name = "TTL", least = 60, most = 60000, subject = 974)]
    pub ttl: Option<i64>,
    /// The preference of an MX record.
    #[param(name = "MXPref", least = 0, most = 65535, subject = 974)]
    pub mx_pref: Option<i64>,
}

refusals! {
    DOMAIN_NOT_FOUND;
    MOVED_ON;
    NO_EDIT = 2010977 "Parameter Action1 is Missing";
    UNNAMED = 2010975 "Action{} needs Name, Type and Value, or to delete HostId alone";
    BAD_NAME;
    BAD_VALUE;
    EXISTS;
    NO_RECORD;
    TOO_MANY;
    BESIDE_CNAME;
    MIXED_MAIL;
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::records;
    use registrar::runner::Cx;
    use rules::zone_edit::{self, Sent};

    use super::*;
    use crate::dns::refused::{refuse, sent};
    use crate::handler::{Answer, Run};

    impl Run for Request {
        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Changes> {
            if self.edits.is_empty() && self.email_type.is_none() {
                return Err(NO_EDIT.into());
            }
            let asked = self.conditions.of(&self.domain_name);
            let (numbers, edits): (Vec<u32>, Vec<zone_edit::Edit>) = self.grouped()?.into_iter().unzip();
            let email_type = self.email_type.map(Into::into);
            let place =
                |at: usize| numbers.get(at).map_or_else(String::new, |number| format!("Action{number}: "));
            let changed = records::edit(cx, caller, asked, &edits, email_type);
            let changed = changed.map_err(|cause| refuse(cause, place))?;
            Ok(Changes::of(&changed, asked.dry_run))
        }
    }

    impl Request {
        /// The changes with their numbers; rows that replace one name and type are one change, at the place of the first.
        fn grouped(&self) -> Answer<Vec<(u32, zone_edit::Edit)>> {
            let mut edits: Vec<(u32, zone_edit::Edit)> = Vec::new();
            for row in &self.edits {
                let edit = match (row.action, row.host_id, row.sent()) {
                    (ActionWord::Delete, Some(host_id), None) if row.names_nothing() => {
                        zone_edit::Edit::DeleteId(host_id)
                    }
                    (ActionWord::Add, None, Some(sent)) => zone_edit::Edit::Add(sent),
                    (ActionWord::Delete, None, Some(sent)) => zone_edit::Edit::Delete(sent),
                    (ActionWord::Replace, None, Some(sent)) => match rows_of(&mut edits, &sent) {
                        Some(rows) => {
                            rows.push(sent);
                            continue;
                        }
                        None => zone_edit::Edit::Replace(vec![sent]),
                    },
                    _ => return Err(UNNAMED.about(&row.number.to_string()).into()),
                };
                edits.push((row.number, edit));
            }
            Ok(edits)
        }
    }

    /// The rows that replace the name and type of this one.
    fn rows_of<'a>(edits: &'a mut [(u32, zone_edit::Edit)], sent: &Sent) -> Option<&'a mut Vec<Sent>> {
        edits.iter_mut().find_map(|(_, edit)| match edit {
            zone_edit::Edit::Replace(rows) => {
                let same = |row: &Sent| row.kind == sent.kind && row.name.eq_ignore_ascii_case(&sent.name);
                rows.first().is_some_and(same).then_some(rows)
            }
            _ => None,
        })
    }

    impl Edit {
        fn sent(&self) -> Option<Sent> {
            let (name, kind, value) = (self.name.as_ref()?, self.kind?, self.value.as_ref()?);
            Some(sent(name, kind, value, self.mx_pref, self.ttl))
        }

        fn names_nothing(&self) -> bool {
            self.name.is_none() && self.kind.is_none() && self.value.is_none()
        }
    }
}
