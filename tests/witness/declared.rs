//! What our declaration says of a command, in the same words as the reference.

use std::collections::{BTreeMap, BTreeSet};

use commands::slice::Entry;
use wire::param::{Place, refuse};
use wire::scalar::Fault;
use wire::spec::{ChildSpec, Content, ElementSpec, Field, ParamSpec};

use crate::facts::Facts;
use crate::reference::{Page, number, words};

/// The facts of our command. `page` says which error numbers and words the reference knows.
pub fn facts(entry: &Entry, page: &Page) -> Facts {
    let spec = entry.spec;
    let mut facts = Facts::default();
    facts.say("name", spec.name);
    facts.say("CommandResponse/@Type", spec.name);
    facts.say("RequestedCommand", spec.name.to_ascii_lowercase());
    for field in spec.fields {
        for (name, required, param) in parameters(field) {
            parameter(&mut facts, &name, required, param);
        }
        if let Field::Extended = field {
            facts.say("parameter [extended attributes]", "yes");
        }
    }
    children(&mut facts, "", spec.response);
    errors(&mut facts, entry, page);
    facts
}

/// The name of each parameter of a field, as the reference writes it, and whether it must be sent.
fn parameters(field: &'static Field) -> Vec<(String, bool, &'static ParamSpec)> {
    match field {
        Field::Scalar(param) => vec![(param.name.to_owned(), param.required, param)],
        Field::Numbered(params) => {
            params.iter().map(|param| (format!("{}[1..n]", param.name), param.required, param)).collect()
        }
        Field::Block { prefix, required, params, .. } => params
            .iter()
            .map(|param| (format!("{prefix}{}", param.name), *required && param.required, param))
            .collect(),
        Field::Extended => Vec::new(),
    }
}

fn parameter(facts: &mut Facts, name: &str, required: bool, param: &ParamSpec) {
    let place = format!("parameter {name}");
    facts.say(&place, "yes");
    facts.say(format!("{place}, required"), if required { "yes" } else { "no" });
    facts.say(format!("{place}, most characters"), number(param.max.as_ref()));
    facts.say(format!("{place}, default"), param.default.unwrap_or("none"));
    facts.say(format!("{place}, words"), words(param.words));
    facts.say(format!("{place}, least"), number(param.range.map(|range| range.0).as_ref()));
    facts.say(format!("{place}, greatest"), number(param.range.map(|range| range.1).as_ref()));
}

fn children(facts: &mut Facts, path: &str, specs: &[ChildSpec]) {
    for child in specs {
        let path = if path.is_empty() { child.name.to_owned() } else { format!("{path}/{}", child.name) };
        facts.say(&path, if child.repeated { "repeated" } else { "one" });
        match child.content {
            Content::Text(format) => text(facts, &path, Some(format)),
            Content::Element(spec) => element(facts, &path, spec),
        }
    }
    let place = if path.is_empty() { "CommandResponse".to_owned() } else { format!("{path}, children") };
    facts.order(place, specs.iter().map(|child| child.name.to_owned()).collect());
}

fn text(facts: &mut Facts, path: &str, format: Option<&str>) {
    facts.say(format!("{path}, text"), if format.is_some() { "yes" } else { "no" });
    facts.say_if(format!("{path}, format of text"), format.map(|format| format_class(format).to_owned()));
}

fn element(facts: &mut Facts, path: &str, spec: &ElementSpec) {
    text(facts, path, spec.text);
    for attribute in spec.attributes() {
        let place = format!("{path}/@{}", attribute.name);
        facts.say(format!("{place}, may be left out"), if attribute.optional { "yes" } else { "no" });
        facts.say(place, format_class(attribute.format));
    }
    let names = spec.attributes().map(|attribute| attribute.name.to_owned()).collect();
    facts.order(format!("{path}, attributes"), names);
    children(facts, path, spec.children);
}

fn format_class(format: &str) -> &str {
    match format {
        "boolean" | "number" | "MM/DD/YYYY" => format,
        amount if amount.starts_with("amount") => "amount",
        _ => "text",
    }
}

/// Every error a command sends: its own, that of a failing store, and those of faulty parameters. Of the last kind those
/// that the reference does not list make one place for each kind of fault.
fn errors(facts: &mut Facts, entry: &Entry, page: &Page) {
    let listed = page.errors();
    let mut sent: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let own = entry.spec.refusals.iter().chain([&entry.handler.fault]);
    for refusal in own {
        sent.entry(refusal.number.to_string()).or_default().insert(refusal.words.to_owned());
    }
    for (number, words) in faults(entry) {
        let known = listed.contains_key(number.as_str()) || sent.contains_key(&number);
        let number = if known { number } else { format!("{}xxx", &number[..4]) };
        sent.entry(number).or_default().insert(words);
    }
    for (number, patterns) in sent {
        let place = format!("error {number}");
        let recorded = listed.get(number.as_str()).copied().flatten();
        let fits = recorded.filter(|words| patterns.iter().any(|pattern| matches(pattern, words)));
        facts.say(format!("{place}, words"), fits.map_or_else(|| joined(&patterns), str::to_owned));
        facts.say(place, "sent");
    }
}

fn joined(patterns: &BTreeSet<String>) -> String {
    patterns.iter().map(String::as_str).collect::<Vec<_>>().join(" / ")
}

/// Whether the words are those of the pattern, whose `{}` stands for any text.
fn matches(pattern: &str, words: &str) -> bool {
    match pattern.split_once("{}") {
        Some((before, after)) => words.strip_prefix(before).is_some_and(|rest| rest.ends_with(after)),
        None => pattern == words,
    }
}

/// Number and words of what is said of faulty parameters (`wire::param`).
fn faults(entry: &Entry) -> Vec<(String, String)> {
    let mut faults = Vec::new();
    for field in entry.spec.fields {
        let block = match *field {
            Field::Block { prefix, subject, .. } => Some((prefix, subject)),
            _ => None,
        };
        for (_, required, param) in parameters(field) {
            let place = match (field, block) {
                (Field::Numbered(_), _) => Place::Row(1),
                (_, Some((prefix, _))) => Place::Block(prefix),
                _ => Place::Plain,
            };
            let subject = block.and_then(|(_, subject)| subject).unwrap_or(param.subject);
            let missing = ParamSpec { subject, ..*param };
            let limited = param.max.is_some() || !param.words.is_empty() || param.range.is_some();
            let kinds = [
                (required, &missing, Fault::Missing),
                (limited, param, Fault::Invalid),
                (param.too_long != 2_011_000 + param.subject, param, Fault::TooLong),
                (param.range.is_some(), param, Fault::OutOfRange),
            ];
            for (_, spec, fault) in kinds.into_iter().filter(|(happens, ..)| *happens) {
                let refusal = refuse(spec, place, fault);
                faults.push((refusal.number.to_string(), refusal.words));
            }
        }
    }
    faults
}
