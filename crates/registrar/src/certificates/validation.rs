//! Certificates that wait for proof of control: choosing other ways to show it, and asking for another look
//! (ssl.editDCVMethod.toml, ssl.resendApproverEmail.toml).

use rules::certificate::{Coverage, Method, State};
use rules::dcv::{is_approver, is_wildcard};
use store::{Certificate, CertificateName};

use crate::caller::Caller;
use crate::certificates::activation::{Waiting, proof};
use crate::certificates::approval::ask_approvers;
use crate::reach;
use crate::runner::Cx;

/// Other methods.
#[derive(Clone, Debug)]
pub enum Change {
    /// Of a certificate for one name.
    One(Method),
    /// Of one for several, by their names; what is not named keeps its method.
    Each(Vec<(String, Method)>),
}

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the account has no such certificate")]
    NotFound,
    #[error("the certificate does not wait for validation")]
    State,
    #[error("a certificate for several names wants a method for each")]
    WantsEach,
    #[error("a certificate for one name wants one method")]
    WantsOne,
    #[error("the certificate is not for {0}")]
    UnknownName(String),
    #[error("no file proves control over a wildcard")]
    HttpForWildcard(String),
    #[error("the approver does not approve for {0}")]
    NotApprover(String),
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// Changes how control is to be shown, and has the certificate looked at.
pub fn change(
    cx: &mut Cx<'_, '_>,
    caller: &Caller,
    certificate_id: i64,
    change: Change,
) -> Result<Waiting, Error> {
    let (certificate, mut names) = waiting(cx, caller, certificate_id)?;
    let is_for_several = certificate.product.coverage() == Coverage::Several;
    match change {
        Change::One(_) if is_for_several => return Err(Error::WantsEach),
        Change::Each(_) if !is_for_several => return Err(Error::WantsOne),
        Change::One(method) => {
            names.iter_mut().try_for_each(|name| set(name, method.clone()))?;
        }
        Change::Each(changes) => {
            for (asked, method) in changes {
                let name = names.iter_mut().find(|name| name.name.eq_ignore_ascii_case(&asked));
                set(name.ok_or(Error::UnknownName(asked))?, method)?;
            }
        }
    }
    look_again(cx, &certificate, names)
}

fn set(name: &mut CertificateName, method: Method) -> Result<(), Error> {
    match &method {
        Method::Http if is_wildcard(&name.name) => return Err(Error::HttpForWildcard(name.name.clone())),
        Method::Email(approver) if !is_approver(approver, &name.name) => {
            return Err(Error::NotApprover(name.name.clone()));
        }
        Method::Http | Method::Cname | Method::Email(_) => {}
    }
    // The same method again asks for another look, and does not take back what was shown.
    if name.method != method {
        *name = CertificateName { method, token_hash: None, validated: None, name: name.name.clone() };
    }
    Ok(())
}

/// Has a certificate looked at, and sends its approvers another mail.
pub fn ask_again(cx: &mut Cx<'_, '_>, caller: &Caller, certificate_id: i64) -> Result<(), Error> {
    let (certificate, names) = waiting(cx, caller, certificate_id)?;
    look_again(cx, &certificate, names).map(drop)
}

fn waiting(
    cx: &mut Cx<'_, '_>,
    caller: &Caller,
    certificate_id: i64,
) -> Result<(Certificate, Vec<CertificateName>), Error> {
    let found = reach::certificate(cx, caller, certificate_id)?;
    let certificate = found.ok_or(Error::NotFound)?;
    if certificate.state != State::Purchased {
        return Err(Error::State);
    }
    let names = cx.tx.certificate_names(certificate_id)?;
    Ok((certificate, names))
}

fn look_again(
    cx: &mut Cx<'_, '_>,
    certificate: &Certificate,
    mut names: Vec<CertificateName>,
) -> Result<Waiting, Error> {
    let proof = certificate.request.as_ref().and_then(|request| proof(request).ok()).ok_or(Error::State)?;
    ask_approvers(cx, certificate.id, &mut names)?;
    cx.tx.set_certificate_names(certificate.id, &names)?;
    cx.tx.set_certificate_check(certificate.id, Some(cx.now))?;
    Ok(Waiting { certificate_id: certificate.id, proof, names })
}
