//! The refusals of commands on certificates.

use rules::calendar::DAY;
use rules::certificate::{Product, State};
use store::End;
use testkit::TestApp;

use super::{Case, case};
use crate::certificates::{Given, give};
use crate::coverage::table::CSR;

const CREATE: &str = "namecheap.ssl.create";
const APPROVERS: &str = "namecheap.ssl.getApproverEmailList";
const PARSE: &str = "namecheap.ssl.parseCSR";
const MORE: &str = "namecheap.ssl.purchaseMoreSANs";
const RENEW: &str = "namecheap.ssl.renew";
const DISCONTINUED: &str = "We're sorry, the requested SSL type has been discontinued";
const NO_FUNDS: &str = "Order creation failed;INSUFFICIENTFUNDS;";
const NO_CODE: &str = "Promotion code is not available";

/// A request whose key has 1024 bits.
const SHORT_KEY: &str = include_str!("../certificates/short-key.pem");

// Certificates in the order in which `prepare` gives them.
const NEW: &str = "900001";
const ENDING: &str = "900002";
const YOUNG: &str = "900003";
const RENEWED: &str = "900004";
const SINGLE: &str = "900005";
const CLAIMED: &str = "900006";
const POOR_NEW: &str = "900007";
const POOR_ENDING: &str = "900008";
const REPLACED: &str = "900009";
const EV: &str = "900010";

/// Certificates of alice, and two of the account `poor`.
pub async fn prepare(app: &TestApp) {
    let several = Given { product: Product::San, bought_names: 90, ..Given::default() };
    let ending = Given { common_name: Some("alices.com"), ends_in: 10 * DAY, ..Given::default() };
    let all = [
        (NEW, several),
        (ENDING, ending),
        (YOUNG, Given { ends_in: 100 * DAY, ..ending }),
        (RENEWED, ending),
        (SINGLE, Given::default()),
        (CLAIMED, several),
        (POOR_NEW, Given { user: "poor", bought_names: 0, ..several }),
        (POOR_ENDING, Given { user: "poor", product: Product::San, bought_names: 0, ..ending }),
        (REPLACED, Given { state: State::Replaced, ..several }),
        (EV, Given { product: Product::Ev, ..ending }),
    ];
    for (id, given) in all {
        assert_eq!(give(app, given).await, id);
    }
    let renewal = [("CertificateID", RENEWED), ("SSLType", "Standard SSL"), ("Years", "1")];
    assert_eq!(app.call("alice", RENEW, &renewal).await.error(), None);
    let claimed = app.runner.write(|cx| {
        let purchase = cx.tx.certificate(900_006)?.expect("claimed").purchase_id;
        Ok(End::Commit(cx.tx.claim_name(&format!("certificate {CLAIMED}"), purchase)?))
    });
    claimed.await.expect("an order that is under way");
}

pub fn cases() -> Vec<Case> {
    [of_purchases(), of_renewals(), of_reads()].into_iter().flatten().collect()
}

fn of_purchases() -> Vec<Case> {
    let buy = |product: &str, years: &str, more: &[(&str, &str)], number, words: &str| {
        case(CREATE, &[&[("Type", product), ("Years", years)], more].concat(), number, words)
    };
    let names = |id: &str, count: &str, number, words: &str| {
        case(MORE, &[("CertificateID", id), ("NumberOfSANSToAdd", count)], number, words)
    };
    let too_many = "Number of SANS To add is not within the limit.";
    let none = "The requested SSL type has no additional domains";
    vec![
        buy("Horse SSL", "1", &[], 2_011_301, "Parameter Type is not valid"),
        buy("rapidssl", "1", &[], 2_011_301, DISCONTINUED),
        buy("EV SSL", "3", &[], 2_013_167, "Parameter Years is OutOfRange"),
        buy("Standard SSL", "6", &[], 2_013_167, "Parameter Years is OutOfRange"),
        buy("Standard SSL", "10", &[], 2_013_167, "Parameter Years is OutOfRange"),
        buy("Standard SSL", "x", &[], 2_011_167, "Parameter Years is Invalid"),
        buy("Standard SSL", "1", &[("SANStoADD", "1")], 2_011_767, none),
        buy("SAN Certificate", "1", &[("SANStoADD", "98")], 2_011_767, too_many),
        buy("SAN Certificate", "1", &[("SANStoADD", "-1")], 2_013_900, "Parameter SANStoADD is OutOfRange"),
        buy("SAN Certificate", "1", &[("SANStoADD", "100")], 2_013_900, "Parameter SANStoADD is OutOfRange"),
        buy("Standard SSL", "1", &[("PromotionCode", "X")], 2_011_170, NO_CODE),
        Case { user: "poor", ..buy("Standard SSL", "2", &[], 2_528_166, NO_FUNDS) },
        names("48", "1", 2_011_294, "CertificateId is not valid"),
        names(REPLACED, "1", 2_011_294, "CertificateId is not valid"),
        names(POOR_NEW, "1", 2_011_294, "CertificateId is not valid"),
        names(SINGLE, "1", 2_011_301, "Parameter SSLType is not valid"),
        names(NEW, "8", 2_011_767, too_many),
        names(CLAIMED, "1", 2_528_166, "Order creation failed"),
        Case { user: "poor", ..names(POOR_NEW, "2", 2_528_166, NO_FUNDS) },
    ]
}

