//! The zone of a domain as the text of a master file.

use rules::master_file::{Heading, Note, read, write};
use rules::zone_edit::{Faulty, Sent};
use store::Domain;

use super::{Asked, Changed, Error, at_version, changed, list};
use crate::caller::Caller;
use crate::runner::Cx;

/// What an import did, or would do.
#[derive(Debug)]
pub struct Imported {
    pub changed: Changed,
    /// What was not taken as it stands, by line from 1.
    pub notes: Vec<(usize, Note)>,
}

/// The zone of a domain of the caller, its version, and its text.
pub fn export(cx: &mut Cx<'_, '_>, caller: &Caller, name: &str) -> Result<(Domain, i64, String), Error> {
    let (domain, kept) = list(cx, caller, name)?;
    let heading = Heading {
        domain: &domain.name,
        version: kept.version,
        name_servers: &cx.settings.name_servers,
        redirector: cx.settings.redirector,
    };
    let text = write(heading, &kept.zone);
    Ok((domain, kept.version, text))
}

/// Takes the records of a text; `replace`: and deletes all others.
pub fn import(
    cx: &mut Cx<'_, '_>,
    caller: &Caller,
    asked: Asked<'_>,
    text: &str,
    replace: bool,
) -> Result<Imported, Error> {
    let (domain, kept) = at_version(cx, caller, asked)?;
    let text = read(&domain.name, text)?;
    let (lines, rows): (Vec<usize>, Vec<Sent>) = text.rows.into_iter().unzip();
    let on_line = |Faulty { at, why }| {
        let at = at.and_then(|at| lines.get(at).copied());
        Error::Refused { at, why }
    };
    let zone = kept.zone.holding(&domain.name, &rows, text.email_type, replace).map_err(on_line)?;
    let changed = changed(cx, caller, asked, domain, kept, zone)?;
    Ok(Imported { changed, notes: text.notes })
}
