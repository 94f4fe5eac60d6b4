//! Placeholder while the house is built.

use std::process::ExitCode;

use clap::Parser;

mod endpoints;
mod verbs;

#[derive(Parser)]
enum Verb {
    Run(verbs::run::Args),
}

#[tokio::main]
async fn main() -> ExitCode {
    match Verb::parse() {
        Verb::Run(args) => verbs::run::run(args).await,
    }
}
