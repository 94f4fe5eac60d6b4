//! The chain of an account's audit log, as a client finds it.

use registrar::audit::{Shown, Verification};
use wire::node::Node;

/// How many entries an answer of `namegate.audit.list` has, and the first whose link to the one before is broken.
pub fn verified(listed: &Node) -> (u64, Option<i64>) {
    let account_id = listed.attribute("AccountId").expect("the account").parse().expect("an id");
    let mut verification = Verification::default();
    for entry in &listed.children {
        let text = |name: &str| entry.attribute(name).expect(name).to_owned();
        let number = |name: &str| text(name).parse().expect(name);
        let shown = Shown {
            account_id,
            seq: number("Seq"),
            time: text("Time"),
            api_user: text("ApiUser"),
            key_id: number("KeyId"),
            address: text("Address"),
            command: text("Command"),
            outcome: text("Outcome"),
            refusal: number("Number"),
            subject: text("Subject"),
            amount: text("Amount"),
        };
        let hash = text("Hash");
        let octet = |at: usize| u8::from_str_radix(&hash[at..at + 2], 16).expect("hex");
        verification.take(shown, (0..hash.len()).step_by(2).map(octet).collect());
    }
    verification.end()
}
