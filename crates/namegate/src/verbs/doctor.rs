//! `namegate doctor`: looks at a set-up from outside, as a client would, and says what is wrong and what to do.

use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use registrar::clock::{Clock, RealClock};

use crate::endpoints::DataFolder;
use crate::failed;

mod account;
mod authority;
mod finding;
mod folder;
mod listeners;
mod shell;

use finding::Finding;

/// Check the running sandbox and this shell; exits 1 if something is wrong
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    data: DataFolder,
    /// Print the findings as JSON
    #[arg(long)]
    json: bool,
}

pub async fn run(args: Args) -> ExitCode {
    let folder = match args.data.path() {
        Ok(folder) => folder,
        Err(error) => return failed(&error.to_string()),
    };
    let before = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    let findings = examine(&folder, RealClock.now(), before).await;
    let text = if args.json { as_json(&findings) } else { as_text(&findings) };
    // Who closed standard output does not want to read it.
    let _ = std::io::stdout().write_all(text.as_bytes());
    if findings.iter().any(Finding::is_problem) { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// Every finding, in the order in which one thing needs the other. `now` is the time of this machine.
async fn examine(
    folder: &std::path::Path,
    now: i64,
    variable: impl Fn(&str) -> Option<OsString>,
) -> Vec<Finding> {
    let (mut findings, endpoints) = folder::examine(folder);
    let Some(endpoints) = endpoints else { return findings };
    let (authority, found) = authority::examine(&endpoints.ca, now);
    findings.push(found);
    findings.extend(listeners::examine(&endpoints, authority.as_ref()).await);
    findings.extend(account::examine(&endpoints).await);
    findings.extend(shell::variables(&endpoints.proxy, authority.as_ref(), variable));
    findings.extend(shell::names().await);
    findings
}

fn as_text(findings: &[Finding]) -> String {
    let problems = findings.iter().filter(|finding| finding.is_problem()).count();
    let lines: String = findings.iter().map(Finding::as_text).collect();
    let end = match problems {
        0 => "nothing is wrong\n".to_owned(),
        1 => "one thing is wrong\n".to_owned(),
        problems => format!("{problems} things are wrong\n"),
    };
    lines + &end
}

fn as_json(findings: &[Finding]) -> String {
    let well = !findings.iter().any(Finding::is_problem);
    let findings: Vec<serde_json::Value> = findings.iter().map(Finding::as_json).collect();
    format!("{:#}\n", serde_json::json!({ "well": well, "findings": findings }))
}
