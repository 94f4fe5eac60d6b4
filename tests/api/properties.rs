//! What holds for any call.

use std::cell::Cell;

use commands::slice::{COMMANDS, Entry};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use testkit::{Answer, Setup, TestApp, encode, globals};
use tokio::runtime::Runtime;
use wire::spec::Field;

use crate::coverage;

/// The names a command's parameters have on the wire, with two rows of those that are numbered.
fn names(entry: &Entry) -> Vec<String> {
    let of_field = |field: &Field| -> Vec<String> {
        match field {
            Field::Scalar(spec) => vec![spec.name.to_owned()],
            Field::Numbered(specs) => {
                (1..3).flat_map(|row| specs.iter().map(move |spec| format!("{}{row}", spec.name))).collect()
            }
            Field::Block { prefix, params, .. } => {
                params.iter().map(|spec| format!("{prefix}{}", spec.name)).collect()
            }
            Field::Extended => ["RegistrantNexus", "EUAgreeDeletePolicy"].map(str::to_owned).to_vec(),
        }
    };
    let mut names: Vec<String> = entry.spec.fields.iter().flat_map(of_field).collect();
    names.push("Unknown".to_owned());
    names
}

/// Values of every kind: fitting, nearly fitting, and anything at all.
fn value() -> impl Strategy<Value = String> {
    let known = select(vec![
        "alices",
        "alices.com",
        "bobs.com",
        "com",
        "premium-a.com",
        "1",
        "10",
        "-1",
        "A",
        "MX",
        "MXE",
        "@",
        "192.0.2.1",
        "198.41.0.4",
        "yes",
        "no",
        "true",
        "DOMAIN",
        "US",
        "+1.5555550100",
        "a@example.org",
        "99999999999999999999",
        "800001",
        "ns1.example.net,ns2.example.net",
        "\u{0}",
        "]]>",
        "<a b=\"c\">&amp;",
    ]);
    prop_oneof![
        4 => known.prop_map(str::to_owned),
        2 => any::<String>(),
        1 => "\\PC{0,8}(\\.com)?",
        1 => (1_usize..5_000).prop_map(|length| "a".repeat(length)),
    ]
}

/// A command, and parameters that are often its own.
fn call() -> impl Strategy<Value = (&'static str, Vec<(String, String)>)> {
    (0..COMMANDS.len()).prop_flat_map(|at| {
        let entry = &COMMANDS[at];
        let params = names(entry);
        let covered = coverage::table::COVERED.iter().find(|row| row.command == entry.spec.name);
        let good: Vec<(String, String)> = covered
            .map(|row| row.success_params())
            .unwrap_or_default()
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        let changes = vec((select(params), value()), 0..6);
        (Just(entry.spec.name), any::<bool>(), changes).prop_map(move |(command, with_good, changes)| {
            let mut all = if with_good { good.clone() } else { Vec::new() };
            all.retain(|(have, _)| changes.iter().all(|(name, _)| name != have));
            all.extend(changes);
            (command, all)
        })
    })
}

/// The characters XML 1.0 can hold (section 2.2).
fn is_xml(text: &str) -> bool {
    let may_stand = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    text.chars().all(may_stand)
}

fn all_texts(node: &wire::node::Node) -> bool {
    let attributes = node.attributes.iter().all(|(_, value)| is_xml(value));
    attributes && is_xml(&node.text) && node.children.iter().all(all_texts)
}

/// Nothing a caller sends makes the store fail. Commands have numbers for that which they send for other causes too,
/// so the counters are asked.
fn check_no_fault(metrics: &Answer, answer: &Answer) -> Result<(), TestCaseError> {
    prop_assert_eq!(metrics.status, 200);
    prop_assert!(!metrics.text().contains("ended=\"Failed\""), "a fault: {}", answer.text());
    Ok(())
}

fn check_answer(answer: &Answer) -> Result<(), TestCaseError> {
    prop_assert_eq!(answer.status, 200);
    prop_assert!(is_xml(answer.text()), "{}", answer.text());
    let document = answer.node();
    prop_assert!(all_texts(&document), "{}", answer.text());
    prop_assert_eq!(document.name.as_str(), "ApiResponse");
    prop_assert!(answer.errors().len() <= 2, "{}", answer.text());
    Ok(())
}

