//! Codes with which domains are handed to another registrar (RFC 9154): made when they are asked for, kept as a hash, and
//! good for a few days.

use rules::calendar::DAY;
use store::Domain;

use crate::caller::Caller;
use crate::entropy::hex;
use crate::holder::held;
use crate::holder_mail;
use crate::key;
use crate::runner::Cx;
use crate::transfer_lock;
use crate::zones;

/// How long a code is good: time enough to carry it to another registrar (RFC 9154 section 4.4 asks for a limit).
const LIFE: i64 = 3 * DAY;

/// A code that was made. It is shown this once.
pub struct Issued {
    pub domain: Domain,
    pub code: String,
    /// Unix seconds.
    pub ends: i64,
}

/// Why there is no code, or a domain does not go with one.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the caller does not hold the domain, or nobody does")]
    NotHeld,
    #[error("the domain is locked against transfers")]
    Locked,
    #[error("the code is another one, or has ended")]
    WrongCode,
    #[error("an order for the domain is under way")]
    UnderWay,
    #[error("other domains have a host below it as their name server")]
    HostInUse,
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// Makes a code for a domain of the caller; one that it had is void.
pub fn issue(cx: &mut Cx<'_, '_>, caller: &Caller, name: &str) -> Result<Issued, Error> {
    let domain = held(cx, caller, name)?.ok_or(Error::NotHeld)?;
    if transfer_lock::is_locked(cx, &domain)? {
        return Err(Error::Locked);
    }
    // 128 bits (RFC 9154 section 4.1).
    let (code, ends) = (hex::<16>(cx.entropy), cx.now.saturating_add(LIFE));
    cx.tx.set_auth_code(domain.id, &key::hash(&code), ends)?;
    Ok(Issued { domain, code, ends })
}

/// Does what another registrar's transfer does here (RFC 5730 section 2.9.3.4): whoever has the code gets the domain.
pub fn transfer_away(cx: &mut Cx<'_, '_>, name: &str, code: &str) -> Result<Domain, Error> {
    let (domain, kept) = cx.tx.domain_and_zone(&name.to_ascii_lowercase())?.ok_or(Error::NotHeld)?;
    if transfer_lock::is_locked(cx, &domain)? {
        return Err(Error::Locked);
    }
    if !cx.tx.is_auth_code(domain.id, &key::hash(code), cx.now)? {
        return Err(Error::WrongCode);
    }
    if cx.tx.is_name_claimed(&domain.name)? {
        return Err(Error::UnderWay);
    }
    if cx.tx.has_host_of_others(domain.id)? {
        return Err(Error::HostInUse);
    }
    let name = &domain.name;
    let body = format!("{name} went to another registrar, which had its code.\n");
    holder_mail::post(cx, &domain, format!("{name} was transferred away"), body)?;
    zones::remove_for_now(cx, &domain, &kept)?;
    cx.tx.delete_domain(domain.id)?;
    Ok(domain)
}
