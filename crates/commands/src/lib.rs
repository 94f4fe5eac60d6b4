//! The commands of the API, one file each: what it is, its request, its response, its refusals, and how it runs. What
//! commands share is in `slice` (the list of all), `handler` (how one is run), `logged` (a call of the log as it is shown),
//! `charged` (an order in an answer) and `paging` (lists that show a page at a time); what those of one group share, beside them.

pub mod allow;
pub mod audit;
pub mod charged;
#[cfg(feature = "server")]
mod declared;
pub mod dns;
pub mod domains;
#[cfg(feature = "server")]
pub mod execute;
pub mod explain;
#[cfg(feature = "server")]
pub mod handler;
pub mod keys;
pub mod ledger;
pub mod logged;
pub mod paging;
pub mod sandbox;
pub mod shared_params;
#[cfg(feature = "server")]
mod shown;
pub mod slice;
pub mod ssl;
pub mod time_span;
pub mod users;
pub mod whoisguard;
