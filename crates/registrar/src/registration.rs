//! Registering a domain: an order in three steps, with the purchase row as the record between them. Money is held
//! when it is opened; the registry is told; then the domain and the charge are written, or the money goes back. A
//! sweep takes the last two steps for whatever a crash left open.

use rules::calendar::years_later;
use rules::contact::Contacts;
use rules::money::Money;
use rules::name::DomainName;
use rules::registration::Examined;
use rules::zone::Zone;
use serde::{Deserialize, Serialize};
use store::{
    Attributes, Book, Domain, End, KeptZone, Kind, Privacy, Purchase, PurchaseState, Served, Unmoved,
};

use crate::caller::Caller;
use crate::entropy::hex;
use crate::ports::registry::{Availability, Refused};
use crate::runner::{Cx, Runner};
use crate::{name_servers, zones};

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

impl From<Unmoved> for Error {
    fn from(unmoved: Unmoved) -> Self {
        match unmoved {
            Unmoved::Insufficient => Error::Insufficient,
            Unmoved::Store(error) => Error::Store(error),
        }
    }
}

/// An order that was opened.
#[derive(Clone, Copy, Debug)]
pub struct Opened {
    pub purchase_id: i64,
    pub transaction_id: i64,
}

/// How an order ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settled {
    Registered { domain_id: i64, charged: Money, privacy_enabled: bool },
    Refused(Refused),
}

