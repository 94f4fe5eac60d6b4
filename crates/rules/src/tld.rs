//! Top level domains and the rules under which names are sold below them (RFC 9499 section 2; data/tlds.toml).

use std::sync::LazyLock;

use serde::Deserialize;
use toml::{Table, Value};

use crate::name::DomainName;

/// A suffix below which names are sold: `com`, `co.uk`. The wire's attribute stands beside a field where its name
/// says more than the field's.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tld {
    /// Lower case, without a leading dot.
    pub name: String,
    /// The registry answers an order later, not at once.
    pub non_real_time: bool,
    pub min_register_years: u32,
    pub max_register_years: u32,
    pub min_renew_years: u32,
    pub max_renew_years: u32,
    /// A renewal must come at least so many days before expiry.
    pub renewal_min_days: u32,
    /// A renewal may come at most so many days before expiry.
    pub renewal_max_days: u32,
    /// An expired name can be reactivated for so many days.
    pub reactivate_max_days: u32,
    pub min_transfer_years: u32,
    pub max_transfer_years: u32,
    pub is_api_registerable: bool,
    pub is_api_renewable: bool,
    pub is_api_transferable: bool,
    /// A transfer needs the authorization information (RFC 5731 section 2.6).
    pub is_epp_required: bool,
    pub is_disable_mod_contact: bool,
    /// No domain privacy below this suffix (`IsDisableWGAllot`).
    #[serde(rename = "is_disable_wg_allot")]
    pub is_disable_privacy: bool,
    pub is_include_in_extended_search_only: bool,
    pub sequence_number: i64,
    /// The wire's `Type`, which the recording does not always get right: see [`Tld::is_generic`].
    #[serde(rename = "type")]
    pub kind: Kind,
    pub sub_type: String,
    pub is_supports_idn: bool,
    pub category: String,
    pub supports_registrar_lock: bool,
    pub add_grace_period_days: u32,
    pub whois_verification: bool,
    pub provider_api_delete: bool,
    pub tld_state: String,
    pub search_group: String,
    pub registry: String,
    /// For people.
    pub description: String,
    /// Groups that a shop shows the suffix in, each with its sequence number there.
    #[serde(default)]
    pub categories: Vec<(String, i64)>,
    pub origin: Origin,
}

/// The wire's `Type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Kind {
    Gtld,
    Cctld,
}

impl Kind {
    /// The wire's word.
    pub const fn word(self) -> &'static str {
        match self {
            Kind::Gtld => "GTLD",
            Kind::Cctld => "CCTLD",
        }
    }
}

/// Where a row of the list comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// Served by the real sandbox in 2017.
    Recorded,
    /// This project's own.
    Namegate,
}

impl Tld {
    /// Whether this is a generic top level domain under contract with ICANN, whose registrations carry its fee. Two
    /// letters are a country's (ISO 3166-1, ICANN's rule), and a dotted suffix is a name below someone else's.
    pub fn is_generic(&self) -> bool {
        self.name.len() > 2 && !self.name.contains('.')
    }
}

/// One table of the data file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    defaults: Table,
    rows: Vec<Table>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    recorded: Group,
    namegate: Group,
}

static TLDS: LazyLock<Vec<Tld>> = LazyLock::new(|| {
    // The file is part of the binary, and a test below reads all of it.
    read(include_str!("../data/tlds.toml")).expect("data/tlds.toml is well formed")
});

fn read(text: &str) -> Result<Vec<Tld>, toml::de::Error> {
    let file: File = toml::from_str(text)?;
    let mut tlds = Vec::with_capacity(file.recorded.rows.len() + file.namegate.rows.len());
    for (group, origin) in [(file.recorded, "recorded"), (file.namegate, "namegate")] {
        for row in group.rows {
            tlds.push(complete(&group.defaults, row, origin)?);
        }
    }
    tlds.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(tlds)
}

/// A row with its table's defaults, and the description that most generic names have.
fn complete(defaults: &Table, row: Table, origin: &str) -> Result<Tld, toml::de::Error> {
    let mut whole = defaults.clone();
    whole.extend(row);
    whole.insert("origin".into(), origin.into());
    if let (false, Some(Value::String(name))) = (whole.contains_key("description"), whole.get("name")) {
        let description = format!("{name} gTLD");
        whole.insert("description".into(), description.into());
    }
    whole.try_into()
}

/// All of them, in the order of the wire: by the bytes of the name.
pub fn all() -> &'static [Tld] {
    &TLDS
}

/// The suffix of this name, in any letter case and without a leading dot.
pub fn find(name: &str) -> Option<&'static Tld> {
    let name = name.to_ascii_lowercase();
    TLDS.binary_search_by(|tld| tld.name.as_str().cmp(&name)).ok().map(|at| &TLDS[at])
}

