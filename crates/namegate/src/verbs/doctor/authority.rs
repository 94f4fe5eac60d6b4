//! The edge CA, as clients are told of it.

use std::path::Path;
use std::sync::Arc;

use rules::calendar::{DAY, iso8601};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};

use super::finding::Finding;

const ABOUT: &str = "edge CA";

/// A CA that can be trusted.
pub(super) struct Authority {
    pub certificate: CertificateDer<'static>,
}

impl Authority {
    /// How a client is set that trusts this CA and no other.
    pub fn client(&self) -> Result<Arc<ClientConfig>, rustls::Error> {
        let mut roots = RootCertStore::empty();
        roots.add(self.certificate.clone())?;
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
        Ok(Arc::new(config.with_root_certificates(roots).with_no_client_auth()))
    }
}

/// Reads the CA's certificate and judges it at `now`.
pub(super) fn examine(path: &Path, now: i64) -> (Option<Authority>, Finding) {
    let again = "start the sandbox again, which makes a new one";
    let read = std::fs::read(path).map_err(|cause| cause.to_string());
    let certificate =
        read.and_then(|pem| CertificateDer::from_pem_slice(&pem).map_err(|cause| cause.to_string()));
    let certificate = match certificate {
        Ok(certificate) => certificate,
        Err(cause) => {
            let says = format!("{} cannot be read: {cause}", path.display());
            return (None, Finding::problem(ABOUT, says, again));
        }
    };
    let found = match validity(&certificate) {
        None => return (None, Finding::problem(ABOUT, "its file holds no certificate", again)),
        Some((from, until)) if now < from || now >= until => {
            let says =
                format!("good from {} to {}, and now is {}", iso8601(from), iso8601(until), iso8601(now));
            Finding::problem(ABOUT, says, "set the clock of this machine, or start the sandbox again")
        }
        Some((_, until)) => {
            let days = (until - now) / DAY;
            Finding::good(ABOUT, format!("{}, good for {days} days", path.display()))
        }
    };
    (Some(Authority { certificate }), found)
}

/// From when until when, in unix seconds; the end is not in it.
fn validity(certificate: &[u8]) -> Option<(i64, i64)> {
    let (_, read) = x509_parser::parse_x509_certificate(certificate).ok()?;
    let validity = read.validity();
    Some((validity.not_before.timestamp(), validity.not_after.timestamp() + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use server::edge_ca::{CERTIFICATE_FILE, EdgeCa};

    #[test]
    fn a_certificate_is_judged_by_its_dates() {
        let folder = tempfile::tempdir().expect("folder");
        EdgeCa::open(folder.path()).expect("a CA");
        let path = folder.path().join(CERTIFICATE_FILE);
        let certificate = CertificateDer::from_pem_slice(&std::fs::read(&path).expect("read")).expect("PEM");
        let (from, until) = validity(&certificate).expect("dates");
        for (now, wrong) in [(from - 1, true), (from, false), (until - 1, false), (until, true)] {
            let (authority, found) = examine(&path, now);
            assert_eq!(found.is_problem(), wrong, "{found:?}");
            assert!(authority.is_some());
        }
        std::fs::write(&path, "nothing").expect("written");
        assert!(examine(&path, from).1.is_problem());
        assert!(examine(&folder.path().join("none"), from).1.is_problem());
    }
}
