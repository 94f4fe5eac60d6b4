//! Serves zones of six records (SOA, two NS, A, www CNAME, MX) for the names in a file, one a line, until standard
//! input closes. For measuring.
//!
//! `serve_zones ADDRESS FILE [WORKERS]`

use std::error::Error;
use std::io::{Write, read_to_string, stderr, stdin};
use std::net::Ipv4Addr;

use namegate_dns::{Server, Settings, Template, Zone, Zones};
use rules::name::DomainName;
use rules::resource_record::{RecordData, ResourceRecord};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (address, file) = (arguments.next().ok_or("ADDRESS?")?, arguments.next().ok_or("FILE?")?);
    let workers = arguments.next().map_or(Ok(1), |workers| workers.parse())?;
    let zones = Zones::new(&Template::default())?;
    let mut size = 0;
    for name in std::fs::read_to_string(file)?.lines() {
        let apex = DomainName::parse(name).ok_or(name)?;
        let zone = Zone::build(&apex, 1, &records(&apex))?;
        size += zone.size();
        zones.install(zone);
    }
    let server =
        Server::bind_with(zones.clone(), address.parse()?, Settings { workers, ..Settings::default() })?;
    writeln!(stderr(), "{} zones, {size} octets, at {}", zones.len(), server.local_addr())?;
    read_to_string(stdin())?;
    server.shutdown();
    Ok(())
}

fn records(apex: &DomainName) -> [ResourceRecord; 3] {
    let record = |owner: &str, data| ResourceRecord { owner: owner.into(), ttl: 1_800, data };
    [
        record("", RecordData::A(Ipv4Addr::new(192, 0, 2, 1))),
        record("www", RecordData::Cname(apex.to_string())),
        record("", RecordData::Mx { preference: 10, exchange: format!("mail.{apex}") }),
    ]
}
