//! The HTTP edge: listeners, the gate, the endpoint of the API, the forward proxy.

mod add_funds_page;
pub mod app;
mod approval_page;
mod certificate_authority;
pub mod connection;
mod cut;
mod door;
pub mod edge_ca;
pub mod forwarded;
pub mod gate;
mod get_ip;
mod health;
pub mod https;
pub mod metrics;
mod metrics_endpoint;
mod page;
mod patience;
pub mod peer;
pub mod proxy;
pub mod proxy_protocol;
mod request_id;
mod request_params;
pub mod router;
pub mod stop;
mod xml_endpoint;
