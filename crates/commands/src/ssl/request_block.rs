//! What activate and reissue share: the parameters of a certificate that is to be issued, and why it cannot be.

use wire::Block;

/// A certificate that is to be issued. The pages number what is too long in their own way.
#[derive(Block, Clone, Debug)]
pub struct RequestBlock {
    /// PKCS #10 in PEM; RSA of 2048 bits or more, or EC on P-256 or P-384.
    #[param(name = "CSR", max = 32767, subject = 296, too_long = 2013296)]
    pub csr: String,
    /// Where the certificate is sent; what the first activation said stays.
    #[param(max = 255, subject = 214, too_long = 2013214)]
    pub admin_email_address: Option<String>,
    /// Chooses the format of the certificate in the mail: PKCS #7 for iis, iis4 and iis5, else PEM.
    #[param(max = 50, subject = 297, too_long = 2013297)]
    pub web_server_type: Option<String>,
    /// 1 to 20 letters and digits that make the proofs of control differ from others; made when left out.
    #[param(max = 20, subject = 296)]
    pub unique_value: Option<String>,
    /// How control over the common name is shown: HTTPCSRHASH, CNAMECSRHASH or the address of an approver.
    #[param(max = 255, subject = 295, too_long = 2013295)]
    pub approver_email: Option<String>,
    /// Control over every name is shown by a file.
    #[param(name = "HTTPDCValidation", default = "false", subject = 900)]
    pub http_dc_validation: bool,
    /// Control over every name is shown by a CNAME record.
    #[param(name = "DNSDCValidation", default = "false", subject = 900)]
    pub dns_dc_validation: bool,
    /// Names besides the common name, parted by commas.
    #[param(name = "DNSNames", max = 32767, subject = 767)]
    pub dns_names: Option<String>,
    /// How control over each of them is shown, in their order.
    #[param(name = "DNSApproverEmails", max = 32767, subject = 295)]
    pub dns_approver_emails: Option<String>,
    /// OV and EV; what the CSR says when left out.
    #[param(max = 255, subject = 201, too_long = 2013201)]
    pub admin_organization_name: Option<String>,
    #[param(max = 255, subject = 380, too_long = 2013380)]
    pub organization_department: Option<String>,
    /// A two-letter code; EV wants the whole address.
    #[param(max = 2, subject = 211, too_long = 2013211)]
    pub admin_country: Option<String>,
    #[param(max = 255, subject = 208, too_long = 2013208)]
    pub admin_state_province: Option<String>,
    #[param(max = 255, subject = 207, too_long = 2013207)]
    pub admin_city: Option<String>,
    #[param(max = 255, subject = 900, too_long = 2013900)]
    pub admin_address1: Option<String>,
    #[param(max = 255, subject = 900, too_long = 2013900)]
    pub admin_address2: Option<String>,
    #[param(max = 255, subject = 210, too_long = 2013210)]
    pub admin_postal_code: Option<String>,
    /// `+NNN.NNNNNNNNNN`
    #[param(max = 32, subject = 212, too_long = 2013212)]
    pub admin_phone: Option<String>,
    /// Digits.
    #[param(name = "OrganizationDUNS", max = 20, subject = 900, too_long = 2013900)]
    pub organization_duns: Option<String>,
    /// A two-letter code; EV.
    #[param(max = 2, subject = 667, too_long = 2013667)]
    pub company_incorporation_country: Option<String>,
    #[param(max = 255, subject = 900, too_long = 2013900)]
    pub company_incorporation_state_province: Option<String>,
    #[param(max = 100, subject = 900, too_long = 2013900)]
    pub company_incorporation_locality: Option<String>,
    /// `YYYY-MM-DD`
    #[param(max = 100, subject = 900, too_long = 2013900)]
    pub company_incorporation_date: Option<String>,
    #[param(name = "CompanyDBA", max = 100, subject = 900, too_long = 2013900)]
    pub company_dba: Option<String>,
    #[param(max = 100, subject = 900, too_long = 2013900)]
    pub company_registration_number: Option<String>,
    #[param(max = 60, subject = 374, too_long = 2013374)]
    pub organization_rep_first_name: Option<String>,
    #[param(max = 60, subject = 375, too_long = 2013375)]
    pub organization_rep_last_name: Option<String>,
    #[param(max = 60, subject = 376, too_long = 2013376)]
    pub organization_rep_title: Option<String>,
    /// `+NNN.NNNNNNNNNN`
    #[param(max = 255, subject = 388)]
    pub organization_rep_phone: Option<String>,
    #[param(max = 128, subject = 372, too_long = 2013372)]
    pub organization_rep_email_address: Option<String>,
    /// This and the rest was wanted before June 2017; it is only seen to that it is not too long.
    #[param(max = 70, subject = 203, too_long = 2013203)]
    pub admin_first_name: Option<String>,
    #[param(max = 70, subject = 204, too_long = 2013204)]
    pub admin_last_name: Option<String>,
    #[param(max = 255, subject = 202, too_long = 2013202)]
    pub admin_job_title: Option<String>,
    #[param(max = 255, subject = 209, too_long = 2013209)]
    pub admin_state_province_choice: Option<String>,
    #[param(max = 10, subject = 215, too_long = 2013215)]
    pub admin_phone_ext: Option<String>,
    #[param(max = 255, subject = 213, too_long = 2013213)]
    pub admin_fax: Option<String>,
}

