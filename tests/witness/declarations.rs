//! Each declaration against its page.

use commands::slice::COMMANDS;

use crate::reference::Page;
use crate::{declared, difference, facts, reference};

#[test]
fn declarations_are_as_the_reference_has_them() {
    let Some(folder) = reference::folder() else { return };
    let mut differences = Vec::new();
    // The others are Namegate's own.
    for entry in COMMANDS.iter().filter(|entry| entry.spec.name.starts_with("namecheap.")) {
        let page = Page::read(&folder, entry.spec.name);
        differences.extend(facts::compare(entry.spec.name, &page.facts(), &declared::facts(entry, &page)));
    }
    difference::check("Declarations", &differences);
}
