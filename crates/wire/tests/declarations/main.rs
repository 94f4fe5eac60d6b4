//! What the derives make of a declaration, on a command that has every kind of field.

// The derives write `::wire`, the name under which every other crate knows this one.
extern crate namegate_wire as wire;

mod request;
mod response;
mod sample;
