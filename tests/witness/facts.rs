//! What one side says of a command, place by place, so that two sides can be compared.

use std::collections::{BTreeMap, BTreeSet};

use crate::difference::Difference;

/// What is shown where one side has nothing.
pub const NOTHING: &str = "-";

/// The facts of one side.
#[derive(Default)]
pub struct Facts {
    /// Place and value; `None` where the place is there and its value is not said.
    values: BTreeMap<String, Option<String>>,
    /// Names in their order, for each place that has one.
    orders: BTreeMap<String, Vec<String>>,
    /// Elements that are named and not described.
    undescribed: BTreeSet<String>,
}

impl Facts {
    pub fn say(&mut self, place: impl Into<String>, value: impl Into<String>) {
        self.values.insert(place.into(), Some(value.into()));
    }

    /// Says it where there is a value; else that the place is there.
    pub fn say_if(&mut self, place: impl Into<String>, value: Option<String>) {
        self.values.insert(place.into(), value);
    }

    pub fn order(&mut self, place: impl Into<String>, names: Vec<String>) {
        self.orders.insert(place.into(), names);
    }

    pub fn leave_undescribed(&mut self, place: impl Into<String>) {
        let place = place.into();
        self.values.insert(place.clone(), None);
        self.undescribed.insert(place);
    }
}

/// Every difference between the reference and Namegate. Of a place that one side lacks, nothing below is told.
pub fn compare(subject: &str, reference: &Facts, namegate: &Facts) -> Vec<Difference> {
    let places: BTreeSet<&String> = reference.values.keys().chain(namegate.values.keys()).collect();
    let mut settled: BTreeSet<&str> = reference.undescribed.iter().map(String::as_str).collect();
    let mut differences = Vec::new();
    for place in places {
        if settled.iter().any(|above| is_below(place, above)) {
            continue;
        }
        let (theirs, ours) = (reference.values.get(place), namegate.values.get(place));
        if theirs.is_none() || ours.is_none() {
            settled.insert(place);
        }
        if !agree(theirs, ours) {
            differences.push(difference(subject, place, shown(theirs), shown(ours)));
        }
    }
    differences.extend(order_differences(subject, reference, namegate));
    differences
}

fn is_below(place: &str, above: &str) -> bool {
    place.strip_prefix(above).is_some_and(|rest| rest.starts_with([',', '/']))
}

fn agree(theirs: Option<&Option<String>>, ours: Option<&Option<String>>) -> bool {
    match (theirs, ours) {
        (Some(Some(theirs)), Some(Some(ours))) => theirs == ours,
        (Some(_), Some(_)) => true,
        _ => false,
    }
}

fn shown(side: Option<&Option<String>>) -> String {
    match side {
        Some(Some(value)) => value.clone(),
        Some(None) => "yes".to_owned(),
        None => NOTHING.to_owned(),
    }
}

/// Compares the order of what both sides have.
fn order_differences(subject: &str, reference: &Facts, namegate: &Facts) -> Vec<Difference> {
    let both = reference
        .orders
        .iter()
        .filter_map(|(place, theirs)| Some((place, theirs, namegate.orders.get(place)?)));
    both.filter_map(|(place, theirs, ours)| {
        let common = |names: &[String], others: &[String]| {
            names.iter().filter(|name| others.contains(name)).cloned().collect::<Vec<_>>().join(" ")
        };
        let (theirs, ours) = (common(theirs, ours), common(ours, theirs));
        (theirs != ours).then(|| difference(subject, &format!("{place}, order"), theirs, ours))
    })
    .collect()
}

fn difference(subject: &str, place: &str, reference: String, namegate: String) -> Difference {
    Difference { subject: subject.to_owned(), place: place.to_owned(), reference, namegate }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(values: &[(&str, Option<&str>)]) -> Facts {
        let mut facts = Facts::default();
        for (place, value) in values {
            facts.say_if(*place, value.map(str::to_owned));
        }
        facts
    }

    fn places(reference: &Facts, namegate: &Facts) -> Vec<String> {
        compare("x", reference, namegate).into_iter().map(|difference| difference.place).collect()
    }

    #[test]
    fn values_and_absences() {
        let reference =
            facts(&[("a", Some("1")), ("b", Some("1")), ("c", None), ("d", Some("1")), ("d, e", Some("1"))]);
        let namegate = facts(&[("a", Some("1")), ("b", Some("2")), ("c", Some("9")), ("f/g", Some("1"))]);
        assert_eq!(places(&reference, &namegate), ["b", "d", "f/g"]);
    }

    #[test]
    fn what_is_not_described_is_not_compared() {
        let mut reference = facts(&[]);
        reference.leave_undescribed("a");
        assert!(places(&reference, &facts(&[("a", Some("one")), ("a/b", Some("one"))])).is_empty());
    }

    #[test]
    fn orders() {
        let (mut reference, mut namegate) = (facts(&[]), facts(&[]));
        reference.order("a", vec!["x".into(), "y".into(), "z".into()]);
        namegate.order("a", vec!["x".into(), "new".into(), "y".into()]);
        assert!(places(&reference, &namegate).is_empty());
        namegate.order("a", vec!["y".into(), "x".into()]);
        assert_eq!(places(&reference, &namegate), ["a, order"]);
    }
}
