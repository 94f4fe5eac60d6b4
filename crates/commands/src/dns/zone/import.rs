//! `namegate.dns.zone.import`: takes the records of a master file into a zone.

use wire::{Body, Command, Element, refusals};

use super::super::changes::{Difference, Outcome};
use super::super::conditions::Conditions;
use super::super::{BAD_NAME, BAD_TEXT, BAD_VALUE, BESIDE_CNAME, MIXED_MAIL, MOVED_ON, TOO_MANY};
use crate::domains::DOMAIN_NOT_FOUND;

/// Take the records of a master file into a zone
#[derive(Command)]
#[command(name = "namegate.dns.zone.import", effect = Write, response = Response)]
pub struct Request {
    /// The whole name: example.co.uk.
    #[param(max = 253, subject = 166)]
    pub domain_name: String,
    /// The text of a master file (RFC 1035 section 5) for the domain; nothing is included from elsewhere.
    #[param(subject = 978)]
    pub text: String,
    /// Also delete every record that the text does not hold.
    #[param(subject = 979)]
    pub replace: Option<bool>,
    #[block]
    pub conditions: Conditions,
}

#[derive(Body, Debug)]
#[body(name = "DnsZoneImportResult")]
pub struct Response {
    #[attrs]
    pub outcome: Outcome,
    #[child]
    pub difference: Difference,
    /// What was not taken as it stands.
    #[child(name = "Note")]
    pub notes: Vec<Note>,
}

#[derive(Element, Debug)]
pub struct Note {
    /// Counts from 1.
    #[attr]
    pub line: i64,
    #[text]
    pub words: String,
}

refusals! {
    DOMAIN_NOT_FOUND;
    MOVED_ON;
    BAD_TEXT;
    BAD_NAME;
    BAD_VALUE;
    TOO_MANY;
    BESIDE_CNAME;
    MIXED_MAIL;
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::records;
    use registrar::runner::Cx;

    use super::*;
    use crate::dns::changes::Changes;
    use crate::dns::refused::refuse;
    use crate::handler::{Answer, Run};

    impl Run for Request {
        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            let asked = self.conditions.of(&self.domain_name);
            let imported = records::import(cx, caller, asked, &self.text, self.replace.unwrap_or(false));
            let imported = imported.map_err(|cause| refuse(cause, |line| format!("line {line}: ")))?;
            let Changes { outcome, difference } = Changes::of(&imported.changed, asked.dry_run);
            let notes = imported.notes.into_iter().map(|(line, note)| Note {
                line: i64::try_from(line).unwrap_or(i64::MAX),
                words: note.to_string(),
            });
            Ok(Response { outcome, difference, notes: notes.collect() })
        }
    }
}
