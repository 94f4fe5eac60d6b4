//! The edge CA: signs the certificates of the HTTPS listener and of the forward proxy, and can sign for nothing but
//! the hosts this server answers for (name constraints, RFC 5280 section 4.2.1.10), so that trusting it costs little.
//! What customers buy is signed by another CA. Its clock is the real one, since its clients' clocks are.

use std::collections::HashMap;
use std::fmt;
use std::net::IpAddr;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use rcgen::{Issuer, KeyPair};
use rustls::ServerConfig;
use rustls::crypto::CryptoProvider;
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;

mod certificate;
mod files;
#[cfg(test)]
mod tests;

/// The hosts of the real service that this server stands in for.
pub const REAL_HOSTS: [&str; 3] =
    ["api.namecheap.com", "api.sandbox.namecheap.com", "dynamicdns.park-your-domain.com"];

/// Name of the CA certificate in the data folder.
pub const CERTIFICATE_FILE: &str = "edge-ca.pem";
/// Name of the CA's private key in the data folder.
pub const KEY_FILE: &str = "edge-ca.key";

/// The real host of this name, in any letter case.
pub fn real_host(name: &str) -> Option<&'static str> {
    REAL_HOSTS.into_iter().find(|host| host.eq_ignore_ascii_case(name))
}

/// Why there is no edge CA, or no certificate from it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("cannot use {path}: {cause}")]
    File { path: String, cause: std::io::Error },
    #[error("cannot make a certificate: {0}")]
    Certificate(#[from] rcgen::Error),
    #[error("cannot use a certificate: {0}")]
    Tls(#[from] rustls::Error),
}

/// Whom a leaf certificate names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Identity {
    /// One of [`REAL_HOSTS`].
    Host(&'static str),
    /// `localhost`, 127.0.0.1, ::1, and this address of a listener if it is another loopback address.
    Loopback(IpAddr),
}

/// The CA with the leaves it has made so far.
pub struct EdgeCa {
    pem: String,
    expires: u64,
    issuer: Issuer<'static, KeyPair>,
    provider: Arc<CryptoProvider>,
    leaves: Mutex<HashMap<Identity, Leaf>>,
}

struct Leaf {
    certified: Arc<CertifiedKey>,
    /// When to make the next one, in unix seconds.
    renew: u64,
}

impl fmt::Debug for EdgeCa {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EdgeCa").field("expires", &self.expires).finish_non_exhaustive()
    }
}

impl EdgeCa {
    /// The CA kept in `folder`, which is made if absent. A missing CA is made; one that is damaged, near its end, open
    /// to other readers or not what this version would make is replaced, key and all.
    pub fn open(folder: &Path) -> Result<EdgeCa, Error> {
        let now = now();
        let kept = files::load(folder, now)?;
        let own = match kept {
            Some(own) => own,
            None => {
                let own = certificate::OwnCertificate::make(now)?;
                files::save(folder, &own)?;
                own
            }
        };
        EdgeCa::new(own)
    }

    /// A CA that lives as long as the process.
    pub fn ephemeral() -> Result<EdgeCa, Error> {
        EdgeCa::new(certificate::OwnCertificate::make(now())?)
    }

    fn new(own: certificate::OwnCertificate) -> Result<EdgeCa, Error> {
        let issuer = own.params.issuer(own.key);
        Ok(EdgeCa {
            pem: own.pem,
            expires: own.expires,
            issuer,
            provider: Arc::new(rustls::crypto::ring::default_provider()),
            leaves: Mutex::default(),
        })
    }

    /// The CA certificate, for clients to trust, in PEM.
    pub fn pem(&self) -> &str {
        &self.pem
    }

    /// The certificate that names `identity`, made on first use and again before it ends.
    fn leaf(&self, identity: Identity) -> Result<Arc<CertifiedKey>, Error> {
        let now = now();
        // A panic while the lock was held cannot have left a half-made leaf: entries are inserted whole.
        let mut leaves = self.leaves.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(leaf) = leaves.get(&identity).filter(|leaf| now < leaf.renew) {
            return Ok(leaf.certified.clone());
        }
        let made = certificate::leaf(&self.issuer, identity, now, self.expires)?;
        let certified = Arc::new(CertifiedKey::from_der(vec![made.certificate], made.key, &self.provider)?);
        leaves.insert(identity, Leaf { certified: certified.clone(), renew: made.renew });
        Ok(certified)
    }
}

/// TLS settings of a listener: the certificate follows the name the client asks for (RFC 6066 section 3). A client
/// that asks for none (it connects to an IP address) or for a name that is not ours is shown `otherwise`; whether
/// that will do is for the client to say.
pub fn server_config(ca: &Arc<EdgeCa>, otherwise: Identity) -> Result<Arc<ServerConfig>, Error> {
    let mut config = ServerConfig::builder_with_provider(ca.provider.clone())
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_cert_resolver(Arc::new(Resolver { ca: ca.clone(), otherwise }));
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    // Made now, so that what is wrong shows at the start and no client waits for it.
    ca.leaf(otherwise)?;
    Ok(Arc::new(config))
}

#[derive(Debug)]
struct Resolver {
    ca: Arc<EdgeCa>,
    otherwise: Identity,
}

impl ResolvesServerCert for Resolver {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let identity = hello.server_name().and_then(real_host).map_or(self.otherwise, Identity::Host);
        self.ca.leaf(identity).inspect_err(|cause| tracing::error!(%cause, "no certificate")).ok()
    }
}

/// Unix seconds of the real clock.
#[allow(clippy::disallowed_methods, reason = "edge TLS runs on the real clock, as its clients do")]
fn now() -> u64 {
    // A clock before 1970 makes certificates of 1970, which clients with the same clock accept.
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
