//! TLS to the server, by rustls over ring.

use std::sync::Arc;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};
use tokio_postgres::config::SslMode;
use tokio_postgres::{Config, NoTls};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::exchange::{Exchange, Failure, Hear};
use super::target::{Target, Trust};
use crate::error::OpenError;

/// `None` for connections in the clear.
pub(super) struct Tls(Option<MakeRustlsConnect>);

impl Tls {
    pub(super) fn new(target: &Target) -> Result<Self, OpenError> {
        if target.config.get_ssl_mode() == SslMode::Disable {
            return Ok(Tls(None));
        }
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
            .with_safe_default_protocol_versions()
            .map_err(|error| target.other(error.to_string()))?;
        let config = match &target.trust {
            Trust::Roots(file) => {
                let unfit = |cause: String| target.other(format!("sslrootcert {}: {cause}", file.display()));
                let mut roots = RootCertStore::empty();
                let read = CertificateDer::pem_file_iter(file).map_err(|error| unfit(error.to_string()))?;
                for root in read {
                    let root = root.map_err(|error| unfit(error.to_string()))?;
                    roots.add(root).map_err(|error| unfit(error.to_string()))?;
                }
                if roots.is_empty() {
                    return Err(unfit("there is no certificate in it".to_owned()));
                }
                builder.with_root_certificates(roots)
            }
            Trust::Anyone => {
                builder.dangerous().with_custom_certificate_verifier(Arc::new(AnyCertificate(provider)))
            }
        };
        Ok(Tls(Some(MakeRustlsConnect::new(config.with_no_client_auth()))))
    }

    pub(super) fn connect(&self, config: &Config, hear: Hear) -> Result<Exchange, Failure> {
        match &self.0 {
            Some(tls) => Exchange::open(config, tls.clone(), hear),
            None => Exchange::open(config, NoTls, hear),
        }
    }
}

/// `sslmode=prefer` and `require` hide what is said from who listens, not from who answers in the server's place.
#[derive(Debug)]
struct AnyCertificate(Arc<CryptoProvider>);

impl ServerCertVerifier for AnyCertificate {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls12_signature(message, cert, dss, &self.0.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(message, cert, dss, &self.0.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}

#[cfg(test)]
#[path = "tls_tests.rs"]
mod tests;
