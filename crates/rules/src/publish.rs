//! What our name servers answer for the host records of a domain.

use std::net::Ipv4Addr;

use crate::host_record::{Caa, EmailType, HostRecord, RecordType};
use crate::other_record::OtherRecord;
use crate::rdata;
use crate::resource_record::{RecordData, ResourceRecord};
use crate::srv_record::SrvRecord;
use crate::zone::{Zone, owner};

/// Seconds that records of the mail services may be cached.
const MAIL_TTL: u32 = 1_800;
/// The hosts that take mail for forwarding (registrar-parts.md section 7).
const FORWARDERS: [(u16, &str); 5] = [
    (10, "eforward1.registrar-servers.com"),
    (10, "eforward2.registrar-servers.com"),
    (10, "eforward3.registrar-servers.com"),
    (15, "eforward4.registrar-servers.com"),
    (20, "eforward5.registrar-servers.com"),
];
const FORWARDING_SPF: &str = "v=spf1 include:spf.efwd.registrar-servers.com ~all";
const PRIVATE_EMAIL: [(u16, &str); 2] = [(10, "mx1.privateemail.com"), (10, "mx2.privateemail.com")];
const PRIVATE_EMAIL_SPF: &str = "v=spf1 include:spf.privateemail.com ~all";
const GMAIL: [(u16, &str); 1] = [(1, "smtp.google.com")];
const GMAIL_SPF: &str = "v=spf1 include:_spf.google.com ~all";
/// The host that stands for the address of an MXE row, since an MX record must name a host (RFC 1035 section 3.3.9).
const MXE_HOST: &str = "mxe";

/// The resource records of a zone. `redirector` is the address of the server that answers for URL, URL301 and FRAME.
pub fn resource_records(domain: &str, zone: &Zone, redirector: Ipv4Addr) -> Vec<ResourceRecord> {
    let mut published: Vec<ResourceRecord> =
        zone.records.iter().filter_map(|row| of_row(row, redirector)).collect();
    published.extend(zone.services.iter().map(of_service));
    published.extend(zone.others.iter().filter_map(of_other));
    published.extend(of_mail(domain, zone));
    published
}

/// What is answered for a domain whose term is over: the records of a new one, without mail.
pub fn parking_records(domain: &str, redirector: Ipv4Addr) -> Vec<ResourceRecord> {
    let zone = Zone { email_type: EmailType::None, ..Zone::parked(domain) };
    resource_records(domain, &zone, redirector)
}

fn of_row(row: &HostRecord, redirector: Ipv4Addr) -> Option<ResourceRecord> {
    let owner = owner(&row.name);
    let data = match row.kind {
        RecordType::A => RecordData::A(row.address.parse().ok()?),
        RecordType::Aaaa => RecordData::Aaaa(row.address.parse().ok()?),
        // The apex has SOA and NS, so CNAME cannot stand there (RFC 1034 section 3.6.2): the same end by other means.
        RecordType::Cname if owner.is_empty() => RecordData::Alias(target(&row.address)),
        RecordType::Cname => RecordData::Cname(target(&row.address)),
        RecordType::Alias => RecordData::Alias(target(&row.address)),
        RecordType::Mx => RecordData::Mx { preference: row.preference, exchange: target(&row.address) },
        // The NS set of the apex is ours and cannot be changed (domains.dns.setHosts.toml).
        RecordType::Ns if owner.is_empty() => return None,
        RecordType::Ns => RecordData::Ns(target(&row.address)),
        RecordType::Txt => RecordData::Txt(row.address.clone().into_bytes()),
        RecordType::Caa => {
            let Caa { flags, tag, value } = Caa::parse(&row.address)?;
            RecordData::Caa { flags, tag, value: value.into_bytes() }
        }
        RecordType::Url | RecordType::Url301 | RecordType::Frame => RecordData::A(redirector),
        RecordType::Mxe => return None,
    };
    Some(ResourceRecord { owner, ttl: row.ttl, data })
}

fn of_service(row: &SrvRecord) -> ResourceRecord {
    let srv = &row.srv;
    let (priority, weight, port) = (srv.priority, srv.weight, srv.port);
    let data = RecordData::Srv { priority, weight, port, target: target(&srv.target) };
    ResourceRecord { owner: srv.owner(), ttl: row.ttl, data }
}

fn of_other(row: &OtherRecord) -> Option<ResourceRecord> {
    let data = rdata::wire(row.kind, &row.data).ok()?;
    let data = RecordData::Other { rtype: row.kind.number(), data };
    Some(ResourceRecord { owner: owner(&row.name), ttl: row.ttl, data })
}

fn target(address: &str) -> String {
    address.strip_suffix('.').unwrap_or(address).to_ascii_lowercase()
}

