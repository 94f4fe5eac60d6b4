//! What each preset of keys may do, in docs/keys.md, worked out from the list of commands. `NAMEGATE_BLESS=1` writes it
//! anew, as it does docs/commands.md.

use std::fmt::Write as _;

use commands::slice::COMMANDS;
use rules::key_policy::{Asked, Policy, Preset};
use rules::money::Money;
use wire::CommandSpec;

use crate::generated;

#[test]
fn the_presets_are_up_to_date() {
    generated::check("docs/keys.md", &text());
}

fn text() -> String {
    let mut out = String::new();
    for preset in Preset::ALL {
        let policy = preset.policy();
        let (may, may_not): (Vec<&CommandSpec>, Vec<_>) = COMMANDS
            .iter()
            .map(|entry| entry.spec)
            .partition(|spec| policy.command(Asked { name: spec.name, reads: spec.effect.reads() }).is_ok());
        // Writing into a String cannot fail.
        let _ = writeln!(out, "### `{}`\n\nFor {}.\n", preset.word(), preset.purpose());
        let _ = writeln!(out, "{}\n", limits(&policy));
        let names: Vec<String> = if may_not.is_empty() {
            vec!["all".to_owned()]
        } else {
            may.iter().map(|spec| format!("`{}`", spec.name)).collect()
        };
        let _ = writeln!(out, "{} of {} commands: {}.\n", may.len(), COMMANDS.len(), names.join(", "));
    }
    out.trim_end().to_owned()
}

fn limits(policy: &Policy) -> String {
    let quoted = |texts: Vec<String>| match texts.as_slice() {
        [] => "none".to_owned(),
        texts => texts.iter().map(|text| format!("`{text}`")).collect::<Vec<_>>().join(", "),
    };
    let or_all =
        |number: Option<u32>| number.map_or_else(|| "any number".to_owned(), |number| number.to_string());
    let amount =
        |money: Option<Money>| money.map_or_else(|| "anything".to_owned(), |money| money.to_string());
    let rows = [
        ("records that it may write", quoted(policy.records.texts().collect())),
        ("records of its own in a zone", or_all(policy.most_records)),
        (
            "a record stands",
            policy
                .record_life
                .map_or_else(|| "until it is deleted".to_owned(), |life| format!("{life} seconds")),
        ),
        (
            "records of others",
            if policy.deletes_others { "may be changed" } else { "stay as they are" }.to_owned(),
        ),
        ("deletions in one call", or_all(policy.most_deletions)),
        ("may spend", amount(policy.spending.in_all)),
        ("setHosts", if policy.merge { "is merged" } else { "replaces" }.to_owned()),
    ];
    let rows = rows.iter().map(|(what, how)| format!("| {what} | {how} |")).collect::<Vec<_>>();
    format!("| | |\n|---|---|\n{}", rows.join("\n"))
}
