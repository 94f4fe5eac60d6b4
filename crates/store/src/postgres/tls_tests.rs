use std::fs;
use std::net::TcpListener;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use tempfile::TempDir;

use crate::error::OpenError;
use crate::limits::Limits;
use crate::postgres::session::Session;
use crate::postgres::target::Target;
use crate::suite::cluster::Cluster;

/// A server that wants passwords on TCP, and has a certificate for `localhost`.
struct Server {
    _cluster: Cluster,
    port: u16,
    folder: TempDir,
}

fn authority() -> CertifiedIssuer<'static, KeyPair> {
    let mut params = CertificateParams::new(Vec::new()).expect("parameters");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().expect("a key")).expect("an authority")
}

impl Server {
    fn with(options: &str) -> Server {
        let ca = authority();
        let key = KeyPair::generate().expect("a key");
        let certificate = CertificateParams::new(["localhost".to_owned()])
            .expect("parameters")
            .signed_by(&key, &ca)
            .expect("a certificate");
        let folder = TempDir::new().expect("a folder");
        fs::write(folder.path().join("right.pem"), ca.pem()).expect("written");
        fs::write(folder.path().join("wrong.pem"), authority().pem()).expect("written");
        fs::write(folder.path().join("none.pem"), "nothing of the kind").expect("written");
        let files = [("server.pem", certificate.pem()), ("server.key", key.serialize_pem())];
        let port =
            TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a port").port();
        let cluster = Cluster::start(&format!("-c listen_addresses=127.0.0.1 {options}"), port, &files);
        cluster.psql("", "CREATE ROLE me LOGIN PASSWORD 'secret'");
        Server { _cluster: cluster, port, folder }
    }

    /// Connects to a host in a mode: whether in TLS, or why not.
    fn connect(&self, host: &str, mode: &str) -> Result<bool, OpenError> {
        let folder = self.folder.path().display();
        let mode = mode.replace("ROOTS", &format!("sslrootcert={folder}"));
        self.connect_to(&format!(
            "postgres://me:secret@{host}:{}/postgres?hostaddr=127.0.0.1&sslmode={mode}",
            self.port
        ))
    }

    fn connect_to(&self, url: &str) -> Result<bool, OpenError> {
        let session = Session::new(Target::parse(url)?, Limits::default())?;
        let mut connection = session.connect(None)?;
        let tls = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()";
        let rows = connection.rows(tls, &[]).map_err(|error| session.other(error.to_string()))?;
        Ok(crate::engine::Row::bool(&rows[0], 0).expect("a truth value"))
    }
}

#[test]
fn modes_and_certificates() {
    let server = Server::with("-c ssl=on -c ssl_cert_file=../server.pem -c ssl_key_file=../server.key");
    for (host, mode, is_tls) in [
        ("localhost", "disable", false),
        ("localhost", "prefer", true),
        ("localhost", "require", true),
        ("elsewhere.example", "require", true),
        ("localhost", "verify-full&ROOTS/right.pem", true),
    ] {
        assert_eq!(server.connect(host, mode).ok(), Some(is_tls), "{host} {mode}");
    }
    for (host, mode, cause) in [
        ("localhost", "verify-full&ROOTS/wrong.pem", "invalid peer certificate"),
        ("elsewhere.example", "verify-full&ROOTS/right.pem", "not valid for name"),
        ("localhost", "verify-full&ROOTS/none.pem", "no certificate"),
        ("localhost", "verify-full&ROOTS/missing.pem", "missing.pem"),
    ] {
        let refused = server.connect(host, mode).expect_err(mode).to_string();
        assert!(refused.contains(cause), "{mode}: {refused}");
    }
    wrong_passwords(&server);
}

fn wrong_passwords(server: &Server) {
    for mode in ["disable", "require"] {
        let url = format!("postgres://me:wrongsecret@localhost:{}/postgres?sslmode={mode}", server.port);
        let refused = server.connect_to(&url).expect_err("a wrong password");
        assert!(refused.to_string().contains("password authentication failed"), "{refused}");
        assert!(!format!("{refused} {refused:?}").contains("wrongsecret"), "{refused:?}");
    }
}

/// Where the server has no TLS, `prefer` does without and the others refuse.
#[test]
fn a_server_without_tls() {
    let plain = Server::with("-c ssl=off");
    assert_eq!(plain.connect("localhost", "prefer").ok(), Some(false));
    for mode in ["require", "verify-full&ROOTS/right.pem"] {
        let refused = plain.connect("localhost", mode).expect_err(mode).to_string();
        assert!(refused.contains("does not support TLS"), "{refused}");
    }
}
