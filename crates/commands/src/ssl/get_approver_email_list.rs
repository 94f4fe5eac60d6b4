//! `namecheap.ssl.getApproverEmailList`: the mailboxes whose readers can approve a certificate for a name.

use wire::{Body, Command, Element, refusals};

/// E-mail addresses that may approve a certificate for a name
#[derive(Command)]
#[command(name = "namecheap.ssl.getApproverEmailList", effect = Read, response = Response)]
pub struct Request {
    /// Addresses at its parents that somebody can have registered come with those at the name.
    #[param(max = 70, subject = 166)]
    pub domain_name: String,
    /// A product in any letter case.
    #[param(name = "CertificateType", max = 50, subject = 300)]
    pub product: String,
}

#[derive(Body, Debug)]
#[body(name = "GetApproverEmailListResult")]
pub struct Response {
    #[attr]
    pub domain: String,
    /// Those of WHOIS; empty, since no authority takes them any longer.
    #[child(name = "Domainemails")]
    pub domain_emails: Emails,
    #[child(name = "Genericemails")]
    pub generic_emails: Emails,
}

#[derive(Element, Debug)]
pub struct Emails {
    #[leaf(name = "email")]
    pub emails: Vec<String>,
}

refusals! {
    NAME_INVALID = 2011166 "Parameter DomainName is Invalid";
    TYPE_INVALID = 2011300 "Parameter CertificateType is Invalid";
    TYPE_DISCONTINUED = 2011301 "We're sorry, the requested SSL type has been discontinued";
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::runner::Cx;
    use rules::certificate::{Named, named};
    use rules::dcv::approvers;
    use rules::name::DomainName;

    use super::*;
    use crate::handler::{Answer, Run};

    impl Run for Request {
        fn run(&self, _: &mut Cx<'_, '_>, _: &Caller) -> Answer<Response> {
            match named(&self.product) {
                Named::Sold(_) => {}
                Named::Discontinued => return Err(TYPE_DISCONTINUED.into()),
                Named::Unknown => return Err(TYPE_INVALID.into()),
            }
            let asked = self.domain_name.strip_prefix("*.").unwrap_or(&self.domain_name);
            let name = DomainName::parse(asked).ok_or(NAME_INVALID)?;
            Ok(Response {
                domain: name.as_str().to_owned(),
                domain_emails: Emails { emails: Vec::new() },
                generic_emails: Emails { emails: approvers(name.as_str()) },
            })
        }
    }
}
