//! The operator's deny-lists.

use std::net::{IpAddr, Ipv4Addr};

use ipnet::IpNet;
use wire::Refusal;

use super::refusals::{CLIENT_IP_LOCKED, REQUEST_IP_LOCKED};

/// Who is kept out whatever key they hold.
#[derive(Clone, Debug, Default)]
pub struct Denied {
    /// Addresses of connections.
    pub addresses: Vec<IpNet>,
    /// Values of ClientIp.
    pub client_ips: Vec<Ipv4Addr>,
}

impl Denied {
    pub fn judge(&self, address: IpAddr, client_ip: Ipv4Addr) -> Result<(), Refusal> {
        if self.addresses.iter().any(|network| network.contains(&address)) {
            return Err(REQUEST_IP_LOCKED.into());
        }
        if self.client_ips.contains(&client_ip) {
            return Err(CLIENT_IP_LOCKED.into());
        }
        Ok(())
    }
}
