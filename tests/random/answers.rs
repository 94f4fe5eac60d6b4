//! What holds for every answer.

use server::gate::refusals;
use testkit::Answer;
use wire::envelope;
use wire::spec::Field;
use wire::{CommandSpec, Params, RefusalSpec};

use crate::command_types;
use crate::generator::Call;

/// The refusals of the gate that the calls here can meet.
const OF_THE_GATE: [RefusalSpec; 4] = [
    refusals::KEY_INVALID,
    refusals::CLIENT_IP_INVALID,
    refusals::USER_NAME_UNKNOWN,
    refusals::USER_NAME_NOT_AUTHORISED,
];

/// It is a document of the envelope, of the form and with the refusals that the command declares.
pub fn check(call: &Call, answer: &Answer) {
    let spec = call.entry.spec;
    assert_eq!(answer.status, 200, "{}: {:?}", spec.name, call.params);
    let document = answer.node();
    let requested = document.child("RequestedCommand").expect("RequestedCommand").text.clone();
    if requested.is_empty() {
        let number = answer.number();
        assert!(OF_THE_GATE.iter().any(|spec| spec.number == number), "{}", answer.text());
        return;
    }
    assert_eq!(requested, spec.name.to_ascii_lowercase());
    for (number, words) in answer.errors() {
        assert!(is_declared(spec, number), "{} refuses with {number} {words}", spec.name);
    }
    let types = command_types::find(spec.name).expect(spec.name);
    let written = (types.rewrite)(answer.text());
    assert_eq!(written.as_deref(), Ok(answer.text()), "{}", spec.name);
    if envelope::errors(&document).is_empty() {
        sent_again(call);
    }
}

/// Whether a command says of itself that it refuses with a number: by its own list, or for one of its parameters by the
/// number scheme (users-notes.md section 8). That the store failed is none of them: here it never does.
fn is_declared(spec: &CommandSpec, number: u32) -> bool {
    let of_parameters = match number {
        2_010_000..2_011_000 => number - 2_010_000,
        2_011_000..2_012_000 => number - 2_011_000,
        2_013_000..2_014_000 => number - 2_013_000,
        _ => 0,
    };
    spec.refusals.iter().any(|refusal| refusal.number == number)
        || spec.fields.iter().any(|field| subjects(field).contains(&of_parameters))
}

fn subjects(field: &Field) -> Vec<u32> {
    match field {
        Field::Scalar(spec) => vec![spec.subject],
        Field::Numbered(specs) => specs.iter().map(|spec| spec.subject).collect(),
        Field::Block { subject, params, .. } => {
            params.iter().map(|spec| spec.subject).chain(*subject).collect()
        }
        Field::Extended => Vec::new(),
    }
}

/// A call that was understood reads the same when a client sends what was read.
fn sent_again(call: &Call) {
    let types = command_types::find(call.entry.spec.name).expect("a command");
    let read = |params: Vec<(String, String)>| (types.resend)(&Params::of(params));
    let once = read(call.params.clone()).expect("it was answered");
    let twice = read(once.clone()).expect("what a client sends");
    assert_eq!(once, twice, "{}", call.entry.spec.name);
}
