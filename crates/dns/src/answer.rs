//! From a request to its answer (RFC 1034 section 4.3.2).

mod aliased;
mod chain;

pub(crate) use aliased::{Chase, chase};

use crate::query::{Edns, HEADER, Query, Question, Rcode, Unfit};
use crate::record;
use crate::writer::{Full, Writer};
use crate::zones::Zones;

/// Longest answer by UDP, and what the OPT record says we take: not fragmented on any usual path.
pub(crate) const UDP_SIZE: u16 = 1_232;
/// What every asker takes by UDP (RFC 1035 section 2.3.4).
const PLAIN_UDP_SIZE: u16 = 512;
/// Longest message by TCP.
pub(crate) const TCP_SIZE: usize = 65_535;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Transport {
    Udp,
    Tcp,
}

/// Writes the answer to `request` into `buffer`, which holds `UDP_SIZE` octets or, for TCP, `TCP_SIZE`. Returns the
/// length of the answer; `None` when none is due.
pub(crate) fn respond(
    zones: &Zones,
    transport: Transport,
    request: &[u8],
    buffer: &mut [u8],
) -> Option<usize> {
    match Query::read(request) {
        Err(Unfit::Silent) => None,
        Err(Unfit::Broken(head, rcode)) => {
            let mut writer = Writer::new(buffer, head);
            writer.set_rcode(rcode);
            Some(writer.len())
        }
        Ok(query) => {
            let limit = match transport {
                Transport::Tcp => buffer.len(),
                Transport::Udp => usize::from(udp_limit(query.edns)),
            };
            // In the letter case it was sent in.
            let name = &request[HEADER..][..query.question.name.wire().len()];
            // 512 octets hold any question with an OPT record.
            look_up(zones, transport, &query, name, &mut buffer[..limit]).ok()
        }
    }
}

fn udp_limit(edns: Option<Edns>) -> u16 {
    edns.map_or(PLAIN_UDP_SIZE, |edns| edns.size.clamp(PLAIN_UDP_SIZE, UDP_SIZE))
}

fn look_up(
    zones: &Zones,
    transport: Transport,
    query: &Query,
    name: &[u8],
    buffer: &mut [u8],
) -> Result<usize, Full> {
    let Query { head, question, edns } = query;
    let mut writer = Writer::new(buffer, *head);
    writer.question(question, name)?;
    if edns.is_some() {
        writer.reserve_opt();
    }
    let rcode = match refusal(question, *edns) {
        Some(rcode) => rcode,
        None => chain::answer(zones, question, &mut writer).unwrap_or_else(|Full| match transport {
            Transport::Udp => {
                writer.truncate();
                Rcode::NoError
            }
            // There is no larger transport to send the asker to.
            Transport::Tcp => {
                writer.clear_records();
                Rcode::ServFail
            }
        }),
    };
    writer.set_rcode(rcode);
    if let Some(edns) = edns {
        writer.opt(UDP_SIZE, rcode, *edns)?;
    }
    Ok(writer.len())
}

/// Why a well-formed query is not looked up.
fn refusal(question: &Question, edns: Option<Edns>) -> Option<Rcode> {
    if edns.is_some_and(|edns| edns.version > 0) {
        return Some(Rcode::BadVers);
    }
    let transfer = matches!(question.qtype, record::AXFR | record::IXFR);
    (question.qclass != record::CLASS_IN || transfer).then_some(Rcode::Refused)
}
