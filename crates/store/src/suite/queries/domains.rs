//! Domains and what hangs on them.

use rules::contact::{Contact, Contacts};
use rules::host_record::EmailType;
use rules::zone::{Claim, Zone};

use super::{ALICE, BOB, author, domain, insert_domain, kept_zone, with_accounts};
use crate::suite::TestEngine;
use crate::{
    Domain, DomainFilter, DomainOrder, KeptZone, ListedDomain, MailForward, Privacy, Served, TransferLock,
    ZoneVersion,
};

fn names(domains: impl IntoIterator<Item = Domain>) -> Vec<String> {
    domains.into_iter().map(|domain| domain.name).collect()
}

pub(in crate::suite) fn domains_and_their_contacts<E: TestEngine>() {
    with_accounts::<E>(|tx| {
        let kept = domain(1, "a.com", 500);
        let registrant = Contact { first_name: "Ü \"'".into(), ..Contact::default() };
        let contacts = Contacts { registrant, ..Contacts::default() };
        let attributes = vec![("RegistrantNexus".to_owned(), "C11".to_owned())];
        tx.insert_domain(&kept, &contacts, &attributes)?;
        assert_eq!((tx.domain("a.com")?.as_ref(), tx.domain("b.com")?), (Some(&kept), None));
        assert_eq!(tx.contacts(1)?, Some((contacts, attributes)));
        tx.set_contacts(1, &Contacts::default(), &Vec::new())?;
        assert_eq!((tx.contacts(1)?, tx.contacts(9)?), (Some(Default::default()), None));
        tx.set_expires(1, 900)?;
        assert_eq!(tx.domain("a.com")?, Some(Domain { expires: 900, ..kept }));
        Ok(())
    });
}

pub(in crate::suite) fn hosts_and_delegations<E: TestEngine>() {
    with_accounts::<E>(|tx| {
        insert_domain(tx, &domain(1, "a.com", 500))?;
        tx.insert_host("ns1.a.com", 1, "198.41.0.4")?;
        assert_eq!((tx.host("ns1.a.com")?.as_deref(), tx.host("ns2.a.com")?), (Some("198.41.0.4"), None));
        tx.set_host_address("ns1.a.com", "198.41.0.5")?;
        assert_eq!(tx.host("ns1.a.com")?.as_deref(), Some("198.41.0.5"));
        let servers = ["ns1.a.com".to_owned(), "ns.example.net".to_owned()];
        tx.set_name_servers(1, &servers)?;
        assert_eq!(tx.domain("a.com")?.map(|domain| domain.name_servers), Some(servers.to_vec()));
        assert!(tx.is_delegated_to("ns1.a.com")? && !tx.is_delegated_to("ns2.a.com")?);
        assert!(!tx.has_host_of_others(1)?, "its own host");
        tx.set_auto_renew(1, true)?;
        assert_eq!(tx.domain("a.com")?.map(|domain| domain.auto_renew), Some(true));
        tx.set_name_servers(1, &[])?;
        assert!(!tx.is_delegated_to("ns1.a.com")?);
        let own = Domain { name_servers: servers.to_vec(), ..domain(2, "b.com", 500) };
        tx.insert_domain(&own, &Contacts::default(), &Vec::new())?;
        assert!(tx.is_delegated_to("ns1.a.com")? && tx.has_host_of_others(1)? && !tx.has_host_of_others(2)?);
        tx.delete_host("ns1.a.com")?;
        assert_eq!(tx.host("ns1.a.com")?, None);
        // The first is renewed by itself, the second is not.
        let due = |tx: &mut crate::Tx<'_>, end, now| {
            let found = tx.domains_to_renew(end, now, 9)?;
            Ok::<_, crate::Error>(
                found.into_iter().map(|(domain, again)| (domain.id, again)).collect::<Vec<_>>(),
            )
        };
        assert_eq!((due(tx, 499, 0)?, due(tx, 500, 0)?), (vec![], vec![(1, false)]));
        assert_eq!((tx.next_renewed_end(499)?, tx.next_renewed_end(500)?), (Some(500), None));
        tx.put_off_auto_renewal(1, 500, 20)?;
        tx.put_off_auto_renewal(1, 500, 30)?;
        assert_eq!((due(tx, 500, 29)?, due(tx, 500, 30)?), (vec![], vec![(1, true)]));
        assert_eq!((tx.next_repeated_renewal(29)?, tx.next_repeated_renewal(30)?), (Some(30), None));
        tx.set_expires(1, 900)?;
        assert_eq!(
            (due(tx, 900, 0)?, tx.next_repeated_renewal(0)?),
            (vec![(1, false)], None),
            "another term"
        );
        Ok(())
    });
}

