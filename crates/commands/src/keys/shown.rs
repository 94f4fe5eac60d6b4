//! Keys as the answers show them.

use registrar::runner::Cx;
use rules::calendar::iso8601;
use rules::key_policy::{ClientIp, Preset};
use rules::money::Money;
use store::{ApiKey, Error, KeyLife};

use super::{ClientIpWord, Key, Policy, PresetWord};

/// A key as it is shown.
pub(super) fn shown(cx: &mut Cx<'_, '_>, key: ApiKey) -> Result<Key, Error> {
    let user_name = cx.tx.account(key.user_id)?.map(|account| account.user_name).unwrap_or_default();
    Ok(Key {
        key_id: key.id,
        label: key.label,
        preset: key.preset,
        user_name,
        status: status(key.life, cx.now).to_owned(),
        created: iso8601(key.created),
        expires: key.life.expires.map(iso8601),
        last_used: iso8601(key.life.last_used),
        is_of_settings: key.of_settings,
        policy: policy(&key.policy.unwrap_or_else(rules::key_policy::Policy::full)),
    })
}

fn status(life: KeyLife, now: i64) -> &'static str {
    match life {
        KeyLife { revoked: Some(_), .. } => "Revoked",
        KeyLife { expires: Some(end), .. } if end <= now => "Expired",
        life if life.is_over(now) => "Unused",
        _ => "Active",
    }
}

fn policy(policy: &rules::key_policy::Policy) -> Policy {
    let amount = |money: Option<Money>| money.map(Money::four_decimals);
    Policy {
        may_delete_others: policy.deletes_others,
        merge: policy.merge,
        client_ip: ClientIpWord::from(policy.client_ip).word().to_owned(),
        most_records: policy.most_records.map(i64::from),
        record_life: policy.record_life.map(i64::from),
        most_deletions: policy.most_deletions.map(i64::from),
        highest_price: amount(policy.spending.highest_price),
        spend_per_day: amount(policy.spending.per_day),
        spend_in_all: amount(policy.spending.in_all),
        commands: policy.commands.texts().collect(),
        domains: policy.domains.texts().collect(),
        records: policy.records.texts().collect(),
    }
}

impl From<ClientIp> for ClientIpWord {
    fn from(client_ip: ClientIp) -> Self {
        match client_ip {
            ClientIp::Required => ClientIpWord::Required,
            ClientIp::Optional => ClientIpWord::Optional,
            ClientIp::Ignored => ClientIpWord::Ignored,
            ClientIp::Caller => ClientIpWord::Caller,
        }
    }
}

impl From<ClientIpWord> for ClientIp {
    fn from(word: ClientIpWord) -> Self {
        match word {
            ClientIpWord::Required => ClientIp::Required,
            ClientIpWord::Optional => ClientIp::Optional,
            ClientIpWord::Ignored => ClientIp::Ignored,
            ClientIpWord::Caller => ClientIp::Caller,
        }
    }
}

impl From<PresetWord> for Preset {
    fn from(word: PresetWord) -> Self {
        match word {
            PresetWord::Acme => Preset::Acme,
            PresetWord::Ddns => Preset::Ddns,
            PresetWord::Read => Preset::Read,
            PresetWord::Dns => Preset::Dns,
            PresetWord::Billing => Preset::Billing,
            PresetWord::Full => Preset::Full,
        }
    }
}
