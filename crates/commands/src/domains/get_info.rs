//! `namecheap.domains.getInfo`: dates, privacy, name servers and rights of a domain.

use wire::text::{Allotment, Date};
use wire::{Body, Command, Element, refusals};

/// Dates, privacy, DNS and rights of one domain
#[derive(Command)]
#[command(name = "namecheap.domains.getInfo", effect = Read, response = Response)]
pub struct Request {
    /// The whole name, TLD and all.
    #[param(max = 70, subject = 166)]
    pub domain_name: String,
    /// Taken and not used; what it changes is not known.
    #[param(max = 255, subject = 288)]
    pub host_name: Option<String>,
}

#[derive(Body, Debug)]
#[body(name = "DomainGetInfoResult")]
pub struct Response {
    /// `Ok`, `Locked` or `Expired`.
    #[attr]
    pub status: Option<String>,
    /// 0 on refusal.
    #[attr(name = "ID")]
    pub id: i64,
    #[attr]
    pub domain_name: Option<String>,
    #[attr]
    pub owner_name: Option<String>,
    #[attr]
    pub is_owner: bool,
    /// The attribute and the children from PremiumDnsSubscription on are left out in answers of 2014.
    #[attr]
    pub is_premium: Option<bool>,
    #[child]
    pub domain_details: DomainDetails,
    #[child]
    pub lock_details: LockDetails,
    #[child]
    pub whoisguard: Whoisguard,
    #[child]
    pub premium_dns_subscription: Option<PremiumDnsSubscription>,
    #[child]
    pub dns_details: DnsDetails,
    #[child]
    pub modificationrights: Modificationrights,
}

#[derive(Element, Debug)]
pub struct DomainDetails {
    #[leaf]
    pub created_date: Option<Date>,
    #[leaf]
    pub expired_date: Option<Date>,
    /// 0 in every recording.
    #[leaf]
    pub num_years: i64,
}

/// Empty in every recording.
#[derive(Element, Debug)]
pub struct LockDetails {}

#[derive(Element, Debug)]
pub struct Whoisguard {
    #[attr]
    pub enabled: Option<Allotment>,
    /// 0 without a subscription.
    #[leaf(name = "ID")]
    pub id: i64,
    #[leaf]
    pub expired_date: Option<Date>,
    #[child]
    pub email_details: Option<EmailDetails>,
}

#[derive(Element, Debug)]
pub struct EmailDetails {
    #[attr(name = "WhoisGuardEmail")]
    pub whoisguard_email: String,
    #[attr]
    pub forwarded_to: String,
    /// A date, or empty.
    #[attr]
    pub last_auto_email_change_date: wire::text::OrEmpty<Date>,
    #[attr]
    pub auto_email_change_frequency_days: i64,
}

#[derive(Element, Debug)]
pub struct PremiumDnsSubscription {
    #[leaf]
    pub use_auto_renew: bool,
    /// -1 without one.
    #[leaf]
    pub subscription_id: i64,
    #[leaf]
    pub created_date: String,
    #[leaf]
    pub expiration_date: String,
    #[leaf]
    pub is_active: bool,
}

#[derive(Element, Debug)]
pub struct DnsDetails {
    /// FREE, FreeDNS or CUSTOM.
    #[attr]
    pub provider_type: Option<String>,
    #[attr(name = "IsUsingOurDNS")]
    pub is_using_our_dns: bool,
    /// The attributes from here on are left out in answers of 2014 and 2015.
    #[attr]
    pub host_count: Option<i64>,
    /// Words for people, unlike those of getHosts.
    #[attr]
    pub email_type: Option<String>,
    #[attr(name = "DynamicDNSStatus")]
    pub dynamic_dns_status: Option<bool>,
    #[attr]
    pub is_failover: Option<bool>,
    #[leaf(name = "Nameserver")]
    pub nameservers: Vec<String>,
}

#[derive(Element, Debug)]
pub struct Modificationrights {
    #[attr]
    pub all: Option<bool>,
    #[child]
    pub rights: Vec<Rights>,
}

/// One right to a domain that another account shares.
#[derive(Element, Debug)]
pub struct Rights {
    #[attr(name = "Type")]
    pub kind: String,
    #[text]
    pub text: String,
}

