//! Tests of an engine.
