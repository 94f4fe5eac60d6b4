//! `namecheap.domains.dns.setHosts`: replaces every host record of a domain, and its mail type.

use wire::{Body, Command, Element, Row, refusals, words};

use crate::domains::domain_parts::DomainParts;

words! {
    /// The record types of the current page.
    pub enum RecordWord {
        A = "A",
        Aaaa = "AAAA",
        Alias = "ALIAS",
        Caa = "CAA",
        Cname = "CNAME",
        Mx = "MX",
        Mxe = "MXE",
        Ns = "NS",
        Txt = "TXT",
        Url = "URL",
        Url301 = "URL301",
        Frame = "FRAME",
    }
}

words! {
    /// Who handles the mail. NONE and GMAIL are read by getHosts, so they must be writable back.
    pub enum EmailWord {
        Mxe = "MXE",
        Mx = "MX",
        Fwd = "FWD",
        Ox = "OX",
        None = "NONE",
        Gmail = "GMAIL",
    }
}

words! {
    /// The tags of CAA records (RFC 8659 section 4).
    pub enum CaaTag {
        Issue = "issue",
        IssueWild = "issuewild",
        Iodef = "iodef",
    }
}

/// Replace all host records of a domain, and its mail type
#[derive(Command)]
#[command(name = "namecheap.domains.dns.setHosts", effect = Write, response = Response)]
pub struct Request {
    #[block]
    pub domain: DomainParts,
    #[numbered]
    pub hosts: Vec<Host>,
    /// Who handles the mail; as before when left out.
    #[param(subject = 288)]
    pub email_type: Option<EmailWord>,
    /// Flag of the CAA records whose address is only a value.
    #[param(least = 0, most = 255, subject = 288)]
    pub flag: Option<i64>,
    /// Tag of the CAA records whose address is only a value.
    #[param(subject = 288)]
    pub tag: Option<CaaTag>,
}

/// A row of the request.
#[derive(Row)]
pub struct Host {
    /// The number it was sent under.
    #[number]
    pub number: u32,
    /// `@` for the domain itself, `*` for a wildcard, else a name relative to the domain.
    #[param(subject = 288)]
    pub host_name: String,
    /// URL, URL301 and FRAME redirect; MXE is mail to an address; ALIAS is answered with the addresses of a host.
    #[param(subject = 288)]
    pub record_type: RecordWord,
    /// An address, host, text or URL, by type.
    #[param(subject = 288)]
    pub address: String,
    /// The preference of MX records.
    #[param(name = "MXPref", least = 0, most = 65535, subject = 288)]
    pub mx_pref: Option<i64>,
    /// Seconds; 1800 when left out.
    #[param(name = "TTL", least = 60, most = 60000, subject = 288)]
    pub ttl: Option<i64>,
    /// Kept with the row and read back.
    #[param(max = 255, subject = 288)]
    pub associated_app_title: Option<String>,
    /// Kept with the row and read back.
    #[param(max = 255, subject = 288)]
    pub friendly_name: Option<String>,
}

#[derive(Body, Debug)]
#[body(name = "DomainDNSSetHostsResult")]
pub struct Response {
    #[attr]
    pub domain: String,
    /// The mail type as it was sent; left out where none was.
    #[attr]
    pub email_type: Option<String>,
    #[attr]
    pub is_success: bool,
    #[child]
    pub warnings: Warnings,
}

#[derive(Element, Debug, Default)]
pub struct Warnings {
    #[child]
    pub warning: Vec<Warning>,
}

#[derive(Element, Debug)]
pub struct Warning {
    #[attr]
    pub number: i64,
    #[text]
    pub words: String,
}

