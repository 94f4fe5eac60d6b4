//! `namegate allow list|add|remove`: from where an account, or one of its keys, may be called.

use std::process::ExitCode;

use commands::allow::{Entry, add, list, remove};

use crate::asked::{To, plain, table, tell};

/// List, add and take away from where an account may be called; exits 1 if it is refused, 2 if there is no answer
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(clap::Subcommand)]
enum Action {
    /// Every entry, and the address that the server sees
    List {
        #[command(flatten)]
        to: To,
    },
    /// Let calls come from an address, a network, the name of a host, or `any`
    Add {
        #[command(flatten)]
        to: To,
        #[arg(value_name = "ENTRY")]
        entry: String,
        /// Hold this key to it, instead of adding it for the account
        #[arg(long, value_name = "ID")]
        key: Option<i64>,
        /// Days until it ends
        #[arg(long)]
        days: Option<i64>,
    },
    /// Take an entry away
    Remove {
        #[command(flatten)]
        to: To,
        #[arg(value_name = "ENTRY")]
        entry: String,
        /// The key whose entry it is
        #[arg(long, value_name = "ID")]
        key: Option<i64>,
    },
}

pub async fn run(args: Args) -> ExitCode {
    match args.action {
        Action::List { to } => tell(&to.callee, to.json, &list::Request {}, listed).await,
        Action::Add { to, entry, key, days } => {
            let words = |answer: &add::Response| format!("{} is on the list", plain(&answer.entry));
            tell(&to.callee, to.json, &add::Request { entry, key_id: key, days }, words).await
        }
        Action::Remove { to, entry, key } => {
            let words = |answer: &remove::Response| format!("{} is off the list", plain(&answer.entry));
            tell(&to.callee, to.json, &remove::Request { entry, key_id: key }, words).await
        }
    }
}

fn listed(response: &list::Response) -> String {
    let row = |entry: &Entry| {
        let of = match entry.key_id {
            Some(key_id) => format!("key {key_id}"),
            None if entry.is_of_settings => "settings".to_owned(),
            None => "account".to_owned(),
        };
        let expires = entry.expires.clone().unwrap_or_else(|| "never".to_owned());
        [entry.source.clone(), of, entry.status.clone(), expires, entry.addresses.join(" ")]
    };
    let rows: Vec<[String; 5]> = response.entries.iter().map(row).collect();
    let seen = plain(&response.seen_address);
    format!("{}\nthis call comes from {seen}", table(["FROM", "OF", "STATUS", "EXPIRES", "ADDRESSES"], &rows))
}
