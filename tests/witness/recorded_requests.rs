//! Every recorded request of a command we have is read into its type, and what a client would send for it reads the
//! same.

use std::path::Path;

use serde::Deserialize;
use wire::Params;

use crate::command_types;
use crate::difference::{self, Difference};
use crate::reference;

/// A recorded conversation.
#[derive(Deserialize)]
struct Conversation {
    name: String,
    step: Vec<Step>,
}

#[derive(Deserialize)]
struct Step {
    n: u32,
    #[serde(default)]
    query: String,
    #[serde(default)]
    form: String,
}

#[test]
fn recorded_requests_are_read() {
    let Some(folder) = reference::folder() else { return };
    let fixtures = folder.join("fixtures");
    let mut requests = Vec::new();
    of_files(&fixtures.join("answers"), &fixtures.join("answers"), &mut requests);
    of_conversations(&fixtures.join("exchanges"), &mut requests);
    let (mut differences, mut read) = (Vec::new(), 0);
    for (subject, params) in requests {
        let Some(types) = params.get("Command").and_then(command_types::find) else { continue };
        match (types.resend)(&params) {
            Ok(sent) => {
                let again = (types.resend)(&Params::of(sent.clone()));
                assert_eq!(again.expect("what a client sends is read"), sent, "{subject}");
                read += 1;
            }
            Err(refusal) => differences.push(Difference {
                subject,
                place: "request".to_owned(),
                reference: "sent".to_owned(),
                namegate: format!("{refusal:?}"),
            }),
        }
    }
    assert!(read > 0, "no request was read");
    difference::check("Recorded requests", &differences);
}

/// The requests in files beside recorded bodies: method and target in the first line, a form in the second.
fn of_files(folder: &Path, root: &Path, requests: &mut Vec<(String, Params)>) {
    for entry in std::fs::read_dir(folder).expect("a folder of recordings can be read") {
        let path = entry.expect("its entries too").path();
        if path.is_dir() {
            of_files(&path, root, requests);
        } else if path.extension().is_some_and(|extension| extension == "request") {
            let text = std::fs::read_to_string(&path).expect("a recorded request can be read");
            let mut lines = text.lines();
            let target = lines.next().unwrap_or_default();
            let query = target.split_once('?').map_or("", |(_, query)| query);
            let name = path.strip_prefix(root).unwrap_or(&path).display().to_string();
            requests.push((name, params(query, lines.next().unwrap_or_default())));
        }
    }
}

fn of_conversations(folder: &Path, requests: &mut Vec<(String, Params)>) {
    for entry in std::fs::read_dir(folder).expect("the conversations can be listed") {
        let path = entry.expect("their entries too").path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            let conversation: Conversation = reference::read(&path);
            for step in &conversation.step {
                let name = format!("{}, step {}", conversation.name, step.n);
                requests.push((name, params(&step.query, &step.form)));
            }
        }
    }
}

fn params(query: &str, form: &str) -> Params {
    Params::merge(Params::decode(query.as_bytes()), Params::decode(form.as_bytes()))
}
