//! From its making to its end a key opens what it was made for.

use registrar::request_log::Check;
use rules::calendar::{DAY, HOUR};
use testkit::{Setup, TestApp};

use super::{given, why};
use crate::coverage;

const BALANCES: &str = "namecheap.users.getBalances";
const INVALID: &str = "API Key is invalid or API access has not been enabled";

fn invalid() -> Option<(u32, String)> {
    Some((1_011_102, INVALID.to_owned()))
}

#[tokio::test]
async fn a_key_ends_when_it_is_revoked_and_when_it_expires() {
    let app = TestApp::start(Setup::default()).await;
    let key = given(&app, &[("Preset", "billing"), ("Days", "2")]).await;
    assert_eq!(key.call(&app, BALANCES, &[]).await.error(), None);
    app.world_passes(2 * DAY - 1);
    assert_eq!(key.call(&app, BALANCES, &[]).await.error(), None);
    app.world_passes(1);
    assert_eq!(key.call(&app, BALANCES, &[]).await.error(), invalid());
    assert_eq!(why(&app), Check::KeyOver);
    let other = given(&app, &[("Preset", "billing")]).await;
    assert_eq!(app.call("alice", "namegate.keys.revoke", &[("KeyId", &other.id)]).await.error(), None);
    assert_eq!(other.call(&app, BALANCES, &[]).await.error(), invalid(), "for the very next call");
}

#[tokio::test]
async fn a_key_ends_that_nobody_uses() {
    let app = TestApp::start(Setup::default()).await;
    let key = given(&app, &[("Preset", "billing"), ("UnusedDays", "1")]).await;
    for _ in 0..3 {
        app.world_passes(DAY - 2 * HOUR);
        assert_eq!(key.call(&app, BALANCES, &[]).await.error(), None, "each call keeps it");
    }
    app.world_passes(DAY);
    assert_eq!(key.call(&app, BALANCES, &[]).await.error(), invalid());
    let told = app.call("alice", "namegate.keys.get", &[("KeyId", &key.id)]).await;
    assert!(told.text().contains("Status=\"Unused\""), "{}", told.text());
}

#[tokio::test]
async fn two_secrets_while_a_key_is_rotated() {
    let app = TestApp::start(Setup::default()).await;
    let former = given(&app, &[("Preset", "billing")]).await;
    let rotate = [("KeyId", former.id.as_str()), ("OverlapHours", "2")];
    let answer = app.call("alice", "namegate.keys.rotate", &rotate).await;
    let latter = super::Given { id: former.id.clone(), secret: answer.attribute("ApiKey") };
    app.world_passes(2 * HOUR - 1);
    for key in [&former, &latter] {
        assert_eq!(key.call(&app, BALANCES, &[]).await.error(), None);
    }
    app.world_passes(1);
    assert_eq!(former.call(&app, BALANCES, &[]).await.error(), invalid());
    assert_eq!(latter.call(&app, BALANCES, &[]).await.error(), None);
}

#[tokio::test]
async fn a_secret_is_shown_once() {
    let app = TestApp::start(Setup::default()).await;
    let key = given(&app, &[("Preset", "billing"), ("Label", "ü <&>")]).await;
    let params = [("KeyId", key.id.as_str())];
    for (command, params) in [("namegate.keys.get", params.as_slice()), ("namegate.keys.list", &[])] {
        let answer = app.call("alice", command, params).await;
        assert!(!answer.text().contains(&key.secret), "{command}");
        assert!(answer.text().contains("Label=\"ü &lt;&amp;&gt;\""), "{}", answer.text());
    }
    assert!(crate::rows::all(&app).iter().all(|row| !row.contains(&key.secret)), "nor kept");
}

#[tokio::test]
async fn a_key_acts_for_the_account_it_was_made_for() {
    let app = coverage::app().await;
    let for_carol = given(&app, &[("UserName", "carol"), ("Preset", "billing")]).await;
    assert_eq!(for_carol.call(&app, BALANCES, &[("UserName", "carol")]).await.error(), None);
    let own = for_carol.call(&app, BALANCES, &[]).await;
    assert_eq!(own.error().map(|(number, _)| number), Some(1_016_103));
    let full = given(&app, &[("Preset", "full")]).await;
    for name in ["alice", "carol"] {
        assert_eq!(full.call(&app, BALANCES, &[("UserName", name)]).await.error(), None);
    }
}

#[tokio::test]
async fn lists_hold_what_a_key_reaches() {
    let app = coverage::app().await;
    let key = given(&app, &[("Preset", "full"), ("Domains", "mail.com")]).await;
    let listed = key.call(&app, "namecheap.domains.getList", &[]).await;
    assert!(listed.text().contains("mail.com") && !listed.text().contains("alices.com"), "{}", listed.text());
    assert!(listed.text().contains("<TotalItems>1</TotalItems>"), "{}", listed.text());
    for command in ["namecheap.domains.transfer.getList", "namecheap.whoisguard.getList"] {
        let text = key.call(&app, command, &[]).await.text().to_owned();
        assert!(text.contains("<TotalItems>0</TotalItems>"), "{command}: {text}");
    }
    let certificates = key.call(&app, "namecheap.ssl.getList", &[]).await;
    assert!(!certificates.text().contains("alices.com"), "{}", certificates.text());
}
