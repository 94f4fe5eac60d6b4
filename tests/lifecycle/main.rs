//! The lives of domains and accounts, over years: only the clock moves, and the sweeps run. After every step the ledger sums to
//! zero.

mod auto_renewal;
mod certificates;
mod issuing;
mod lost;
mod steps;
mod sub_account;
mod transfers;
mod web;
mod world;
mod years_of_a_com;
mod years_of_a_de;