/// Splits a name at the longest known suffix: `example.co.uk` is `example` under `co.uk`, not `example.co` under `uk`.
/// What stands before it may have dots. `None` when no suffix is known, or when the name is one itself.
pub fn split(name: &DomainName) -> Option<(&str, &'static Tld)> {
    let name = name.as_str();
    if find(name).is_some() {
        return None;
    }
    name.match_indices('.').find_map(|(dot, _)| Some((&name[..dot], find(&name[dot + 1..])?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_whole_and_in_the_order_of_the_wire() {
        assert_eq!(all().iter().filter(|tld| tld.origin == Origin::Recorded).count(), 459);
        assert!(all().windows(2).all(|pair| pair[0].name < pair[1].name), "sorted, without doubles");
        for tld in all() {
            assert!(DomainName::of("example", &tld.name).is_some(), "{}", tld.name);
            assert_eq!(tld.name, tld.name.to_ascii_lowercase());
            assert!(
                tld.min_register_years >= 1 && tld.min_register_years <= tld.max_register_years,
                "{}",
                tld.name
            );
        }
    }

    /// Counts that the recording of 2017 gives.
    #[test]
    fn recorded_rows_add_up() {
        let count = |holds: fn(&Tld) -> bool| {
            all().iter().filter(|tld| tld.origin == Origin::Recorded && holds(tld)).count()
        };
        assert_eq!(count(|tld| tld.is_api_registerable), 437);
        assert_eq!(count(|tld| tld.is_api_renewable), 449);
        assert_eq!(count(|tld| tld.is_api_transferable), 370);
        assert_eq!(count(|tld| tld.kind == Kind::Gtld), 413);
        assert_eq!(count(|tld| tld.category == "P"), 381);
        assert_eq!(count(|tld| tld.add_grace_period_days == 5), 334);
        assert_eq!(count(|tld| tld.max_register_years == 10), 447);
        assert_eq!(count(|tld| tld.supports_registrar_lock), 390);
        assert_eq!(count(|tld| tld.reactivate_max_days == 0), 20);
    }

    #[test]
    fn known_rows() {
        let uk = find("CO.UK").expect("sold");
        assert!(
            uk.non_real_time && uk.is_disable_privacy && !uk.is_epp_required && !uk.supports_registrar_lock
        );
        assert_eq!((uk.min_transfer_years, uk.max_renew_years, uk.sequence_number), (2, 9, 60));
        assert_eq!((uk.kind.word(), uk.category.as_str()), ("CCTLD", "A"));
        assert_eq!(uk.description, "UK based domain");
        assert_eq!(uk.categories, [("popular".to_owned(), 310), ("international".to_owned(), 10)]);

        let com = find("com").expect("sold");
        assert!(com.is_supports_idn && com.provider_api_delete && com.whois_verification);
        assert_eq!((com.max_renew_years, com.reactivate_max_days, com.add_grace_period_days), (10, 27, 5));
        assert_eq!(com.description, "Most recognized top level domain");

        let academy = find("academy").expect("sold");
        assert_eq!((academy.tld_state.as_str(), academy.description.as_str()), ("eap", "academy gTLD"));
        assert_eq!(academy.categories, [("new".to_owned(), 2030), ("088domains".to_owned(), 320)]);

        let de = find("de").expect("sold");
        assert_eq!((de.renewal_min_days, de.renewal_max_days, de.reactivate_max_days), (5, 30, 0));
        assert_eq!(find("actor").expect("sold").registry, "Rightside");
    }

    #[test]
    fn own_rows_fill_the_gap() {
        let dev = find("dev").expect("sold");
        assert_eq!(
            (dev.origin, dev.description.as_str(), dev.max_renew_years),
            (Origin::Namegate, "dev gTLD", 10)
        );
        assert!(dev.is_api_registerable && dev.is_api_transferable && dev.supports_registrar_lock);
        assert_eq!(find("ai").expect("sold").min_register_years, 2);
        for name in ["ae", "example", "", ".com", "com."] {
            assert_eq!(find(name), None, "{name:?} is not sold");
        }
    }

    #[test]
    fn generic_names_are_those_of_icann() {
        for (name, generic) in
            [("com", true), ("dev", true), ("xn--6frz82g", true), ("io", false), ("uk.com", false)]
        {
            assert_eq!(find(name).expect(name).is_generic(), generic, "{name}");
        }
    }

    #[test]
    fn the_longest_suffix_wins() {
        for (name, sld, tld) in [
            ("example.com", "example", "com"),
            ("Example.CO.UK", "example", "co.uk"),
            ("example.uk", "example", "uk"),
            ("ns1.example.co.uk", "ns1.example", "co.uk"),
            ("example.uk.com", "example", "uk.com"),
        ] {
            let parsed = DomainName::parse(name).expect(name);
            let (left, right) = split(&parsed).expect(name);
            assert_eq!((left, right.name.as_str()), (sld, tld), "{name}");
        }
        for name in ["co.uk", "example.ae", "a.b.c.invalid"] {
            assert_eq!(split(&DomainName::parse(name).expect(name)), None, "{name}");
        }
    }
}
