//! What the answers of orders for certificates and privacy tell of the order.

use wire::Attributes;
use wire::text::AmountOrZero;

/// An order and what it charged; all is 0 on refusal.
#[derive(Attributes, Debug, Default)]
pub struct Charged {
    #[attr]
    pub order_id: i64,
    #[attr]
    pub transaction_id: i64,
    #[attr]
    pub charged_amount: AmountOrZero,
}

#[cfg(feature = "server")]
mod server {
    use registrar::orders::Opened;

    use super::*;

    impl Charged {
        pub(crate) fn by(opened: Opened) -> Self {
            Charged {
                order_id: opened.purchase_id,
                transaction_id: opened.transaction_id,
                charged_amount: AmountOrZero(Some(opened.amount.ten_thousandths)),
            }
        }
    }
}
