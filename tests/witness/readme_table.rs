//! README's table of commands, group by group, as they are declared. `NAMEGATE_BLESS=1` writes it anew, as it does
//! docs/commands.md.

use std::fmt::Write as _;
use std::path::Path;

use commands::slice::COMMANDS;

const BEGIN: &str =
    "<!-- Written by tests/witness from the declarations: NAMEGATE_BLESS=1 writes it anew. -->\n";
const END: &str = "<!-- To here. -->\n";

#[test]
fn the_table_of_commands_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md");
    let kept = std::fs::read_to_string(&path).expect("README.md");
    let (before, rest) = kept.split_once(BEGIN).expect("the beginning of the table");
    let (_, after) = rest.split_once(END).expect("the end of the table");
    let page = format!("{before}{BEGIN}\n{}\n{END}{after}", table());
    if std::env::var_os("NAMEGATE_BLESS").is_some() {
        std::fs::write(&path, &page).expect("README.md can be written");
        return;
    }
    assert!(kept == page, "README.md has other commands than are declared: NAMEGATE_BLESS=1 writes it anew");
}

/// A row for each group, in the order of the list.
fn table() -> String {
    let mut groups: Vec<(&str, Vec<&str>)> = Vec::new();
    for entry in COMMANDS {
        let (group, name) = entry.spec.name.rsplit_once('.').expect("a group and a name");
        match groups.iter_mut().find(|(have, _)| *have == group) {
            Some((_, names)) => names.push(name),
            None => groups.push((group, vec![name])),
        }
    }
    let of_the_service = COMMANDS.iter().filter(|entry| entry.spec.name.starts_with("namecheap.")).count();
    let own = COMMANDS.len() - of_the_service;
    let mut out = format!(
        "{of_the_service} commands of the API, and {own} of Namegate's own:\n\n| group | number | commands |\n|---|---|---|\n"
    );
    for (group, names) in groups {
        let linked: Vec<String> = names
            .iter()
            .map(|name| {
                let anchor = format!("{group}.{name}").to_ascii_lowercase().replace('.', "");
                format!("[{name}](docs/commands.md#{anchor})")
            })
            .collect();
        // Writing into a String cannot fail.
        let _ = writeln!(out, "| `{group}.` | {} | {} |", names.len(), linked.join(", "));
    }
    out
}
