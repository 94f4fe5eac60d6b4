//! `namegate audit verify`: whether the audit log of an account is whole, by what the server answers of it.

use std::io::Write;
use std::process::ExitCode;

use client::Client;
use commands::audit::list;
use commands::paging::Page;
use registrar::audit::{Shown, Verification, hex};

use crate::callee::{self, Callee};
use crate::failed;

/// Look through the audit log of the account
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(clap::Subcommand)]
enum Action {
    /// Make every hash of the chain anew; exits 1 at a broken link
    Verify {
        #[command(flatten)]
        callee: Callee,
        /// An end of the chain that was noted before, which it must still go through
        #[arg(long, value_name = "SEQ:HASH", value_parser = head)]
        head: Option<Head>,
    },
}

/// An entry by its place and its hash.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Head {
    seq: i64,
    hash: String,
}

/// Why the log is not known to be whole. Each is one line for standard error.
#[derive(Debug, thiserror::Error)]
enum Error {
    #[error(transparent)]
    Callee(#[from] callee::Error),
    #[error(transparent)]
    Client(#[from] client::Error),
    #[error("the audit log is broken at entry {0}: it does not follow from the one before")]
    Broken(i64),
    #[error("entry {0} is not the one that was noted")]
    Replaced(i64),
}

const PAGE: i64 = 1_000;

pub async fn run(Args { action: Action::Verify { callee, head } }: Args) -> ExitCode {
    match verify(&callee, head).await {
        Ok(told) => {
            // Who closed standard output has the exit status.
            let _ = writeln!(std::io::stdout(), "{told}");
            ExitCode::SUCCESS
        }
        Err(error) => failed(&error.to_string()),
    }
}

async fn verify(callee: &Callee, noted: Option<Head>) -> Result<String, Error> {
    let client = callee.client()?;
    let (mut verification, mut last, mut is_noted_there) = (Verification::default(), None, false);
    let mut before = None;
    loop {
        let page = page(&client, before).await?;
        for (shown, hash) in &page {
            let head = Head { seq: shown.seq, hash: hex(hash) };
            is_noted_there |= noted.as_ref() == Some(&head);
            last.get_or_insert(head);
            before = Some(shown.seq);
        }
        if page.is_empty() {
            break;
        }
        page.into_iter().for_each(|(shown, hash)| verification.take(shown, hash));
    }
    match (verification.end(), noted) {
        ((_, Some(broken)), _) => Err(Error::Broken(broken)),
        (_, Some(noted)) if !is_noted_there => Err(Error::Replaced(noted.seq)),
        ((entries, None), _) => Ok(told(entries, last)),
    }
}

fn told(entries: u64, last: Option<Head>) -> String {
    match last {
        Some(Head { seq, hash }) => format!("{entries} entries, every link holds\nhead {seq}:{hash}"),
        None => "no entries".to_owned(),
    }
}

/// Entries of the chain before a place, the newest first. Those that are in no place yet are left out.
async fn page(client: &Client, before: Option<i64>) -> Result<Vec<(Shown, Vec<u8>)>, Error> {
    let request = list::Request {
        of_command: None,
        key_id: None,
        domain: None,
        from: None,
        to: None,
        // Without a place the list begins with those that are in none.
        before_seq: Some(before.unwrap_or(i64::MAX - 1)),
        page: Page { number: 1, size: PAGE },
    };
    let list::Listed { account_id, entries } = client.call(&request).await?.result;
    Ok(entries.into_iter().filter_map(|entry| sealed(account_id, entry)).collect())
}

fn sealed(account_id: i64, entry: list::Entry) -> Option<(Shown, Vec<u8>)> {
    let hash = octets(&entry.hash?);
    let shown = Shown {
        account_id,
        seq: entry.seq?,
        time: entry.time,
        api_user: entry.api_user,
        key_id: entry.key_id,
        address: entry.address,
        command: entry.command,
        outcome: entry.outcome,
        refusal: entry.number,
        subject: entry.subject,
        amount: entry.amount,
    };
    Some((shown, hash))
}

/// What hex digits stand for; of a text that is none, nothing, which is no hash.
fn octets(text: &str) -> Vec<u8> {
    let pairs = text.as_bytes().chunks(2).map(|pair| str::from_utf8(pair).ok());
    let octets = pairs.map(|pair| u8::from_str_radix(pair?, 16).ok());
    octets.collect::<Option<Vec<u8>>>().unwrap_or_default()
}

fn head(text: &str) -> Result<Head, &'static str> {
    let (seq, hash) = text.split_once(':').ok_or("an end of the chain is SEQ:HASH")?;
    let seq = seq.parse().map_err(|_| "SEQ is a number")?;
    Ok(Head { seq, hash: hash.to_ascii_lowercase() })
}
