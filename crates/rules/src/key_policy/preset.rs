//! Policies that most keys begin with.

use super::{ClientIp, Policy, Scope, Spending};

/// A policy with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    /// Certificates by the DNS challenge (RFC 8555 section 8.4).
    Acme,
    /// A host's own addresses.
    Ddns,
    /// Looks at everything, changes nothing.
    Read,
    /// All records of all zones.
    Dns,
    /// Money, without domains.
    Billing,
    /// Everything.
    Full,
}

/// Seconds that a record of an `acme` key stands.
const CHALLENGE_LIFE: u32 = 3_600;
/// Records of an `acme` key that stand in one zone: a certificate has up to 100 names, and clients try again.
const MOST_CHALLENGES: u32 = 200;

const RECORD_EDITS: [&str; 2] = ["namegate.dns.change", "namegate.dns.records.*"];
const HOSTS: [&str; 2] = ["namecheap.domains.dns.getHosts", "namecheap.domains.dns.setHosts"];
const LOOKS: [&str; 3] =
    ["namecheap.domains.getInfo", "namecheap.domains.getList", "namecheap.domains.getTldList"];

impl Preset {
    pub const ALL: [Preset; 6] =
        [Preset::Acme, Preset::Ddns, Preset::Read, Preset::Dns, Preset::Billing, Preset::Full];

    pub fn word(self) -> &'static str {
        match self {
            Preset::Acme => "acme",
            Preset::Ddns => "ddns",
            Preset::Read => "read",
            Preset::Dns => "dns",
            Preset::Billing => "billing",
            Preset::Full => "full",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|preset| preset.word().eq_ignore_ascii_case(word))
    }

    /// What keys are for that begin with it.
    pub fn purpose(self) -> &'static str {
        match self {
            Preset::Acme => {
                "certificates by the DNS challenge: TXT records at `_acme-challenge` and below it"
            }
            Preset::Ddns => {
                "a host that writes its own addresses: A and AAAA records, of the names that are given with it"
            }
            Preset::Read => "looking at everything, and changing nothing",
            Preset::Dns => "all records of all zones, name servers and mail forwarding",
            Preset::Billing => "prices, funds, and nothing that costs",
            Preset::Full => "everything",
        }
    }

    pub fn policy(self) -> Policy {
        match self {
            Preset::Acme => Policy {
                records: scope(["TXT _acme-challenge", "TXT _acme-challenge.*"]),
                most_records: Some(MOST_CHALLENGES),
                record_life: Some(CHALLENGE_LIFE),
                ..records_of(LOOKS)
            },
            // Whose addresses stand there already is for the list of records to say; two go in one call at most.
            Preset::Ddns => Policy {
                records: scope(["A", "AAAA"]),
                deletes_others: true,
                most_deletions: Some(2),
                ..records_of([])
            },
            Preset::Read => Policy {
                commands: scope(["namecheap.*:read", "namegate.*:read"]),
                records: Scope::default(),
                deletes_others: false,
                ..free_of_charge()
            },
            Preset::Dns => Policy {
                commands: scope(LOOKS.into_iter().chain([
                    "namecheap.domains.dns.*",
                    "namecheap.domains.ns.*",
                    "namegate.dns.*",
                ])),
                ..free_of_charge()
            },
            Preset::Billing => Policy {
                commands: scope([
                    "namecheap.users.getPricing",
                    "namecheap.users.getBalances",
                    "namecheap.users.createaddfundsrequest",
                    "namecheap.users.getAddFundsStatus",
                    "namecheap.domains.getTldList",
                    "namegate.ledger.list",
                ]),
                domains: Scope::default(),
                records: Scope::default(),
                deletes_others: false,
                ..free_of_charge()
            },
            Preset::Full => Policy::full(),
        }
    }
}

/// Edits of records that the key adds itself, by setHosts too, and looking with some commands.
fn records_of<const N: usize>(looks: [&'static str; N]) -> Policy {
    Policy {
        commands: scope(looks.into_iter().chain(HOSTS).chain(RECORD_EDITS)),
        deletes_others: false,
        merge: true,
        ..free_of_charge()
    }
}

fn free_of_charge() -> Policy {
    let nothing = Some(crate::money::Money::ZERO);
    let spending = Spending { highest_price: nothing, per_day: nothing, in_all: nothing };
    Policy { spending, client_ip: ClientIp::Required, ..Policy::full() }
}

/// The patterns above are well formed, as a test sees.
fn scope<P: super::Pattern>(texts: impl IntoIterator<Item = &'static str>) -> Scope<P> {
    Scope::parse(texts).unwrap_or_default()
}
