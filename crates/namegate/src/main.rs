//! `namegate`: the binary. Each verb has its file; `wiring` is the only place that knows which part is wired to which.

use std::process::ExitCode;

use clap::Parser;

mod asked;
mod callee;
mod config;
mod endpoints;
mod exchange;
mod verbs;
mod wiring;
mod zone_server;

/// A call makes some two hundred small allocations; `benches/run http` shows what the allocator is worth.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// An open registrar API server, wire-compatible with the Namecheap API.
#[derive(Parser)]
#[command(name = "namegate", version, arg_required_else_help = true)]
enum Verb {
    Sandbox(verbs::sandbox::Args),
    Run(verbs::run::Args),
    Call(verbs::call::Args),
    State(verbs::state::Args),
    Explain(verbs::explain::Args),
    Allow(verbs::allow::Args),
    Key(verbs::key::Args),
    Domain(verbs::domain::Args),
    Zone(verbs::zone::Args),
    Doctor(verbs::doctor::Args),
    Audit(verbs::audit::Args),
}

fn main() -> ExitCode {
    let verb = Verb::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(cause) => return failed(&format!("cannot start: {cause}")),
    };
    runtime.block_on(async {
        match verb {
            Verb::Sandbox(args) => verbs::sandbox::run(args).await,
            Verb::Run(args) => verbs::run::run(args).await,
            Verb::Call(args) => verbs::call::run(args).await,
            Verb::State(args) => verbs::state::run(args).await,
            Verb::Key(args) => verbs::key::run(args).await,
            Verb::Domain(args) => verbs::domain::run(args).await,
            Verb::Zone(args) => verbs::zone::run(args).await,
            Verb::Explain(args) => verbs::explain::run(args).await,
            Verb::Allow(args) => verbs::allow::run(args).await,
            Verb::Doctor(args) => verbs::doctor::run(args).await,
            Verb::Audit(args) => verbs::audit::run(args).await,
        }
    })
}

/// Says in one line why nothing came of it.
fn failed(why: &str) -> ExitCode {
    eprintln!("namegate: {why}");
    ExitCode::FAILURE
}
