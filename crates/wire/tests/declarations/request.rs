//! Reading and writing requests.

use proptest::prelude::*;
use wire::spec::Field;
use wire::{Command, Effect, Params};

use crate::sample::{NOT_FOUND, Request, Size};

const LEAST: &str = "ID=x&Unit=u&OwnerName=o";

fn params(query: &str) -> Params {
    Params::decode(query.as_bytes())
}

fn read(query: &str) -> Request {
    Request::parse(&params(query)).unwrap_or_else(|refusal| panic!("{query}: {refusal:?}"))
}

fn refused(query: &str) -> String {
    Request::parse(&params(query)).err().map(|refusal| format!("{refusal:?}")).unwrap_or_default()
}

#[test]
fn the_declaration_can_be_looked_at() {
    let spec = Request::SPEC;
    assert_eq!((spec.name, spec.summary, spec.effect), ("sample.Do", "A command for tests", Effect::Write));
    assert_eq!(spec.refusals, [NOT_FOUND]);
    let [Field::Scalar(id), amounts, Field::Scalar(size), rest @ ..] = spec.fields else {
        panic!("{:?}", spec.fields)
    };
    let Field::Block { prefix: "", required: true, subject: None, params: [count, unit] } = amounts else {
        panic!("{amounts:?}")
    };
    assert_eq!((id.name, id.max, id.required, id.subject), ("ID", Some(5), true, 100));
    assert_eq!(id.doc, "What it is about.");
    assert_eq!(
        (count.name, count.required, count.default, count.range),
        ("Count", false, Some("3"), Some((1, 9)))
    );
    assert_eq!((unit.name, unit.required, unit.subject), ("Unit", true, 103));
    assert!(amounts.declares("unit") && !amounts.declares("Size"));
    assert_eq!((size.name, size.required, size.words), ("Size", false, ["SMALL", "LARGE"].as_slice()));
    let [Field::Numbered(rows), owner, payer, Field::Extended] = rest else { panic!("{rest:?}") };
    assert_eq!(rows.iter().map(|row| row.name).collect::<Vec<_>>(), ["Key", "Note"]);
    assert!(
        matches!(owner, Field::Block { prefix: "Owner", required: true, subject: Some(110), params } if params.len() == 2)
    );
    assert!(matches!(payer, Field::Block { prefix: "Payer", required: false, subject: Some(111), .. }));
}

#[test]
fn the_least_a_request_needs() {
    let request = read(LEAST);
    assert_eq!((request.id.as_str(), request.amounts.count, request.size), ("x", 3, None));
    assert!(request.rows.is_empty() && request.payer.is_none());
    assert_eq!((request.owner.name.as_str(), request.owner.is_known), ("o", None));
}

#[test]
fn everything() {
    let request = read(
        "id=x&COUNT=9&unit=u&size=large&Key1=a&Key7=b&Note7=n&ownername=o&OwnerIsKnown=yes&PayerName=p&Color=red",
    );
    assert_eq!((request.amounts.count, request.size), (9, Some(Size::Large)));
    let rows: Vec<_> = request.rows.iter().map(|row| (row.key.as_str(), row.note.as_deref())).collect();
    assert_eq!(rows, [("a", None), ("b", Some("n"))]);
    assert_eq!(request.owner.is_known, Some(true));
    assert_eq!(request.payer.map(|payer| payer.name).as_deref(), Some("p"));
    assert_eq!(request.extended.get("Color"), Some("red"));
}

#[test]
fn faults() {
    for (query, refusal) in [
        ("Unit=u&OwnerName=o", "2010100 Parameter ID is Missing"),
        ("ID=&Unit=u&OwnerName=o", "2010100 Parameter ID is Missing"),
        ("ID=123456&Unit=u&OwnerName=o", "2011100 Parameter ID is TooLong"),
        ("ID=x&Unit=u&OwnerName=o&Count=ten", "2011101 Parameter Count is Invalid"),
        ("ID=x&Unit=u&OwnerName=o&Count=10", "2013101 Parameter Count is OutOfRange"),
        ("ID=x&Unit=u&OwnerName=o&Count=0", "2013101 Parameter Count is OutOfRange"),
        ("ID=x&OwnerName=o", "2010103 Parameter Unit is Missing"),
        ("ID=x&Unit=long&OwnerName=o&Count=0", "2013101 Parameter Count is OutOfRange"),
        ("ID=x&Unit=long&OwnerName=o&Size=tiny", "2011103 Parameter Unit is TooLong"),
        ("ID=x&Unit=u&OwnerName=o&Size=tiny", "2011102 Parameter Size is Invalid"),
        ("ID=x&Unit=u&OwnerName=o&Note4=n", "2010120 Parameter Key4 is Missing"),
        ("ID=x&Unit=u", "2010110 Parameter OwnerName is Missing"),
        ("ID=x&Unit=u&OwnerName=12345678901", "2013130 Parameter OwnerName is TooLong"),
        ("ID=x&Unit=u&OwnerName=o&PayerIsKnown=no", "2010111 Parameter PayerName is Missing"),
    ] {
        assert_eq!(refused(query), refusal, "{query}");
    }
    assert_eq!(refused("ID=äöüßñ&Unit=u&OwnerName=o"), "", "characters are counted, not octets");
}

#[test]
fn extended_parameters_are_those_that_nothing_declares() {
    let request = read(
        "ID=x&Unit=u&OwnerName=o&Key1=k&ApiUser=u&ApiKey=secret&Command=c&Color=red&OwnerHeight=2&KeyX=y",
    );
    let names: Vec<&str> = request.extended.iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["color", "keyx", "ownerheight"]);
}

#[test]
fn a_request_is_written_as_it_is_read() {
    let sent = |query: &str| {
        read(query)
            .to_params()
            .into_iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect::<Vec<_>>()
            .join("&")
    };
    assert_eq!(sent(LEAST), "ID=x&Count=3&Unit=u&OwnerName=o");
    assert_eq!(
        sent(
            "ID=x&Count=9&Unit=u&size=small&Key4=a&Note4=n&OwnerName=o&OwnerIsKnown=YES&PayerName=p&Color=red"
        ),
        "ID=x&Count=9&Unit=u&Size=SMALL&Key1=a&Note1=n&OwnerName=o&OwnerIsKnown=true&PayerName=p&color=red"
    );
}

proptest! {
    /// Whatever is sent is read or refused, and what was read reads the same when it is sent again.
    #[test]
    fn any_request(pairs in proptest::collection::vec(
        ("(ID|Count|Unit|Size|Key[0-9]|Note1|OwnerName|PayerName|PayerIsKnown|Other)", ".{0,6}|[0-9]{1,2}|small|yes"),
        0..12,
    )) {
        if let Ok(request) = Request::parse(&Params::of(pairs)) {
            let sent = request.to_params();
            let again = Request::parse(&Params::of(sent.clone()));
            prop_assert_eq!(again.expect("it was read before").to_params(), sent);
        }
    }
}
