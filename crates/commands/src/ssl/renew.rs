//! `namecheap.ssl.renew`: buys a certificate that follows one whose term ends. An order.

use wire::{Body, Command, refusals};

use crate::charged::Charged;

/// Buy a renewal of a certificate (charges the account)
#[derive(Command)]
#[command(name = "namecheap.ssl.renew", effect = Order, response = Response)]
pub struct Request {
    /// The certificate whose term ends: from 90 days before to 180 days after.
    #[param(name = "CertificateID", max = 9, subject = 294, too_long = 2013294)]
    pub certificate_id: i64,
    #[param(least = 1, most = 5, subject = 167)]
    pub years: i64,
    /// Its product, in any letter case; a name of before July 2026 stands for the product sold in its place.
    #[param(name = "SSLType", max = 50, subject = 301, too_long = 2013301)]
    pub product: String,
    /// A coupon; none is known.
    #[param(max = 20, subject = 170, too_long = 2013170)]
    pub promotion_code: Option<String>,
}

#[derive(Body, Debug, Default)]
#[body(name = "SSLRenewResult")]
pub struct Response {
    /// The new certificate.
    #[attr(name = "CertificateID")]
    pub certificate_id: i64,
    /// Left out on refusal.
    #[attr(name = "SSLType")]
    pub product: Option<String>,
    #[attr]
    pub years: i64,
    #[attrs]
    pub charged: Charged,
}

refusals! {
    TYPE_INVALID = 2011301 "Parameter SSLType is not valid";
    TYPE_DISCONTINUED = 2011301 "We're sorry, the requested SSL type has been discontinued";
    NOT_FOUND = 4011294 "CertificateID is invalid";
    TYPE_MISMATCH = 2012301 "SSLType Mismatch";
    YEARS_OUT_OF_RANGE = 2013167 "Max Years value for this Type is {}";
    RENEWED = 4028294 "This CertificateID is already queued for Renewal";
    NOT_ACTIVE = 4011331 "Certificate status is invalid";
    NOT_NOW = 4011294 "Certificate not meet the ExpireDate. So cannot Renew";
    PROMOTION_CODE_INVALID = 2011170 "Promotion code is not available";
    NO_FUNDS = 2528166 "Order creation failed;INSUFFICIENTFUNDS;";
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::certificates;
    use registrar::certificates::renewal::{self, Error, Wish};
    use registrar::orders::{Ended, Opened};
    use registrar::runner::Cx;
    use wire::{Params, WriteBody};

    use super::*;
    use crate::handler::{Answer, Order, Stop, UNKNOWN};

    impl Order for Request {
        fn open(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<(Opened, Option<Ended>)> {
            let wish = Wish {
                certificate_id: self.certificate_id,
                product: &self.product,
                years: self.years,
                promotion_code: self.promotion_code.as_deref(),
            };
            Ok((renewal::open(cx, caller, wish).map_err(refuse)?, None))
        }

        fn answer(&self, cx: &mut Cx<'_, '_>, opened: Opened, ended: Ended) -> Answer<Response> {
            // Nobody outside has a part in it.
            ended.map_err(|_| UNKNOWN)?;
            let certificate = certificates::of_order(cx, opened.purchase_id)?.ok_or(UNKNOWN)?;
            Ok(Response {
                certificate_id: certificate.id,
                product: Some(certificate.product.name().to_owned()),
                years: certificate.years.into(),
                charged: Charged::by(opened),
            })
        }

        fn refused(_: &Params) -> Box<dyn WriteBody> {
            Box::new(Response::default())
        }
    }

    fn refuse(cause: Error) -> Stop {
        match cause {
            Error::Unknown => TYPE_INVALID.into(),
            Error::Discontinued => TYPE_DISCONTINUED.into(),
            Error::NotFound => NOT_FOUND.into(),
            Error::OtherProduct => TYPE_MISMATCH.into(),
            Error::Years { most } => YEARS_OUT_OF_RANGE.about(&most.to_string()).into(),
            Error::Renewed => RENEWED.into(),
            Error::NotActive => NOT_ACTIVE.into(),
            Error::NotNow => NOT_NOW.into(),
            Error::PromotionCode => PROMOTION_CODE_INVALID.into(),
            Error::Insufficient => NO_FUNDS.into(),
            Error::Store(error) => error.into(),
        }
    }
}