/// The request as the purchase row keeps it.
#[derive(Serialize, Deserialize)]
struct Detail {
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
    let name_servers = if request.name_servers.is_empty() {
        Vec::new()
    } else {
        name_servers::check(cx, &request.name_servers)?
    };
    let name = request.examined.name.as_str();
    let taken = cx.tx.domain(name)?.is_some() || cx.tx.is_name_claimed(name)?;
    let availability =
        if taken { Availability::Taken } else { cx.registry.availability(&request.examined.name) };
    let amount = price(request, availability)?;
    let opened = Opened {
        purchase_id: cx.tx.next_id(Kind::Order)?,
        transaction_id: cx.tx.next_id(Kind::Transaction)?,
    };
    cx.tx.insert_purchase(&Purchase {
        id: opened.purchase_id,
        transaction_id: opened.transaction_id,
        account_id: caller.user.id,
        state: if taken { PurchaseState::Failed } else { PurchaseState::Open },
        detail: detail(request, name_servers)?,
        amount,
        client_ip: caller.client_ip.to_string(),
        created: cx.now,
    })?;
    if taken {
        return Ok((opened, Some(Refused::Taken)));
    }
    cx.tx.claim_name(name, opened.purchase_id)?;
    let books = (Book::Customer(caller.user.id), Book::Held);
    let reason = format!("register {name}");
    let transaction_id = cx.tx.next_id(Kind::Transaction)?;
    cx.tx.move_money(transaction_id, books, amount, &reason, cx.now)?;
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

fn detail(request: &Request, name_servers: Vec<String>) -> Result<String, store::Error> {
    let detail = Detail {
        name: request.examined.name.to_string(),
        years: request.examined.years,
        contacts: request.contacts.clone(),
        attributes: request.attributes.clone(),
        name_servers,
        privacy: request.privacy,
        premium: request.premium.is_some(),
    };
    serde_json::to_string(&detail).map_err(|_| store::Error::Engine("an order cannot be written".into()))
}

/// Tells the registry of an open order and settles it. Safe to repeat: an order that was settled meanwhile gives
/// `None`.
pub async fn complete(runner: &Runner, purchase_id: i64) -> Result<Option<Settled>, store::Error> {
    let found = runner.read(|cx| cx.tx.purchase(purchase_id))?;
    let Some(purchase) = found.filter(|purchase| purchase.state == PurchaseState::Open) else {
        return Ok(None);
    };
    let detail = read_detail(&purchase)?;
    let name = DomainName::parse(&detail.name).ok_or_else(|| unreadable(&purchase))?;
    let result = runner.registry().create(&name, detail.years, purchase.id).await;
    runner.write(move |cx| settle(cx, &purchase, result).map(End::Commit)).await
}

/// As [`complete`] for an order just opened, apart from the caller: who goes away leaves no order half done.
pub async fn complete_apart(runner: &Runner, purchase_id: i64) -> Result<Settled, store::Error> {
    let runner = runner.clone();
    let completing = tokio::spawn(async move { complete(&runner, purchase_id).await });
    let settled = completing.await.unwrap_or(Err(store::Error::Panicked))?;
    // A sweep was quicker; it does not know this caller, whose order is in good hands all the same.
    settled.ok_or(store::Error::Unknown)
}

fn settle(
    cx: &mut Cx<'_, '_>,
    purchase: &Purchase,
    result: Result<(), Refused>,
) -> Result<Option<Settled>, store::Error> {
    let state = if result.is_ok() { PurchaseState::Completed } else { PurchaseState::Failed };
    if !cx.tx.end_purchase(purchase.id, state, cx.now)? {
        return Ok(None);
    }
    cx.tx.release_name(purchase.id)?;
    let detail = read_detail(purchase)?;
    let (to, reason) = match result {
        Ok(()) => (Book::Sales, format!("registered {}", detail.name)),
        Err(_) => (Book::Customer(purchase.account_id), format!("{} was not registered", detail.name)),
    };
    // The purchase's own transaction id stands on the entries of what became of it.
    match cx.tx.move_money(purchase.transaction_id, (Book::Held, to), purchase.amount, &reason, cx.now) {
        Ok(()) => {}
        Err(Unmoved::Store(error)) => return Err(error),
        Err(Unmoved::Insufficient) => return Err(unreadable(purchase)),
    }
    match result {
        Ok(()) => register(cx, purchase, detail).map(Some),
        Err(refused) => Ok(Some(Settled::Refused(refused))),
    }
}

fn register(cx: &mut Cx<'_, '_>, purchase: &Purchase, detail: Detail) -> Result<Settled, store::Error> {
    let expires = years_later(cx.now, detail.years);
    let domain = Domain {
        id: cx.tx.next_id(Kind::Domain)?,
        name: detail.name,
        account_id: purchase.account_id,
        created: cx.now,
        expires,
        auto_renew: false,
        locked: false,
        premium: detail.premium,
        name_servers: detail.name_servers,
    };
    cx.tx.insert_domain(&domain, &detail.contacts, &detail.attributes)?;
    let served = if domain.name_servers.is_empty() { Served::Always } else { Served::Never };
    let kept = KeptZone { version: first_version(cx.now), zone: Zone::parked(&domain.name), served };
    cx.tx.insert_zone(domain.id, &kept)?;
    zones::announce(cx, &domain, &kept);
    if let Some(enabled) = detail.privacy {
        let privacy = Privacy {
            id: cx.tx.next_id(Kind::Privacy)?,
            domain_id: domain.id,
            enabled,
            mask: format!("{}.protect@{}", hex::<16>(cx.entropy), cx.settings.privacy_domain),
            forwarded_to: detail.contacts.registrant.email_address,
            mask_since: cx.now,
            expires,
        };
        cx.tx.insert_privacy(&privacy)?;
    }
    let privacy_enabled = detail.privacy == Some(true);
    Ok(Settled::Registered { domain_id: domain.id, charged: purchase.amount, privacy_enabled })
}

/// Where the versions of a new zone begin. A name that was given up and is registered anew must start above all that
/// its former zone had, and no zone changes once a second for its whole life.
fn first_version(now: i64) -> i64 {
    now.max(1)
}

fn read_detail(purchase: &Purchase) -> Result<Detail, store::Error> {
    serde_json::from_str(&purchase.detail).map_err(|_| unreadable(purchase))
}

fn unreadable(purchase: &Purchase) -> store::Error {
    store::Error::Engine(format!("order {} is not of its form", purchase.id))
}
