use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use rustls::RootCertStore;
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::ServerCertVerifier;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};

use super::certificate::{OwnCertificate, Unfit};
use super::*;

const DAY: u64 = 86_400;

/// A name the CA must not be able to speak for. `Identity::Host` takes it only because the caller is in this module.
const FOREIGN: Identity = Identity::Host("www.example.com");

fn loopback(address: &str) -> Identity {
    Identity::Loopback(address.parse().expect("address"))
}

/// What a rustls client that trusts `ca` says about `leaf` as the certificate of `name`.
fn rustls_accepts(ca: &EdgeCa, leaf: &CertifiedKey, name: &str) -> Result<(), rustls::Error> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(ca.pem().as_bytes()).expect("PEM")).expect("root");
    let verifier = WebPkiServerVerifier::builder_with_provider(roots.into(), ca.provider.clone())
        .build()
        .expect("verifier");
    let name = ServerName::try_from(name).expect("name");
    verifier
        .verify_server_cert(
            &leaf.cert[0],
            &[],
            &name,
            &[],
            UnixTime::since_unix_epoch(std::time::Duration::from_secs(now())),
        )
        .map(|_| ())
}

#[test]
fn leaves_are_accepted_for_their_own_names_only() {
    let ca = EdgeCa::ephemeral().expect("CA");
    for host in REAL_HOSTS {
        let leaf = ca.leaf(Identity::Host(host)).expect("leaf");
        rustls_accepts(&ca, &leaf, host).expect("its own name");
        rustls_accepts(&ca, &leaf, "localhost").expect_err("another name");
    }
    let leaf = ca.leaf(loopback("127.0.0.53")).expect("leaf");
    for name in ["localhost", "127.0.0.1", "::1", "127.0.0.53"] {
        rustls_accepts(&ca, &leaf, name).expect(name);
    }
    rustls_accepts(&ca, &leaf, "127.0.0.2").expect_err("an address it does not name");
}

#[test]
fn the_constraints_stop_a_certificate_for_any_other_name() {
    let ca = EdgeCa::ephemeral().expect("CA");
    let leaf = ca.leaf(FOREIGN).expect("leaf");
    let refusal = rustls_accepts(&ca, &leaf, "www.example.com").expect_err("outside the constraints");
    assert!(format!("{refusal:?}").contains("NameConstraintViolation"), "{refusal:?}");
}

#[test]
fn a_listener_beyond_loopback_gets_no_certificate_for_its_address() {
    let ca = EdgeCa::ephemeral().expect("CA");
    let leaf = ca.leaf(loopback("192.0.2.1")).expect("leaf");
    rustls_accepts(&ca, &leaf, "127.0.0.1").expect("the loopback names stand");
    rustls_accepts(&ca, &leaf, "192.0.2.1").expect_err("not named");
}

#[test]
fn leaves_are_kept_until_they_near_their_end() {
    let ca = EdgeCa::ephemeral().expect("CA");
    let identity = Identity::Host(REAL_HOSTS[0]);
    let first = ca.leaf(identity).expect("leaf");
    assert!(Arc::ptr_eq(&first, &ca.leaf(identity).expect("leaf")));
    ca.leaves.lock().expect("lock").get_mut(&identity).expect("kept").renew = now();
    assert!(!Arc::ptr_eq(&first, &ca.leaf(identity).expect("leaf")));
}

