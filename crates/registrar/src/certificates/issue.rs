//! Issuing: what the authority is asked for, and what its answer does to the records.

use rules::certificate::{Method, State, Term, Validation, term, valid_until};
use rules::csr::Csr;
use store::{Certificate, CertificateName, CertificateRequest, IssuedCertificate};

use crate::certificates::fulfilment::send;
use crate::ports::ca::{Issued, Order, Organization, Refused, Registration, Subject};
use crate::ports::mail::Unsent;
use crate::runner::Cx;

/// A certificate for which all is shown, and what is ordered for it.
#[derive(Clone, Debug)]
pub(crate) struct Ready {
    pub(crate) order: Order,
    term: Term,
}

/// What the authority is asked for at `cx.now`; `None` if it cannot be asked, as nothing is left of the term.
pub(crate) fn ready(
    cx: &mut Cx<'_, '_>,
    certificate: &Certificate,
    names: &[CertificateName],
) -> Result<Option<Ready>, store::Error> {
    let Some(request) = &certificate.request else { return Ok(None) };
    let Ok(csr) = Csr::parse(&request.csr) else { return Ok(None) };
    let term = match certificate.term {
        Some(term) => term,
        None => term(cx.now, certificate.years, left_until(cx, certificate)?),
    };
    let not_after = valid_until(cx.now, term);
    let order = Order {
        certificate_id: certificate.id,
        names: names.iter().map(|name| name.name.clone()).collect(),
        subject: subject(certificate, request, &csr),
        public_key: csr.public_key,
        not_before: cx.now,
        not_after,
    };
    Ok((cx.now < not_after).then_some(Ready { order, term }))
}

/// The end of the term that a renewal follows.
fn left_until(cx: &mut Cx<'_, '_>, certificate: &Certificate) -> Result<Option<i64>, store::Error> {
    let Some(renewed) = certificate.renewal_of else { return Ok(None) };
    Ok(cx.tx.certificate(renewed)?.and_then(|renewed| renewed.term).map(|term| term.ends))
}

/// What was said at the activation goes before what stands in the request.
fn subject(certificate: &Certificate, request: &CertificateRequest, csr: &Csr) -> Subject {
    let (applicant, asked) = (&request.applicant, csr.subject.clone());
    let upper = |country: String| country.to_ascii_uppercase();
    let street = [&applicant.address1, &applicant.address2].map(|line| line.as_deref().unwrap_or_default());
    let street = street.join(" ").trim().to_owned();
    let organization = Organization {
        name: applicant.organization.clone().or(asked.organization).unwrap_or_default(),
        street: (!street.is_empty()).then_some(street),
        locality: applicant.city.clone().or(asked.locality),
        state: applicant.state_province.clone().or(asked.state),
        postal_code: applicant.postal_code.clone(),
        country: applicant.country.clone().or(asked.country).map(upper),
    };
    let incorporation = &applicant.incorporation;
    match certificate.product.validation() {
        Validation::Domain => Subject::Domain,
        Validation::Organization => Subject::Organization(organization),
        Validation::Extended => Subject::ExtendedValidation(
            organization,
            Registration {
                number: incorporation.registration_number.clone(),
                country: incorporation.country.clone().map(upper).unwrap_or_default(),
                state: incorporation.state_province.clone(),
                locality: incorporation.locality.clone(),
            },
        ),
    }
}

/// Writes what the authority answered: the certificate counts from now on, and takes the place of the one it replaces.
pub(crate) fn settle(
    cx: &mut Cx<'_, '_>,
    certificate: Certificate,
    ready: &Ready,
    issued: Issued,
) -> Result<(), store::Error> {
    let chain = std::iter::once(issued.certificate).chain(issued.chain).collect();
    let issued = IssuedCertificate {
        at: ready.order.not_before,
        valid_until: ready.order.not_after,
        serial: issued.serial,
        chain,
    };
    let certificate =
        Certificate { state: State::Active, term: Some(ready.term), issued: Some(issued), ..certificate };
    cx.tx.save_certificate(&certificate)?;
    cx.tx.set_certificate_check(certificate.id, None)?;
    if let Some(old) = certificate.replaces
        && let Some(old) = cx.tx.certificate(old)?
    {
        let old = Certificate { state: State::Replaced, replaced_by: Some(certificate.id), ..old };
        cx.tx.save_certificate(&old)?;
    }
    match send(cx, &certificate) {
        Ok(_) => Ok(()),
        // It can be had without the mail, and the mail can be asked for again.
        Err(Unsent::Undeliverable) => {
            tracing::warn!(certificate = certificate.id, "a certificate cannot be sent by mail");
            Ok(())
        }
        Err(Unsent::Store(error)) => Err(error),
    }
}

/// Writes that the authority does not sign; a silent one is asked again.
pub(crate) fn refused(
    cx: &mut Cx<'_, '_>,
    certificate: Certificate,
    refused: Refused,
    again: i64,
) -> Result<(), store::Error> {
    match refused {
        Refused::NoAnswer => cx.tx.set_certificate_check(certificate.id, Some(again)),
        Refused::Policy => {
            cx.tx.set_certificate_check(certificate.id, None)?;
            cx.tx.save_certificate(&Certificate { state: State::PurchaseError, ..certificate })
        }
    }
}

/// Whether control over a name is shown by who reads a mailbox, and by nothing that can be looked up.
pub(crate) fn is_by_mail(name: &CertificateName) -> bool {
    matches!(name.method, Method::Email(_))
}
