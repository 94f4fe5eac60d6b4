//! The refusals of transfers.

use registrar::sweeps::transfers;
use rules::calendar::DAY;
use testkit::TestApp;

use super::{Case, case};

const CREATE: &str = "namecheap.domains.transfer.create";
const UPDATE: &str = "namecheap.domains.transfer.updateStatus";

/// A transfer that was canceled, and whose domain somebody else registered then. The account `alice` has it.
pub async fn prepare(app: &TestApp) {
    let order = [("DomainName", "again.com"), ("EPPCode", "wrong-1")];
    assert_eq!(app.call("alice", CREATE, &order).await.attribute("TransferID"), "800001");
    app.world_passes(DAY);
    transfers::run(&app.runner).await.expect("swept");
    app.register("bob", "again.com").await;
}

pub fn cases() -> Vec<Case> {
    let create = |name: &str, code: &str, more: &[(&str, &str)], number, words: &str| {
        let params = [&[("DomainName", name), ("EPPCode", code)], more].concat();
        case(CREATE, &params, number, words)
    };
    let not_found = "Domain transfer info is not available or not found.";
    let no_order = "Order creation failed";
    vec![
        create("no name.com", "1", &[], 2_011_166, "Parameter DomainName is Invalid"),
        create("a.nosuchtld", "1", &[], 2_011_280, "TLD is invalid"),
        create("a.b.com", "1", &[], 2_011_280, "TLD is invalid"),
        create("a.de", "1", &[], 2_030_280, "TLD is not supported in API"),
        create("a.com", "1", &[("Years", "2")], 2_015_167, "Number of years should be maximum 1"),
        create("a.com", "1", &[("PromotionCode", "X")], 2_011_170, "Promotion code is invalid"),
        create("a.com", "", &[], 2_010_166, "Parameter EPPCode is Missing"),
        create("a.com", "123456789012345678901", &[], 2_011_166, "Parameter EPPCode is TooLong"),
        create("bobs.com", "1", &[], 2_528_166, no_order),
        Case { user: "poor", ..create("a.com", "1", &[], 2_528_166, no_order) },
        case("namecheap.domains.transfer.getStatus", &[("TransferID", "15")], 4_019_329, not_found),
        case(UPDATE, &[("TransferID", "15"), ("Resubmit", "true")], 4_019_329, not_found),
        case(UPDATE, &[("TransferID", "800001"), ("Resubmit", "no")], 2_010_293, "No action specified"),
        case(UPDATE, &[("TransferID", "800001"), ("Resubmit", "true")], 2_528_166, no_order),
    ]
}
