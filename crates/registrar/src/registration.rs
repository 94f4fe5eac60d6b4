//! Registering a domain: what is asked before the order, and what it brings once the registry has agreed.

use rules::calendar::years_later;
use rules::contact::Contacts;
use rules::money::Money;
use rules::name::DomainName;
use rules::registration::Examined;
use rules::zone::Zone;
use serde::{Deserialize, Serialize};
use store::{Attributes, Domain, KeptZone, Kind, Privacy, Purchase, Served};

use crate::caller::Caller;
use crate::orders::{self, Bought, Ended, Kept, Opened};
use crate::ports::registry::{Answer, Availability, Refused, Registry};
use crate::runner::Cx;
use crate::zones::By;
use crate::{name_servers, privacy, zones};

/// What is to be registered, as examined by the rules.
#[derive(Clone, Debug)]
pub struct Request {
    pub examined: Examined,
    pub contacts: Contacts,
    pub attributes: Attributes,
    /// Empty for ours.
    pub name_servers: Vec<DomainName>,
    /// A privacy subscription, switched on or off; `None` for none.
    pub privacy: Option<bool>,
    /// Set when the caller treats the name as premium.
    pub premium: Option<PremiumOffer>,
}

/// The prices a caller names for a premium name.
#[derive(Clone, Copy, Debug)]
pub struct PremiumOffer {
    pub price: Money,
    pub early_access: Money,
}

/// Why an order was not opened.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the name is premium and was treated as regular, or the reverse")]
    PremiumMismatch,
    #[error("the price is another one")]
    PriceMismatch,
    #[error("the account has not enough funds")]
    Insufficient,
    #[error(transparent)]
    NameServers(#[from] name_servers::Error),
    #[error(transparent)]
    Store(#[from] store::Error),
}

orders::error_of_orders!(Error);

/// The request as the order keeps it.
#[derive(Serialize, Deserialize)]
pub struct Registration {
    name: String,
    years: u32,
    contacts: Contacts,
    attributes: Attributes,
    name_servers: Vec<String>,
    privacy: Option<bool>,
    premium: bool,
}

/// Opens an order and holds its price. A name that somebody holds is refused at once, with an order that has failed:
/// the real service opens one before it asks the registry (recorded 2017).
pub fn open(
    cx: &mut Cx<'_, '_>,
    caller: &Caller,
    request: &Request,
) -> Result<(Opened, Option<Refused>), Error> {
    caller.must_reach(&request.examined.name)?;
    let name_servers = if request.name_servers.is_empty() {
        Vec::new()
    } else {
        name_servers::check(cx, &request.name_servers)?
    };
    let name = request.examined.name.as_str();
    let taken = cx.tx.domain(name)?.is_some() || cx.tx.is_name_claimed(name)?;
    let availability =
        if taken { Availability::Taken } else { cx.registry.availability(cx.tx, &request.examined.name)? };
    let amount = price(request, availability)?;
    let registration = registration(request, name_servers);
    if taken {
        return Ok((orders::open_failed(cx, caller, &registration, amount)?, Some(Refused::Taken)));
    }
    let opened = orders::open(cx, caller, &registration, amount)?;
    cx.tx.claim_name(name, opened.purchase_id)?;
    Ok((opened, None))
}

/// What is to be paid: the price list's price, or that of a premium name, which the caller must have named.
fn price(request: &Request, availability: Availability) -> Result<Money, Error> {
    match (availability, request.premium) {
        (Availability::Premium(prices), Some(offer)) => {
            if offer.price != prices.registration || offer.early_access != prices.early_access {
                return Err(Error::PriceMismatch);
            }
            let years = prices.registration.times(request.examined.years);
            years.and_then(|sum| sum.checked_add(prices.early_access)).ok_or(Error::PriceMismatch)
        }
        (Availability::Premium(_), None) | (Availability::Available, Some(_)) => Err(Error::PremiumMismatch),
        // It will be refused; that it cannot be had comes before what it would cost.
        (Availability::Available | Availability::Taken | Availability::NoAnswer, _) => {
            Ok(request.examined.price)
        }
    }
}

fn registration(request: &Request, name_servers: Vec<String>) -> Registration {
    Registration {
        name: request.examined.name.to_string(),
        years: request.examined.years,
        contacts: request.contacts.clone(),
        attributes: request.attributes.clone(),
        name_servers,
        privacy: request.privacy,
        premium: request.premium.is_some(),
    }
}

impl Registration {
    /// A name that comes from another registrar, for a year. Its contacts stay where they were until they are set.
    pub fn of_transfer(name: &DomainName, privacy: Option<bool>) -> Registration {
        Registration {
            name: name.to_string(),
            years: 1,
            contacts: Contacts::default(),
            attributes: Attributes::default(),
            name_servers: Vec::new(),
            privacy,
            premium: false,
        }
    }

    pub fn name(&self) -> &str {
        &self.name
    }
}

impl Kept for Registration {
    const KIND: &'static str = "registration";
}

impl Bought for Registration {
    fn reason(&self) -> String {
        format!("register {}", self.name)
    }

    fn call<'a>(&'a self, registry: &'a dyn Registry, order_id: i64) -> Answer<'a, Ended> {
        Box::pin(async move {
            // Only names that were parsed before are written into an order.
            let name = DomainName::parse(&self.name).ok_or(Refused::Policy)?;
            registry.create(&name, self.years, order_id).await
        })
    }

    /// Writes what the registry has agreed to: the domain with its zone, and its privacy.
    fn fulfil(self: Box<Self>, cx: &mut Cx<'_, '_>, purchase: &Purchase) -> Result<(), store::Error> {
        let expires = years_later(cx.now, self.years);
        let domain = Domain {
            id: cx.tx.next_id(Kind::Domain)?,
            name: self.name,
            account_id: purchase.account_id,
            created: cx.now,
            expires,
            auto_renew: false,
            locked: false,
            premium: self.premium,
            name_servers: self.name_servers,
        };
        cx.tx.insert_domain(&domain, &self.contacts, &self.attributes)?;
        let served = if domain.name_servers.is_empty() { Served::Always } else { Served::Never };
        let kept = KeptZone {
            version: cx.tx.first_zone_version(cx.now)?,
            zone: Zone::parked(&domain.name),
            served,
            parked: false,
        };
        zones::create(cx, By::Registrar("registration"), &domain, &kept)?;
        if let Some(enabled) = self.privacy {
            let privacy = Privacy {
                id: cx.tx.next_id(Kind::Privacy)?,
                domain_id: domain.id,
                enabled,
                mask: privacy::mask(cx),
                forwarded_to: self.contacts.registrant.email_address,
                mask_since: cx.now,
                created: cx.now,
                expires,
            };
            cx.tx.insert_privacy(&privacy)?;
        }
        Ok(())
    }
}
