//! Whatever reads certificates must agree: `openssl`, and in tests/lifecycle a TLS client.

use std::path::Path;
use std::process::Command;

use rcgen::PublicKeyData;
use registrar::ports::ca::{Organization, Registration, Subject};

use super::*;

const NOW: i64 = 1_781_524_800;
const DAY: i64 = 86_400;

fn order(key: &KeyPair, names: &[&str], subject: Subject) -> Order {
    Order {
        certificate_id: 1,
        public_key: key.subject_public_key_info(),
        names: names.iter().map(ToString::to_string).collect(),
        subject,
        not_before: NOW,
        not_after: NOW + 200 * DAY,
    }
}

fn issued(ca: &BuiltinCa, order: &Order) -> Result<Issued, Refused> {
    let answer = ca.issue(order);
    let mut answer = std::pin::pin!(answer);
    let mut cx = std::task::Context::from_waker(std::task::Waker::noop());
    match answer.as_mut().poll(&mut cx) {
        std::task::Poll::Ready(issued) => issued,
        std::task::Poll::Pending => panic!("nobody is waited for"),
    }
}

fn key() -> KeyPair {
    KeyPair::generate_for(&rcgen::PKCS_ECDSA_P256_SHA256).expect("a key")
}

/// What `openssl` says in `folder`, and whether it was content.
fn openssl(folder: &Path, arguments: &str) -> (bool, String) {
    let output =
        Command::new("openssl").args(arguments.split(' ')).current_dir(folder).output().expect("openssl");
    let text =
        [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned()).concat();
    (output.status.success(), text)
}

fn write(folder: &Path, ca: &BuiltinCa, issued: &Issued) {
    std::fs::write(folder.join("root.pem"), ca.root()).expect("written");
    std::fs::write(folder.join("chain.pem"), issued.chain.concat()).expect("written");
    std::fs::write(folder.join("leaf.pem"), &issued.certificate).expect("written");
}

const VERIFY: &str = "verify -x509_strict -purpose sslserver -CAfile root.pem -untrusted chain.pem";

#[test]
fn openssl_verifies_the_chain_until_it_is_revoked_or_over() {
    let folder = tempfile::tempdir().expect("folder");
    let ca = BuiltinCa::ephemeral(Some("http://127.0.0.1:8470".into())).expect("a CA");
    let issued = issued(&ca, &order(&key(), &["a.example", "*.a.example"], Subject::Domain)).expect("signed");
    write(folder.path(), &ca, &issued);
    let verify =
        |at: i64, more: &str| openssl(folder.path(), &format!("{VERIFY} -attime {at}{more} leaf.pem"));
    assert!(verify(NOW + 1, " -verify_hostname www.a.example").0, "{}", verify(NOW + 1, "").1);
    assert!(!verify(NOW + 1, " -verify_hostname b.example").0);
    assert!(!verify(NOW - 1, "").0 && !verify(NOW + 201 * DAY, "").0);

    let list = |revoked: &[Revoked], at: i64| {
        let list = ca.revocation_list(revoked, at).expect("a list");
        std::fs::write(folder.path().join("list.crl"), list).expect("written");
        let (fine, text) =
            openssl(folder.path(), "crl -inform DER -in list.crl -out list.pem -CAfile chain.pem -text");
        assert!(fine && text.contains("verify OK"), "{text}");
    };
    let checked = " -crl_check -CRLfile list.pem";
    list(&[], NOW);
    assert!(verify(NOW + 1, checked).0, "{}", verify(NOW + 1, checked).1);
    list(&[Revoked { serial: issued.serial.clone(), at: NOW + 5 }], NOW + 6);
    let (fine, text) = verify(NOW + 7, checked);
    assert!(!fine && text.contains("certificate revoked"), "{text}");
}

#[test]
fn subjects_say_what_was_validated() {
    let folder = tempfile::tempdir().expect("folder");
    let ca = BuiltinCa::ephemeral(None).expect("a CA");
    let organization = Organization {
        name: "Example & Söhne".into(),
        locality: Some("Köln".into()),
        country: Some("DE".into()),
        ..Organization::default()
    };
    let registration =
        Registration { number: Some("HRB 4711".into()), country: "DE".into(), ..Registration::default() };
    let of = Subject::ExtendedValidation(organization, registration);
    let issued = issued(&ca, &order(&key(), &["a.example"], of)).expect("signed");
    write(folder.path(), &ca, &issued);
    let (_, text) = openssl(folder.path(), "x509 -in leaf.pem -noout -text -nameopt utf8,sep_comma_plus");
    for part in
        ["O=Example & Söhne", "L=Köln", "C=DE", "serialNumber=HRB 4711", "2.23.140.1.1", "DNS:a.example"]
    {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert!(!text.contains("CRL Distribution"), "no list is named where none is served");
    assert!(openssl(folder.path(), &format!("{VERIFY} -attime {NOW} leaf.pem")).0);
}

#[test]
fn names_longer_than_a_common_name_stand_beside_it() {
    let folder = tempfile::tempdir().expect("folder");
    let ca = BuiltinCa::ephemeral(None).expect("a CA");
    let long = format!("{}.{}.example", "a".repeat(40), "b".repeat(40));
    let issued = issued(&ca, &order(&key(), &[&long], Subject::Domain)).expect("signed");
    write(folder.path(), &ca, &issued);
    let verified =
        openssl(folder.path(), &format!("{VERIFY} -attime {NOW} -verify_hostname {long} leaf.pem"));
    assert!(verified.0, "{}", verified.1);
}

#[test]
fn keys_and_names_that_are_none_are_refused() {
    let ca = BuiltinCa::ephemeral(None).expect("a CA");
    let no_key = Order { public_key: b"no key".to_vec(), ..order(&key(), &["a.example"], Subject::Domain) };
    assert_eq!(issued(&ca, &no_key), Err(Refused::Policy));
    assert_eq!(issued(&ca, &order(&key(), &["ä.example"], Subject::Domain)), Err(Refused::Policy));
}

#[test]
fn a_kept_ca_goes_on_and_a_damaged_one_is_not_replaced() {
    let folder = tempfile::tempdir().expect("folder");
    let first = BuiltinCa::open(folder.path(), None).expect("made");
    let again = BuiltinCa::open(folder.path(), None).expect("kept");
    assert_eq!(first.root(), again.root());
    let issued = issued(&again, &order(&key(), &["a.example"], Subject::Domain)).expect("signed");
    write(folder.path(), &first, &issued);
    assert!(openssl(folder.path(), &format!("{VERIFY} -attime {NOW} leaf.pem")).0);

    let key_file = folder.path().join("product-ca.key");
    let kept = std::fs::read(&key_file).expect("the key");
    let other = KeyPair::generate_for(&rcgen::PKCS_ECDSA_P256_SHA256).expect("a key").serialize_pem();
    std::fs::write(&key_file, other).expect("written");
    assert!(matches!(BuiltinCa::open(folder.path(), None), Err(Error::Unfit { .. })));
    private_file::write(&key_file, private_file::PUBLIC, &kept).expect("written");
    assert!(matches!(BuiltinCa::open(folder.path(), None), Err(Error::Unfit { .. })), "open to others");
    private_file::write(&key_file, private_file::SECRET, &kept).expect("written");
    assert_eq!(BuiltinCa::open(folder.path(), None).expect("mended").root(), first.root());
}
