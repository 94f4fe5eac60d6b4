//! Tests of the whole through its front doors: `api` over HTTP, `witness` against the reference and the recordings.
