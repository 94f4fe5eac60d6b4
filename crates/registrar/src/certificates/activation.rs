//! Activating a certificate that was bought, and reissuing one that was issued: what it is to be for goes to the
//! authority, which waits for proof of control over its names (ssl.activate.toml, ssl.reissue.toml).

use rules::certificate::{Applicant, BadApplicant, BadNames, Method, State, check, names};
use rules::csr::{self, Csr};
use rules::dcv::{Proof, is_approver, is_unique_value, is_wildcard};
use rules::key_policy::Denied;
use store::{Certificate, CertificateName, CertificateRequest, Kind};

use crate::caller::Caller;
use crate::certificates::approval::ask_approvers;
use crate::reach;
use crate::runner::Cx;

/// What a caller wants a certificate to be.
#[derive(Clone, Debug)]
pub struct Wish<'a> {
    pub certificate_id: i64,
    /// PKCS #10 in PEM.
    pub csr: &'a str,
    /// Names besides the common name of the request.
    pub further_names: Vec<&'a str>,
    pub methods: Methods,
    pub unique_value: Option<&'a str>,
    pub web_server_type: Option<&'a str>,
    /// Where the certificate is sent; an e-mail address.
    pub admin_email: Option<&'a str>,
    pub applicant: Applicant,
}

/// How control over the names is to be shown.
#[derive(Clone, Debug)]
pub enum Methods {
    All(Method),
    /// For the common name, and for each of the others in their order.
    Each(Method, Vec<Method>),
}

