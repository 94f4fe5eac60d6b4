//! Use cases: load what is there, ask the rules, save. Synchronous over a transaction; only the runner and the ports
//! wait. Knows no wire words and no error numbers: each use case has an error of its own.

pub mod add_funds;
pub mod addresses;
pub mod apart;
pub mod caller;
pub mod clock;
pub mod clock_moves;
pub mod contacts;
pub mod domains;
pub mod entropy;
pub mod funds;
pub mod holder;
pub mod hosts;
pub mod key;
pub mod mail_forwarding;
pub mod mails;
pub mod name_servers;
pub mod orders;
pub mod password_resets;
pub mod passwords;
pub mod ports;
pub mod privacy;
pub mod profiles;
pub mod registration;
pub mod renewal;
pub mod runner;
pub mod settings;
pub mod settlement;
pub mod sub_accounts;
pub mod sweeps;
pub mod transfer;
pub mod transfer_lock;
pub mod world;
pub mod world_clock;
pub mod zone_sink;
pub mod zones;
