//! The list of commands. Documents, the command line, the client and the tests read it; a command exists when it
//! stands here.

use std::collections::HashMap;
use std::sync::LazyLock;

use wire::{Command, CommandSpec};

#[cfg(feature = "server")]
use crate::declared::{Declaration, Declared, is_own};
#[cfg(feature = "server")]
use crate::handler::Handler;
use crate::{allow, audit, dns, domains, explain, keys, ledger, sandbox, ssl, users, whoisguard};

/// A command of the list.
#[derive(Clone, Copy)]
pub struct Entry {
    pub spec: &'static CommandSpec,
    #[cfg(feature = "server")]
    pub handler: Handler,
}

/// What the names of commands begin with that only a sandbox has.
const SANDBOX: &str = "namegate.sandbox.";

/// What the names of commands begin with that are about certificates.
const SSL: &str = "namecheap.ssl.";

impl Entry {
    /// Whether the real service has no such command.
    #[cfg(feature = "server")]
    pub fn is_own(&self) -> bool {
        is_own(self.spec)
    }

    /// Whether only a sandbox has the command.
    pub fn is_of_sandbox(&self) -> bool {
        self.spec.name.starts_with(SANDBOX)
    }

    /// Whether the answer was recorded in a form of its own (ssl-notes.md section 7).
    pub fn is_of_ssl_backend(&self) -> bool {
        let main = ssl::resend_fulfillment_email::Request::SPEC.name;
        self.spec.name.starts_with(SSL) && self.spec.name != main
    }

    /// Whether the body of a call may be large.
    pub fn has_large_body(&self) -> bool {
        self.spec.name == sandbox::state::import::Request::SPEC.name
    }
}

macro_rules! entries {
    ($($shape:ident $request:path,)*) => {
        &[$(Entry {
            spec: <$request as Command>::SPEC,
            #[cfg(feature = "server")]
            handler: Handler::$shape::<$request>(),
        }),*]
    };
}

/// Every command.
pub const COMMANDS: &[Entry] = entries![
    run domains::check::Request,
    order domains::create::Request,
    run domains::get_contacts::Request,
    run domains::get_info::Request,
    run domains::get_list::Request,
    run domains::get_registrar_lock::Request,
    run domains::get_tld_list::Request,
    order domains::reactivate::Request,
    order domains::renew::Request,
    run domains::set_contacts::Request,
    run domains::set_registrar_lock::Request,
    run domains::dns::get_email_forwarding::Request,
    run domains::dns::get_hosts::Request,
    run domains::dns::get_list::Request,
    run domains::dns::get_srv_records::Request,
    run domains::dns::set_custom::Request,
    run domains::dns::set_default::Request,
    run domains::dns::set_email_forwarding::Request,
    run domains::dns::set_hosts::Request,
    run domains::dns::set_srv_records::Request,
    run domains::ns::create::Request,
    run domains::ns::delete::Request,
    run domains::ns::get_info::Request,
    run domains::ns::update::Request,
    order domains::transfer::create::Request,
    run domains::transfer::get_list::Request,
    run domains::transfer::get_status::Request,
    run domains::transfer::update_status::Request,
    run ssl::activate::Request,
    order ssl::create::Request,
    run ssl::edit_dcv_method::Request,
    run ssl::get_approver_email_list::Request,
    run ssl::get_info::Request,
    run ssl::get_list::Request,
    run ssl::parse_csr::Request,
    order ssl::purchase_more_sans::Request,
    run ssl::reissue::Request,
    order ssl::renew::Request,
    run ssl::resend_approver_email::Request,
    run ssl::resend_fulfillment_email::Request,
    run ssl::revoke_certificate::Request,
    run users::address::create::Request,
    run users::address::delete::Request,
    run users::address::get_info::Request,
    run users::address::get_list::Request,
    run users::address::set_default::Request,
    run users::address::update::Request,
    prepare users::change_password::Request,
    prepare users::create::Request,
    run users::create_add_funds_request::Request,
    run users::get_add_funds_status::Request,
    run users::get_balances::Request,
    run users::get_pricing::Request,
    prepare users::login::Request,
    run users::reset_password::Request,
    run users::update::Request,
    run whoisguard::allot::Request,
    run whoisguard::change_email_address::Request,
    run whoisguard::disable::Request,
    run whoisguard::discard::Request,
    run whoisguard::enable::Request,
    run whoisguard::get_list::Request,
    order whoisguard::renew::Request,
    run whoisguard::unallot::Request,
    run audit::list::Request,
    run dns::change::Request,
    run dns::records::add::Request,
    run dns::records::delete::Request,
    run dns::records::list::Request,
    run dns::records::replace::Request,
    run dns::versions::diff::Request,
    run dns::versions::list::Request,
    run dns::versions::restore::Request,
    run dns::zone::export::Request,
    run dns::zone::import::Request,
    run domains::auth_code::Request,
    run domains::auto_renew::get::Request,
    run domains::auto_renew::set::Request,
    run domains::delete::Request,
    run allow::add::Request,
    run allow::list::Request,
    run allow::remove::Request,
    control explain::Request,
    run keys::create::Request,
    run keys::get::Request,
    run keys::list::Request,
    run keys::revoke::Request,
    run keys::rotate::Request,
    run ledger::list::Request,
    run sandbox::availability::list::Request,
    run sandbox::availability::remove::Request,
    run sandbox::availability::set::Request,
    advance sandbox::clock::advance::Request,
    run sandbox::clock::get::Request,
    advance sandbox::clock::set::Request,
    control sandbox::faults::add::Request,
    control sandbox::faults::clear::Request,
    control sandbox::faults::list::Request,
    control sandbox::faults::remove::Request,
    run sandbox::mail::get::Request,
    run sandbox::mail::list::Request,
    run sandbox::oddities::get::Request,
    advance sandbox::oddities::set::Request,
    control sandbox::requests::get::Request,
    control sandbox::requests::list::Request,
    run sandbox::reset::Request,
    slices sandbox::seed::Request,
    run sandbox::state::export::Request,
    prepare sandbox::state::import::Request,
    run sandbox::transfer_away::Request,
];

static BY_NAME: LazyLock<HashMap<String, &'static Entry>> =
    LazyLock::new(|| COMMANDS.iter().map(|entry| (entry.spec.name.to_ascii_lowercase(), entry)).collect());

#[cfg(feature = "server")]
static DECLARATIONS: LazyLock<Vec<Declaration>> = LazyLock::new(|| {
    COMMANDS.iter().map(|entry| Declaration { spec: entry.spec, fault: entry.handler.fault }).collect()
});

/// The declarations of all commands.
#[cfg(feature = "server")]
pub(crate) fn declared() -> Declared {
    Declared(&DECLARATIONS)
}

/// The command of a name in any letter case.
pub fn find(name: &str) -> Option<&'static Entry> {
    BY_NAME.get(&name.to_ascii_lowercase()).copied()
}
