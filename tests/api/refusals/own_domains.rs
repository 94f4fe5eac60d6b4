//! The refusals of Namegate's own commands on domains.

use registrar::key;
use rules::calendar::DAY;
use store::{End, TransferLock};
use testkit::TestApp;

use super::{Case, case};

const CODE: &str = "a code that is known";
const DELETE: &str = "namegate.domains.delete";

/// A domain for which an order is under way, and domains with a code.
pub async fn prepare(app: &TestApp) {
    app.register("alice", "claimed.com").await;
    let claimed = app.runner.write(|cx| {
        let alice = cx.tx.account_by_name("alice")?.expect("alice").id;
        let paid = cx.tx.completed_purchases(alice, cx.now)?.pop().expect("what was just bought");
        Ok(End::Commit(cx.tx.claim_name("claimed.com", paid.id)?))
    });
    claimed.await.expect("a claim");
    app.register("alice", "unlocked.com").await;
    let coded = app.runner.write(|cx| {
        for name in ["claimed.com", "alices.com", "unlocked.com"] {
            let domain = cx.tx.domain(name)?.expect(name).id;
            cx.tx.set_transfer_lock(domain, TransferLock { locked: false, held_until: 0 })?;
            cx.tx.set_auth_code(domain, &key::hash(CODE), cx.now + DAY)?;
        }
        Ok(End::Commit(()))
    });
    coded.await.expect("codes");
}

pub fn cases() -> Vec<Case> {
    let on = |command, name: &str, number, words: &str| {
        case(command, &[("DomainName", name), ("AutoRenew", "yes")], number, words)
    };
    let not_found = "Domain name not found";
    let (list, statement) = ("namegate.audit.list", "namegate.ledger.list");
    let locked = "The domain is locked: take the lock off with namecheap.domains.setRegistrarLock";
    let in_use = "Object association prohibits operation: other domains use a nameserver below this one";
    let sub = "Parameter UserName is unauthorized";
    let with_code = |name: &str, code: &str, number, words: &str| {
        case("namegate.sandbox.transferAway", &[("DomainName", name), ("AuthCode", code)], number, words)
    };
    let away = |name: &str, number, words: &str| with_code(name, "another", number, words);
    let coded = |name: &str, number, words: &str| with_code(name, CODE, number, words);
    vec![
        case(list, &[("From", "2027-06-21")], 2_011_971, "Parameter From is Invalid"),
        case(list, &[("To", "2027-06-21T00:00:00")], 2_011_972, "Parameter To is Invalid"),
        case(statement, &[("From", "2027-06-21")], 2_011_971, "Parameter From is Invalid"),
        case(statement, &[("To", "2027-06-21T00:00:00")], 2_011_972, "Parameter To is Invalid"),
        on("namegate.domains.authCode", "bobs.com", 2_019_166, not_found),
        on("namegate.domains.authCode", "new.com", 2_030_166, locked),
        away("nobodys.com", 2_019_166, not_found),
        away("new.com", 2_030_166, locked),
        away("unlocked.com", 2_011_985, "Parameter AuthCode is Invalid"),
        coded("claimed.com", 2_528_166, "An order for the domain is under way"),
        coded("alices.com", 3_031_510, in_use),
        Case {
            user: "keyed",
            ..case(
                "namegate.sandbox.transferAway",
                &[("DomainName", "a.com"), ("AuthCode", "x")],
                1_016_103,
                sub,
            )
        },
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
        on(DELETE, "alices.com", 3_031_510, in_use),
    ]
}
