//! An example of each command: its required parameters with values that mean something.

use wire::CommandSpec;
use wire::param::Place;
use wire::spec::{Field, ParamSpec};

/// Values of parameters in examples.
const VALUES: &[(&str, &str)] = &[
    ("SLD", "example"),
    ("TLD", "com"),
    ("DomainName", "example.com"),
    ("DomainList", "example.com,example.net"),
    ("Years", "1"),
    ("Nameservers", "ns1.example.net,ns2.example.net"),
    ("Nameserver", "ns1.example.com"),
    ("IP", "93.184.216.34"),
    ("OldIP", "93.184.216.33"),
    ("MailBox", "info"),
    ("ForwardTo", "ada@example.org"),
    ("HostName", "www"),
    ("RecordType", "A"),
    ("Address", "192.0.2.7"),
    ("Service", "_sip"),
    ("Protocol", "_tcp"),
    ("Priority", "10"),
    ("Weight", "5"),
    ("Port", "5060"),
    ("Target", "sip.example.net"),
    ("ProductType", "DOMAIN"),
    ("FirstName", "Ada"),
    ("LastName", "Byron"),
    ("Address1", "Street"),
    ("City", "Town"),
    ("StateProvince", "NY"),
    ("PostalCode", "10001"),
    ("Country", "US"),
    ("Phone", "+1.2125550100"),
    ("EmailAddress", "ada@example.com"),
    ("ProductName", "com"),
    ("PaymentType", "Creditcard"),
    ("Amount", "40"),
    ("ReturnUrl", "https://shop.example.net/paid"),
    ("TokenId", "0123456789abcdef0123456789abcdef"),
    ("AddressId", "600001"),
    ("AddressName", "Office"),
    ("StateProvinceChoice", "S"),
    ("Zip", "10001"),
    ("NewUserName", "customer1"),
    ("NewUserPassword", "Correct-Horse-9"),
    ("AcceptTerms", "1"),
    ("Password", "Correct-Horse-9"),
    ("NewPassword", "Battery-Staple-8"),
    ("FindBy", "USERNAME"),
    ("FindByValue", "customer1"),
    ("WhoisguardID", "400001"),
    ("WhoisguardId", "400001"),
    ("ForwardedToEmail", "ada@example.com"),
    ("KeyId", "110003"),
    ("AuthCode", "0123456789abcdef0123456789abcdef"),
    ("Preset", "acme"),
    ("Record", "TXT _acme-challenge"),
    ("TransferID", "800001"),
    ("Resubmit", "true"),
    ("Time", "2027-07-20T12:00:00Z"),
    ("Days", "400"),
    ("CertificateID", "900001"),
    ("CertificateType", "standard-ssl"),
    ("NumberOfSANSToAdd", "1"),
    ("SSLType", "standard-ssl"),
    ("Type", "standard-ssl"),
    ("csr", "\"$(cat request.pem)\""),
    ("CSR", "\"$(cat request.pem)\""),
    ("DNSDCValidation", "true"),
    ("DCVMethod", "CNAME_CSR_HASH"),
    ("MailId", "700001"),
    ("Id", "0123456789abcdef0123456789abcdef"),
    ("Kind", "cut"),
    ("FaultId", "1"),
    ("State", "$(cat FILE)"),
    ("Domains", "1000"),
    ("Pattern", "*.shop"),
    ("Answer", "taken"),
    ("AutoRenew", "true"),
    ("Entry", "home.example.net"),
    ("FoldedMx", "true"),
    ("Name", "www"),
    ("Value", "192.0.2.7"),
    ("From", "1813492800"),
    ("Text", "\"$(cat example.com.zone)\""),
    ("Action", "add"),
];

/// Optional parameters that examples show: their commands need one of several.
const SHOWN: [&str; 7] = ["Days", "DNSDCValidation", "DCVMethod", "FoldedMx", "Name", "Type", "Value"];

/// The parameters of the example.
pub fn parameters(spec: &CommandSpec) -> Vec<(String, String)> {
    spec.fields.iter().flat_map(of_field).collect()
}

/// The example as a line of a shell; of a block only the first parameter is shown.
pub fn line(spec: &CommandSpec) -> String {
    let mut words = vec![format!("namegate call {}", spec.name.trim_start_matches("namecheap."))];
    for field in spec.fields {
        let parameters = of_field(field);
        let is_contact = matches!(field, Field::Block { prefix, .. } if !prefix.is_empty());
        let shown = if is_contact { 1 } else { parameters.len() };
        words.extend(parameters.iter().take(shown).map(|(name, value)| format!("{name}={value}")));
        if shown < parameters.len() {
            words.push("…".to_owned());
        }
    }
    words.join(" ")
}

fn of_field(field: &Field) -> Vec<(String, String)> {
    match *field {
        Field::Scalar(ref param) => of_params(std::slice::from_ref(param), Place::Plain),
        Field::Numbered(params) => of_params(params, Place::Row(1)),
        Field::Block { prefix, required: true, params, .. } => of_params(params, Place::Block(prefix)),
        Field::Block { .. } | Field::Extended => Vec::new(),
    }
}

fn of_params(params: &[ParamSpec], place: Place<'_>) -> Vec<(String, String)> {
    let shown = params.iter().filter(|param| param.required || SHOWN.contains(&param.name));
    shown.map(|param| (place.name(param).into_owned(), value(param).to_owned())).collect()
}

fn value(param: &ParamSpec) -> &'static str {
    let name = param.name;
    let known = VALUES.iter().find(|(have, _)| *have == name).map(|(_, value)| *value);
    let known = known.unwrap_or_else(|| panic!("the example of {name} is missing"));
    // A name may mean something else in another group.
    match param.words.first() {
        Some(first) if !param.words.contains(&known) => first,
        _ => known,
    }
}
