//! Accounts and what hangs on them.

use rules::contact::Contact;
use rules::money::Money;

use super::{ALICE, BOB, CAROL, with_accounts};
use crate::suite::TestEngine;
use crate::{Account, AddFundsRequest, Address, KeptPassword, Mail, MailFilter, Payment};

const HASH: &[u8] = &[0, 255, 39, 1];
const OTHER: &[u8] = &[7];

pub(in crate::suite) fn profiles_by_email<E: TestEngine>() {
    with_accounts::<E>(|tx| {
        assert_eq!(tx.profile(CAROL)?, None);
        for email in ["first@example.org", "Carol@Example.org"] {
            let profile =
                Contact { email_address: email.into(), first_name: "Ü".into(), ..Contact::default() };
            tx.set_profile(CAROL, &profile)?;
            assert_eq!(tx.profile(CAROL)?, Some(profile));
        }
        let found = |found: Option<Account>| found.map(|account| account.id);
        assert_eq!(found(tx.account_by_email(ALICE, "CAROL@example.ORG")?), Some(CAROL));
        assert_eq!(found(tx.account_by_email(BOB, "carol@example.org")?), None);
        assert_eq!(found(tx.account_by_email(ALICE, "first@example.org")?), None, "it was replaced");
        Ok(())
    });
}

pub(in crate::suite) fn passwords_and_reset_codes<E: TestEngine>() {
    with_accounts::<E>(|tx| {
        let kept =
            |hash: &str, wrong, locked_until| Some(KeptPassword { hash: hash.into(), wrong, locked_until });
        assert_eq!(tx.password(CAROL)?, None);
        tx.set_password(CAROL, "one")?;
        tx.count_wrong_passwords(CAROL, 3, 900)?;
        assert_eq!(tx.password(CAROL)?, kept("one", 3, 900));
        tx.set_reset_code(CAROL, HASH, 50)?;
        assert_eq!(
            (tx.account_by_reset_code(HASH, 49)?, tx.account_by_reset_code(HASH, 50)?),
            (Some(CAROL), None)
        );
        tx.set_reset_code(CAROL, OTHER, 60)?;
        assert_eq!(
            (tx.account_by_reset_code(HASH, 0)?, tx.account_by_reset_code(OTHER, 59)?),
            (None, Some(CAROL))
        );
        tx.set_password(CAROL, "two")?;
        assert_eq!(tx.password(CAROL)?, kept("two", 0, 0), "not locked");
        assert_eq!(tx.account_by_reset_code(OTHER, 0)?, None, "and its code is void");
        Ok(())
    });
}

pub(in crate::suite) fn address_books<E: TestEngine>() {
    with_accounts::<E>(|tx| {
        let entry = |id, account_id, name: &str| Address {
            id,
            account_id,
            name: name.into(),
            is_default: false,
            contact: Contact { city: "Testville".into(), ..Contact::default() },
        };
        for address in [entry(1, ALICE, "office"), entry(2, ALICE, "home"), entry(3, BOB, "home")] {
            tx.insert_address(&address)?;
        }
        assert_eq!(tx.address(ALICE, 1)?, Some(entry(1, ALICE, "office")));
        assert_eq!(tx.address(BOB, 1)?, None, "of another account");
        tx.set_default_address(ALICE, 1)?;
        tx.set_default_address(ALICE, 2)?;
        let of_alice = tx.addresses(ALICE)?;
        let seen: Vec<_> = of_alice.iter().map(|entry| (entry.id, entry.is_default)).collect();
        assert_eq!(seen, [(2, true), (1, false)], "by name, and one is the default");
        tx.update_address(1, "shop", &Contact::default())?;
        let changed = Address { contact: Contact::default(), ..entry(1, ALICE, "shop") };
        assert_eq!(tx.address(ALICE, 1)?, Some(changed));
        tx.delete_address(2)?;
        assert_eq!((tx.count_addresses(ALICE)?, tx.count_addresses(BOB)?), (1, 1));
        Ok(())
    });
}

pub(in crate::suite) fn requests_to_add_funds<E: TestEngine>() {
    with_accounts::<E>(|tx| {
        let asked = |payment| AddFundsRequest {
            account_id: BOB,
            amount: Money::usd(400_000),
            return_url: "https://shop.example.net/?a=b&c=d".into(),
            created: 5,
            payment,
        };
        tx.insert_add_funds_request(HASH, &asked(Payment::Awaited))?;
        assert_eq!(tx.add_funds_request(OTHER)?, None);
        for payment in [Payment::Awaited, Payment::Declined, Payment::Made { transaction_id: 7 }] {
            tx.set_payment(HASH, payment)?;
            assert_eq!(tx.add_funds_request(HASH)?, Some(asked(payment)));
        }
        assert_eq!((tx.count_declined_payment(BOB)?, tx.count_declined_payment(BOB)?), (1, 2));
        assert_eq!(tx.count_declined_payment(ALICE)?, 1);
        tx.forget_declined_payments(BOB)?;
        assert_eq!((tx.count_declined_payment(BOB)?, tx.count_declined_payment(ALICE)?), (1, 2));
        Ok(())
    });
}

pub(in crate::suite) fn mails_are_kept<E: TestEngine>() {
    with_accounts::<E>(|tx| {
        let mail = |id, recipient: &str, subject: &str| Mail {
            id,
            sender_name: "Namegate".into(),
            sender: "support@localhost".into(),
            recipient: recipient.into(),
            subject: subject.into(),
            body: "code".into(),
            created: id,
        };
        let all = [
            mail(1, "Ada@example.org", "one%"),
            mail(2, "bob@example.org", "Two"),
            mail(3, "ada@example.net", "two"),
        ];
        for mail in &all {
            tx.insert_mail(mail)?;
        }
        let ids = |mails: Vec<Mail>| mails.iter().map(|mail| mail.id).collect::<Vec<_>>();
        assert_eq!((tx.mail(2)?.as_ref(), tx.mail(9)?), (Some(&all[1]), None));
        assert_eq!(ids(tx.mails(2)?), [3, 2]);
        let filter = |recipient, subject| MailFilter { recipient, subject };
        for (filter, found) in [
            (filter("", ""), &[3, 2, 1][..]),
            (filter("ADA@", ""), &[3, 1]),
            (filter("", "tWO"), &[3, 2]),
            (filter("example.org", "two"), &[2]),
            (filter("", "%"), &[1]),
        ] {
            assert_eq!(ids(tx.list_mails(filter, 10, 0)?), found);
            assert_eq!(tx.count_mails(filter)?, found.len() as i64);
        }
        assert_eq!(ids(tx.list_mails(filter("", ""), 1, 1)?), [2]);
        tx.trim_mails(1)?;
        assert_eq!(ids(tx.mails(10)?), [3]);
        tx.trim_mails(5)?;
        assert_eq!(ids(tx.mails(10)?), [3], "there are fewer");
        Ok(())
    });
}

pub(in crate::suite) fn settings_are_replaced<E: TestEngine>() {
    with_accounts::<E>(|tx| {
        assert_eq!(tx.setting("clock")?, None);
        for value in ["1", "2"] {
            tx.keep_setting("clock", value)?;
            assert_eq!(tx.setting("clock")?.as_deref(), Some(value));
        }
        Ok(())
    });
}
