//! The calls of commands on certificates that are activated, validated and issued.

use super::certificates::{ACTIVE_ID, CSR, NEW_ID};
use super::{Covered, refused};

/// Alice's certificate for www.example.com, which waits for a CNAME record.
pub const WAITING_ID: &str = "980001";
/// Her certificate whose place another one took.
pub const REPLACED_ID: &str = "980002";
const UNKNOWN: (&str, &str) = ("CertificateID", "48");

pub static ROWS: &[Covered] = &[
    Covered {
        command: "namecheap.ssl.activate",
        success: &[
            ("CertificateID", NEW_ID),
            ("CSR", CSR),
            ("AdminEmailAddress", "ada@example.org"),
            ("ApproverEmail", "HTTPCSRHASH"),
            ("DNSNames", "example.net"),
            ("DNSApproverEmails", "CNAMECSRHASH"),
        ],
        with_contacts: false,
        form: "<SSLActivateResult ID IsSuccess><HttpDCValidation ValueAvailable><DNS domain><FileName><FileContent>\
            </DNS></HttpDCValidation><DNSDCValidation ValueAvailable><DNS domain><HostName><Target></DNS>\
            </DNSDCValidation></SSLActivateResult>",
        refusal: refused(
            &[UNKNOWN, ("CSR", CSR), ("DNSDCValidation", "true")],
            2_011_294,
            "CertificateID is invalid",
            "<SSLActivateResult ID=\"0\" IsSuccess=\"false\" />",
        ),
        not_held: None,
    },
    Covered {
        command: "namecheap.ssl.editDCVMethod",
        success: &[("CertificateID", WAITING_ID), ("DCVMethod", "HTTP_CSR_HASH")],
        with_contacts: false,
        form: "<SSLEditDCVMethodResult ID IsSuccess><HttpDCValidation ValueAvailable><FileName><FileContent>\
            </HttpDCValidation><DNSDCValidation ValueAvailable><HostName><Target></DNSDCValidation><Domains>\
            </SSLEditDCVMethodResult>",
        refusal: refused(
            &[UNKNOWN, ("DCVMethod", "HTTP_CSR_HASH")],
            2_011_294,
            "CertificateID is not Valid",
            "<SSLEditDCVMethodResult ID=\"0\" IsSuccess=\"false\"><Domains /></SSLEditDCVMethodResult>",
        ),
        not_held: None,
    },
    Covered {
        command: "namecheap.ssl.reissue",
        success: &[("CertificateID", ACTIVE_ID), ("CSR", CSR), ("DNSDCValidation", "true")],
        with_contacts: false,
        form: "<SSLReissueResult ID IsSuccess><DNSDCValidation ValueAvailable><DNS domain><HostName><Target></DNS>\
            </DNSDCValidation></SSLReissueResult>",
        refusal: refused(
            &[UNKNOWN, ("CSR", CSR), ("DNSDCValidation", "true")],
            2_011_294,
            "CertificateID is invalid",
            "<SSLReissueResult ID=\"0\" IsSuccess=\"false\" />",
        ),
        not_held: None,
    },
    Covered {
        command: "namecheap.ssl.resendApproverEmail",
        success: &[("CertificateID", WAITING_ID)],
        with_contacts: false,
        form: "<SSLResendApproverEmailResult ID IsSuccess>",
        refusal: refused(
            &[UNKNOWN],
            2_011_294,
            "CertificateID is not Valid",
            "<SSLResendApproverEmailResult ID=\"0\" IsSuccess=\"false\" />",
        ),
        not_held: None,
    },
    Covered {
        command: "namecheap.ssl.resendFulfillmentEmail",
        success: &[("CertificateID", ACTIVE_ID)],
        with_contacts: false,
        form: "<SSLResendFulfillmentEmailResult ID IsSuccess>",
        refusal: refused(
            &[UNKNOWN],
            2_011_294,
            "CertificateID is not Valid",
            "<SSLResendFulfillmentEmailResult ID=\"0\" IsSuccess=\"false\" />",
        ),
        not_held: None,
    },
    Covered {
        command: "namecheap.ssl.revokeCertificate",
        success: &[("CertificateID", REPLACED_ID), ("CertificateType", "PositiveSSL")],
        with_contacts: false,
        form: "<RevokeCertificateResult ID IsSuccess>",
        refusal: refused(
            &[UNKNOWN, ("CertificateType", "PositiveSSL")],
            2_011_294,
            "CertificateId is not valid",
            "<RevokeCertificateResult ID=\"48\" IsSuccess=\"false\" />",
        ),
        not_held: None,
    },
];
