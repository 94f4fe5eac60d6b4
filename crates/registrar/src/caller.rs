//! Who calls, as the gate found.

use std::net::{IpAddr, Ipv4Addr};

use store::Account;

/// A caller that was let in.
#[derive(Clone, Debug)]
pub struct Caller {
    /// ApiUser: the holder of the key.
    pub api_user: Account,
    /// UserName: the account acted on, the caller's own or one opened under it.
    pub user: Account,
    /// Whether UserName was sent; ApiUser stands in for it where it was not.
    pub user_named: bool,
    /// What the caller named as ClientIp; kept with orders, never trusted (gate.md section 3).
    pub client_ip: Ipv4Addr,
    /// Where the connection comes from.
    pub address: IpAddr,
}

impl Caller {
    /// Whether the account acted on was opened under another.
    pub fn is_on_sub_account(&self) -> bool {
        self.user.parent_id.is_some()
    }
}
