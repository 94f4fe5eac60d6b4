//! The life of an account under another: opened, paid in, buying, locked by wrong passwords, and let in again by the code
//! in a mail.

use rules::calendar::DAY;
use testkit::{Answer, CUSTOMER, PASSWORD, registration};

use crate::world::World;

const NAME: &str = "customer1";
const SECOND: &str = "Battery-Staple-8";
const MINUTE: i64 = 60;

impl World {
    /// A call of alice on the account.
    async fn on(&self, command: &str, more: &[(&str, &str)]) -> Answer {
        let params = [&[("UserName", NAME)], more].concat();
        let answer = self.0.call("alice", &format!("namecheap.{command}"), &params).await;
        self.check_ledger();
        answer
    }

    /// The number with which a password is refused; `None` for one that is right.
    async fn login(&self, password: &str) -> Option<u32> {
        self.on("users.login", &[("Password", password)]).await.error().map(|(number, _)| number)
    }

    async fn funds(&self) -> String {
        self.on("users.getBalances", &[]).await.attribute("AvailableBalance")
    }

    /// Lets a customer pay what is asked for, on the page of the request.
    async fn pay(&self, amount: &str) {
        let asked =
            [("PaymentType", "creditcard"), ("Amount", amount), ("ReturnUrl", "https://shop.example.net/")];
        let token = self.on("users.createAddfundsRequest", &asked).await.attribute("TokenID");
        let (host, body) = (self.0.address, "choice=pay");
        let request = format!(
            "POST /addfunds?tokenid={token} HTTP/1.1\r\nHost: {host}\r\nContent-Type: \
             application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        assert_eq!(self.0.exchange(request.as_bytes()).await.status, 200);
        let status = self.on("users.getAddFundsStatus", &[("TokenId", &token)]).await;
        assert_eq!(status.attribute("Status"), "COMPLETED");
        self.check_ledger();
    }

    async fn buy(&self, domain: &str) -> Answer {
        let params = registration(domain, &[]);
        let params: Vec<(&str, &str)> = params.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        self.on("domains.create", &params).await
    }

    /// Asks for a reset code; the one in the mail.
    async fn code(&self) -> String {
        let by = [("UserName", ""), ("FindBy", "USERNAME"), ("FindByValue", NAME)];
        let answer = self.0.call("alice", "namecheap.users.resetPassword", &by).await;
        assert_eq!(answer.error(), None);
        self.0.runner.store().read(|tx| tx.mails(1)).expect("the inbox").remove(0).body
    }

    async fn change_by_code(&self, code: &str, new: &str) -> Option<u32> {
        let params = [("UserName", ""), ("ResetCode", code), ("NewPassword", new)];
        let answer = self.0.call("alice", "namecheap.users.changePassword", &params).await;
        answer.error().map(|(number, _)| number)
    }
}

#[tokio::test]
async fn from_its_opening_to_a_lock_and_out_of_it() {
    let world = World::new().await;
    assert_eq!(world.0.call("alice", "namecheap.users.create", CUSTOMER).await.attribute("Success"), "true");
    assert_eq!(world.login(PASSWORD).await, None);
    assert_eq!(world.buy("theirs.com").await.number(), 2_528_166, "it has nothing yet");
    world.pay("20").await;
    assert_eq!(world.buy("theirs.com").await.attribute("Registered"), "true");
    assert_eq!((world.funds().await, world.0.balance("alice").await), ("10.94".into(), "10000.00".into()));

    // Five wrong passwords lock it for a quarter of an hour, and nothing but its passwords.
    for _ in 0..5 {
        assert_eq!(world.login("wrong").await, Some(2_011_335));
    }
    assert_eq!(world.login(PASSWORD).await, Some(2_017_166));
    assert_eq!(world.funds().await, "10.94");
    world.seconds(15 * MINUTE - 1).await;
    assert_eq!(world.login(PASSWORD).await, Some(2_017_166));
    world.seconds(1).await;
    assert_eq!(world.login(PASSWORD).await, None);

    // Locked again, a code opens it, to the last second of its week.
    for _ in 0..5 {
        assert_eq!(world.login("wrong").await, Some(2_011_335));
    }
    let late = world.code().await;
    world.days(7).await;
    assert_eq!(world.change_by_code(&late, SECOND).await, Some(2_011_303));
    assert_eq!(world.login(PASSWORD).await, None, "the lock ended meanwhile");
    let code = world.code().await;
    world.seconds(7 * DAY - 1).await;
    for _ in 0..5 {
        assert_eq!(world.login("wrong").await, Some(2_011_335));
    }
    assert_eq!(world.login(PASSWORD).await, Some(2_017_166));
    assert_eq!(world.change_by_code(&code, SECOND).await, None);
    assert_eq!((world.login(SECOND).await, world.login(PASSWORD).await), (None, Some(2_011_335)));
    assert_eq!(world.change_by_code(&code, PASSWORD).await, Some(2_011_303), "it is good once");

    // What it bought goes the way of all domains, and its funds stay.
    world.days(365).await;
    let info = world.on("domains.getInfo", &[("DomainName", "theirs.com")]).await;
    assert_eq!((info.attribute("Status"), info.attribute("OwnerName")), ("Expired".into(), NAME.into()));
    let again = world.on("domains.reActivate", &[("DomainName", "theirs.com")]).await;
    assert_eq!(again.number(), 2_528_166, "13.16 is more than it has");
    world.pay("5").await;
    let again = world.on("domains.reActivate", &[("DomainName", "theirs.com")]).await;
    assert_eq!(again.attribute("ChargedAmount"), "13.1600");
    assert_eq!(world.funds().await, "2.78");
}
