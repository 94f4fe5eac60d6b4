//! `namegate.dns.records.delete`: one record less.

use wire::{Command, refusals};

use super::super::changes::Changes;
use super::super::conditions::Conditions;
use super::super::{BAD_NAME, BAD_VALUE, MOVED_ON, NO_RECORD, TypeWord};
use crate::domains::DOMAIN_NOT_FOUND;

/// Delete one record of a domain
#[derive(Command)]
#[command(name = "namegate.dns.records.delete", effect = Write, response = Changes)]
pub struct Request {
    /// The whole name: example.co.uk.
    #[param(max = 253, subject = 166)]
    pub domain_name: String,
    /// The record of this HostId; or else Name, Type and Value.
    #[param(least = 1, most = 2147483647, subject = 975)]
    pub host_id: Option<i64>,
    /// `@` for the domain itself, a name relative to it, or a whole name with a closing dot.
    #[param(max = 254, subject = 971)]
    pub name: Option<String>,
    #[param(name = "Type", subject = 972)]
    pub kind: Option<TypeWord>,
    /// As namegate.dns.records.list shows it.
    #[param(max = 5000, subject = 973)]
    pub value: Option<String>,
    #[block]
    pub conditions: Conditions,
}

refusals! {
    DOMAIN_NOT_FOUND;
    MOVED_ON;
    BAD_NAME;
    BAD_VALUE;
    UNNAMED = 2010975 "Parameter HostId is Missing, or Name, Type and Value";
    NO_RECORD;
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::records;
    use registrar::runner::Cx;
    use rules::zone_edit::Edit;

    use super::*;
    use crate::dns::refused::{of_one, sent};
    use crate::handler::{Answer, Run};

    impl Run for Request {
        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Changes> {
            let asked = self.conditions.of(&self.domain_name);
            let edit = match (self.host_id, &self.name, self.kind, &self.value) {
                (Some(host_id), None, None, None) => Edit::DeleteId(host_id),
                (None, Some(name), Some(kind), Some(value)) => {
                    Edit::Delete(sent(name, kind, value, None, None))
                }
                // Half a name might be meant for more than one record.
                _ => return Err(UNNAMED.into()),
            };
            let changed = records::edit(cx, caller, asked, &[edit], None).map_err(of_one)?;
            Ok(Changes::of(&changed, asked.dry_run))
        }
    }
}
