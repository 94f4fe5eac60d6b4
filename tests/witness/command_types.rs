//! Reading and writing again, for each command by the types of its declaration.

use std::time::Duration;

use commands::{allow, audit, dns, domains, explain, keys, ledger, sandbox, ssl, users, whoisguard};
use wire::element::Empty;
use wire::envelope::{self, ApiError, Form, Outcome, Trailer};
use wire::node::Node;
use wire::{Body, Command, Params, Refusal, RefusalSpec};

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
    of::<domains::dns::get_srv_records::Request>(),
    of::<domains::dns::set_custom::Request>(),
    of::<domains::dns::set_default::Request>(),
    of::<domains::dns::set_email_forwarding::Request>(),
    of::<domains::dns::set_hosts::Request>(),
    of::<domains::dns::set_srv_records::Request>(),
    of::<domains::ns::create::Request>(),
    of::<domains::ns::delete::Request>(),
    of::<domains::ns::get_info::Request>(),
    of::<domains::ns::update::Request>(),
    of::<domains::transfer::create::Request>(),
    of::<domains::transfer::get_list::Request>(),
    of::<domains::transfer::get_status::Request>(),
    of::<domains::transfer::update_status::Request>(),
    of::<ssl::activate::Request>(),
    of::<ssl::create::Request>(),
    of::<ssl::edit_dcv_method::Request>(),
    of::<ssl::get_approver_email_list::Request>(),
    of::<ssl::get_info::Request>(),
    of::<ssl::get_list::Request>(),
    of::<ssl::parse_csr::Request>(),
    of::<ssl::purchase_more_sans::Request>(),
    of::<ssl::reissue::Request>(),
    of::<ssl::renew::Request>(),
    of::<ssl::resend_approver_email::Request>(),
    of::<ssl::resend_fulfillment_email::Request>(),
    of::<ssl::revoke_certificate::Request>(),
    of::<users::address::create::Request>(),
    of::<users::address::delete::Request>(),
    of::<users::address::get_info::Request>(),
    of::<users::address::get_list::Request>(),
    of::<users::address::set_default::Request>(),
    of::<users::address::update::Request>(),
    of::<users::change_password::Request>(),
    of::<users::create::Request>(),
    of::<users::create_add_funds_request::Request>(),
    of::<users::get_add_funds_status::Request>(),
    of::<users::get_balances::Request>(),
    of::<users::get_pricing::Request>(),
    of::<users::login::Request>(),
    of::<users::reset_password::Request>(),
    of::<users::update::Request>(),
    of::<whoisguard::allot::Request>(),
    of::<whoisguard::change_email_address::Request>(),
    of::<whoisguard::disable::Request>(),
    of::<whoisguard::discard::Request>(),
    of::<whoisguard::enable::Request>(),
    of::<whoisguard::get_list::Request>(),
    of::<whoisguard::renew::Request>(),
    of::<whoisguard::unallot::Request>(),
    of::<audit::list::Request>(),
    of::<dns::change::Request>(),
    of::<dns::records::add::Request>(),
    of::<dns::records::delete::Request>(),
    of::<dns::records::list::Request>(),
    of::<dns::records::replace::Request>(),
    of::<dns::versions::diff::Request>(),
    of::<dns::versions::list::Request>(),
    of::<dns::versions::restore::Request>(),
    of::<dns::zone::export::Request>(),
    of::<dns::zone::import::Request>(),
    of::<domains::auth_code::Request>(),
    of::<domains::auto_renew::get::Request>(),
    of::<domains::auto_renew::set::Request>(),
    of::<domains::delete::Request>(),
    of::<allow::add::Request>(),
    of::<allow::list::Request>(),
    of::<allow::remove::Request>(),
    of::<explain::Request>(),
    of::<keys::create::Request>(),
    of::<keys::get::Request>(),
    of::<keys::list::Request>(),
    of::<keys::revoke::Request>(),
    of::<keys::rotate::Request>(),
    of::<ledger::list::Request>(),
    of::<sandbox::availability::list::Request>(),
    of::<sandbox::availability::remove::Request>(),
    of::<sandbox::availability::set::Request>(),
    of::<sandbox::clock::advance::Request>(),
    of::<sandbox::clock::get::Request>(),
    of::<sandbox::clock::set::Request>(),
    of::<sandbox::faults::add::Request>(),
    of::<sandbox::faults::clear::Request>(),
    of::<sandbox::faults::list::Request>(),
    of::<sandbox::faults::remove::Request>(),
    of::<sandbox::mail::get::Request>(),
    of::<sandbox::mail::list::Request>(),
    of::<sandbox::oddities::get::Request>(),
    of::<sandbox::oddities::set::Request>(),
    of::<sandbox::requests::get::Request>(),
    of::<sandbox::requests::list::Request>(),
    of::<sandbox::reset::Request>(),
    of::<sandbox::seed::Request>(),
    of::<sandbox::state::export::Request>(),
    of::<sandbox::state::import::Request>(),
    of::<sandbox::transfer_away::Request>(),
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
    let number = |error: &ApiError| error.number.parse().map_err(|_| "an error number that is none");
    let (error, also) = match errors {
        [error] => (error, None),
        // As gmt_time_difference below: a declaration has its words for ever, a recording has not.
        [error, also] => (error, Some(RefusalSpec::new(number(also)?, also.words.clone().leak()))),
        _ => return Err(format!("{} errors", errors.len())),
    };
    Ok(Refusal { also, ..Refusal::new(number(error)?, error.words.clone()) })
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
    Ok(Trailer { form: Form::Main, server: text("Server"), gmt_time_difference, execution_time })
}

#[test]
fn every_command_has_its_types_here() {
    let listed: Vec<&str> = commands::slice::COMMANDS.iter().map(|entry| entry.spec.name).collect();
    assert_eq!(ALL.iter().map(|types| types.name).collect::<Vec<_>>(), listed);
}
