//! Placeholder while the house is built.

pub mod connection;
pub mod edge_ca;
pub mod https;
mod patience;
pub mod private_file;
pub mod proxy;
pub mod stop;
