//! The operator's deny-lists.

use std::net::{IpAddr, Ipv4Addr};

use commands::execute::NotAdmitted;
use ipnet::IpNet;
use registrar::request_log::Check;

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
    pub fn judge(&self, address: IpAddr, client_ip: IpAddr) -> Result<(), NotAdmitted> {
        if self.addresses.iter().any(|network| network.contains(&address)) {
            return Err(NotAdmitted::by(Check::DeniedAddress, REQUEST_IP_LOCKED));
        }
        if self.client_ips.iter().any(|denied| *denied == client_ip) {
            return Err(NotAdmitted::by(Check::DeniedClientIp, CLIENT_IP_LOCKED));
        }
        Ok(())
    }
}
