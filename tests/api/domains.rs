//! Domains from registration on: what create takes and what the reading commands say afterwards.

use rules::calendar::DAY;
use rules::money::Money;
use testkit::{Answer, Setup, TestApp, account};

async fn app() -> TestApp {
    TestApp::start(Setup::default()).await
}

async fn ask(app: &TestApp, command: &str, name: &str) -> Answer {
    app.call("alice", command, &[("DomainName", name)]).await
}

async fn info(app: &TestApp, name: &str) -> Answer {
    ask(app, "namecheap.domains.getInfo", name).await
}

#[tokio::test]
async fn a_new_domain() {
    let app = app().await;
    let created = app.create("alice", "Free.COM", &[("Years", "2")]).await;
    // Two years at 10.88 and an ICANN fee of 0.18 each, as getPricing tells below.
    let shown = ["Domain", "Registered", "ChargedAmount", "WhoisguardEnable", "NonRealTimeDomain"];
    let shown = shown.map(|name| created.attribute(name).to_ascii_lowercase());
    assert_eq!(shown, ["free.com", "true", "22.1200", "false", "false"]);
    assert_eq!(app.balance("alice").await, "9977.88");
    let asked = [("ProductType", "DOMAIN"), ("ActionName", "REGISTER"), ("ProductName", "com")];
    let prices = app.call("alice", "namecheap.users.getPricing", &asked).await.result();
    let prices = prices.find("Product").cloned().expect("com");
    let two = prices.children.iter().find(|row| row.attribute("Duration") == Some("2")).expect("two years");
    let told = ["YourPrice", "YourPriceType", "YourAdditonalCost"].map(|name| two.attribute(name));
    assert_eq!(told, [Some("10.88"), Some("MULTIPLE"), Some("0.18")]);
    let info = info(&app, "free.com").await;
    assert_eq!((info.attribute("Status"), info.attribute("IsOwner")), ("Ok".into(), "true".into()));
    assert_eq!(info.attribute("ID"), created.attribute("DomainID"));
    let details = info.result().child("DomainDetails").cloned().expect("DomainDetails");
    let text = |name: &str| details.child(name).map(|child| child.text.clone());
    assert_eq!(text("CreatedDate").as_deref(), Some("06/15/2026"));
    assert_eq!(text("ExpiredDate").as_deref(), Some("06/15/2028"));
    assert!(app.zones.is_answered("free.com"));
}

#[tokio::test]
async fn a_domain_expires_with_world_time() {
    let app = app().await;
    app.register("alice", "free.com").await;
    app.register("alice", "other.com").await;
    let listed = async |kind: &str| {
        let answer = app.call("alice", "namecheap.domains.getList", &[("ListType", kind)]).await;
        let rows: Vec<_> = answer.result().children;
        rows.iter().filter_map(|row| row.attribute("Name").map(str::to_owned)).collect::<Vec<_>>()
    };
    assert_eq!(listed("EXPIRING").await, [""; 0]);
    app.world_passes(365 * DAY - 29 * DAY);
    assert_eq!((listed("EXPIRING").await.len(), listed("EXPIRED").await.len()), (2, 0));
    app.world_passes(29 * DAY - 1);
    assert_eq!(info(&app, "free.com").await.attribute("Status"), "Ok");
    app.world_passes(1);
    assert_eq!(info(&app, "free.com").await.attribute("Status"), "Expired");
    assert_eq!(listed("EXPIRED").await, ["free.com", "other.com"]);
    assert_eq!(listed("ALL").await.len(), 2);
}