fn of_mail(domain: &str, zone: &Zone) -> Vec<ResourceRecord> {
    match zone.email_type {
        EmailType::None | EmailType::Mx => Vec::new(),
        EmailType::Forwarding => service(&FORWARDERS, FORWARDING_SPF, zone),
        EmailType::PrivateEmail => service(&PRIVATE_EMAIL, PRIVATE_EMAIL_SPF, zone),
        EmailType::Gmail => service(&GMAIL, GMAIL_SPF, zone),
        EmailType::Mxe => zone.records.iter().filter_map(|row| mxe(domain, row)).flatten().collect(),
    }
}

/// MX records of a mail service, and its SPF text unless the zone has one of its own (RFC 7208 section 3.2 allows one).
fn service(hosts: &[(u16, &str)], spf: &str, zone: &Zone) -> Vec<ResourceRecord> {
    let mx = |(preference, host): &(u16, &str)| {
        apex(RecordData::Mx { preference: *preference, exchange: (*host).into() })
    };
    let own = |row: &HostRecord| {
        row.kind == RecordType::Txt && owner(&row.name).is_empty() && row.address.starts_with("v=spf1")
    };
    let spf = (!zone.records.iter().any(own)).then(|| apex(RecordData::Txt(spf.into())));
    hosts.iter().map(mx).chain(spf).collect()
}

fn mxe(domain: &str, row: &HostRecord) -> Option<[ResourceRecord; 2]> {
    let address = (row.kind == RecordType::Mxe).then(|| row.address.parse().ok()).flatten()?;
    let exchange = format!("{MXE_HOST}.{domain}");
    let mx = apex(RecordData::Mx { preference: row.preference, exchange });
    let host = ResourceRecord { owner: MXE_HOST.into(), ttl: row.ttl, data: RecordData::A(address) };
    Some([mx, host])
}

fn apex(data: RecordData) -> ResourceRecord {
    ResourceRecord { owner: String::new(), ttl: MAIL_TTL, data }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host_record::Draft;

    const REDIRECTOR: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 1);

    fn published(
        rows: &[(&str, RecordType, &str)],
        email_type: Option<EmailType>,
    ) -> Vec<(String, RecordData)> {
        let draft = |(name, kind, address): &(&str, RecordType, &str)| Draft::new(*name, *kind, *address);
        let drafts = rows.iter().map(draft).map(|d| d.checked().expect("fits")).collect();
        let zone = Zone::empty(EmailType::None).replaced(drafts, email_type).expect("fits");
        resource_records("example.com", &zone, REDIRECTOR).into_iter().map(|r| (r.owner, r.data)).collect()
    }

    #[test]
    fn owners_are_relative_and_plain() {
        let rows =
            published(&[("_Acme-Challenge.", RecordType::Txt, "x"), ("@", RecordType::A, "192.0.2.1")], None);
        let owners: Vec<_> = rows.iter().map(|(owner, _)| owner.as_str()).collect();
        assert_eq!(owners, ["", "_acme-challenge"]);
    }

    #[test]
    fn what_cannot_stand_at_the_apex() {
        let rows = published(
            &[
                ("@", RecordType::Cname, "Other.example."),
                ("@", RecordType::Ns, "ns.example."),
                ("sub", RecordType::Ns, "ns.example."),
            ],
            None,
        );
        let alias = ("".to_owned(), RecordData::Alias("other.example".into()));
        assert_eq!(rows, [alias, ("sub".to_owned(), RecordData::Ns("ns.example".into()))]);
    }

    #[test]
    fn redirects_point_to_the_redirector() {
        let rows = published(&[("go", RecordType::Url301, "https://example.net/")], None);
        assert_eq!(rows, [("go".to_owned(), RecordData::A(REDIRECTOR))]);
    }

    #[test]
    fn parking() {
        let records = parking_records("example.com", REDIRECTOR);
        let records: Vec<_> = records.into_iter().map(|r| (r.owner, r.data)).collect();
        let www = RecordData::Cname("parkingpage.namecheap.com".into());
        assert_eq!(records, [("www".to_owned(), www), (String::new(), RecordData::A(REDIRECTOR))]);
    }

    #[test]
    fn mail_services() {
        assert_eq!(published(&[], Some(EmailType::Forwarding)).len(), 6);
        assert_eq!(published(&[("@", RecordType::Txt, "v=spf1 -all")], Some(EmailType::Forwarding)).len(), 6);
        assert_eq!(published(&[], Some(EmailType::PrivateEmail)).len(), 3);
        assert_eq!(published(&[], Some(EmailType::Gmail)).len(), 2);
        assert!(published(&[], Some(EmailType::Mx)).is_empty());
        let mxe = published(&[("@", RecordType::Mxe, "192.0.2.9")], None);
        let host = RecordData::A(Ipv4Addr::new(192, 0, 2, 9));
        let exchange = RecordData::Mx { preference: 10, exchange: "mxe.example.com".into() };
        assert_eq!(mxe, [(String::new(), exchange), ("mxe".to_owned(), host)]);
    }
}
