//! `namegate run -- COMMAND`: COMMAND talks to the running sandbox as if it were the real service. Only its
//! environment differs, and with `--hosts` what it finds in /etc/hosts; nothing on the machine is changed.

use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use crate::endpoints::{DataFolder, Endpoints, after_scheme};

mod bundles;
mod child;
mod environment;
mod hosts;
mod namespace;

pub(super) use bundles::VARIABLES as TRUST_VARIABLES;
pub(super) use environment::covers_a_real_host;

/// How long a proxy on this machine may take to accept a connection.
const PROXY_TIMEOUT: Duration = Duration::from_secs(2);

/// Run a command that talks to the running sandbox as if it were the real service
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    data: DataFolder,
    /// For commands that ask no proxy: the names of the real hosts lead to the sandbox, for the command alone (Linux,
    /// as root)
    #[arg(long)]
    hosts: bool,
    /// The command and its arguments
    #[arg(last = true, required = true, value_name = "COMMAND")]
    command: Vec<OsString>,
}

/// Why the command was not run. Each is one line for standard error.
#[derive(Debug, thiserror::Error)]
enum Error {
    #[error(transparent)]
    Folder(#[from] crate::endpoints::NoDataFolder),
    #[error("no sandbox is running on {0}: start one with `namegate sandbox --data {0}`")]
    NoSandbox(String),
    #[error("cannot read {path}: {cause}")]
    Unreadable { path: String, cause: std::io::Error },
    #[error("cannot write the certificates for the command: {0}")]
    Bundles(std::io::Error),
    #[error("{command}: command not found")]
    NotFound { command: String },
    #[error("{command}: {cause}")]
    NotStarted { command: String, cause: std::io::Error },
    #[error(transparent)]
    Hosts(#[from] namespace::Error),
    #[error("cannot wait for the command: {0}")]
    Wait(std::io::Error),
}

impl Error {
    /// The exit status, with the shells' numbers for a command that is missing or cannot be executed.
    fn exit_code(&self) -> ExitCode {
        match self {
            Error::NotFound { .. } => ExitCode::from(127),
            Error::NotStarted { .. } => ExitCode::from(126),
            _ => ExitCode::FAILURE,
        }
    }
}

/// Runs the command and hands on its exit status, 128 and the signal's number if a signal ended it.
pub async fn run(args: Args) -> ExitCode {
    match run_command(args).await {
        Ok(status) => ExitCode::from(status),
        Err(error) => {
            eprintln!("namegate: {error}");
            error.exit_code()
        }
    }
}

async fn run_command(args: Args) -> Result<u8, Error> {
    if args.hosts {
        namespace::check()?;
    }
    let folder = args.data.path()?;
    let endpoints = running(&folder).await?;
    let ca = std::fs::read(&endpoints.ca)
        .map_err(|cause| Error::Unreadable { path: endpoints.ca.display().to_string(), cause })?;
    let before = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    let bundles = bundles::Bundles::write(&ca, before).map_err(Error::Bundles)?;
    let changes = environment::changes(&endpoints.proxy, &bundles, before);
    let hosts = match args.hosts {
        true => Some(hosts::Hosts::stand_in(&endpoints).await.map_err(namespace::Error::Hosts)?),
        false => None,
    };
    // `bundles` and `hosts` live until the command has ended: their files go with it.
    child::run(&args.command, changes, hosts.as_ref().map(hosts::Hosts::file)).await
}

/// The endpoints of the sandbox that runs on `folder` and answers.
async fn running(folder: &Path) -> Result<Endpoints, Error> {
    let none = || Error::NoSandbox(folder.display().to_string());
    let endpoints = Endpoints::read(folder)
        .map_err(|cause| Error::Unreadable { path: folder.display().to_string(), cause })?
        .ok_or_else(none)?;
    let address = after_scheme(&endpoints.proxy);
    let connecting = tokio::time::timeout(PROXY_TIMEOUT, tokio::net::TcpStream::connect(address));
    match connecting.await {
        Ok(Ok(_)) => Ok(endpoints),
        Ok(Err(_)) | Err(_) => Err(none()),
    }
}
