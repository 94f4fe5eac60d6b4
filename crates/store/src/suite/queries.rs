//! The queries, one by one, on every engine. That none is left out is checked by `every_query_is_called`.

mod accounts;
mod called;
mod domains;
mod keys;
mod orders;
mod world;

use rules::money::Money;

pub(super) use accounts::{
    address_books, mails_are_kept, passwords_and_reset_codes, profiles_by_email, requests_to_add_funds,
    settings_are_replaced,
};
pub(super) use domains::{
    codes_of_domains, domains_and_their_contacts, domains_go_with_all_that_hangs_on_them,
    hosts_and_delegations, lists_of_domains, locks_and_forwards, privacy_subscriptions, versions_of_a_zone,
    zones_and_their_ends,
};
pub(super) use keys::{allow_lists, keys_are_rotated_and_revoked, keys_open_accounts};
pub(super) use orders::{
    claims_on_names, money_moves_between_books, purchases_end_once, refunds_and_calls_under_keys,
    transfers_and_their_lists,
};
pub(super) use world::{
    answers_for_names, mails_on_their_way, the_audit_log, versions_of_zones, whether_there_are_accounts,
    zone_bases, zones_that_are_answered_a_while_longer,
};

use super::{TestEngine, wait};
use crate::{
    Account, AccountState, Author, Domain, End, Error, KeptZone, Limits, Purchase, PurchaseState, Served, Tx,
};

const ALICE: i64 = 1;
const BOB: i64 = 2;
/// An account under Alice's.
const CAROL: i64 = 3;

/// Runs `f` in a write transaction over an empty database with the three accounts.
fn with_accounts<E: TestEngine>(mut f: impl FnMut(&mut Tx<'_>) -> Result<(), Error> + Send + 'static) {
    let store = E::fresh().open(Limits::default()).expect("a fresh database");
    let work = move |tx: &mut Tx<'_>| {
        for (id, name, parent_id) in
            [(ALICE, "Alice", None), (BOB, "bob", None), (CAROL, "carol", Some(ALICE))]
        {
            tx.insert_account(&account(id, name, parent_id))?;
        }
        f(tx).map(End::Commit)
    };
    wait(store.write(work)).expect("the queries");
}

fn account(id: i64, user_name: &str, parent_id: Option<i64>) -> Account {
    Account {
        id,
        user_name: user_name.to_owned(),
        parent_id,
        state: AccountState::Active,
        allowed: "127.0.0.0/8".to_owned(),
        created: 10,
    }
}

/// A domain of Alice's.
fn domain(id: i64, name: &str, expires: i64) -> Domain {
    Domain {
        id,
        name: name.to_owned(),
        account_id: ALICE,
        created: 10 * id,
        expires,
        auto_renew: false,
        locked: id % 2 == 0,
        premium: false,
        name_servers: Vec::new(),
    }
}

/// The zone of a new domain.
fn kept_zone(domain: &Domain, served: Served) -> KeptZone {
    KeptZone { version: 1, zone: rules::zone::Zone::parked(&domain.name), served, parked: false }
}

fn insert_domain(tx: &mut Tx<'_>, domain: &Domain) -> Result<(), Error> {
    tx.insert_domain(domain, &Default::default(), &Vec::new())?;
    tx.insert_zone(domain.id, &kept_zone(domain, Served::Always), &author(), 10)
}

fn author() -> Author {
    let command = "namecheap.domains.dns.setHosts".to_owned();
    Author { account_id: Some(1), key_id: None, address: "192.0.2.1".to_owned(), command }
}

/// A purchase of Alice's.
fn purchase(id: i64, state: PurchaseState) -> Purchase {
    Purchase {
        id,
        transaction_id: 100 + id,
        account_id: ALICE,
        state,
        detail: "{\"what\": \"ü\"}".to_owned(),
        amount: Money::usd(90_600),
        client_ip: "192.0.2.1".to_owned(),
        key_id: Some(70 + id % 2),
        created: id,
    }
}
