//! What declarations say of the parameters of a call.

use registrar::request_log::Call;
use wire::params::GLOBAL;
use wire::spec::{CommandSpec, Field, ParamSpec};

use super::Rule;
use super::nearest::nearest;
use crate::shared_params;

/// Parameters that are looked at at most, of those that no declaration knows.
const MOST_UNKNOWN: usize = 20;

/// What the declaration of a command says of a parameter, by its name on the wire.
pub fn spec_of(spec: &'static CommandSpec, name: &str) -> Option<&'static ParamSpec> {
    shared_params::all(spec).find_map(|field| field.declaration(name))
}

/// A parameter's rule as it is shown.
pub fn rule(name: &str, spec: &ParamSpec) -> Rule {
    let meaning = (!spec.doc.is_empty()).then(|| spec.doc.to_owned());
    Rule {
        name: name.to_owned(),
        required: spec.required,
        most_characters: spec.max.and_then(|max| i64::try_from(max).ok()),
        least: spec.range.map(|(least, _)| least),
        greatest: spec.range.map(|(_, greatest)| greatest),
        default: spec.default.map(str::to_owned),
        meaning,
        words: spec.words.iter().map(|word| (*word).to_owned()).collect(),
    }
}

/// Names that a call sent and its command does not know, each with the name that may have been meant.
pub fn meant(call: &Call, spec: &'static CommandSpec) -> Vec<(String, String)> {
    let unknown = call.params.iter().map(|(name, _)| name).filter(|name| !is_known(spec, name));
    let unsent = |name: &String| call.param(&name.to_ascii_lowercase()).is_none();
    unknown
        .take(MOST_UNKNOWN)
        .filter_map(|name| {
            let candidates = shared_params::all(spec).flat_map(|field| names(field, name)).filter(unsent);
            Some((name.to_owned(), nearest(name, candidates)?))
        })
        .collect()
}

fn is_known(spec: &'static CommandSpec, name: &str) -> bool {
    GLOBAL.iter().any(|global| global.eq_ignore_ascii_case(name))
        || shared_params::all(spec).any(|field| field.declares(name))
}

/// The names of a field on the wire; its rows have the number that `like` has.
fn names(field: &Field, like: &str) -> Vec<String> {
    let digits = like.trim_start_matches(|c: char| !c.is_ascii_digit());
    let number = if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) { digits } else { "1" };
    match field {
        Field::Scalar(param) => vec![param.name.to_owned()],
        Field::Numbered(params) => params.iter().map(|param| format!("{}{number}", param.name)).collect(),
        Field::Block { prefix, params, .. } => {
            params.iter().map(|param| format!("{prefix}{}", param.name)).collect()
        }
        Field::Extended => Vec::new(),
    }
}
