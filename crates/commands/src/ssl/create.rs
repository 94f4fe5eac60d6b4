//! `namecheap.ssl.create`: buys a certificate, which is for no name yet. An order.

use wire::text::Date;
use wire::{Body, Command, Element, refusals};

use crate::charged::Charged;

/// Buy a certificate (charges the account)
#[derive(Command)]
#[command(name = "namecheap.ssl.create", effect = Order, response = Response)]
pub struct Request {
    /// The term that is paid for.
    #[param(least = 1, most = 5, subject = 167)]
    pub years: i64,
    /// A product in any letter case; for a name of before July 2026 the product of the same class is sold.
    #[param(name = "Type", max = 50, subject = 298)]
    pub product: String,
    /// Names on top of the three that are included; only for products for several names.
    #[param(name = "SANStoADD", least = 0, most = 99, subject = 900)]
    pub sans_to_add: Option<i64>,
    /// A coupon; none is known.
    #[param(max = 20, subject = 170, too_long = 2013170)]
    pub promotion_code: Option<String>,
}

#[derive(Body, Debug, Default)]
#[body(name = "SSLCreateResult")]
pub struct Response {
    #[attr]
    pub is_success: bool,
    #[attrs]
    pub charged: Charged,
    /// Left out on refusal.
    #[child(name = "SSLCertificate")]
    pub certificate: Option<Certificate>,
}

#[derive(Element, Debug)]
pub struct Certificate {
    #[attr(name = "CertificateID")]
    pub id: i64,
    #[attr]
    pub created: Date,
    /// The product that was sold.
    #[attr(name = "SSLType")]
    pub product: String,
    #[attr]
    pub years: i64,
    /// NewPurchase.
    #[attr]
    pub status: String,
}

refusals! {
    TYPE_INVALID = 2011301 "Parameter Type is not valid";
    TYPE_DISCONTINUED = 2011301 "We're sorry, the requested SSL type has been discontinued";
    YEARS_OUT_OF_RANGE = 2013167 "Parameter Years is OutOfRange";
    NO_SANS = 2011767 "The requested SSL type has no additional domains";
    TOO_MANY_SANS = 2011767 "Number of SANS To add is not within the limit.";
    PROMOTION_CODE_INVALID = 2011170 "Promotion code is not available";
    NO_FUNDS = 2528166 "Order creation failed;INSUFFICIENTFUNDS;";
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::certificates;
    use registrar::certificates::purchase::{self, Error, Wish};
    use registrar::orders::{Ended, Opened};
    use registrar::runner::Cx;
    use wire::{Params, WriteBody};

    use super::*;
    use crate::handler::{Answer, Order, Stop, UNKNOWN};
    use crate::shown::date;

    impl Order for Request {
        fn open(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<(Opened, Option<Ended>)> {
            let wish = Wish {
                product: &self.product,
                years: self.years,
                names: self.sans_to_add.unwrap_or(0),
                promotion_code: self.promotion_code.as_deref(),
            };
            Ok((purchase::open(cx, caller, wish).map_err(refuse)?, None))
        }

        fn answer(&self, cx: &mut Cx<'_, '_>, opened: Opened, ended: Ended) -> Answer<Response> {
            // Nobody outside has a part in it.
            ended.map_err(|_| UNKNOWN)?;
            let certificate = certificates::of_order(cx, opened.purchase_id)?.ok_or(UNKNOWN)?;
            Ok(Response {
                is_success: true,
                charged: Charged::by(opened),
                certificate: Some(Certificate {
                    id: certificate.id,
                    created: date(certificate.purchased),
                    product: certificate.product.name().to_owned(),
                    years: certificate.years.into(),
                    status: certificate.state.name().to_owned(),
                }),
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
            Error::Years => YEARS_OUT_OF_RANGE.into(),
            Error::NoFurtherNames => NO_SANS.into(),
            Error::TooManyNames => TOO_MANY_SANS.into(),
            Error::PromotionCode => PROMOTION_CODE_INVALID.into(),
            Error::Insufficient => NO_FUNDS.into(),
            Error::Store(error) => error.into(),
        }
    }
}
