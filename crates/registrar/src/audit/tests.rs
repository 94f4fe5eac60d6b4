use proptest::prelude::*;

use super::numbers::Numbers;
use super::*;

fn shown(seq: i64, subject: &str) -> Shown {
    let entry = AuditEntry {
        account_id: 500_001,
        at: 1_781_524_800,
        api_user: "alice".into(),
        key_id: 7,
        address: "127.0.0.1".into(),
        command: "namecheap.domains.create".into(),
        outcome: "ordered".into(),
        refusal: 0,
        subject: subject.into(),
        amount: 90_600,
    };
    Shown::of(seq, &entry)
}

/// A chain, the newest last.
fn chain(subjects: &[String]) -> Vec<(Shown, Vec<u8>)> {
    let mut chain: Vec<(Shown, Vec<u8>)> = Vec::new();
    for (seq, subject) in (1..).zip(subjects) {
        let entry = shown(seq, subject);
        let hash = hash(chain.last().map_or(&[], |(_, hash)| hash), &entry);
        chain.push((entry, hash));
    }
    chain
}

fn verified(chain: &[(Shown, Vec<u8>)]) -> (u64, Option<i64>) {
    let mut verification = Verification::default();
    for (entry, hash) in chain.iter().rev() {
        verification.take(entry.clone(), hash.clone());
    }
    verification.end()
}

/// So that whoever reads the page can make the hash anew; see docs/audit.md.
#[test]
fn the_hash_is_as_documented() {
    let text = concat!(
        r#"["","500001","1","2026-06-15T12:00:00Z","alice","7","127.0.0.1","namecheap.domains.create","#,
        r#""ordered","0","a.com","9.0600"]"#
    );
    assert_eq!(hash(&[], &shown(1, "a.com")), digest(&SHA256, text.as_bytes()).as_ref());
}

#[test]
fn numbers_grow_within_a_process_and_with_time() {
    let numbers = Numbers::of(3);
    let taken = [10, 10, 9, 12].map(|now| numbers.next(now).number);
    assert_eq!(taken, [10_000_000, 10_000_001, 10_000_002, 12_000_000]);
    assert_eq!(Numbers::of(3).next(i64::MAX).number, i64::MAX);
}

#[test]
fn subjects_are_of_characters_that_come_back() {
    assert_eq!(plain("a.com"), "a.com");
    assert_eq!(plain("a b\n\u{fffe}é\0"), "a?b??é?");
    assert_eq!(plain(&"é".repeat(300)).chars().count(), MOST_SUBJECT);
}

proptest! {
    #[test]
    fn what_is_changed_is_found(
        subjects in proptest::collection::vec("[a-z]{1,4}", 1..12), at: proptest::sample::Index, how in 0..4_u8,
    ) {
        let whole = chain(&subjects);
        prop_assert_eq!(verified(&whole), (subjects.len() as u64, None));
        let (mut changed, at) = (whole.clone(), at.index(whole.len()));
        match how {
            0 => changed[at].0.subject.push('x'),
            1 => changed[at].0.refusal = 1,
            2 => changed[at].1[0] ^= 1,
            // Of the last nobody knows but who noted the head.
            _ if at + 1 == whole.len() => return Ok(()),
            _ => drop(changed.remove(at)),
        }
        let broken = verified(&changed).1;
        prop_assert_eq!(broken, Some(if how == 3 { whole[at + 1].0.seq } else { whole[at].0.seq }));
    }
}
