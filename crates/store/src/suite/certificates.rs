//! Certificates: records, names and lists.

use rules::certificate::{Applicant, Method, Product, State, Term};
use rules::money::Money;

use super::{TestEngine, wait};
use crate::{
    Account, AccountState, Certificate, CertificateFilter, CertificateName, CertificateOrder,
    CertificateRequest, End, Error, IssuedCertificate, Limits, Purchase, PurchaseState, Store, Tx,
};

const HOLDER: i64 = 1;
const OTHER: i64 = 2;
const NOW: i64 = 1_781_524_800;

/// A database with two accounts and an order of the first.
pub(super) fn store<E: TestEngine>(engine: &E) -> Store {
    let store = engine.open(Limits::default()).expect("a fresh database");
    write(&store, |tx| {
        for id in [HOLDER, OTHER] {
            tx.insert_account(&Account {
                id,
                user_name: format!("account{id}"),
                parent_id: None,
                state: AccountState::Active,
                allowed: String::new(),
                created: NOW,
            })?;
        }
        tx.insert_purchase(&Purchase {
            id: 1,
            transaction_id: 1,
            account_id: HOLDER,
            state: PurchaseState::Completed,
            detail: "{}".into(),
            amount: Money::ZERO,
            client_ip: String::new(),
            key_id: None,
            created: NOW,
        })
    });
    store
}

pub(super) fn write<T: Send + 'static>(
    store: &Store,
    mut f: impl FnMut(&mut Tx<'_>) -> Result<T, Error> + Send + 'static,
) -> T {
    wait(store.write(move |tx| f(tx).map(End::Commit))).expect("a write").value
}

fn bought(id: i64) -> Certificate {
    Certificate {
        id,
        account_id: HOLDER,
        purchase_id: 1,
        product: Product::San,
        years: 2,
        bought_names: 3,
        state: State::NewPurchase,
        purchased: NOW,
        activation_ends: NOW + 1,
        renewal_of: None,
        replaces: None,
        replaced_by: None,
        request: None,
        term: None,
        issued: None,
        revoked: None,
    }
}

pub(super) fn issued(id: i64, common_name: &str) -> Certificate {
    Certificate {
        state: State::Active,
        request: Some(CertificateRequest {
            activated: NOW + 2,
            authority_order: "11".into(),
            csr: "a request".into(),
            unique_value: "u".into(),
            common_name: common_name.into(),
            web_server_type: Some("nginx".into()),
            admin_email: None,
            applicant: Applicant { organization: Some("Org".into()), ..Applicant::default() },
        }),
        term: Some(Term { begins: NOW + 3, ends: NOW + id }),
        issued: Some(IssuedCertificate {
            at: NOW + 3,
            valid_until: NOW + 4,
            serial: format!("{id:x}"),
            chain: "a chain".into(),
        }),
        ..bought(id)
    }
}

pub(super) fn a_record_comes_back<E: TestEngine>() {
    let engine = E::fresh();
    let store = store(&engine);
    let (new, done) = (bought(10), issued(11, "example.com"));
    let (kept, saved) =
        (new.clone(), Certificate { renewal_of: Some(10), replaces: Some(10), ..done.clone() });
    write(&store, move |tx| {
        tx.insert_certificate(&kept)?;
        tx.insert_certificate(&bought(11))?;
        tx.save_certificate(&saved)
    });
    let found = |id, account| store.read(|tx| tx.certificate_of_account(account, id)).expect("a read");
    assert_eq!(found(10, HOLDER), Some(new));
    assert_eq!(found(10, OTHER), None);
    let done = Certificate { renewal_of: Some(10), replaces: Some(10), ..done };
    assert_eq!(found(11, HOLDER), Some(done.clone()));
    assert_eq!(store.read(|tx| tx.certificate(11)), Ok(Some(done.clone())));
    let of_order = store.read(|tx| tx.certificate_of_purchase(1)).expect("a read");
    assert_eq!(of_order.map(|certificate| certificate.id), Some(10), "and not what replaces it");
    let renewed = |id| store.read(|tx| tx.is_certificate_renewed(id)).expect("a read");
    assert_eq!((renewed(10), renewed(11)), (true, false));

    let revoked = Certificate { state: State::Cancelled, revoked: Some(NOW + 9), ..done };
    write(&store, move |tx| tx.save_certificate(&revoked));
    assert_eq!(store.read(|tx| tx.revoked_certificates()), Ok(vec![("b".to_owned(), NOW + 9)]));
}

