//! What an applicant must say of itself before an authority looks at it (ssl.activate.toml).

use super::{Applicant, Validation};
use crate::calendar::parse_iso8601;
use crate::contact::{is_email_address, phone};
use crate::country;

/// What is wrong with an applicant. The fields are named as in [`Applicant`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadApplicant {
    #[error("neither the request nor the applicant names an organization")]
    NoOrganization,
    #[error("the address lacks {0}")]
    Missing(Field),
    #[error("the country of incorporation is missing")]
    NoIncorporationCountry,
    #[error("{0} is no country")]
    Country(Field),
    #[error("{0} is no phone number")]
    Phone(Field),
    #[error("{0} is no e-mail address")]
    Email(Field),
    #[error("{0} has more than digits")]
    NotDigits(Field),
    #[error("the date of incorporation is none")]
    Date,
}

/// A field that something can be wrong with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    Address1,
    City,
    StateProvince,
    PostalCode,
    Country,
    IncorporationCountry,
    Phone,
    Duns,
    RepresentativePhone,
    RepresentativeEmail,
}

impl std::fmt::Display for Field {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Field::Address1 => "the first line of the address",
            Field::City => "the city",
            Field::StateProvince => "the state or province",
            Field::PostalCode => "the postal code",
            Field::Country => "the country",
            Field::IncorporationCountry => "the country of incorporation",
            Field::Phone => "the phone number",
            Field::Duns => "the D-U-N-S number",
            Field::RepresentativePhone => "the phone number of the representative",
            Field::RepresentativeEmail => "the address of the representative",
        })
    }
}

/// Checks what was said, and that all is there that the validation needs. `organization` is what the request names.
pub fn check(of: &Applicant, validation: Validation, organization: Option<&str>) -> Result<(), BadApplicant> {
    check_forms(of)?;
    if validation == Validation::Domain {
        return Ok(());
    }
    if of.organization.is_none() && organization.is_none() {
        return Err(BadApplicant::NoOrganization);
    }
    if validation == Validation::Organization {
        return Ok(());
    }
    for (field, value) in [
        (Field::Address1, &of.address1),
        (Field::City, &of.city),
        (Field::StateProvince, &of.state_province),
        (Field::Country, &of.country),
        (Field::PostalCode, &of.postal_code),
    ] {
        if value.is_none() {
            return Err(BadApplicant::Missing(field));
        }
    }
    of.incorporation.country.as_ref().map(|_| ()).ok_or(BadApplicant::NoIncorporationCountry)
}

fn check_forms(of: &Applicant) -> Result<(), BadApplicant> {
    let representative = &of.representative;
    let forms: [(bool, BadApplicant); 7] = [
        (is(&of.country, is_country), BadApplicant::Country(Field::Country)),
        (is(&of.incorporation.country, is_country), BadApplicant::Country(Field::IncorporationCountry)),
        (is(&of.phone, is_phone), BadApplicant::Phone(Field::Phone)),
        (is(&representative.phone, is_phone), BadApplicant::Phone(Field::RepresentativePhone)),
        (is(&representative.email, is_email_address), BadApplicant::Email(Field::RepresentativeEmail)),
        (is(&of.duns, is_digits), BadApplicant::NotDigits(Field::Duns)),
        (is(&of.incorporation.date, is_date), BadApplicant::Date),
    ];
    forms.into_iter().find(|(fits, _)| !fits).map_or(Ok(()), |(_, bad)| Err(bad))
}

fn is(value: &Option<String>, fits: impl Fn(&str) -> bool) -> bool {
    value.as_deref().is_none_or(fits)
}

fn is_country(text: &str) -> bool {
    country::is_code(text)
}

fn is_phone(text: &str) -> bool {
    phone(text).is_some()
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|octet| octet.is_ascii_digit())
}

fn is_date(text: &str) -> bool {
    text.len() == "YYYY-MM-DD".len() && parse_iso8601(&format!("{text}T00:00:00Z")).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certificate::Incorporation;

    fn whole() -> Applicant {
        let text = |text: &str| Some(text.to_owned());
        Applicant {
            organization: text("Example"),
            country: text("us"),
            state_province: text("CA"),
            city: text("Los Angeles"),
            address1: text("1 Example Street"),
            postal_code: text("90001"),
            phone: text("+1.5555550100"),
            duns: text("150483782"),
            incorporation: Incorporation {
                country: text("US"),
                date: text("2004-02-29"),
                ..Incorporation::default()
            },
            ..Applicant::default()
        }
    }

    #[test]
    fn each_validation_wants_more() {
        let nothing = Applicant::default();
        assert_eq!(check(&nothing, Validation::Domain, None), Ok(()));
        assert_eq!(check(&nothing, Validation::Organization, None), Err(BadApplicant::NoOrganization));
        assert_eq!(check(&nothing, Validation::Organization, Some("Example")), Ok(()));
        let address = Err(BadApplicant::Missing(Field::Address1));
        assert_eq!(check(&nothing, Validation::Extended, Some("Example")), address);
        assert_eq!(check(&whole(), Validation::Extended, None), Ok(()));
        let nowhere = Applicant { incorporation: Incorporation::default(), ..whole() };
        assert_eq!(check(&nowhere, Validation::Extended, None), Err(BadApplicant::NoIncorporationCountry));
    }

    #[test]
    fn what_has_a_form_is_checked_whatever_is_validated() {
        let changed = |change: fn(&mut Applicant, String), text: &str| {
            let mut applicant = whole();
            change(&mut applicant, text.to_owned());
            check(&applicant, Validation::Domain, None)
        };
        for text in ["USA", "ZZ", ""] {
            let bad = Err(BadApplicant::Country(Field::Country));
            assert_eq!(changed(|applicant, text| applicant.country = Some(text), text), bad);
            let bad = Err(BadApplicant::Country(Field::IncorporationCountry));
            assert_eq!(changed(|applicant, text| applicant.incorporation.country = Some(text), text), bad);
        }
        let bad = Err(BadApplicant::Phone(Field::Phone));
        assert_eq!(changed(|applicant, text| applicant.phone = Some(text), "5555550100"), bad);
        let bad = Err(BadApplicant::Phone(Field::RepresentativePhone));
        assert_eq!(changed(|applicant, text| applicant.representative.phone = Some(text), "none"), bad);
        let bad = Err(BadApplicant::Email(Field::RepresentativeEmail));
        assert_eq!(changed(|applicant, text| applicant.representative.email = Some(text), "none"), bad);
        let bad = Err(BadApplicant::NotDigits(Field::Duns));
        assert_eq!(changed(|applicant, text| applicant.duns = Some(text), "15-048-3782"), bad);
        for text in ["2004-02-30", "29.02.2004", "2004-2-29", "2004-02-29T"] {
            let date = changed(|applicant, text| applicant.incorporation.date = Some(text), text);
            assert_eq!(date, Err(BadApplicant::Date), "{text}");
        }
    }
}
