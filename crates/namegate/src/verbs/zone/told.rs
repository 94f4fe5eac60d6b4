//! Records and changes in words.

use commands::dns::changes::{Altered, Changes, Difference, Outcome, Record};
use commands::dns::records::list;
use commands::dns::versions::list as versions;
use commands::dns::zone::{export, import};

use crate::asked::{plain, table};

pub(super) fn records(response: &list::Response) -> String {
    let row = |list::Listed { record, ends }: &list::Listed| {
        let (id, ttl) = (record.host_id.to_string(), record.ttl.to_string());
        let value = value(&record.value, record.mx_pref);
        let ends = ends.clone().unwrap_or_default();
        [id, record.name.clone(), ttl, record.kind.clone(), value, ends]
    };
    let rows: Vec<[String; 6]> = response.records.iter().map(row).collect();
    let list::Response { domain, version, email_type, is_using_our_dns, .. } = response;
    let served = if *is_using_our_dns { "" } else { ", on other name servers" };
    let head = format!("{} at version {version}, mail {email_type}{served}", plain(domain));
    format!("{head}\n{}", table(["ID", "NAME", "TTL", "TYPE", "VALUE", "ENDS"], &rows))
}

pub(super) fn changes(changes: &Changes) -> String {
    format!("{}\n{}", difference(&changes.difference), outcome(&changes.outcome))
}

pub(super) fn imported(response: &import::Response) -> String {
    let notes = response.notes.iter().map(|note| format!("line {}: {}\n", note.line, plain(&note.words)));
    let (difference, outcome) = (difference(&response.difference), outcome(&response.outcome));
    format!("{}{difference}\n{outcome}", notes.collect::<String>())
}

fn outcome(&Outcome { is_dry_run, version_before, version, .. }: &Outcome) -> String {
    match (is_dry_run, version_before == version) {
        (true, _) => format!("nothing was changed: the zone stays at version {version}"),
        (false, true) => format!("the zone stays at version {version}"),
        (false, false) => format!("the zone is at version {version}"),
    }
}

/// A line for each record: `+` was added, `-` deleted, `~` changed.
pub(super) fn difference(difference: &Difference) -> String {
    let record = |sign: char, record: &Record| {
        let Record { host_id, name, kind, ttl, .. } = record;
        format!("{sign} {host_id} {name} {ttl} {kind} {}", value(&record.value, record.mx_pref))
    };
    let altered = |is: &Altered| {
        let was = format!("{} {}", is.ttl_before, value(&is.value_before, is.mx_pref_before));
        format!("{}, was {was}", record('~', &is.now))
    };
    let mut lines: Vec<String> = difference.added.iter().map(|added| record('+', added)).collect();
    lines.extend(difference.deleted.iter().map(|deleted| record('-', deleted)));
    lines.extend(difference.changed.iter().map(altered));
    if let Some(before) = &difference.email_type_before {
        lines.push(format!("~ mail {}, was {before}", difference.email_type));
    }
    if lines.is_empty() {
        return "no difference".to_owned();
    }
    lines.iter().map(|line| plain(line)).collect::<Vec<_>>().join("\n")
}

pub(super) fn versions(response: &versions::Response) -> String {
    let row = |version: &versions::Listed| {
        let key = version.key_label.clone().filter(|label| !label.is_empty());
        let key = key.or(version.key_id.map(|id| id.to_string())).unwrap_or_default();
        let counts = [version.added, version.deleted, version.changed];
        let counts: Vec<String> = counts
            .iter()
            .zip("+-~".chars())
            .filter_map(|(n, sign)| Some(format!("{sign}{}", (*n)?)))
            .collect();
        let (user, address) = (version.user_name.clone().unwrap_or_default(), version.address.clone());
        let (number, command) = (version.version.to_string(), version.command.clone());
        [number, version.time.clone(), user, key, address, counts.join(" "), command]
    };
    let rows: Vec<[String; 7]> = response.versions.iter().map(row).collect();
    table(["VERSION", "TIME", "USER", "KEY", "FROM", "CHANGES", "COMMAND"], &rows)
}

pub(super) fn text(response: &export::Response) -> String {
    response.text.0.lines().map(plain).collect::<Vec<_>>().join("\n")
}

fn value(value: &str, preference: Option<i64>) -> String {
    preference.map_or_else(|| value.to_owned(), |preference| format!("{preference} {value}"))
}
