//! The environment of the command.

use std::ffi::OsString;

use server::edge_ca::REAL_HOSTS;

use super::bundles::Bundles;

/// Hosts that the command reaches without the proxy.
const DIRECT: [&str; 3] = ["localhost", "127.0.0.1", "::1"];

/// A variable and its value; none unsets it.
pub(super) type Change = (&'static str, Option<OsString>);

/// What to change for the command, given the values of `before`.
pub(super) fn changes(
    proxy: &str,
    bundles: &Bundles,
    before: impl Fn(&str) -> Option<OsString>,
) -> Vec<Change> {
    let no_proxy = no_proxy(["NO_PROXY", "no_proxy"].map(|name| before(name).unwrap_or_default()));
    let mut changes = vec![
        ("NODE_USE_ENV_PROXY", Some("1".into())),
        ("NO_PROXY", Some(no_proxy.clone())),
        ("no_proxy", Some(no_proxy)),
        // OpenSSL would look there for certificates instead of into the file.
        ("SSL_CERT_DIR", None),
    ];
    for name in ["HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"] {
        changes.push((name, Some(proxy.into())));
    }
    changes.extend(bundles.files().map(|(name, path)| (name, Some(path.into()))));
    changes
}

/// What stood in either spelling, but for entries that would lead past the sandbox to the real service, and then the
/// hosts of this machine.
fn no_proxy(before: [OsString; 2]) -> OsString {
    let mut entries: Vec<String> = Vec::new();
    let mut add = |entry: &str| {
        if !entry.is_empty() && !entries.iter().any(|known| known == entry) {
            entries.push(entry.to_owned());
        }
    };
    for value in &before {
        let text = value.to_string_lossy();
        text.split(',').map(str::trim).filter(|entry| !covers_a_real_host(entry)).for_each(&mut add);
    }
    DIRECT.into_iter().for_each(&mut add);
    entries.join(",").into()
}

/// Whether some client would go straight to one of the real hosts because of this entry. Clients disagree on whether a
/// bare domain covers the names below it; here it does.
pub(in crate::verbs) fn covers_a_real_host(entry: &str) -> bool {
    let entry = entry.to_ascii_lowercase();
    let entry = entry.rsplit_once(':').map_or(entry.as_str(), |(host, _port)| host);
    let domain = entry.trim_start_matches('*').trim_matches('.');
    if domain.is_empty() {
        return entry.starts_with('*');
    }
    REAL_HOSTS
        .iter()
        .any(|host| host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(upper: &str, lower: &str) -> String {
        no_proxy([upper.into(), lower.into()]).into_string().expect("text")
    }

    #[test]
    fn no_proxy_keeps_what_was_there() {
        assert_eq!(joined("", ""), "localhost,127.0.0.1,::1");
        assert_eq!(joined("a.example", ""), "a.example,localhost,127.0.0.1,::1");
        assert_eq!(
            joined("a.example, .b.example", "a.example,10.0.0.0/8"),
            "a.example,.b.example,10.0.0.0/8,localhost,127.0.0.1,::1"
        );
        assert_eq!(joined("localhost", "::1"), "localhost,::1,127.0.0.1");
    }

    #[test]
    fn no_entry_leads_past_the_sandbox() {
        let past = "*,namecheap.com,.NameCheap.com,*.namecheap.com,api.namecheap.com:443,com,park-your-domain.com,api.namecheap.com.";
        assert_eq!(joined(past, past), "localhost,127.0.0.1,::1");
        assert_eq!(
            joined("cheap.com,xapi.namecheap.com,:,.", ""),
            "cheap.com,xapi.namecheap.com,:,.,localhost,127.0.0.1,::1"
        );
    }
}
