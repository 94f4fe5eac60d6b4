//! What answers held: ids, names and tokens that later calls come back to.

use std::collections::{BTreeMap, VecDeque};

use wire::node::Node;

/// Values kept under each name.
const KEPT: usize = 24;

/// Values by where they stood, in lower case: `attribute`, `element.attribute`, or `parent.child` for a text.
#[derive(Default)]
pub struct Seen(BTreeMap<String, VecDeque<String>>);

impl Seen {
    /// Remembers every value of an answer.
    pub fn learn(&mut self, node: &Node) {
        for (name, value) in &node.attributes {
            self.keep(name, value);
            self.keep(&format!("{}.{name}", node.name), value);
        }
        for child in &node.children {
            self.keep(&format!("{}.{}", node.name, child.name), &child.text);
            self.learn(child);
        }
    }

    pub fn keep(&mut self, name: &str, value: &str) {
        if value.is_empty() || value.len() > 256 {
            return;
        }
        let kept = self.0.entry(name.to_ascii_lowercase()).or_default();
        if kept.iter().any(|have| have == value) {
            return;
        }
        if kept.len() == KEPT {
            kept.pop_front();
        }
        kept.push_back(value.to_owned());
    }

    pub fn forget(&mut self, name: &str, value: &str) {
        if let Some(kept) = self.0.get_mut(name) {
            kept.retain(|have| have != value);
        }
    }

    /// The values kept under a name.
    pub fn under(&self, name: &str) -> Vec<&str> {
        self.0.get(name).into_iter().flatten().map(String::as_str).collect()
    }

    /// The values that a parameter of this name may mean: `WhoisguardID` is the `ID` of a `Whoisguard`.
    pub fn of_parameter(&self, name: &str) -> Vec<&str> {
        let name = name.to_ascii_lowercase();
        let by_element = name.strip_suffix("id").map(|element| format!("{element}.id"));
        [Some(name), by_element].into_iter().flatten().flat_map(|name| self.under(&name)).collect()
    }
}
