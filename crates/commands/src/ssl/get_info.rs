//! `namecheap.ssl.getInfo`: state and details of a certificate and, where asked for, the certificate itself.

use wire::cdata::Cdata;
use wire::text::{Date, OrEmpty};
use wire::{Body, Command, Element, refusals, words};

words! {
    pub enum ReturnType { Individual = "Individual", Pkcs7 = "PKCS7" }
}

/// State of a certificate, and the certificate itself
#[derive(Command)]
#[command(name = "namecheap.ssl.getInfo", effect = Read, response = Response)]
pub struct Request {
    #[param(name = "CertificateID", max = 10, subject = 294)]
    pub certificate_id: i64,
    /// Whether the certificate comes along, once it is issued.
    #[param(name = "Returncertificate", max = 10, subject = 900)]
    pub return_certificate: Option<bool>,
    /// Individual: PEM texts. PKCS7: one text with the certificate and its issuers.
    #[param(name = "Returntype", max = 10, default = "Individual", subject = 900)]
    pub return_type: ReturnType,
}

/// A refusal has Years, OrderId and SANSCount only.
#[derive(Body, Debug)]
#[body(name = "SSLGetInfoResult")]
pub struct Response {
    /// In lower case.
    #[attr]
    pub status: Option<String>,
    #[attr]
    pub status_description: Option<String>,
    /// The product, in lower case.
    #[attr(name = "Type")]
    pub product: Option<String>,
    /// Empty before the issue.
    #[attr]
    pub issued_on: Option<OrEmpty<Date>>,
    /// Left out in the page's example.
    #[attr]
    pub years: Option<i64>,
    /// The end of what was paid for; empty until the first issue.
    #[attr]
    pub expires: Option<OrEmpty<Date>>,
    /// The last day of activation; empty afterwards.
    #[attr]
    pub activation_expire_date: Option<OrEmpty<Date>>,
    #[attr]
    pub order_id: i64,
    /// The certificate that took its place.
    #[attr]
    pub replaced_by: Option<i64>,
    /// Names besides the common name that it can hold.
    #[attr(name = "SANSCount")]
    pub sans_count: i64,
    /// Left out before the activation.
    #[child]
    pub certificate_details: Option<CertificateDetails>,
    #[child]
    pub provider: Option<Provider>,
}

#[derive(Element, Debug)]
pub struct CertificateDetails {
    #[leaf(name = "CSR")]
    pub csr: Cdata,
    /// Who approves the common name; empty where a file or a record proves control over it.
    #[leaf]
    pub approver_email: String,
    #[leaf]
    pub common_name: String,
    /// Of the organization's representative, where one was named.
    #[leaf]
    pub administrator_name: String,
    #[leaf]
    pub administrator_email: String,
    #[child]
    pub certificates: Certificates,
}

#[derive(Element, Debug)]
pub struct Certificates {
    #[attr]
    pub certificate_returned: bool,
    #[attr]
    pub return_type: Option<String>,
    /// PEM: the certificate, or all in one PKCS #7.
    #[leaf]
    pub certificate: Option<Cdata>,
    #[child]
    pub ca_certificates: Option<CaCertificates>,
}

#[derive(Element, Debug)]
pub struct CaCertificates {
    /// Each the issuer of the one before.
    #[child(name = "Certificate")]
    pub certificates: Vec<CaCertificate>,
}

#[derive(Element, Debug)]
pub struct CaCertificate {
    /// INTERMEDIATE.
    #[attr(name = "Type")]
    pub kind: String,
    #[leaf]
    pub certificate: Cdata,
}

#[derive(Element, Debug)]
pub struct Provider {
    /// The authority's order; empty before the activation. Reissues share it.
    #[leaf(name = "OrderID")]
    pub order_id: String,
    #[leaf]
    pub name: String,
}

