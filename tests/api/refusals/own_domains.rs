//! The refusals of Namegate's own commands on domains.

use store::End;
use testkit::TestApp;

use super::{Case, case};

const DELETE: &str = "namegate.domains.delete";

/// A domain for which an order is under way.
pub async fn prepare(app: &TestApp) {
    app.register("alice", "claimed.com").await;
    let claimed = app.runner.write(|cx| {
        let alice = cx.tx.account_by_name("alice")?.expect("alice").id;
        let paid = cx.tx.completed_purchases(alice, cx.now)?.pop().expect("what was just bought");
        Ok(End::Commit(cx.tx.claim_name("claimed.com", paid.id)?))
    });
    claimed.await.expect("a claim");
}

pub fn cases() -> Vec<Case> {
    let on = |command, name: &str, number, words: &str| {
        case(command, &[("DomainName", name), ("AutoRenew", "yes")], number, words)
    };
    let not_found = "Domain name not found";
    let list = "namegate.audit.list";
    vec![
        case(list, &[("From", "2027-06-21")], 2_011_971, "Parameter From is Invalid"),
        case(list, &[("To", "2027-06-21T00:00:00")], 2_011_972, "Parameter To is Invalid"),
        on("namegate.domains.autoRenew.get", "bobs.com", 2_019_166, not_found),
        on("namegate.domains.autoRenew.set", "bobs.com", 2_019_166, not_found),
        on(DELETE, "bobs.com", 2_019_166, not_found),
        on(
            DELETE,
            "new.com",
            2_030_166,
            "The domain can be deleted in the add grace period of its registration only",
        ),
        on(DELETE, "claimed.com", 2_528_166, "An order for the domain is under way"),
        on(
            DELETE,
            "alices.com",
            3_031_510,
            "Object association prohibits operation: other domains use a nameserver below this one",
        ),
    ]
}
