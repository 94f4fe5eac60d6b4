//! Approval by mail: whoever reads a mailbox that only the holder of a domain has, follows the link and approves
//! (CA/Browser Forum Baseline Requirements section 3.2.2.4.4).

use rules::certificate::{Method, State};
use store::{CertificateName, Kind, Mail};

use crate::entropy::hex;
use crate::key;
use crate::ports::mail::Unsent;
use crate::runner::Cx;

/// Who mails about certificates come from. Nobody reads what is sent there (RFC 6761 section 6.4).
pub(crate) const SENDER: (&str, &str) = ("Namegate certificates", "certificates@namegate.invalid");

/// Sends each approver whose approval is wanting one mail, with a new secret that takes the place of any before it.
pub fn ask_approvers(
    cx: &mut Cx<'_, '_>,
    certificate_id: i64,
    names: &mut [CertificateName],
) -> Result<(), store::Error> {
    let wanting = |name: &CertificateName| match &name.method {
        Method::Email(approver) if name.validated.is_none() => Some(approver.to_ascii_lowercase()),
        _ => None,
    };
    let mut approvers: Vec<String> = names.iter().filter_map(wanting).collect();
    approvers.sort();
    approvers.dedup();
    for approver in approvers {
        let token = hex::<16>(cx.entropy);
        let mut asked = Vec::new();
        for name in names.iter_mut().filter(|name| wanting(name).as_ref() == Some(&approver)) {
            name.token_hash = Some(key::hash(&token).to_vec());
            asked.push(name.name.clone());
        }
        post(cx, certificate_id, approver, &asked, &token)?;
    }
    Ok(())
}

fn post(
    cx: &mut Cx<'_, '_>,
    certificate_id: i64,
    approver: String,
    names: &[String],
    token: &str,
) -> Result<(), store::Error> {
    let body = format!(
        "Certificate {certificate_id} was ordered for these names:\n\n  {}\n\n\
         If whoever ordered it may have it, approve it on this page:\n\n{}/approve?token={token}\n\n\
         If not, there is nothing to do: without your approval it is not issued.\n",
        names.join("\n  "),
        cx.settings.pages,
    );
    let mail = Mail {
        id: cx.tx.next_id(Kind::Mail)?,
        sender_name: SENDER.0.to_owned(),
        sender: SENDER.1.to_owned(),
        recipient: approver,
        subject: format!("Approve a certificate for {}", names.first().map_or("", String::as_str)),
        body,
        created: cx.now,
    };
    match cx.mailer.post(cx.tx, &mail) {
        Ok(()) => Ok(()),
        // The order stands, and the mail can be asked for again.
        Err(Unsent::Undeliverable) => {
            tracing::warn!(certificate = certificate_id, "an approver cannot be reached");
            Ok(())
        }
        Err(Unsent::Store(error)) => Err(error),
    }
}

/// What an approver is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub certificate_id: i64,
    pub names: Vec<String>,
    pub is_approved: bool,
}

/// What the holder of a secret is asked; `None` for a secret of nothing that waits.
pub fn asked(cx: &mut Cx<'_, '_>, token: &str) -> Result<Option<Asked>, store::Error> {
    let hash = key::hash(token).to_vec();
    let Some((certificate_id, _)) = cx.tx.name_of_approval(&hash)? else { return Ok(None) };
    let names = cx.tx.certificate_names(certificate_id)?;
    let of_token = |name: &&CertificateName| name.token_hash.as_deref() == Some(&hash);
    let is_approved = names.iter().filter(of_token).all(|name| name.validated.is_some());
    let names = names.iter().filter(of_token).map(|name| name.name.clone()).collect();
    Ok(Some(Asked { certificate_id, names, is_approved }))
}

/// Approves what the holder of a secret is asked, and has the certificate looked at.
pub fn approve(cx: &mut Cx<'_, '_>, token: &str) -> Result<Option<Asked>, store::Error> {
    let Some(asked) = asked(cx, token)? else { return Ok(None) };
    let waits = cx.tx.certificate(asked.certificate_id)?.is_some_and(|found| found.state == State::Purchased);
    if asked.is_approved || !waits {
        return Ok(Some(asked));
    }
    for name in &asked.names {
        cx.tx.set_name_validated(asked.certificate_id, name, cx.now)?;
    }
    cx.tx.set_certificate_check(asked.certificate_id, Some(cx.now))?;
    Ok(Some(Asked { is_approved: true, ..asked }))
}
