//! Certificates: each was paid for, holds no more names than fit, and is renewed once at most.

use rules::certificate::MOST_BOUGHT_NAMES;

use super::{number, rows};
use crate::world::World;

/// Every record that is no reissue is what a completed order brought.
const UNPAID: &str =
    "SELECT CAST(c.id AS text) FROM certificate c LEFT JOIN purchase p ON p.id = c.purchase_id
                      AND p.account_id = c.account_id AND p.state = 'completed'
                      WHERE p.id IS NULL";
const BROUGHT_TWICE: &str = "SELECT CAST(purchase_id AS text) FROM certificate WHERE replaces IS NULL
                             GROUP BY purchase_id HAVING count(*) > 1";
const RENEWED_TWICE: &str =
    "SELECT CAST(renewal_of AS text) FROM certificate WHERE renewal_of IS NOT NULL AND replaces IS NULL
                             GROUP BY renewal_of HAVING count(*) > 1";
const ORDERS: &str = "SELECT CAST(count(*) AS text) FROM purchase WHERE state = 'completed'
                      AND (detail LIKE '{\"kind\":\"certificate\"%' OR detail LIKE '{\"kind\":\"certificate renewal\"%')";
const BROUGHT: &str = "SELECT CAST(count(*) AS text) FROM certificate WHERE replaces IS NULL";

pub fn check(world: &World) {
    for sql in [UNPAID, BROUGHT_TWICE, RENEWED_TWICE] {
        assert_eq!(rows(world, sql), Vec::<Vec<String>>::new(), "{sql}");
    }
    assert_eq!(rows(world, ORDERS), rows(world, BROUGHT), "orders, and what they brought");
    for row in rows(world, "SELECT CAST(bought_names AS text) FROM certificate") {
        assert!((0..=MOST_BOUGHT_NAMES).contains(&number(&row[0])), "{row:?}");
    }
}
