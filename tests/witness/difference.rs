//! Differences, and the entries of docs/divergences.md that explain them.

use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;

/// One place in which Namegate is not as the reference has it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    /// The command, body or request.
    pub subject: String,
    pub place: String,
    pub reference: String,
    pub namegate: String,
}

impl Difference {
    fn cells(&self) -> [&str; 4] {
        [&self.subject, &self.place, &self.reference, &self.namegate]
    }
}

/// As a row of the table that lacks it.
impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "| {} | why |", self.cells().map(|cell| format!("`{cell}`")).join(" | "))
    }
}

/// A row of a table in docs/divergences.md: what differs, and why. A cell that ends in `*` stands for all that begin so.
struct Entry {
    cells: [String; 4],
    why: String,
}

impl Entry {
    fn explains(&self, difference: &Difference) -> bool {
        self.cells.iter().zip(difference.cells()).all(|(pattern, text)| match pattern.strip_suffix('*') {
            Some(start) => text.starts_with(start),
            None => pattern == text,
        })
    }
}

/// Fails unless every difference has an entry under `heading`, and every entry a difference.
pub fn check(heading: &str, differences: &[Difference]) {
    let entries = entries(heading);
    let unexplained: BTreeSet<String> = differences
        .iter()
        .filter(|difference| !entries.iter().any(|entry| entry.explains(difference)))
        .map(ToString::to_string)
        .collect();
    let stale: Vec<String> = entries
        .iter()
        .filter(|entry| !differences.iter().any(|difference| entry.explains(difference)))
        .map(|entry| entry.cells.join(" | "))
        .collect();
    let unreasoned: Vec<String> =
        entries.iter().filter(|entry| entry.why.len() < 8).map(|entry| entry.cells.join(" | ")).collect();
    let mut report = String::new();
    for (title, lines) in [
        ("differences without an entry", unexplained.into_iter().collect()),
        ("entries without a difference", stale),
        ("entries without a reason", unreasoned),
    ] {
        if !lines.is_empty() {
            report += &format!("\n{title} ({}):\n{}\n", lines.len(), lines.join("\n"));
        }
    }
    assert!(report.is_empty(), "docs/divergences.md, {heading}:\n{report}");
}

/// The entries of every table under a heading of the second level. A table of four columns has its subject in the
/// heading of the third level above it; one of five in its first column.
fn entries(heading: &str) -> Vec<Entry> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/divergences.md");
    let text = std::fs::read_to_string(&path).expect("docs/divergences.md can be read");
    let (_, below) =
        text.split_once(&format!("\n## {heading}\n")).expect("docs/divergences.md has the heading");
    let (mut subject, mut entries) = (String::new(), Vec::new());
    for line in below.lines().take_while(|line| !line.starts_with("## ")) {
        if let Some(title) = line.strip_prefix("### ") {
            subject = title.trim_matches('`').to_owned();
        } else if line.starts_with('|') {
            entries.extend(entry(line, &subject));
        }
    }
    entries
}

/// A row of a table; `None` for the head and the line below it.
fn entry(line: &str, subject: &str) -> Option<Entry> {
    let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
    let is_data = |cell: &&str| cell.starts_with('`');
    let plain = |cell: &str| cell.trim_matches('`').to_owned();
    match cells.as_slice() {
        [place, reference, namegate, why] if is_data(place) => Some(Entry {
            cells: [subject.to_owned(), plain(place), plain(reference), plain(namegate)],
            why: (*why).to_owned(),
        }),
        [subject, place, reference, namegate, why] if is_data(subject) => Some(Entry {
            cells: [subject, place, reference, namegate].map(|cell| plain(cell)),
            why: (*why).to_owned(),
        }),
        _ => None,
    }
}
