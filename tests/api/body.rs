//! How bodies of answers are compared: as one line of text.

use testkit::Answer;
use wire::node::Node;

/// What CommandResponse holds, on one line. Ids of orders are not known beforehand and read `*`; 0 stays.
pub fn inside(answer: &Answer) -> String {
    let response = answer.node().child("CommandResponse").cloned().expect("CommandResponse");
    response.children.iter().map(|child| written(child, &valued)).collect()
}

/// What CommandResponse holds, by its names only; neighbours of the same form are written once.
pub fn form(answer: &Answer) -> String {
    let response = answer.node().child("CommandResponse").cloned().expect("CommandResponse");
    let mut forms: Vec<String> = response.children.iter().map(named).collect();
    forms.dedup();
    forms.concat()
}

fn named(node: &Node) -> String {
    let mut children: Vec<String> = node.children.iter().map(named).collect();
    children.dedup();
    let attributes: String = node.attributes.iter().map(|(name, _)| format!(" {name}")).collect();
    format!("<{}{attributes}>{}", node.name, closed(&node.name, &children.concat()))
}

fn closed(name: &str, children: &str) -> String {
    if children.is_empty() { String::new() } else { format!("{children}</{name}>") }
}

fn written(node: &Node, attribute: &dyn Fn(&(String, String)) -> String) -> String {
    let attributes: String = node.attributes.iter().map(attribute).collect();
    let children: String = node.children.iter().map(|child| written(child, attribute)).collect();
    let content = format!("{}{children}", node.text);
    if content.is_empty() {
        format!("<{}{attributes} />", node.name)
    } else {
        format!("<{}{attributes}>{content}</{}>", node.name, node.name)
    }
}

fn valued((name, value): &(String, String)) -> String {
    let given = matches!(name.as_str(), "OrderID" | "TransactionID") && value != "0";
    format!(" {name}=\"{}\"", if given { "*" } else { value })
}
