//! What a sandbox keeps beside the things of customers: answers for names, mails on their way, versions of zones.

use rules::money::Money;
use rules::zone_merge::Bases;

use super::{account, domain, insert_domain, kept_zone, with_accounts};
use crate::suite::{TestEngine, wait};
use crate::{
    AuditEntry, AuditFilter, AuditNumber, End, KeptZone, Limits, Mail, NamedAnswer, SaidOfName, SealedEntry,
    Served,
};

pub(in crate::suite) fn answers_for_names<E: TestEngine>() {
    with_accounts::<E>(|tx| {
        let answer = |pattern: &str, said| NamedAnswer {
            pattern: pattern.to_owned(),
            is_name: !pattern.contains('*'),
            said,
            registration: Money::usd(10_000),
            renewal: Money::usd(20_000),
            restore: Money::usd(30_000),
            transfer: Money::usd(40_000),
            early_access: Money::ZERO,
        };
        let (all, one) = (answer("a*", SaidOfName::Taken), answer("abc.com", SaidOfName::Premium));
        tx.set_named_answer(&one)?;
        tx.set_named_answer(&answer("a*", SaidOfName::NoAnswer))?;
        tx.set_named_answer(&all)?;
        assert_eq!(tx.named_answers()?, [all.clone(), one.clone()], "the later answer counts");
        let mut found = tx.answers_for("abc.com")?;
        found.sort_by(|a, b| a.pattern.cmp(&b.pattern));
        assert_eq!(found, [all.clone(), one]);
        assert_eq!(tx.answers_for("other.com")?, [all], "patterns are for whoever asks to match");
        assert!(tx.delete_named_answer("abc.com")? && !tx.delete_named_answer("abc.com")?);
        assert_eq!(tx.named_answers()?.len(), 1);
        Ok(())
    });
}

pub(in crate::suite) fn mails_on_their_way<E: TestEngine>() {
    with_accounts::<E>(|tx| {
        let mail = |id| Mail {
            id,
            sender_name: "Namegate".to_owned(),
            sender: "shop@example.net".to_owned(),
            recipient: "ada@example.org".to_owned(),
            subject: "ü".to_owned(),
            body: "a\nb".to_owned(),
            created: 10,
        };
        tx.insert_outgoing_mail(&mail(1))?;
        tx.insert_outgoing_mail(&mail(2))?;
        let due = tx.due_outgoing_mails(0, 9)?;
        assert_eq!(due.iter().map(|seen| &seen.mail).collect::<Vec<_>>(), [&mail(1), &mail(2)]);
        assert!(tx.put_off_outgoing_mail(&due[0], 1, 50)?);
        assert!(!tx.put_off_outgoing_mail(&due[0], 1, 60)?, "somebody else has it");
        assert_eq!(tx.due_outgoing_mails(49, 9)?, [due[1].clone()]);
        let ids: Vec<i64> = tx.due_outgoing_mails(50, 9)?.iter().map(|seen| seen.mail.id).collect();
        assert_eq!(ids, [2, 1], "the longest due first");
        assert_eq!(tx.due_outgoing_mails(50, 1)?.len(), 1);
        tx.delete_outgoing_mail(2)?;
        assert_eq!(tx.due_outgoing_mails(50, 9)?.iter().map(|seen| seen.tries).collect::<Vec<_>>(), [1]);
        Ok(())
    });
}

pub(in crate::suite) fn versions_of_zones<E: TestEngine>() {
    with_accounts::<E>(|tx| {
        insert_domain(tx, &domain(1, "one.example", 100))?;
        assert_eq!(tx.zone_versions()?, [("one.example".to_owned(), 1)]);
        assert_eq!((tx.zone_version_shift()?, tx.first_zone_version(500)?), (0, 500));
        tx.set_zone_version_shift(7)?;
        tx.set_zone_version_shift(9)?;
        assert_eq!((tx.zone_version_shift()?, tx.first_zone_version(500)?), (9, 509));
        assert_eq!(tx.first_zone_version(-3)?, 10, "a version is more than nothing");
        Ok(())
    });
}

pub(in crate::suite) fn whether_there_are_accounts<E: TestEngine>() {
    let engine = E::fresh();
    let store = engine.open(Limits::default()).expect("a fresh database");
    assert_eq!(store.read(|tx| tx.has_accounts()), Ok(false));
    wait(store.write(|tx| tx.insert_account(&account(1, "Alice", None)).map(End::Commit))).expect("one");
    assert_eq!(store.read(|tx| tx.has_accounts()), Ok(true));
}

