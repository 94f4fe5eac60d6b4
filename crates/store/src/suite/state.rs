//! Everything as one file, and back.

use rules::certificate::Method;
use rules::contact::Contacts;
use rules::name::DomainName;
use rules::zone::Zone;

use super::certificates::{issued, store, write};
use super::{TestEngine, wait};
use crate::{
    AddFundsRequest, Author, CertificateName, Domain, KeptZone, Kind, Limits, Payment, Served, State, Tx,
};

const NOW: i64 = 1_781_524_800;

fn domain(tx: &mut Tx<'_>, id: i64, name: &str, served: Served) {
    let domain = Domain {
        id,
        name: name.into(),
        account_id: 1,
        created: NOW,
        expires: NOW + 1,
        auto_renew: false,
        locked: true,
        premium: false,
        name_servers: vec!["ns1.example.net".into(), "ns2.example.net".into()],
    };
    tx.insert_domain(&domain, &Contacts::default(), &vec![("Legal".into(), "ü\u{fffe}".into())])
        .expect("a domain");
    assert!(DomainName::parse(name).is_some());
    let kept = KeptZone { version: 7, zone: Zone::parked(name), served, parked: false };
    let author = Author { account_id: None, key_id: None, address: String::new(), command: "import".into() };
    tx.insert_zone(id, &kept, &author, NOW).expect("its zone");
}

/// Rows that refer to later ones, octets, nulls, and the ends of zones.
fn fill(tx: &mut Tx<'_>) -> Result<(), crate::Error> {
    tx.insert_certificate(&issued(1, "a.com"))?;
    tx.insert_certificate(&issued(2, "b.com"))?;
    let mut first = issued(1, "a.com");
    first.replaced_by = Some(2);
    tx.save_certificate(&first)?;
    let name = |method| CertificateName {
        name: "a.com".into(),
        method,
        token_hash: Some(vec![0, 255]),
        validated: Some(NOW),
    };
    tx.set_certificate_names(1, &[name(Method::Http), name(Method::Email("a@example.org".into()))])?;
    domain(tx, 9, "a.com", Served::Always);
    domain(tx, 10, "b.com", Served::Never);
    domain(tx, 11, "c.com", Served::Until(NOW));
    let (amount, return_url) = (rules::money::Money::usd(1), String::new());
    let payment = Payment::Awaited;
    let request = AddFundsRequest { account_id: 1, amount, return_url, created: NOW, payment };
    tx.insert_add_funds_request(&[1, 2, 3], &request)
}

pub(super) fn what_is_imported_is_exported_again<E: TestEngine>() {
    let (engine, other) = (E::fresh(), E::fresh());
    let from = store(&engine);
    write(&from, fill);
    let file = from.read(|tx| tx.export_state()).expect("a file");
    let to = other.open(Limits::default()).expect("a fresh database");
    // Over what is there, too.
    for store in [&to, &to, &from] {
        let state = State::parse(&file).expect("a state");
        write(store, move |tx| {
            tx.clear_state()?;
            tx.insert_state(&state, 8)
        });
        assert_eq!(store.read(|tx| tx.export_state()), Ok(file.clone()));
        let zone = store.read(|tx| tx.zone(9)).expect("read").expect("a zone");
        assert_eq!((zone.version, zone.zone), (8, Zone::parked("a.com")));
    }
}

pub(super) fn ids_of_a_state_are_taken<E: TestEngine>() {
    let engine = E::fresh();
    let store = engine.open(Limits::default()).expect("a fresh database");
    let first = write(&store, |tx| tx.next_id(Kind::Mail));
    let mail = format!(
        "{{\"id\":{},\"sender_name\":\"\",\"sender\":\"\",\"recipient\":\"\",\"subject\":\"\",\"body\":\"\",\
         \"created\":\"2026-06-15T12:00:00Z\"}}",
        first + 5_000
    );
    let file = format!("{{\"format\":\"namegate-state\",\"version\":1,\"mail\":[{mail}]}}");
    let state = State::parse(&file).expect("a state");
    write(&store, move |tx| tx.insert_state(&state, 1));
    wait(store.forget_ids());
    assert_eq!(write(&store, |tx| tx.next_id(Kind::Mail)), first + 5_001);
}
