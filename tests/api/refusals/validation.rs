//! The refusals of commands by which certificates are activated, validated, issued and revoked.

use std::sync::LazyLock;

use rcgen::{CertificateParams, DistinguishedName, DnType, KeyPair};
use rules::calendar::DAY;
use rules::certificate::Product;
use store::{Certificate, CertificateRequest, End};
use testkit::TestApp;

use super::{Case, case};
use crate::certificates::{Given, give};
use crate::coverage::table::CSR;
use crate::coverage::waiting_and_replaced;

const ACTIVATE: &str = "namecheap.ssl.activate";
const EDIT: &str = "namecheap.ssl.editDCVMethod";
const REISSUE: &str = "namecheap.ssl.reissue";
const AGAIN: &str = "namecheap.ssl.resendApproverEmail";
const SEND: &str = "namecheap.ssl.resendFulfillmentEmail";
const REVOKE: &str = "namecheap.ssl.revokeCertificate";
const WILDCARD_CSR: &str = include_str!("../certificates/wildcard.pem");

// Certificates in the order in which `prepare` gives them.
const NEW: Ids = Ids {
    single: "900012",
    several: "900013",
    wildcard: "900014",
    organization: "900015",
    extended: "900016",
};
const ACTIVE: Ids = Ids {
    single: "900017",
    several: "900018",
    wildcard: "900019",
    organization: "900020",
    extended: "900021",
};
const LATE: &str = "900022";
const WAITING: &str = "900023";
const WAITING_SEVERAL: &str = "900024";
const WAITING_WILDCARD: &str = "900025";
const NO_ADDRESS: &str = "900026";
const UNDELIVERABLE: &str = "900027";
/// Of `certificates::prepare`: the renewal of a certificate for alices.com.
const RENEWAL: &str = "900011";

/// One certificate of each kind.
struct Ids {
    single: &'static str,
    several: &'static str,
    wildcard: &'static str,
    organization: &'static str,
    extended: &'static str,
}

/// A request that names no organization.
static PLAIN_CSR: LazyLock<String> = LazyLock::new(|| {
    let key = KeyPair::generate_for(&rcgen::PKCS_ECDSA_P256_SHA256).expect("a key");
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, "www.example.com");
    params.serialize_request(&key).expect("a request").pem().expect("PEM")
});

/// Certificates of alice, after those of `certificates::prepare`.
pub async fn prepare(app: &TestApp) {
    let kinds =
        [Product::Standard, Product::San, Product::StandardWildcard, Product::HighAssurance, Product::Ev];
    for (ids, common_name) in [(NEW, None), (ACTIVE, Some("alices.com"))] {
        let ids = [ids.single, ids.several, ids.wildcard, ids.organization, ids.extended];
        for (id, product) in ids.into_iter().zip(kinds) {
            let given = Given { product, common_name, ends_in: 100 * DAY, ..Given::default() };
            assert_eq!(give(app, given).await, id);
        }
    }
    let single = Given::default();
    assert_eq!(give(app, single).await, LATE);
    for (id, product, csr) in [
        (WAITING, Product::Standard, CSR),
        (WAITING_SEVERAL, Product::San, CSR),
        (WAITING_WILDCARD, Product::StandardWildcard, WILDCARD_CSR),
    ] {
        assert_eq!(give(app, Given { product, ..single }).await, id);
        let params = [("CertificateID", id), ("CSR", csr), ("DNSDCValidation", "true")];
        assert_eq!(app.call("alice", ACTIVATE, &params).await.error(), None);
    }
    waiting_and_replaced(app).await;
    let active = Given { common_name: Some("alices.com"), ends_in: DAY, ..single };
    assert_eq!(give(app, active).await, NO_ADDRESS);
    assert_eq!(give(app, active).await, UNDELIVERABLE);
    let changed = app.runner.write(|cx| {
        let late = cx.tx.certificate(id(LATE))?.expect("late");
        cx.tx.save_certificate(&Certificate { activation_ends: cx.now - 1, ..late })?;
        for (id, admin_email) in
            [(id(NO_ADDRESS), None), (id(UNDELIVERABLE), Some("ada@nowhere.invalid".to_owned()))]
        {
            let active = cx.tx.certificate(id)?.expect("active");
            let request = active.request.clone().expect("a request");
            let request = Some(CertificateRequest { admin_email, ..request });
            cx.tx.save_certificate(&Certificate { request, ..active })?;
        }
        Ok(End::Commit(()))
    });
    changed.await.expect("changed");
}

fn id(text: &str) -> i64 {
    text.parse().expect("an id")
}

