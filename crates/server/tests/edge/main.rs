//! The listeners, spoken to through sockets.

mod app;
mod plain;
mod proxy;
mod tls;
