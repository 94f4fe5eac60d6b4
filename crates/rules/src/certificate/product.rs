//! The products of the list since July 2026, the older names that are still taken for them, and those that are no longer
//! sold (ssl-notes.md section 1).

/// Names of a certificate for several, its common name among them, that its price includes.
pub const INCLUDED_NAMES: i64 = 3;
/// Names that can be bought on top: a certificate holds one hundred.
pub const MOST_BOUGHT_NAMES: i64 = 97;

/// What the authority checks before it issues (CA/Browser Forum Baseline Requirements, section 7.1.2.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Validation {
    /// Control over the names alone.
    Domain,
    /// The organization, too.
    Organization,
    /// As the Extended Validation Guidelines want it.
    Extended,
}

/// Which names a certificate can be for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coverage {
    Single,
    /// One name that begins with `*.`.
    Wildcard,
    Several,
}

/// A product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Product {
    Standard,
    StandardWildcard,
    San,
    HighAssurance,
    OvWildcard,
    OvMultiDomain,
    Ev,
    EvMultiDomain,
}

/// What a request calls a product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    Sold(Product),
    /// Sold once, by an authority that is no longer behind the service.
    Discontinued,
    Unknown,
}

impl Product {
    pub const ALL: [Product; 8] = [
        Product::Standard,
        Product::StandardWildcard,
        Product::San,
        Product::HighAssurance,
        Product::OvWildcard,
        Product::OvMultiDomain,
        Product::Ev,
        Product::EvMultiDomain,
    ];

    /// As people and most answers write it; lists have it in lower case.
    pub const fn name(self) -> &'static str {
        match self {
            Product::Standard => "Standard SSL",
            Product::StandardWildcard => "Standard Wildcard SSL",
            Product::San => "SAN Certificate",
            Product::HighAssurance => "High Assurance SSL",
            Product::OvWildcard => "OV Wildcard SSL",
            Product::OvMultiDomain => "OV Multi-domain SSL",
            Product::Ev => "EV SSL",
            Product::EvMultiDomain => "EV Multi-Domain SSL",
        }
    }

    /// Its name in the price list.
    pub fn price_name(self) -> String {
        self.name().to_ascii_lowercase().replace(' ', "-")
    }

    /// The name in the price list of one more name for a year; `None` where there are none.
    pub fn name_price_name(self) -> Option<String> {
        (self.coverage() == Coverage::Several).then(|| format!("{}-moresans", self.price_name()))
    }

    pub const fn validation(self) -> Validation {
        match self {
            Product::Standard | Product::StandardWildcard | Product::San => Validation::Domain,
            Product::HighAssurance | Product::OvWildcard | Product::OvMultiDomain => Validation::Organization,
            Product::Ev | Product::EvMultiDomain => Validation::Extended,
        }
    }

    pub const fn coverage(self) -> Coverage {
        match self {
            Product::Standard | Product::HighAssurance | Product::Ev => Coverage::Single,
            Product::StandardWildcard | Product::OvWildcard => Coverage::Wildcard,
            Product::San | Product::OvMultiDomain | Product::EvMultiDomain => Coverage::Several,
        }
    }

    /// How many names besides the common name a certificate can hold for which `bought` were bought.
    pub const fn further_names(self, bought: i64) -> i64 {
        match self.coverage() {
            Coverage::Several => INCLUDED_NAMES - 1 + bought,
            Coverage::Single | Coverage::Wildcard => 0,
        }
    }
}

/// Names of before July 2026, and the product of the same validation and coverage that is sold in their place.
const FORMER: [(&str, Product); 11] = [
    ("PositiveSSL", Product::Standard),
    ("EssentialSSL", Product::Standard),
    ("PositiveSSL Wildcard", Product::StandardWildcard),
    ("EssentialSSL Wildcard", Product::StandardWildcard),
    ("PositiveSSL Multi Domain", Product::San),
    ("InstantSSL", Product::HighAssurance),
    ("InstantSSL Pro", Product::HighAssurance),
    ("PremiumSSL", Product::HighAssurance),
    ("PremiumSSL Wildcard", Product::OvWildcard),
    ("Multi Domain SSL", Product::OvMultiDomain),
    ("Unified Communications", Product::OvMultiDomain),
];

