//! Parameters of calls.

use crate::setup::key_of;

/// `a=b&c=d`, escaped.
pub fn encode(params: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(params).finish()
}

/// The global parameters of a call of an account on itself.
pub fn globals(user: &str, command: &str) -> Vec<(String, String)> {
    let pairs = [
        ("ApiUser", user),
        ("ApiKey", &key_of(user)),
        ("UserName", user),
        ("ClientIp", "127.0.0.1"),
        ("Command", command),
    ];
    pairs.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

const CONTACT: [(&str, &str); 9] = [
    ("FirstName", "Ada"),
    ("LastName", "Example"),
    ("Address1", "1 Test Street"),
    ("City", "Testville"),
    ("StateProvince", "CA"),
    ("PostalCode", "90001"),
    ("Country", "US"),
    ("Phone", "+1.5555550100"),
    ("EmailAddress", "ada@example.org"),
];

/// A password that may be chosen.
pub const PASSWORD: &str = "Correct-Horse-9";
/// An account to be opened by users.create.
pub const CUSTOMER: &[(&str, &str)] = &[
    ("NewUserName", "customer1"),
    ("NewUserPassword", PASSWORD),
    ("AcceptTerms", "1"),
    ("EmailAddress", "ada@example.org"),
    ("FirstName", "Ada"),
    ("LastName", "Example"),
    ("Address1", "1 Test Street"),
    ("City", "Testville"),
    ("StateProvince", "CA"),
    ("Zip", "90001"),
    ("Country", "US"),
    ("Phone", "+1.5555550100"),
];

/// The four contacts that domains.create asks for.
pub fn contacts() -> Vec<(String, String)> {
    let of_role =
        |role: &'static str| CONTACT.map(|(name, value)| (format!("{role}{name}"), value.to_owned()));
    ["Registrant", "Tech", "Admin", "AuxBilling"].into_iter().flat_map(of_role).collect()
}

/// Everything that domains.create asks for, for one year; `more` adds parameters or stands in for those of its names.
pub fn registration(name: &str, more: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut params = contacts();
    params.push(("DomainName".into(), name.to_owned()));
    params.push(("Years".into(), "1".into()));
    params.retain(|(have, _)| more.iter().all(|(name, _)| name != have));
    params.extend(more.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    params
}
