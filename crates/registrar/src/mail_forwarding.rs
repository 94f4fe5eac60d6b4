//! Forwarding of mail: which mailboxes of a domain go where. It happens while the domain uses our name servers and its
//! EmailType is FWD.

use rules::contact::is_email_address;
use store::{Domain, MailForward};

use crate::caller::Caller;
use crate::holder::held;
use crate::runner::Cx;

/// Most forwards of a domain.
const MOST: usize = 100;

/// Why forwards were not read or set.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the caller does not hold the domain")]
    NotHeld,
    #[error("the domain uses other name servers")]
    OtherNameServers,
    #[error("more forwards than a domain may have")]
    TooMany,
    /// The position in the list, from 0.
    #[error("the mailbox of forward {0} is none")]
    BadMailbox(usize),
    /// The position in the list, from 0.
    #[error("the target of forward {0} is no address")]
    BadTarget(usize),
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// The forwards of a domain of the caller.
pub fn get(cx: &mut Cx<'_, '_>, caller: &Caller, name: &str) -> Result<(Domain, Vec<MailForward>), Error> {
    let domain = on_our_name_servers(cx, caller, name)?;
    let forwards = if cx.oddities.hides_forwards { Vec::new() } else { cx.tx.mail_forwards(domain.id)? };
    Ok((domain, forwards))
}

/// Replaces every forward of a domain of the caller; equal ones count once.
pub fn replace(
    cx: &mut Cx<'_, '_>,
    caller: &Caller,
    name: &str,
    forwards: &[MailForward],
) -> Result<Domain, Error> {
    let domain = on_our_name_servers(cx, caller, name)?;
    if forwards.len() > MOST {
        return Err(Error::TooMany);
    }
    let mut kept: Vec<MailForward> = Vec::new();
    for (at, forward) in forwards.iter().enumerate() {
        if !is_email_address(&format!("{}@{}", forward.mailbox, domain.name)) {
            return Err(Error::BadMailbox(at));
        }
        if !is_email_address(&forward.forward_to) {
            return Err(Error::BadTarget(at));
        }
        if !kept.contains(forward) {
            kept.push(forward.clone());
        }
    }
    cx.tx.replace_mail_forwards(domain.id, &kept)?;
    Ok(domain)
}

fn on_our_name_servers(cx: &mut Cx<'_, '_>, caller: &Caller, name: &str) -> Result<Domain, Error> {
    let domain = held(cx, caller, name)?.ok_or(Error::NotHeld)?;
    if domain.name_servers.is_empty() { Ok(domain) } else { Err(Error::OtherNameServers) }
}
