//! `namegate key create|list|show|rotate|revoke`: keys that may do some things only.

use std::process::ExitCode;

use commands::keys::{ClientIpWord, Key, PresetWord, create, get, list, revoke, rotate};
use commands::paging::Page;
use serde_json::json;
use wire::scalar::Scalar;

use crate::asked::{self, To, ask, plain, table, tell, told};

/// Make, list, turn over and take away keys; exits 1 if it is refused, 2 if there is no answer
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(clap::Subcommand)]
enum Action {
    /// Make a key; its secret is shown this once
    Create(Box<Create>),
    /// List the keys of the account, the newest first
    List {
        #[command(flatten)]
        to: To,
        /// Counts from 1
        #[arg(long, default_value_t = 1)]
        page: i64,
    },
    /// Tell what a key may do
    Show {
        #[command(flatten)]
        to: To,
        #[arg(value_name = "ID")]
        id: i64,
    },
    /// Give a key another secret; the former is good for some hours more
    Rotate {
        #[command(flatten)]
        to: To,
        #[arg(value_name = "ID")]
        id: i64,
        /// Hours for which the former secret is good
        #[arg(long, default_value_t = 24, value_name = "HOURS")]
        overlap: i64,
    },
    /// Take a key away at once
    Revoke {
        #[command(flatten)]
        to: To,
        #[arg(value_name = "ID")]
        id: i64,
    },
}

#[derive(clap::Args)]
struct Create {
    #[command(flatten)]
    to: To,
    /// What it begins with: acme, ddns, read, dns, billing or full
    #[arg(long, value_parser = word::<PresetWord>)]
    preset: PresetWord,
    /// A domain that it reaches: example.com, *.example, -not-this.example; may be repeated
    #[arg(long, value_name = "PATTERN", allow_hyphen_values = true)]
    domain: Vec<String>,
    /// A command that it may use: namecheap.domains.*, namecheap.*:read; may be repeated
    #[arg(long = "command", value_name = "PATTERN", allow_hyphen_values = true)]
    commands: Vec<String>,
    /// Records that it may write: 'TXT _acme-challenge.*', 'A home 192.0.2.*'; may be repeated
    #[arg(long, value_name = "PATTERN", allow_hyphen_values = true)]
    record: Vec<String>,
    /// What it is for
    #[arg(long)]
    label: Option<String>,
    /// Records of its own in one zone at most
    #[arg(long, value_name = "NUMBER")]
    most_records: Option<i64>,
    /// Seconds until a record that it adds is deleted
    #[arg(long, value_name = "SECONDS")]
    record_life: Option<i64>,
    /// Whether it may change and delete records that it did not add
    #[arg(long, value_name = "BOOL")]
    may_delete_others: Option<bool>,
    /// Records that one call may delete at most
    #[arg(long, value_name = "NUMBER")]
    most_deletions: Option<i64>,
    /// What one order may cost at most
    #[arg(long, value_name = "USD")]
    highest_price: Option<String>,
    /// What it may spend in a day
    #[arg(long, value_name = "USD")]
    spend_per_day: Option<String>,
    /// What it may spend in its life
    #[arg(long, value_name = "USD")]
    spend_in_all: Option<String>,
    /// Days until it expires
    #[arg(long)]
    days: Option<i64>,
    /// Days without a call after which it ends
    #[arg(long, value_name = "DAYS")]
    unused_days: Option<i64>,
    /// Whether setHosts is taken as a change of what the key last read
    #[arg(long, value_name = "BOOL")]
    merge: Option<bool>,
    /// What is asked of ClientIp: required, optional, ignored or caller
    #[arg(long, value_parser = word::<ClientIpWord>)]
    client_ip: Option<ClientIpWord>,
}

fn word<W: Scalar>(text: &str) -> Result<W, String> {
    W::parse(text).map_err(|_| format!("one of {}", W::WORDS.join(", ")))
}

