//! The tree of an answer.

use std::collections::HashMap;

use wire::spec::{ChildSpec, Content, ElementSpec};

/// The column behind the names.
const COLUMN: usize = 40;

/// Writes what stands in CommandResponse, a line each.
pub fn write(out: &mut String, response: &[ChildSpec]) {
    Tree { out, shown: HashMap::new() }.children(0, response);
}

struct Tree<'a> {
    out: &'a mut String,
    /// The elements with contents so far, and the name under which each was shown.
    shown: HashMap<String, &'static str>,
}

impl Tree<'_> {
    fn children(&mut self, depth: usize, specs: &[ChildSpec]) {
        for child in specs {
            let often = match (child.repeated, child.optional) {
                (true, _) => "any number of times",
                (false, true) => "may be left out",
                (false, false) => "",
            };
            match child.content {
                Content::Text(format) => self.line(depth, child.name, &[format, often]),
                Content::Element(spec) => self.element(depth, child.name, often, spec),
            }
        }
    }

    fn element(&mut self, depth: usize, name: &'static str, often: &str, spec: &'static ElementSpec) {
        let text = spec.text.unwrap_or_default();
        if spec.children.is_empty() {
            self.line(depth, name, &[text, often]);
        } else if let Some(first) = self.shown.get(&format!("{spec:?}")) {
            let same = format!("as {first} above");
            return self.line(depth, name, &[&same, often]);
        } else {
            self.line(depth, name, &[text, often]);
            self.shown.insert(format!("{spec:?}"), name);
        }
        for attribute in spec.attributes() {
            let left_out = if attribute.optional { "may be left out" } else { "" };
            self.line(depth + 1, &format!("@{}", attribute.name), &[attribute.format, left_out]);
        }
        self.children(depth + 1, spec.children);
    }

    fn line(&mut self, depth: usize, name: &str, notes: &[&str]) {
        let notes: Vec<&str> = notes.iter().copied().filter(|note| !note.is_empty()).collect();
        let name = format!("{}{name}", "  ".repeat(depth));
        self.out.push_str(format!("{name:COLUMN$}{}", notes.join("; ")).trim_end());
        self.out.push('\n');
    }
}
