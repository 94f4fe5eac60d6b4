//! `namecheap.domains.setContacts`: replaces all four contacts of a domain.

use wire::{Body, Command, Params, refusals};

use super::contact_block::{COUNTRY_INVALID, ContactBlock, EMAIL_INVALID, PHONE_INVALID};
use crate::domains::DOMAIN_NOT_FOUND;

/// Replace all four contacts of a domain
#[derive(Command)]
#[command(name = "namecheap.domains.setContacts", effect = Write, response = Response)]
pub struct Request {
    /// The whole name, TLD and all.
    #[param(max = 70, subject = 166)]
    pub domain_name: String,
    #[block(prefix = "Registrant", subject = 324)]
    pub registrant: ContactBlock,
    #[block(prefix = "Tech", subject = 325)]
    pub tech: ContactBlock,
    #[block(prefix = "Admin", subject = 326)]
    pub admin: ContactBlock,
    #[block(prefix = "AuxBilling", subject = 327)]
    pub aux_billing: ContactBlock,
    /// Attributes that the TLD asks for; those that are kept stay when none are sent.
    #[extended]
    pub extended: Params,
}

#[derive(Body, Debug)]
#[body(name = "DomainSetContactResult")]
pub struct Response {
    /// Left out on refusal.
    #[attr]
    pub domain: Option<String>,
    #[attr]
    pub is_success: bool,
}

refusals! {
    DOMAIN_NOT_FOUND;
    PHONE_INVALID;
    COUNTRY_INVALID;
    EMAIL_INVALID;
    FIXED_FOR_TLD = 2011280 "Contacts of your TLD cannot be changed";
    ATTRIBUTES_INVALID = 2011322 "Extended Attributes are not Valid: {}";
    FAILED = 4022323 "Error retrieving domain contacts";
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::contacts::{self, Error};
    use registrar::runner::Cx;
    use rules::contact::Contacts;
    use wire::{RefusalSpec, WriteBody};

    use super::*;
    use crate::domains::contact_block;
    use crate::handler::{Answer, Run, Stop};

    impl Run for Request {
        const FAULT: RefusalSpec = FAILED;

        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            let sent = |name: &str| self.extended.get(name);
            let contacts = self.contacts()?;
            let domain =
                contacts::replace(cx, caller, &self.domain_name, &contacts, &sent).map_err(refuse)?;
            Ok(Response { domain: Some(domain.name), is_success: true })
        }

        fn refused(_: &Params) -> Box<dyn WriteBody> {
            Box::new(Response { domain: None, is_success: false })
        }
    }

    impl Request {
        fn contacts(&self) -> Answer<Contacts> {
            let blocks = [&self.registrant, &self.tech, &self.admin, &self.aux_billing];
            Ok(contact_block::checked(blocks)?)
        }
    }

    fn refuse(cause: Error) -> Stop {
        match cause {
            Error::NotHeld => DOMAIN_NOT_FOUND.into(),
            Error::FixedForTld => FIXED_FOR_TLD.into(),
            Error::Attributes(cause) => ATTRIBUTES_INVALID.about(&cause.to_string()).into(),
            Error::Store(error) => error.into(),
        }
    }
}
