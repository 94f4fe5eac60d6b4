//! Passwords of accounts: Argon2id hashes of them, trying one, and changing it.

use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Argon2, PasswordHash};
use rules::calendar::DAY;
use rules::password::Password;
use store::KeptPassword;

use crate::caller::Caller;
use crate::entropy::Entropy;
use crate::key;
use crate::runner::Cx;

/// Wrong passwords in a row that lock an account's password.
const MOST_WRONG: i64 = 5;
/// For how long, in seconds of world time: in a sandbox whose clock is moved on the lock ends with it.
const LOCKED: i64 = 15 * 60;
/// How long a reset code is good (users-notes.md section 5).
pub(crate) const RESET_CODE_LIFE: i64 = 7 * DAY;

/// Why a password was not taken or not changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Also for an account that has none. It was counted: what was written must be kept.
    #[error("the password is wrong")]
    Wrong,
    #[error("too many wrong passwords came in a row")]
    Locked,
    #[error("the reset code is unknown, used or too old")]
    UnknownCode,
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// A hash in the PHC string format. Not shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Hashed(String);

impl std::fmt::Debug for Hashed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Hashed(…)")
    }
}

/// The salt of a hash to be made.
pub type Salt = [u8; 16];

/// A fresh salt.
pub fn salt(entropy: &dyn Entropy) -> Salt {
    let mut salt = Salt::default();
    entropy.fill(&mut salt);
    salt
}

/// Hashes a password; slow by design. The parameters are those of the crate, which follow OWASP: 19 MiB, two passes.
pub fn hash(password: &Password, salt: &Salt) -> Result<Hashed, store::Error> {
    let hashed = Argon2::default().hash_password_with_salt(password.expose().as_bytes(), salt);
    let failed = |_| store::Error::Engine("a password cannot be hashed".into());
    hashed.map(|hash| Hashed(hash.to_string())).map_err(failed)
}

/// Gives an account its password.
pub(crate) fn set(cx: &mut Cx<'_, '_>, account_id: i64, hashed: &Hashed) -> Result<(), store::Error> {
    cx.tx.set_password(account_id, &hashed.0)
}

fn is_right(password: &Password, hash: &str) -> bool {
    let parsed = PasswordHash::new(hash);
    parsed.is_ok_and(|hash| Argon2::default().verify_password(password.expose().as_bytes(), &hash).is_ok())
}

/// What a password will be compared with.
pub struct Found {
    account_id: i64,
    hash: Option<String>,
}

/// What became of the comparison.
pub struct Tried {
    found: Found,
    right: bool,
}

/// Looks up the password of the caller's account, before it is tried.
pub fn find(cx: &mut Cx<'_, '_>, caller: &Caller) -> Result<Found, Error> {
    let kept = cx.tx.password(caller.user.id)?;
    if kept.as_ref().is_some_and(|kept| is_locked(kept, cx.now)) {
        return Err(Error::Locked);
    }
    Ok(Found { account_id: caller.user.id, hash: kept.map(|kept| kept.hash) })
}

impl Found {
    /// Compares; slow by design.
    pub fn tried(self, password: &Password) -> Tried {
        let right = self.hash.as_ref().is_some_and(|hash| is_right(password, hash));
        Tried { found: self, right }
    }
}

/// Takes what became of a try: counts a wrong one, forgets those before a right one. One that was compared with a
/// password which was changed or locked meanwhile opens nothing.
pub fn enter(cx: &mut Cx<'_, '_>, tried: &Tried) -> Result<(), Error> {
    let account_id = tried.found.account_id;
    let Some(kept) = cx.tx.password(account_id)? else { return Err(Error::Wrong) };
    if is_locked(&kept, cx.now) {
        return Err(Error::Locked);
    }
    if tried.found.hash.as_ref() != Some(&kept.hash) {
        return Err(Error::Wrong);
    }
    let (wrong, locked_until) = match (tried.right, kept.wrong + 1) {
        (true, _) => (0, 0),
        (false, wrong) if wrong >= MOST_WRONG => (0, cx.now.saturating_add(LOCKED)),
        (false, wrong) => (wrong, 0),
    };
    if (wrong, locked_until) != (kept.wrong, kept.locked_until) {
        cx.tx.count_wrong_passwords(account_id, wrong, locked_until)?;
    }
    if tried.right { Ok(()) } else { Err(Error::Wrong) }
}

fn is_locked(kept: &KeptPassword, now: i64) -> bool {
    now < kept.locked_until
}

/// Changes the password for who knew the old one.
pub fn change(cx: &mut Cx<'_, '_>, tried: &Tried, new: &Hashed) -> Result<i64, Error> {
    enter(cx, tried)?;
    set(cx, tried.found.account_id, new)?;
    Ok(tried.found.account_id)
}

/// Looks up the account of a reset code, which must be one under the caller's.
pub fn find_by_code(cx: &mut Cx<'_, '_>, caller: &Caller, code: &str) -> Result<Found, Error> {
    let account_id = account_of_code(cx, caller, code)?;
    Ok(Found { account_id, hash: cx.tx.password(account_id)?.map(|kept| kept.hash) })
}

/// Changes the password for who has a reset code, which is good once. A lock ends.
pub fn change_by_code(cx: &mut Cx<'_, '_>, caller: &Caller, code: &str, new: &Hashed) -> Result<i64, Error> {
    let account_id = account_of_code(cx, caller, code)?;
    set(cx, account_id, new)?;
    Ok(account_id)
}

impl Tried {
    /// Whether the password that was tried is the one that is kept.
    pub fn is_kept(&self) -> bool {
        self.right
    }
}

fn account_of_code(cx: &mut Cx<'_, '_>, caller: &Caller, code: &str) -> Result<i64, Error> {
    let id = cx.tx.account_by_reset_code(&key::hash(code), cx.now)?.ok_or(Error::UnknownCode)?;
    let account = cx.tx.account(id)?.filter(|account| account.parent_id == Some(caller.api_user.id));
    account.map(|account| account.id).ok_or(Error::UnknownCode)
}
