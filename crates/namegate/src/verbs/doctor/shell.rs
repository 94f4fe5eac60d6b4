//! This shell: where its programs would go, and whom they would trust. Without a word to the contrary they go to the
//! real service, which is no fault; half a way to the sandbox is one.

use std::ffi::OsString;
use std::net::IpAddr;
use std::path::Path;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use server::edge_ca::REAL_HOSTS;

use super::authority::Authority;
use super::finding::Finding;
use crate::verbs::run::{TRUST_VARIABLES, covers_a_real_host};

const PROXY: &str = "proxy variables";
const TRUST: &str = "trust variables";
const NAMES: &str = "names";
const USE_RUN: &str = "start programs with: namegate run -- COMMAND";

/// What the variables of proxies and certificates say, by the sandbox's proxy.
pub(super) fn variables(
    proxy: &str,
    authority: Option<&Authority>,
    variable: impl Fn(&str) -> Option<OsString>,
) -> Vec<Finding> {
    let text = |name: &str| variable(name).map(|value| value.to_string_lossy().into_owned());
    let https = ["https_proxy", "HTTPS_PROXY"].into_iter().find_map(|name| Some((name, text(name)?)));
    let Some((name, set)) = https else {
        let says = format!("not set: programs of this shell go to the real service; {USE_RUN}");
        return vec![Finding::note(PROXY, says)];
    };
    if set.trim_end_matches('/') != proxy {
        return vec![Finding::note(PROXY, format!("{name} leads to another proxy; {USE_RUN}"))];
    }
    let past = ["NO_PROXY", "no_proxy"].into_iter().find_map(|name| {
        let list = text(name)?;
        let entry = list.split(',').map(str::trim).find(|entry| covers_a_real_host(entry))?;
        Some(format!("{name} has {entry}, so that programs go to the real service past the sandbox"))
    });
    let way = match past {
        Some(says) => Finding::problem(PROXY, says, format!("take it out, or {USE_RUN}")),
        None => Finding::good(PROXY, format!("{name} leads to the sandbox")),
    };
    let trust = TRUST_VARIABLES.iter().map(|name| trust(name, variable(name), authority));
    std::iter::once(way).chain(trust).collect()
}

/// A variable that names certificates, in a shell whose programs go to the sandbox.
fn trust(name: &str, value: Option<OsString>, authority: Option<&Authority>) -> Finding {
    let Some(value) = value else {
        let says = format!("{name} is not set: programs that go by it do not trust the sandbox");
        return Finding::problem(TRUST, says, format!("set it to the CA's file, or {USE_RUN}"));
    };
    let path = Path::new(&value);
    if path.is_dir() {
        return Finding::note(TRUST, format!("{name} names a folder, which is not looked into"));
    }
    let certificates = match std::fs::read(path) {
        Ok(pem) => pem,
        Err(cause) => {
            let says = format!("{name} names {}, which cannot be read: {cause}", path.display());
            return Finding::problem(TRUST, says, format!("name another file, or {USE_RUN}"));
        }
    };
    let is_ours = |certificate: &CertificateDer<'_>| {
        authority.is_some_and(|authority| authority.certificate == *certificate)
    };
    if CertificateDer::pem_slice_iter(&certificates).flatten().any(|certificate| is_ours(&certificate)) {
        return Finding::good(TRUST, format!("{name} holds the edge CA"));
    }
    let says = format!("{name} names {}, which does not hold the edge CA of this sandbox", path.display());
    Finding::problem(TRUST, says, format!("add it to the file, or {USE_RUN}"))
}

/// Where the names of the real hosts lead without the proxy.
pub(super) async fn names() -> Vec<Finding> {
    // At once: a resolver that nobody answers takes its time for each.
    let looked_up = REAL_HOSTS.map(|host| tokio::spawn(address(host)));
    let mut findings = Vec::new();
    for (host, looked_up) in REAL_HOSTS.into_iter().zip(looked_up) {
        findings.push(Finding::note(
            NAMES,
            match looked_up.await.ok().flatten() {
                None => format!("{host} has no address here, which the proxy does not need"),
                Some(address) if address.is_loopback() => format!("{host} is this machine"),
                Some(_) => format!("{host} is the real service to who does not ask the proxy"),
            },
        ));
    }
    findings
}

async fn address(host: &'static str) -> Option<IpAddr> {
    Some(tokio::net::lookup_host((host, 443)).await.ok()?.next()?.ip())
}

#[cfg(test)]
mod tests {
    use super::*;
    use server::edge_ca::{CERTIFICATE_FILE, EdgeCa};

    const OURS: &str = "http://127.0.0.1:8478";

    #[test]
    fn half_a_way_to_the_sandbox_is_a_fault() {
        let folder = tempfile::tempdir().expect("folder");
        EdgeCa::open(folder.path()).expect("a CA");
        let ca = folder.path().join(CERTIFICATE_FILE);
        let other = folder.path().join("other.pem");
        std::fs::write(&other, "none").expect("written");
        let (authority, _) = super::super::authority::examine(&ca, 0);
        let found = |set: &[(&str, &str)]| {
            let variable = |name: &str| {
                set.iter().find(|(have, _)| *have == name).map(|(_, value)| OsString::from(value))
            };
            let findings = variables(OURS, authority.as_ref(), variable);
            findings.iter().filter(|finding| finding.is_problem()).map(Finding::as_text).collect::<Vec<_>>()
        };
        assert_eq!(found(&[]), [""; 0]);
        assert_eq!(found(&[("https_proxy", "http://proxy.example:3128")]), [""; 0]);
        assert_eq!(found(&[("HTTPS_PROXY", OURS)]).len(), TRUST_VARIABLES.len());
        let whole = |path: &Path| TRUST_VARIABLES.map(|name| (name, path.to_str().expect("text").to_owned()));
        let with = |path: &Path, more: &[(&'static str, &'static str)]| {
            let set = whole(path);
            let set: Vec<_> = set.iter().map(|(name, value)| (*name, value.as_str())).collect();
            found(&[&set, more].concat())
        };
        assert_eq!(with(&ca, &[("HTTPS_PROXY", OURS)]), [""; 0]);
        assert_eq!(with(&other, &[("HTTPS_PROXY", OURS)]).len(), TRUST_VARIABLES.len());
        assert_eq!(with(Path::new("/nowhere"), &[("HTTPS_PROXY", OURS)]).len(), TRUST_VARIABLES.len());
        let past = with(&ca, &[("HTTPS_PROXY", OURS), ("no_proxy", "a.example, .namecheap.com")]);
        assert!(past.len() == 1 && past[0].contains(".namecheap.com"), "{past:?}");
    }
}
