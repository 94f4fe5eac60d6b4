//! Address books and the profile, which is their entry 0.

use store::{Address, End, Kind};
use testkit::{Answer, Setup, TestApp};

use crate::coverage::table::ADDRESS;

async fn call(app: &TestApp, command: &str, other: &[(&str, &str)]) -> Answer {
    let kept = ADDRESS.iter().filter(|(have, _)| other.iter().all(|(name, _)| name != have));
    let params: Vec<(&str, &str)> = kept.chain(other).copied().collect();
    app.call("alice", &format!("namecheap.users.{command}"), &params).await
}

/// Id, name and default of every entry.
async fn list(app: &TestApp, user: &str) -> Vec<[String; 3]> {
    let listed = app.call(user, "namecheap.users.address.getList", &[]).await.result();
    let of = |name: &'static str| move |row: &wire::node::Node| row.attribute(name).expect(name).to_owned();
    listed
        .children
        .iter()
        .map(|row| [of("AddressId")(row), of("AddressName")(row), of("IsDefault")(row)])
        .collect()
}

/// The texts of some elements of an entry.
async fn info(app: &TestApp, id: &str, names: &[&str]) -> Vec<String> {
    let shown = call(app, "address.getInfo", &[("AddressId", id)]).await.result();
    names.iter().map(|name| shown.child(name).expect(name).text.clone()).collect()
}

fn row(id: &str, name: &str, is_default: bool) -> [String; 3] {
    [id.to_owned(), name.to_owned(), is_default.to_string()]
}

#[tokio::test]
async fn entries_are_kept_changed_and_deleted() {
    let app = TestApp::start(Setup::default()).await;
    assert_eq!(list(&app, "alice").await, [row("0", "Primary Address", true)]);
    let more = [("AddressName", "b"), ("DefaultYN", "1"), ("Phone", " 1.5555550100"), ("Country", "us")];
    let second = call(&app, "address.create", &more).await.attribute("AddressId");
    let first = call(&app, "address.create", &[("AddressName", "a")]).await.attribute("AddressId");
    let all = [row("0", "Primary Address", false), row(&first, "a", false), row(&second, "b", true)];
    assert_eq!(list(&app, "alice").await, all);
    assert_eq!(list(&app, "bob").await, [row("0", "Primary Address", true)]);
    assert_eq!(
        info(&app, &second, &["AddressId", "UserName", "Default_YN", "Phone", "Country", "Zip"]).await,
        [second.as_str(), "alice", "true", "+1.5555550100", "US", "90001"]
    );
    let changed = [("AddressId", second.as_str()), ("City", "Elsewhere"), ("JobTitle", "Clerk")];
    assert_eq!(call(&app, "address.update", &changed).await.attribute("AddressName"), "Office");
    let names = ["AddressName", "Default_YN", "City", "JobTitle"];
    assert_eq!(info(&app, &second, &names).await, ["Office", "true", "Elsewhere", "Clerk"]);
    let plain = [("AddressId", second.as_str()), ("DefaultYN", "0")];
    call(&app, "address.update", &plain).await.result();
    assert_eq!(info(&app, &second, &names).await, ["Office", "false", "Testville", ""]);
    assert_eq!(list(&app, "alice").await[0], row("0", "Primary Address", true));
    call(&app, "address.setDefault", &[("AddressId", &first)]).await.result();
    assert_eq!(list(&app, "alice").await[0], row("0", "Primary Address", false));
    assert_eq!(call(&app, "address.delete", &[("AddressId", &first)]).await.attribute("ProfileId"), first);
    assert_eq!(list(&app, "alice").await, [row("0", "Primary Address", true), row(&second, "Office", false)]);
}

#[tokio::test]
async fn the_profile_is_entry_0() {
    let app = TestApp::start(Setup::default()).await;
    let names = ["AddressId", "AddressName", "Default_YN", "FirstName", "EmailAddress"];
    assert_eq!(info(&app, "0", &names).await, ["0", "Primary Address", "true", "", ""]);
    let user_id = call(&app, "update", &[]).await.attribute("UserId");
    assert_ne!(user_id, "0");
    assert_eq!(info(&app, "0", &names).await, ["0", "Primary Address", "true", "Ada", "ada@example.org"]);
    let second = call(&app, "address.create", &[("DefaultYN", "1")]).await.attribute("AddressId");
    assert_eq!(info(&app, "0", &names[2..3]).await, ["false"]);
    call(&app, "address.setDefault", &[("AddressId", "0")]).await.result();
    assert_eq!(info(&app, "0", &names[2..3]).await, ["true"]);
    assert_eq!(info(&app, &second, &names[2..3]).await, ["false"]);
}

#[tokio::test]
async fn an_address_book_has_an_end() {
    let app = TestApp::start(Setup::default()).await;
    let filled = app.runner.write(|cx| {
        let alice = cx.tx.account_by_name("alice")?.expect("alice").id;
        for at in 0..499 {
            // Ids in memory are few for one transaction, and any will do here.
            let id = if at == 0 { cx.tx.next_id(Kind::Address)? } else { 1_000_000 + at };
            let (name, contact) = (at.to_string(), Default::default());
            cx.tx.insert_address(&Address { id, account_id: alice, name, is_default: false, contact })?;
        }
        Ok(End::Commit(()))
    });
    filled.await.expect("499 entries");
    call(&app, "address.create", &[]).await.result();
    assert_eq!(call(&app, "address.create", &[]).await.number(), 4_023_336);
    assert_eq!(list(&app, "bob").await.len(), 1);
}
