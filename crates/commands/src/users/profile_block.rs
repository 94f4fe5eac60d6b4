//! What the commands about profiles and address books share: the parameters of a person that are the same in all of
//! them, without a prefix, and what is sent for a person that cannot be kept. Names, e-mail address and StateProvinceChoice differ from command to command.

use wire::{Block, RefusalSpec};

pub const PHONE_INVALID: RefusalSpec =
    RefusalSpec::new(2_015_182, "The contact phone is invalid. The phone number format is +NNN.NNNNNNNNNN");
pub const COUNTRY_INVALID: RefusalSpec = RefusalSpec::new(2_011_162, "Parameter Country is Invalid");
pub const EMAIL_INVALID: RefusalSpec = RefusalSpec::new(2_011_153, "Parameter EmailAddress is Invalid");

/// Organisation, address and phone of a person.
#[derive(Block, Clone, Debug)]
pub struct ProfileBlock {
    #[param(max = 60, subject = 154)]
    pub job_title: Option<String>,
    #[param(max = 60, subject = 155)]
    pub organization: Option<String>,
    #[param(max = 60, subject = 156)]
    pub address1: String,
    #[param(max = 60, subject = 157)]
    pub address2: Option<String>,
    #[param(max = 60, subject = 158)]
    pub city: String,
    #[param(max = 60, subject = 159)]
    pub state_province: String,
    #[param(max = 15, subject = 161)]
    pub zip: String,
    /// A two-letter code.
    #[param(max = 2, subject = 162)]
    pub country: String,
    /// `+NNN.NNNNNNNNNN`
    #[param(max = 20, subject = 163)]
    pub phone: String,
    #[param(max = 10, subject = 164)]
    pub phone_ext: Option<String>,
    /// `+NNN.NNNNNNNNNN`
    #[param(max = 20, subject = 165)]
    pub fax: Option<String>,
}

#[cfg(feature = "server")]
mod server {
    use rules::contact::{BadContact, Contact};

    use super::*;

    /// What is sent for a person that cannot be kept.
    fn refuse(bad: BadContact) -> RefusalSpec {
        match bad {
            BadContact::Phone => PHONE_INVALID,
            BadContact::Country => COUNTRY_INVALID,
            BadContact::EmailAddress => EMAIL_INVALID,
        }
    }

    impl ProfileBlock {
        /// The person as it is kept, checked, with what the block lacks.
        pub fn checked(
            &self,
            (first_name, last_name): (&str, &str),
            email_address: &str,
            state_province_choice: &str,
        ) -> Result<Contact, RefusalSpec> {
            let optional = |text: &Option<String>| text.clone().unwrap_or_default();
            let contact = Contact {
                organization_name: optional(&self.organization),
                job_title: optional(&self.job_title),
                first_name: first_name.to_owned(),
                last_name: last_name.to_owned(),
                address1: self.address1.clone(),
                address2: optional(&self.address2),
                city: self.city.clone(),
                state_province: self.state_province.clone(),
                state_province_choice: state_province_choice.to_owned(),
                postal_code: self.zip.clone(),
                country: self.country.clone(),
                phone: self.phone.clone(),
                phone_ext: optional(&self.phone_ext),
                fax: optional(&self.fax),
                email_address: email_address.to_owned(),
            };
            contact.checked().map_err(refuse)
        }
    }
}
