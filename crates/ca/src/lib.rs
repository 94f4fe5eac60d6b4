//! The built-in certificate authority: signs what customers buy. A root, an intermediate that signs for it, and the
//! list of what was revoked. Whoever tests with these certificates trusts the root; nobody else does.
//!
//! It has no clock: what is signed carries the times it is told, and its own certificates never end (RFC 5280 section
//! 4.1.2.5), so that a world clock can be moved as far as it goes.

mod authority;
mod der;
mod files;
mod issued;
mod revocation;
#[cfg(test)]
mod tests;

use std::path::Path;

use rcgen::{Issuer, KeyPair};
use registrar::ports::ca::{CertificateAuthority, Issued, Order, Refused, Revoked};
use registrar::ports::registry::Answer;

use authority::Authority;

/// Why there is no CA.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("cannot use {path}: {cause}")]
    File { path: String, cause: std::io::Error },
    #[error("cannot make a certificate: {0}")]
    Certificate(#[from] rcgen::Error),
    /// It is never replaced by itself: what was sold would lose its issuer.
    #[error(
        "{path} is damaged or others can read it: mend it, or delete the files product-* to start a new CA"
    )]
    Unfit { path: String },
}

/// The CA.
pub struct BuiltinCa {
    root: String,
    intermediates: [String; 1],
    issuer: Issuer<'static, KeyPair>,
    /// Scheme, host and port of the server that has its certificates and list.
    base: Option<String>,
}

impl BuiltinCa {
    /// The CA kept in `folder`; made if there is none. Certificates say where its list is if `base`, the scheme, host
    /// and port of the server, is known.
    pub fn open(folder: &Path, base: Option<String>) -> Result<Self, Error> {
        let authority = match files::load(folder)? {
            Some(authority) => authority,
            None => {
                let authority = Authority::make()?;
                files::save(folder, &authority)?;
                authority
            }
        };
        Ok(BuiltinCa::over(authority, base))
    }

    /// A CA that lives as long as the process.
    pub fn ephemeral(base: Option<String>) -> Result<Self, Error> {
        Ok(BuiltinCa::over(Authority::make()?, base))
    }

    fn over(authority: Authority, base: Option<String>) -> Self {
        let Authority { root, intermediate, key } = authority;
        let issuer = Issuer::new(authority::intermediate_params(&key), key);
        BuiltinCa { root, intermediates: [intermediate], issuer, base }
    }
}

impl CertificateAuthority for BuiltinCa {
    fn root(&self) -> &str {
        &self.root
    }

    fn intermediates(&self) -> &[String] {
        &self.intermediates
    }

    fn issue<'a>(&'a self, order: &'a Order) -> Answer<'a, Result<Issued, Refused>> {
        let signed = issued::sign(&self.issuer, order, self.base.as_deref());
        let issued = signed.map(|(certificate, serial)| Issued {
            certificate,
            chain: self.intermediates.to_vec(),
            serial,
        });
        Box::pin(std::future::ready(issued.map_err(|cause| {
            tracing::warn!(certificate = order.certificate_id, %cause, "a certificate is not signed");
            Refused::Policy
        })))
    }

    fn revocation_list(&self, revoked: &[Revoked], now: i64) -> Result<Vec<u8>, Refused> {
        revocation::list(&self.issuer, revoked, now).map_err(|cause| {
            tracing::error!(%cause, "a revocation list cannot be made");
            Refused::Policy
        })
    }
}
