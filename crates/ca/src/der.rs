//! Extensions of certificates that `rcgen` does not write itself.

use rcgen::CustomExtension;
use registrar::ports::ca::Subject;
use yasna::models::ObjectIdentifier;
use yasna::{DERWriter, Tag, construct_der};

/// id-ce-certificatePolicies (RFC 5280 section 4.2.1.4).
const POLICIES: &[u64] = &[2, 5, 29, 32];
/// id-pe-authorityInfoAccess (RFC 5280 section 4.2.2.1).
const INFORMATION_ACCESS: &[u64] = &[1, 3, 6, 1, 5, 5, 7, 1, 1];
/// id-ad-caIssuers, of the same section.
const CA_ISSUERS: &[u64] = &[1, 3, 6, 1, 5, 5, 7, 48, 2];

/// The reserved policy of the CA/Browser Forum that says how the subject was validated (Baseline Requirements section
/// 7.1.6.1).
pub(crate) fn policy(subject: &Subject) -> CustomExtension {
    let oid: &[u64] = match subject {
        Subject::Domain => &[2, 23, 140, 1, 2, 1],
        Subject::Organization(_) => &[2, 23, 140, 1, 2, 2],
        Subject::ExtendedValidation(..) => &[2, 23, 140, 1, 1],
    };
    let content = construct_der(|policies| {
        policies.write_sequence(|policies| {
            policies.next().write_sequence(|policy| write_oid(policy.next(), oid));
        });
    });
    CustomExtension::from_oid_content(POLICIES, content)
}

/// Where the issuer's certificate is.
pub(crate) fn issuer_at(url: &str) -> CustomExtension {
    let content = construct_der(|accesses| {
        accesses.write_sequence(|accesses| {
            accesses.next().write_sequence(|access| {
                write_oid(access.next(), CA_ISSUERS);
                // uniformResourceIdentifier of GeneralName (RFC 5280 section 4.2.1.6).
                access.next().write_tagged_implicit(Tag::context(6), |uri| uri.write_ia5_string(url));
            });
        });
    });
    CustomExtension::from_oid_content(INFORMATION_ACCESS, content)
}

fn write_oid(writer: DERWriter<'_>, components: &[u64]) {
    writer.write_oid(&ObjectIdentifier::from_slice(components));
}