pub async fn run(args: Args) -> ExitCode {
    match args.action {
        Action::Create(create) => made(*create).await,
        Action::List { to, page } => {
            tell(&to.callee, to.json, &list::Request { page: Page { number: page, size: 100 } }, listed).await
        }
        Action::Show { to, id } => {
            tell(&to.callee, to.json, &get::Request { key_id: id }, |answer| shown(&answer.key)).await
        }
        Action::Rotate { to, id, overlap } => {
            let request = rotate::Request { key_id: id, overlap_hours: overlap };
            let answer = ask(&to.callee, &request).await;
            told(answer.map(|answer| {
                let rotate::Response { key_id, api_user, api_key } = answer.response;
                secret(to.json, key_id, &api_user, api_key.expose())
            }))
        }
        Action::Revoke { to, id } => {
            let words = |answer: &revoke::Response| format!("key {} is revoked", answer.key_id);
            tell(&to.callee, to.json, &revoke::Request { key_id: id }, words).await
        }
    }
}

async fn made(args: Create) -> ExitCode {
    let To { callee, json } = &args.to;
    let joined = |patterns: &[String]| (!patterns.is_empty()).then(|| patterns.join(","));
    let records = (1..)
        .zip(&args.record)
        .map(|(number, record)| create::RecordScope { number, record: record.clone() });
    let request = create::Request {
        label: args.label.clone(),
        preset: args.preset,
        domains: joined(&args.domain),
        commands: joined(&args.commands),
        records: records.collect(),
        most_records: args.most_records,
        record_life: args.record_life,
        may_delete_others: args.may_delete_others,
        most_deletions: args.most_deletions,
        highest_price: args.highest_price.clone(),
        spend_per_day: args.spend_per_day.clone(),
        spend_in_all: args.spend_in_all.clone(),
        days: args.days,
        unused_days: args.unused_days,
        merge: args.merge,
        client_ip_rule: args.client_ip,
    };
    let answer: Result<_, asked::Error> = ask(callee, &request).await;
    told(answer.map(|answer| {
        let create::Response { key_id, api_user, api_key, .. } = answer.response;
        secret(*json, key_id, &api_user, api_key.expose())
    }))
}

/// What a program needs to call with a key.
fn secret(as_json: bool, id: i64, api_user: &str, api_key: &str) -> String {
    if as_json {
        return json!({ "id": id, "api_user": api_user, "api_key": api_key }).to_string();
    }
    format!("key       {id}\nApiUser   {}\nApiKey    {api_key}\nIt is shown this once.", plain(api_user))
}

fn listed(response: &list::Response) -> String {
    let row = |key: &Key| {
        let expires = key.expires.clone().unwrap_or_else(|| "never".to_owned());
        let (id, used) = (key.key_id.to_string(), key.last_used.clone());
        [id, key.status.clone(), key.preset.clone(), key.user_name.clone(), expires, used, key.label.clone()]
    };
    let rows: Vec<[String; 7]> = response.result.keys.iter().map(row).collect();
    table(["ID", "STATUS", "PRESET", "FOR", "EXPIRES", "USED", "LABEL"], &rows)
}

fn shown(key: &Key) -> String {
    let policy = &key.policy;
    let number = |number: Option<i64>| number.map(|number| number.to_string());
    let lines = [
        ("key", Some(key.key_id.to_string())),
        ("label", Some(key.label.clone())),
        ("status", Some(key.status.clone())),
        ("preset", Some(key.preset.clone())),
        ("for", Some(key.user_name.clone())),
        ("expires", key.expires.clone()),
        ("commands", Some(policy.commands.join(", "))),
        ("domains", Some(policy.domains.join(", "))),
        ("records", Some(policy.records.join(", "))),
        ("of others", Some(if policy.may_delete_others { "may be changed" } else { "stay" }.to_owned())),
        ("records at most", number(policy.most_records)),
        ("record life", number(policy.record_life)),
        ("deletions at most", number(policy.most_deletions)),
        ("an order", policy.highest_price.clone()),
        ("a day", policy.spend_per_day.clone()),
        ("in all", policy.spend_in_all.clone()),
        ("setHosts", Some(if policy.merge { "merges" } else { "replaces" }.to_owned())),
        ("ClientIp", Some(policy.client_ip.clone())),
    ];
    let told = lines.into_iter().filter_map(|(name, value)| Some(format!("{name:<18}{}", plain(&value?))));
    told.collect::<Vec<_>>().join("\n")
}
