//! Which rows of several zones are the same row.

use crate::host_record::{DEFAULT_PREFERENCE, Draft, HostRecord, RecordType};
use crate::zone::{Oddities, Zone, folded, preference};

/// What makes two rows the same row: type, name, address, and what tells twins apart.
pub(super) type Identity<'a> = (RecordType, &'a str, &'a str, u16);

/// How rows are told apart: by name, type and address, and MX rows by their preferences too where one target has several
/// of them. Elsewhere a row whose preference is changed would be another row.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sameness {
    by_preference: bool,
}

impl Sameness {
    /// The one that tells all rows of these zones apart, and those of a list.
    pub(super) fn in_all(zones: &[&Zone], sent: &[Draft]) -> Self {
        let simple = Sameness::default();
        let in_zone = |zone: &&Zone| has_twins(zone.records.iter().map(|row| simple.row(row)));
        let by_preference =
            zones.iter().any(in_zone) || has_twins(sent.iter().map(|draft| simple.draft(draft)));
        Sameness { by_preference }
    }

    /// What of a list counts: of rows that are the same the first.
    pub(super) fn folded(self, sent: Vec<Draft>) -> Vec<(usize, Draft)> {
        folded(sent, Oddities { folds_mx: !self.by_preference, ..Oddities::default() })
    }

    pub(super) fn draft(self, draft: &Draft) -> Identity<'_> {
        (draft.kind, &draft.name, &draft.address, self.told_by(preference(draft)))
    }

    pub(super) fn row(self, row: &HostRecord) -> Identity<'_> {
        (row.kind, &row.name, &row.address, self.told_by(row.preference))
    }

    fn told_by(self, preference: u16) -> u16 {
        if self.by_preference { preference } else { DEFAULT_PREFERENCE }
    }
}

fn has_twins<'a>(rows: impl Iterator<Item = Identity<'a>>) -> bool {
    let mut mail: Vec<_> = rows.filter(|(kind, ..)| *kind == RecordType::Mx).collect();
    mail.sort_unstable();
    mail.windows(2).any(|pair| pair[0] == pair[1])
}
