//! What a call changed in a zone, or what differs between two states of it.

use wire::{Attributes, Body, Element};

/// What a call changed in a zone; with DryRun, what it would change.
#[derive(Body, Debug)]
#[body(name = "DnsChangeResult")]
pub struct Changes {
    #[attrs]
    pub outcome: Outcome,
    #[child]
    pub difference: Difference,
}

/// The zone that was to be changed, before and after.
#[derive(Attributes, Debug)]
pub struct Outcome {
    #[attr]
    pub domain: String,
    /// The version before; with it, a later call can say what it starts from.
    #[attr]
    pub version_before: i64,
    /// The version now; as before where nothing changed.
    #[attr]
    pub version: i64,
    #[attr]
    pub is_dry_run: bool,
    /// Whether our name servers answer for the domain.
    #[attr(name = "IsUsingOurDNS")]
    pub is_using_our_dns: bool,
}

#[derive(Element, Debug)]
pub struct Difference {
    /// Who handles the mail; it follows from MX and MXE records.
    #[attr]
    pub email_type: String,
    /// Only where it changed.
    #[attr]
    pub email_type_before: Option<String>,
    #[child]
    pub added: Vec<Record>,
    #[child]
    pub deleted: Vec<Record>,
    #[child]
    pub changed: Vec<Altered>,
}

/// A record.
#[derive(Attributes, Element, Debug)]
pub struct Record {
    #[attr]
    pub host_id: i64,
    /// `@` for the domain itself, else relative to it.
    #[attr]
    pub name: String,
    #[attr(name = "Type")]
    pub kind: String,
    /// As namegate.dns.records.add takes it.
    #[attr]
    pub value: String,
    /// Seconds.
    #[attr(name = "TTL")]
    pub ttl: i64,
    /// Of MX records.
    #[attr(name = "MXPref")]
    pub mx_pref: Option<i64>,
}

/// A record that is another than before.
#[derive(Element, Debug)]
pub struct Altered {
    #[attrs]
    pub now: Record,
    #[attr]
    pub value_before: String,
    #[attr(name = "TTLBefore")]
    pub ttl_before: i64,
    #[attr(name = "MXPrefBefore")]
    pub mx_pref_before: Option<i64>,
}

#[cfg(feature = "server")]
mod server {
    use registrar::records::Changed;
    use rules::host_record::RecordType;
    use rules::zone::Zone;
    use rules::zone_difference::Line;

    use super::*;

    impl Changes {
        pub(crate) fn of(changed: &Changed, is_dry_run: bool) -> Self {
            let outcome = Outcome {
                domain: changed.domain.name.clone(),
                version_before: changed.version_before,
                version: changed.version,
                is_dry_run,
                is_using_our_dns: changed.domain.name_servers.is_empty(),
            };
            Changes { outcome, difference: Difference::between(&changed.before, &changed.after) }
        }
    }

    impl Difference {
        pub(crate) fn between(before: &Zone, after: &Zone) -> Self {
            let difference = after.difference(before);
            Difference {
                email_type: after.email_type.word().to_owned(),
                email_type_before: difference.email_type.map(|(was, _)| was.word().to_owned()),
                added: difference.added.iter().map(Record::of).collect(),
                deleted: difference.deleted.iter().map(Record::of).collect(),
                changed: difference.changed.iter().map(|(was, is)| altered(was, is)).collect(),
            }
        }
    }

    impl Record {
        pub(crate) fn of(line: &Line<'_>) -> Self {
            Record {
                host_id: line.host_id,
                name: line.name.to_string(),
                kind: line.kind.to_owned(),
                value: line.value.to_string(),
                ttl: line.ttl.into(),
                mx_pref: preference(line),
            }
        }
    }

    fn altered(was: &Line<'_>, is: &Line<'_>) -> Altered {
        let before = Record::of(was);
        Altered {
            now: Record::of(is),
            value_before: before.value,
            ttl_before: before.ttl,
            mx_pref_before: before.mx_pref,
        }
    }

    fn preference(line: &Line<'_>) -> Option<i64> {
        line.preference.filter(|_| line.kind == RecordType::Mx.word()).map(i64::from)
    }
}
