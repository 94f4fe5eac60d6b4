//! `namecheap.domains.transfer.create`: orders the transfer of a domain to the account, and charges. An order that
//! waits: the sweep over transfers ends it.

use wire::text::Amount;
use wire::{Body, Command, refusals};

/// Order the transfer of a domain to this account
#[derive(Command)]
#[command(name = "namecheap.domains.transfer.create", effect = Order, response = Response)]
pub struct Request {
    /// The whole name, TLD and all.
    #[param(max = 70, subject = 166)]
    pub domain_name: String,
    /// 1: a transfer brings one year.
    #[param(max = 1, default = "1", subject = 167)]
    pub years: i64,
    /// The authorization information of the domain; most TLDs want it. 20 characters, or more behind `base64:`.
    #[param(name = "EPPCode", max = 100, subject = 166)]
    pub epp_code: Option<String>,
    /// A coupon; none is known.
    #[param(max = 20, subject = 170)]
    pub promotion_code: Option<String>,
    /// A privacy subscription, where the TLD has any.
    #[param(max = 5, default = "Yes", subject = 407)]
    pub add_free_whoisguard: bool,
    /// Switches the privacy subscription on.
    #[param(name = "WGenable", max = 5, default = "No", subject = 407)]
    pub wg_enable: bool,
}

#[derive(Body, Debug)]
#[body(name = "DomainTransferCreateResult")]
pub struct Response {
    #[attr]
    pub domain_name: String,
    #[attr]
    pub transfer: bool,
    /// 0 on refusal.
    #[attr(name = "TransferID")]
    pub transfer_id: i64,
    /// -1: queued.
    #[attr(name = "StatusID")]
    pub status_id: i64,
    #[attr(name = "OrderID")]
    pub order_id: i64,
    #[attr(name = "TransactionID")]
    pub transaction_id: i64,
    /// The ICANN fee in it.
    #[attr]
    pub charged_amount: Amount<2>,
    /// 200, and 0 on refusal.
    #[attr]
    pub status_code: i64,
}

refusals! {
    NAME_INVALID = 2011166 "Parameter DomainName is Invalid";
    TLD_INVALID = 2011280 "TLD is invalid";
    NOT_TRANSFERABLE = 2030280 "TLD is not supported in API";
    YEARS_INVALID = 2015167 "Number of years should be maximum 1";
    PROMOTION_CODE_INVALID = 2011170 "Promotion code is invalid";
    NO_EPP_CODE = 2010166 "Parameter EPPCode is Missing";
    EPP_CODE_TOO_LONG = 2011166 "Parameter EPPCode is TooLong";
    NO_ORDER = 2528166 "Order creation failed";
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::orders::{Ended, Opened};
    use registrar::runner::Cx;
    use registrar::transfer::{self, Error, Wish};
    use wire::{Params, WriteBody};

    use super::*;
    use crate::handler::{Answer, Order, Stop, UNKNOWN};

    impl Order for Request {
        fn open(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<(Opened, Option<Ended>)> {
            let wish = Wish {
                name: &self.domain_name,
                years: self.years,
                authorization: self.epp_code.as_deref(),
                promotion_code: self.promotion_code.as_deref(),
                privacy: self.add_free_whoisguard.then_some(self.wg_enable),
            };
            // There is nothing to call now: the sweep takes it from here.
            Ok((transfer::open(cx, caller, &wish).map_err(refuse)?, Some(Ok(()))))
        }

        fn answer(&self, cx: &mut Cx<'_, '_>, opened: Opened, _: Ended) -> Answer<Response> {
            let transfer = transfer::of_order(cx, opened.purchase_id)?.ok_or(UNKNOWN)?;
            Ok(Response {
                domain_name: transfer.name,
                transfer: true,
                transfer_id: transfer.id,
                status_id: transfer.status,
                order_id: opened.purchase_id,
                transaction_id: opened.transaction_id,
                charged_amount: Amount(opened.amount.ten_thousandths),
                status_code: 200,
            })
        }

        fn refused(params: &Params) -> Box<dyn WriteBody> {
            Box::new(Response {
                domain_name: params.get("DomainName").unwrap_or_default().to_ascii_lowercase(),
                transfer: false,
                transfer_id: 0,
                status_id: 0,
                order_id: 0,
                transaction_id: 0,
                charged_amount: Amount(0),
                status_code: 0,
            })
        }
    }

    fn refuse(cause: Error) -> Stop {
        match cause {
            Error::Name => NAME_INVALID.into(),
            Error::UnknownTld => TLD_INVALID.into(),
            Error::NotTransferable => NOT_TRANSFERABLE.into(),
            Error::Years => YEARS_INVALID.into(),
            Error::PromotionCode => PROMOTION_CODE_INVALID.into(),
            Error::NoAuthorization => NO_EPP_CODE.into(),
            Error::AuthorizationTooLong => EPP_CODE_TOO_LONG.into(),
            Error::Here | Error::Insufficient => NO_ORDER.into(),
            Error::Store(error) => error.into(),
        }
    }
}
