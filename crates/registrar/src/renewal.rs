//! Renewing a domain within its term, and reactivating it in the grace after it.

use rules::calendar::years_later;
use rules::money::Money;
use rules::name::DomainName;
use rules::renewal::{Held, Kind, Problem, Wish, examine};
use rules::tld;
use serde::{Deserialize, Serialize};
use store::{Domain, KeptZone, Purchase};

use crate::caller::Caller;
use crate::holder::held;
use crate::orders::{self, Bought, Ended, Kept, Opened};
use crate::ports::registry::{Answer, Availability, Refused, Registry};
use crate::runner::Cx;
use crate::zones::{self, By};

/// Why an order was not opened.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the caller does not hold the domain")]
    NotHeld,
    #[error(transparent)]
    Problem(#[from] Problem),
    #[error("another order for the domain is under way")]
    UnderWay,
    #[error("the account has not enough funds")]
    Insufficient,
    #[error(transparent)]
    Store(#[from] store::Error),
}

orders::error_of_orders!(Error);

/// A longer term as the order keeps it.
#[derive(Serialize, Deserialize)]
pub struct Renewal {
    name: String,
    years: u32,
    /// The end of the term that is lengthened (RFC 5731 section 3.2.3, curExpDate); unix seconds.
    expires: i64,
    /// In the grace after the term.
    reactivated: bool,
}

/// Opens an order and holds its price. One order for a domain at a time: two would lengthen the same term.
pub fn open(
    cx: &mut Cx<'_, '_>,
    caller: &Caller,
    kind: Kind,
    name: &str,
    wish: &Wish<'_>,
) -> Result<Opened, Error> {
    let domain = held(cx, caller, name)?.ok_or(Error::NotHeld)?;
    let parsed = DomainName::parse(&domain.name).ok_or(Error::NotHeld)?;
    let premium = match cx.registry.availability(cx.tx, &parsed)? {
        Availability::Premium(prices) => Some(prices.renewal),
        Availability::Available | Availability::Taken | Availability::NoAnswer => None,
    };
    let term = examine(kind, Held { name: &domain.name, expires: domain.expires, premium }, wish, cx.now)?;
    if cx.tx.is_name_claimed(&domain.name)? {
        return Err(Error::UnderWay);
    }
    let reactivated = kind == Kind::Reactivate;
    let renewal = Renewal { name: domain.name, years: term.years, expires: domain.expires, reactivated };
    let opened = orders::open(cx, caller, &renewal, term.price)?;
    cx.tx.claim_name(parsed.as_str(), opened.purchase_id)?;
    Ok(opened)
}

/// As [`open`], for a domain that is renewed by itself, for as short as its TLD sells; `at` is the moment that counts.
pub fn open_by_itself(cx: &mut Cx<'_, '_>, domain: &Domain, at: i64) -> Result<Opened, Error> {
    let parsed = DomainName::parse(&domain.name).ok_or(Error::NotHeld)?;
    if cx.tx.is_name_claimed(&domain.name)? {
        return Err(Error::UnderWay);
    }
    let premium = match cx.registry.availability(cx.tx, &parsed)? {
        Availability::Premium(prices) => Some(prices.renewal),
        Availability::Available | Availability::Taken | Availability::NoAnswer => None,
    };
    let shortest = tld::split(&parsed).map_or(1, |(_, tld)| tld.min_renew_years.max(1));
    let price = premium.map(Money::four_decimals);
    let wish = Wish {
        years: shortest.into(),
        promotion_code: None,
        is_premium: premium.is_some(),
        premium_price: price.as_deref(),
    };
    let term =
        examine(Kind::Renew, Held { name: &domain.name, expires: domain.expires, premium }, &wish, at)?;
    let name = domain.name.clone();
    let renewal = Renewal { name, years: term.years, expires: domain.expires, reactivated: false };
    let opened = orders::open_by_itself(cx, domain.account_id, &renewal, term.price)?;
    cx.tx.claim_name(parsed.as_str(), opened.purchase_id)?;
    Ok(opened)
}

impl Kept for Renewal {
    const KIND: &'static str = "renewal";
}

impl Bought for Renewal {
    fn reason(&self) -> String {
        format!("{} {}", if self.reactivated { "reactivate" } else { "renew" }, self.name)
    }

    /// In the grace a renewal is all a registry needs: it restores only what it has deleted (RFC 3915).
    fn call<'a>(&'a self, registry: &'a dyn Registry, order_id: i64) -> Answer<'a, Ended> {
        Box::pin(async move {
            // Only names that were parsed before are written into an order.
            let name = DomainName::parse(&self.name).ok_or(Refused::Policy)?;
            registry.renew(&name, self.expires, self.years, order_id).await
        })
    }

    /// Writes what the registry has agreed to: the longer term, and the domain's own records instead of parking.
    fn fulfil(self: Box<Self>, cx: &mut Cx<'_, '_>, _: &Purchase) -> Result<(), store::Error> {
        // The claim on the name kept the domain from being released.
        let gone = || store::Error::Engine("a renewed domain is gone".into());
        let (domain, kept) = cx.tx.domain_and_zone(&self.name)?.ok_or_else(gone)?;
        let expires = years_later(self.expires, self.years);
        cx.tx.set_expires(domain.id, expires)?;
        if kept.parked && cx.now < expires {
            let after = KeptZone { parked: false, ..kept.clone() };
            zones::save(cx, By::Registrar("renewal"), &domain, &kept, after)?;
        }
        Ok(())
    }
}
