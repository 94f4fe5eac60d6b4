//! Profiles: who the holder of an account is.

use rules::contact::Contact;
use store::Error;

use crate::caller::Caller;
use crate::runner::Cx;

/// The profile of the caller's account; empty for one that was opened without.
pub fn profile(cx: &mut Cx<'_, '_>, caller: &Caller) -> Result<Contact, Error> {
    Ok(cx.tx.profile(caller.user.id)?.unwrap_or_default())
}

/// Replaces the profile of the caller's account. What a request cannot say of a profile stays.
pub fn update(cx: &mut Cx<'_, '_>, caller: &Caller, profile: Contact) -> Result<(), Error> {
    let state_province_choice = self::profile(cx, caller)?.state_province_choice;
    cx.tx.set_profile(caller.user.id, &Contact { state_province_choice, ..profile })
}
