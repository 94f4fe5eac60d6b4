//! `namegate.dns.records.replace`: the records of one name and type become these.

use wire::{Command, Row, refusals};

use super::super::changes::Changes;
use super::super::conditions::Conditions;
use super::super::{BAD_NAME, BAD_VALUE, BESIDE_CNAME, MIXED_MAIL, MOVED_ON, TOO_MANY, TypeWord};
use crate::domains::DOMAIN_NOT_FOUND;

/// Replace the records of one name and type
#[derive(Command)]
#[command(name = "namegate.dns.records.replace", effect = Write, response = Changes)]
pub struct Request {
    /// The whole name: example.co.uk.
    #[param(max = 253, subject = 166)]
    pub domain_name: String,
    /// `@` for the domain itself, a name relative to it, or a whole name with a closing dot.
    #[param(max = 254, subject = 971)]
    pub name: String,
    #[param(name = "Type", subject = 972)]
    pub kind: TypeWord,
    #[numbered]
    pub values: Vec<Value>,
    /// Seconds, for all of them; as before, or 1800 for new ones, when left out.
    #[param(name = "TTL", least = 60, most = 60000, subject = 974)]
    pub ttl: Option<i64>,
    #[block]
    pub conditions: Conditions,
}

/// A record that stands afterwards.
#[derive(Row)]
pub struct Value {
    /// The number it was sent under.
    #[number]
    pub number: u32,
    /// As namegate.dns.records.add takes it.
    #[param(max = 5000, subject = 973)]
    pub value: String,
    /// The preference of an MX record.
    #[param(name = "MXPref", least = 0, most = 65535, subject = 974)]
    pub mx_pref: Option<i64>,
}

refusals! {
    DOMAIN_NOT_FOUND;
    MOVED_ON;
    BAD_NAME;
    BAD_VALUE;
    NO_VALUE = 2010973 "Parameter Value1 is Missing";
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
            if self.values.is_empty() {
                return Err(NO_VALUE.into());
            }
            let asked = self.conditions.of(&self.domain_name);
            let rows = self.values.iter();
            let rows =
                rows.map(|row| sent(&self.name, self.kind, &row.value, row.mx_pref, self.ttl)).collect();
            let edits = [Edit::Replace(rows)];
            let changed = records::edit(cx, caller, asked, &edits, None).map_err(of_one)?;
            Ok(Changes::of(&changed, asked.dry_run))
        }
    }
}
