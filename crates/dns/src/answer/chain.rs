//! Following a question through the zones: records, CNAMEs, delegations and the lack of a record.

use super::aliased::{self, Aliased, LONGEST_CHAIN};
use crate::name::Name;
use crate::query::{Question, Rcode};
use crate::record;
use crate::writer::{At, Full, Owner, QNAME, Section, Writer};
use crate::zone::{self, Place, Rrset, Zone};
use crate::zones::Zones;

/// Where a question has come to.
#[expect(clippy::large_enum_variant, reason = "an answer is made without allocation")]
enum Step {
    Answered(Rcode),
    /// A CNAME leads to this name, which the answer has at this place.
    Follow(At, Name),
}

/// Writes the records that answer the question and returns the code of the last name looked at (RFC 6604 section 3).
pub(super) fn answer(zones: &Zones, question: &Question, writer: &mut Writer<'_>) -> Result<Rcode, Full> {
    let mut passed = [QNAME; LONGEST_CHAIN];
    let mut followed: Option<Name> = None;
    for hop in 0..LONGEST_CHAIN {
        let name = followed.as_ref().unwrap_or(&question.name);
        let look = |zone: &Zone, apex_labels: usize| {
            let mut look = Look { zones, zone, name, apex_labels, at: passed[hop], qtype: question.qtype };
            look.step(hop == 0, writer)
        };
        let step = match question.qtype {
            record::DS => zones.read_above(name, look),
            _ => zones.read(name, look),
        };
        match step {
            None if hop == 0 => return Ok(Rcode::Refused),
            // The chain leaves our zones: the asker goes on from here.
            None => break,
            Some(step) => match step? {
                Step::Answered(rcode) => return Ok(rcode),
                Step::Follow(_, next) if passed[..=hop].iter().any(|at| writer.is_name(*at, next.wire())) => {
                    break;
                }
                Step::Follow(at, next) => {
                    if let Some(place) = passed.get_mut(hop + 1) {
                        *place = at;
                    }
                    followed = Some(next);
                }
            },
        }
    }
    Ok(Rcode::NoError)
}

/// One name looked up in the zone it lies in.
struct Look<'a> {
    zones: &'a Zones,
    zone: &'a Zone,
    name: &'a Name,
    apex_labels: usize,
    /// Where the name stands in the answer.
    at: At,
    qtype: u16,
}

