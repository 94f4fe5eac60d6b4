//! Each declaration against its page.

use commands::slice::COMMANDS;

use crate::reference::Page;
use crate::{declared, difference, facts, reference};

/// Commands of the service that have no page: clients found them (docs/divergences.md).
const WITHOUT_PAGE: [&str; 2] =
    ["namecheap.domains.dns.getSrvRecords", "namecheap.domains.dns.setSrvRecords"];

#[test]
fn declarations_are_as_the_reference_has_them() {
    let Some(folder) = reference::folder() else { return };
    let mut differences = Vec::new();
    // The others are Namegate's own.
    for entry in COMMANDS.iter().filter(|entry| entry.spec.name.starts_with("namecheap.")) {
        if WITHOUT_PAGE.contains(&entry.spec.name) {
            continue;
        }
        let page = Page::read(&folder, entry.spec.name);
        differences.extend(facts::compare(entry.spec.name, &page.facts(), &declared::facts(entry, &page)));
    }
    difference::check("Declarations", &differences);
}
