//! Contacts of a domain (domains-notes.md section 3).

use serde::{Deserialize, Serialize};

/// A person or organisation that stands in the registration data.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    pub organization_name: String,
    pub job_title: String,
    pub first_name: String,
    pub last_name: String,
    pub address1: String,
    pub address2: String,
    pub city: String,
    pub state_province: String,
    pub state_province_choice: String,
    pub postal_code: String,
    pub country: String,
    pub phone: String,
    pub phone_ext: String,
    pub fax: String,
    pub email_address: String,
}

/// The four roles every domain has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contacts {
    pub registrant: Contact,
    pub tech: Contact,
    pub admin: Contact,
    pub aux_billing: Contact,
}

/// What is wrong with a contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadContact {
    #[error("a phone or fax number is not of the form +NNN.NNNNNNNNNN")]
    Phone,
    #[error("the country is not known")]
    Country,
    #[error("the e-mail address is none")]
    EmailAddress,
}

impl Contact {
    /// Checks what has a form of its own. A blank in the place of the plus is put right: many clients send the plus
    /// without escaping it, and the service took it (users-notes.md section 5).
    pub fn checked(mut self) -> Result<Contact, BadContact> {
        self.phone = phone(&self.phone).ok_or(BadContact::Phone)?;
        if !self.fax.is_empty() {
            self.fax = phone(&self.fax).ok_or(BadContact::Phone)?;
        }
        if !crate::country::is_code(&self.country) {
            return Err(BadContact::Country);
        }
        self.country.make_ascii_uppercase();
        if !is_email_address(&self.email_address) {
            return Err(BadContact::EmailAddress);
        }
        Ok(self)
    }

    /// Whether a change to `other` is a change of registrant: of name, organisation or e-mail address (ICANN Transfer
    /// Policy, section II.A.1.1).
    pub fn is_another_registrant(&self, other: &Contact) -> bool {
        let who = |c: &Contact| {
            [&c.first_name, &c.last_name, &c.organization_name, &c.email_address].map(|t| t.to_lowercase())
        };
        who(self) != who(other)
    }
}

/// What is shown in the place of a holder who has privacy; `mask` is the address that is forwarded.
pub fn privacy_service(mask: &str) -> Contact {
    Contact {
        organization_name: "Privacy service provided by Withheld for Privacy ehf".into(),
        first_name: "Redacted for Privacy".into(),
        last_name: "Redacted for Privacy".into(),
        address1: "Kalkofnsvegur 2".into(),
        city: "Reykjavik".into(),
        state_province: "Capital Region".into(),
        postal_code: "101".into(),
        country: "IS".into(),
        phone: "+354.4212434".into(),
        email_address: mask.into(),
        ..Contact::default()
    }
}

/// The number in the form `+NNN.NNNNNNNNNN` (RFC 5733 section 2.5), or nothing.
pub fn phone(text: &str) -> Option<String> {
    let digits = text.strip_prefix('+').or_else(|| text.strip_prefix(' '))?;
    let (country, number) = digits.split_once('.')?;
    let all_digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let fits = all_digits(country) && country.len() <= 3 && all_digits(number) && number.len() <= 14;
    fits.then(|| format!("+{country}.{number}"))
}

/// One mailbox at one host name; deliberately no more of RFC 5322 than that.
pub fn is_email_address(text: &str) -> bool {
    let Some((mailbox, host)) = text.rsplit_once('@') else { return false };
    let fits = |c: char| !c.is_whitespace() && !c.is_control() && !"<>(),;:\\\"[]@".contains(c);
    !mailbox.is_empty()
        && mailbox.len() <= 64
        && mailbox.chars().all(fits)
        && crate::name::DomainName::parse(host).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contact() -> Contact {
        Contact {
            country: "us".into(),
            phone: "+1.6613102107".into(),
            email_address: "john@example.com".into(),
            ..Contact::default()
        }
    }

    #[test]
    fn phones() {
        for (sent, kept) in [
            ("+1.6613102107", Some("+1.6613102107")),
            (" 1.6613102107", Some("+1.6613102107")),
            ("1.6613102107", None),
            ("+1-661-310", None),
            ("+1.", None),
            ("+1234.5", None),
            ("+1.123456789012345", None),
        ] {
            let checked = Contact { phone: sent.into(), ..contact() }.checked();
            assert_eq!(
                checked.map(|c| c.phone),
                kept.map(str::to_owned).ok_or(BadContact::Phone),
                "{sent:?}"
            );
        }
        assert_eq!(Contact { fax: "12".into(), ..contact() }.checked(), Err(BadContact::Phone));
    }

    #[test]
    fn who_is_another_registrant() {
        let before = contact();
        assert!(!before.is_another_registrant(&Contact { city: "Elsewhere".into(), ..contact() }));
        let letters = Contact { email_address: "John@Example.com".into(), ..contact() };
        assert!(!before.is_another_registrant(&letters));
        assert!(before.is_another_registrant(&Contact { last_name: "Other".into(), ..contact() }));
        assert!(before.is_another_registrant(&Contact { organization_name: "Inc.".into(), ..contact() }));
        assert!(
            before.is_another_registrant(&Contact { email_address: "j@example.com".into(), ..contact() })
        );
    }

    #[test]
    fn countries_and_addresses() {
        assert_eq!(contact().checked().map(|c| c.country), Ok("US".into()));
        assert_eq!(Contact { country: "XQ".into(), ..contact() }.checked(), Err(BadContact::Country));
        for (address, fits) in [
            ("a@b.example", true),
            ("a.b+c@b.example", true),
            ("a", false),
            ("@b.example", false),
            ("a@b", false),
            ("a b@c.example", false),
            ("a@b@c.example", false),
        ] {
            assert_eq!(is_email_address(address), fits, "{address}");
        }
    }
}