refusals! {
    NOT_FOUND = 2019166 "The domain ({}) doesn't seem to be associated with your account.";
    BAD_ADDRESS = 2050900 "Invalid Address";
    BAD_NAME = 2011288 "Parameter HostName{} is Invalid";
    BESIDE_CNAME = 2015288 "Host name of CNAME record {} is used by other records";
    MX_WITHOUT_EMAIL_TYPE = 2015288 "MX record {} needs EmailType MX";
    MISPLACED_MXE = 2015288 "MXE record {} needs EmailType MXE and no other MX or MXE record";
    TOO_MANY = 4013288 "Too many records";
    FAILED = 4022288 "Unable to get nameserver list";
    NOTHING_READ = 2015288 "This key changes what it has read, and has not read the records as they stand. Read them with getHosts, then send.";
    SEVERAL_READ = 2015288 "This key has read several versions of the records, and it is not clear which of them is changed. Read again with getHosts, then send.";
    CHANGED_MEANWHILE = 2015288 "Record {} has been changed since it was read. Read again with getHosts, then send.";
    DELETED_MEANWHILE = 2015288 "Record {} has been deleted since it was read. Read again with getHosts, then send.";
    CNAME_MEANWHILE = 2015288 "Host name {} has got records since it was read that cannot stand beside a CNAME record. Read again with getHosts, then send.";
    EMAIL_TYPE_MEANWHILE = 2015288 "EmailType or its records have been changed since they were read. Read again with getHosts, then send.";
}