/// The refusals of both commands, and a command's own beside them.
macro_rules! refusals_of_requests {
    ($($name:ident = $number:literal $words:literal;)*) => {
        ::wire::refusals! {
            $($name = $number $words;)*
            NOT_FOUND = 2011294 "CertificateID is invalid";
            WRONG_STATE = 4011331 "Status is InValid.";
            CSR_INVALID = 3011296 "Invalid CSR. {}";
            NOT_WILDCARD = 2011296 "The CSR is not for a wildcard: its common name must begin with *.";
            WILDCARD = 2030296 "{} is a wildcard, which this certificate does not hold";
            NAME_NOT_ALLOWED = 2011767 "{} cannot be in a certificate";
            NAME_TWICE = 2014296 "{} occurs more than once";
            TOO_MANY_NAMES = 2010767 "DNSNames can hold {} names at most";
            LISTS_DIFFER = 2010767 "DNSNames and DNSApproverEmails are of different length";
            BOTH_FLAGS = 2011784 "Both File-Based and DNS-Based authentication can't be enabled";
            NO_APPROVER = 2010295 "Approver email is required";
            NO_APPROVERS = 2010295 "DNSApproverEmails is required";
            APPROVER_INVALID = 2011295 "Approver email is invalid";
            NOT_APPROVER = 3011295 "Approver email is not valid";
            NOT_APPROVER_OF = 3011295 "Approver email for {} is not valid";
            NO_FILE_FOR_WILDCARD = 2030296 "File-Based authentication is not possible for wildcards";
            NO_PROOF = 3022296 "UniqueValue has 1 to 20 letters and digits";
            EMAIL_INVALID = 2011214 "Parameter AdminEmailAddress is Invalid";
            NO_ORGANIZATION = 2010396 "Neither AdminOrganizationName nor the CSR names an organization";
            ADDRESS_INCOMPLETE = 2010326 "Parameter {} is missing";
            NO_INCORPORATION_COUNTRY = 2010667 "Parameter CompanyIncorporationCountry is Missing";
            DATE_INVALID = 2011668 "Parameter CompanyIncorporationDate is Invalid: YYYY-MM-DD";
            PHONE_INVALID = 2011212 "Parameter AdminPhone is Invalid";
            REP_PHONE_INVALID = 2011388 "Parameter OrganizationRepPhone is Invalid";
            REP_EMAIL_INVALID = 2013372 "Parameter OrganizationRepEmailAddress is Invalid";
            COUNTRY_INVALID = 4011297 "{} is no ISO 3166-1 alpha-2 code";
            DUNS_INVALID = 4011900 "OrganizationDUNS must be integer";
        }
    };
}

pub(crate) use refusals_of_requests;

#[cfg(feature = "server")]
pub(crate) use server::refuse;

#[cfg(feature = "server")]
mod server {
    use registrar::certificates::activation::{Error, Methods, Wish};
    use rules::certificate::{
        Applicant, BadApplicant, BadNames, Field, Incorporation, Method, Representative,
    };
    use rules::contact::is_email_address;
    use wire::RefusalSpec;

    use super::RequestBlock;
    use crate::handler::{Answer, Stop};

    refusals_of_requests! {}

    /// The words that stand for the ways by file and by record (ssl.activate.toml).
    const BY_FILE: &str = "HTTPCSRHASH";
    const BY_RECORD: &str = "CNAMECSRHASH";

    impl RequestBlock {
        /// What is wanted of a certificate, as far as the words of the wire have a meaning.
        pub fn wish(&self, certificate_id: i64) -> Answer<Wish<'_>> {
            if self.admin_email_address.as_deref().is_some_and(|address| !is_email_address(address)) {
                return Err(EMAIL_INVALID.into());
            }
            let further_names = self.dns_names.as_deref().map(listed).unwrap_or_default();
            Ok(Wish {
                certificate_id,
                csr: &self.csr,
                methods: self.methods(!further_names.is_empty())?,
                further_names,
                unique_value: self.unique_value.as_deref(),
                web_server_type: self.web_server_type.as_deref(),
                admin_email: self.admin_email_address.as_deref(),
                applicant: self.applicant(),
            })
        }

        fn methods(&self, are_several: bool) -> Answer<Methods> {
            match (self.http_dc_validation, self.dns_dc_validation) {
                (true, true) => return Err(BOTH_FLAGS.into()),
                (true, false) => return Ok(Methods::All(Method::Http)),
                (false, true) => return Ok(Methods::All(Method::Cname)),
                (false, false) => {}
            }
            let first = method(self.approver_email.as_deref().ok_or(NO_APPROVER)?)?;
            let others = match (&self.dns_approver_emails, are_several) {
                (Some(list), _) => listed(list).into_iter().map(method).collect::<Answer<_>>()?,
                (None, true) => return Err(NO_APPROVERS.into()),
                (None, false) => Vec::new(),
            };
            Ok(Methods::Each(first, others))
        }