const DISCONTINUED: [&str; 21] = [
    "RapidSSL",
    "RapidSSL Wildcard",
    "QuickSSL Premium",
    "True BusinessID",
    "True BusinessID Wildcard",
    "True BusinessID Multi Domain",
    "True BusinessID with EV",
    "True BusinessID with EV Multi Domain",
    "SSL123",
    "SSL Web Server",
    "SSL Webserver EV",
    "SGC Supercert",
    "SGC Supercerts",
    "Secure Site",
    "Secure Site Pro",
    "Secure Site with EV",
    "Secure Site Pro with EV",
    "EV SSL SGC",
    "PositiveSSL FREE",
    "ComodoSSL",
    "ComodoSSL Wildcard",
];

/// What some clients and their lists put behind the names of today.
const AUTHORITY: &str = " sslcom";

/// The product of a request's name, in any letter case and with or without its hyphens.
pub fn named(name: &str) -> Named {
    let asked = plain(name.trim());
    let of_today = asked.strip_suffix(AUTHORITY).unwrap_or(&asked);
    let today = Product::ALL.into_iter().find(|product| plain(product.name()) == of_today);
    let former = || FORMER.iter().find(|(former, _)| plain(former) == asked);
    if let Some(product) = today.or_else(|| former().map(|(_, product)| *product)) {
        return Named::Sold(product);
    }
    if DISCONTINUED.iter().any(|discontinued| plain(discontinued) == asked) {
        return Named::Discontinued;
    }
    Named::Unknown
}

fn plain(name: &str) -> String {
    name.to_ascii_lowercase().replace('-', " ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_name_of_before_means_the_product_of_the_same_class() {
        for (name, expected) in [
            ("Standard SSL", Named::Sold(Product::Standard)),
            ("standard ssl sslcom", Named::Sold(Product::Standard)),
            ("EV Multi Domain SSL", Named::Sold(Product::EvMultiDomain)),
            ("ev multi domain ssl sslcom", Named::Sold(Product::EvMultiDomain)),
            ("EV MULTI-DOMAIN SSL SSLcom", Named::Sold(Product::EvMultiDomain)),
            ("positivessl", Named::Sold(Product::Standard)),
            ("PositiveSSL Multi Domain", Named::Sold(Product::San)),
            ("Unified Communications", Named::Sold(Product::OvMultiDomain)),
            ("ev ssl", Named::Sold(Product::Ev)),
            ("rapidssl", Named::Discontinued),
            ("EV SSL SGC", Named::Discontinued),
            ("PositiveSSL sslcom", Named::Unknown),
            ("sslcom", Named::Unknown),
            ("", Named::Unknown),
        ] {
            assert_eq!(named(name), expected, "{name}");
        }
    }

    #[test]
    fn no_name_means_two_things() {
        let today = Product::ALL.map(Product::name);
        let former = FORMER.map(|(name, _)| name);
        let mut names: Vec<String> =
            [&today[..], &former, &DISCONTINUED].concat().iter().map(|name| plain(name)).collect();
        let count = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), count);
    }

    #[test]
    fn names_that_a_certificate_can_hold() {
        assert_eq!(Product::San.further_names(0), 2);
        assert_eq!(Product::San.further_names(MOST_BOUGHT_NAMES), 99);
        assert_eq!(Product::StandardWildcard.further_names(0), 0);
    }

    proptest! {
        #[test]
        fn any_text_is_looked_up(name in ".{0,60}") {
            prop_assert_eq!(named(&name), named(&name.to_ascii_uppercase()));
        }
    }
}
