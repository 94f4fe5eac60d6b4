//! The language of the API: parameters, elements, refusals and the envelope around them. Nothing here knows what a
//! command does.

pub mod cdata;
pub mod eastern_time;
pub mod element;
pub mod envelope;
pub mod escape;
pub mod json;
pub mod masked;
pub mod node;
pub mod param;
pub mod params;
pub mod refusal;
pub mod row;
pub mod scalar;
pub mod secret;
pub mod spec;
pub mod text;
pub mod writer;

pub use element::{Attributes, Body, Element, Malformed, WriteBody};
pub use params::Params;
pub use refusal::{Refusal, RefusalSpec};
pub use spec::{Command, CommandSpec, Effect};
pub use wire_derive::{Attributes, Block, Body, Command, Element, Row};
