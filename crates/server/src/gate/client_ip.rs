//! The parameter ClientIp: what was sent, and whether it is what the key asks for (wishes.md W2).

use std::net::IpAddr;

use commands::execute::NotAdmitted;
use registrar::request_log::Check;
use rules::key_policy::ClientIp;
use wire::scalar::Fault;

use super::parameter::faulty;
use super::refusals::{CLIENT_IP_INVALID, CLIENT_IP_MISSING, REQUEST_IP_INVALID};

/// What was sent as ClientIp.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SentClientIp {
    Missing,
    /// Something that is no address.
    Invalid,
    Address(IpAddr),
}

impl SentClientIp {
    pub fn read(text: Option<&str>) -> Self {
        let Some(text) = text else { return SentClientIp::Missing };
        text.trim().parse().map_or(SentClientIp::Invalid, SentClientIp::Address)
    }

    /// The address that the call is noted with. `caller` is where it comes from; it is noted where nothing of use was sent
    /// and nothing has to be.
    pub fn judge(self, asked: ClientIp, caller: IpAddr) -> Result<IpAddr, NotAdmitted> {
        let missing = || faulty("ClientIp", Fault::Missing, CLIENT_IP_MISSING);
        let invalid = || faulty("ClientIp", Fault::Invalid, CLIENT_IP_INVALID);
        match (asked, self) {
            (ClientIp::Required, SentClientIp::Address(address @ IpAddr::V4(_)))
            | (ClientIp::Optional | ClientIp::Ignored, SentClientIp::Address(address)) => Ok(address),
            (ClientIp::Optional, SentClientIp::Missing) | (ClientIp::Ignored, _) => Ok(caller),
            (ClientIp::Caller, SentClientIp::Address(address)) if address.to_canonical() == caller => {
                Ok(caller)
            }
            (ClientIp::Caller, SentClientIp::Address(address)) => {
                let refusal = REQUEST_IP_INVALID.about(&address.to_string());
                Err(NotAdmitted::by(Check::ClientIpOfAnother, refusal))
            }
            (ClientIp::Required | ClientIp::Caller, SentClientIp::Missing) => Err(missing()),
            (_, SentClientIp::Invalid) | (ClientIp::Required, SentClientIp::Address(_)) => Err(invalid()),
        }
    }
}
