//! Transfers of domains to the caller's account: an order that waits for days, and looking at how far it is.

use rules::money::Money;
use rules::name::DomainName;
use rules::price::{self, Action};
use rules::tld::{self, Tld};
use rules::transfer::{Course, PREMIUM, Phase, Stage, destination, destination_again};
use serde::{Deserialize, Serialize};
use store::{Kind, Purchase, Transfer, TransferFilter, TransferOrder};

use crate::caller::Caller;
use crate::orders::{self, Bought, Kept, Opened};
use crate::ports::registry::Availability;
use crate::reach::{self, Page};
use crate::registration::Registration;
use crate::runner::Cx;

/// Of authorization information that is sent as it is (domains.transfer.create.toml).
const MOST_CHARACTERS: usize = 20;

/// A transfer as a caller wants it.
#[derive(Clone, Debug)]
pub struct Wish<'a> {
    pub name: &'a str,
    pub years: i64,
    /// The authorization information (RFC 5731 section 2.6).
    pub authorization: Option<&'a str>,
    pub promotion_code: Option<&'a str>,
    /// A privacy subscription, switched on or off; `None` for none.
    pub privacy: Option<bool>,
}

/// Why a transfer was not ordered.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("no domain name")]
    Name,
    #[error("the TLD is not known")]
    UnknownTld,
    #[error("names of the TLD cannot be transferred")]
    NotTransferable,
    #[error("a transfer brings one year")]
    Years,
    #[error("the promotion code is not known")]
    PromotionCode,
    #[error("the TLD wants authorization information")]
    NoAuthorization,
    #[error("the authorization information is too long")]
    AuthorizationTooLong,
    #[error("the domain is here already, or an order for it is under way")]
    Here,
    #[error("the account has not enough funds")]
    Insufficient,
    #[error(transparent)]
    Store(#[from] store::Error),
}

orders::error_of_orders!(Error);

/// Why a transfer did not begin anew.
#[derive(Debug, thiserror::Error)]
pub enum NotResubmitted {
    #[error("the account has no such transfer, or it is completed")]
    NotFound,
    #[error("the domain is here meanwhile, or an order for it is under way")]
    Here,
    #[error("the account has not enough funds")]
    Insufficient,
    #[error(transparent)]
    Store(#[from] store::Error),
}

orders::error_of_orders!(NotResubmitted);

/// A domain that comes from another registrar, as the order keeps it. Nobody is called: the order waits for the
/// transfer, and the sweep over transfers settles it.
#[derive(Serialize, Deserialize)]
pub struct Arrival(Registration);

impl Kept for Arrival {
    const KIND: &'static str = "transfer";
}

impl Bought for Arrival {
    fn reason(&self) -> String {
        reason(self.0.name())
    }

