//! What somebody may have meant who wrote something else.

/// Longer words are not compared: the work grows with the square of the length.
const LONGEST: usize = 80;
/// Shorter words begin or end too many others.
const SHORTEST_PART: usize = 4;

/// The candidate nearest to a word, if any is near: a few slips away, or with a beginning or an end that is missing.
pub fn nearest<T: AsRef<str>>(word: &str, candidates: impl IntoIterator<Item = T>) -> Option<T> {
    if word.len() > LONGEST {
        return None;
    }
    let word = word.to_ascii_lowercase();
    let near = candidates
        .into_iter()
        .filter_map(|candidate| Some((distance(&word, candidate.as_ref())?, candidate)));
    near.min_by_key(|(distance, _)| *distance).map(|(_, candidate)| candidate)
}

/// How far a candidate is, in slips and then in characters that differ in number; `None` where it is not near.
fn distance(word: &str, candidate: &str) -> Option<(usize, usize)> {
    let candidate = candidate.to_ascii_lowercase();
    let more = candidate.len().abs_diff(word.len());
    let part = |whole: &str, part: &str| {
        part.len() >= SHORTEST_PART && (whole.starts_with(part) || whole.ends_with(part))
    };
    if part(&candidate, word) || part(word, &candidate) {
        return Some((1, more));
    }
    let most = 1 + word.chars().count() / 4;
    if candidate.len() > LONGEST || more > 4 * most {
        return None;
    }
    let slips = strsim::osa_distance(word, &candidate);
    (slips <= most).then_some((slips, more))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::slice::COMMANDS;

    fn command(word: &str) -> Option<&'static str> {
        nearest(word, COMMANDS.iter().map(|entry| entry.spec.name))
    }

    #[test]
    fn what_was_meant() {
        for (written, meant) in [
            ("domains.check", Some("namecheap.domains.check")),
            ("namecheap.domains.chekc", Some("namecheap.domains.check")),
            ("NAMECHEAP.DOMAIN.GETLIST", Some("namecheap.domains.getList")),
            ("namecheap.domains.dns.getHost", Some("namecheap.domains.dns.getHosts")),
            ("getBalances", Some("namecheap.users.getBalances")),
            ("make me a sandwich, please", None),
            ("", None),
        ] {
            assert_eq!(command(written), meant, "{written}");
        }
        assert_eq!(command(&"x".repeat(100_000)), None);
        assert_eq!(nearest("éééé", ["ééée"]), Some("ééée"));
        let parameters = ["DomainName", "Years", "SLD", "TLD"];
        assert_eq!(nearest("Domain", parameters), Some("DomainName"));
        assert_eq!(nearest("Year", parameters), Some("Years"));
        assert_eq!(nearest("Premium", parameters), None);
    }
}
