//! `namegate.allow.list`: from where an account and its keys may be called.

use wire::{Body, Command, refusals};

use super::Entry;

/// List from where the account and its keys may be called, and from where this call comes
#[derive(Command)]
#[command(name = "namegate.allow.list", effect = Scan, response = Response)]
pub struct Request {}

#[derive(Body, Debug)]
#[body(name = "AllowListResult")]
pub struct Response {
    /// Where this call comes from, as the server sees it.
    #[attr]
    pub seen_address: String,
    #[child(name = "Entry")]
    pub entries: Vec<Entry>,
}

refusals! {}

#[cfg(feature = "server")]
mod server {
    use registrar::allow_list;
    use registrar::caller::Caller;
    use registrar::runner::Cx;
    use rules::allow_list::Source;
    use rules::calendar::iso8601;
    use store::AllowEntry;

    use super::*;
    use crate::handler::{Answer, Run};

    impl Run for Request {
        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            let of_settings = caller.api_user.allowed.split_ascii_whitespace().map(of_settings);
            let kept = allow_list::list(cx, caller)?;
            let entries = of_settings.chain(kept.into_iter().map(|kept| shown(kept, cx.now)));
            Ok(Response { seen_address: caller.address.to_string(), entries: entries.collect() })
        }
    }

    fn of_settings(network: &str) -> Entry {
        Entry {
            source: network.to_owned(),
            key_id: None,
            created: None,
            expires: None,
            status: "Active".to_owned(),
            is_of_settings: true,
            looked_up: None,
            addresses: Vec::new(),
        }
    }

    fn shown(kept: AllowEntry, now: i64) -> Entry {
        let AllowEntry { key_id, created, entry, .. } = kept;
        let is_host = matches!(entry.source, Source::Host(_));
        let status = match (entry.is_over(now), is_host && entry.addresses.is_empty()) {
            (true, _) => "Expired",
            (false, true) => "Unknown",
            (false, false) => "Active",
        };
        Entry {
            key_id,
            created: Some(iso8601(created)),
            expires: entry.expires.map(iso8601),
            status: status.to_owned(),
            is_of_settings: false,
            looked_up: Some(entry.answered).filter(|answered| *answered > 0).map(iso8601),
            addresses: entry.addresses.iter().map(ToString::to_string).collect(),
            source: entry.source.to_string(),
        }
    }
}
