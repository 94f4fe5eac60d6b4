//! Writing answers and reading them.

use std::time::Duration;

use wire::Body;
use wire::envelope::{self, Form, Outcome, Trailer, Unreadable};
use wire::spec::Content;
use wire::text::{Amount, Date, OrEmpty};

use crate::sample::{Charge, Done, Nothing, Part, Response, Whole};

const TRAILER: Trailer<'_> =
    Trailer { form: Form::Main, server: "S", gmt_time_difference: "--5:00", execution_time: Duration::ZERO };

fn done() -> Done {
    Done {
        id: 7,
        charge: Charge { price: None, order: 8 },
        until: OrEmpty(None),
        tags: Vec::new(),
        is_late: None,
        parts: Vec::new(),
    }
}

fn full() -> Response {
    let part = |kind: &str, words: &str| Part { kind: kind.into(), words: words.into() };
    let result = Done {
        charge: Charge { price: Some(Amount(108_700)), order: 8 },
        until: OrEmpty(Some(Date { year: 2026, month: 1, day: 2 })),
        tags: vec!["a".into(), "b".into()],
        is_late: Some(true),
        parts: vec![part("x", "1 < 2"), part("\"", "")],
        ..done()
    };
    Response { result, more: Some(Nothing {}) }
}

/// What stands in CommandResponse, its lines without the indent of the envelope.
fn written(body: &impl Body) -> String {
    let document = envelope::answer("sample.Do", body, TRAILER);
    let inside = |line: &&str| line.starts_with("    ");
    document.lines().filter(inside).map(|line| &line[4..]).collect::<Vec<_>>().join("\n")
}

fn read<T: Body>(inside: &str) -> Result<Outcome<T>, Unreadable> {
    envelope::read(&format!(
        "<ApiResponse Status=\"OK\"><CommandResponse Type=\"sample.Do\">{inside}</CommandResponse></ApiResponse>"
    ))
}

#[test]
fn what_may_be_left_out_is_left_out() {
    assert_eq!(
        written(&Response { result: done(), more: None }),
        "<Result ID=\"7\" Order=\"8\" Until=\"\" />"
    );
}

#[test]
fn everything_in_the_order_of_the_declaration() {
    let expected = [
        "<Result ID=\"7\" Price=\"10.87\" Order=\"8\" Until=\"01/02/2026\">",
        "  <Tag>a</Tag>",
        "  <Tag>b</Tag>",
        "  <IsLate>true</IsLate>",
        "  <part Kind=\"x\">1 &lt; 2</part>",
        "  <part Kind=\"&quot;\" />",
        "</Result>",
        "<More />",
    ];
    assert_eq!(written(&full()), expected.join("\n"));
}

#[test]
fn answers_read_back() {
    for body in [full(), Response { result: done(), more: None }] {
        let document = envelope::answer("sample.Do", &body, TRAILER);
        assert_eq!(envelope::read(&document).expect("an answer"), Outcome::Answer(body));
    }
    let whole = Whole { done: true };
    assert_eq!(written(&whole), "<Whole Done=\"true\" />");
    assert_eq!(read(&written(&whole)).expect("an answer"), Outcome::Answer(whole));
}

#[test]
fn what_has_not_the_declared_form_is_told() {
    for (inside, told) in [
        ("", "CommandResponse/Result: missing"),
        ("<Result Until='' />", "Result/ID: missing"),
        ("<Result ID='x' Until='' />", "Result/ID: not of its format"),
        ("<Result ID='1' Until='' />", "Result/Order: missing"),
        ("<Result ID='1' Order='8' Until='' Price='many' />", "Result/Price: not of its format"),
        (
            "<Result ID='1' Order='8' Until=''><IsLate>maybe</IsLate></Result>",
            "IsLate/text: not of its format",
        ),
        ("<Result ID='1' Order='8' Until=''><part>t</part></Result>", "part/Kind: missing"),
    ] {
        let error = read::<Response>(inside).expect_err(inside);
        assert_eq!(error.to_string(), told, "{inside}");
    }
    assert!(read::<Whole>("<Result />").is_err());
}

#[test]
fn the_form_can_be_looked_at() {
    let [result, more] = Response::CHILDREN else { panic!("{:?}", Response::CHILDREN) };
    assert_eq!((result.name, result.optional, result.repeated), ("Result", false, false));
    assert_eq!((more.name, more.optional, more.repeated), ("More", true, false));
    let Content::Element(spec) = result.content else { panic!("{result:?}") };
    let attributes: Vec<_> =
        spec.attributes().map(|value| (value.name, value.format, value.optional)).collect();
    assert_eq!(
        attributes,
        [
            ("ID", "number", false),
            ("Price", "amount with 2 decimals", true),
            ("Order", "number", false),
            ("Until", "MM/DD/YYYY", false)
        ]
    );
    let children: Vec<_> =
        spec.children.iter().map(|child| (child.name, child.repeated, child.optional)).collect();
    assert_eq!(children, [("Tag", true, false), ("IsLate", false, true), ("part", true, false)]);
    assert!(matches!(spec.children[0].content, Content::Text("text")));
    assert!(matches!(spec.children[2].content, Content::Element(part) if part.text == Some("text")));
}
