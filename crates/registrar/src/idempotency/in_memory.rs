//! Calls under an idempotency key that change what the process holds in memory: they are remembered there too.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{Known, Sent, key_id};
use crate::caller::Caller;

/// Calls remembered at most; the oldest are forgotten first. There may be no more than a hundred faults at once.
const MOST: usize = 10_000;

/// What was called under a key, and how it was answered.
#[derive(Default)]
pub struct Answered(Mutex<VecDeque<Call>>);

struct Call {
    key_id: i64,
    sent: Sent,
    answer: String,
}

impl Answered {
    /// What is remembered, for one call alone until it is let go: what it looks up is so until it has kept its answer.
    pub fn hold(&self) -> Held<'_> {
        // What panicked under this lock has kept no answer, and the list is whole.
        Held(self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Forgets every call.
    pub fn clear(&self) {
        self.hold().0.clear();
    }
}

/// What is remembered, held by one call.
pub struct Held<'a>(MutexGuard<'a, VecDeque<Call>>);

impl Held<'_> {
    /// What is known of a call.
    pub fn look_up(&mut self, sent: &Sent, caller: &Caller) -> Known {
        self.0.retain(|call| sent.counts(call.sent.now));
        let is_it = |call: &&Call| {
            call.key_id == key_id(caller) && call.sent.command == sent.command && call.sent.hash == sent.hash
        };
        match self.0.iter().find(is_it) {
            None => Known::Nothing,
            Some(call) if call.sent.body != sent.body => Known::Other,
            Some(call) => Known::Answered(call.answer.clone()),
        }
    }

    /// Notes how it was answered.
    pub fn keep_answer(&mut self, sent: Sent, caller: &Caller, answer: String) {
        if self.0.len() >= MOST {
            self.0.pop_front();
        }
        self.0.push_back(Call { key_id: key_id(caller), sent, answer });
    }
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};
    use std::sync::Arc;

    use store::{Account, AccountState};

    use super::super::KEPT;
    use super::*;
    use crate::caller::Key;

    fn caller(key_id: i64) -> Caller {
        let account = Account {
            id: 1,
            user_name: "alice".into(),
            parent_id: None,
            state: AccountState::Active,
            allowed: String::new(),
            created: 0,
        };
        let address = IpAddr::V4(Ipv4Addr::LOCALHOST);
        Caller {
            api_user: account.clone(),
            user: account,
            user_named: true,
            client_ip: address,
            address,
            key: Key { id: key_id, hash: [0; 32], policy: None, missed: Arc::default() },
            command: "a.b",
        }
    }

    fn sent(key: &str, now: i64) -> Sent {
        Sent::new("a.b", key, [("kind", "cut")].into_iter(), now)
    }

    fn answer(known: Known) -> Option<String> {
        match known {
            Known::Answered(answer) => Some(answer),
            _ => None,
        }
    }

    #[test]
    fn the_oldest_go_first_where_there_are_too_many() {
        let (answered, alice) = (Answered::default(), caller(7));
        let mut held = answered.hold();
        for number in 0..=MOST {
            held.keep_answer(sent(&number.to_string(), 0), &alice, number.to_string());
        }
        let mut known = |number: usize| answer(held.look_up(&sent(&number.to_string(), 0), &alice));
        assert_eq!((known(0), known(1)), (None, Some("1".into())));
        assert_eq!(known(MOST), Some(MOST.to_string()));
    }

    #[test]
    fn a_call_is_of_its_key_and_counts_for_a_day() {
        let answered = Answered::default();
        answered.hold().keep_answer(sent("k", 0), &caller(7), "done".into());
        let known = |key_id, now| answer(answered.hold().look_up(&sent("k", now), &caller(key_id)));
        assert_eq!((known(8, 0), known(7, KEPT - 1)), (None, Some("done".into())));
        assert_eq!(known(7, KEPT), None);
        answered.hold().keep_answer(sent("k", KEPT), &caller(7), "again".into());
        answered.clear();
        assert_eq!(known(7, KEPT), None);
    }
}
