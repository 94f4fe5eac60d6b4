//! Every error number of the reference is had by a test here, or stands in docs/divergences.md with the reason why no
//! case of it can arise. The reference lies beside the repository; without it this is skipped.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use commands::slice::find;
use serde::Deserialize;

use crate::{gate, parameters, refusals};

const HEADING: &str = "\n## Numbers without a case\n";

#[derive(Deserialize)]
struct Reference {
    error: Vec<Error>,
}

#[derive(Deserialize)]
struct Error {
    code: String,
    group: String,
    /// Without `namecheap.`.
    commands: Vec<String>,
}

/// Every number of the reference. Those of a group of which commands are still to come are left out.
fn of_reference(folder: &Path) -> BTreeSet<u32> {
    let path = folder.join("reference/errors.toml");
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let reference: Reference = toml::from_str(&text).expect("errors.toml");
    let is_to_come = |command: &String| find(&format!("namecheap.{command}")).is_none();
    let to_come: BTreeSet<&str> = reference
        .error
        .iter()
        .flat_map(|error| error.commands.iter().filter(|command| is_to_come(command)))
        .filter_map(|command| command.split('.').next())
        .collect();
    let numbers = reference.error.iter().filter(|error| !to_come.contains(error.group.as_str()));
    numbers.map(|error| error.code.parse().expect("a number")).collect()
}

/// The numbers that are said to have no case, with the reasons.
fn without_a_case() -> BTreeMap<u32, String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/divergences.md");
    let text = std::fs::read_to_string(&path).expect("docs/divergences.md can be read");
    let (_, below) = text.split_once(HEADING).expect("docs/divergences.md has the heading");
    let rows = below.lines().take_while(|line| !line.starts_with('#')).filter(|line| line.starts_with('|'));
    let mut all = BTreeMap::new();
    for row in rows {
        let (numbers, why) = row.trim_matches('|').split_once('|').expect("two cells");
        for number in numbers.split(',').filter_map(|number| number.trim().parse().ok()) {
            let before = all.insert(number, why.trim().to_owned());
            assert_eq!(before, None, "{number} stands twice");
        }
    }
    all
}

/// Every number that a test was refused with.
async fn had() -> BTreeSet<u32> {
    let mut had = gate::numbers().await;
    had.extend(parameters::numbers().await);
    had.extend(refusals::had().await.iter().map(|(_, number, _)| *number));
    had
}

#[tokio::test]
async fn every_number_is_had_or_has_a_reason() {
    let Some(folder) = namegate_tests::reference_folder() else { return };
    let (reference, had, reasons) = (of_reference(&folder), had().await, without_a_case());
    let unexplained: Vec<_> =
        reference.iter().filter(|number| !had.contains(number) && !reasons.contains_key(number)).collect();
    assert_eq!(unexplained, Vec::<&u32>::new(), "neither had nor with a reason");
    let stale: Vec<_> = reasons.keys().filter(|number| had.contains(number)).collect();
    assert_eq!(stale, Vec::<&u32>::new(), "had, and said to have no case");
    let unreasoned: Vec<_> = reasons.iter().filter(|(_, why)| why.len() < 8).collect();
    assert!(unreasoned.is_empty(), "{unreasoned:?}");
}
