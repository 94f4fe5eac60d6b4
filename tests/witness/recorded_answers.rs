//! Every recorded answer is read by the client's types and, written again, is what was recorded: byte for byte where
//! the recording kept the bytes, else as a tree.

use serde::Deserialize;
use wire::node::Node;

use crate::command_types::{self, CommandTypes};
use crate::difference::{self, Difference};
use crate::{reference, tree};

#[derive(Deserialize)]
struct Index {
    answer: Vec<Answer>,
}

/// A body file.
#[derive(Deserialize)]
struct Answer {
    command: String,
    file: String,
    line_ends: String,
    trust: String,
}

#[test]
fn recorded_answers_are_read_and_written_again() {
    let Some(folder) = reference::folder() else { return };
    let index: Index = reference::read(&folder.join("fixtures/index.toml"));
    let (mut differences, mut exact) = (Vec::new(), 0);
    for answer in &index.answer {
        let Some(types) = command_types::find(&answer.command) else { continue };
        let path = folder.join("fixtures").join(&answer.file);
        let recorded = std::fs::read_to_string(&path).expect("a recorded body can be read");
        if answer.line_ends == "crlf" {
            let written =
                (types.rewrite)(&recorded).unwrap_or_else(|error| panic!("{}: {error}", answer.file));
            assert_eq!(written, recorded, "{}", answer.file);
            exact += 1;
        } else {
            differences.extend(compare(types, answer, &recorded));
        }
    }
    assert!(exact > 0, "no body was compared byte for byte");
    difference::check("Recorded answers", &differences);
}

fn compare(types: &CommandTypes, answer: &Answer, recorded: &str) -> Vec<Difference> {
    let places = match (types.rewrite)(recorded) {
        Ok(written) => places(recorded, &written, answer.trust == "documentation-example"),
        Err(error) => vec![("body".to_owned(), "an answer".to_owned(), error)],
    };
    let subject = answer.file.strip_prefix("answers/").unwrap_or(&answer.file);
    places
        .into_iter()
        .map(|(place, reference, namegate)| Difference {
            subject: subject.to_owned(),
            place,
            reference,
            namegate,
        })
        .collect()
}

fn places(recorded: &str, written: &str, of_page: bool) -> Vec<tree::Place> {
    let parse = |text| Node::parse(text).expect("it was read before");
    let (mut recorded, mut written) = (parse(recorded), parse(written));
    // An example of the documentation was not on the wire: only what the command answers can be compared.
    if of_page {
        for document in [&mut recorded, &mut written] {
            document.attributes.clear();
            document.children.retain(|child| child.name == "CommandResponse");
        }
    }
    // Bodies that were put together again from what a client kept have no trailer.
    if recorded.child("Server").is_none() {
        written
            .children
            .retain(|child| !matches!(&*child.name, "Server" | "GMTTimeDifference" | "ExecutionTime"));
    }
    tree::differences(&recorded, &written)
}
