//! What all zones have in common: the SOA record but for its serial, and the name servers at the apex.

use rules::authority;
use thiserror::Error;

use crate::name::Name;

/// The SOA (RFC 1035 section 3.3.13) and the apex NS set of every zone, kept once. Times are seconds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// The primary name server.
    pub mname: String,
    /// The mailbox of who answers for the zones, its `@` a dot.
    pub rname: String,
    pub refresh: u32,
    pub retry: u32,
    pub expire: u32,
    /// How long the lack of a record may be remembered (RFC 2308 section 4).
    pub minimum: u32,
    pub soa_ttl: u32,
    pub name_servers: Vec<String>,
    pub ns_ttl: u32,
}

impl Default for Template {
    fn default() -> Self {
        Template {
            mname: authority::PRIMARY.into(),
            rname: authority::MAILBOX.into(),
            refresh: authority::REFRESH,
            retry: authority::RETRY,
            expire: authority::EXPIRE,
            minimum: authority::MINIMUM,
            soa_ttl: authority::SOA_TTL,
            name_servers: vec!["dns1.registrar-servers.com".into(), "dns2.registrar-servers.com".into()],
            ns_ttl: authority::NS_TTL,
        }
    }
}

/// A name of a template is no domain name, or it has no name server.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum UnfitTemplate {
    #[error("{0:?} is not a domain name")]
    Name(String),
    #[error("a zone needs a name server")]
    NoNameServer,
}

/// A template in the form that answers are written from.
pub(crate) struct Apex {
    pub(crate) mname: Box<[u8]>,
    pub(crate) rname: Box<[u8]>,
    /// refresh, retry, expire, minimum.
    pub(crate) timers: [u32; 4],
    pub(crate) soa_ttl: u32,
    pub(crate) name_servers: Vec<Box<[u8]>>,
    pub(crate) ns_ttl: u32,
}

impl Apex {
    pub(crate) fn of(template: &Template) -> Result<Apex, UnfitTemplate> {
        if template.name_servers.is_empty() {
            return Err(UnfitTemplate::NoNameServer);
        }
        Ok(Apex {
            mname: wire(&template.mname)?,
            rname: wire(&template.rname)?,
            timers: [template.refresh, template.retry, template.expire, template.minimum],
            soa_ttl: template.soa_ttl,
            name_servers: template.name_servers.iter().map(|name| wire(name)).collect::<Result<_, _>>()?,
            ns_ttl: template.ns_ttl,
        })
    }

    /// How long a negative answer may be remembered (RFC 2308 section 5).
    pub(crate) fn negative_ttl(&self) -> u32 {
        self.soa_ttl.min(self.timers[3])
    }
}

fn wire(text: &str) -> Result<Box<[u8]>, UnfitTemplate> {
    let name = Name::parse(text).ok_or_else(|| UnfitTemplate::Name(text.into()))?;
    Ok(name.wire().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_templates_are_refused() {
        assert!(Apex::of(&Template::default()).is_ok());
        let nameless = Template { name_servers: Vec::new(), ..Template::default() };
        assert_eq!(Apex::of(&nameless).err(), Some(UnfitTemplate::NoNameServer));
        let broken = Template { rname: "a..b".into(), ..Template::default() };
        assert_eq!(Apex::of(&broken).err(), Some(UnfitTemplate::Name("a..b".into())));
    }
}