pub(in crate::suite) fn privacy_subscriptions<E: TestEngine>() {
    with_accounts::<E>(|tx| {
        let of = |id: i64, enabled, expires| Privacy {
            id,
            domain_id: id,
            enabled,
            mask: format!("{id}@mask.example"),
            forwarded_to: "ada@example.org".into(),
            mask_since: 3,
            created: 2,
            expires,
        };
        for (privacy, name) in
            [(of(1, true, 300), "a.com"), (of(2, false, 200), "b.com"), (of(3, true, 100), "c.com")]
        {
            insert_domain(tx, &domain(privacy.id, name, 900))?;
            tx.insert_privacy(&privacy)?;
        }
        assert_eq!((tx.privacy(2)?, tx.privacy(9)?), (Some(of(2, false, 200)), None));
        let named = tx.privacy_of_account(ALICE, 1)?.map(|named| (named.privacy, named.domain));
        assert_eq!(named, Some((of(1, true, 300), "a.com".to_owned())));
        assert_eq!(tx.privacy_of_account(BOB, 1)?, None);
        assert_eq!((tx.count_privacies(ALICE)?, tx.count_privacies(BOB)?), (3, 0));
        let listed: Vec<_> =
            tx.list_privacies(ALICE, 2, 1)?.into_iter().map(|named| named.privacy.id).collect();
        assert_eq!(listed, [2, 3]);
        assert_eq!((tx.next_privacy_end(0)?, tx.next_privacy_end(100)?), (Some(100), Some(300)));
        assert_eq!((tx.privacy_to_end(300, 10)?, tx.privacy_to_end(299, 10)?), (vec![3, 1], vec![3]));
        assert_eq!(tx.privacy_to_end(300, 1)?, [3]);
        tx.switch_privacy_off(3)?;
        assert_eq!(tx.privacy_to_end(300, 10)?, [1]);
        let changed = Privacy { mask: "new".into(), mask_since: 9, ..of(2, true, 700) };
        tx.update_privacy(&changed)?;
        assert_eq!(tx.privacy(2)?, Some(changed));
        Ok(())
    });
}

pub(in crate::suite) fn lists_of_domains<E: TestEngine>() {
    with_accounts::<E>(|tx| {
        for kept in [domain(1, "b.com", 300), domain(2, "a%c.com", 200), domain(3, "abc.com", 100)] {
            insert_domain(tx, &kept)?;
        }
        insert_domain(tx, &Domain { account_id: BOB, ..domain(4, "bobs.com", 400) })?;
        let all = DomainFilter { account_id: ALICE, search: String::new(), expires: (i64::MIN, i64::MAX) };
        let listed = |found: Vec<ListedDomain>| names(found.into_iter().map(|listed| listed.domain));
        for (order, found) in [
            (DomainOrder::Name, ["a%c.com", "abc.com", "b.com"]),
            (DomainOrder::NameDescending, ["b.com", "abc.com", "a%c.com"]),
            (DomainOrder::Expires, ["abc.com", "a%c.com", "b.com"]),
            (DomainOrder::ExpiresDescending, ["b.com", "a%c.com", "abc.com"]),
            (DomainOrder::Created, ["b.com", "a%c.com", "abc.com"]),
            (DomainOrder::CreatedDescending, ["abc.com", "a%c.com", "b.com"]),
        ] {
            assert_eq!(listed(tx.list_domains(&all, order, 10, 0)?), found, "{order:?}");
            assert_eq!(listed(tx.list_domains(&all, order, 1, 1)?), found[1..2], "{order:?}");
        }
        assert_eq!(tx.count_domains(&all)?, 3);
        let sign = DomainFilter { search: "a%".into(), ..all.clone() };
        assert_eq!(tx.count_domains(&sign)?, 1, "a sign of LIKE stands for itself");
        let ended = DomainFilter { expires: (150, 300), ..all };
        assert!(tx.count_domains(&ended)? < 3);
        Ok(())
    });
}