#[tokio::test]
async fn pages_of_a_list() {
    let app = app().await;
    for n in 0..12 {
        app.register("alice", &format!("n{n:02}.com")).await;
    }
    let page = async |params: &[(&str, &str)]| {
        let answer = app.call("alice", "namecheap.domains.getList", params).await;
        let rows = answer.result().children;
        let names = rows.iter().filter_map(|row| row.attribute("Name").map(str::to_owned));
        let paging = answer.node().find("Paging").cloned().expect("Paging");
        let paging: Vec<String> = paging.children.iter().map(|child| child.text.clone()).collect();
        (names.collect::<Vec<_>>(), paging.join(" "))
    };
    let second = page(&[("Page", "2"), ("PageSize", "10")]).await;
    assert_eq!(second, (vec!["n10.com".to_owned(), "n11.com".to_owned()], "12 2 10".to_owned()));
    assert_eq!(page(&[("Page", "2147483647"), ("PageSize", "100")]).await.0.len(), 0);
    let found = page(&[("SearchTerm", "N1"), ("SortBy", "NAME_DESC")]).await;
    assert_eq!(found, (vec!["n11.com".to_owned(), "n10.com".to_owned()], "2 1 20".to_owned()));
    assert_eq!(page(&[("SearchTerm", "%")]).await.1, "0 1 20", "no pattern");
}

#[tokio::test]
async fn privacy_on_off_and_none() {
    let app = app().await;
    let on = [("AddFreeWhoisguard", "yes"), ("WGEnabled", "yes")];
    let off = [("AddFreeWhoisguard", "yes"), ("WGEnabled", "no")];
    for (name, more, enabled, listed) in [
        ("on.com", &on[..], "True", "ENABLED"),
        ("off.com", &off[..], "False", "NOTPRESENT"),
        ("none.com", &[], "NotAlloted", "NOTPRESENT"),
    ] {
        let created = app.create("alice", name, more).await;
        assert_eq!(created.attribute("WhoisguardEnable"), (enabled == "True").to_string(), "{name}");
        let guard = info(&app, name).await.result().child("Whoisguard").cloned().expect("Whoisguard");
        assert_eq!(guard.attribute("Enabled"), Some(enabled), "{name}");
        let rows = app.call("alice", "namecheap.domains.getList", &[("SearchTerm", name)]).await.result();
        let row = rows.children.iter().find(|row| row.attribute("Name") == Some(name)).expect("a row");
        assert_eq!(row.attribute("WhoisGuard"), Some(listed), "{name}");
        let contacts = ask(&app, "namecheap.domains.getContacts", name).await.result();
        let own = contacts.child("Registrant").and_then(|contact| contact.child("EmailAddress"));
        assert_eq!(own.map(|child| child.text.as_str()), Some("ada@example.org"), "the holder sees it all");
        let masked = contacts.child("WhoisGuardContact").and_then(|shown| shown.find("EmailAddress"));
        let mask = guard.child("EmailDetails").and_then(|details| details.attribute("WhoisGuardEmail"));
        let shown = (enabled == "True").then_some(mask).flatten();
        assert_eq!(masked.map(|child| child.text.as_str()), shown, "{name}");
    }
}

#[tokio::test]
async fn names_that_no_call_can_register_are_not_available() {
    let app = app().await;
    for name in ["a.example.com", "under_score.com"] {
        let row = app.call("alice", "namecheap.domains.check", &[("DomainList", name)]).await;
        assert_eq!(row.attribute("Available"), "false", "{name}");
        assert_eq!(row.attribute("ErrorNo"), "2030166", "{name}");
        assert!(app.create("alice", name, &[]).await.number() > 0, "{name}");
    }
}

