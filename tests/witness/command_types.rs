//! Reading and writing again, for each command by the types of its declaration.

use std::time::Duration;

use commands::{domains, sandbox, users};
use wire::element::Empty;
use wire::envelope::{self, ApiError, Outcome, Trailer};
use wire::node::Node;
use wire::{Body, Command, Params, Refusal};

/// What the types of a command make of recorded texts.
pub struct CommandTypes {
    pub name: &'static str,
    /// Reads an answer and writes it again.
    pub rewrite: fn(&str) -> Result<String, String>,
    /// Reads a request and gives the parameters that a client would send for it.
    pub resend: fn(&Params) -> Result<Sent, Refusal>,
}

/// Names and values as they are sent.
pub type Sent = Vec<(String, String)>;

/// Those of every command.
pub const ALL: &[CommandTypes] = &[
    of::<domains::check::Request>(),
    of::<domains::create::Request>(),
    of::<domains::get_contacts::Request>(),
    of::<domains::get_info::Request>(),
    of::<domains::get_list::Request>(),
    of::<domains::get_registrar_lock::Request>(),
    of::<domains::get_tld_list::Request>(),
    of::<domains::reactivate::Request>(),
    of::<domains::renew::Request>(),
    of::<domains::set_contacts::Request>(),
    of::<domains::set_registrar_lock::Request>(),
    of::<domains::dns::get_email_forwarding::Request>(),
    of::<domains::dns::get_hosts::Request>(),
    of::<domains::dns::get_list::Request>(),
    of::<domains::dns::set_custom::Request>(),
    of::<domains::dns::set_default::Request>(),
    of::<domains::dns::set_email_forwarding::Request>(),
    of::<domains::dns::set_hosts::Request>(),
    of::<domains::ns::create::Request>(),
    of::<domains::ns::delete::Request>(),
    of::<domains::ns::get_info::Request>(),
    of::<domains::ns::update::Request>(),
    of::<users::get_balances::Request>(),
    of::<users::get_pricing::Request>(),
    of::<sandbox::clock::advance::Request>(),
    of::<sandbox::clock::get::Request>(),
    of::<sandbox::clock::set::Request>(),
];

const fn of<T: Command>() -> CommandTypes {
    CommandTypes {
        name: T::SPEC.name,
        rewrite: rewrite::<T>,
        resend: |params| T::parse(params).map(|request| request.to_params()),
    }
}

/// The types of a command, whose name may have any letter case.
pub fn find(name: &str) -> Option<&'static CommandTypes> {
    ALL.iter().find(|types| types.name.eq_ignore_ascii_case(name))
}

fn rewrite<T: Command>(document: &str) -> Result<String, String> {
    let root = Node::parse(document).map_err(|error| error.to_string())?;
    let name = T::SPEC.name;
    match envelope::read::<T::Response>(document).map_err(|error| error.to_string())? {
        Outcome::Answer(body) => Ok(envelope::answer(name, &body, trailer(&root)?)),
        Outcome::Errors(errors) => {
            let refusal = refusal(&errors)?;
            let response = root.child("CommandResponse").ok_or("no CommandResponse")?;
            if response.children.is_empty() {
                return Ok(envelope::refusal(name, &refusal, &Empty, trailer(&root)?));
            }
            let body = T::Response::read_body(response).map_err(|error| error.to_string())?;
            Ok(envelope::refusal(name, &refusal, &body, trailer(&root)?))
        }
    }
}

fn refusal(errors: &[ApiError]) -> Result<Refusal, String> {
    let [error] = errors else { return Err(format!("{} errors", errors.len())) };
    let number = error.number.parse().map_err(|_| "an error number that is none")?;
    Ok(Refusal { number, words: error.words.clone(), body: None })
}

/// The trailer of an answer. An answer that lost it is written with an empty one.
fn trailer(root: &Node) -> Result<Trailer<'_>, String> {
    let text = |name| root.child(name).map_or("", |node| node.text.as_str());
    let execution_time = match text("ExecutionTime") {
        "" => Duration::ZERO,
        seconds => {
            let seconds: f64 = seconds.parse().map_err(|_| "an execution time that is none")?;
            Duration::from_millis((seconds * 1_000.0).round() as u64)
        }
    };
    // The server knows its few values at compile time; a test that reads them must keep them.
    let gmt_time_difference = text("GMTTimeDifference").to_owned().leak();
    Ok(Trailer { server: text("Server"), gmt_time_difference, execution_time })
}

#[test]
fn every_command_has_its_types_here() {
    let listed: Vec<&str> = commands::slice::COMMANDS.iter().map(|entry| entry.spec.name).collect();
    assert_eq!(ALL.iter().map(|types| types.name).collect::<Vec<_>>(), listed);
}
