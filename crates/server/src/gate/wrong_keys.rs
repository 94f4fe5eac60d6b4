//! The lock after too many wrong keys. It counts per ApiUser and connection address and locks that pair only: counted
//! per ApiUser alone, anyone could lock anyone out (gate.md section 8).

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::asked::Asked;

/// How many wrong keys, within how many seconds; the lock holds as long.
#[derive(Clone, Copy, Debug)]
pub struct Lockout {
    pub most: u32,
    pub seconds: i64,
}

/// Pairs remembered at most; beyond that the oldest window is forgotten first.
const MOST_PAIRS: usize = 10_000;

/// Wrong keys seen lately.
pub struct WrongKeys {
    lockout: Option<Lockout>,
    seen: Mutex<HashMap<(String, IpAddr), Window>>,
}

#[derive(Clone, Copy)]
struct Window {
    since: i64,
    count: u32,
}

impl WrongKeys {
    /// `None` never locks.
    pub fn new(lockout: Option<Lockout>) -> Self {
        WrongKeys { lockout, seen: Mutex::default() }
    }

    /// What locks the pair at `now`, unix seconds; `None` where it is not locked.
    pub fn locked(&self, asked: &Asked, now: i64) -> Option<Lockout> {
        let lockout = self.lockout?;
        let window = self.seen().get(&pair(asked)).copied()?;
        (window.count >= lockout.most && now - window.since < lockout.seconds).then_some(lockout)
    }

    /// Counts a wrong key. The window begins anew with the key that locks, so that the lock holds its full time.
    pub fn count(&self, asked: &Asked, now: i64) {
        let Some(lockout) = self.lockout else { return };
        let mut seen = self.seen();
        if seen.len() >= MOST_PAIRS {
            forget_oldest(&mut seen, now - lockout.seconds);
        }
        let window = seen.entry(pair(asked)).or_insert(Window { since: now, count: 0 });
        if now - window.since >= lockout.seconds {
            *window = Window { since: now, count: 0 };
        }
        window.count += 1;
        if window.count >= lockout.most {
            window.since = now;
        }
    }

    fn seen(&self) -> MutexGuard<'_, HashMap<(String, IpAddr), Window>> {
        // Nothing panics under this lock.
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn pair(asked: &Asked) -> (String, IpAddr) {
    let name: String = asked.api_user.chars().take(super::asked::MOST_USER + 1).collect();
    (name.to_ascii_lowercase(), asked.address)
}

fn forget_oldest(seen: &mut HashMap<(String, IpAddr), Window>, ended: i64) {
    seen.retain(|_, window| window.since > ended);
    if seen.len() >= MOST_PAIRS
        && let Some(oldest) = seen.iter().min_by_key(|(_, window)| window.since).map(|(pair, _)| pair.clone())
    {
        seen.remove(&oldest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(user: &str, last: u8) -> Asked {
        Asked {
            api_user: user.into(),
            api_key: "x".into(),
            user_name: user.into(),
            user_named: true,
            command: "x".into(),
            client_ip: crate::gate::client_ip::SentClientIp::Missing,
            address: IpAddr::from([192, 0, 2, last]),
        }
    }

    #[test]
    fn locks_the_pair_for_its_time() {
        let keys = WrongKeys::new(Some(Lockout { most: 3, seconds: 900 }));
        for at in [0, 10, 20] {
            assert!(keys.locked(&asked("a", 1), at).is_none());
            keys.count(&asked("A", 1), at);
        }
        assert!(keys.locked(&asked("a", 1), 20).is_some());
        assert!(keys.locked(&asked("a", 2), 20).is_none(), "another address");
        assert!(keys.locked(&asked("b", 1), 20).is_none(), "another user");
        assert!(keys.locked(&asked("a", 1), 919).is_some());
        assert!(keys.locked(&asked("a", 1), 920).is_none());
        keys.count(&asked("a", 1), 920);
        assert!(keys.locked(&asked("a", 1), 920).is_none(), "a new window");
    }

    #[test]
    fn remembers_no_more_than_it_may() {
        let keys = WrongKeys::new(Some(Lockout { most: 1, seconds: 900 }));
        for n in 0..MOST_PAIRS + 50 {
            keys.count(&asked(&n.to_string(), 1), n as i64 / 100);
        }
        assert!(keys.seen().len() <= MOST_PAIRS);
        assert!(WrongKeys::new(None).locked(&asked("a", 1), 0).is_none());
    }
}