refusals! {
    NOT_FOUND = 2011294 "CertificateId is not valid";
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::certificates;
    use registrar::runner::Cx;
    use rules::certificate::{Method, State};
    use rules::pkcs7;
    use store::{CertificateName, CertificateRequest, IssuedCertificate};
    use wire::{Params, WriteBody};

    use super::*;
    use crate::handler::{Answer, Run};
    use crate::shown::date;

    /// Who issues. No authority that the public knows has a part in it.
    const PROVIDER: &str = "Namegate";

    impl Run for Request {
        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            let found = certificates::find(cx, caller, self.certificate_id)?;
            let (certificate, names) = found.ok_or(NOT_FOUND)?;
            let is_wanted = self.return_certificate == Some(true);
            let issued = certificate.issued.as_ref();
            let request = certificate.request.as_ref();
            let returned = returned(issued.filter(|_| is_wanted), self.return_type);
            let order_id = request.map(|request| request.authority_order.clone()).unwrap_or_default();
            Ok(Response {
                status: Some(certificate.state.name().to_ascii_lowercase()),
                status_description: Some(description(certificate.state).to_owned()),
                product: Some(certificate.product.name().to_ascii_lowercase()),
                issued_on: Some(OrEmpty(issued.map(|issued| date(issued.at)))),
                years: Some(certificate.years.into()),
                expires: Some(OrEmpty(certificate.term.map(|term| date(term.ends)))),
                activation_expire_date: Some(OrEmpty(
                    certificate.state.is_new().then(|| date(certificate.activation_ends)),
                )),
                order_id: certificate.purchase_id,
                replaced_by: certificate.replaced_by,
                sans_count: certificate.product.further_names(certificate.bought_names),
                certificate_details: request.map(|request| details(request, names.first(), returned)),
                provider: Some(Provider { order_id, name: PROVIDER.to_owned() }),
            })
        }

        fn refused(_: &Params) -> Box<dyn WriteBody> {
            Box::new(Response {
                status: None,
                status_description: None,
                product: None,
                issued_on: None,
                years: Some(0),
                expires: None,
                activation_expire_date: None,
                order_id: 0,
                replaced_by: None,
                sans_count: 0,
                certificate_details: None,
                provider: None,
            })
        }
    }

    /// Words for people; those for an issued certificate are the page's.
    fn description(state: State) -> &'static str {
        match state {
            State::NewPurchase => "Certificate waits for its activation.",
            State::NewRenewal => "Renewal waits for its activation.",
            State::Purchased => "Certificate waits for proof of control over its names.",
            State::PurchaseError => "Certificate was refused by the authority.",
            State::Active => "Certificate is Active.",
            State::Replaced => "Certificate was replaced.",
            State::Cancelled => "Certificate was revoked.",
        }
    }

    fn details(
        request: &CertificateRequest,
        first: Option<&CertificateName>,
        certificates: Certificates,
    ) -> CertificateDetails {
        let approver = match first.map(|name| &name.method) {
            Some(Method::Email(approver)) => approver.clone(),
            Some(Method::Http | Method::Cname) | None => String::new(),
        };
        let representative = &request.applicant.representative;
        let names = [&representative.first_name, &representative.last_name];
        let names: Vec<&str> = names.into_iter().flatten().map(String::as_str).collect();
        CertificateDetails {
            csr: on_lines_of_its_own(&request.csr),
            approver_email: approver,
            common_name: request.common_name.clone(),
            administrator_name: names.join(" "),
            administrator_email: request.admin_email.clone().unwrap_or_default(),
            certificates,
        }
    }

    fn returned(issued: Option<&IssuedCertificate>, return_type: ReturnType) -> Certificates {
        let mut answer = Certificates {
            certificate_returned: issued.is_some(),
            return_type: issued.map(|_| return_type.word().to_owned()),
            certificate: None,
            ca_certificates: None,
        };
        let Some(issued) = issued else { return answer };
        if return_type == ReturnType::Pkcs7 {
            answer.certificate = pkcs7::of_certificates(&issued.chain).map(|text| on_lines_of_its_own(&text));
            return answer;
        }
        let mut chain = pkcs7::certificates(&issued.chain).map(on_lines_of_its_own);
        answer.certificate = chain.next();
        let issuers = chain.map(|certificate| CaCertificate { kind: "INTERMEDIATE".to_owned(), certificate });
        answer.ca_certificates = Some(CaCertificates { certificates: issuers.collect() });
        answer
    }

    /// As the page's example has PEM texts.
    fn on_lines_of_its_own(text: &str) -> Cdata {
        Cdata(format!("\n{}\n", text.trim()))
    }
}
