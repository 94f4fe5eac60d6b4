//! `namegate state export` and `namegate state import FILE`: everything a sandbox holds, as one file.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use commands::sandbox::state::{export, import};
use wire::secret::Secret;

use crate::callee::{self, Callee};
use crate::failed;

/// Write everything a sandbox holds to standard output, or put a file in its place
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(clap::Subcommand)]
enum Action {
    /// Write the state to standard output
    Export {
        #[command(flatten)]
        callee: Callee,
    },
    /// Put a state in the place of everything the sandbox holds
    Import {
        #[command(flatten)]
        callee: Callee,
        /// What `namegate state export` wrote
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

/// Why nothing came of it. Each is one line for standard error.
#[derive(Debug, thiserror::Error)]
enum Error {
    #[error(transparent)]
    Callee(#[from] callee::Error),
    #[error("cannot read {path}: {cause}")]
    Unreadable { path: String, cause: std::io::Error },
    #[error("cannot write the state: {0}")]
    Unwritten(std::io::Error),
    #[error(transparent)]
    Client(#[from] client::Error),
}

pub async fn run(args: Args) -> ExitCode {
    let done = match args.action {
        Action::Export { callee } => export(&callee).await,
        Action::Import { callee, file } => import(&callee, file).await,
    };
    done.map_or_else(|error| failed(&error.to_string()), |()| ExitCode::SUCCESS)
}

async fn export(callee: &Callee) -> Result<(), Error> {
    let response = callee.client()?.call(&export::Request {}).await?;
    // Half a file is no file, so this error counts.
    std::io::stdout().write_all(response.state.as_bytes()).map_err(Error::Unwritten)
}

async fn import(callee: &Callee, file: PathBuf) -> Result<(), Error> {
    let text = std::fs::read_to_string(&file)
        .map_err(|cause| Error::Unreadable { path: file.display().to_string(), cause })?;
    let response = callee.client()?.call(&import::Request { state: Secret::new(text) }).await?;
    let import::Response { accounts, domains, rows } = response;
    let told = format!("{accounts} accounts, {domains} domains, {rows} rows in all\n");
    std::io::stdout().write_all(told.as_bytes()).map_err(Error::Unwritten)
}
