//! `namegate.keys.create`: a key that may do as much as is said, and no more.

use wire::secret::Secret;
use wire::{Body, Command, Row, refusals};

use super::{ClientIpWord, PresetWord};
use crate::allow::TOO_MANY as TOO_MANY_ENTRIES;

/// Make a key that may do some things only
#[derive(Command)]
#[command(name = "namegate.keys.create", effect = Write, response = Response)]
pub struct Request {
    /// What it is for, in words for people.
    #[param(max = 100, subject = 950)]
    pub label: Option<String>,
    /// What it begins with; the other parameters stand in the place of what [keys.md](keys.md) says of it.
    #[param(subject = 952)]
    pub preset: PresetWord,
    /// Domains that it reaches, apart by commas: example.com, *.example, shop-*, -not-this.example. The longest decides.
    #[param(max = 4000, subject = 953)]
    pub domains: Option<String>,
    /// Commands that it may use, apart by commas: namecheap.domains.*, namecheap.users.getBalances, namecheap.*:read.
    #[param(max = 4000, subject = 954)]
    pub commands: Option<String>,
    #[numbered]
    pub records: Vec<RecordScope>,
    /// Most records of its own that stand in one zone.
    #[param(least = 0, most = 1000, subject = 956)]
    pub most_records: Option<i64>,
    /// Seconds until a record that it adds is deleted; 0 for never.
    #[param(least = 0, most = 31_536_000, subject = 957)]
    pub record_life: Option<i64>,
    /// Whether it may change and delete records that it did not add.
    #[param(subject = 958)]
    pub may_delete_others: Option<bool>,
    /// Most records that one call may delete.
    #[param(least = 0, most = 1000, subject = 959)]
    pub most_deletions: Option<i64>,
    /// Most that one order may cost, in US dollars.
    #[param(max = 20, subject = 960)]
    pub highest_price: Option<String>,
    /// Most that it may spend in a day of UTC.
    #[param(max = 20, subject = 961)]
    pub spend_per_day: Option<String>,
    /// Most that it may spend in its life.
    #[param(max = 20, subject = 962)]
    pub spend_in_all: Option<String>,
    /// Days until it expires; never when left out.
    #[param(least = 1, most = 3650, subject = 963)]
    pub days: Option<i64>,
    /// Days without a call after which it ends; never when left out.
    #[param(least = 1, most = 3650, subject = 964)]
    pub unused_days: Option<i64>,
    /// Whether setHosts is taken as a change of what the key last read: see [merge.md](merge.md).
    #[param(subject = 965)]
    pub merge: Option<bool>,
    /// What is asked of ClientIp: as everywhere, nothing, or that it is the address of the caller.
    #[param(subject = 966)]
    pub client_ip_rule: Option<ClientIpWord>,
}

/// Records that it may add, change and delete.
#[derive(Row)]
pub struct RecordScope {
    /// The number it was sent under.
    #[number]
    pub number: u32,
    /// Type, name and value, apart by blanks; a star is anything: `TXT _acme-challenge.*`, `A home 192.0.2.*`.
    #[param(max = 1000, subject = 955)]
    pub record: String,
}

#[derive(Body, Debug)]
#[body(name = "KeysCreateResult")]
pub struct Response {
    #[attr]
    pub key_id: i64,
    #[attr]
    pub api_user: String,
    /// Shown this once.
    #[attr]
    pub api_key: Secret,
    #[attr]
    pub user_name: String,
    #[attr]
    pub preset: String,
    /// A moment of ISO 8601 in UTC.
    #[attr]
    pub expires: Option<String>,
}

refusals! {
    NO_PATTERN = 2011953 "Parameter {} is Invalid";
    NO_AMOUNT = 2011960 "Parameter {} is Invalid";
    EXCEEDS = 2030952 "The key would do more than the one that makes it: {}";
    TOO_MANY = 2016950 "There are as many keys as there may be";
    TOO_MANY_ENTRIES;
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::keys::{self, Error, Made, Wish};
    use registrar::runner::Cx;
    use rules::calendar::iso8601;
    use rules::key_policy::{Policy, Preset, Scope};
    use rules::money::Money;

    use super::*;
    use crate::handler::{Answer, Run, Stop};

    impl Run for Request {
        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            let preset = Preset::from(self.preset);
            let wish = Wish {
                label: self.label.clone().unwrap_or_default(),
                preset,
                policy: self.policy(preset.policy())?,
                days: self.days,
                unused_days: self.unused_days,
            };
            let Made { key, secret } = keys::create(cx, caller, wish).map_err(refuse)?;
            Ok(Response {
                key_id: key.id,
                api_user: caller.api_user.user_name.clone(),
                api_key: Secret::new(secret),
                user_name: caller.user.user_name.clone(),
                preset: key.preset,
                expires: key.life.expires.map(iso8601),
            })
        }
    }

    impl Request {
        /// The policy of the preset, but for what is said otherwise.
        fn policy(&self, preset: Policy) -> Answer<Policy> {
            let mut policy = preset;
            if let Some(domains) = &self.domains {
                policy.domains = scope("Domains", listed(domains))?;
            }
            if let Some(commands) = &self.commands {
                policy.commands = scope("Commands", listed(commands))?;
            }
            if !self.records.is_empty() {
                policy.records = scope("Record", self.records.iter().map(|row| row.record.trim()))?;
            }
            let number = |number: i64| u32::try_from(number).ok();
            policy.most_records = self.most_records.map_or(policy.most_records, number);
            policy.most_deletions = self.most_deletions.map_or(policy.most_deletions, number);
            policy.record_life = match self.record_life {
                Some(0) => None,
                life => life.map_or(policy.record_life, number),
            };
            policy.deletes_others = self.may_delete_others.unwrap_or(policy.deletes_others);
            policy.merge = self.merge.unwrap_or(policy.merge);
            policy.client_ip = self.client_ip_rule.map_or(policy.client_ip, Into::into);
            let spending = &mut policy.spending;
            spending.highest_price = amount("HighestPrice", &self.highest_price)?.or(spending.highest_price);
            spending.per_day = amount("SpendPerDay", &self.spend_per_day)?.or(spending.per_day);
            spending.in_all = amount("SpendInAll", &self.spend_in_all)?.or(spending.in_all);
            Ok(policy)
        }
    }

    fn listed(text: &str) -> impl Iterator<Item = &str> {
        text.split(',').map(str::trim).filter(|part| !part.is_empty())
    }

    fn scope<'a, P: rules::key_policy::Pattern>(
        name: &str,
        texts: impl IntoIterator<Item = &'a str>,
    ) -> Answer<Scope<P>> {
        Scope::parse(texts).map_err(|_| NO_PATTERN.about(name).into())
    }

    fn amount(name: &str, text: &Option<String>) -> Answer<Option<Money>> {
        let read = |text: &String| Money::parse_usd(text).ok_or_else(|| NO_AMOUNT.about(name));
        Ok(text.as_ref().map(read).transpose()?)
    }

    fn refuse(cause: Error) -> Stop {
        match cause {
            Error::Exceeds(what) => EXCEEDS.about(what).into(),
            Error::TooMany => TOO_MANY.into(),
            Error::TooManyEntries => TOO_MANY_ENTRIES.into(),
            Error::Store(error) => error.into(),
            // Only what changes a key looks for one.
            Error::NotFound | Error::OfSettings | Error::Revoked => crate::handler::UNKNOWN.into(),
        }
    }
}
