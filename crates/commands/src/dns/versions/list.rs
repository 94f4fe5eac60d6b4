//! `namegate.dns.versions.list`: who changed a zone, when, from where, and by what.

use wire::{Body, Command, Element, refusals};

use crate::domains::DOMAIN_NOT_FOUND;

/// The versions of a zone, the newest first
#[derive(Command)]
#[command(name = "namegate.dns.versions.list", effect = Scan, response = Response)]
pub struct Request {
    /// The whole name: example.co.uk.
    #[param(max = 253, subject = 166)]
    pub domain_name: String,
    /// Only versions before this one; the last of a page leads to the next.
    #[param(least = 0, most = 9999999999999, subject = 970)]
    pub before: Option<i64>,
    /// Versions of a page.
    #[param(max = 10, default = "20", least = 1, most = 100, subject = 275)]
    pub page_size: i64,
}

#[derive(Body, Debug)]
#[body(name = "DnsVersionsListResult")]
pub struct Response {
    #[attr]
    pub domain: String,
    /// The version that stands now.
    #[attr]
    pub version: i64,
    #[child(name = "Version")]
    pub versions: Vec<Listed>,
}

#[derive(Element, Debug)]
pub struct Listed {
    #[attr]
    pub version: i64,
    /// When it was made; ISO 8601 in UTC.
    #[attr]
    pub time: String,
    /// The account that made it; left out where nobody called.
    #[attr]
    pub user_name: Option<String>,
    /// The key that made it.
    #[attr]
    pub key_id: Option<i64>,
    #[attr]
    pub key_label: Option<String>,
    /// Where the call came from.
    #[attr]
    pub address: String,
    /// The command that made it, or what stands in its place where nobody called.
    #[attr]
    pub command: String,
    /// Records added since the version before; left out, as the next two, for the oldest that is kept.
    #[attr]
    pub added: Option<i64>,
    #[attr]
    pub deleted: Option<i64>,
    #[attr]
    pub changed: Option<i64>,
}

refusals! {
    DOMAIN_NOT_FOUND;
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::records;
    use registrar::runner::Cx;
    use rules::calendar::iso8601;

    use super::*;
    use crate::dns::refused::of_one;
    use crate::handler::{Answer, Run};

    impl Run for Request {
        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            let listed = records::versions(cx, caller, &self.domain_name, self.before, self.page_size);
            let (domain, version, versions) = listed.map_err(of_one)?;
            Ok(Response { domain: domain.name, version, versions: versions.into_iter().map(shown).collect() })
        }
    }

    fn shown(listed: records::Listed) -> Listed {
        let records::Listed { version, user_name, key_label, counts } = listed;
        let count = |at: usize| counts.map(|counts| i64::try_from(counts[at]).unwrap_or(i64::MAX));
        Listed {
            version: version.version,
            time: iso8601(version.changed),
            user_name,
            key_id: version.author.key_id,
            key_label,
            address: version.author.address,
            command: version.author.command,
            added: count(0),
            deleted: count(1),
            changed: count(2),
        }
    }
}
