//! Looking names up as a client: in the zones held here first, then at a resolver outside, if there is one.

use std::future::Future;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use domain::base::iana::{Rcode, Rtype};
use domain::base::message_builder::OptBuilder;
use domain::base::{Message, MessageBuilder, Name, ToName};
use domain::rdata::{A, Aaaa, Cname};
use ring::rand::{SecureRandom, SystemRandom};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpStream, UdpSocket};
use tokio::time::timeout;

use crate::answer::{TCP_SIZE, Transport, UDP_SIZE, respond};
use crate::zones::Zones;

/// How long an answer from outside may take.
const PATIENCE: Duration = Duration::from_secs(2);
/// Times a question is sent by UDP.
const TRIES: usize = 2;
/// Aliases that are followed from one name.
const MOST_ALIASES: usize = 8;

/// Why a name was not looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LookupError {
    #[error("it is no name")]
    Name,
    #[error("it is in no zone here, and there is no resolver to ask")]
    NoResolver,
    #[error("the resolver did not answer")]
    Silent,
    #[error("the answer is a failure")]
    Failed,
}

/// Looks names up.
#[derive(Clone)]
pub struct Lookup {
    zones: Zones,
    resolver: Option<SocketAddr>,
}

type Octets = Vec<u8>;
type Owner = Name<Octets>;

impl Lookup {
    pub fn new(zones: Zones, resolver: Option<SocketAddr>) -> Self {
        Lookup { zones, resolver }
    }

    /// Where the CNAME record of a name points, without the closing dot; `None` if it has none.
    pub async fn canonical_name(&self, name: &str) -> Result<Option<String>, LookupError> {
        let owner: Owner = name.parse().map_err(|_| LookupError::Name)?;
        let answer = self.ask(&owner, Rtype::CNAME).await?;
        Ok(alias(&answer, &owner).map(|target| target.to_string()))
    }

    /// The addresses of a name, its aliases followed.
    pub async fn addresses(&self, name: &str) -> Result<Vec<IpAddr>, LookupError> {
        Ok(self.addresses_with_ttl(name).await?.0)
    }

    /// The addresses of a name, its aliases followed, and for how many seconds they stand: the least TTL on the way.
    pub async fn addresses_with_ttl(&self, name: &str) -> Result<(Vec<IpAddr>, u32), LookupError> {
        let owner: Owner = name.parse().map_err(|_| LookupError::Name)?;
        let (mut found, v4) = self.addresses_of(owner.clone(), Rtype::A).await?;
        let (more, v6) = self.addresses_of(owner, Rtype::AAAA).await?;
        found.extend(more);
        Ok((found, v4.min(v6)))
    }

    async fn addresses_of(&self, mut owner: Owner, rtype: Rtype) -> Result<(Vec<IpAddr>, u32), LookupError> {
        let (mut followed, mut ttl) = (0, u32::MAX);
        loop {
            let answer = self.ask(&owner, rtype).await?;
            ttl = ttl.min(least_ttl(&answer));
            // A resolver follows aliases itself, and a zone those that lead inside it.
            let mut last = owner.clone();
            while let Some(target) = alias(&answer, &last).filter(|_| followed < MOST_ALIASES) {
                followed += 1;
                last = target;
            }
            let found = addresses_in(&answer, &last);
            if !found.is_empty() || last == owner || followed >= MOST_ALIASES {
                return Ok((found, ttl));
            }
            owner = last;
        }
    }

    async fn ask(&self, owner: &Owner, rtype: Rtype) -> Result<Message<Octets>, LookupError> {
        let request = request(owner, rtype).ok_or(LookupError::Name)?;
        if let Some(answer) = self.ask_here(&request) {
            return checked(answer);
        }
        let resolver = self.resolver.ok_or(LookupError::NoResolver)?;
        checked(ask_outside(resolver, &request).await.ok_or(LookupError::Silent)?)
    }

    /// `None` for what is not in a zone held here, or is delegated to others.
    fn ask_here(&self, request: &Message<Octets>) -> Option<Message<Octets>> {
        let mut buffer = vec![0; TCP_SIZE];
        let length = respond(&self.zones, Transport::Tcp, request.as_slice(), &mut buffer)?;
        buffer.truncate(length);
        let answer = Message::from_octets(buffer).ok()?;
        (answer.header().rcode() != Rcode::REFUSED && answer.header().aa()).then_some(answer)
    }
}

