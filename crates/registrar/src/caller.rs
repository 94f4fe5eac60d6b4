//! Who calls, as the gate found.

use std::net::IpAddr;
use std::sync::{Arc, OnceLock};

use rules::key_policy::{Denied, Policy};
use rules::name::DomainName;
use store::{Account, Author, Error};

/// A caller that was let in.
#[derive(Clone, Debug)]
pub struct Caller {
    /// ApiUser: the holder of the key.
    pub api_user: Account,
    /// UserName: the account acted on, the caller's own or one opened under it.
    pub user: Account,
    /// Whether UserName was sent; ApiUser stands in for it where it was not.
    pub user_named: bool,
    /// What the caller named as ClientIp, or where the call comes from; kept with orders, never trusted (gate.md section 3).
    pub client_ip: IpAddr,
    /// Where the connection comes from.
    pub address: IpAddr,
    /// What opened the account.
    pub key: Key,
    /// The declared command that is called; empty where none is.
    pub command: &'static str,
}

/// The key of a call.
#[derive(Clone, Debug)]
pub struct Key {
    pub id: i64,
    /// Of the secret that the call carries, as the store has it.
    pub hash: [u8; 32],
    /// `None` for one that may do everything.
    pub policy: Option<Arc<Policy>>,
    /// The first domain that was looked for and that the key does not reach: the caller is told that it is not held.
    pub missed: Arc<OnceLock<Denied>>,
}

impl Key {
    /// Whether it may do everything.
    pub fn is_full(&self) -> bool {
        self.policy.as_ref().is_none_or(|policy| policy.is_full())
    }

    /// Whether a list of host records is a change of what was read with it.
    pub fn merges(&self) -> bool {
        self.policy.as_ref().is_some_and(|policy| policy.merge)
    }
}

impl Caller {
    /// Whether the account acted on was opened under another.
    pub fn is_on_sub_account(&self) -> bool {
        self.user.parent_id.is_some()
    }

    /// Whether the key reaches a domain.
    pub fn reaches(&self, name: &DomainName) -> bool {
        let reaches = self.key.policy.as_ref().is_none_or(|policy| policy.reaches(name));
        if !reaches {
            self.key.missed.get_or_init(|| Denied::Domain(name.to_string()));
        }
        reaches
    }

    /// Refuses what is about a domain that the key does not reach.
    pub fn must_reach(&self, name: &DomainName) -> Result<(), Error> {
        if self.reaches(name) { Ok(()) } else { Err(Denied::Domain(name.to_string()).into()) }
    }

    /// Whether the key reaches every domain.
    pub fn reaches_all(&self) -> bool {
        self.key.policy.as_ref().is_none_or(|policy| policy.domains.is_all())
    }

    /// The caller as the author of a change.
    pub fn author(&self) -> Author {
        Author {
            account_id: Some(self.user.id),
            key_id: Some(self.key.id),
            address: self.address.to_string(),
            command: self.command.to_owned(),
        }
    }
}