/// What activate and reissue refuse alike.
fn of_requests(command: &'static str, ids: &Ids) -> Vec<Case> {
    let by_record = ("DNSDCValidation", "true");
    let with = |id: &str, csr: &str, more: &[(&str, &str)], number, words: &str| {
        let params = [&[("CertificateID", id), ("CSR", csr)], more].concat();
        case(command, &params, number, words)
    };
    let applicant = |more: &[(&str, &str)], number, words: &str| {
        with(ids.single, CSR, &[&[by_record], more].concat(), number, words)
    };
    let several = |names: &str, methods: &str, number, words: &str| {
        let more = [("ApproverEmail", "CNAMECSRHASH"), ("DNSNames", names), ("DNSApproverEmails", methods)];
        with(ids.several, CSR, &more, number, words)
    };
    let address = [
        by_record,
        ("AdminAddress1", "1 Example Street"),
        ("AdminCity", "London"),
        ("AdminStateProvince", "London"),
        ("AdminPostalCode", "SW1A"),
        ("AdminCountry", "GB"),
    ];
    let no_pem = "Invalid CSR. it is no PEM text of a certificate request";
    let not_wildcard = "The CSR is not for a wildcard: its common name must begin with *.";
    let wildcard = "*.example.com is a wildcard, which this certificate does not hold";
    let both = [by_record, ("HTTPDCValidation", "true")];
    let no_file = "File-Based authentication is not possible for wildcards";
    let no_organization = "Neither AdminOrganizationName nor the CSR names an organization";
    let lists = "DNSNames and DNSApproverEmails are of different length";
    let emails_of = "Approver email for example.net is not valid";
    vec![
        with("48", CSR, &[by_record], 2_011_294, "CertificateID is invalid"),
        with(WAITING, CSR, &[by_record], 4_011_331, "Status is InValid."),
        with(ids.single, "no request", &[by_record], 3_011_296, no_pem),
        with(ids.wildcard, CSR, &[by_record], 2_011_296, not_wildcard),
        with(ids.single, WILDCARD_CSR, &[by_record], 2_030_296, wildcard),
        several("10.0.0.1", "CNAMECSRHASH", 2_011_767, "10.0.0.1 cannot be in a certificate"),
        several("WWW.example.com", "CNAMECSRHASH", 2_014_296, "www.example.com occurs more than once"),
        several("a.com,b.com,c.com", "CNAMECSRHASH", 2_010_767, "DNSNames can hold 2 names at most"),
        several("a.com,b.com", "CNAMECSRHASH", 2_010_767, lists),
        with(
            ids.single,
            CSR,
            &both,
            2_011_784,
            "Both File-Based and DNS-Based authentication can't be enabled",
        ),
        with(ids.single, CSR, &[], 2_010_295, "Approver email is required"),
        with(
            ids.several,
            CSR,
            &[("ApproverEmail", "CNAMECSRHASH"), ("DNSNames", "a.com")],
            2_010_295,
            "DNSApproverEmails is required",
        ),
        with(ids.single, CSR, &[("ApproverEmail", "EMAIL")], 2_011_295, "Approver email is invalid"),
        with(
            ids.single,
            CSR,
            &[("ApproverEmail", "a@example.com")],
            3_011_295,
            "Approver email is not valid",
        ),
        several("example.net", "admin@example.com", 3_011_295, emails_of),
        with(ids.wildcard, WILDCARD_CSR, &[("HTTPDCValidation", "true")], 2_030_296, no_file),
        applicant(&[("UniqueValue", "a-b")], 3_022_296, "UniqueValue has 1 to 20 letters and digits"),
        applicant(&[("AdminEmailAddress", "ada")], 2_011_214, "Parameter AdminEmailAddress is Invalid"),
        with(ids.organization, &PLAIN_CSR, &[by_record], 2_010_396, no_organization),
        with(ids.extended, CSR, &address[..1], 2_010_326, "Parameter AdminAddress1 is missing"),
        with(ids.extended, CSR, &address[..4], 2_010_326, "Parameter AdminCountry is missing"),
        with(ids.extended, CSR, &address, 2_010_667, "Parameter CompanyIncorporationCountry is Missing"),
        applicant(
            &[("CompanyIncorporationDate", "2004")],
            2_011_668,
            "Parameter CompanyIncorporationDate is Invalid: YYYY-MM-DD",
        ),
        applicant(&[("AdminPhone", "none")], 2_011_212, "Parameter AdminPhone is Invalid"),
        applicant(
            &[("OrganizationRepPhone", "none")],
            2_011_388,
            "Parameter OrganizationRepPhone is Invalid",
        ),
        applicant(
            &[("OrganizationRepEmailAddress", "none")],
            2_013_372,
            "Parameter OrganizationRepEmailAddress is Invalid",
        ),
        applicant(&[("AdminCountry", "ZZ")], 4_011_297, "AdminCountry is no ISO 3166-1 alpha-2 code"),
        applicant(&[("OrganizationDUNS", "1-2")], 4_011_900, "OrganizationDUNS must be integer"),
        applicant(&[("AdminCity", &"x".repeat(256))], 2_013_207, "Parameter AdminCity is TooLong"),
    ]
}

