//! A world that random calls act on.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use registrar::described::Described;
use registrar::entropy::SeededEntropy;
use rules::contact::Contact;
use rules::money::Money;
use store::End;
use testkit::{Answer, Connection, Setup, TestApp, account, encode};

use crate::generator::KEYLESS;

/// The password `Correct-Horse-9` by a hash that takes one pass over 8 KiB, so that trying it takes no time.
const HASH: &str =
    "$argon2id$v=19$m=8,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$eiChkXxANYZpXlSNA+GcbpPolh9qDDK40jxC9WhZ70c";

pub struct World {
    pub app: TestApp,
    connection: Connection,
}

impl World {
    pub async fn new(seed: u64) -> World {
        let rich =
            |name: &str| Described { opening_balance: Money::usd(1_000_000 * 10_000), ..account(name) };
        let sub = Described { parent: Some("alice".into()), ..account("sub") };
        let keyless = Described { parent: Some("alice".into()), api_key: None, ..account(KEYLESS) };
        let setup = Setup {
            accounts: vec![rich("alice"), account("bob"), sub, keyless],
            entropy: Arc::new(SeededEntropy::new(seed)),
            ..Setup::default()
        };
        let app = TestApp::start(setup).await;
        give_password(&app, KEYLESS).await;
        let connection = app.connect().await;
        World { app, connection }
    }

    /// Makes a call with exactly these parameters.
    pub async fn call(&mut self, params: &[(String, String)]) -> Answer {
        let params: Vec<(&str, &str)> = params.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        self.connection.send(self.app.post_request(&encode(&params)).as_bytes()).await;
        self.connection.answer().await
    }

    /// Pays what a request to add funds asks for, on its page.
    pub async fn pay(&mut self, token: &str) {
        let (host, body) = (self.app.address, "choice=pay");
        let request = format!(
            "POST /addfunds?tokenid={token} HTTP/1.1\r\nHost: {host}\r\nContent-Type: \
             application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        self.connection.send(request.as_bytes()).await;
        assert_eq!(self.connection.answer().await.status, 200);
    }

    /// The text of the newest mail.
    pub fn newest_mail(&self) -> Option<String> {
        let mails = self.app.runner.store().read(|tx| tx.mails(1)).expect("the inbox");
        mails.into_iter().next().map(|mail| mail.body)
    }

    /// How many calls ended because the store failed.
    pub async fn failed(&self) -> String {
        let page = self.app.get("/metrics").await;
        page.text().lines().filter(|line| line.contains("ended=\"Failed\"")).collect()
    }
}

async fn give_password(app: &TestApp, user: &'static str) {
    let given = app.runner.write(move |cx| {
        let id = cx.tx.account_by_name(user)?.expect(user).id;
        let email_address = format!("{user}@example.org");
        cx.tx.set_profile(id, &Contact { email_address, ..Contact::default() })?;
        Ok(End::Commit(cx.tx.set_password(id, HASH)?))
    });
    given.await.expect("a password");
}

/// A number for an answer, in which the time it took and the port of the server do not count.
pub fn digest(world: &World, answer: &Answer) -> u64 {
    let text = answer.text().replace(&world.app.address.to_string(), "here");
    let (before, after) = text.split_once("<ExecutionTime>").unwrap_or((&text, ""));
    let after = after.split_once("</ExecutionTime>").map_or(after, |(_, after)| after);
    let mut hasher = DefaultHasher::new();
    (answer.status, before, after).hash(&mut hasher);
    hasher.finish()
}
