//! PKCS #7 texts that hold certificates and nothing else (RFC 2315 section 9.1; RFC 5652 calls it SignedData).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

const SEQUENCE: u8 = 0x30;
const SET: u8 = 0x31;
/// Of a choice or an optional field, `[0]` with content.
const FIRST: u8 = 0xa0;
/// 1.2.840.113549.1.7.2
const SIGNED_DATA: &[u8] = &[0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];
/// 1.2.840.113549.1.7.1
const DATA: &[u8] = &[0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x01];
const VERSION_1: &[u8] = &[0x02, 0x01, 0x01];
const BEGIN: &str = "-----BEGIN CERTIFICATE-----";
const END: &str = "-----END CERTIFICATE-----";

/// The certificates of a PEM text, each with the lines around it.
pub fn certificates(pem: &str) -> impl Iterator<Item = &str> {
    pem.split_inclusive(END).filter_map(|part| part.find(BEGIN).map(|at| &part[at..]))
}

/// A PEM text of PKCS #7 with the certificates of a PEM text, which must be whole: `None` otherwise.
pub fn of_certificates(pem: &str) -> Option<String> {
    let ders: Option<Vec<Vec<u8>>> = certificates(pem).map(der).collect();
    let ders = ders.filter(|ders| !ders.is_empty())?;
    let signed_data = [
        VERSION_1,
        // No digest algorithms, since there are no signers.
        &element(SET, &[]),
        &element(SEQUENCE, DATA),
        &element(FIRST, &ders.concat()),
        &element(SET, &[]),
    ];
    let content = element(FIRST, &element(SEQUENCE, &signed_data.concat()));
    let whole = STANDARD.encode(element(SEQUENCE, &[SIGNED_DATA, &content].concat()));
    let lines: Vec<&str> = whole.as_bytes().chunks(64).filter_map(|line| str::from_utf8(line).ok()).collect();
    Some(format!("-----BEGIN PKCS7-----\n{}\n-----END PKCS7-----\n", lines.join("\n")))
}

fn der(certificate: &str) -> Option<Vec<u8>> {
    let body = certificate.strip_prefix(BEGIN)?.strip_suffix(END)?;
    STANDARD.decode(body.split_ascii_whitespace().collect::<String>()).ok()
}

/// An element of DER (X.690 section 8.1).
fn element(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len().to_be_bytes();
    let significant = &length[length.iter().take_while(|octet| **octet == 0).count()..];
    let mut out = vec![tag];
    match content.len() {
        0..=0x7f => out.push(content.len() as u8),
        // As many octets of length as there are, eight at most.
        _ => {
            out.push(0x80 | significant.len() as u8);
            out.extend(significant);
        }
    }
    out.extend(content);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two certificates of this test alone, made with `openssl req -x509`.
    const CHAIN: &str = concat!(include_str!("pkcs7/first.pem"), include_str!("pkcs7/second.pem"));

    #[test]
    fn openssl_reads_the_same_certificates() {
        if std::process::Command::new("openssl").arg("version").output().is_err() {
            eprintln!("skipped: no openssl here");
            return;
        }
        let text = of_certificates(CHAIN).expect("certificates");
        let mut command = std::process::Command::new("openssl");
        command.args(["pkcs7", "-print_certs"]);
        command.stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::piped());
        let mut reader = command.spawn().expect("openssl is installed");
        let mut input = reader.stdin.take().expect("a pipe");
        std::io::Write::write_all(&mut input, text.as_bytes()).expect("it reads");
        drop(input);
        let read = reader.wait_with_output().expect("it ends");
        let read = String::from_utf8(read.stdout).expect("text");
        assert!(certificates(&read).eq(certificates(CHAIN)), "{read}");
        assert_eq!(certificates(CHAIN).count(), 2);
    }

    #[test]
    fn what_is_no_chain() {
        for pem in ["", "text", BEGIN, &format!("{BEGIN}\n!\n{END}"), &format!("{BEGIN}\nAA==")] {
            assert_eq!(of_certificates(pem), None, "{pem}");
        }
    }

    #[test]
    fn lengths_of_elements() {
        assert_eq!(element(SET, &[]), [SET, 0]);
        assert_eq!(element(SET, &[0; 0x7f])[..2], [SET, 0x7f]);
        assert_eq!(element(SET, &[0; 0x80])[..3], [SET, 0x81, 0x80]);
        assert_eq!(element(SET, &[0; 0x1_0203])[..5], [SET, 0x83, 1, 2, 3]);
    }
}