fn request(owner: &Owner, rtype: Rtype) -> Option<Message<Octets>> {
    let mut id = [0; 2];
    SystemRandom::new().fill(&mut id).ok()?;
    let mut builder = MessageBuilder::new_vec();
    builder.header_mut().set_id(u16::from_be_bytes(id));
    builder.header_mut().set_rd(true);
    let mut question = builder.question();
    question.push((owner, rtype)).ok()?;
    let mut additional = question.additional();
    let room = |opt: &mut OptBuilder<'_, Octets>| {
        opt.set_udp_payload_size(UDP_SIZE);
        Ok(())
    };
    additional.opt(room).ok()?;
    Some(additional.into_message())
}

/// A name that does not exist has no records, which is an answer too.
fn checked(answer: Message<Octets>) -> Result<Message<Octets>, LookupError> {
    match answer.header().rcode() {
        Rcode::NOERROR | Rcode::NXDOMAIN => Ok(answer),
        _ => Err(LookupError::Failed),
    }
}

fn alias(answer: &Message<Octets>, owner: &Owner) -> Option<Owner> {
    let records = answer.answer().ok()?.limit_to::<Cname<_>>();
    let record = records.flatten().find(|record| record.owner().name_eq(owner))?;
    Some(record.data().cname().to_name())
}

/// The least TTL of the records that answer; the greatest there is where none does.
fn least_ttl(answer: &Message<Octets>) -> u32 {
    let Ok(section) = answer.answer() else { return u32::MAX };
    section.flatten().map(|record| record.ttl().as_secs()).min().unwrap_or(u32::MAX)
}

fn addresses_in(answer: &Message<Octets>, owner: &Owner) -> Vec<IpAddr> {
    let Ok(section) = answer.answer() else { return Vec::new() };
    let v4 = section.limit_to::<A>().flatten().filter(|record| record.owner().name_eq(owner));
    let v4 = v4.map(|record| IpAddr::V4(record.data().addr()));
    let v6 = section.limit_to::<Aaaa>().flatten().filter(|record| record.owner().name_eq(owner));
    v4.chain(v6.map(|record| IpAddr::V6(record.data().addr()))).collect()
}

async fn ask_outside(resolver: SocketAddr, request: &Message<Octets>) -> Option<Message<Octets>> {
    for _ in 0..TRIES {
        let Some(answer) = within(by_udp(resolver, request)).await else { continue };
        if !answer.header().tc() {
            return Some(answer);
        }
        // What does not fit comes by TCP (RFC 7766 section 5).
        return within(by_tcp(resolver, request)).await;
    }
    None
}

async fn within<T>(asking: impl Future<Output = std::io::Result<T>>) -> Option<T> {
    timeout(PATIENCE, asking).await.ok()?.ok()
}

async fn by_udp(resolver: SocketAddr, request: &Message<Octets>) -> std::io::Result<Message<Octets>> {
    // A port of its own for each question, and nobody else's answers (RFC 5452 section 9).
    let socket = UdpSocket::bind((unspecified(resolver), 0)).await?;
    socket.connect(resolver).await?;
    socket.send(request.as_slice()).await?;
    let mut buffer = [0; UDP_SIZE as usize];
    loop {
        let length = socket.recv(&mut buffer).await?;
        if let Some(answer) = answer_to(request, &buffer[..length]) {
            return Ok(answer);
        }
    }
}

async fn by_tcp(resolver: SocketAddr, request: &Message<Octets>) -> std::io::Result<Message<Octets>> {
    let mut stream = TcpStream::connect(resolver).await?;
    let length = u16::try_from(request.as_slice().len()).unwrap_or(u16::MAX);
    stream.write_all(&[&length.to_be_bytes(), request.as_slice()].concat()).await?;
    let mut buffer = vec![0; usize::from(stream.read_u16().await?)];
    stream.read_exact(&mut buffer).await?;
    answer_to(request, &buffer).ok_or_else(|| std::io::ErrorKind::InvalidData.into())
}

fn unspecified(resolver: SocketAddr) -> IpAddr {
    match resolver {
        SocketAddr::V4(_) => Ipv4Addr::UNSPECIFIED.into(),
        SocketAddr::V6(_) => std::net::Ipv6Addr::UNSPECIFIED.into(),
    }
}

fn answer_to(request: &Message<Octets>, octets: &[u8]) -> Option<Message<Octets>> {
    let answer = Message::from_octets(octets.to_vec()).ok()?;
    answer.is_answer(&request.for_slice_ref()).then_some(answer)
}

#[cfg(test)]
mod tests;
