//! An answer as JSON, by the declaration of its command: numbers and truth values are such, what may repeat is a list.

use serde_json::{Map, Value};

use crate::envelope;
use crate::node::Node;
use crate::spec::{ChildSpec, Content, ElementSpec};

/// The whole answer: `status`, `errors`, and `response` with what stands in CommandResponse.
pub fn answer(root: &Node, response: &[ChildSpec]) -> Value {
    let errors = envelope::errors(root).into_iter().map(|error| {
        let number = error.number.parse::<u32>().map_or(Value::from(error.number), Value::from);
        serde_json::json!({ "number": number, "words": error.words })
    });
    let mut answer = Map::new();
    answer.insert("status".into(), root.attribute("Status").unwrap_or_default().into());
    answer.insert("errors".into(), errors.collect());
    if let Some(node) = root.child("CommandResponse") {
        answer.insert("response".into(), Value::Object(children(node, response)));
    }
    Value::Object(answer)
}

fn element(node: &Node, spec: &ElementSpec) -> Value {
    let mut object = children(node, spec.children);
    for value in spec.attributes() {
        if let Some(text) = node.attribute(value.name) {
            object.insert(value.name.to_owned(), scalar(text, value.format));
        }
    }
    if let Some(format) = spec.text {
        object.insert("text".into(), scalar(&node.text, format));
    }
    Value::Object(object)
}

fn children(node: &Node, specs: &[ChildSpec]) -> Map<String, Value> {
    let mut object = Map::new();
    for spec in specs {
        let mut values = node.children_named(spec.name).map(|child| content(child, spec.content));
        if spec.repeated {
            object.insert(spec.name.to_owned(), values.collect());
        } else if let Some(value) = values.next() {
            object.insert(spec.name.to_owned(), value);
        }
    }
    object
}

fn content(node: &Node, content: Content) -> Value {
    match content {
        Content::Text(format) => scalar(&node.text, format),
        Content::Element(spec) => element(node, spec),
    }
}

/// Amounts stay text, so that no decimal is lost.
fn scalar(text: &str, format: &str) -> Value {
    match format {
        "boolean" => text.parse::<bool>().map_or(Value::from(text), Value::from),
        "number" => text.parse::<i64>().map_or(Value::from(text), Value::from),
        _ => Value::from(text),
    }
}
