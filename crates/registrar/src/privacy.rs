//! Privacy subscriptions: a mask is shown instead of the holder of a domain, and mail to it is forwarded. Each is tied
//! to the domain it was bought with.

use rules::calendar::{DAY, years_later};
use rules::contact::is_email_address;
use rules::money::Money;
use rules::price::{Action, ProductType, quote_product};
use serde::{Deserialize, Serialize};
use store::{NamedPrivacy, Privacy, Purchase};

use crate::caller::Caller;
use crate::entropy::hex;
use crate::orders::{self, Bought, Kept, Opened};
use crate::reach::{self, Page};
use crate::runner::Cx;

/// How long before its end a subscription can be renewed.
const RENEWABLE: i64 = 30 * DAY;
/// For how many years at a time.
const MOST_YEARS: i64 = 9;
/// The product of the price list.
const PRODUCT: &str = "whoisguard-protect-one";

/// Why a subscription was not changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the account has no such subscription")]
    NotFound,
    #[error("it is on already, or off already")]
    NoChange,
    #[error("mail cannot be forwarded to this address")]
    BadAddress,
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// A fresh mask.
pub fn mask(cx: &Cx<'_, '_>) -> String {
    format!("{}.protect@{}", hex::<16>(cx.entropy), cx.settings.privacy_domain)
}

/// A subscription of the caller.
pub fn find(cx: &mut Cx<'_, '_>, caller: &Caller, id: i64) -> Result<NamedPrivacy, Error> {
    of_caller(cx, caller, id)?.ok_or(Error::NotFound)
}

/// A page of the caller's subscriptions, counted from 1.
pub fn list(
    cx: &mut Cx<'_, '_>,
    caller: &Caller,
    page: (i64, i64),
) -> Result<Page<NamedPrivacy>, store::Error> {
    let account_id = caller.user.id;
    reach::page(
        cx,
        caller,
        page,
        |tx| tx.count_privacies(account_id),
        |tx, limit, offset| tx.list_privacies(account_id, limit, offset),
        |named| reach::domain(caller, &named.domain),
    )
}

fn of_caller(cx: &mut Cx<'_, '_>, caller: &Caller, id: i64) -> Result<Option<NamedPrivacy>, store::Error> {
    let found = cx.tx.privacy_of_account(caller.user.id, id)?;
    Ok(found.filter(|named| reach::domain(caller, &named.domain)))
}

/// Switches privacy on, with mail forwarded to an address; the name of the domain.
pub fn enable(cx: &mut Cx<'_, '_>, caller: &Caller, id: i64, forwarded_to: &str) -> Result<String, Error> {
    if !is_email_address(forwarded_to) {
        return Err(Error::BadAddress);
    }
    let NamedPrivacy { privacy, domain } = find(cx, caller, id)?;
    // One that has ended is switched off by a sweep, and must be renewed first.
    if privacy.expires <= cx.now {
        return Err(Error::NotFound);
    }
    if privacy.enabled {
        return Err(Error::NoChange);
    }
    let forwarded_to = forwarded_to.to_owned();
    cx.tx.update_privacy(&Privacy { enabled: true, forwarded_to, ..privacy })?;
    Ok(domain)
}

/// Switches privacy off; the name of the domain, to which the subscription stays tied.
pub fn disable(cx: &mut Cx<'_, '_>, caller: &Caller, id: i64) -> Result<String, Error> {
    let NamedPrivacy { privacy, domain } = find(cx, caller, id)?;
    if !privacy.enabled {
        return Err(Error::NoChange);
    }
    cx.tx.update_privacy(&Privacy { enabled: false, ..privacy })?;
    Ok(domain)
}

/// Gives a subscription a fresh mask; that, and the one before.
pub fn change_mask(cx: &mut Cx<'_, '_>, caller: &Caller, id: i64) -> Result<(String, String), Error> {
    let privacy = find(cx, caller, id)?.privacy;
    let (new, old) = (mask(cx), privacy.mask.clone());
    cx.tx.update_privacy(&Privacy { mask: new.clone(), mask_since: cx.now, ..privacy })?;
    Ok((new, old))
}

/// Why a renewal was not opened.
#[derive(Debug, thiserror::Error)]
pub enum NotRenewed {
    #[error("the account has no such subscription")]
    NotFound,
    #[error("its end is more than 30 days away")]
    TooEarly,
    #[error("it is renewed for one year to nine at a time")]
    BadYears,
    #[error("it has no price for so many years")]
    NoPrice,
    #[error("the account has not enough funds")]
    Insufficient,
    #[error(transparent)]
    Store(#[from] store::Error),
}

orders::error_of_orders!(NotRenewed);

/// A renewal as the order keeps it.
#[derive(Serialize, Deserialize)]
pub struct PrivacyRenewal {
    id: i64,
    years: u32,
}

/// Opens an order for a renewal and holds its price.
pub fn renew(cx: &mut Cx<'_, '_>, caller: &Caller, id: i64, years: i64) -> Result<Opened, NotRenewed> {
    let within = u32::try_from(years).ok().filter(|_| (1..=MOST_YEARS).contains(&years));
    let years = within.ok_or(NotRenewed::BadYears)?;
    let found = of_caller(cx, caller, id)?.ok_or(NotRenewed::NotFound)?;
    if found.privacy.expires > cx.now.saturating_add(RENEWABLE) {
        return Err(NotRenewed::TooEarly);
    }
    let price = price(years).ok_or(NotRenewed::NoPrice)?;
    Ok(orders::open(cx, caller, &PrivacyRenewal { id, years }, price)?)
}

/// The list has a price for one year only.
fn price(years: u32) -> Option<Money> {
    quote_product(ProductType::Whoisguard, Action::Renew, PRODUCT, 1)?.total.times(years)
}

impl Kept for PrivacyRenewal {
    const KIND: &'static str = "privacy renewal";
}

impl Bought for PrivacyRenewal {
    fn reason(&self) -> String {
        format!("renew privacy {}", self.id)
    }

    /// Writes the new end. A subscription that went with its domain meanwhile has none.
    fn fulfil(self: Box<Self>, cx: &mut Cx<'_, '_>, purchase: &Purchase) -> Result<(), store::Error> {
        let Some(found) = cx.tx.privacy_of_account(purchase.account_id, self.id)? else { return Ok(()) };
        let expires = years_later(found.privacy.expires, self.years);
        cx.tx.update_privacy(&Privacy { expires, ..found.privacy })
    }
}
