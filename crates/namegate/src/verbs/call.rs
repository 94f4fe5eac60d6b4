//! `namegate call COMMAND [Name=Value ...]`: any command of the API from a shell.

use std::net::Ipv4Addr;
use std::process::ExitCode;

use client::{Client, Credentials};
use commands::slice::{self, Entry};
use wire::json;
use wire::node::Node;

use crate::endpoints::{DataFolder, Endpoints, NoDataFolder};
use crate::failed;

/// Call any command of the API; exits 1 if it is refused, 2 if there is no answer
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    data: DataFolder,
    /// The server to call, instead of the one that runs on the data folder: http://HOST:PORT
    #[arg(long, value_name = "URL", requires = "api_key")]
    endpoint: Option<String>,
    /// ApiUser for --endpoint
    #[arg(long, value_name = "NAME", default_value = "sandbox")]
    api_user: String,
    /// ApiKey for --endpoint
    #[arg(long, env = "NAMEGATE_API_KEY", value_name = "KEY", hide_env_values = true)]
    api_key: Option<String>,
    /// The account acted on, if it is not that of ApiUser
    #[arg(long, value_name = "NAME")]
    user_name: Option<String>,
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
    NoDataFolder(#[from] NoDataFolder),
    #[error(
        "no server is running on {0}: start one with `namegate sandbox`, or name one with --endpoint URL"
    )]
    NotRunning(String),
    #[error("cannot read {0}")]
    Endpoints(#[from] std::io::Error),
    #[error("{0} is no command: see docs/commands.md")]
    NoCommand(String),
    #[error(transparent)]
    Client(#[from] client::Error),
    #[error(transparent)]
    NotXml(#[from] wire::node::NotXml),
}

/// The exit status of a call that got no answer.
const NO_ANSWER: u8 = 2;

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
    let document = client(args)?.send(entry.spec.name, &args.params).await?;
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

fn client(args: &Args) -> Result<Client, Error> {
    let (base, api_user, api_key) = match (&args.endpoint, &args.api_key) {
        (Some(endpoint), Some(api_key)) => (endpoint.clone(), args.api_user.clone(), api_key.clone()),
        _ => {
            let folder = args.data.path()?;
            let found =
                Endpoints::read(&folder)?.ok_or_else(|| Error::NotRunning(folder.display().to_string()))?;
            (found.http, found.api_user, found.api_key)
        }
    };
    let user_name = args.user_name.clone().unwrap_or_else(|| api_user.clone());
    Ok(Client::new(&base, Credentials { api_user, api_key, user_name, client_ip: Ipv4Addr::LOCALHOST }))
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