pub(super) fn those_that_wait<E: TestEngine>() {
    let engine = E::fresh();
    let store = store(&engine);
    write(&store, |tx| {
        for id in 1..=4 {
            tx.insert_certificate(&Certificate { replaces: (id == 4).then_some(1), ..bought(id) })?;
            tx.set_certificate_check(id, Some(NOW))?;
        }
        tx.set_certificate_check(2, Some(NOW + 1))?;
        tx.set_certificate_check(1, Some(NOW - 1))?;
        tx.set_certificate_check(3, None)
    });
    let ids = |now, limit| {
        let found = store.read(|tx| tx.certificates_to_check(now, limit)).expect("a read");
        found.into_iter().map(|certificate| certificate.id).collect::<Vec<_>>()
    };
    assert_eq!((ids(NOW - 2, 9), ids(NOW, 9), ids(NOW + 1, 9)), (vec![], vec![1, 4], vec![1, 4, 2]));
    assert_eq!(ids(NOW + 1, 1), [1]);
    assert_eq!(store.read(|tx| tx.next_certificate_check()), Ok(Some(NOW - 1)));
    let replaced = |id| store.read(|tx| tx.is_certificate_being_replaced(id)).expect("a read");
    assert_eq!((replaced(1), replaced(2)), (true, false));
    write(&store, |tx| (1..=4).try_for_each(|id| tx.set_certificate_check(id, None)));
    assert_eq!(store.read(|tx| tx.next_certificate_check()), Ok(None));
    assert!(!replaced(1));
}

pub(super) fn names_of_a_certificate<E: TestEngine>() {
    let engine = E::fresh();
    let store = store(&engine);
    let name = |name: &str, method, token: Option<u8>| CertificateName {
        name: name.into(),
        method,
        token_hash: token.map(|octet| vec![octet]),
        validated: None,
    };
    let names = vec![
        name("example.org", Method::Email("admin@example.org".into()), Some(1)),
        name("b.example.org", Method::Cname, None),
        name("a.example.org", Method::Http, None),
    ];
    let given = names.clone();
    write(&store, move |tx| {
        tx.insert_certificate(&bought(1))?;
        tx.set_certificate_names(1, &given[..1])?;
        tx.set_certificate_names(1, &given)?;
        tx.set_name_validated(1, "b.example.org", NOW)?;
        // The first proof counts.
        tx.set_name_validated(1, "b.example.org", NOW + 1)
    });
    let mut expected = names.clone();
    expected[1].validated = Some(NOW);
    assert_eq!(store.read(|tx| tx.certificate_names(1)), Ok(expected));
    assert_eq!(store.read(|tx| tx.name_of_approval(&[1])), Ok(Some((1, names[0].clone()))));
    assert_eq!(store.read(|tx| tx.name_of_approval(&[2])), Ok(None));
}

pub(super) fn lists_of_certificates<E: TestEngine>() {
    let engine = E::fresh();
    let store = store(&engine);
    write(&store, |tx| {
        tx.insert_certificate(&Certificate { purchased: NOW + 5, ..bought(1) })?;
        tx.insert_certificate(&Certificate { product: Product::Ev, years: 1, ..issued(2, "b_c.example") })?;
        tx.insert_certificate(&issued(3, "a.example"))?;
        let others = Certificate { account_id: OTHER, ..issued(4, "a.example") };
        tx.insert_certificate(&others)
    });
    let all = CertificateFilter { account_id: HOLDER, search: String::new(), state: None, years: None };
    let listed = |filter: &CertificateFilter, order, limit, offset| {
        let rows = store.read(|tx| tx.list_certificates(filter, order, limit, offset)).expect("a read");
        rows.into_iter().map(|certificate| certificate.id).collect::<Vec<_>>()
    };
    for (order, expected) in [
        (CertificateOrder::Purchased, [2, 3, 1]),
        (CertificateOrder::PurchasedDescending, [1, 2, 3]),
        (CertificateOrder::Product, [2, 1, 3]),
        (CertificateOrder::ProductDescending, [1, 3, 2]),
        (CertificateOrder::Expires, [2, 3, 1]),
        (CertificateOrder::ExpiresDescending, [1, 3, 2]),
        (CertificateOrder::CommonName, [1, 3, 2]),
        (CertificateOrder::CommonNameDescending, [2, 3, 1]),
    ] {
        assert_eq!(listed(&all, order, 10, 0), expected, "{order:?}");
    }
    assert_eq!(listed(&all, CertificateOrder::Purchased, 1, 1), [3]);
    for (filter, expected) in [
        (CertificateFilter { search: "b_".into(), ..all.clone() }, vec![2]),
        (CertificateFilter { search: "_".into(), ..all.clone() }, vec![2]),
        (CertificateFilter { state: Some(State::NewPurchase), ..all.clone() }, vec![1]),
        (CertificateFilter { years: Some(2), ..all.clone() }, vec![3, 1]),
        (CertificateFilter { years: Some(2), state: Some(State::Active), ..all.clone() }, vec![3]),
        (CertificateFilter { account_id: 3, ..all.clone() }, vec![]),
    ] {
        assert_eq!(listed(&filter, CertificateOrder::Purchased, 10, 0), expected, "{filter:?}");
        let count = store.read(|tx| tx.count_certificates(&filter));
        assert_eq!(count, Ok(expected.len() as i64), "{filter:?}");
    }
}
