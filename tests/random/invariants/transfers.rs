//! Transfers go from status to status, and their orders go with them.

use std::collections::BTreeMap;

use rules::transfer::{COMPLETED, RESUBMITTED};

use super::{number, rows};
use crate::world::World;

#[derive(Clone, Debug, PartialEq, Eq)]
struct Kept {
    status: i64,
    phase: String,
    since: i64,
    begun: i64,
    /// 0 for one that has ended.
    due: i64,
    order: String,
}

impl Kept {
    fn has_ended(&self) -> bool {
        matches!(self.phase.as_str(), "completed" | "cancelled")
    }
}

/// How far each transfer was at the last look.
#[derive(Default)]
pub struct Courses(BTreeMap<i64, Kept>);

impl Courses {
    pub fn check(&mut self, world: &World) {
        let (before, now) = (std::mem::take(&mut self.0), world.app.runner.now());
        self.0 = read(world);
        for (id, transfer) in &self.0 {
            stands(transfer, now);
            if let Some(before) = before.get(id) {
                goes_on(before, transfer);
            }
        }
        assert!(before.keys().all(|id| self.0.contains_key(id)), "a transfer is gone");
    }
}

fn read(world: &World) -> BTreeMap<i64, Kept> {
    let sql = "SELECT CAST(t.id AS text), CAST(t.status AS text), t.phase, CAST(t.status_since AS text),
                      CAST(t.begun AS text), CAST(coalesce(t.due, 0) AS text), p.state
               FROM transfer t JOIN purchase p ON p.id = t.purchase_id";
    rows(world, sql).into_iter().map(kept).collect()
}

fn kept(row: Vec<String>) -> (i64, Kept) {
    let [id, status, phase, since, begun, due, order] = row.try_into().expect("seven columns");
    let (status, since, begun, due) = (number(&status), number(&since), number(&begun), number(&due));
    (number(&id), Kept { status, phase, since, begun, due, order })
}

/// A transfer under way is due later, and has its order wait; one that has ended has settled it.
fn stands(transfer: &Kept, now: i64) {
    let known = rules::transfer::status(transfer.status).expect("a status that is known");
    assert_eq!(known.phase.is_end(), transfer.has_ended(), "{transfer:?}");
    let expected = match transfer.phase.as_str() {
        "completed" => "completed",
        "cancelled" => "failed",
        _ => "waiting",
    };
    assert_eq!(transfer.order, expected, "the order of {transfer:?}");
    assert!(transfer.since <= now && transfer.begun <= now, "{transfer:?} is ahead of {now}");
    if transfer.has_ended() {
        assert_eq!(transfer.due, 0, "{transfer:?}");
    } else {
        assert!(transfer.due > now, "{transfer:?} was due before {now}");
    }
}

/// What is completed stays so; what is canceled begins anew when it is submitted again; all else goes on.
fn goes_on(before: &Kept, transfer: &Kept) {
    if before.status == COMPLETED {
        assert_eq!(before, transfer);
    }
    assert!(before.begun <= transfer.begun && before.since <= transfer.since, "{before:?} {transfer:?}");
    if before.begun == transfer.begun && before.has_ended() {
        // One that is submitted again in the second in which it ended begins at that second.
        assert!(before == transfer || transfer.status == RESUBMITTED, "{before:?} {transfer:?}");
    }
}
