//! Whether one policy allows what another does not.

use super::Policy;
use crate::money::Money;

/// What a key that `maker` makes would be allowed beyond it. Only full keys make keys, so limits alone can be exceeded.
pub fn exceeds(made: &Policy, maker: &Policy) -> Option<&'static str> {
    let beyond =
        |made: Option<u32>, maker: Option<u32>| maker.is_some_and(|most| made.is_none_or(|made| made > most));
    let spends = |made: Option<Money>, maker: Option<Money>| {
        maker.is_some_and(|most| made.is_none_or(|made| made > most))
    };
    let (own, most) = (made.spending, maker.spending);
    [
        (!maker.is_full(), "a policy"),
        (beyond(made.most_deletions, maker.most_deletions), "MostDeletions"),
        (spends(own.highest_price, most.highest_price), "HighestPrice"),
        (spends(own.per_day, most.per_day), "SpendPerDay"),
        (spends(own.in_all, most.in_all), "SpendInAll"),
    ]
    .into_iter()
    .find_map(|(exceeded, what)| exceeded.then_some(what))
}
