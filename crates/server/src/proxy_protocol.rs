//! The PROXY protocol, versions 1 and 2: who opened a connection that a proxy hands on, in a header in front of all else
//! (haproxy.org, proxy-protocol.txt). It is expected of the proxies that the operator names, and of nobody else.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::Arc;
use std::time::Duration;

use ipnet::IpNet;
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::net::TcpListener;

use crate::peer::Peer;

/// How long the header may take to arrive.
const PATIENCE: Duration = Duration::from_secs(5);
/// What version 2 begins with.
const SIGNATURE: [u8; 12] = *b"\r\n\r\n\0\r\nQUIT\n";
/// Longest header of version 1, its line end included.
const LONGEST_LINE: usize = 107;
/// Most octets of addresses and what follows them in version 2.
const MOST_OCTETS: u16 = 2_048;

/// A socket, and the proxies whose connections begin with a header.
pub struct Listener {
    pub(crate) socket: TcpListener,
    pub(crate) proxies: Arc<[IpNet]>,
}

impl Listener {
    pub fn behind(socket: TcpListener, proxies: Vec<IpNet>) -> Self {
        Listener { socket, proxies: proxies.into() }
    }
}

impl From<TcpListener> for Listener {
    fn from(socket: TcpListener) -> Self {
        Listener::behind(socket, Vec::new())
    }
}

/// Who is at the other end, once the header is read where one is expected; `None` if it is none or takes too long.
pub(crate) async fn introduced<S>(stream: &mut S, peer: Peer, proxies: &[IpNet]) -> Option<Peer>
where
    S: AsyncRead + Unpin,
{
    if !proxies.iter().any(|network| network.contains(&peer.address)) {
        return Some(peer);
    }
    match tokio::time::timeout(PATIENCE, header(stream)).await {
        Ok(Ok(Some(address))) => Some(Peer { address: address.to_canonical(), ..peer }),
        // The proxy itself asks, or cannot say for whom.
        Ok(Ok(None)) => Some(peer),
        Ok(Err(cause)) => {
            tracing::debug!(%cause, address = %peer.address, "no header of the PROXY protocol");
            None
        }
        Err(_) => None,
    }
}

/// Reads a header and not one octet more.
async fn header<S: AsyncRead + Unpin>(stream: &mut S) -> io::Result<Option<IpAddr>> {
    let mut first = [0; SIGNATURE.len()];
    stream.read_exact(&mut first).await?;
    if first == SIGNATURE {
        return binary(stream).await;
    }
    let mut line = first.to_vec();
    if !line.starts_with(b"PROXY ") {
        return Err(unfit());
    }
    while !line.ends_with(b"\r\n") {
        if line.len() == LONGEST_LINE {
            return Err(unfit());
        }
        line.push(stream.read_u8().await?);
    }
    let line = std::str::from_utf8(&line).map_err(|_| unfit())?;
    words(line.trim_end()).ok_or_else(unfit)
}

async fn binary<S: AsyncRead + Unpin>(stream: &mut S) -> io::Result<Option<IpAddr>> {
    let (version_and_command, family) = (stream.read_u8().await?, stream.read_u8().await?);
    let length = stream.read_u16().await?;
    if version_and_command >> 4 != 2 || length > MOST_OCTETS {
        return Err(unfit());
    }
    let mut octets = vec![0; usize::from(length)];
    stream.read_exact(&mut octets).await?;
    let source = match (version_and_command & 15, family >> 4) {
        // LOCAL: the proxy looks whether this server is there.
        (0, _) => return Ok(None),
        (1, 1) => {
            octets.first_chunk::<4>().filter(|_| octets.len() >= 12).map(|ip| Ipv4Addr::from(*ip).into())
        }
        (1, 2) => {
            octets.first_chunk::<16>().filter(|_| octets.len() >= 36).map(|ip| Ipv6Addr::from(*ip).into())
        }
        // Not said, or no address of the Internet.
        (1, 0 | 3) => return Ok(None),
        _ => None,
    };
    source.map(Some).ok_or_else(unfit)
}

/// The words of version 1: `PROXY TCP4 192.0.2.1 192.0.2.2 4711 80`. `None` for none of its lines.
fn words(line: &str) -> Option<Option<IpAddr>> {
    let words: Vec<&str> = line.split(' ').collect();
    match words[..] {
        ["PROXY", "UNKNOWN", ..] => Some(None),
        ["PROXY", family, source, to, from_port, to_port] => {
            let (source, to): (IpAddr, IpAddr) = (source.parse().ok()?, to.parse().ok()?);
            let (_, _): (u16, u16) = (from_port.parse().ok()?, to_port.parse().ok()?);
            let is_of_family = match family {
                "TCP4" => source.is_ipv4() && to.is_ipv4(),
                "TCP6" => source.is_ipv6() && to.is_ipv6(),
                _ => false,
            };
            is_of_family.then_some(Some(source))
        }
        _ => None,
    }
}

