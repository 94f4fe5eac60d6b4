//! Over HTTP.

mod add_funds;
mod addresses;
mod body;
mod browsers;
mod certificate_pages;
mod clock;
mod coverage;
mod domains;
mod faults;
mod gate;
mod host_records;
mod house;
mod http;
mod metrics;
mod name_servers;
mod orders;
mod parameters;
mod passwords;
mod privacy;
mod properties;
mod rate_limit;
mod refusals;
mod registered;
mod rows;
mod sub_accounts;
