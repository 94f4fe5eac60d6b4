//! The calls of commands on certificates.

use super::{Covered, refused};

/// A certificate for several names that alice bought and that is new.
pub const NEW_ID: &str = "900001";
/// Her certificate for alices.com, whose term ends in ten days.
pub const ACTIVE_ID: &str = "900002";
/// A request for www.example.com and example.com with a key of RSA.
pub const CSR: &str = include_str!("../../certificates/rsa.pem");
const UNKNOWN: (&str, &str) = ("CertificateID", "48");

pub static ROWS: &[Covered] = &[
    Covered {
        command: "namecheap.ssl.create",
        success: &[("Type", "PositiveSSL"), ("Years", "2")],
        with_contacts: false,
        form: "<SSLCreateResult IsSuccess OrderId TransactionId ChargedAmount>\
            <SSLCertificate CertificateID Created SSLType Years Status></SSLCreateResult>",
        refusal: refused(
            &[("Type", "RapidSSL"), ("Years", "1")],
            2_011_301,
            "We're sorry, the requested SSL type has been discontinued",
            "<SSLCreateResult IsSuccess=\"false\" OrderId=\"0\" TransactionId=\"0\" ChargedAmount=\"0\" />",
        ),
        not_held: None,
    },
    Covered {
        command: "namecheap.ssl.getApproverEmailList",
        success: &[("DomainName", "www.example.com"), ("CertificateType", "PositiveSSL")],
        with_contacts: false,
        form: "<GetApproverEmailListResult Domain><Domainemails><Genericemails><email></Genericemails>\
            </GetApproverEmailListResult>",
        refusal: refused(
            &[("DomainName", "domain.com"), ("CertificateType", "rapidssl")],
            2_011_301,
            "We're sorry, the requested SSL type has been discontinued",
            "",
        ),
        not_held: None,
    },
    Covered {
        command: "namecheap.ssl.getInfo",
        success: &[("CertificateID", ACTIVE_ID), ("Returncertificate", "true"), ("Returntype", "individual")],
        with_contacts: false,
        form: "<SSLGetInfoResult Status StatusDescription Type IssuedOn Years Expires ActivationExpireDate \
            OrderId SANSCount><CertificateDetails><CSR><ApproverEmail><CommonName><AdministratorName>\
            <AdministratorEmail><Certificates CertificateReturned ReturnType><Certificate><CaCertificates>\
            <Certificate Type><Certificate></Certificate></CaCertificates></Certificates></CertificateDetails>\
            <Provider><OrderID><Name></Provider></SSLGetInfoResult>",
        refusal: refused(
            &[UNKNOWN],
            2_011_294,
            "CertificateId is not valid",
            "<SSLGetInfoResult Years=\"0\" OrderId=\"0\" SANSCount=\"0\" />",
        ),
        not_held: None,
    },
    Covered {
        command: "namecheap.ssl.getList",
        success: &[],
        with_contacts: false,
        form: "<SSLListResult><SSL CertificateID HostName SSLType PurchaseDate ExpireDate ActivationExpireDate \
            IsExpiredYN Status ProviderOrderID Years></SSLListResult>\
            <Paging><TotalItems><CurrentPage><PageSize></Paging>",
        refusal: refused(
            &[("ListType", "Bought")],
            2_011_272,
            "Parameter ListType is Invalid",
            "<SSLListResult /><Paging><TotalItems>0</TotalItems><CurrentPage>0</CurrentPage>\
             <PageSize>0</PageSize></Paging>",
        ),
        not_held: None,
    },
    Covered {
        command: "namecheap.ssl.parseCSR",
        success: &[("csr", CSR), ("HTTPDCValidation", "true")],
        with_contacts: false,
        form: "<SSLParseCSRResult><CSRDetails><CommonName><DomainName><Country><OrganisationUnit><Organisation>\
            <ValidTrueDomain><State><Locality><Email><DNSNames></CSRDetails>\
            <HttpDCValidation ValueAvailable><FileName><FileContent></HttpDCValidation></SSLParseCSRResult>",
        refusal: refused(
            &[("csr", "no request")],
            3_022_296,
            "CSR cannot be used: it is no PEM text of a certificate request",
            "",
        ),
        not_held: None,
    },
    Covered {
        command: "namecheap.ssl.purchaseMoreSANs",
        success: &[("CertificateID", NEW_ID), ("NumberOfSANSToAdd", "4")],
        with_contacts: false,
        form: "<SSLPurchaseMoreSANSResult IsSuccess OrderId TransactionId ChargedAmount>\
            <SSLCertificate CertificateID SSLType Years Status SANSCount></SSLPurchaseMoreSANSResult>",
        refusal: refused(
            &[UNKNOWN, ("NumberOfSANSToAdd", "4")],
            2_011_294,
            "CertificateId is not valid",
            "<SSLPurchaseMoreSANSResult IsSuccess=\"false\" OrderId=\"0\" TransactionId=\"0\" \
             ChargedAmount=\"0\" />",
        ),
        not_held: None,
    },
    Covered {
        command: "namecheap.ssl.renew",
        success: &[("CertificateID", ACTIVE_ID), ("SSLType", "positivessl"), ("Years", "1")],
        with_contacts: false,
        form: "<SSLRenewResult CertificateID SSLType Years OrderId TransactionId ChargedAmount>",
        refusal: refused(
            &[UNKNOWN, ("SSLType", "positivessl"), ("Years", "1")],
            4_011_294,
            "CertificateID is invalid",
            "<SSLRenewResult CertificateID=\"0\" Years=\"0\" OrderId=\"0\" TransactionId=\"0\" \
             ChargedAmount=\"0\" />",
        ),
        not_held: None,
    },
];
