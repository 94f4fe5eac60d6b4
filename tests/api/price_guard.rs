//! MaxPrice and DryRun: the same for whatever charges.

use commands::slice::COMMANDS;
use rules::money::Money;
use testkit::{Setup, TestApp, registration};
use wire::Effect;

use crate::coverage::table::COVERED;
use crate::{body, coverage, rows};

#[tokio::test]
async fn every_order_can_be_run_dry_and_has_a_highest_price() {
    for entry in COMMANDS.iter().filter(|entry| entry.spec.effect == Effect::Order) {
        let (app, name) = (coverage::app().await, entry.spec.name);
        let row = COVERED.iter().find(|row| row.command == name).expect(name);
        let with = |more: &[(&'static str, &str)]| {
            let mut params: Vec<(String, String)> = Vec::new();
            params.extend(row.success_params().iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())));
            params.extend(more.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())));
            params
        };
        let call = async |params: Vec<(String, String)>| {
            let params: Vec<(&str, &str)> = params.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
            app.call("alice", name, &params).await
        };
        let before = (rows::all(&app), rows::audited(&app), app.balance("alice").await);
        let quote = call(with(&[("DryRun", "true")])).await;
        assert_eq!(
            body::form(&quote),
            "<OrderQuote Command Amount Currency BalanceAfter>",
            "{}",
            quote.text()
        );
        assert_eq!(
            (rows::all(&app), rows::audited(&app), app.balance("alice").await),
            before,
            "{name}: nothing is ordered"
        );
        let amount = quote.attribute("Amount");
        let charged = Money::parse_usd(&amount).expect("an amount").ten_thousandths;
        let less = Money::usd(charged - 1).four_decimals();
        // A privacy subscription is renewed for nothing.
        for dry in ["true", "false"].into_iter().filter(|_| charged > 0) {
            let refused = call(with(&[("MaxPrice", &less), ("DryRun", dry)])).await;
            let words = format!("The price {amount} is above MaxPrice");
            assert_eq!(refused.error(), Some((2_515_610, words)), "{name}");
            assert_eq!(
                (rows::all(&app), rows::audited(&app), app.balance("alice").await),
                before,
                "{name}: nothing is charged"
            );
        }
        let ordered = call(with(&[("MaxPrice", &amount), ("DryRun", "no")])).await;
        assert_eq!((ordered.error(), body::form(&ordered)), (None, row.form.to_owned()), "{name}");
        let after = format!("{}00", app.balance("alice").await);
        assert_eq!(after, quote.attribute("BalanceAfter"), "{name}: the quote was right");
    }
}

#[tokio::test]
async fn a_dry_run_is_refused_as_the_order_would_be() {
    let app = TestApp::start(Setup::default()).await;
    app.register("bob", "bobs.com").await;
    let before = rows::all(&app);
    for (name, number) in [("bobs.com", 3_031_166), ("premium-a.com", 2_515_623), ("a.nosuchtld", 2_011_280)]
    {
        let refused = app.create("alice", name, &[("DryRun", "yes")]).await;
        assert_eq!(refused.number(), number, "{name}");
        assert!(refused.text().contains(" OrderID=\"0\" "), "there is no order: {}", refused.text());
    }
    assert_eq!(rows::all(&app), before);
}

#[tokio::test]
async fn what_is_taken_is_told_whatever_it_may_cost() {
    let app = TestApp::start(Setup::default()).await;
    app.register("bob", "bobs.com").await;
    assert_eq!(app.create("alice", "bobs.com", &[("MaxPrice", "0")]).await.number(), 3_031_166);
}

#[tokio::test]
async fn faulty_values_are_refused() {
    let app = TestApp::start(Setup::default()).await;
    for (name, value, number, word) in [
        ("MaxPrice", "nine", 2_011_610, "Invalid"),
        ("MaxPrice", "-1", 2_011_610, "Invalid"),
        ("MaxPrice", "000000000000000000001", 2_011_610, "TooLong"),
        ("DryRun", "maybe", 2_011_983, "Invalid"),
        ("DryRun", "truetruetrue", 2_011_983, "TooLong"),
    ] {
        let refused = app.create("alice", "free.com", &[(name, value)]).await;
        assert_eq!(refused.error(), Some((number, format!("Parameter {name} is {word}"))));
    }
    // A command that charges nothing knows nothing of them.
    let check = [("DomainList", "free.com"), ("MaxPrice", "nine"), ("DryRun", "maybe")];
    assert_eq!(app.call("alice", "namecheap.domains.check", &check).await.error(), None);
    let params = registration("free.com", &[]);
    assert!(params.iter().all(|(name, _)| name != "MaxPrice"), "the others say nothing of it");
    assert_eq!(app.create("alice", "free.com", &[]).await.error(), None);
}