#[test]
fn openssl_accepts_the_chain_strictly_and_enforces_the_constraints() {
    let ca = EdgeCa::ephemeral().expect("CA");
    if Command::new("openssl").arg("version").output().is_err() {
        eprintln!("skipped: no openssl here");
        return;
    }
    let cases = [
        (Identity::Host(REAL_HOSTS[0]), "-verify_hostname", REAL_HOSTS[0], true),
        (Identity::Host(REAL_HOSTS[1]), "-verify_hostname", REAL_HOSTS[1], true),
        (Identity::Host(REAL_HOSTS[2]), "-verify_hostname", REAL_HOSTS[2], true),
        (loopback("127.0.0.1"), "-verify_hostname", "localhost", true),
        (loopback("127.0.0.1"), "-verify_ip", "127.0.0.1", true),
        (loopback("127.0.0.1"), "-verify_ip", "::1", true),
        (loopback("127.0.0.1"), "-verify_hostname", "api.namecheap.com", false),
        (FOREIGN, "-verify_hostname", "www.example.com", false),
    ];
    let folder = tempfile::tempdir().expect("folder");
    let (root, leaf) = (folder.path().join("ca.pem"), folder.path().join("leaf.der"));
    std::fs::write(&root, ca.pem()).expect("root");
    for (identity, how, name, good) in cases {
        std::fs::write(&leaf, ca.leaf(identity).expect("leaf").cert[0].as_ref()).expect("leaf");
        let checked = Command::new("openssl")
            .args(["verify", "-x509_strict", "-check_ss_sig", "-purpose", "sslserver", how, name, "-CAfile"])
            .args([&root, &leaf])
            .output()
            .expect("openssl runs");
        assert_eq!(checked.status.success(), good, "{name}: {}", String::from_utf8_lossy(&checked.stderr));
    }
}

#[test]
fn an_opened_ca_stays_the_same() {
    let folder = tempfile::tempdir().expect("folder");
    let within = folder.path().join("not/yet/there");
    let first = EdgeCa::open(&within).expect("made");
    let mode =
        |name: &str| std::fs::metadata(within.join(name)).expect("metadata").permissions().mode() & 0o777;
    assert_eq!(mode(KEY_FILE), 0o600);
    assert_eq!(std::fs::read_to_string(within.join(CERTIFICATE_FILE)).expect("certificate"), first.pem());
    let second = EdgeCa::open(&within).expect("loaded");
    assert_eq!(first.pem(), second.pem());
    let leaf = second.leaf(Identity::Host(REAL_HOSTS[0])).expect("leaf");
    rustls_accepts(&first, &leaf, REAL_HOSTS[0]).expect("the loaded CA signs as the first did");
}

/// Spoils the files of a CA in one way and expects `open` to make another, which the next `open` keeps.
fn replaced_after(spoil: impl FnOnce(&Path)) {
    let folder = tempfile::tempdir().expect("folder");
    let first = EdgeCa::open(folder.path()).expect("made");
    spoil(folder.path());
    let second = EdgeCa::open(folder.path()).expect("made again");
    assert_ne!(first.pem(), second.pem());
    assert_eq!(EdgeCa::open(folder.path()).expect("loaded").pem(), second.pem());
}

#[test]
fn a_ca_that_will_not_do_is_replaced() {
    replaced_after(|folder| std::fs::remove_file(folder.join(KEY_FILE)).expect("removed"));
    replaced_after(|folder| std::fs::remove_file(folder.join(CERTIFICATE_FILE)).expect("removed"));
    replaced_after(|folder| std::fs::write(folder.join(CERTIFICATE_FILE), b"\xff\0").expect("written"));
    replaced_after(|folder| std::fs::write(folder.join(KEY_FILE), "").expect("written"));
    replaced_after(|folder| {
        let other = EdgeCa::ephemeral().expect("CA");
        std::fs::write(folder.join(CERTIFICATE_FILE), other.pem()).expect("a certificate of another key");
    });
    replaced_after(|folder| {
        let open = std::fs::Permissions::from_mode(0o644);
        std::fs::set_permissions(folder.join(KEY_FILE), open).expect("mode");
    });
    replaced_after(|folder| {
        let old = OwnCertificate::make(now() - 3500 * DAY).expect("a CA near its end");
        files::save(folder, &old).expect("saved");
    });
}

#[test]
fn a_ca_with_other_powers_is_not_taken() {
    let own = OwnCertificate::make(now()).expect("CA");
    let key_pem = own.key.serialize_pem();
    let mut params = rcgen::CertificateParams::default();
    params.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    params.not_before = rcgen::date_time_ymd(2020, 1, 1);
    params.not_after = rcgen::date_time_ymd(2200, 1, 1);
    let free = params.self_signed(&own.key).expect("certificate").pem();
    let refused = OwnCertificate::read(free, &key_pem, now()).map(|_| ());
    assert_eq!(refused, Err(Unfit::Other));
    assert!(OwnCertificate::read(own.pem, &key_pem, now()).is_ok());
}
