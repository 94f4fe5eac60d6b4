//! What a domain is registered with from a shell.

/// The words of domains.create for one year.
pub fn registration(name: &str) -> Vec<String> {
    let contacts = ["Registrant", "Tech", "Admin", "AuxBilling"].into_iter().flat_map(|role| {
        [
            "FirstName=Ada",
            "LastName=Byron",
            "Address1=Street",
            "City=Town",
            "StateProvince=NY",
            "PostalCode=10001",
            "Country=US",
            "Phone=+1.2125550100",
            "EmailAddress=ada@example.com",
        ]
        .map(|field| format!("{role}{field}"))
    });
    [format!("DomainName={name}"), "Years=1".to_owned()].into_iter().chain(contacts).collect()
}
