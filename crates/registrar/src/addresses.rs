//! Address books. Entry 0 is the profile of the account: it stands in no table, and is the default while no other
//! entry is (users-notes.md section 6).

use rules::contact::Contact;
use store::{Address, Kind};

use crate::caller::Caller;
use crate::profiles;
use crate::runner::Cx;

/// The id of the profile in the address book.
pub const PROFILE: i64 = 0;
/// The name of the profile in the address book.
const PROFILE_NAME: &str = "Primary Address";

/// Most entries of an account: a list is answered whole.
const MOST: i64 = 500;

/// Why an address book was not changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the account has no such entry")]
    NotFound,
    #[error("the profile is changed elsewhere and never deleted")]
    IsProfile,
    #[error("the address book is full")]
    Full,
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// What is written into an entry.
#[derive(Clone, Debug)]
pub struct Entry {
    pub name: String,
    /// Makes it the default or takes that from it; `None` leaves it as it is.
    pub is_default: Option<bool>,
    pub contact: Contact,
}

/// Adds an entry; its id.
pub fn create(cx: &mut Cx<'_, '_>, caller: &Caller, entry: Entry) -> Result<i64, Error> {
    if cx.tx.count_addresses(caller.user.id)? >= MOST {
        return Err(Error::Full);
    }
    let id = cx.tx.next_id(Kind::Address)?;
    let Entry { name, is_default, contact } = entry;
    cx.tx.insert_address(&Address { id, account_id: caller.user.id, name, is_default: false, contact })?;
    if is_default == Some(true) {
        cx.tx.set_default_address(caller.user.id, id)?;
    }
    Ok(id)
}

/// Replaces an entry. One that is no longer to be the default leaves that to the profile.
pub fn update(cx: &mut Cx<'_, '_>, caller: &Caller, id: i64, entry: &Entry) -> Result<(), Error> {
    let had = of_table(cx, caller, id)?;
    cx.tx.update_address(id, &entry.name, &entry.contact)?;
    match (entry.is_default, had.is_default) {
        (Some(true), _) => cx.tx.set_default_address(caller.user.id, id)?,
        (Some(false), true) => cx.tx.set_default_address(caller.user.id, PROFILE)?,
        (Some(false), false) | (None, _) => {}
    }
    Ok(())
}

/// Deletes an entry. After the default one the profile is the default.
pub fn delete(cx: &mut Cx<'_, '_>, caller: &Caller, id: i64) -> Result<(), Error> {
    of_table(cx, caller, id)?;
    Ok(cx.tx.delete_address(id)?)
}

/// Makes an entry the default, which may be the profile.
pub fn set_default(cx: &mut Cx<'_, '_>, caller: &Caller, id: i64) -> Result<(), Error> {
    if id != PROFILE {
        of_table(cx, caller, id)?;
    }
    Ok(cx.tx.set_default_address(caller.user.id, id)?)
}

/// An entry, which may be the profile.
pub fn entry(cx: &mut Cx<'_, '_>, caller: &Caller, id: i64) -> Result<Address, Error> {
    if id != PROFILE {
        return of_table(cx, caller, id);
    }
    let is_default = !cx.tx.addresses(caller.user.id)?.iter().any(|address| address.is_default);
    Ok(of_profile(caller, is_default, profiles::profile(cx, caller)?))
}

/// Every entry: the profile, then the others by name.
pub fn list(cx: &mut Cx<'_, '_>, caller: &Caller) -> Result<Vec<Address>, store::Error> {
    let mut all = cx.tx.addresses(caller.user.id)?;
    let is_default = !all.iter().any(|address| address.is_default);
    all.insert(0, of_profile(caller, is_default, profiles::profile(cx, caller)?));
    Ok(all)
}

fn of_profile(caller: &Caller, is_default: bool, contact: Contact) -> Address {
    let (account_id, name) = (caller.user.id, PROFILE_NAME.to_owned());
    Address { id: PROFILE, account_id, name, is_default, contact }
}

fn of_table(cx: &mut Cx<'_, '_>, caller: &Caller, id: i64) -> Result<Address, Error> {
    if id == PROFILE {
        return Err(Error::IsProfile);
    }
    cx.tx.address(caller.user.id, id)?.ok_or(Error::NotFound)
}
