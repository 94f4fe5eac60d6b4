//! Who asks for a certificate of an organization (ssl.activate.toml).

use serde::{Deserialize, Serialize};

/// What the applicant said of itself; each field as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Applicant {
    pub organization: Option<String>,
    /// A department (OU).
    pub department: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    pub state_province: Option<String>,
    pub city: Option<String>,
    pub address1: Option<String>,
    pub address2: Option<String>,
    pub postal_code: Option<String>,
    pub phone: Option<String>,
    /// Its number in the D-U-N-S system.
    pub duns: Option<String>,
    pub incorporation: Incorporation,
    pub representative: Representative,
}

/// Where and as what an organization is registered (Extended Validation Guidelines, section 9.2).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Incorporation {
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    pub state_province: Option<String>,
    pub locality: Option<String>,
    /// `YYYY-MM-DD`.
    pub date: Option<String>,
    /// The name it does business under.
    pub assumed_name: Option<String>,
    pub registration_number: Option<String>,
}

/// Whom the authority calls.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Representative {
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub title: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
}