refusals! {
    INVALID = 2030166 "Domain is invalid";
    FAILED = 5019169 "Unknown exceptions";
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::domains::{self, Info};
    use registrar::name_servers;
    use registrar::runner::Cx;
    use rules::host_record::EmailType;
    use store::Privacy;
    use wire::text::OrEmpty;
    use wire::{Params, RefusalSpec, WriteBody};

    use super::*;
    use crate::handler::{Answer, Run};
    use crate::shown::date;

    /// A point in time that stands for none (recorded).
    const NO_TIME: &str = "0001-01-01T00:00:00";

    impl Run for Request {
        const FAULT: RefusalSpec = FAILED;

        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            let info = domains::info(cx, caller, &self.domain_name)?.ok_or(INVALID)?;
            Ok(response(info, cx, caller))
        }

        fn refused(_: &Params) -> Box<dyn WriteBody> {
            Box::new(Response {
                status: None,
                id: 0,
                domain_name: None,
                owner_name: None,
                is_owner: false,
                is_premium: Some(false),
                domain_details: DomainDetails { created_date: None, expired_date: None, num_years: 0 },
                lock_details: LockDetails {},
                whoisguard: Whoisguard { enabled: None, id: 0, expired_date: None, email_details: None },
                premium_dns_subscription: Some(no_premium_dns()),
                dns_details: DnsDetails {
                    provider_type: None,
                    is_using_our_dns: false,
                    host_count: Some(0),
                    email_type: None,
                    dynamic_dns_status: Some(false),
                    is_failover: Some(false),
                    nameservers: Vec::new(),
                },
                modificationrights: Modificationrights { all: None, rights: Vec::new() },
            })
        }
    }

    fn response(info: Info, cx: &Cx<'_, '_>, caller: &Caller) -> Response {
        let Info { domain, kept, privacy } = info;
        let status = match (domain.expires <= cx.now, domain.locked) {
            (true, _) => "Expired",
            (false, true) => "Locked",
            (false, false) => "Ok",
        };
        let ours = domain.name_servers.is_empty();
        let dns_details = DnsDetails {
            provider_type: Some(if ours { "FREE" } else { "CUSTOM" }.to_owned()),
            is_using_our_dns: ours,
            host_count: Some(i64::try_from(kept.zone.records.len()).unwrap_or(i64::MAX)),
            email_type: Some(email_words(kept.zone.email_type).to_owned()),
            dynamic_dns_status: Some(false),
            is_failover: Some(false),
            nameservers: name_servers::shown(cx, &domain),
        };
        Response {
            status: Some(status.to_owned()),
            id: domain.id,
            domain_name: Some(domain.name),
            owner_name: Some(caller.user.user_name.clone()),
            is_owner: true,
            is_premium: Some(domain.premium),
            domain_details: DomainDetails {
                created_date: Some(date(domain.created)),
                expired_date: Some(date(domain.expires)),
                num_years: 0,
            },
            lock_details: LockDetails {},
            whoisguard: whoisguard(privacy),
            premium_dns_subscription: Some(no_premium_dns()),
            dns_details,
            modificationrights: Modificationrights { all: Some(true), rights: Vec::new() },
        }
    }

    fn whoisguard(privacy: Option<Privacy>) -> Whoisguard {
        let Some(privacy) = privacy else {
            return Whoisguard {
                enabled: Some(Allotment::NotAlloted),
                id: 0,
                expired_date: None,
                email_details: None,
            };
        };
        Whoisguard {
            enabled: Some(if privacy.enabled { Allotment::True } else { Allotment::False }),
            id: privacy.id,
            expired_date: Some(date(privacy.expires)),
            email_details: Some(EmailDetails {
                whoisguard_email: privacy.mask,
                forwarded_to: privacy.forwarded_to,
                last_auto_email_change_date: OrEmpty(Some(date(privacy.mask_since))),
                auto_email_change_frequency_days: 3,
            }),
        }
    }

    fn no_premium_dns() -> PremiumDnsSubscription {
        PremiumDnsSubscription {
            use_auto_renew: false,
            subscription_id: -1,
            created_date: NO_TIME.to_owned(),
            expiration_date: NO_TIME.to_owned(),
            is_active: false,
        }
    }

    /// `FWD` and `No Email Service` are recorded; the other words are those of getHosts.
    fn email_words(email_type: EmailType) -> &'static str {
        match email_type {
            EmailType::None => "No Email Service",
            other => other.word(),
        }
    }
}
