//! README's table of commands, group by group, as they are declared. `NAMEGATE_BLESS=1` writes it anew, as it does
//! docs/commands.md.

use std::fmt::Write as _;

use commands::slice::COMMANDS;

use crate::generated;

#[test]
fn the_table_of_commands_is_up_to_date() {
    generated::check("README.md", table().trim_end());
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
