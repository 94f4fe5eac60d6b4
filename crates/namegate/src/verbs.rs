//! What the binary can be told to do.

pub mod allow;
pub mod audit;
pub mod call;
pub mod doctor;
pub mod domain;
pub mod explain;
pub mod key;
pub mod run;
pub mod sandbox;
pub mod state;
pub mod zone;
