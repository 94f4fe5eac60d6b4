//! Declarations against the reference.
