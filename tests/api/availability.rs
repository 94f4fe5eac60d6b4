//! The registry says of names what it was asked to say.

use testkit::{Setup, TestApp};

async fn set(app: &TestApp, pattern: &str, answer: &str, more: &[(&str, &str)]) {
    let params = [&[("Pattern", pattern), ("Answer", answer)], more].concat();
    let set = app.call("alice", "namegate.sandbox.availability.set", &params).await;
    assert_eq!(set.attribute("Pattern"), pattern.to_ascii_lowercase(), "{}", set.text());
}

/// Available, and the price of a premium name.
async fn check(app: &TestApp, name: &str) -> (String, String) {
    let row = app.call("alice", "namecheap.domains.check", &[("DomainList", name)]).await.result();
    let told = |attribute: &str| row.attribute(attribute).expect(attribute).to_owned();
    (told("Available"), told("PremiumRegistrationPrice"))
}

fn told(available: &str, price: &str) -> (String, String) {
    (available.to_owned(), price.to_owned())
}

#[tokio::test]
async fn what_was_asked_for_is_said_before_the_usual() {
    let app = TestApp::start(Setup::default()).await;
    let price = [("RegistrationPrice", "120.5"), ("EapFee", "10")];
    set(&app, "Example.com", "taken", &[]).await;
    set(&app, "taken-but-free.com", "available", &[]).await;
    set(&app, "gem-*", "premium", &price).await;
    set(&app, "*.net", "noanswer", &[]).await;
    set(&app, "gem-common.net", "available", &[]).await;
    for (name, said) in [
        ("example.com", told("false", "0")),
        ("example.org", told("true", "0")),
        ("taken-but-free.com", told("true", "0")),
        ("taken-still.com", told("false", "0")),
        ("gem-1.com", told("true", "120.5000")),
        ("gem-1.net", told("true", "120.5000")),
        ("other.net", told("error", "0")),
        ("gem-common.net", told("true", "0")),
    ] {
        assert_eq!(check(&app, name).await, said, "{name}");
    }
}

#[tokio::test]
async fn orders_end_as_it_says() {
    let app = TestApp::start(Setup::default()).await;
    set(&app, "*.org", "refused", &[]).await;
    set(&app, "silent.com", "noanswer", &[]).await;
    set(&app, "held.com", "taken", &[]).await;
    set(&app, "gem.com", "premium", &[("RegistrationPrice", "100")]).await;
    let create = async |name: &str, more: &[(&str, &str)]| app.create("alice", name, more).await.errors();
    assert_eq!(create("a.org", &[]).await[0].0, 3_028_166);
    assert_eq!(create("silent.com", &[]).await[0].0, 3_031_900);
    assert_eq!(create("held.com", &[]).await[0].0, 3_031_166);
    assert_eq!(create("gem.com", &[]).await[0].0, 2_515_623);
    assert_eq!(app.balance("alice").await, "10000.00");
    let offer = [("IsPremiumDomain", "true"), ("PremiumPrice", "100.0000")];
    assert_eq!(create("gem.com", &offer).await, []);
    assert_eq!(app.balance("alice").await, "9900.00");
}

#[tokio::test]
async fn it_is_kept_and_listed_and_taken_back() {
    let app = TestApp::start(Setup::default()).await;
    set(&app, "example.com", "taken", &[]).await;
    set(&app, "example.com", "premium", &[("RegistrationPrice", "5"), ("RenewalPrice", "6")]).await;
    let app = app.crash(Setup::default()).await;
    let listed = app.call("alice", "namegate.sandbox.availability.list", &[]).await;
    assert_eq!(
        crate::body::inside(&listed),
        "<SandboxAvailabilityListResult><Name Pattern=\"example.com\" Answer=\"premium\" \
         RegistrationPrice=\"5.0000\" RenewalPrice=\"6.0000\" RestorePrice=\"5.0000\" \
         TransferPrice=\"5.0000\" EapFee=\"0.0000\" /></SandboxAvailabilityListResult>"
    );
    assert_eq!(check(&app, "example.com").await, told("true", "5.0000"));
    let removed =
        app.call("alice", "namegate.sandbox.availability.remove", &[("Pattern", "EXAMPLE.com")]).await;
    assert_eq!(removed.attribute("IsSuccess"), "true");
    assert_eq!(check(&app, "example.com").await, told("true", "0"));
}
