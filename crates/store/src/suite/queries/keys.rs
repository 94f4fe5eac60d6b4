//! Keys of accounts, and what they open.

use rules::allow_list::{Entry, Source};
use rules::key_policy::Preset;

use super::{ALICE, BOB, CAROL, account, with_accounts};
use crate::suite::TestEngine;
use crate::{Account, AccountState, AllowEntry, ApiKey, Error, KeyLife, OpeningKey, Tx};

const HASH: &[u8] = &[0, 255, 39, 1];
const OTHER: &[u8] = &[7];
const THIRD: &[u8] = &[8, 8];

fn key(id: i64, preset: Preset) -> ApiKey {
    let policy = preset.policy();
    ApiKey {
        id,
        account_id: ALICE,
        user_id: CAROL,
        of_settings: false,
        label: format!("ü {id}"),
        preset: preset.word().to_owned(),
        policy: (!policy.is_full()).then_some(policy),
        created: 10,
        life: KeyLife { expires: Some(900), unused_limit: Some(50), last_used: 10, revoked: None },
    }
}

/// The id of the key that a secret opens Alice's account with, and when it ends.
fn opens(tx: &mut Tx<'_>, hash: &[u8]) -> Result<Option<(i64, Option<i64>)>, Error> {
    Ok(tx.account_by_key("alice", hash)?.map(|(_, key)| (key.id, key.secret_ends)))
}

pub(in crate::suite) fn keys_open_accounts<E: TestEngine>() {
    with_accounts::<E>(|tx| {
        let alice = account(ALICE, "Alice", None);
        assert_eq!(tx.account(ALICE)?, Some(alice.clone()));
        assert_eq!(tx.account_by_name("aLICE")?, Some(alice.clone()), "in any letter case");
        assert_eq!((tx.account(9)?, tx.account_by_name("nobody")?), (None, None));
        let of_settings = ApiKey { of_settings: true, user_id: ALICE, ..key(1, Preset::Full) };
        tx.set_key_of_settings(&of_settings, HASH)?;
        let opening = OpeningKey {
            id: 1,
            user_id: ALICE,
            of_settings: true,
            policy: None,
            life: of_settings.life,
            secret_ends: None,
            has_allow_entries: false,
        };
        assert_eq!(tx.account_by_key("alice", HASH)?, Some((alice, opening)));
        assert_eq!((tx.account_by_key("bob", HASH)?, tx.account_by_key("alice", OTHER)?), (None, None));
        tx.set_key_of_settings(&ApiKey { id: 2, ..of_settings }, OTHER)?;
        assert_eq!((opens(tx, HASH)?, opens(tx, OTHER)?), (None, Some((1, None))), "one for all time");
        tx.update_account(ALICE, AccountState::Locked, "192.0.2.0/24")?;
        let found =
            tx.account_by_key("alice", OTHER)?.map(|(Account { state, allowed, .. }, _)| (state, allowed));
        assert_eq!(found, Some((AccountState::Locked, "192.0.2.0/24".to_owned())));
        assert_eq!(tx.account(BOB)?.map(|bob| bob.state), Some(AccountState::Active));
        Ok(())
    });
}

pub(in crate::suite) fn keys_are_rotated_and_revoked<E: TestEngine>() {
    with_accounts::<E>(|tx| {
        let [acme, full] = [key(1, Preset::Acme), key(2, Preset::Full)];
        tx.insert_api_key(&acme, HASH)?;
        tx.insert_api_key(&full, THIRD)?;
        assert_eq!(
            tx.account_by_key("alice", HASH)?.map(|(_, key)| (key.user_id, key.policy)),
            Some((CAROL, acme.policy.clone()))
        );
        assert_eq!((tx.api_key(ALICE, 1)?, tx.api_key(BOB, 1)?), (Some(acme.clone()), None));
        assert_eq!(tx.list_api_keys(ALICE, 10, 0)?, [full.clone(), acme.clone()]);
        assert_eq!((tx.list_api_keys(ALICE, 10, 1)?, tx.list_api_keys(BOB, 10, 0)?), (vec![acme], vec![]));
        assert_eq!((tx.count_api_keys(ALICE)?, tx.count_api_keys(BOB)?), (2, 0));
        tx.rotate_api_key(1, OTHER, 60)?;
        assert_eq!((opens(tx, HASH)?, opens(tx, OTHER)?), (Some((1, Some(60))), Some((1, None))));
        tx.note_use_of_key(2, 77)?;
        tx.revoke_api_key(1, 80)?;
        assert_eq!((opens(tx, HASH)?, opens(tx, OTHER)?), (None, None));
        let life = |key: Option<ApiKey>| key.map(|key| (key.life.last_used, key.life.revoked));
        assert_eq!(
            (life(tx.api_key(ALICE, 1)?), life(tx.api_key(ALICE, 2)?)),
            (Some((10, Some(80))), Some((77, None)))
        );
        Ok(())
    });
}

pub(in crate::suite) fn allow_lists<E: TestEngine>() {
    with_accounts::<E>(|tx| {
        tx.insert_api_key(&key(1, Preset::Full), HASH)?;
        let has = |tx: &mut Tx<'_>| -> Result<Option<bool>, Error> {
            Ok(tx.account_by_key("alice", HASH)?.map(|(_, key)| key.has_allow_entries))
        };
        let entry = |key_id, source: &str, expires| AllowEntry {
            account_id: ALICE,
            key_id,
            created: 5,
            entry: Entry {
                source: Source::parse(source).expect("a source"),
                expires,
                addresses: Vec::new(),
                answered: 0,
            },
        };
        assert_eq!(has(tx)?, Some(false));
        tx.set_allow_entry(&entry(Some(7), "192.0.2.1", None))?;
        assert_eq!(has(tx)?, Some(true), "of whichever key");
        tx.set_allow_entry(&entry(None, "home.example", Some(90)))?;
        tx.set_allow_entry(&entry(None, "home.example", None))?;
        tx.set_allow_entry(&entry(Some(1), "home.example", Some(80)))?;
        assert_eq!(has(tx)?, Some(true));
        assert_eq!(tx.hosts_to_look_up(0, 9)?, ["home.example"], "once");
        let addresses = ["192.0.2.7", "2001:db8::1"].map(|text| text.parse().expect("an address"));
        tx.note_addresses("home.example", &addresses, 100, 130)?;
        assert_eq!((tx.hosts_to_look_up(129, 9)?.len(), tx.hosts_to_look_up(130, 9)?.len()), (0, 1));
        tx.note_vain_look("home.example", 200)?;
        assert!(tx.hosts_to_look_up(199, 9)?.is_empty());
        let mut kept = entry(None, "home.example", None);
        kept.entry = Entry { addresses: addresses.to_vec(), answered: 100, ..kept.entry };
        let of_key = AllowEntry {
            key_id: Some(1),
            entry: Entry { expires: Some(80), ..kept.entry.clone() },
            ..kept.clone()
        };
        assert_eq!(tx.allow_entries_of_key(ALICE, 1)?, [kept.clone(), of_key.clone()]);
        assert_eq!(tx.allow_entries(ALICE)?, [kept, of_key.clone(), entry(Some(7), "192.0.2.1", None)]);
        assert!(tx.delete_allow_entry(ALICE, Some(1), &of_key.entry.source)?);
        assert!(!tx.delete_allow_entry(ALICE, Some(1), &of_key.entry.source)?);
        assert_eq!((tx.allow_entries(ALICE)?.len(), tx.allow_entries(BOB)?.len()), (2, 0));
        Ok(())
    });
}