#[tokio::test]
async fn premium_names() {
    let app = app().await;
    let names = [("DomainList", "premium-a.com,free.com,taken-a.com,noanswer-a.com")];
    let rows = app.call("alice", "namecheap.domains.check", &names).await;
    let rows = rows.node().child("CommandResponse").cloned().expect("CommandResponse").children;
    let shown = |at: usize, name: &str| rows[at].attribute(name).unwrap_or_default().to_owned();
    let available: Vec<String> = (0..4).map(|at| shown(at, "Available")).collect();
    assert_eq!(available, ["true", "true", "false", "error"]);
    assert_eq!((shown(0, "IsPremiumName"), shown(1, "IsPremiumName")), ("true".into(), "false".into()));
    assert_eq!(shown(1, "PremiumRegistrationPrice"), "0");
    let price = shown(0, "PremiumRegistrationPrice");
    assert_eq!(price, "3250.0000");
    for (name, premium, price, number) in [
        ("premium-a.com", "false", None, 2_515_623),
        ("premium-a.com", "true", None, 2_515_610),
        ("premium-a.com", "true", Some("3249.9999"), 2_515_610),
        ("premium-a.com", "true", Some("x"), 2_515_610),
        ("free.com", "true", Some("9.06"), 2_515_623),
    ] {
        let mut more = vec![("IsPremiumDomain", premium)];
        more.extend(price.map(|price| ("PremiumPrice", price)));
        assert_eq!(app.create("alice", name, &more).await.number(), number, "{name} {more:?}");
    }
    assert_eq!(app.balance("alice").await, "10000.00");
    let offer = [("IsPremiumDomain", "true"), ("PremiumPrice", price.as_str()), ("EapFee", "0.0")];
    let created = app.create("alice", "premium-a.com", &offer).await;
    assert_eq!(created.attribute("ChargedAmount"), "3250.0000");
    assert_eq!(app.balance("alice").await, "6750.00");
    assert_eq!(info(&app, "premium-a.com").await.attribute("IsPremium"), "true");
}

#[tokio::test]
async fn funds_that_do_not_suffice_change_nothing() {
    let poor = |cents: i64| registrar::described::Described {
        opening_balance: Money::usd(cents * 100),
        ..account("alice")
    };
    let app = TestApp::start(Setup { accounts: vec![poor(905)], ..Setup::default() }).await;
    let before = crate::rows::all(&app);
    assert_eq!(
        app.create("alice", "free.com", &[]).await.error(),
        Some((2_528_166, "Order creation failed".into()))
    );
    assert_eq!(crate::rows::all(&app), before);
    let app = TestApp::start(Setup { accounts: vec![poor(906)], ..Setup::default() }).await;
    app.register("alice", "free.com").await;
    assert_eq!(app.balance("alice").await, "0.00");
}

#[tokio::test]
async fn attributes_of_us_eu_and_de() {
    let app = app().await;
    let us = [("RegistrantNexus", "c11"), ("RegistrantPurpose", "P3"), ("RegistrantNexusCountry", "us")];
    let eu = [("EUAgreeWhoisPolicy", "YES"), ("EUAgreeDeletePolicy", "YES"), ("EUAdrLang", "EN")];
    let de = [("DEConfirmAddress", "DE"), ("DEAgreeDelete", "Yes")];
    for (name, attributes) in [("free.us", &us[..]), ("free.eu", &eu[..]), ("free.de", &de[..])] {
        for without in
            attributes.iter().filter(|(name, _)| !matches!(*name, "RegistrantNexusCountry" | "EUAdrLang"))
        {
            let rest: Vec<_> = attributes.iter().filter(|have| *have != without).copied().collect();
            let words = format!("Extended Attributes are not Valid: {} is missing", without.0);
            assert_eq!(app.create("alice", name, &rest).await.error(), Some((2_011_322, words)), "{name}");
        }
        let wrong: Vec<_> = attributes.iter().map(|(name, _)| (*name, "?")).collect();
        assert_eq!(app.create("alice", name, &wrong).await.number(), 2_011_322, "{name}");
        assert_eq!(app.create("alice", name, attributes).await.error(), None, "{name}");
    }
    let no = [("EUAgreeWhoisPolicy", "YES"), ("EUAgreeDeletePolicy", "no")];
    assert_eq!(app.create("alice", "other.eu", &no).await.number(), 2_015_267);
    let kept = ask(&app, "namecheap.domains.getContacts", "free.us").await.result();
    let kept = kept.child("CurrentAttributes").cloned().expect("CurrentAttributes");
    let kept: Vec<_> = kept.children.iter().map(|child| (child.name.as_str(), child.text.as_str())).collect();
    let expected =
        [("RegistrantNexus", "C11"), ("RegistrantNexusCountry", "US"), ("RegistrantPurpose", "P3")];
    assert_eq!(kept, expected);
}
