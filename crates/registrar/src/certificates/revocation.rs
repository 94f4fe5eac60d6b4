//! Revoking certificates whose place others took (ssl.revokecertificate.toml), and the list of what was revoked.

use rules::certificate::State;
use store::Certificate;

use crate::caller::Caller;
use crate::ports::ca::Revoked;
use crate::reach;
use crate::runner::Cx;

/// Why a certificate was not revoked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the account has no such certificate")]
    NotFound,
    #[error("no other certificate took its place, or it is revoked already")]
    State,
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// Revokes an old certificate.
pub fn revoke(cx: &mut Cx<'_, '_>, caller: &Caller, certificate_id: i64) -> Result<(), Error> {
    let found = reach::certificate(cx, caller, certificate_id)?;
    let certificate = found.ok_or(Error::NotFound)?;
    if certificate.state != State::Replaced {
        return Err(Error::State);
    }
    let revoked = Certificate { state: State::Cancelled, revoked: Some(cx.now), ..certificate };
    Ok(cx.tx.save_certificate(&revoked)?)
}

/// Everything that was revoked.
pub fn revoked(cx: &mut Cx<'_, '_>) -> Result<Vec<Revoked>, store::Error> {
    let revoked = cx.tx.revoked_certificates()?;
    Ok(revoked.into_iter().map(|(serial, at)| Revoked { serial, at }).collect())
}
