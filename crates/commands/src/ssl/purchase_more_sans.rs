//! `namecheap.ssl.purchaseMoreSANs`: buys names on top of those that a certificate can hold. An order.

use wire::{Body, Command, Element, refusals};

use crate::charged::Charged;

/// Buy further names for a certificate (charges the account)
#[derive(Command)]
#[command(name = "namecheap.ssl.purchaseMoreSANs", effect = Order, response = Response)]
pub struct Request {
    #[param(name = "CertificateID", max = 10, subject = 294, too_long = 2013294)]
    pub certificate_id: i64,
    /// It can hold them once it is activated or reissued.
    #[param(name = "NumberOfSANSToAdd", least = 1, most = 99, subject = 900)]
    pub number_of_sans: i64,
}

#[derive(Body, Debug, Default)]
#[body(name = "SSLPurchaseMoreSANSResult")]
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
    /// In lower case.
    #[attr(name = "SSLType")]
    pub product: String,
    #[attr]
    pub years: i64,
    /// In upper case.
    #[attr]
    pub status: String,
    /// The names that were bought now.
    #[attr(name = "SANSCount")]
    pub sans_count: i64,
}

refusals! {
    NOT_FOUND = 2011294 "CertificateId is not valid";
    NO_SANS = 2011301 "Parameter SSLType is not valid";
    TOO_MANY_SANS = 2011767 "Number of SANS To add is not within the limit.";
    NO_FUNDS = 2528166 "Order creation failed;INSUFFICIENTFUNDS;";
    NOT_ORDERED = 2528166 "Order creation failed";
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::certificates;
    use registrar::certificates::more_names::{self, Error};
    use registrar::orders::{Ended, Opened};
    use registrar::runner::Cx;
    use wire::{Params, WriteBody};

    use super::*;
    use crate::handler::{Answer, Order, Stop, UNKNOWN};

    impl Order for Request {
        fn open(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<(Opened, Option<Ended>)> {
            let opened = more_names::open(cx, caller, self.certificate_id, self.number_of_sans);
            Ok((opened.map_err(refuse)?, None))
        }

        fn answer(&self, cx: &mut Cx<'_, '_>, opened: Opened, ended: Ended) -> Answer<Response> {
            // Nobody outside has a part in it.
            ended.map_err(|_| UNKNOWN)?;
            let certificate = certificates::record(cx, self.certificate_id)?.ok_or(UNKNOWN)?;
            Ok(Response {
                is_success: true,
                charged: Charged::by(opened),
                certificate: Some(Certificate {
                    id: certificate.id,
                    product: certificate.product.name().to_ascii_lowercase(),
                    years: certificate.years.into(),
                    status: certificate.state.name().to_ascii_uppercase(),
                    sans_count: self.number_of_sans,
                }),
            })
        }

        fn refused(_: &Params) -> Box<dyn WriteBody> {
            Box::new(Response::default())
        }
    }

    fn refuse(cause: Error) -> Stop {
        match cause {
            Error::NotFound => NOT_FOUND.into(),
            Error::NoFurtherNames => NO_SANS.into(),
            Error::TooManyNames => TOO_MANY_SANS.into(),
            Error::UnderWay => NOT_ORDERED.into(),
            Error::Insufficient => NO_FUNDS.into(),
            Error::Store(error) => error.into(),
        }
    }
}
