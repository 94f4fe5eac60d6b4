//! `--hosts`: the real hosts at addresses of this machine, for commands that ask no proxy. Each host has an address of
//! its own, so that it is known which of them is meant before a word of TLS is read; what is sent to it goes on to the
//! sandbox. The names lead there by a file that only the command sees as /etc/hosts.

use std::io;
use std::net::{Ipv4Addr, SocketAddrV4};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use server::edge_ca::{REAL_HOSTS, real_host};
use tokio::net::{TcpListener, TcpStream};

use crate::endpoints::{Endpoints, after_scheme};
use crate::exchange;

/// Where names of hosts are looked up first (hosts(5)).
pub(super) const HOSTS_FILE: &str = "/etc/hosts";
const HTTPS_PORT: u16 = 443;
const HTTP_PORT: u16 = 80;
/// Blocks of addresses that are tried; others may have been taken by other commands.
const TRIES: u32 = 64;
/// The wait after a failed accept, which tells of a shortage that lasts.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// The real hosts on this machine. They answer while this process lives.
pub(super) struct Hosts {
    _folder: tempfile::TempDir,
    file: PathBuf,
}

impl Hosts {
    /// Begins to answer for the real hosts by the sandbox of `endpoints`.
    pub async fn stand_in(endpoints: &Endpoints) -> io::Result<Hosts> {
        let stands = bind().await?;
        let names: Vec<(Ipv4Addr, &str)> = stands.iter().map(|stand| (stand.address, stand.host)).collect();
        let folder = tempfile::Builder::new().prefix("namegate-hosts-").tempdir()?;
        let file = folder.path().join("hosts");
        let before = std::fs::read_to_string(HOSTS_FILE).unwrap_or_default();
        private_file::write(&file, private_file::PUBLIC, with_names(&before, &names).as_bytes())?;
        for stand in stands {
            let secure = Way::Tunnel {
                proxy: after_scheme(&endpoints.proxy).to_owned(),
                target: format!("{}:{HTTPS_PORT}", stand.host),
            };
            let plain = Way::Plain { http: after_scheme(&endpoints.http).to_owned() };
            tokio::spawn(pass_on(stand.https, Arc::new(secure)));
            tokio::spawn(pass_on(stand.http, Arc::new(plain)));
        }
        Ok(Hosts { _folder: folder, file })
    }

    /// The file to be seen as /etc/hosts.
    pub fn file(&self) -> &Path {
        &self.file
    }
}

/// A real host at an address of this machine.
struct Stand {
    host: &'static str,
    address: Ipv4Addr,
    https: TcpListener,
    http: TcpListener,
}

/// The hosts at free addresses of 127.64.0.0/10, from a place that differs from process to process.
async fn bind() -> io::Result<Vec<Stand>> {
    let mut last = io::ErrorKind::AddrInUse.into();
    for attempt in 0..TRIES {
        match bind_block(std::process::id().wrapping_add(attempt)).await {
            Err(cause) if cause.kind() == io::ErrorKind::AddrInUse => last = cause,
            bound => return bound,
        }
    }
    Err(last)
}

async fn bind_block(number: u32) -> io::Result<Vec<Stand>> {
    let mut stands = Vec::new();
    for (host, address) in REAL_HOSTS.into_iter().zip(block(number)) {
        let https = TcpListener::bind(SocketAddrV4::new(address, HTTPS_PORT)).await?;
        let http = TcpListener::bind(SocketAddrV4::new(address, HTTP_PORT)).await?;
        stands.push(Stand { host, address, https, http });
    }
    Ok(stands)
}

/// The three addresses of a block of four; the blocks fill 127.64.0.0/10.
fn block(number: u32) -> [Ipv4Addr; REAL_HOSTS.len()] {
    let base = 0x7f40_0000 | (number << 2 & 0x003f_ffff);
    [1, 2, 3].map(|place| Ipv4Addr::from_bits(base | place))
}

/// The lines of a hosts file with these names in front, and nowhere else.
fn with_names(before: &str, names: &[(Ipv4Addr, &str)]) -> String {
    let ours = names.iter().map(|(address, host)| format!("{address} {host}\n"));
    let is_other = |line: &&str| {
        let entry = line.split('#').next().unwrap_or_default();
        !entry.split_whitespace().any(|name| real_host(name).is_some())
    };
    let others = before.lines().filter(is_other).map(|line| format!("{line}\n"));
    ours.chain(others).collect()
}

/// How what comes in reaches the sandbox.
enum Way {
    /// To its HTTP listener, which answers by the field Host.
    Plain { http: String },
    /// Through its proxy, which answers with the certificate of the host.
    Tunnel { proxy: String, target: String },
}

async fn pass_on(listener: TcpListener, way: Arc<Way>) {
    loop {
        match listener.accept().await {
            // A connection that breaks is its client's affair, as it would be anywhere.
            Ok((stream, _)) => drop(tokio::spawn(pass(stream, Arc::clone(&way)))),
            Err(_) => tokio::time::sleep(ACCEPT_PAUSE).await,
        }
    }
}

async fn pass(mut client: TcpStream, way: Arc<Way>) -> io::Result<()> {
    let mut sandbox = way.open().await?;
    client.set_nodelay(true)?;
    sandbox.set_nodelay(true)?;
    tokio::io::copy_bidirectional(&mut client, &mut sandbox).await.map(drop)
}

impl Way {
    async fn open(&self) -> io::Result<TcpStream> {
        match self {
            Way::Plain { http } => TcpStream::connect(http).await,
            Way::Tunnel { proxy, target } => {
                let mut stream = TcpStream::connect(proxy).await?;
                exchange::connect(&mut stream, target).await?;
                Ok(stream)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_front_and_nowhere_else() {
        let before =
            "127.0.0.1 localhost\n192.0.2.1 API.namecheap.com x # old\n# api.namecheap.com\n::1 localhost";
        let [first, second, _] = block(1);
        let names = [(first, "api.namecheap.com"), (second, "dynamicdns.park-your-domain.com")];
        assert_eq!(
            with_names(before, &names),
            "127.64.0.5 api.namecheap.com\n127.64.0.6 dynamicdns.park-your-domain.com\n127.0.0.1 localhost\n\
             # api.namecheap.com\n::1 localhost\n"
        );
    }

    #[test]
    fn every_block_is_loopback_and_ends_within_its_network() {
        for number in [0, 1, 0xf_ffff, 0x10_0000, u32::MAX] {
            for address in block(number) {
                assert!(address.is_loopback() && (64..128).contains(&address.octets()[1]), "{address}");
            }
        }
        assert_ne!(block(1), block(2));
    }
}