    fn fulfil(self: Box<Self>, cx: &mut Cx<'_, '_>, purchase: &Purchase) -> Result<(), store::Error> {
        Box::new(self.0).fulfil(cx, purchase)
    }
}

fn reason(name: &str) -> String {
    format!("transfer {name}")
}

/// Opens an order that waits, holds its price and queues the transfer.
pub fn open(cx: &mut Cx<'_, '_>, caller: &Caller, wish: &Wish<'_>) -> Result<Opened, Error> {
    let (name, tld, price) = examine(wish)?;
    caller.must_reach(&name)?;
    if is_here(cx, name.as_str())? {
        return Err(Error::Here);
    }
    let destination = match cx.registry.availability(cx.tx, &name)? {
        Availability::Premium(_) => PREMIUM,
        Availability::Available | Availability::Taken | Availability::NoAnswer => {
            destination(wish.authorization.unwrap_or_default())
        }
    };
    let privacy = wish.privacy.filter(|_| !tld.is_disable_privacy);
    let arrival = Arrival(Registration::of_transfer(&name, privacy));
    let opened = orders::open_waiting(cx, caller, &arrival, price)?;
    cx.tx.claim_name(name.as_str(), opened.purchase_id)?;
    let course = Course { begun: cx.now, resubmitted: false, destination };
    let stage = course.stage(cx.now);
    let transfer = Transfer {
        id: cx.tx.next_id(Kind::Transfer)?,
        account_id: caller.user.id,
        purchase_id: opened.purchase_id,
        name: name.to_string(),
        created: cx.now,
        resubmitted: course.resubmitted,
        begun: course.begun,
        destination,
        status: stage.status,
        phase: stage.phase,
        status_since: stage.since,
        due: stage.until,
    };
    cx.tx.insert_transfer(&transfer)?;
    Ok(opened)
}

fn examine(wish: &Wish<'_>) -> Result<(DomainName, &'static Tld, Money), Error> {
    let name = DomainName::parse(wish.name).ok_or(Error::Name)?;
    let (sld, tld) = tld::split(&name).ok_or(Error::UnknownTld)?;
    if sld.contains('.') {
        return Err(Error::UnknownTld);
    }
    let quote = price::quote(Action::Transfer, &tld.name, 1).ok_or(Error::NotTransferable)?;
    if wish.years != 1 {
        return Err(Error::Years);
    }
    if wish.promotion_code.is_some() {
        // The price list has no promotions that need a code.
        return Err(Error::PromotionCode);
    }
    if tld.is_epp_required && wish.authorization.is_none_or(str::is_empty) {
        return Err(Error::NoAuthorization);
    }
    if wish.authorization.is_some_and(is_too_long) {
        return Err(Error::AuthorizationTooLong);
    }
    Ok((name, tld, quote.total))
}

/// A code in base64 is a third longer than the code itself, and its mark stands before it.
fn is_too_long(authorization: &str) -> bool {
    !authorization.starts_with("base64:") && authorization.chars().count() > MOST_CHARACTERS
}

fn is_here(cx: &mut Cx<'_, '_>, name: &str) -> Result<bool, store::Error> {
    Ok(cx.tx.domain(name)?.is_some() || cx.tx.is_name_claimed(name)?)
}

/// The transfer that an order is for.
pub fn of_order(cx: &mut Cx<'_, '_>, purchase_id: i64) -> Result<Option<Transfer>, store::Error> {
    cx.tx.transfer_of_purchase(purchase_id)
}

/// A transfer of the caller's account.
pub fn get(cx: &mut Cx<'_, '_>, caller: &Caller, id: i64) -> Result<Option<Transfer>, store::Error> {
    let is_own =
        |transfer: &Transfer| transfer.account_id == caller.user.id && reach::domain(caller, &transfer.name);
    Ok(cx.tx.transfer(id)?.filter(is_own))
}

/// Submits a transfer that is not completed another time. One that was cancelled holds its price again.
pub fn resubmit(cx: &mut Cx<'_, '_>, caller: &Caller, id: i64) -> Result<Transfer, NotResubmitted> {
    let transfer = get(cx, caller, id)?.ok_or(NotResubmitted::NotFound)?;
    if transfer.phase == Phase::Completed {
        return Err(NotResubmitted::NotFound);
    }
    if transfer.phase == Phase::Cancelled {
        if is_here(cx, &transfer.name)? {
            return Err(NotResubmitted::Here);
        }
        let purchase = cx.tx.purchase(transfer.purchase_id)?.ok_or(NotResubmitted::NotFound)?;
        orders::wait_again(cx, caller, &purchase, &reason(&transfer.name))?;
        cx.tx.claim_name(&transfer.name, purchase.id)?;
    }
    let destination = destination_again(transfer.destination);
    let transfer = Transfer { resubmitted: true, begun: cx.now, destination, ..transfer };
    let stage = course(&transfer).stage(cx.now);
    let transfer = at(transfer, stage);
    cx.tx.save_transfer(&transfer)?;
    Ok(transfer)
}

/// A page of the caller's transfers, counted from 1.
pub fn list(
    cx: &mut Cx<'_, '_>,
    caller: &Caller,
    (phases, search): (&[Phase], &str),
    order: TransferOrder,
    page: (i64, i64),
) -> Result<Page<Transfer>, store::Error> {
    let filter = TransferFilter {
        account_id: caller.user.id,
        search: search.to_ascii_lowercase(),
        phases: phases.to_vec(),
    };
    reach::page(
        cx,
        caller,
        page,
        |tx| tx.count_transfers(&filter),
        |tx, limit, offset| tx.list_transfers(&filter, order, limit, offset),
        |transfer| reach::domain(caller, &transfer.name),
    )
}

pub(crate) fn course(transfer: &Transfer) -> Course {
    Course { begun: transfer.begun, resubmitted: transfer.resubmitted, destination: transfer.destination }
}

/// The transfer at a stage.
pub(crate) fn at(transfer: Transfer, stage: Stage) -> Transfer {
    Transfer {
        status: stage.status,
        phase: stage.phase,
        status_since: stage.since,
        due: stage.until,
        ..transfer
    }
}
