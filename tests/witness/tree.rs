//! Comparing answers as trees, for bodies whose white space is not that of the wire.

use wire::node::Node;

/// A place at which two trees are not the same, with what stands there in each.
pub type Place = (String, String, String);

/// What is shown where a tree has nothing.
const NOTHING: &str = "-";

/// The places in which two answers differ. Places are paths; elements that repeat are not numbered.
pub fn differences(recorded: &Node, written: &Node) -> Vec<Place> {
    let mut places = Vec::new();
    element(&recorded.name, recorded, written, &mut places);
    places
}

fn element(path: &str, recorded: &Node, written: &Node, places: &mut Vec<Place>) {
    if recorded.name != written.name {
        places.push((path.to_owned(), recorded.name.clone(), written.name.clone()));
        return;
    }
    attributes(path, recorded, written, places);
    if recorded.text.trim() != written.text.trim() {
        places.push((path.to_owned(), recorded.text.trim().to_owned(), written.text.trim().to_owned()));
    }
    let mut ours = written.children.iter().peekable();
    for child in &recorded.children {
        let path = format!("{path}/{}", child.name);
        match ours.next_if(|node| node.name == child.name) {
            Some(node) => element(&path, child, node, places),
            None => places.push((path, "element".into(), NOTHING.into())),
        }
    }
    for node in ours {
        places.push((format!("{path}/{}", node.name), NOTHING.into(), "element".into()));
    }
}

fn attributes(path: &str, recorded: &Node, written: &Node, places: &mut Vec<Place>) {
    let names = |node: &Node| node.attributes.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    let (theirs, ours) = (names(recorded), names(written));
    if theirs != ours {
        places.push((format!("{path}, attributes"), theirs.join(" "), ours.join(" ")));
        return;
    }
    for ((name, theirs), (_, ours)) in recorded.attributes.iter().zip(&written.attributes) {
        if theirs != ours {
            places.push((format!("{path}/@{name}"), theirs.clone(), ours.clone()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_each_place() {
        let node = |text: &str| Node::parse(text).expect("well-formed");
        let recorded = node("<A x='1' y='2'><B>t</B><C /><D a='1' /></A>");
        assert_eq!(differences(&recorded, &recorded), []);
        let written = node("<A x='1' y='3'><B>u</B><D b='1' /><E /></A>");
        let places: Vec<String> = differences(&recorded, &written).into_iter().map(|place| place.0).collect();
        assert_eq!(places, ["A/@y", "A/B", "A/C", "A/D, attributes", "A/E"]);
    }
}