/// Whatever a call was, it can be explained, and the explanation names a check just where the call was refused.
fn check_explained(runtime: &Runtime, app: &TestApp, answer: &Answer) -> Result<(), TestCaseError> {
    let id = answer.header("x-namegate-request").expect("an id");
    let explained = runtime.block_on(app.call("alice", "namegate.explain", &[("Id", id)]));
    check_answer(&explained)?;
    prop_assert_eq!(explained.error(), None);
    let check = explained.result().attribute("Check").map(str::to_owned);
    prop_assert_eq!(check.is_some(), answer.error().is_some(), "{}", explained.text());
    Ok(())
}

/// Every entry sums to zero, and each balance is the sum of its entries.
fn check_ledger(app: &TestApp) -> Result<(), TestCaseError> {
    let (total, accounts) = app.runner.store().read(|tx| tx.ledger_sums()).expect("read");
    prop_assert_eq!(total, 0);
    prop_assert!(accounts.iter().all(|(sum, balance)| sum == balance), "{:?}", accounts);
    Ok(())
}

fn borrowed(params: &[(String, String)]) -> Vec<(&str, &str)> {
    params.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

fn cases(count: u32) -> ProptestConfig {
    ProptestConfig { cases: count, failure_persistence: None, ..ProptestConfig::default() }
}

#[test]
fn any_parameters_are_answered_with_well_formed_xml() {
    let runtime = Runtime::new().expect("a runtime");
    let app = runtime.block_on(coverage::app());
    proptest!(cases(600), |((command, params) in call())| {
        let answer = runtime.block_on(app.call("alice", command, &borrowed(&params)));
        check_answer(&answer)?;
        check_no_fault(&runtime.block_on(app.get("/metrics")), &answer)?;
        // Who asks for a fault gets it, and the calls that come are about something else.
        app.runner.controls().faults.clear();
        check_explained(&runtime, &app, &answer)?;
    });
    check_ledger(&app).expect("the ledger balances");
}

#[test]
fn any_octets_in_the_query_and_the_body_are_answered() {
    let runtime = Runtime::new().expect("a runtime");
    let app = runtime.block_on(coverage::app());
    proptest!(cases(200), |(body in vec(any::<u8>(), 0..400), with_globals in any::<bool>())| {
        let globals = globals("alice", "namecheap.domains.check");
        let query = if with_globals { encode(&borrowed(&globals)) } else { String::new() };
        let mut request = format!(
            "POST /xml.response?{query} HTTP/1.1\r\nHost: {}\r\nContent-Length: {}\r\n\r\n",
            app.address,
            body.len()
        )
        .into_bytes();
        request.extend(&body);
        let answer = runtime.block_on(app.exchange(&request));
        check_answer(&answer)?;
        check_no_fault(&runtime.block_on(app.get("/metrics")), &answer)?;
    });
}

/// A row that fits, or one that seldom does.
fn row() -> impl Strategy<Value = (String, String, String)> {
    let fitting = (select(vec!["a", "b", "c.d", "*", "@"]), "[a-z]{1,3}")
        .prop_map(|(name, text)| (name.to_owned(), "TXT".to_owned(), text));
    let any_row =
        ("[a-z ]{0,3}", select(vec!["A", "CNAME", "MX", "MXE", "CAA", "URL", "NO"]), "[a-z0-9. ]{0,9}")
            .prop_map(|(name, kind, address)| (name, kind.to_owned(), address));
    prop_oneof![6 => fitting, 1 => any_row]
}

async fn hosts(app: &TestApp) -> Vec<(String, String, String)> {
    let name = [("SLD", "alices"), ("TLD", "com")];
    let answer = app.call("alice", "namecheap.domains.dns.getHosts", &name).await.result();
    let part = |row: &wire::node::Node, name| row.attribute(name).unwrap_or_default().to_owned();
    answer.children.iter().map(|row| (part(row, "Name"), part(row, "Type"), part(row, "Address"))).collect()
}

#[test]
fn set_hosts_takes_all_rows_or_none() {
    let runtime = Runtime::new().expect("a runtime");
    let app = runtime.block_on(coverage::app());
    let (taken, refused) = (Cell::new(0), Cell::new(0));
    proptest!(cases(200), |(rows in vec(row(), 0..8))| {
        let before = runtime.block_on(hosts(&app));
        let mut params = vec![("SLD".to_owned(), "alices".to_owned()), ("TLD".to_owned(), "com".to_owned())];
        for (at, (name, kind, address)) in (1..).zip(&rows) {
            for (stem, value) in [("HostName", name), ("RecordType", kind), ("Address", address)] {
                params.push((format!("{stem}{at}"), value.clone()));
            }
        }
        let answer = runtime.block_on(app.call("alice", "namecheap.domains.dns.setHosts", &borrowed(&params)));
        let mut after = runtime.block_on(hosts(&app));
        if answer.error().is_some() {
            refused.set(refused.get() + 1);
            prop_assert_eq!(after, before);
        } else {
            taken.set(taken.get() + 1);
            let is_target = |kind: &str| matches!(kind, "CNAME" | "MX");
            let mut sent: Vec<_> = rows
                .iter()
                .map(|(name, kind, address)| {
                    let dot = if is_target(kind) && !address.ends_with('.') { "." } else { "" };
                    let name = if kind == "MXE" { "alices.com" } else { name.as_str() };
                    (name.to_owned(), kind.clone(), format!("{address}{dot}"))
                })
                .collect();
            sent.sort();
            sent.dedup();
            after.sort();
            prop_assert_eq!(after, sent);
        }
    });
    assert!(taken.get() > 20 && refused.get() > 20, "both happen: {taken:?} taken, {refused:?} refused");
}

#[derive(Clone, Debug)]
struct Wish {
    user: &'static str,
    name: &'static str,
    years: u8,
    premium: bool,
}

fn wish() -> impl Strategy<Value = Wish> {
    let names =
        vec!["a.com", "b.com", "c.net", "taken-a.com", "refused-a.com", "noanswer-a.com", "premium-a.com"];
    (select(vec!["alice", "bob"]), select(names), 1_u8..12, any::<bool>())
        .prop_map(|(user, name, years, premium)| Wish { user, name, years, premium })
}

/// Ten-thousandths of an amount with two or four decimals.
fn amount(text: &str) -> i64 {
    rules::money::Money::parse_usd(text).expect("an amount").ten_thousandths
}

#[test]
fn any_orders_keep_the_ledger_and_one_owner_a_name() {
    let runtime = Runtime::new().expect("a runtime");
    proptest!(cases(24), |(wishes in vec(wish(), 1..16))| {
        runtime.block_on(async {
            let app = TestApp::start(Setup::default()).await;
            let mut charged = std::collections::HashMap::from([("alice", 0), ("bob", 0)]);
            let mut owners = std::collections::HashMap::new();
            for wish in &wishes {
                let years = wish.years.to_string();
                let mut more = vec![("Years", years.as_str())];
                if wish.premium {
                    more.extend([("IsPremiumDomain", "true"), ("PremiumPrice", "3250")]);
                }
                let answer = app.create(wish.user, wish.name, &more).await;
                if answer.error().is_none() {
                    *charged.entry(wish.user).or_default() += amount(&answer.attribute("ChargedAmount"));
                    prop_assert!(owners.insert(wish.name, wish.user).is_none(), "{} twice", wish.name);
                }
                check_ledger(&app)?;
            }
            for (user, charged) in charged {
                prop_assert_eq!(amount(&app.balance(user).await), 100_000_000 - charged, "{}", user);
                let list = app.call(user, "namecheap.domains.getList", &[]).await.result();
                let held = owners.values().filter(|owner| **owner == user).count();
                prop_assert_eq!(list.children.len(), held);
            }
            let held = app.runner.store().read(|tx| tx.open_purchases(i64::MAX, 0, 100)).expect("read");
            prop_assert_eq!(held, Vec::<i64>::new(), "no order stays open");
            Ok(())
        })?;
    });
}

#[test]
fn the_ledger_check_can_fail() {
    let runtime = Runtime::new().expect("a runtime");
    let app = runtime.block_on(TestApp::start(Setup::default()));
    app.database().rows("UPDATE ledger_entry SET amount = amount + 1 WHERE line = 2");
    assert!(check_ledger(&app).is_err());
}
