//! Transfers to an account: each way one can end, with the money and the domain.

use std::collections::BTreeSet;

use registrar::sweeps::transfers::{self, Swept};
use rules::transfer::STATUSES;
use testkit::Answer;

use crate::world::World;

const NAME: &str = "moving.com";
const HOUR: i64 = 3_600;

impl World {
    async fn transfer(&self, name: &str, code: &str) -> String {
        let params = [("DomainName", name), ("Years", "1"), ("EPPCode", code)];
        self.call("alice", "transfer.create", &params).await.attribute("TransferID")
    }

    async fn transfer_status(&self, id: &str) -> (String, String) {
        let answer = self.call("alice", "transfer.getStatus", &[("TransferID", id)]).await;
        (answer.attribute("StatusID"), answer.attribute("StatusDate"))
    }

    async fn resubmit(&self, user: &str, id: &str) -> Answer {
        self.call(user, "transfer.updateStatus", &[("TransferID", id), ("Resubmit", "true")]).await
    }

    /// `Status` and whether there is an OrderID, of each transfer in a list of alice.
    async fn transfers(&self, list_type: &str) -> Vec<(String, bool)> {
        let list = self.call("alice", "transfer.getList", &[("ListType", list_type)]).await.result();
        let of = |node: &wire::node::Node, name| node.attribute(name).expect(name).to_owned();
        list.children.iter().map(|row| (of(row, "Status"), !of(row, "OrderID").is_empty())).collect()
    }
}

fn at(status: &str, since: &str) -> (String, String) {
    (status.to_owned(), since.to_owned())
}

#[tokio::test]
async fn a_domain_comes_after_five_days() {
    let world = World::new().await;
    let id = world.transfer(NAME, "2134562345").await;
    assert_eq!(world.0.balance("alice").await, "9990.13", "9.87 is held");
    assert!(!world.is_available(NAME).await);
    assert_eq!(world.transfer_status(&id).await, at("-1", "2026-06-15T12:00:00"));
    assert_eq!(world.transfers("INPROGRESS").await, [("QUEUED".to_owned(), false)]);
    world.seconds(4 * HOUR - 1).await;
    assert_eq!(world.transfer_status(&id).await, at("-1", "2026-06-15T12:00:00"));
    world.seconds(1).await;
    assert_eq!(world.transfer_status(&id).await, at("13", "2026-06-15T16:00:00"));
    world.seconds(20 * HOUR).await;
    assert_eq!(world.transfer_status(&id).await, at("14", "2026-06-16T12:00:00"));
    assert_eq!(world.transfers("INPROGRESS").await, [("INPROGRESS".to_owned(), true)]);
    assert_eq!(world.status(NAME).await, None);
    world.days(4).await;
    assert_eq!(world.transfer_status(&id).await, at("5", "2026-06-20T12:00:00"));
    assert_eq!(world.transfers("COMPLETED").await, [("COMPLETED".to_owned(), true)]);
    assert_eq!(world.transfers("CANCELLED").await, []);
    assert_eq!(world.status(NAME).await.as_deref(), Some("Ok"));
    assert_eq!(world.expires(NAME).await, "06/20/2027");
    assert!(world.is_parked(NAME));
    assert_eq!(world.0.balance("alice").await, "9990.13");
    assert_eq!(world.resubmit("alice", &id).await.number(), 4_019_329, "it is completed");
    world.set_www(NAME, "192.0.2.1").await;
}

#[tokio::test]
async fn a_canceled_transfer_gives_the_money_back() {
    for (name, code, days, status) in [
        (NAME, "wrong-1", 1, "32"),
        (NAME, "locked-1", 1, "22"),
        (NAME, "rejected-1", 5, "25"),
        (NAME, "noanswer-1", 5, "16"),
        (NAME, "status--4-x", 1, "-4"),
        ("premium-moving.com", "2134562345", 1, "50"),
    ] {
        let world = World::new().await;
        let id = world.transfer(name, code).await;
        world.seconds(days * 24 * HOUR - 1).await;
        assert_eq!(world.0.balance("alice").await, "9990.13", "{code}");
        world.seconds(1).await;
        assert_eq!(world.transfer_status(&id).await.0, status, "{code}");
        assert_eq!(world.0.balance("alice").await, "10000.00", "{code}");
        assert_eq!(world.transfers("CANCELLED").await, [("CANCELLED".to_owned(), true)]);
        assert_eq!(world.status(name).await, None, "{code}");
        world.days(9).await;
        assert_eq!(world.transfer_status(&id).await.0, status, "{code}");
        if name == NAME {
            world.register("bob", name).await;
        }
    }
}

