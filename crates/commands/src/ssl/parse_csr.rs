//! `namecheap.ssl.parseCSR`: what a certificate request says.

use wire::cdata::Cdata;
use wire::{Body, Command, Element, refusals};

/// What a certificate signing request says
#[derive(Command)]
#[command(name = "namecheap.ssl.parseCSR", effect = Read, response = Response)]
pub struct Request {
    /// PEM, with its first and last line.
    #[param(name = "csr", max = 2000, subject = 296, too_long = 2013296)]
    pub csr: String,
    /// A product in any letter case; it changes nothing.
    #[param(name = "CertificateType", max = 50, subject = 300)]
    pub product: Option<String>,
    /// Adds the file that proves control over the names, as it was before each order had its own value.
    #[param(name = "HTTPDCValidation", subject = 900)]
    pub http_dc_validation: Option<bool>,
}

#[derive(Body, Debug)]
#[body(name = "SSLParseCSRResult")]
pub struct Response {
    #[child(name = "CSRDetails")]
    pub details: Details,
    #[child(name = "HttpDCValidation")]
    pub http_dc_validation: Option<HttpDcValidation>,
}

/// Fields that the request leaves out are empty.
#[derive(Element, Debug)]
pub struct Details {
    #[leaf]
    pub common_name: String,
    /// What somebody registered of the common name, or all of it where that is not known.
    #[leaf]
    pub domain_name: String,
    #[leaf]
    pub country: String,
    #[leaf]
    pub organisation_unit: String,
    #[leaf]
    pub organisation: String,
    /// `false` in every example.
    #[leaf]
    pub valid_true_domain: bool,
    #[leaf]
    pub state: String,
    #[leaf]
    pub locality: String,
    #[leaf]
    pub email: String,
    /// The alternative names, with commas between them; older answers lack it.
    #[leaf(name = "DNSNames")]
    pub dns_names: Option<String>,
}

#[derive(Element, Debug)]
pub struct HttpDcValidation {
    #[attr]
    pub value_available: bool,
    #[leaf]
    pub file_name: Cdata,
    #[leaf]
    pub file_content: Cdata,
}

refusals! {
    TYPE_INVALID = 2011300 "Parameter CertificateType is Invalid";
    CSR_INVALID = 3022296 "CSR cannot be used: {}";
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::runner::Cx;
    use rules::certificate::{Named, named};
    use rules::csr::Csr;
    use rules::dcv::{Proof, authorizing};

    use super::*;
    use crate::handler::{Answer, Run};

    impl Run for Request {
        fn run(&self, _: &mut Cx<'_, '_>, _: &Caller) -> Answer<Response> {
            let product = self.product.as_deref().map(named);
            if matches!(product, Some(Named::Discontinued | Named::Unknown)) {
                return Err(TYPE_INVALID.into());
            }
            let csr = Csr::parse(&self.csr).map_err(|problem| CSR_INVALID.about(&problem.to_string()))?;
            let wants_file = self.http_dc_validation == Some(true);
            Ok(Response { http_dc_validation: wants_file.then(|| file(&csr)), details: details(csr) })
        }
    }

    fn details(csr: Csr) -> Details {
        let subject = csr.subject;
        Details {
            domain_name: authorizing(&csr.common_name).pop().unwrap_or_default().to_owned(),
            common_name: subject.common_name.unwrap_or(csr.common_name),
            country: subject.country.unwrap_or_default(),
            organisation_unit: subject.organizational_unit.unwrap_or_default(),
            organisation: subject.organization.unwrap_or_default(),
            valid_true_domain: false,
            state: subject.state.unwrap_or_default(),
            locality: subject.locality.unwrap_or_default(),
            email: subject.email.unwrap_or_default(),
            dns_names: Some(csr.dns_names.join(",")),
        }
    }

    fn file(csr: &Csr) -> HttpDcValidation {
        let proof = Proof { md5: csr.md5(), sha256: csr.sha256(), unique_value: String::new() };
        HttpDcValidation {
            value_available: true,
            file_name: Cdata(proof.file_name()),
            file_content: Cdata(proof.file_content().trim_end().to_owned()),
        }
    }
}
