//! How bodies of answers are compared: as one line of text.

use testkit::Answer;
use wire::node::Node;

/// What CommandResponse holds, on one line. Ids of orders are not known beforehand and read `*`; 0 stays.
pub fn inside(answer: &Answer) -> String {
    let response = answer.node().child("CommandResponse").cloned().expect("CommandResponse");
    response.children.iter().map(written).collect()
}

/// What CommandResponse holds, by its names only; what stands beside others of its form is written once.
pub fn form(answer: &Answer) -> String {
    let response = answer.node().child("CommandResponse").cloned().expect("CommandResponse");
    forms(&response)
}

fn forms(node: &Node) -> String {
    let mut forms: Vec<String> = Vec::new();
    for form in node.children.iter().map(named) {
        if !forms.contains(&form) {
            forms.push(form);
        }
    }
    forms.concat()
}

fn named(node: &Node) -> String {
    let attributes: String = node.attributes.iter().map(|(name, _)| format!(" {name}")).collect();
    let start = format!("<{}{attributes}>", node.name);
    match forms(node) {
        children if children.is_empty() => start,
        children => format!("{start}{children}</{}>", node.name),
    }
}

fn written(node: &Node) -> String {
    let attributes: String = node.attributes.iter().map(attribute).collect();
    let children: String = node.children.iter().map(written).collect();
    let content = format!("{}{children}", node.text);
    if content.is_empty() {
        format!("<{}{attributes} />", node.name)
    } else {
        format!("<{}{attributes}>{content}</{}>", node.name, node.name)
    }
}

fn attribute((name, value): &(String, String)) -> String {
    let given = matches!(name.as_str(), "OrderID" | "TransactionID") && value != "0";
    format!(" {name}=\"{}\"", if given { "*" } else { value })
}
