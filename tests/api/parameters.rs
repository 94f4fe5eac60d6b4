//! Parameters by their declarations: missing, too long, no word of the list, out of range. What is tried follows from
//! the declaration, so a new parameter is tried too.

use std::collections::BTreeSet;

use commands::slice::COMMANDS;
use tokio::sync::OnceCell;
use wire::spec::{Field, ParamSpec};

use crate::coverage;
use crate::coverage::table::COVERED;

/// A value that a parameter refuses.
struct Fault {
    name: String,
    /// `None` leaves the parameter out.
    value: Option<String>,
    number: u32,
    word: &'static str,
}

fn faults_of(spec: &ParamSpec, name: &str, required: bool, subject_of_missing: u32) -> Vec<Fault> {
    let fault = |value: Option<String>, number, word| Fault { name: name.to_owned(), value, number, word };
    let mut faults = Vec::new();
    if required && spec.required {
        faults.push(fault(None, 2_010_000 + subject_of_missing, "Missing"));
        faults.push(fault(Some(String::new()), 2_010_000 + subject_of_missing, "Missing"));
    }
    if let Some(max) = spec.max {
        faults.push(fault(Some("é".repeat(max + 1)), spec.too_long, "TooLong"));
    }
    if !spec.words.is_empty() {
        faults.push(fault(Some("~".into()), 2_011_000 + spec.subject, "Invalid"));
    }
    if let Some((least, most)) = spec.range {
        for outside in [least - 1, most + 1] {
            faults.push(fault(Some(outside.to_string()), 2_013_000 + spec.subject, "OutOfRange"));
        }
        faults.push(fault(Some("1.5".into()), 2_011_000 + spec.subject, "Invalid"));
    }
    faults
}

fn faults_of_field(field: &Field) -> Vec<Fault> {
    match field {
        Field::Scalar(spec) => faults_of(spec, spec.name, true, spec.subject),
        Field::Numbered(specs) => specs
            .iter()
            // A row of one parameter is not there when that is not.
            .flat_map(|spec| faults_of(spec, &format!("{}1", spec.name), specs.len() > 1, spec.subject))
            .collect(),
        Field::Block { prefix, required, subject, params } => params
            .iter()
            .flat_map(|spec| {
                let subject = subject.unwrap_or(spec.subject);
                faults_of(spec, &format!("{prefix}{}", spec.name), *required, subject)
            })
            .collect(),
        Field::Extended => Vec::new(),
    }
}

/// The numbers of the refusals of every parameter, as they were had.
pub async fn numbers() -> &'static BTreeSet<u32> {
    static HAD: OnceCell<BTreeSet<u32>> = OnceCell::const_new();
    HAD.get_or_init(had).await
}

#[tokio::test]
async fn every_parameter_is_checked_as_declared() {
    numbers().await;
}

async fn had() -> BTreeSet<u32> {
    let mut had = BTreeSet::new();
    let app = coverage::app().await;
    for entry in COMMANDS {
        let row = COVERED.iter().find(|row| row.command == entry.spec.name).expect(entry.spec.name);
        for fault in entry.spec.fields.iter().flat_map(faults_of_field) {
            let mut params = row.success_params();
            params.retain(|(name, _)| *name != fault.name);
            if let Some(value) = &fault.value {
                params.push((&fault.name, value));
            }
            let answer = app.call("alice", row.command, &params).await;
            let expected = (fault.number, format!("Parameter {} is {}", fault.name, fault.word));
            assert_eq!(answer.error(), Some(expected), "{} {}={:?}", row.command, fault.name, fault.value);
            had.insert(fault.number);
        }
    }
    had
}

#[tokio::test]
async fn addresses_and_years_are_what_they_are_called() {
    let app = coverage::app().await;
    let mut params = vec![("SLD", "alices"), ("TLD", "com"), ("Nameserver", "ns1.alices.com")];
    for ip in ["2001:db8::1", "256.1.1.1", "1.2.3", "01.2.3.4"] {
        params.push(("IP", ip));
        let answer = app.call("alice", "namecheap.domains.ns.create", &params).await;
        assert_eq!(answer.error(), Some((2_011_278, "Parameter IP is Invalid".into())), "{ip}");
        params.pop();
    }
    let answer = app.create("alice", "free.com", &[("Years", "x")]).await;
    assert_eq!(answer.error(), Some((2_011_167, "Parameter Years is Invalid".into())));
}
