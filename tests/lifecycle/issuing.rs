//! Issuing: who has a part in it, when it happens, and how long what was paid for lasts.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use registrar::ports::ca::{CertificateAuthority, Issued, Order, Refused, Revoked};
use registrar::ports::registry::Answer;
use registrar::sweeps::certificates::{self, Swept};
use rules::calendar::DAY;
use testkit::{Setup, TestApp};

use crate::certificates::{ISSUED, WAITING, publish_record};
use crate::web::request;
use crate::world::World;

/// An authority that says nothing the first time, and no from then on.
#[derive(Default)]
struct Unwilling {
    asked: AtomicUsize,
}

impl CertificateAuthority for Unwilling {
    fn root(&self) -> &str {
        ""
    }

    fn intermediates(&self) -> &[String] {
        &[]
    }

    fn issue<'a>(&'a self, _: &'a Order) -> Answer<'a, Result<Issued, Refused>> {
        let refused = match self.asked.fetch_add(1, Ordering::SeqCst) {
            0 => Refused::NoAnswer,
            _ => Refused::Policy,
        };
        Box::pin(std::future::ready(Err(refused)))
    }

    fn revocation_list(&self, _: &[Revoked], _: i64) -> Result<Vec<u8>, Refused> {
        Err(Refused::NoAnswer)
    }
}

async fn at_once() -> World {
    World(TestApp::start(Setup { approve_at_once: true, ..Setup::default() }).await)
}

impl World {
    /// Activates a certificate whose names are validated by records.
    async fn activated(&self, id: &str, name: &str, more: &[(&str, &str)]) {
        let (_, csr) = request(name);
        let params = [("CertificateID", id), ("CSR", &csr), ("DNSDCValidation", "true")];
        let answer = self.ssl("activate", &[&params, more].concat()).await;
        assert_eq!(answer.attribute("IsSuccess"), "true");
    }
}

#[tokio::test]
async fn a_silent_authority_is_asked_again_and_one_that_refuses_is_not() {
    let authority: Arc<dyn CertificateAuthority> = Arc::new(Unwilling::default());
    let setup = Setup { approve_at_once: true, authority: Some(authority), ..Setup::default() };
    let world = World(TestApp::start(setup).await);
    let id = world.bought("PositiveSSL", "1").await;
    world.activated(&id, "shop.com", &[]).await;
    assert_eq!(world.look().await, WAITING);
    assert_eq!(world.state(&id).await, "purchased");
    assert_eq!(world.look_later().await, Swept { refused: 1, ..Swept::default() });
    assert_eq!(world.state(&id).await, "purchaseerror");
    assert_eq!(world.look_later().await, Swept::default());
    assert_eq!(world.0.get("/ca/intermediate.crl").await.status, 503);
}

#[tokio::test]
async fn sweeps_side_by_side_issue_once() {
    let world = at_once().await;
    for name in ["a.com", "b.com", "c.com"] {
        let id = world.bought("PositiveSSL", "1").await;
        world.activated(&id, name, &[("AdminEmailAddress", "ada@example.org")]).await;
    }
    let run = || certificates::run(&world.0.runner);
    let (one, other, third) = tokio::join!(run(), run(), run());
    let issued = [one, other, third].map(|swept| swept.expect("swept").issued);
    assert_eq!(issued.iter().sum::<usize>(), 3, "{issued:?}");
    let mails = world.0.runner.store().read(|tx| tx.mails(100)).expect("mails");
    assert_eq!(mails.len(), 3, "each is sent once");
}

#[tokio::test]
async fn moving_the_clock_looks_for_proof_and_a_web_server_gets_its_format() {
    let world = World::new().await;
    world.0.register("alice", "shop.com").await;
    let id = world.bought("PositiveSSL", "1").await;
    let (_, csr) = request("shop.com");
    let params = [
        ("CertificateID", id.as_str()),
        ("CSR", &csr),
        ("DNSDCValidation", "true"),
        ("WebServerType", "IIS5"),
        ("AdminEmailAddress", "ada@example.org"),
    ];
    let activated = world.ssl("activate", &params).await.result();
    assert_eq!(world.look().await, WAITING);
    publish_record(&world, "shop.com", &activated).await;
    let moved = world.0.call("alice", "namegate.sandbox.clock.advance", &[("To", "next-event")]).await;
    assert_eq!(moved.error(), None);
    assert_eq!(world.state(&id).await, "active");
    let mail = world.mail_to("ada@example.org").body;
    assert!(mail.contains("BEGIN PKCS7") && !mail.contains("BEGIN CERTIFICATE"), "{mail}");
    let sent_again = world.ssl("resendFulfillmentEmail", &[("CertificateID", &id)]).await;
    assert_eq!(sent_again.attribute("IsSuccess"), "true");
}

#[tokio::test]
async fn a_renewal_adds_what_is_left_and_a_term_is_used_up_by_reissues() {
    let world = at_once().await;
    let id = world.bought("PositiveSSL", "1").await;
    world.activated(&id, "shop.com", &[]).await;
    assert_eq!(world.look().await, ISSUED);
    let expires = async |id: &str| world.info(id).await.attribute("Expires").expect("Expires").to_owned();
    assert_eq!(expires(&id).await, "06/15/2027");

    world.0.world_passes(335 * DAY);
    let (_, csr) = request("shop.com");
    let params = [("CertificateID", id.as_str()), ("CSR", &csr), ("DNSDCValidation", "true")];
    let reissued = world.ssl("reissue", &params).await.attribute("ID");
    assert_eq!(world.look().await, ISSUED);
    assert_eq!(expires(&reissued).await, "06/15/2027", "the term stays");

    let renew = [("CertificateID", reissued.as_str()), ("SSLType", "PositiveSSL"), ("Years", "1")];
    let renewal = world.ssl("renew", &renew).await.attribute("CertificateID");
    world.activated(&renewal, "shop.com", &[]).await;
    assert_eq!(world.look().await, ISSUED);
    assert_eq!(expires(&renewal).await, "06/15/2028", "thirty days were left");
    assert_eq!(world.state(&reissued).await, "active");

    world.0.world_passes(31 * DAY);
    let over = [("CertificateID", reissued.as_str()), ("CSR", &csr), ("DNSDCValidation", "true")];
    assert_eq!(world.ssl("reissue", &over).await.number(), 4_011_331, "nothing is left of the term");
}
