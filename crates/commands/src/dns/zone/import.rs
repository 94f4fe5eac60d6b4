//! `namegate.dns.zone.import`: takes the records of a master file into a zone.

use wire::{Body, Command, Element, refusals};

use super::super::changes::Difference;
use super::super::{BAD_NAME, BAD_TEXT, BAD_VALUE, BESIDE_CNAME, MIXED_MAIL, MOVED_ON, NOT_FOUND, TOO_MANY};

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
    /// Only if the zone is at this version.
    #[param(least = 0, most = 9999999999999, subject = 970)]
    pub version: Option<i64>,
    /// Say what would change, and change nothing.
    #[param(subject = 976)]
    pub dry_run: Option<bool>,
}

#[derive(Body, Debug)]
#[body(name = "DnsZoneImportResult")]
pub struct Response {
    #[attr]
    pub domain: String,
    #[attr]
    pub version_before: i64,
    /// As before where nothing changed.
    #[attr]
    pub version: i64,
    #[attr]
    pub is_dry_run: bool,
    /// Whether our name servers answer for the domain.
    #[attr(name = "IsUsingOurDNS")]
    pub is_using_our_dns: bool,
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
    NOT_FOUND;
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
    use crate::dns::refused::{asked, refuse};
    use crate::handler::{Answer, Run};

    impl Run for Request {
        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            let asked = asked(&self.domain_name, self.version, self.dry_run);
            let imported = records::import(cx, caller, asked, &self.text, self.replace.unwrap_or(false));
            let imported = imported.map_err(|cause| refuse(cause, |line| format!("line {line}: ")))?;
            let Changes { domain, version_before, version, is_dry_run, is_using_our_dns, difference } =
                Changes::of(&imported.changed, asked.dry_run);
            let notes = imported.notes.into_iter().map(|(line, note)| Note {
                line: i64::try_from(line).unwrap_or(i64::MAX),
                words: note.to_string(),
            });
            Ok(Response {
                domain,
                version_before,
                version,
                is_dry_run,
                is_using_our_dns,
                difference,
                notes: notes.collect(),
            })
        }
    }
}