fn unfit() -> io::Error {
    io::ErrorKind::InvalidData.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt;
    use proptest::prelude::*;

    /// What a header tells, and what is left after it; everything has arrived.
    fn read(mut octets: &[u8]) -> (Result<Option<String>, io::ErrorKind>, &[u8]) {
        let found = header(&mut octets).now_or_never().expect("nothing is waited for");
        (found.map(|address| address.map(|ip| ip.to_string())).map_err(|error| error.kind()), octets)
    }

    fn version_2(command: u8, family: u8, octets: &[u8]) -> Vec<u8> {
        let length = u16::try_from(octets.len()).expect("short").to_be_bytes();
        [&SIGNATURE[..], &[0x20 | command, family], &length, octets].concat()
    }

    #[test]
    fn lines_of_version_1() {
        let longest = format!("PROXY UNKNOWN {}\r\n", "f".repeat(LONGEST_LINE - "PROXY UNKNOWN \r\n".len()));
        let too_long = longest.replacen('f', "ff", 1);
        for (line, found) in [
            ("PROXY TCP4 192.0.2.1 198.51.100.1 4711 443\r\n", Ok(Some("192.0.2.1"))),
            ("PROXY TCP6 2001:db8::1 2001:db8::2 4711 443\r\n", Ok(Some("2001:db8::1"))),
            ("PROXY UNKNOWN\r\n", Ok(None)),
            (longest.as_str(), Ok(None)),
            (too_long.as_str(), Err(io::ErrorKind::InvalidData)),
            ("PROXY TCP4 2001:db8::1 2001:db8::2 4711 443\r\n", Err(io::ErrorKind::InvalidData)),
            ("PROXY TCP4 192.0.2.1 198.51.100.1 4711 65536\r\n", Err(io::ErrorKind::InvalidData)),
            ("PROXY TCP4 192.0.2.1 198.51.100.1 4711\r\n", Err(io::ErrorKind::InvalidData)),
            ("GET / HTTP/1.1\r\n", Err(io::ErrorKind::InvalidData)),
            ("PROXY TCP4 192.0.2.1", Err(io::ErrorKind::UnexpectedEof)),
        ] {
            assert_eq!(read(line.as_bytes()).0, found.map(|ip| ip.map(str::to_owned)), "{line:?}");
        }
    }

    #[test]
    fn octets_of_version_2() {
        let v4 = [192, 0, 2, 1, 198, 51, 100, 1, 1, 2, 3, 4];
        let v6 = [&[0x20, 1, 0xd, 0xb8][..], &[0; 32]].concat();
        let invalid = Err(io::ErrorKind::InvalidData);
        assert_eq!(read(&version_2(1, 0x11, &v4)).0, Ok(Some("192.0.2.1".to_owned())));
        // Whatever follows the addresses belongs to the header.
        assert_eq!(
            read(&version_2(1, 0x11, &[&v4[..], &[9; 50]].concat())).0,
            Ok(Some("192.0.2.1".to_owned()))
        );
        assert_eq!(read(&version_2(1, 0x21, &v6)).0, Ok(Some("2001:db8::".to_owned())));
        assert_eq!(read(&version_2(0, 0x11, &v4)).0, Ok(None), "the proxy itself");
        assert_eq!(
            (read(&version_2(1, 0, &[])).0, read(&version_2(1, 0x31, &[1; 216])).0),
            (Ok(None), Ok(None))
        );
        assert_eq!(read(&version_2(1, 0x11, &v4[..11])).0, invalid);
        assert_eq!(
            (read(&version_2(2, 0x11, &v4)).0, read(&version_2(1, 0x41, &v4)).0),
            (invalid.clone(), invalid.clone())
        );
        assert_eq!(read(&version_2(1, 0, &[0; 2_049])).0, invalid);
        assert_eq!(read(&[&SIGNATURE[..], &[0x11, 0x11, 0, 0]].concat()).0, invalid, "another version");
    }

    proptest! {
        /// What comes after a header is left for those that read on.
        #[test]
        fn nothing_else_is_read(rest in proptest::collection::vec(any::<u8>(), 0..40), ip in any::<[u8; 4]>()) {
            let octets = [&ip[..], &[198, 51, 100, 1, 0, 1, 0, 2]].concat();
            let line = format!("PROXY TCP4 {} 198.51.100.1 1 2\r\n", Ipv4Addr::from(ip));
            for header in [version_2(1, 0x11, &octets), line.into_bytes()] {
                let whole = [&header[..], &rest].concat();
                let (found, left) = read(&whole);
                prop_assert_eq!((found, left), (Ok(Some(Ipv4Addr::from(ip).to_string())), &rest[..]));
            }
        }

        #[test]
        fn any_octets_are_read_or_refused(
            with_signature: bool,
            octets in proptest::collection::vec(any::<u8>(), 0..80),
        ) {
            let front: &[u8] = if with_signature { &SIGNATURE } else { b"PROXY " };
            let _ = read(&[front, &octets].concat());
        }
    }
}
