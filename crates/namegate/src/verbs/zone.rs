//! `namegate zone show|add|replace|delete|versions|diff|restore|import|export`: the records of a domain.

mod told;

use std::io::Read;
use std::path::PathBuf;
use std::process::ExitCode;

use commands::dns::TypeWord;
use commands::dns::conditions::Conditions;
use commands::dns::records::{add, delete, list, replace};
use commands::dns::versions::{diff, list as versions, restore};
use commands::dns::zone::{export, import};
use wire::scalar::Scalar;

use crate::asked::tell;
use crate::callee::Callee;
use crate::failed;

/// Look at and change the records of a domain; exits 1 if it is refused, 2 if there is no answer
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(clap::Subcommand)]
enum Action {
    /// List the records
    Show {
        #[command(flatten)]
        of: Of,
        /// Only records of this name
        #[arg(long)]
        name: Option<String>,
        /// Only records of this type
        #[arg(long = "type", value_parser = word::<TypeWord>)]
        kind: Option<TypeWord>,
    },
    /// Add one record
    Add {
        #[command(flatten)]
        of: Of,
        #[command(flatten)]
        record: Record,
        #[arg(allow_hyphen_values = true)]
        value: String,
        #[command(flatten)]
        change: Change,
    },
    /// Replace the records of one name and type
    Replace {
        #[command(flatten)]
        of: Of,
        #[command(flatten)]
        record: Record,
        /// The values that stand afterwards
        #[arg(required = true, allow_hyphen_values = true)]
        values: Vec<String>,
        #[command(flatten)]
        change: Change,
    },
    /// Delete one record, by its HostId or by name, type and value
    Delete {
        #[command(flatten)]
        of: Of,
        #[arg(long, value_name = "HOSTID", conflicts_with = "name")]
        id: Option<i64>,
        #[arg(required_unless_present = "id", requires = "value")]
        name: Option<String>,
        #[arg(value_name = "TYPE", value_parser = word::<TypeWord>)]
        kind: Option<TypeWord>,
        #[arg(allow_hyphen_values = true)]
        value: Option<String>,
        #[command(flatten)]
        change: Change,
    },
    /// List the versions of the zone, the newest first
    Versions {
        #[command(flatten)]
        of: Of,
        /// Only versions before this one
        #[arg(long, value_name = "VERSION")]
        before: Option<i64>,
    },
    /// Tell what differs between two versions, or one and now
    Diff {
        #[command(flatten)]
        of: Of,
        from: i64,
        to: Option<i64>,
    },
    /// Bring back a version, or one record of it
    Restore {
        #[command(flatten)]
        of: Of,
        from: i64,
        /// Only this record
        #[arg(long, value_name = "HOSTID")]
        id: Option<i64>,
        #[command(flatten)]
        change: Change,
    },
    /// Print the zone as a zone file
    Export {
        #[command(flatten)]
        of: Of,
    },
    /// Take the records of a zone file
    Import {
        #[command(flatten)]
        of: Of,
        /// The zone file; - for standard input
        file: PathBuf,
        /// Also delete every record that the file does not hold
        #[arg(long)]
        replace: bool,
        #[command(flatten)]
        change: Change,
    },
}

/// The domain, whom to call, and how to tell the answer.
#[derive(clap::Args)]
struct Of {
    domain: String,
    #[command(flatten)]
    callee: Callee,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(clap::Args)]
struct Record {
    /// @ for the domain itself, www, or www.example.com. with a closing dot
    name: String,
    #[arg(value_name = "TYPE", value_parser = word::<TypeWord>)]
    kind: TypeWord,
    /// Seconds
    #[arg(long)]
    ttl: Option<i64>,
}

#[derive(clap::Args)]
struct Change {
    /// Say what would change, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Only if the zone is at this version
    #[arg(long)]
    version: Option<i64>,
}

impl Change {
    fn conditions(&self) -> Conditions {
        Conditions { version: self.version, dry_run: self.dry_run.then_some(true) }
    }
}

fn word<W: Scalar>(text: &str) -> Result<W, String> {
    W::parse(text).map_err(|_| format!("one of {}", W::WORDS.join(", ")))
}

pub async fn run(args: Args) -> ExitCode {
    match args.action {
        Action::Show { of, name, kind } => {
            let request = list::Request { domain_name: of.domain, name, kind };
            tell(&of.callee, of.json, &request, told::records).await
        }
        Action::Add { of, record: Record { name, kind, ttl }, value, change } => {
            let conditions = change.conditions();
            let domain_name = of.domain;
            // The preference of MX may stand in front of the value.
            let request = add::Request { domain_name, name, kind, value, ttl, mx_pref: None, conditions };
            tell(&of.callee, of.json, &request, told::changes).await
        }
        Action::Replace { of, record: Record { name, kind, ttl }, values, change } => {
            let numbered = (1..).zip(values);
            let row = |(number, value)| replace::Value { number, value, mx_pref: None };
            let conditions = change.conditions();
            let values = numbered.map(row).collect();
            let request = replace::Request { domain_name: of.domain, name, kind, values, ttl, conditions };
            tell(&of.callee, of.json, &request, told::changes).await
        }
        Action::Delete { of, id, name, kind, value, change } => {
            let conditions = change.conditions();
            let request =
                delete::Request { domain_name: of.domain, host_id: id, name, kind, value, conditions };
            tell(&of.callee, of.json, &request, told::changes).await
        }
        Action::Versions { of, before } => {
            let request = versions::Request { domain_name: of.domain, before, page_size: 100 };
            tell(&of.callee, of.json, &request, told::versions).await
        }
        Action::Diff { of, from, to } => {
            let request = diff::Request { domain_name: of.domain, from, to };
            tell(&of.callee, of.json, &request, |answer| told::difference(&answer.difference)).await
        }
        Action::Restore { of, from, id, change } => {
            let conditions = change.conditions();
            let request = restore::Request { domain_name: of.domain, from, host_id: id, conditions };
            tell(&of.callee, of.json, &request, told::changes).await
        }
        Action::Export { of } => {
            let request = export::Request { domain_name: of.domain };
            tell(&of.callee, of.json, &request, told::text).await
        }
        Action::Import { of, file, replace, change } => {
            let text = match content(&file) {
                Ok(text) => text,
                Err(cause) => return failed(&format!("{}: {cause}", file.display())),
            };
            let conditions = change.conditions();
            let replace = replace.then_some(true);
            let request = import::Request { domain_name: of.domain, text, replace, conditions };
            tell(&of.callee, of.json, &request, told::imported).await
        }
    }
}

fn content(file: &PathBuf) -> std::io::Result<String> {
    if file.as_os_str() != "-" {
        return std::fs::read_to_string(file);
    }
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    Ok(text)
}
