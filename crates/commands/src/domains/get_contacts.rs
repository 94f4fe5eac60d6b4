//! `namecheap.domains.getContacts`: the contacts of a domain, and those that privacy shows instead.

use wire::text::OrEmpty;
use wire::{Body, Command, Element, refusals};

/// Contact records of one domain, and the privacy contact shown instead
#[derive(Command)]
#[command(name = "namecheap.domains.getContacts", effect = Read, response = Response)]
pub struct Request {
    /// The whole name, TLD and all.
    #[param(max = 70, subject = 166)]
    pub domain_name: String,
}

#[derive(Body, Debug)]
#[body(name = "DomainContactsResult")]
pub struct Response {
    /// Empty on refusal.
    #[attr]
    pub domain: String,
    /// In lower case on the wire; empty on refusal.
    #[attr(name = "domainnameid")]
    pub domain_id: OrEmpty<i64>,
    #[child]
    pub registrant: Option<Contact>,
    #[child]
    pub tech: Option<Contact>,
    #[child]
    pub admin: Option<Contact>,
    #[child]
    pub aux_billing: Option<Contact>,
    #[child]
    pub current_attributes: Option<Attributes>,
    /// What is shown instead, when the domain has privacy.
    #[child(name = "WhoisGuardContact")]
    pub whoisguard_contact: Option<PrivacyContacts>,
}

/// A contact, its children in the recorded order.
#[derive(Element, Debug)]
pub struct Contact {
    #[attr]
    pub read_only: bool,
    #[leaf]
    pub organization_name: String,
    #[leaf]
    pub job_title: String,
    #[leaf]
    pub first_name: String,
    #[leaf]
    pub last_name: String,
    #[leaf]
    pub address1: String,
    #[leaf]
    pub address2: String,
    #[leaf]
    pub city: String,
    #[leaf]
    pub state_province: String,
    #[leaf]
    pub state_province_choice: String,
    #[leaf]
    pub postal_code: String,
    #[leaf]
    pub country: String,
    #[leaf]
    pub phone: String,
    #[leaf]
    pub fax: String,
    #[leaf]
    pub email_address: String,
    #[leaf]
    pub phone_ext: String,
}

/// The contacts of the privacy service.
#[derive(Element, Debug)]
pub struct PrivacyContacts {
    #[child]
    pub registrant: Contact,
    #[child]
    pub tech: Contact,
    #[child]
    pub admin: Contact,
    #[child]
    pub aux_billing: Contact,
}

/// The extended attributes that were sent for the TLD; the .us ones are documented.
#[derive(Element, Debug, Default)]
pub struct Attributes {
    #[leaf]
    pub registrant_nexus: Option<String>,
    #[leaf]
    pub registrant_nexus_country: Option<String>,
    #[leaf]
    pub registrant_purpose: Option<String>,
}

refusals! {
    NOT_FOUND = 2019166 "Domain Name not found";
    FAILED = 4019337 "Unable to retrieve domain contacts";
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::domains;
    use registrar::runner::Cx;
    use rules::contact;
    use wire::{Params, RefusalSpec, WriteBody};

    use super::*;
    use crate::handler::{Answer, Run};

    impl Run for Request {
        const FAULT: RefusalSpec = FAILED;

        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            let found = domains::contacts(cx, caller, &self.domain_name)?.ok_or(NOT_FOUND)?;
            let shown = |contact| Some(shown(contact, false));
            Ok(Response {
                domain: found.domain.name,
                domain_id: OrEmpty(Some(found.domain.id)),
                registrant: shown(found.contacts.registrant),
                tech: shown(found.contacts.tech),
                admin: shown(found.contacts.admin),
                aux_billing: shown(found.contacts.aux_billing),
                current_attributes: Some(attributes(&found.attributes)),
                whoisguard_contact: found
                    .privacy
                    .filter(|privacy| privacy.enabled)
                    .map(|p| privacy_contacts(&p.mask)),
            })
        }

        fn refused(_: &Params) -> Box<dyn WriteBody> {
            Box::new(Response {
                domain: String::new(),
                domain_id: OrEmpty(None),
                registrant: None,
                tech: None,
                admin: None,
                aux_billing: None,
                current_attributes: None,
                whoisguard_contact: None,
            })
        }
    }

    fn attributes(kept: &[(String, String)]) -> Attributes {
        let of = |name: &str| kept.iter().find(|(have, _)| have == name).map(|(_, value)| value.clone());
        Attributes {
            registrant_nexus: of("RegistrantNexus"),
            registrant_nexus_country: of("RegistrantNexusCountry"),
            registrant_purpose: of("RegistrantPurpose"),
        }
    }

    fn privacy_contacts(mask: &str) -> PrivacyContacts {
        let contact = || shown(contact::privacy_service(mask), true);
        PrivacyContacts { registrant: contact(), tech: contact(), admin: contact(), aux_billing: contact() }
    }

    fn shown(contact: contact::Contact, read_only: bool) -> Contact {
        Contact {
            read_only,
            organization_name: contact.organization_name,
            job_title: contact.job_title,
            first_name: contact.first_name,
            last_name: contact.last_name,
            address1: contact.address1,
            address2: contact.address2,
            city: contact.city,
            state_province: contact.state_province,
            state_province_choice: contact.state_province_choice,
            postal_code: contact.postal_code,
            country: contact.country,
            phone: contact.phone,
            fax: contact.fax,
            email_address: contact.email_address,
            phone_ext: contact.phone_ext,
        }
    }
}
