//! The block of contact parameters that create and setContacts share (domains-notes.md section 3), and what is sent for a
//! contact that cannot be kept.

use wire::{Block, RefusalSpec};

pub const PHONE_INVALID: RefusalSpec =
    RefusalSpec::new(2_015_182, "The contact phone is invalid. The phone number format is +NNN.NNNNNNNNNN");
pub const COUNTRY_INVALID: RefusalSpec = RefusalSpec::new(2005, "Country name is invalid");
pub const EMAIL_INVALID: RefusalSpec = RefusalSpec::new(2_011_153, "Parameter EmailAddress is Invalid");

/// A contact, behind the prefix of its role.
#[derive(Block, Clone, Debug)]
pub struct ContactBlock {
    #[param(max = 255, subject = 155)]
    pub organization_name: Option<String>,
    #[param(max = 255, subject = 154)]
    pub job_title: Option<String>,
    #[param(max = 255, subject = 151)]
    pub first_name: String,
    #[param(max = 255, subject = 152)]
    pub last_name: String,
    #[param(max = 255, subject = 156)]
    pub address1: String,
    #[param(max = 255, subject = 157)]
    pub address2: Option<String>,
    #[param(max = 50, subject = 158)]
    pub city: String,
    #[param(max = 50, subject = 159)]
    pub state_province: String,
    /// `S` for a state, `P` for a province; longer words are seen too.
    #[param(max = 50, subject = 160)]
    pub state_province_choice: Option<String>,
    #[param(max = 50, subject = 161)]
    pub postal_code: String,
    /// A two-letter code.
    #[param(max = 50, subject = 162)]
    pub country: String,
    /// `+NNN.NNNNNNNNNN`
    #[param(max = 50, subject = 163)]
    pub phone: String,
    #[param(max = 50, subject = 164)]
    pub phone_ext: Option<String>,
    /// `+NNN.NNNNNNNNNN`
    #[param(max = 50, subject = 165)]
    pub fax: Option<String>,
    #[param(max = 255, subject = 153)]
    pub email_address: String,
}

/// The optional fifth contact of create: as the others without organisation and title, and nothing in it is required.
#[derive(Block, Clone, Debug)]
pub struct BillingBlock {
    #[param(max = 255, subject = 151)]
    pub first_name: Option<String>,
    #[param(max = 255, subject = 152)]
    pub last_name: Option<String>,
    #[param(max = 255, subject = 156)]
    pub address1: Option<String>,
    #[param(max = 255, subject = 157)]
    pub address2: Option<String>,
    #[param(max = 50, subject = 158)]
    pub city: Option<String>,
    #[param(max = 50, subject = 159)]
    pub state_province: Option<String>,
    #[param(max = 50, subject = 160)]
    pub state_province_choice: Option<String>,
    #[param(max = 50, subject = 161)]
    pub postal_code: Option<String>,
    #[param(max = 50, subject = 162)]
    pub country: Option<String>,
    #[param(max = 50, subject = 163)]
    pub phone: Option<String>,
    #[param(max = 50, subject = 164)]
    pub phone_ext: Option<String>,
    #[param(max = 50, subject = 165)]
    pub fax: Option<String>,
    #[param(max = 255, subject = 153)]
    pub email_address: Option<String>,
    #[param(max = 25, subject = 323)]
    pub tax_number: Option<String>,
}

#[cfg(feature = "server")]
pub(crate) use server::checked;

#[cfg(feature = "server")]
mod server {
    use rules::contact::{BadContact, Contact, Contacts};

    use super::*;

    /// What is sent for a contact that cannot be kept.
    fn refuse(bad: BadContact) -> RefusalSpec {
        match bad {
            BadContact::Phone => PHONE_INVALID,
            BadContact::Country => COUNTRY_INVALID,
            BadContact::EmailAddress => EMAIL_INVALID,
        }
    }

    /// The contacts of the four blocks: registrant, tech, admin and billing.
    pub(crate) fn checked(blocks: [&ContactBlock; 4]) -> Result<Contacts, RefusalSpec> {
        let [registrant, tech, admin, aux_billing] =
            blocks.map(|block| Contact::from(block.clone()).checked().map_err(refuse));
        Ok(Contacts { registrant: registrant?, tech: tech?, admin: admin?, aux_billing: aux_billing? })
    }

    impl From<ContactBlock> for Contact {
        fn from(block: ContactBlock) -> Self {
            Contact {
                organization_name: block.organization_name.unwrap_or_default(),
                job_title: block.job_title.unwrap_or_default(),
                first_name: block.first_name,
                last_name: block.last_name,
                address1: block.address1,
                address2: block.address2.unwrap_or_default(),
                city: block.city,
                state_province: block.state_province,
                state_province_choice: block.state_province_choice.unwrap_or_default(),
                postal_code: block.postal_code,
                country: block.country,
                phone: block.phone,
                phone_ext: block.phone_ext.unwrap_or_default(),
                fax: block.fax.unwrap_or_default(),
                email_address: block.email_address,
            }
        }
    }
}