/// Sent with success when the domain uses other name servers (recorded, about 2015).
pub const NOT_USING_HOST_RECORDS: (i64, &str) =
    (91, "This domain is not currently setup to use Hosts Records.");

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::runner::Cx;
    use registrar::zone_merge::replace;
    use registrar::zones::{self, Error};
    use rules::host_record::{Caa, Draft, EmailType, RecordType, Unfit};
    use rules::zone::Conflict;
    use rules::zone_merge::{self, List, Refused};
    use wire::{Params, Refusal, RefusalSpec, WriteBody};

    use super::*;
    use crate::handler::{Answer, Run, Stop};

    impl Run for Request {
        const FAULT: RefusalSpec = FAILED;

        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            let name = self.domain.name();
            let refuse = |cause| self.refuse(cause, &name);
            // Before the rows, so that what a stranger learns of a domain does not depend on them.
            let (domain, kept) = zones::load(cx, caller, &name).map_err(refuse)?;
            let email_type = self.email_type.map(EmailType::from);
            let list = List { rows: self.drafts()?, email_type };
            replace(cx, caller, &domain, kept, list).map_err(refuse)?;
            let warning = (!domain.name_servers.is_empty()).then(|| Warning {
                number: NOT_USING_HOST_RECORDS.0,
                words: NOT_USING_HOST_RECORDS.1.into(),
            });
            Ok(Response {
                domain: domain.name,
                email_type: email_type.map(|email_type| email_type.word().to_owned()),
                is_success: true,
                warnings: Warnings { warning: warning.into_iter().collect() },
            })
        }

        fn refused(params: &Params) -> Box<dyn WriteBody> {
            let part = |name| params.get(name).unwrap_or_default();
            Box::new(Response {
                domain: format!("{}.{}", part("SLD"), part("TLD")),
                email_type: Some(String::new()),
                is_success: false,
                warnings: Warnings::default(),
            })
        }
    }

    impl Request {
        fn drafts(&self) -> Answer<Vec<Draft>> {
            self.hosts.iter().map(|host| self.draft(host)).collect()
        }

        fn draft(&self, host: &Host) -> Answer<Draft> {
            let kind = RecordType::from(host.record_type);
            let draft = Draft {
                name: host.host_name.clone(),
                kind,
                address: self.address(kind, host),
                preference: host.mx_pref.and_then(|preference| u16::try_from(preference).ok()),
                ttl: host.ttl.and_then(|ttl| u32::try_from(ttl).ok()),
                associated_app_title: host.associated_app_title.clone().unwrap_or_default(),
                friendly_name: host.friendly_name.clone().unwrap_or_default(),
            };
            draft.checked().map_err(|unfit| match unfit {
                Unfit::Name => BAD_NAME.about(&host.number.to_string()).into(),
                Unfit::Address => BAD_ADDRESS.into(),
            })
        }

        /// The address of a row. Flag and Tag complete a CAA row whose address is only a value.
        fn address(&self, kind: RecordType, host: &Host) -> String {
            match (kind, self.tag) {
                (RecordType::Caa, Some(tag)) if Caa::parse(&host.address).is_none() => {
                    let value = host.address.trim_matches('"');
                    format!("{} {} \"{value}\"", self.flag.unwrap_or(0), tag.word())
                }
                _ => host.address.clone(),
            }
        }
    }

    impl Request {
        fn refuse(&self, cause: Error, name: &str) -> Stop {
            let row = |at: usize| self.hosts.get(at).map_or(0, |host| host.number).to_string();
            match cause {
                Error::NotHeld => NOT_FOUND.about(name).into(),
                // Records of a domain that uses other name servers are kept all the same.
                Error::OtherNameServers => FAILED.into(),
                Error::Conflict(Conflict::TooMany) => TOO_MANY.into(),
                Error::Conflict(Conflict::CnameBesideOthers(at)) => BESIDE_CNAME.about(&row(at)).into(),
                Error::Conflict(Conflict::MxWithoutItsEmailType(at)) => {
                    MX_WITHOUT_EMAIL_TYPE.about(&row(at)).into()
                }
                Error::Conflict(Conflict::MisplacedMxe(at)) => MISPLACED_MXE.about(&row(at)).into(),
                Error::Merge(refused) => Stop::RefusedKeeping(no_change(refused)),
                Error::Store(error) => error.into(),
            }
        }
    }

    /// Why a list of a key that merges is no change of what was read with it.
    fn no_change(refused: Refused) -> Refusal {
        let meanwhile = |spec: RefusalSpec, row: zone_merge::Row| {
            spec.about(&format!("{} {}", row.kind.word(), row.name))
        };
        match refused {
            Refused::NothingRead => NOTHING_READ.into(),
            Refused::Unclear => SEVERAL_READ.into(),
            Refused::Conflict(conflict) => match conflict {
                zone_merge::Conflict::BothChanged(row) => meanwhile(CHANGED_MEANWHILE, row),
                zone_merge::Conflict::DeletionOfChanged(row) => meanwhile(CHANGED_MEANWHILE, row),
                zone_merge::Conflict::ChangeOfDeleted(row) => meanwhile(DELETED_MEANWHILE, row),
                zone_merge::Conflict::CnameBesideOthers(name) => CNAME_MEANWHILE.about(&name),
                zone_merge::Conflict::EmailType => EMAIL_TYPE_MEANWHILE.into(),
                // Told apart from the others by the use case.
                zone_merge::Conflict::List(_) => FAILED.into(),
            },
        }
    }

    impl From<RecordWord> for RecordType {
        fn from(word: RecordWord) -> Self {
            match word {
                RecordWord::A => RecordType::A,
                RecordWord::Aaaa => RecordType::Aaaa,
                RecordWord::Alias => RecordType::Alias,
                RecordWord::Caa => RecordType::Caa,
                RecordWord::Cname => RecordType::Cname,
                RecordWord::Mx => RecordType::Mx,
                RecordWord::Mxe => RecordType::Mxe,
                RecordWord::Ns => RecordType::Ns,
                RecordWord::Txt => RecordType::Txt,
                RecordWord::Url => RecordType::Url,
                RecordWord::Url301 => RecordType::Url301,
                RecordWord::Frame => RecordType::Frame,
            }
        }
    }

    impl From<EmailWord> for EmailType {
        fn from(word: EmailWord) -> Self {
            match word {
                EmailWord::Mxe => EmailType::Mxe,
                EmailWord::Mx => EmailType::Mx,
                EmailWord::Fwd => EmailType::Forwarding,
                EmailWord::Ox => EmailType::PrivateEmail,
                EmailWord::None => EmailType::None,
                EmailWord::Gmail => EmailType::Gmail,
            }
        }
    }
}
