//! The two forms in which answers of `ssl.*` were recorded.

use testkit::{Setup, TestApp};
use wire::envelope::Form;

/// The answer to a call, without what is another each time.
async fn answer(form: Form, command: &str, params: &[(&str, &str)]) -> String {
    let app = TestApp::start(Setup { ssl_form: form, ..Setup::default() }).await;
    let answer = app.call("alice", command, params).await;
    let (before, rest) = answer.text().split_once("<ExecutionTime>").expect("a time");
    let (time, after) = rest.split_once('<').expect("its end");
    let decimals = time.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let shown = if form == Form::OfSsl { decimals.to_string() } else { "t".to_owned() };
    format!("{before}<ExecutionTime>{shown}<{after}")
}

/// A certificate that nobody has.
const NONE: [(&str, &str); 1] = [("CertificateID", "743585")];

/// A document with these lines, of a server and its zone.
fn document(form: Form, command: &str, inside: &[&str]) -> String {
    let (utf, end, server, zone, time, empty) = match form {
        Form::Main => ("utf-8", "\r\n", "TEST", "--4:00", "t", " />"),
        Form::OfSsl => ("UTF-8", "\n", "6e616d656761", "--5:00", "3", "/>"),
    };
    let requested = if form == Form::Main { command.to_lowercase() } else { command.to_owned() };
    let head = [
        format!("<?xml version=\"1.0\" encoding=\"{utf}\"?>"),
        "<ApiResponse Status=\"ERROR\" xmlns=\"http://api.namecheap.com/xml.response\">".to_owned(),
        " <Errors>".to_owned(),
        format!("  {}", inside[0]),
        " </Errors>".to_owned(),
        format!(" <Warnings{empty}"),
        format!(" <RequestedCommand>{requested}</RequestedCommand>"),
        format!(" <CommandResponse Type=\"{command}\">"),
    ];
    let body = inside[1..].iter().map(|line| format!("  {line}{empty}"));
    let tail = [
        " </CommandResponse>".to_owned(),
        format!(" <Server>{server}</Server>"),
        format!(" <GMTTimeDifference>{zone}</GMTTimeDifference>"),
        format!(" <ExecutionTime>{time}</ExecutionTime>"),
        "</ApiResponse>".to_owned(),
    ];
    let indented = |line: String| {
        let blanks = line.len() - line.trim_start().len();
        let more = if form == Form::Main { " ".repeat(blanks) } else { String::new() };
        format!("{more}{line}")
    };
    head.into_iter().chain(body).chain(tail).map(indented).collect::<Vec<_>>().join(end)
}

/// Recorded in October 2017 (fixtures ssl/getInfo/01-error-2011294.xml).
#[tokio::test]
async fn answers_about_certificates_have_the_form_that_is_set() {
    let command = "namecheap.ssl.getInfo";
    let inside = [
        "<Error Number=\"2011294\">CertificateId is not valid</Error>",
        "<SSLGetInfoResult Years=\"0\" OrderId=\"0\" SANSCount=\"0\"",
    ];
    for form in [Form::Main, Form::OfSsl] {
        assert_eq!(answer(form, command, &NONE).await, document(form, command, &inside));
    }
}

/// Recorded likewise: this command of the group, and all of others, had the main form.
#[tokio::test]
async fn other_answers_have_the_main_form_whatever_is_set() {
    let absent = [("DomainName", "nobodys.com")];
    for (command, params) in [
        ("namecheap.ssl.resendFulfillmentEmail", NONE.as_slice()),
        ("namecheap.domains.getInfo", &absent),
        ("namecheap.ssl.none", &[]),
    ] {
        let [main, set] =
            [answer(Form::Main, command, params).await, answer(Form::OfSsl, command, params).await];
        let timeless = |answer: &str| answer.split("<ExecutionTime>").next().map(str::to_owned);
        assert_eq!(timeless(&set), timeless(&main), "{command}");
        assert!(main.contains("<Server>TEST</Server>"), "{main}");
    }
}
