//! `namegate call COMMAND [Name=Value ...]`: any command of the API from a shell.

use std::process::ExitCode;

use commands::slice::{self, Entry};
use wire::json;
use wire::node::Node;

use crate::asked::NO_ANSWER;
use crate::callee::{self, Callee};
use crate::failed;

/// Call any command of the API; exits 1 if it is refused, 2 if there is no answer
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    callee: Callee,
    /// Print the answer as JSON
    #[arg(long)]
    json: bool,
    /// The command, with or without `namecheap.` in front
    #[arg(value_name = "COMMAND")]
    command: String,
    /// Its parameters
    #[arg(value_name = "NAME=VALUE", value_parser = pair)]
    params: Vec<(String, String)>,
}

/// Why there is no answer. Each is one line for standard error.
#[derive(Debug, thiserror::Error)]
enum Error {
    #[error(transparent)]
    Callee(#[from] callee::Error),
    #[error("{0} is no command: see docs/commands.md")]
    NoCommand(String),
    #[error(transparent)]
    Client(#[from] client::Error),
    #[error(transparent)]
    NotXml(#[from] wire::node::NotXml),
}

pub async fn run(args: Args) -> ExitCode {
    match call(&args).await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            failed(&error.to_string());
            ExitCode::from(NO_ANSWER)
        }
    }
}

/// Calls and prints; whether the answer's Status is OK.
async fn call(args: &Args) -> Result<bool, Error> {
    let entry = find(&args.command).ok_or_else(|| Error::NoCommand(args.command.clone()))?;
    let document = args.callee.client()?.send(entry.spec.name, &args.params).await?;
    let root = Node::parse(&document)?;
    if args.json {
        print(&format!("{:#}", json::answer(&root, entry.spec.response)));
    } else {
        print(&document);
    }
    Ok(root.attribute("Status") == Some("OK"))
}

fn find(name: &str) -> Option<&'static Entry> {
    slice::find(name).or_else(|| slice::find(&format!("namecheap.{name}")))
}

fn pair(text: &str) -> Result<(String, String), &'static str> {
    let (name, value) = text.split_once('=').ok_or("a parameter is NAME=VALUE")?;
    Ok((name.to_owned(), value.to_owned()))
}

fn print(text: &str) {
    use std::io::Write;
    // Who closed standard output does not want to read it.
    let _ = writeln!(std::io::stdout(), "{text}");
}