fn of_validation() -> Vec<Case> {
    let edit = |id: &str, more: &[(&str, &str)], number, words: &str| {
        case(EDIT, &[&[("CertificateID", id)], more].concat(), number, words)
    };
    let one = |method| [("DCVMethod", method)];
    let each = |names, methods| [("DNSNames", names), ("DCVMethods", methods)];
    let wants_names = "DNSNames or DCVMethods is Missing";
    let mixed = [("DCVMethod", "HTTP_CSR_HASH"), ("DNSNames", "a.com")];
    vec![
        edit("48", &one("HTTP_CSR_HASH"), 2_011_294, "CertificateID is not Valid"),
        edit(NEW.single, &one("HTTP_CSR_HASH"), 2_011_331, "Status is Invalid"),
        edit(WAITING, &[], 2_010_784, "DCVMethod, or DNSNames and DCVMethods, are Missing"),
        edit(WAITING_SEVERAL, &one("HTTP_CSR_HASH"), 2_010_784, wants_names),
        edit(WAITING_SEVERAL, &[("DNSNames", "www.example.com")], 2_010_784, wants_names),
        edit(WAITING, &each("www.example.com", "HTTP_CSR_HASH"), 2_010_784, "Parameter DCVMethod is Missing"),
        edit(WAITING, &mixed, 2_011_784, "DCVMethod does not go together with DNSNames and DCVMethods"),
        edit(
            WAITING_SEVERAL,
            &each("a.com,b.com", "HTTP_CSR_HASH"),
            2_010_767,
            "DNSNames and DCVMethods are of different length",
        ),
        edit(
            WAITING_SEVERAL,
            &each("b.com", "HTTP_CSR_HASH"),
            2_011_767,
            "DNSNames: the certificate is not for b.com",
        ),
        edit(WAITING, &one("HTTPCSRHASH"), 3_011_295, "DCVMethod is invalid"),
        edit(WAITING, &one("a@example.com"), 3_011_295, "DCVMethod is invalid"),
        edit(
            WAITING_SEVERAL,
            &each("www.example.com", "a@example.com"),
            3_011_784,
            "DCVMethod of www.example.com is invalid",
        ),
        edit(
            WAITING_WILDCARD,
            &one("HTTP_CSR_HASH"),
            3_011_784,
            "HTTP_CSR_HASH is not possible for the wildcard *.example.com",
        ),
        case(AGAIN, &[("CertificateID", "48")], 2_011_294, "CertificateID is not Valid"),
        case(AGAIN, &[("CertificateID", NEW.single)], 2_011_331, "Status is invalid"),
    ]
}

fn of_issued() -> Vec<Case> {
    let send = |id, number, words| case(SEND, &[("CertificateID", id)], number, words);
    let revoke = |id, kind, number, words| {
        case(REVOKE, &[("CertificateID", id), ("CertificateType", kind)], number, words)
    };
    let wrong_type = "Wrong SSL certificate selection. The type provided is not supported by command";
    let no_address = "The certificate was activated without AdminEmailAddress";
    vec![
        send("48", 2_011_294, "CertificateID is not Valid"),
        send(WAITING, 2_011_331, "Status is invalid"),
        send(NO_ADDRESS, 3_011_299, no_address),
        send(UNDELIVERABLE, 3_022_334, "Failed to resend fulfillment email"),
        revoke("48", "PositiveSSL", 2_011_294, "CertificateId is not valid"),
        revoke(ACTIVE.single, "PositiveSSL", 4_011_331, "Status is invalid"),
        revoke(ACTIVE.single, "RapidSSL", 2_011_300, wrong_type),
    ]
}

pub fn cases() -> Vec<Case> {
    let by_record = |id| [("CertificateID", id), ("CSR", CSR), ("DNSDCValidation", "true")];
    let too_late = "Activation period for this certificate has expired.";
    let own = vec![
        case(ACTIVATE, &by_record(LATE), 4_020_294, too_late),
        case(ACTIVATE, &by_record(RENEWAL), 2_011_166, "Invalid Renewal Order Domain"),
    ];
    [own, of_requests(ACTIVATE, &NEW), of_requests(REISSUE, &ACTIVE), of_validation(), of_issued()]
        .into_iter()
        .flatten()
        .collect()
}
