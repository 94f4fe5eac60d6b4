//! Records of certificates go from state to state, and none is lost.

use std::collections::BTreeMap;

use rules::certificate::State;

use super::{number, rows};
use crate::world::World;

/// The state of each record at the last look.
#[derive(Default)]
pub struct States(BTreeMap<i64, State>);

impl States {
    pub fn check(&mut self, world: &World) {
        let before = std::mem::replace(&mut self.0, read(world));
        for (id, was) in before {
            let is = self.0.get(&id).unwrap_or_else(|| panic!("certificate {id} is gone"));
            assert!(
                was == *is || reachable(was).contains(is),
                "certificate {id} went from {was:?} to {is:?}"
            );
        }
    }
}

fn read(world: &World) -> BTreeMap<i64, State> {
    let rows = rows(world, "SELECT CAST(id AS text), state FROM certificate");
    let state = |word: &str| State::ALL.into_iter().find(|state| state.name().eq_ignore_ascii_case(word));
    rows.iter().map(|row| (number(&row[0]), state(&row[1]).unwrap_or_else(|| panic!("{row:?}")))).collect()
}

/// What a record can become, in one step or more (ssl-notes.md section 5).
fn reachable(state: State) -> &'static [State] {
    use State::{Active, Cancelled, PurchaseError, Purchased, Replaced};
    match state {
        State::NewPurchase | State::NewRenewal => &[Purchased, PurchaseError, Active, Replaced, Cancelled],
        Purchased | PurchaseError => &[Purchased, PurchaseError, Active, Replaced, Cancelled],
        Active => &[Replaced, Cancelled],
        Replaced => &[Cancelled],
        Cancelled => &[],
    }
}