        fn applicant(&self) -> Applicant {
            Applicant {
                organization: self.admin_organization_name.clone(),
                department: self.organization_department.clone(),
                country: self.admin_country.clone(),
                state_province: self.admin_state_province.clone(),
                city: self.admin_city.clone(),
                address1: self.admin_address1.clone(),
                address2: self.admin_address2.clone(),
                postal_code: self.admin_postal_code.clone(),
                phone: self.admin_phone.clone(),
                duns: self.organization_duns.clone(),
                incorporation: Incorporation {
                    country: self.company_incorporation_country.clone(),
                    state_province: self.company_incorporation_state_province.clone(),
                    locality: self.company_incorporation_locality.clone(),
                    date: self.company_incorporation_date.clone(),
                    assumed_name: self.company_dba.clone(),
                    registration_number: self.company_registration_number.clone(),
                },
                representative: Representative {
                    first_name: self.organization_rep_first_name.clone(),
                    last_name: self.organization_rep_last_name.clone(),
                    title: self.organization_rep_title.clone(),
                    phone: self.organization_rep_phone.clone(),
                    email: self.organization_rep_email_address.clone(),
                },
            }
        }
    }

    fn listed(list: &str) -> Vec<&str> {
        // Blanks after commas occur, and a comma at the end.
        list.split(',').map(str::trim).filter(|part| !part.is_empty()).collect()
    }

    fn method(word: &str) -> Answer<Method> {
        match word.trim() {
            word if word.eq_ignore_ascii_case(BY_FILE) => Ok(Method::Http),
            word if word.eq_ignore_ascii_case(BY_RECORD) => Ok(Method::Cname),
            word if is_email_address(word) => Ok(Method::Email(word.to_ascii_lowercase())),
            _ => Err(APPROVER_INVALID.into()),
        }
    }

    /// A cause as both commands send it; `too_late` and `other_name` are of the activation alone.
    pub(crate) fn refuse(cause: Error, too_late: RefusalSpec, other_name: RefusalSpec) -> Stop {
        match cause {
            Error::NotFound => NOT_FOUND.into(),
            Error::State => WRONG_STATE.into(),
            Error::TooLate => too_late.into(),
            Error::OtherName => other_name.into(),
            Error::Csr(problem) => CSR_INVALID.about(&problem.to_string()).into(),
            Error::Names(bad) => refuse_names(bad),
            Error::MethodsMissing => LISTS_DIFFER.into(),
            Error::HttpForWildcard => NO_FILE_FOR_WILDCARD.into(),
            Error::NotApprover { is_common_name: true, .. } => NOT_APPROVER.into(),
            Error::NotApprover { name, is_common_name: false, .. } => NOT_APPROVER_OF.about(&name).into(),
            Error::UniqueValue => NO_PROOF.into(),
            Error::Applicant(bad) => refuse_applicant(bad),
            Error::Store(error) => error.into(),
        }
    }

    fn refuse_names(bad: BadNames) -> Stop {
        match bad {
            BadNames::NotWildcard => NOT_WILDCARD.into(),
            BadNames::Wildcard(name) => WILDCARD.about(&name).into(),
            BadNames::NotAllowed(name) => NAME_NOT_ALLOWED.about(&name).into(),
            BadNames::Twice(name) => NAME_TWICE.about(&name).into(),
            BadNames::TooMany { most } => TOO_MANY_NAMES.about(&most.to_string()).into(),
        }
    }

    fn refuse_applicant(bad: BadApplicant) -> Stop {
        match bad {
            BadApplicant::NoOrganization => NO_ORGANIZATION.into(),
            BadApplicant::Missing(field) => ADDRESS_INCOMPLETE.about(parameter(field)).into(),
            BadApplicant::NoIncorporationCountry => NO_INCORPORATION_COUNTRY.into(),
            BadApplicant::Country(field) => COUNTRY_INVALID.about(parameter(field)).into(),
            BadApplicant::Phone(Field::RepresentativePhone) => REP_PHONE_INVALID.into(),
            BadApplicant::Phone(_) => PHONE_INVALID.into(),
            BadApplicant::Email(_) => REP_EMAIL_INVALID.into(),
            BadApplicant::NotDigits(_) => DUNS_INVALID.into(),
            BadApplicant::Date => DATE_INVALID.into(),
        }
    }

    fn parameter(field: Field) -> &'static str {
        match field {
            Field::Address1 => "AdminAddress1",
            Field::City => "AdminCity",
            Field::StateProvince => "AdminStateProvince",
            Field::PostalCode => "AdminPostalCode",
            Field::Country => "AdminCountry",
            Field::IncorporationCountry => "CompanyIncorporationCountry",
            Field::Phone => "AdminPhone",
            Field::Duns => "OrganizationDUNS",
            Field::RepresentativePhone => "OrganizationRepPhone",
            Field::RepresentativeEmail => "OrganizationRepEmailAddress",
        }
    }
}