pub(in crate::suite) fn zones_and_their_ends<E: TestEngine>() {
    with_accounts::<E>(|tx| {
        let all = [domain(1, "a.com", 300), domain(2, "b.com", 200), domain(3, "c.com", 900)];
        for (domain, served) in all.iter().zip([Served::Always, Served::Until(50), Served::Never]) {
            tx.insert_domain(domain, &Contacts::default(), &Vec::new())?;
            tx.insert_zone(domain.id, &kept_zone(domain, served), &author(), 10)?;
            assert_eq!(tx.zone(domain.id)?, Some(kept_zone(domain, served)));
        }
        assert_eq!(
            tx.domain_and_zone("b.com")?,
            Some((all[1].clone(), kept_zone(&all[1], Served::Until(50))))
        );
        assert_eq!((tx.zone(9)?, tx.domain_and_zone("d.com")?), (None, None));
        let of = |found: Vec<(Domain, KeptZone)>| names(found.into_iter().map(|(domain, _)| domain));
        assert_eq!(
            (of(tx.served_zones(0, 10)?), of(tx.served_zones(1, 10)?)),
            (vec!["a.com".into(), "b.com".into()], vec!["b.com".to_owned()])
        );
        assert_eq!(of(tx.served_zones(0, 1)?), ["a.com"]);
        assert_eq!((tx.next_zone_end(49)?, tx.next_zone_end(50)?), (Some(50), None));
        assert_eq!(
            (of(tx.zones_past_their_end(49, 10)?), of(tx.zones_past_their_end(50, 10)?)),
            (vec![], vec!["b.com".to_owned()])
        );
        assert_eq!(
            (of(tx.domains_to_park(300, 10)?), of(tx.domains_to_park(299, 10)?)),
            (vec!["b.com".into(), "a.com".into()], vec!["b.com".to_owned()])
        );
        let empty =
            KeptZone { version: 7, zone: Zone::empty(EmailType::None), served: Served::Never, parked: true };
        tx.update_zone(2, &empty, &author(), 10)?;
        assert_eq!(tx.zone(2)?, Some(empty));
        assert_eq!(of(tx.domains_to_park(300, 10)?), ["a.com"]);
        assert_eq!(of(tx.served_zones(1, 10)?), ["b.com"], "parking is answered");
        let claim = |host_id, ends| Claim { host_id, key_id: 9, ends };
        let mut claimed = kept_zone(&all[0], Served::Always);
        claimed.zone.claims = vec![claim(1, Some(80)), claim(2, None)];
        claimed.version = 2;
        tx.update_zone(1, &claimed, &author(), 10)?;
        assert_eq!(tx.zone(1)?, Some(claimed));
        assert_eq!((tx.next_row_end(79)?, tx.next_row_end(80)?), (Some(80), None));
        let ended = (of(tx.zones_with_ended_rows(79, 10)?), of(tx.zones_with_ended_rows(80, 10)?));
        assert_eq!(ended, (vec![], vec!["a.com".to_owned()]));
        Ok(())
    });
}

pub(in crate::suite) fn versions_of_a_zone<E: TestEngine>() {
    with_accounts::<E>(|tx| {
        let a = domain(1, "a.com", 300);
        insert_domain(tx, &a)?;
        let mut kept = kept_zone(&a, Served::Always);
        let of = |kept: &KeptZone, changed| ZoneVersion {
            version: kept.version,
            changed,
            author: author(),
            zone: kept.zone.clone(),
        };
        let first = of(&kept, 10);
        kept = KeptZone { version: 2, zone: Zone::empty(EmailType::Mx), ..kept };
        tx.update_zone(1, &kept, &author(), 20)?;
        let second = of(&kept, 20);
        assert_eq!((tx.zone_version(1, 1)?, tx.zone_version(1, 3)?), (Some(first.clone()), None));
        assert_eq!(tx.list_zone_versions(1, 9, 10)?, [second.clone(), first.clone()]);
        assert_eq!(
            (tx.list_zone_versions(1, 2, 10)?, tx.list_zone_versions(1, 9, 1)?),
            (vec![first], vec![second])
        );
        let contents: Vec<i64> = tx.zone_contents(1, &[])?.into_keys().collect();
        assert_eq!(contents, [0; 0]);
        let all: Vec<i64> = (1..40).rev().collect();
        let contents: Vec<_> = tx.zone_contents(1, &all)?.into_iter().collect();
        assert_eq!(contents, [(1, kept_zone(&a, Served::Always).zone), (2, kept.zone.clone())]);
        kept.version = 1_100;
        tx.update_zone(1, &kept, &author(), 30)?;
        let left: Vec<i64> = tx.list_zone_versions(1, 2_000, 10)?.iter().map(|kept| kept.version).collect();
        assert_eq!(left, [1_100], "a thousand are kept");
        tx.delete_domain(1)?;
        assert_eq!(tx.list_zone_versions(1, 2_000, 10)?, []);
        let b = domain(2, "b.com", 300);
        insert_domain(tx, &b)?;
        tx.delete_zone_versions()?;
        tx.insert_versions_of_all_zones(&author(), 40)?;
        assert_eq!(tx.zone_version(2, 1)?, Some(of(&kept_zone(&b, Served::Always), 40)));
        Ok(())
    });
}

