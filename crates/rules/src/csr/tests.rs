//! Requests made with OpenSSL (`openssl req -new`), whole and broken. Their keys are lost.

use proptest::prelude::*;

use super::*;

const RSA: &str = include_str!("samples/rsa.pem");
const WILDCARD: &str = include_str!("samples/wildcard-p256.pem");
const P384: &str = include_str!("samples/p384.pem");

fn parsed(text: &str) -> Csr {
    Csr::parse(text).expect(text)
}

#[test]
fn all_that_an_rsa_request_says() {
    let csr = parsed(RSA);
    let text = |text: &str| Some(text.to_owned());
    let expected = Subject {
        common_name: text("www.example.com"),
        country: text("US"),
        state: text("California"),
        locality: text("Los Angeles"),
        organization: text("Example Org"),
        organizational_unit: text("IT"),
        email: text("it@example.com"),
    };
    assert_eq!(csr.subject, expected);
    assert_eq!(csr.common_name, "www.example.com");
    assert_eq!(csr.dns_names, ["www.example.com", "example.com"], "an address is no name");
}

/// `openssl req -in rsa.pem -outform DER | md5sum`, and the same with sha256sum.
#[test]
fn hashes_of_the_der() {
    let csr = parsed(RSA);
    assert_eq!(csr.md5(), "5310A710E2FBF2E2C617F01C6E186F52");
    assert_eq!(csr.sha256(), "F3DE299429C2F78C6E4EAC1A10C21C6A779D1B222F3121A061E6977D4B208D1A");
}

#[test]
fn elliptic_curves_wildcards_and_other_letters() {
    let csr = parsed(WILDCARD);
    assert_eq!((csr.common_name.as_str(), csr.dns_names.len()), ("*.example.com", 0));
    assert_eq!(parsed(P384).subject.organization.as_deref(), Some("Bücher GmbH"));
    let bmp = parsed(include_str!("samples/bmp-strings.pem"));
    assert_eq!(bmp.subject.organization.as_deref(), Some("Org ü"));
    assert_eq!(bmp.common_name, "bmp.example.com");
}

#[test]
fn a_request_without_a_common_name_is_for_its_first_name() {
    let csr = parsed(include_str!("samples/no-common-name.pem"));
    assert_eq!(csr.common_name, "first.example.com");
    assert_eq!(csr.dns_names, ["first.example.com", "*.example.org"]);
    assert_eq!(Csr::parse(include_str!("samples/no-name.pem")), Err(Problem::NoName));
}

#[test]
fn keys_that_are_not_taken() {
    for (text, expected) in [
        (include_str!("samples/rsa-1024.pem"), Problem::KeySize),
        (include_str!("samples/p521.pem"), Problem::KeyKind),
        (include_str!("samples/secp256k1.pem"), Problem::KeyKind),
        (include_str!("samples/ed25519.pem"), Problem::KeyKind),
    ] {
        assert_eq!(Csr::parse(text), Err(expected), "{text}");
    }
}

#[test]
fn however_the_text_is_laid_out() {
    let expected = parsed(WILDCARD);
    let newer = WILDCARD.replace("CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST");
    for text in [
        newer.clone(),
        WILDCARD.replace('\n', "\r\n"),
        WILDCARD.replace('\n', ""),
        WILDCARD.replace('\n', " "),
        format!("Certificate Request:\n    Data:\n{WILDCARD}\n\n"),
    ] {
        assert_eq!(Csr::parse(&text).as_ref(), Ok(&expected), "{text}");
    }
    for text in [
        "",
        "-----BEGIN CERTIFICATE REQUEST-----",
        &WILDCARD.replace("CERTIFICATE REQUEST", "CERTIFICATE"),
        &WILDCARD.replacen("BEGIN CERTIFICATE REQUEST", "BEGIN NEW CERTIFICATE REQUEST", 1),
        &WILDCARD.replace("-----END", "----END"),
        &WILDCARD.replacen("MIH", "M!H", 1),
        &format!("{WILDCARD}{WILDCARD}"),
        &format!("{}{WILDCARD}", "x".repeat(40_000)),
    ] {
        assert_eq!(Csr::parse(text), Err(Problem::NoPem), "{text}");
    }
}

/// Whether octets are refused or, where a frame has slack that no signature covers, say the same as the whole request.
fn says_nothing_else(spoilt: Vec<u8>, whole: &Csr) -> bool {
    Csr::from_der(spoilt).map_or(true, |read| Csr { der: whole.der.clone(), ..read } == *whole)
}

#[test]
fn no_octet_can_be_another() {
    let whole = parsed(WILDCARD);
    for at in 0..whole.der.len() {
        let mut changed = whole.der.clone();
        changed[at] ^= 1;
        assert!(says_nothing_else(changed, &whole), "octet {at}");
    }
    let name = whole.der.windows(7).position(|octets| octets == b"example").expect("its name");
    let mut renamed = whole.der.clone();
    renamed[name] = b'E';
    assert_eq!(Csr::from_der(renamed), Err(Problem::Signature));
}

#[test]
fn no_request_is_longer_or_shorter() {
    let der = parsed(RSA).der;
    for length in 0..der.len() {
        assert!(Csr::from_der(der[..length].to_vec()).is_err(), "{length} octets");
    }
    assert_eq!(Csr::from_der([&der[..], &[0]].concat()), Err(Problem::Malformed));
}

#[test]
fn lengths_of_numbers() {
    for (number, expected) in [(&[][..], 0), (&[0, 0], 0), (&[0, 1], 1), (&[0x80, 0], 16), (&[0, 0xff], 8)] {
        assert_eq!(bits(number), expected, "{number:?}");
    }
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,200}") {
        let _ = Csr::parse(&text);
        let framed = format!("-----BEGIN CERTIFICATE REQUEST-----\n{text}\n-----END CERTIFICATE REQUEST-----");
        prop_assert!(Csr::parse(&framed).is_err());
    }

    #[test]
    fn any_octets_are_refused(octets in proptest::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(Csr::from_der(octets).is_err());
    }

    #[test]
    fn spoilt_requests_say_nothing_else(
        whole in 0..3_usize, at: prop::sample::Index, octets in proptest::collection::vec(any::<u8>(), 1..20),
        removed in 0..20_usize,
    ) {
        let whole = parsed([RSA, WILDCARD, P384][whole]);
        let der = &whole.der;
        let from = at.index(der.len());
        let to = (from + removed).min(der.len());
        let spoilt = [&der[..from], &octets, &der[to..]].concat();
        prop_assert!(says_nothing_else(spoilt, &whole));
    }
}
