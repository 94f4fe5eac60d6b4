//! Sending customers what they bought (ssl.resendfulfillmentemail.toml).

use rules::certificate::State;
use rules::pkcs7;
use store::{Certificate, Kind, Mail};

use crate::caller::Caller;
use crate::certificates::approval::SENDER;
use crate::ports::mail::Unsent;
use crate::reach;
use crate::runner::Cx;

/// Why a certificate was not sent.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the account has no such certificate")]
    NotFound,
    #[error("the certificate is not issued, or another one took its place")]
    State,
    #[error("it was activated without an address to send it to")]
    NoAddress,
    #[error("the mail cannot be sent")]
    Unsent,
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// Sends a certificate that was issued once more.
pub fn resend(cx: &mut Cx<'_, '_>, caller: &Caller, certificate_id: i64) -> Result<(), Error> {
    let found = reach::certificate(cx, caller, certificate_id)?;
    let certificate = found.ok_or(Error::NotFound)?;
    if certificate.state != State::Active {
        return Err(Error::State);
    }
    match send(cx, &certificate) {
        Ok(true) => Ok(()),
        Ok(false) => Err(Error::NoAddress),
        Err(Unsent::Undeliverable) => Err(Error::Unsent),
        Err(Unsent::Store(error)) => Err(Error::Store(error)),
    }
}

/// Sends a certificate to the address that was named for it; whether one was.
pub(crate) fn send(cx: &mut Cx<'_, '_>, certificate: &Certificate) -> Result<bool, Unsent> {
    let (Some(request), Some(issued)) = (&certificate.request, &certificate.issued) else { return Ok(false) };
    let Some(recipient) = &request.admin_email else { return Ok(false) };
    let mail = Mail {
        id: cx.tx.next_id(Kind::Mail)?,
        sender_name: SENDER.0.to_owned(),
        sender: SENDER.1.to_owned(),
        recipient: recipient.clone(),
        subject: format!("Your certificate for {}", request.common_name),
        body: format!(
            "Certificate {} for {} is issued. Here it is, followed by what leads from it to the root.\n\n{}",
            certificate.id,
            request.common_name,
            of_kind(&issued.chain, request.web_server_type.as_deref()),
        ),
        created: cx.now,
    };
    cx.mailer.post(cx.tx, &mail)?;
    Ok(true)
}

/// A chain in the format that a web server reads: IIS wants PKCS #7, all others PEM (ssl-notes.md section 2).
fn of_kind(chain: &str, web_server: Option<&str>) -> String {
    let wants_pkcs7 =
        web_server.is_some_and(|kind| kind.get(..3).is_some_and(|kind| kind.eq_ignore_ascii_case("iis")));
    let pkcs7 = wants_pkcs7.then(|| pkcs7::of_certificates(chain)).flatten();
    pkcs7.unwrap_or_else(|| chain.to_owned())
}