pub(in crate::suite) fn codes_of_domains<E: TestEngine>() {
    with_accounts::<E>(|tx| {
        insert_domain(tx, &domain(1, "a.com", 500))?;
        assert!(!tx.is_auth_code(1, &[1], 9)?);
        tx.set_auth_code(1, &[1], 20)?;
        tx.set_auth_code(1, &[2], 30)?;
        assert!(!tx.is_auth_code(1, &[1], 9)?, "it was replaced");
        assert!(
            tx.is_auth_code(1, &[2], 29)?
                && !tx.is_auth_code(1, &[2], 30)?
                && !tx.is_auth_code(2, &[2], 9)?
        );
        tx.delete_domain(1)?;
        assert!(!tx.is_auth_code(1, &[2], 9)?);
        Ok(())
    });
}

pub(in crate::suite) fn locks_and_forwards<E: TestEngine>() {
    with_accounts::<E>(|tx| {
        insert_domain(tx, &domain(1, "a.com", 500))?;
        let before = tx.transfer_lock(1)?;
        for lock in [TransferLock { locked: false, held_until: 9 }, before] {
            tx.set_transfer_lock(1, lock)?;
            assert_eq!(tx.transfer_lock(1)?, lock);
        }
        let forward =
            |mailbox: &str| MailForward { mailbox: mailbox.into(), forward_to: "ada@example.org".into() };
        tx.replace_mail_forwards(1, &[forward("info"), forward("*")])?;
        assert_eq!(tx.mail_forwards(1)?.len(), 2);
        tx.replace_mail_forwards(1, &[forward("shop")])?;
        assert_eq!(tx.mail_forwards(1)?, [forward("shop")]);
        Ok(())
    });
}

pub(in crate::suite) fn domains_go_with_all_that_hangs_on_them<E: TestEngine>() {
    with_accounts::<E>(|tx| {
        for kept in [domain(1, "a.com", 300), domain(2, "b.com", 200)] {
            insert_domain(tx, &kept)?;
        }
        assert_eq!(
            (tx.next_domain_end(0)?, tx.next_domain_end(200)?, tx.next_domain_end(300)?),
            (Some(200), Some(300), None)
        );
        assert_eq!(names(tx.domains_ended_by(300, 0, 10)?), ["a.com", "b.com"]);
        assert_eq!(names(tx.domains_ended_by(299, 0, 10)?), ["b.com"]);
        assert_eq!(
            (names(tx.domains_ended_by(300, 1, 10)?), names(tx.domains_ended_by(300, 0, 1)?)),
            (vec!["b.com".into()], vec!["a.com".to_owned()])
        );
        tx.insert_host("ns1.a.com", 1, "198.41.0.4")?;
        tx.set_name_servers(1, &["ns1.a.com".to_owned()])?;
        tx.replace_mail_forwards(
            1,
            &[MailForward { mailbox: "a".into(), forward_to: "b@example.org".into() }],
        )?;
        tx.set_transfer_lock(1, TransferLock { locked: false, held_until: 0 })?;
        tx.delete_domain(1)?;
        assert_eq!((tx.domain("a.com")?, tx.zone(1)?, tx.host("ns1.a.com")?), (None, None, None));
        assert!(!tx.is_delegated_to("ns1.a.com")? && tx.mail_forwards(1)?.is_empty());
        assert!(tx.domain("b.com")?.is_some() && tx.zone(2)?.is_some());
        Ok(())
    });
}