fn of_renewals() -> Vec<Case> {
    let renew = |id: &str, product: &str, years: &str, number, words: &str| {
        case(RENEW, &[("CertificateID", id), ("SSLType", product), ("Years", years)], number, words)
    };
    let not_now = "Certificate not meet the ExpireDate. So cannot Renew";
    let with_code =
        [("CertificateID", ENDING), ("SSLType", "Standard SSL"), ("Years", "1"), ("PromotionCode", "X")];
    vec![
        renew(ENDING, "Horse SSL", "1", 2_011_301, "Parameter SSLType is not valid"),
        renew(ENDING, "rapidssl", "1", 2_011_301, DISCONTINUED),
        renew("48", "Standard SSL", "1", 4_011_294, "CertificateID is invalid"),
        renew("1234567890", "Standard SSL", "1", 2_013_294, "Parameter CertificateID is TooLong"),
        renew(POOR_ENDING, "SAN Certificate", "1", 4_011_294, "CertificateID is invalid"),
        renew(ENDING, "EV SSL", "1", 2_012_301, "SSLType Mismatch"),
        renew(EV, "EV SSL", "3", 2_013_167, "Max Years value for this Type is 2"),
        renew(RENEWED, "Standard SSL", "1", 4_028_294, "This CertificateID is already queued for Renewal"),
        renew(SINGLE, "Standard SSL", "1", 4_011_331, "Certificate status is invalid"),
        renew(YOUNG, "Standard SSL", "1", 4_011_294, not_now),
        case(RENEW, &with_code, 2_011_170, NO_CODE),
        Case { user: "poor", ..renew(POOR_ENDING, "SAN Certificate", "1", 2_528_166, NO_FUNDS) },
    ]
}

fn of_reads() -> Vec<Case> {
    let approvers = |name: &str, product: &str, number, words: &str| {
        case(APPROVERS, &[("DomainName", name), ("CertificateType", product)], number, words)
    };
    let parse = |csr: &str, more: &[(&str, &str)], number, words: &str| {
        case(PARSE, &[&[("csr", csr)], more].concat(), number, words)
    };
    let horse = [("CertificateType", "Horse SSL")];
    let short = "CSR cannot be used: its RSA key is shorter than 2048 or longer than 8192 bits";
    vec![
        case("namecheap.ssl.getInfo", &[("CertificateID", "48")], 2_011_294, "CertificateId is not valid"),
        case(
            "namecheap.ssl.getInfo",
            &[("CertificateID", POOR_NEW)],
            2_011_294,
            "CertificateId is not valid",
        ),
        approvers("no name", "Standard SSL", 2_011_166, "Parameter DomainName is Invalid"),
        approvers("example.com", "Horse SSL", 2_011_300, "Parameter CertificateType is Invalid"),
        approvers("example.com", "rapidssl", 2_011_301, DISCONTINUED),
        parse(CSR, &horse, 2_011_300, "Parameter CertificateType is Invalid"),
        parse(SHORT_KEY, &[], 3_022_296, short),
        parse(&"x".repeat(2_001), &[], 2_013_296, "Parameter csr is TooLong"),
    ]
}
