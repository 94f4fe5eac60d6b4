//! Reads the tables and gives each top level domain its own.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::{Attribute, Condition, value_of};

/// What stands in names for the letters of the top level domain.
const PLACE: &str = "{}";

/// The tables by top level domain.
pub(super) static TABLES: LazyLock<BTreeMap<String, Table>> = LazyLock::new(|| {
    // The file is part of the binary, and the tests of this module read all of it.
    let text = include_str!("../../data/extended-attributes.toml");
    let file: File = toml::from_str(text).expect("data/extended-attributes.toml is well formed");
    file.by_tld()
});

/// The attributes of one top level domain.
#[derive(Default)]
pub(super) struct Table {
    pub(super) attributes: Vec<Attribute>,
    pub(super) one_of: Option<OneOf>,
}

/// Attributes of which at least one is required under a condition.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OneOf {
    names: Vec<String>,
    when: Condition,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    table: Vec<Family>,
}

/// Top level domains that ask the same under names of their own.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Family {
    tlds: BTreeMap<String, String>,
    attributes: Vec<Attribute>,
    one_of: Option<OneOf>,
}

impl File {
    fn by_tld(self) -> BTreeMap<String, Table> {
        let mut tables: BTreeMap<String, Table> = BTreeMap::new();
        for family in self.table {
            for (tld, letters) in family.tlds {
                let table = tables.entry(tld).or_default();
                table.attributes.extend(family.attributes.iter().map(|attribute| attribute.named(&letters)));
                table.one_of = table.one_of.take().or_else(|| family.one_of.clone());
            }
        }
        tables
    }
}

impl Attribute {
    /// The same under the names of one top level domain.
    fn named(&self, letters: &str) -> Attribute {
        let mut attribute = self.clone();
        attribute.name = attribute.name.replace(PLACE, letters);
        if let Some(condition) = &mut attribute.required_when {
            condition.attribute = condition.attribute.replace(PLACE, letters);
        }
        attribute
    }
}

impl OneOf {
    /// The first of them, when one is required and none is there.
    pub(super) fn lacking(&self, accepted: &[(String, String)]) -> Option<&str> {
        let any = self.names.iter().any(|name| value_of(accepted, name).is_some());
        if self.when.holds(accepted) && !any { self.names.first().map(String::as_str) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tld;

    #[test]
    fn tables_are_of_known_tlds_and_name_earlier_attributes() {
        for (name, table) in TABLES.iter() {
            assert!(tld::find(name).is_some(), "{name}");
            let position = |wanted: &str| table.attributes.iter().position(|other| other.name == wanted);
            for (at, attribute) in table.attributes.iter().enumerate() {
                assert_eq!(position(&attribute.name), Some(at), "{} stands twice", attribute.name);
                assert!(!attribute.name.contains(PLACE));
                let limited = attribute.limited.as_ref().map(|limited| &limited.when);
                for condition in attribute.required_when.iter().chain(limited) {
                    assert!(
                        position(&condition.attribute).is_some_and(|other| other < at),
                        "{}",
                        attribute.name
                    );
                }
                for word in attribute.refused.iter().chain(&attribute.default) {
                    assert!(attribute.values.contains(word), "{word} of {}", attribute.name);
                }
            }
            if let Some(group) = &table.one_of {
                assert!(!group.names.is_empty(), "{name}");
                assert!(
                    group.names.iter().chain([&group.when.attribute]).all(|name| position(name).is_some())
                );
            }
        }
    }
}
