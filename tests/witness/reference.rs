//! The reference: what its page of a command says.

use std::collections::HashMap;
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::facts::Facts;

pub use namegate_tests::reference_folder as folder;

/// Reads a TOML file.
pub fn read<T: DeserializeOwned>(path: &Path) -> T {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The page of a command.
#[derive(Deserialize)]
pub struct Page {
    command: String,
    wire_type: String,
    requested_command: Option<String>,
    #[serde(default)]
    parameter: Vec<Parameter>,
    #[serde(default)]
    response: Vec<Element>,
    #[serde(default)]
    error: Vec<Error>,
}

#[derive(Deserialize)]
struct Parameter {
    name: String,
    max_length: Option<usize>,
    required: Required,
    default: Option<String>,
    #[serde(default)]
    values: Vec<String>,
    /// Words known from elsewhere than the page.
    #[serde(default)]
    extra_values: Vec<String>,
    min_value: Option<i64>,
    max_value: Option<i64>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Required {
    Always(bool),
    Sometimes(String),
}

#[derive(Deserialize)]
struct Element {
    path: String,
    repeated: bool,
    text: Option<String>,
    text_type: Option<String>,
    /// The pages of ssl.* write the format of text so.
    #[serde(rename = "type")]
    kind: Option<String>,
    #[serde(default)]
    attributes: Vec<Attribute>,
    #[serde(default)]
    children: Vec<Child>,
}

/// A child that is named, and described here where it holds only text.
#[derive(Deserialize)]
#[serde(untagged)]
enum Child {
    Named(String),
    Text {
        name: String,
        #[serde(rename = "type")]
        kind: String,
    },
}

impl Child {
    fn name(&self) -> &str {
        match self {
            Child::Named(name) | Child::Text { name, .. } => name,
        }
    }
}

#[derive(Deserialize)]
struct Attribute {
    name: String,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    optional: bool,
}

#[derive(Deserialize)]
struct Error {
    code: String,
    wire_text: Option<String>,
}

impl Page {
    pub fn read(folder: &Path, command: &str) -> Page {
        let wanted = format!("{}.toml", command.strip_prefix("namecheap.").unwrap_or(command));
        let pages = std::fs::read_dir(folder.join("reference/commands")).expect("the pages");
        // The names of commands have any letter case, and so have those of the pages.
        let page = pages
            .map(|page| page.expect("a page").path())
            .find(|page| page.file_name().is_some_and(|name| name.eq_ignore_ascii_case(&wanted)));
        read(&page.unwrap_or_else(|| panic!("no page {wanted}")))
    }

    /// Number and recorded words of each error.
    pub fn errors(&self) -> HashMap<&str, Option<&str>> {
        self.error.iter().map(|error| (error.code.as_str(), error.wire_text.as_deref())).collect()
    }

    pub fn facts(&self) -> Facts {
        let mut facts = Facts::default();
        facts.say("name", &self.command);
        facts.say("CommandResponse/@Type", &self.wire_type);
        facts.say_if("RequestedCommand", self.requested_command.clone());
        for parameter in &self.parameter {
            parameter.tell(&mut facts);
        }
        for element in &self.response {
            element.tell(&mut facts, &self.response);
        }
        facts.order("CommandResponse", children("", &self.response));
        for error in &self.error {
            let place = format!("error {}", error.code);
            facts.say_if(format!("{place}, words"), error.wire_text.clone());
            facts.say(place, "sent");
        }
        facts
    }
}

impl Parameter {
    fn tell(&self, facts: &mut Facts) {
        let place = format!("parameter {}", self.name);
        facts.say(&place, "yes");
        if self.name.starts_with('[') {
            return;
        }
        let required = match &self.required {
            Required::Always(required) => if *required { "yes" } else { "no" }.to_owned(),
            Required::Sometimes(word) => word.clone(),
        };
        facts.say(format!("{place}, required"), required);
        facts.say(format!("{place}, most characters"), number(self.max_length.as_ref()));
        facts.say(format!("{place}, default"), self.default.clone().unwrap_or_else(|| "none".into()));
        facts.say(format!("{place}, words"), words(self.values.iter().chain(&self.extra_values)));
        facts.say(format!("{place}, least"), number(self.min_value.as_ref()));
        facts.say(format!("{place}, greatest"), number(self.max_value.as_ref()));
    }
}

/// A number, or that there is none.
pub fn number(value: Option<&impl ToString>) -> String {
    value.map_or_else(|| "none".to_owned(), ToString::to_string)
}

/// A closed list of words, sorted.
pub fn words(words: impl IntoIterator<Item = impl ToString>) -> String {
    let mut words: Vec<String> = words.into_iter().map(|word| word.to_string()).collect();
    words.sort();
    match words.len() {
        0 => "any".to_owned(),
        // Long lists are counted: a table must stay readable.
        21.. => format!("{} words", words.len()),
        _ => words.join(", "),
    }
}

impl Element {
    fn tell(&self, facts: &mut Facts, all: &[Element]) {
        let path = &self.path;
        facts.say(path, if self.repeated { "repeated" } else { "one" });
        let format = self.text_type.as_deref().or(self.kind.as_deref()).map(format_class);
        let has_text = self.text.is_some() || self.kind.is_some();
        facts.say(format!("{path}, text"), if has_text { "yes" } else { "no" });
        facts.say_if(format!("{path}, format of text"), format.map(str::to_owned));
        for attribute in &self.attributes {
            let place = format!("{path}/@{}", attribute.name);
            facts.say_if(format!("{place}, may be left out"), attribute.optional.then(|| "yes".to_owned()));
            facts.say(place, format_class(&attribute.kind));
        }
        let names = self.attributes.iter().map(|attribute| attribute.name.clone()).collect();
        facts.order(format!("{path}, attributes"), names);
        let described = children(path, all);
        for child in self.children.iter().filter(|child| !described.iter().any(|name| name == child.name())) {
            child.tell(facts, path);
        }
        let names: Vec<String> = self.children.iter().map(|child| child.name().to_owned()).collect();
        facts.order(format!("{path}, children"), if names.is_empty() { described } else { names });
    }
}

impl Child {
    fn tell(&self, facts: &mut Facts, path: &str) {
        let path = format!("{path}/{}", self.name());
        match self {
            Child::Named(_) => facts.leave_undescribed(path),
            Child::Text { kind, .. } => {
                facts.say(format!("{path}, text"), "yes");
                facts.say(format!("{path}, format of text"), format_class(kind));
                facts.say(path, "one");
            }
        }
    }
}

/// The names of the elements described directly below a path, in the order of their descriptions.
fn children(path: &str, all: &[Element]) -> Vec<String> {
    let below = |element: &Element| {
        let rest = if path.is_empty() {
            Some(element.path.as_str())
        } else {
            element.path.strip_prefix(path)?.strip_prefix('/')
        };
        rest.filter(|name| !name.contains('/')).map(str::to_owned)
    };
    all.iter().filter_map(below).collect()
}

/// The kind of format that a type of the reference stands for.
fn format_class(kind: &str) -> &'static str {
    match kind {
        "Boolean" => "boolean",
        "Number" | "Integer" => "number",
        "Decimal" | "Currency" => "amount",
        "MM/DD/YYYY" | "Date" | "Date MM/DD/YYYY" => "MM/DD/YYYY",
        _ => "text",
    }
}