pub(in crate::suite) fn the_audit_log<E: TestEngine>() {
    with_accounts::<E>(|tx| {
        let entry = |account_id, at, command: &str| AuditEntry {
            account_id,
            at,
            api_user: "alice".to_owned(),
            key_id: 7,
            address: "::1".to_owned(),
            command: command.to_owned(),
            outcome: "done".to_owned(),
            refusal: 0,
            subject: "a.com".to_owned(),
            amount: -1,
        };
        let number = |number, writer| AuditNumber { number, writer };
        for (at, (number, command)) in
            (10..).zip([(number(2, 1), "a.B"), (number(1, 2), "c"), (number(1, -2), "d")])
        {
            tx.add_audit_entry(number, &entry(1, at, command))?;
        }
        tx.add_audit_entry(number(3, 0), &entry(2, 13, "e"))?;
        let unsealed = tx.unsealed_audit_entries(2)?;
        assert_eq!(unsealed, [(number(1, -2), entry(1, 12, "d")), (number(1, 2), entry(1, 11, "c"))]);
        assert_eq!(tx.audit_head(1)?, None);
        for (seq, (number, entry)) in (1..).zip(unsealed) {
            tx.seal_audit_entry(number, &SealedEntry { seq, entry, hash: vec![seq as u8] })?;
        }
        assert_eq!((tx.audit_head(1)?, tx.audit_head(2)?), (Some((2, vec![2])), None));
        let all = AuditFilter {
            account_id: 1,
            command: String::new(),
            key_id: 0,
            subject: String::new(),
            at: (i64::MIN, i64::MAX),
            before: i64::MAX,
        };
        assert_eq!(tx.count_audit_entries(&all)?, (2, 1));
        assert_eq!(tx.list_unsealed_audit_entries(&all, 9, 0)?, [entry(1, 10, "a.B")]);
        let sealed = tx.list_audit_entries(&all, 9, 0)?;
        assert_eq!(
            sealed.iter().map(|row| (row.seq, row.hash.clone())).collect::<Vec<_>>(),
            [(2, vec![2]), (1, vec![1])]
        );
        assert_eq!(sealed[0].entry, entry(1, 11, "c"));
        assert_eq!(tx.list_audit_entries(&all, 1, 1)?, sealed[1..]);
        for (filter, count) in [
            (AuditFilter { command: "a.b".into(), ..all.clone() }, (0, 1)),
            (AuditFilter { key_id: 8, ..all.clone() }, (0, 0)),
            (AuditFilter { key_id: 7, ..all.clone() }, (2, 1)),
            (AuditFilter { subject: "b.com".into(), ..all.clone() }, (0, 0)),
            (AuditFilter { at: (11, 12), ..all.clone() }, (1, 0)),
            (AuditFilter { before: 2, ..all.clone() }, (1, 0)),
            (AuditFilter { account_id: 2, ..all.clone() }, (0, 1)),
        ] {
            assert_eq!(tx.count_audit_entries(&filter)?, count, "{filter:?}");
        }
        Ok(())
    });
}

pub(in crate::suite) fn zones_that_are_answered_a_while_longer<E: TestEngine>() {
    with_accounts::<E>(|tx| {
        let (one, two) = (domain(1, "one.example", 100), domain(2, "two.example", 100));
        insert_domain(tx, &one)?;
        insert_domain(tx, &two)?;
        let version = |of, version| KeptZone { version, ..kept_zone(of, Served::Until(90)) };
        tx.insert_former_zone(1, &version(&one, 7), 20)?;
        tx.insert_former_zone(1, &version(&one, 6), 10)?;
        tx.insert_former_zone(2, &version(&two, 3), 30)?;
        let served = |found: Vec<(crate::Domain, KeptZone)>| {
            found.into_iter().map(|(domain, kept)| (domain.id, kept.version)).collect::<Vec<_>>()
        };
        assert_eq!(served(tx.former_zones(0, 10)?), [(1, 6), (2, 3)], "the eldest of each");
        assert_eq!(
            (served(tx.former_zones(1, 10)?), served(tx.former_zones(0, 1)?)),
            (vec![(2, 3)], vec![(1, 6)])
        );
        assert_eq!(served(tx.served_zones(0, 10)?), [], "none is answered as it is");
        let ends = [tx.next_former_zone_end(9)?, tx.next_former_zone_end(10)?, tx.next_former_zone_end(30)?];
        assert_eq!(ends, [Some(10), Some(20), None]);
        assert_eq!(tx.domains_past_former_zones(9, 10)?, []);
        assert_eq!(tx.domains_past_former_zones(30, 1)?, std::slice::from_ref(&one));
        assert_eq!(tx.next_answered_zone(1, 10)?, Some(version(&one, 7)));
        assert_eq!(tx.next_answered_zone(1, 20)?, tx.zone(1)?);
        assert_eq!(tx.domains_past_former_zones(30, 10)?, std::slice::from_ref(&two));
        assert_eq!(served(tx.served_zones(0, 10)?), [(1, 1)]);
        tx.end_former_zones(5)?;
        assert_eq!(tx.domains_past_former_zones(5, 10)?.len(), 1);
        tx.delete_domain(2)?;
        tx.insert_former_zone(1, &version(&one, 8), 50)?;
        tx.clear_former_zones()?;
        assert_eq!(tx.former_zones(0, 10)?, []);
        Ok(())
    });
}

pub(in crate::suite) fn zone_bases<E: TestEngine>() {
    with_accounts::<E>(|tx| {
        insert_domain(tx, &domain(1, "a.com", 100))?;
        assert!(tx.zone_bases(1, 7)?.is_empty());
        let mut bases = Bases::default();
        for version in [1, 1, i64::MAX] {
            bases.read(version, 50);
            tx.set_zone_bases(1, 7, &bases, 50)?;
        }
        let other = Bases::default();
        tx.set_zone_bases(1, 8, &other, 60)?;
        tx.set_zone_bases(2, 7, &other, 60)?;
        assert_eq!((tx.zone_bases(1, 7)?, tx.zone_bases(1, 8)?), (bases, other));
        assert!(!tx.has_zone_bases_before(50)? && tx.has_zone_bases_before(51)?);
        assert_eq!((tx.delete_zone_bases_before(50)?, tx.delete_zone_bases_before(51)?), (0, 1));
        assert!(tx.zone_bases(1, 7)?.is_empty());
        tx.delete_domain(1)?;
        assert_eq!(tx.delete_zone_bases_before(61)?, 1, "one went with its domain");
        tx.set_zone_bases(2, 7, &Bases::default(), 60)?;
        tx.clear_state()?;
        assert_eq!(tx.delete_zone_bases_before(61)?, 0);
        Ok(())
    });
}
