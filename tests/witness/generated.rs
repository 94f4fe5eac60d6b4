//! Parts of pages that are written from the declarations.

use std::path::Path;

const BEGIN: &str =
    "<!-- Written by tests/witness from the declarations: NAMEGATE_BLESS=1 writes it anew. -->\n";
const END: &str = "<!-- To here. -->\n";

/// Compares the written part of a page with what it should be, or writes it with `NAMEGATE_BLESS=1`.
pub fn check(page: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(page);
    let kept = std::fs::read_to_string(&path).expect(page);
    let (before, rest) = kept.split_once(BEGIN).expect("the beginning of what is written");
    let (_, after) = rest.split_once(END).expect("the end of what is written");
    let written = format!("{before}{BEGIN}\n{text}\n\n{END}{after}");
    if std::env::var_os("NAMEGATE_BLESS").is_some() {
        std::fs::write(&path, &written).expect("the page can be written");
        return;
    }
    assert!(kept == written, "{page} is not as it is declared: NAMEGATE_BLESS=1 writes it anew");
}
