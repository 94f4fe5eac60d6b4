//! What an operator sets and use cases ask.

use std::net::Ipv4Addr;

/// Settings of the registrar.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The address that URL, URL301 and FRAME records lead to.
    pub redirector: Ipv4Addr,
    /// Names of our name servers; new domains are delegated to them.
    pub name_servers: [String; 2],
    /// Name servers that are shown for a domain whose term is over.
    pub parking_name_servers: [String; 2],
    /// The domain of the addresses that privacy shows instead of the holder's.
    pub privacy_domain: String,
    /// Where people find the pages of this server: scheme, host and port, as in `http://127.0.0.1:8470`.
    pub pages: String,
    /// Issues certificates without a look at the proofs of control.
    pub approve_at_once: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            redirector: Ipv4Addr::LOCALHOST,
            name_servers: ["dns1.registrar-servers.com".into(), "dns2.registrar-servers.com".into()],
            parking_name_servers: [
                "dns101.registrar-servers.com".into(),
                "dns102.registrar-servers.com".into(),
            ],
            privacy_domain: "withheldforprivacy.com".into(),
            pages: "http://127.0.0.1:8470".into(),
            approve_at_once: false,
        }
    }
}