/// Why a certificate was not activated or reissued.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the account has no such certificate")]
    NotFound,
    #[error("the certificate is in another state, or is being reissued already")]
    State,
    #[error("the time in which it could be activated is over")]
    TooLate,
    #[error("the request is of no use: {0}")]
    Csr(#[from] csr::Problem),
    #[error(transparent)]
    Names(#[from] BadNames),
    #[error("a renewal is for the common name of the certificate it follows")]
    OtherName,
    #[error("there is not one method for each name")]
    MethodsMissing,
    #[error("no file proves control over a wildcard")]
    HttpForWildcard,
    #[error("{approver} does not approve for {name}")]
    NotApprover { name: String, approver: String, is_common_name: bool },
    #[error("the unique value has other characters than letters and digits, or too many")]
    UniqueValue,
    #[error(transparent)]
    Applicant(#[from] BadApplicant),
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// A certificate that waits for proof of control.
#[derive(Clone, Debug)]
pub struct Waiting {
    pub certificate_id: i64,
    pub proof: Proof,
    pub names: Vec<CertificateName>,
}

/// Sends a new certificate of the account to the authority.
pub fn activate(cx: &mut Cx<'_, '_>, caller: &Caller, wish: &Wish<'_>) -> Result<Waiting, Error> {
    let found = reach::certificate(cx, caller, wish.certificate_id)?;
    let certificate = found.ok_or(Error::NotFound)?;
    if !certificate.state.is_new() {
        return Err(Error::State);
    }
    if cx.now > certificate.activation_ends {
        return Err(Error::TooLate);
    }
    let (request, names) = request(cx, caller, &certificate, wish)?;
    if let Some(renewed) = certificate.renewal_of {
        let renewed = cx.tx.certificate(renewed)?.and_then(|renewed| renewed.request);
        if renewed.is_some_and(|renewed| renewed.common_name != request.common_name) {
            return Err(Error::OtherName);
        }
    }
    let certificate = Certificate { state: State::Purchased, request: Some(request), ..certificate };
    cx.tx.save_certificate(&certificate)?;
    wait(cx, &certificate, names)
}

/// Sends a certificate that was issued to the authority once more. It gets a record of its own, which takes the place of
/// the old one when it is issued; until then the old one is the one that counts.
pub fn reissue(cx: &mut Cx<'_, '_>, caller: &Caller, wish: &Wish<'_>) -> Result<Waiting, Error> {
    let found = reach::certificate(cx, caller, wish.certificate_id)?;
    let old = found.ok_or(Error::NotFound)?;
    let (State::Active, Some(before)) = (old.state, &old.request) else { return Err(Error::State) };
    let is_over = old.term.is_none_or(|term| term.ends <= cx.now);
    if is_over || cx.tx.is_certificate_being_replaced(old.id)? {
        return Err(Error::State);
    }
    let said_nothing = wish.applicant == Applicant::default();
    let applicant = if said_nothing { before.applicant.clone() } else { wish.applicant.clone() };
    let (request, names) = request(cx, caller, &old, &Wish { applicant, ..wish.clone() })?;
    let request = CertificateRequest {
        authority_order: before.authority_order.clone(),
        // What was said first stays (ssl.reissue.toml).
        admin_email: before.admin_email.clone(),
        ..request
    };
    let certificate = Certificate {
        id: cx.tx.next_id(Kind::Certificate)?,
        state: State::Purchased,
        replaces: Some(old.id),
        replaced_by: None,
        renewal_of: None,
        request: Some(request),
        issued: None,
        ..old
    };
    cx.tx.insert_certificate(&certificate)?;
    wait(cx, &certificate, names)
}

fn wait(
    cx: &mut Cx<'_, '_>,
    certificate: &Certificate,
    mut names: Vec<CertificateName>,
) -> Result<Waiting, Error> {
    ask_approvers(cx, certificate.id, &mut names)?;
    cx.tx.set_certificate_names(certificate.id, &names)?;
    cx.tx.set_certificate_check(certificate.id, Some(cx.now))?;
    let proof = certificate.request.as_ref().map(proof).ok_or(Error::State)??;
    Ok(Waiting { certificate_id: certificate.id, proof, names })
}

/// What proves control for the names of a request.
pub fn proof(request: &CertificateRequest) -> Result<Proof, csr::Problem> {
    let csr = Csr::parse(&request.csr)?;
    Ok(Proof { md5: csr.md5(), sha256: csr.sha256(), unique_value: request.unique_value.clone() })
}

/// What goes to the authority, if it is fit to.
fn request(
    cx: &mut Cx<'_, '_>,
    caller: &Caller,
    certificate: &Certificate,
    wish: &Wish<'_>,
) -> Result<(CertificateRequest, Vec<CertificateName>), Error> {
    let csr = Csr::parse(wish.csr)?;
    let names = names(certificate.product, certificate.bought_names, &csr.common_name, &wish.further_names)?;
    if let Some(name) = names.iter().find(|name| !reach::host(caller, name)) {
        return Err(store::Error::Denied(Denied::Domain(name.clone())).into());
    }
    let common_name = csr.common_name.clone();
    let names = with_methods(names, &wish.methods)?;
    check(&wish.applicant, certificate.product.validation(), csr.subject.organization.as_deref())?;
    let unique_value = match wish.unique_value {
        Some(value) if is_unique_value(value) => value.to_owned(),
        Some(_) => return Err(Error::UniqueValue),
        None => unique_value(cx),
    };
    let request = CertificateRequest {
        activated: cx.now,
        authority_order: certificate.id.to_string(),
        csr: wish.csr.to_owned(),
        unique_value,
        common_name,
        web_server_type: wish.web_server_type.map(str::to_owned),
        admin_email: wish.admin_email.map(str::to_owned),
        applicant: wish.applicant.clone(),
    };
    Ok((request, names))
}

fn with_methods(names: Vec<String>, methods: &Methods) -> Result<Vec<CertificateName>, Error> {
    let methods: Vec<Method> = match methods {
        Methods::All(method) => vec![method.clone(); names.len()],
        Methods::Each(first, others) => std::iter::once(first).chain(others).cloned().collect(),
    };
    if methods.len() != names.len() {
        return Err(Error::MethodsMissing);
    }
    let pair = |(at, (name, method)): (usize, (String, Method))| match &method {
        Method::Http if is_wildcard(&name) => Err(Error::HttpForWildcard),
        Method::Email(approver) if !is_approver(approver, &name) => {
            Err(Error::NotApprover { approver: approver.clone(), name, is_common_name: at == 0 })
        }
        Method::Http | Method::Cname | Method::Email(_) => {
            Ok(CertificateName { name, method, token_hash: None, validated: None })
        }
    };
    names.into_iter().zip(methods).enumerate().map(pair).collect()
}

/// Time and chance in 13 hexadecimal digits, as those that the service makes look (ssl-notes.md section 3).
fn unique_value(cx: &Cx<'_, '_>) -> String {
    let mut chance = [0; 4];
    cx.entropy.fill(&mut chance);
    format!("{:08x}{:05x}", cx.now & 0xffff_ffff, u32::from_le_bytes(chance) & 0xf_ffff)
}
