//! `namegate.dns.records.add`: one record more.

use wire::{Command, refusals};

use super::super::changes::Changes;
use super::super::conditions::Conditions;
use super::super::{BAD_NAME, BAD_VALUE, BESIDE_CNAME, EXISTS, MIXED_MAIL, MOVED_ON, TOO_MANY, TypeWord};
use crate::domains::DOMAIN_NOT_FOUND;

/// Add one record to a domain
#[derive(Command)]
#[command(name = "namegate.dns.records.add", effect = Write, response = Changes)]
pub struct Request {
    /// The whole name: example.co.uk.
    #[param(max = 253, subject = 166)]
    pub domain_name: String,
    /// `@` for the domain itself, a name relative to it, or a whole name with a closing dot.
    #[param(max = 254, subject = 971)]
    pub name: String,
    #[param(name = "Type", subject = 972)]
    pub kind: TypeWord,
    /// An address, host, text or URL by type, as setHosts takes it; priority, weight, port and target of SRV; data in the form of
    /// a master file of DS, HTTPS, LOC, NAPTR, SSHFP, SVCB and TLSA.
    #[param(max = 5000, subject = 973)]
    pub value: String,
    /// Seconds; 1800 when left out.
    #[param(name = "TTL", least = 60, most = 60000, subject = 974)]
    pub ttl: Option<i64>,
    /// The preference of an MX record; 10 when left out.
    #[param(name = "MXPref", least = 0, most = 65535, subject = 974)]
    pub mx_pref: Option<i64>,
    #[block]
    pub conditions: Conditions,
}

refusals! {
    DOMAIN_NOT_FOUND;
    MOVED_ON;
    BAD_NAME;
    BAD_VALUE;
    EXISTS;
    TOO_MANY;
    BESIDE_CNAME;
    MIXED_MAIL;
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
            let edit = Edit::Add(sent(&self.name, self.kind, &self.value, self.mx_pref, self.ttl));
            let changed = records::edit(cx, caller, asked, &[edit], None).map_err(of_one)?;
            Ok(Changes::of(&changed, asked.dry_run))
        }
    }
}
