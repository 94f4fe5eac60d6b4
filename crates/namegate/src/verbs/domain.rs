//! `namegate domain list|auto-renew|auth-code|delete`: the domains of an account.

use std::process::ExitCode;

use commands::domains::{auth_code, auto_renew, delete, get_list};
use commands::paging::Page;
use wire::escape::Position;
use wire::text::Text;

use crate::asked::{plain, table, tell};
use crate::callee::Callee;

/// List domains, have them renewed or give them up; exits 1 if it is refused, 2 if there is no answer
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(clap::Subcommand)]
enum Action {
    /// List the domains of the account
    List {
        #[command(flatten)]
        to: To,
        /// Part of the name
        #[arg(long, value_name = "TEXT")]
        search: Option<String>,
        /// Counts from 1
        #[arg(long, default_value_t = 1)]
        page: i64,
    },
    /// Tell whether a domain is renewed by itself, or switch it
    AutoRenew {
        #[command(flatten)]
        to: To,
        #[arg(value_name = "DOMAIN")]
        domain: String,
        /// What it is to be
        #[arg(value_name = "on|off")]
        switch: Option<Switch>,
    },
    /// Make the code with which another registrar gets a domain; it is shown this once
    AuthCode {
        #[command(flatten)]
        to: To,
        #[arg(value_name = "DOMAIN")]
        domain: String,
    },
    /// Give a domain up within its add grace period; its price comes back
    Delete {
        #[command(flatten)]
        to: To,
        #[arg(value_name = "DOMAIN")]
        domain: String,
    },
}

/// Whom to call, and how to tell the answer.
#[derive(clap::Args)]
struct To {
    #[command(flatten)]
    callee: Callee,
    /// Print the answer as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Switch {
    On,
    Off,
}

pub async fn run(args: Args) -> ExitCode {
    match args.action {
        Action::List { to, search, page } => {
            let request = get_list::Request {
                list_type: get_list::ListWord::All,
                search_term: search,
                page: Page { number: page, size: 100 },
                sort_by: None,
            };
            tell(&to.callee, to.json, &request, listed).await
        }
        Action::AutoRenew { to, domain, switch: None } => {
            let request = auto_renew::get::Request { domain_name: domain };
            let words = |answer: &auto_renew::get::Response| switched(&answer.domain_name, answer.auto_renew);
            tell(&to.callee, to.json, &request, words).await
        }
        Action::AutoRenew { to, domain, switch: Some(switch) } => {
            let request =
                auto_renew::set::Request { domain_name: domain, auto_renew: matches!(switch, Switch::On) };
            let words = |answer: &auto_renew::set::Response| switched(&answer.domain_name, answer.auto_renew);
            tell(&to.callee, to.json, &request, words).await
        }
        Action::AuthCode { to, domain } => {
            let words = |answer: &auth_code::Response| {
                format!("{}\nIt is good until {}.", plain(answer.auth_code.expose()), answer.expires)
            };
            tell(&to.callee, to.json, &auth_code::Request { domain_name: domain }, words).await
        }
        Action::Delete { to, domain } => {
            let words = |answer: &delete::Response| {
                let (name, back) = (plain(&answer.domain_name), written(&answer.refunded_amount));
                format!("{name} is given up; {back} came back")
            };
            tell(&to.callee, to.json, &delete::Request { domain_name: domain }, words).await
        }
    }
}

fn switched(name: &str, is_on: bool) -> String {
    let how = if is_on { "is renewed by itself" } else { "ends with its term" };
    format!("{} {how}", plain(name))
}

fn listed(response: &get_list::Response) -> String {
    let yes = |is_so: bool| if is_so { "yes" } else { "no" }.to_owned();
    let rows: Vec<[String; 5]> = response
        .result
        .domains
        .iter()
        .map(|domain| {
            let expires = written(&domain.expires);
            [domain.name.clone(), expires, yes(domain.auto_renew), yes(domain.is_locked), domain.user.clone()]
        })
        .collect();
    table(["DOMAIN", "EXPIRES", "RENEWED", "LOCKED", "HELD BY"], &rows)
}

/// A value as it stands in answers.
fn written<T: Text>(value: &T) -> String {
    let mut out = String::new();
    value.append(&mut out, Position::Content);
    out
}