#[tokio::test]
async fn a_lock_is_taken_off_and_the_transfer_resubmitted() {
    let world = World::new().await;
    let id = world.transfer(NAME, "locked-1").await;
    world.days(2).await;
    assert_eq!(world.0.balance("alice").await, "10000.00");
    assert_eq!(world.resubmit("alice", &id).await.attribute("TransferId"), id);
    assert_eq!(world.0.balance("alice").await, "9990.13");
    assert_eq!(world.transfer_status(&id).await, at("-2", "2026-06-17T12:00:00"));
    assert_eq!(world.resubmit("alice", &id).await.error(), None, "once more, for the same money");
    assert_eq!(world.0.balance("alice").await, "9990.13");
    world.days(5).await;
    assert_eq!(world.transfer_status(&id).await.0, "5");
    assert_eq!(world.status(NAME).await.as_deref(), Some("Ok"));
    assert_eq!(world.0.balance("alice").await, "9990.13");
}

#[tokio::test]
async fn what_is_wrong_stays_wrong() {
    let world = World::new().await;
    let id = world.transfer(NAME, "wrong-1").await;
    for _ in 0..2 {
        world.days(1).await;
        assert_eq!(world.transfer_status(&id).await.0, "32");
        assert_eq!(world.0.balance("alice").await, "10000.00");
        assert_eq!(world.resubmit("alice", &id).await.error(), None);
    }
}

#[tokio::test]
async fn a_transfer_is_nobody_elses() {
    let world = World::new().await;
    let id = world.transfer(NAME, "2134562345").await;
    let got = world.call("bob", "transfer.getStatus", &[("TransferID", &id)]).await;
    assert_eq!(got.number(), 4_019_329);
    assert_eq!(world.resubmit("bob", &id).await.number(), 4_019_329);
    let list = world.call("bob", "transfer.getList", &[]).await.result();
    assert_eq!(list.children, []);
    assert_eq!(world.create("bob", NAME, &[]).await.number(), 3_031_166, "the name is spoken for");
    let order = [("DomainName", NAME), ("EPPCode", "1")];
    let second = world.call("alice", "transfer.create", &order).await;
    assert_eq!(second.number(), 2_528_166, "one order at a time");
}

#[tokio::test]
async fn privacy_comes_with_the_domain() {
    let world = World::new().await;
    for (name, more, enabled) in [
        ("a.com", [("AddFreeWhoisguard", "Yes"), ("WGenable", "Yes")], "True"),
        ("b.com", [("AddFreeWhoisguard", "Yes"), ("WGenable", "No")], "False"),
        ("c.com", [("AddFreeWhoisguard", "No"), ("WGenable", "No")], "NotAlloted"),
    ] {
        let params = [[("DomainName", name), ("EPPCode", "1")], more].concat();
        assert_eq!(world.call("alice", "transfer.create", &params).await.error(), None);
        world.days(5).await;
        let info = world.call("alice", "getInfo", &[("DomainName", name)]).await.result();
        let privacy = info.child("Whoisguard").cloned().expect("Whoisguard");
        assert_eq!(privacy.attribute("Enabled"), Some(enabled), "{name}");
    }
}

#[tokio::test]
async fn every_status_can_be_had() {
    let world = World::new().await;
    let mut ids = Vec::new();
    for (n, status) in STATUSES.iter().enumerate() {
        ids.push(world.transfer(&format!("move{n}.com"), &format!("status-{}-x", status.number)).await);
    }
    let mut seen = BTreeSet::new();
    for days in [1, 4] {
        world.days(days).await;
        for id in &ids {
            seen.insert(world.transfer_status(id).await.0);
        }
    }
    let all: BTreeSet<String> = STATUSES.iter().map(|status| status.number.to_string()).collect();
    assert!(seen.is_superset(&all), "{:?}", all.difference(&seen));
}

#[tokio::test]
async fn many_transfers_are_swept_in_slices() {
    let world = World::new().await;
    for n in 0..105 {
        world.transfer(&format!("many{n}.com"), "1").await;
    }
    world.0.world_passes(5 * 24 * HOUR);
    let swept = transfers::run(&world.0.runner).await.expect("swept");
    assert_eq!(swept, Swept { completed: 105, ..Swept::default() });
    world.check_ledger();
}