impl Look<'_> {
    fn step(&mut self, first: bool, writer: &mut Writer<'_>) -> Result<Step, Full> {
        let key = self.name.key_below(self.apex_labels);
        let place = self.zone.locate(&key, self.qtype == record::DS);
        if let Place::Delegated { cut, labels } = place {
            self.refer(cut, labels, writer)?;
            return Ok(Step::Answered(Rcode::NoError));
        }
        if first {
            writer.set_authoritative();
        }
        match place {
            Place::Missing => {
                self.lack(u32::MAX, writer)?;
                Ok(Step::Answered(Rcode::NxDomain))
            }
            Place::Owner(owner) => self.at_owner(Some(owner), writer),
            Place::Empty | Place::Delegated { .. } => self.at_owner(None, writer),
        }
    }

    /// The name exists; `owner` are its records in the zone, if it has any.
    fn at_owner(&self, owner: Option<zone::Owner<'_>>, writer: &mut Writer<'_>) -> Result<Step, Full> {
        let is_apex = self.name.labels() == self.apex_labels;
        let rrset = |rtype| owner.and_then(|owner| owner.rrset(rtype));
        match self.qtype {
            record::SOA if is_apex => self.soa(Section::Answer, u32::MAX, writer)?,
            record::NS if is_apex => self.name_servers(writer)?,
            record::ANY if owner.is_some() || is_apex => self.any(rrset(record::CNAME), writer)?,
            // The type is our own and means nothing outside.
            record::ALIAS | record::ANY => self.lack(u32::MAX, writer)?,
            qtype => match (rrset(qtype), rrset(record::ALIAS), rrset(record::CNAME)) {
                (Some(found), _, _) => _ = self.all(found, writer)?,
                (None, Some(alias), _) if matches!(qtype, record::A | record::AAAA) => {
                    self.alias(alias, writer)?;
                }
                (None, _, Some(cname)) => return self.follow(cname, writer),
                (None, _, None) => self.lack(u32::MAX, writer)?,
            },
        }
        Ok(Step::Answered(Rcode::NoError))
    }

    fn follow(&self, cname: Rrset<'_>, writer: &mut Writer<'_>) -> Result<Step, Full> {
        let at = self.all(cname, writer)?;
        let target = cname.data().next().and_then(Name::read);
        Ok(match (at, target) {
            (Some(at), Some(target)) => Step::Follow(at, target),
            _ => Step::Answered(Rcode::NoError),
        })
    }

    /// Writes an RRset as the answer; returns where the name in its last record stands.
    fn all(&self, rrset: Rrset<'_>, writer: &mut Writer<'_>) -> Result<Option<At>, Full> {
        let mut at = None;
        for data in rrset.data() {
            at = writer.stored(Section::Answer, Owner::At(self.at), rrset.rtype, rrset.ttl, data)?;
        }
        Ok(at)
    }

    fn alias(&self, alias: Rrset<'_>, writer: &mut Writer<'_>) -> Result<(), Full> {
        let Some(target) = alias.data().next().and_then(Name::read) else { return Ok(()) };
        match aliased::addresses(self.zones, &target, alias.ttl, self.qtype, self.at, writer)? {
            Aliased::Written => Ok(()),
            Aliased::None { remember } => self.lack(remember, writer),
        }
    }

    /// A small answer to a question for everything (RFC 8482 section 4.2; a CNAME is given as it is, section 4.1).
    fn any(&self, cname: Option<Rrset<'_>>, writer: &mut Writer<'_>) -> Result<(), Full> {
        match cname {
            Some(cname) => self.all(cname, writer).map(drop),
            None => {
                let ttl = self.zones.apex().soa_ttl;
                let owner = Owner::At(self.at);
                writer
                    .record(Section::Answer, owner, record::HINFO, ttl, |writer| writer.put(b"\x07RFC8482\0"))
            }
        }
    }

    /// The SOA says how long the lack may be remembered (RFC 2308 section 3), `at_most` if that is shorter.
    fn lack(&self, at_most: u32, writer: &mut Writer<'_>) -> Result<(), Full> {
        self.soa(Section::Authority, self.zones.apex().negative_ttl().min(at_most), writer)
    }

    fn soa(&self, section: Section, at_most: u32, writer: &mut Writer<'_>) -> Result<(), Full> {
        let apex = self.zones.apex();
        let owner = Owner::Name(self.zone.apex());
        writer.record(section, owner, record::SOA, apex.soa_ttl.min(at_most), |writer| {
            writer.name(&apex.mname)?;
            writer.name(&apex.rname)?;
            writer.put(&self.zone.serial().to_be_bytes())?;
            apex.timers.iter().try_for_each(|timer| writer.put(&timer.to_be_bytes()))
        })
    }

    fn name_servers(&self, writer: &mut Writer<'_>) -> Result<(), Full> {
        let apex = self.zones.apex();
        apex.name_servers.iter().try_for_each(|server| {
            writer.stored(Section::Answer, Owner::At(self.at), record::NS, apex.ns_ttl, server).map(drop)
        })
    }

    /// A referral with the addresses that the zone has of the name servers (RFC 9471).
    fn refer(&self, cut: zone::Owner<'_>, labels: usize, writer: &mut Writer<'_>) -> Result<(), Full> {
        let Some(servers) = cut.rrset(record::NS) else { return Ok(()) };
        let owner = Owner::Name(self.name.suffix(self.apex_labels + labels));
        for server in servers.data() {
            writer.stored(Section::Authority, owner, record::NS, servers.ttl, server)?;
        }
        for server in servers.data().filter_map(Name::read) {
            self.glue(&server, writer)?;
        }
        Ok(())
    }

    fn glue(&self, server: &Name, writer: &mut Writer<'_>) -> Result<(), Full> {
        if server.labels() < self.apex_labels || server.suffix(self.apex_labels) != self.zone.apex() {
            return Ok(());
        }
        let Some(owner) = self.zone.at(&server.key_below(self.apex_labels)) else { return Ok(()) };
        for rrset in [record::A, record::AAAA].into_iter().filter_map(|rtype| owner.rrset(rtype)) {
            for data in rrset.data() {
                let owner = Owner::Name(server.wire());
                writer.stored(Section::Additional, owner, rrset.rtype, rrset.ttl, data)?;
            }
        }
        Ok(())
    }
}
