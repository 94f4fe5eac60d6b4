//! Which names a certificate is for (ssl-notes.md sections 1 and 4).

use super::{Coverage, Product};
use crate::dcv::is_wildcard;
use crate::name::DomainName;
use crate::tld;

/// Why a certificate cannot be for its names.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadNames {
    #[error("the common name does not begin with *., as the product wants it")]
    NotWildcard,
    #[error("{0} begins with *., which the product does not hold")]
    Wildcard(String),
    /// It is an address, a name of an inner network, or under a TLD that is not known.
    #[error("{0} cannot be in a certificate")]
    NotAllowed(String),
    #[error("{0} occurs twice")]
    Twice(String),
    #[error("there are more than {most} names besides the common name")]
    TooMany { most: i64 },
}

/// The names of a certificate in lower case, the common name first. `further` are those besides it, as they were sent;
/// `bought` is how many names were bought beyond those the price includes.
pub fn names(
    product: Product,
    bought: i64,
    common_name: &str,
    further: &[&str],
) -> Result<Vec<String>, BadNames> {
    let most = product.further_names(bought);
    if usize::try_from(most).is_ok_and(|most| further.len() > most) {
        return Err(BadNames::TooMany { most });
    }
    let holds_wildcard = product.coverage() == Coverage::Wildcard;
    if holds_wildcard && !is_wildcard(common_name) {
        return Err(BadNames::NotWildcard);
    }
    let mut names: Vec<String> = Vec::new();
    for name in std::iter::once(common_name).chain(further.iter().copied()) {
        let name = name.to_ascii_lowercase();
        if is_wildcard(&name) && !holds_wildcard {
            return Err(BadNames::Wildcard(name));
        }
        if !is_public(name.strip_prefix("*.").unwrap_or(&name)) {
            return Err(BadNames::NotAllowed(name));
        }
        if names.contains(&name) {
            return Err(BadNames::Twice(name));
        }
        names.push(name);
    }
    Ok(names)
}

/// Whether a name lies in or below a domain that somebody can register.
fn is_public(name: &str) -> bool {
    DomainName::parse(name).is_some_and(|parsed| parsed.as_str() == name && tld::split(&parsed).is_some())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(product: Product, common_name: &str, further: &[&str]) -> Result<Vec<String>, BadNames> {
        names(product, 0, common_name, further)
    }

    #[test]
    fn each_product_has_its_names() {
        let bad = |name: &str| Err(BadNames::NotAllowed(name.into()));
        assert_eq!(of(Product::Standard, "WWW.Example.com", &[]), Ok(vec!["www.example.com".into()]));
        assert_eq!(of(Product::StandardWildcard, "*.example.com", &[]), Ok(vec!["*.example.com".into()]));
        assert_eq!(of(Product::StandardWildcard, "example.com", &[]), Err(BadNames::NotWildcard));
        let wildcard = Err(BadNames::Wildcard("*.example.com".into()));
        assert_eq!(of(Product::Ev, "*.example.com", &[]), wildcard);
        assert_eq!(of(Product::San, "example.com", &["*.example.com"]), wildcard);
        assert_eq!(of(Product::Standard, "a.com", &["b.com"]), Err(BadNames::TooMany { most: 0 }));
        assert_eq!(
            of(Product::San, "a.com", &["b.com", "c.com", "d.com"]),
            Err(BadNames::TooMany { most: 2 })
        );
        assert_eq!(
            names(Product::San, 1, "a.com", &["b.com", "c.com", "d.com"]).map(|names| names.len()),
            Ok(4)
        );
        assert_eq!(of(Product::San, "a.com", &["A.com"]), Err(BadNames::Twice("a.com".into())));
        for name in
            ["192.0.2.1", "localhost", "server.local", "a.no-such-tld", "com", "a b.com", "a.com.", ""]
        {
            assert_eq!(of(Product::Standard, name, &[]), bad(name), "{name}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_judged(common in ".{0,60}", further in prop::collection::vec(".{0,20}", 0..4)) {
            let further: Vec<&str> = further.iter().map(String::as_str).collect();
            for product in Product::ALL {
                if let Ok(names) = names(product, 9, &common, &further) {
                    prop_assert_eq!(names.len(), further.len() + 1);
                }
            }
        }
    }
}
