//! Tests of the whole through its front doors: `api` over HTTP, `lifecycle` over years, `nodes` on two processes over one
//! PostgreSQL, `random` by calls at random, `witness` against the reference and the recordings.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Once;

/// The folder of the reference, beside the repository. Says once that tests are skipped where it is not there.
pub fn reference_folder() -> Option<PathBuf> {
    static SAID: Once = Once::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    if folder.join("reference/commands").is_dir() {
        return Some(folder);
    }
    SAID.call_once(|| {
        // Past the test harness, which shows what passing tests print to nobody. Not to be able to say it is no failure.
        let _ = writeln!(std::io::stderr(), "tests: skipped, the reference is not beside the repository");
    });
    None
}
