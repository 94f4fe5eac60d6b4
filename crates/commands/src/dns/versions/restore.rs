//! `namegate.dns.versions.restore`: brings back what stood in a version of a zone.

use wire::{Command, refusals};

use super::super::changes::Changes;
use super::super::conditions::Conditions;
use super::super::{BESIDE_CNAME, EXISTS, MIXED_MAIL, MOVED_ON, NO_RECORD, NO_VERSION, TOO_MANY};
use crate::domains::DOMAIN_NOT_FOUND;

/// Bring back a version of a zone, or one record of it
#[derive(Command)]
#[command(name = "namegate.dns.versions.restore", effect = Write, response = Changes)]
pub struct Request {
    /// The whole name: example.co.uk.
    #[param(max = 253, subject = 166)]
    pub domain_name: String,
    /// A version of namegate.dns.versions.list. A restore makes a version of its own, so that it can be undone.
    #[param(least = 0, most = 9999999999999, subject = 970)]
    pub from: i64,
    /// Only this record; it goes if it was not there. All of the zone when left out.
    #[param(least = 1, most = 2147483647, subject = 975)]
    pub host_id: Option<i64>,
    #[block]
    pub conditions: Conditions,
}

refusals! {
    DOMAIN_NOT_FOUND;
    MOVED_ON;
    NO_VERSION;
    NO_RECORD;
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

    use super::*;
    use crate::dns::refused::of_one;
    use crate::handler::{Answer, Run};

    impl Run for Request {
        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Changes> {
            let asked = self.conditions.of(&self.domain_name);
            let changed = records::restore(cx, caller, asked, self.from, self.host_id).map_err(of_one)?;
            Ok(Changes::of(&changed, asked.dry_run))
        }
    }
}
