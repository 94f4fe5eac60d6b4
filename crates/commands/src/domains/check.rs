//! `namecheap.domains.check`: whether names can be registered, and the prices of premium ones.

use wire::escape::Position;
use wire::text::{Amount, AmountOrZero, Append, Text};
use wire::{Body, Command, Element, refusals};

/// Most names of one call.
pub const MOST: usize = 50;

/// Availability and premium prices of up to 50 names
#[derive(Command)]
#[command(name = "namecheap.domains.check", effect = Read, response = Response)]
pub struct Request {
    /// Names parted by commas, 50 at most.
    #[param(subject = 169)]
    pub domain_list: String,
}

#[derive(Body, Debug)]
pub struct Response {
    #[child(name = "DomainCheckResult")]
    pub results: Vec<Checked>,
}

/// What is said of one name.
#[derive(Element, Debug)]
pub struct Checked {
    #[attr]
    pub domain: String,
    /// `true`, `false`, or `error` when the registry did not answer.
    #[attr]
    pub available: String,
    #[attr]
    pub error_no: i64,
    #[attr]
    pub description: String,
    /// The attributes from here on are left out in answers of 2015.
    #[attr]
    pub is_premium_name: Option<bool>,
    #[attr]
    pub premium_registration_price: Option<AmountOrZero>,
    #[attr]
    pub premium_renewal_price: Option<AmountOrZero>,
    #[attr]
    pub premium_restore_price: Option<AmountOrZero>,
    #[attr]
    pub premium_transfer_price: Option<AmountOrZero>,
    /// 0 in every recording, also where the fee is charged.
    #[attr]
    pub icann_fee: Option<AmountOrZero>,
    #[attr]
    pub eap_fee: Option<EapFee>,
}

/// The fee of an early-access phase. `0.0` for names that are not premium, unlike the other prices (recorded 2019 and
/// 2020); the amount in ten-thousandths for those that are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EapFee(pub Option<i64>);

impl Append for EapFee {
    fn append(&self, out: &mut String, position: Position) {
        match self.0 {
            Some(amount) => Amount::<4>(amount).append(out, position),
            None => out.push_str("0.0"),
        }
    }
}

impl Text for EapFee {
    const FORMAT: &'static str = "amount with 4 decimals, or 0.0";

    fn read(text: &str) -> Option<Self> {
        if matches!(text, "0" | "0.0") {
            Some(EapFee(None))
        } else {
            Some(EapFee(Some(Amount::<4>::read(text)?.0)))
        }
    }
}

refusals! {
    TOO_MANY = 2011169 "Only 50 domains are allowed in a single check command";
    NOT_SOLD = 2030280 "Tld for '{}' is not found";
}

/// Stands in a row when the registry did not answer (client code, domains.check.toml).
pub const NO_ANSWER: (i64, &str) = (750, "No response from the registry");
/// Stands in a row whose name is none, or has more labels than a domain.
pub const NO_NAME: (i64, &str) = (2_030_166, "Domain is invalid");

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::domains;
    use registrar::ports::registry::{Availability, PremiumPrices};
    use registrar::runner::Cx;
    use rules::name::DomainName;
    use rules::tld;

    use super::*;
    use crate::handler::{Answer, Run};

    impl Run for Request {
        fn run(&self, cx: &mut Cx<'_, '_>, _: &Caller) -> Answer<Response> {
            let names: Vec<&str> =
                self.domain_list.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
            if names.len() > MOST {
                return Err(TOO_MANY.into());
            }
            let results: Answer<Vec<Checked>> = names.into_iter().map(|name| check(cx, name)).collect();
            Ok(Response { results: results? })
        }
    }

    /// One name under a TLD that is not sold refuses the whole call (observed 2026, fixtures/README.md).
    fn check(cx: &mut Cx<'_, '_>, text: &str) -> Answer<Checked> {
        let Some(name) = DomainName::parse(text) else {
            let sold = text.rsplit_once('.').is_some_and(|(_, tld)| tld::find(tld).is_some());
            return if sold {
                Ok(row(text, "false", NO_NAME, None))
            } else {
                Err(NOT_SOLD.about(text).into())
            };
        };
        match tld::split(&name).filter(|(_, tld)| tld.is_api_registerable) {
            None => return Err(NOT_SOLD.about(text).into()),
            // Only names right below a TLD can be registered; domains.create refuses all others.
            Some((sld, _)) if sld.contains('.') => return Ok(row(name.as_str(), "false", NO_NAME, None)),
            Some(_) => {}
        }
        let none = (0, "");
        Ok(match domains::availability(cx, &name)? {
            Availability::Available => row(name.as_str(), "true", none, None),
            Availability::Taken => row(name.as_str(), "false", none, None),
            Availability::Premium(prices) => row(name.as_str(), "true", none, Some(prices)),
            Availability::NoAnswer => row(name.as_str(), "error", NO_ANSWER, None),
        })
    }

    fn row(domain: &str, available: &str, error: (i64, &str), prices: Option<PremiumPrices>) -> Checked {
        let amount = |of: fn(PremiumPrices) -> rules::money::Money| {
            Some(AmountOrZero(prices.map(|prices| of(prices).ten_thousandths)))
        };
        Checked {
            domain: domain.to_owned(),
            available: available.to_owned(),
            error_no: error.0,
            description: error.1.to_owned(),
            is_premium_name: Some(prices.is_some()),
            premium_registration_price: amount(|prices| prices.registration),
            premium_renewal_price: amount(|prices| prices.renewal),
            premium_restore_price: amount(|prices| prices.restore),
            premium_transfer_price: amount(|prices| prices.transfer),
            icann_fee: amount(|_| rules::money::Money::ZERO),
            eap_fee: Some(EapFee(prices.map(|prices| prices.early_access.ten_thousandths))),
        }
    }
}
