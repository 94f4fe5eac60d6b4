//! Every command has a call that succeeds, one that is refused, and one about a domain of somebody else. The table is
//! compared with the list of commands: one that lacks an entry fails.

pub mod table;

use std::collections::BTreeSet;
use std::time::Duration;

use commands::slice::COMMANDS;
use registrar::described::Described;
use registrar::faults::{Fault, Kind, Schedule};
use registrar::request_log::{Call, Check, Pairs, Refused};
use rules::calendar::DAY;
use rules::certificate::{Product, State};
use rules::contact::Contact;
use rules::money::Money;
use store::{AddFundsRequest, Certificate, End, Mail, Payment, Privacy};
pub use testkit::PASSWORD;
use testkit::{Answer, Setup, TestApp, account};
use wire::CommandSpec;
use wire::spec::Field;

use crate::certificates::{Given, give};
use crate::{body, rows};
use table::{COVERED, Covered};

/// What the table's calls are made on: alice and bob hold a domain each, and carol's account is one under alice's. Alice
/// has a host below her domain, a domain that forwards mail and has a service, two with privacy, one that expired a few
/// days ago, and a transfer under way. A call of hers is in the request log under an id that is known, and there is a
/// fault.
pub async fn app() -> TestApp {
    let app = TestApp::start(Setup { accounts: accounts(), ..Setup::default() }).await;
    give_password(&app, "carol").await;
    app.register("alice", "expired.com").await;
    app.world_passes(370 * DAY);
    app.register("alice", "alices.com").await;
    app.register("alice", "mail.com").await;
    app.register("bob", "bobs.com").await;
    let host = [("SLD", "alices"), ("TLD", "com"), ("Nameserver", "ns5.alices.com"), ("IP", "198.41.0.5")];
    let forward = [("DomainName", "mail.com"), ("MailBox1", "info"), ("ForwardTo1", "a@example.org")];
    for (command, params) in [
        ("namecheap.domains.dns.setSrvRecords", table::SERVICE_OF_MAIL),
        ("namecheap.domains.ns.create", &host),
        ("namecheap.domains.dns.setEmailForwarding", &forward),
        ("namecheap.domains.transfer.create", &[("DomainName", "underway.com"), ("EPPCode", "1234")]),
    ] {
        assert_eq!(app.call("alice", command, params).await.error(), None);
    }
    privacy_of_alice(&app).await;
    certificates_of_alice(&app).await;
    let asked = app.runner.write(|cx| {
        let account_id = cx.tx.account_by_name("alice")?.expect("alice").id;
        let amount = Money::usd(40 * 10_000);
        let request = AddFundsRequest {
            account_id,
            amount,
            return_url: String::new(),
            created: cx.now,
            payment: Payment::Awaited,
        };
        Ok(End::Commit(cx.tx.insert_add_funds_request(&registrar::key::hash(table::TOKEN), &request)?))
    });
    asked.await.expect("a request to add funds");
    memory_of_calls(&app);
    let unlock = [("DomainName", "mail.com"), ("LockAction", "UNLOCK")];
    assert_eq!(app.call("alice", "namecheap.domains.setRegistrarLock", &unlock).await.error(), None);
    let coded = app.runner.write(|cx| {
        let domain = cx.tx.domain("mail.com")?.expect("mail.com");
        let hash = registrar::key::hash(table::AUTH_CODE);
        Ok(End::Commit(cx.tx.set_auth_code(domain.id, &hash, cx.now + DAY)?))
    });
    coded.await.expect("a code");
    let added = app.call("alice", "namecheap.users.address.create", table::ADDRESS).await;
    assert_eq!(added.attribute("AddressId"), table::ADDRESS_ID);
    let named = [("Pattern", table::NAMED), ("Answer", "taken")];
    assert_eq!(app.call("alice", "namegate.sandbox.availability.set", &named).await.error(), None);
    let entry = app.call("alice", "namegate.allow.add", &[("Entry", "198.51.100.1")]).await;
    assert_eq!(entry.error(), None);
    let made =
        app.call("alice", "namegate.keys.create", &[("Preset", "acme"), ("Label", "challenges")]).await;
    assert_eq!(made.attribute("KeyId"), table::KEY_ID);
    assert_eq!(give_mail(&app, "carol@example.org", "New password", "It is over.").await, table::MAIL_ID);
    app
}

/// Its accounts.
pub fn accounts() -> Vec<Described> {
    let carol = Described { parent: Some("alice".into()), api_key: None, ..account("carol") };
    vec![account("alice"), account("bob"), carol]
}

/// Lets a mail arrive in the inbox; its id.
pub async fn give_mail(app: &TestApp, to: &'static str, subject: &'static str, body: &'static str) -> String {
    let given = app.runner.write(move |cx| {
        let mail = Mail {
            id: cx.tx.next_id(store::Kind::Mail)?,
            sender_name: "Namegate".to_owned(),
            sender: "shop@example.net".to_owned(),
            recipient: to.to_owned(),
            subject: subject.to_owned(),
            body: body.to_owned(),
            created: cx.now,
        };
        cx.mailer.post(cx.tx, &mail).expect("a recipient");
        Ok(End::Commit(mail.id))
    });
    given.await.expect("a mail").to_string()
}

/// What the process remembers: a call of alice that was refused, and a fault for calls that nobody makes.
fn memory_of_calls(app: &TestApp) {
    let controls = app.runner.controls();
    let refused = Refused {
        number: Some(2_010_169),
        words: "Parameter DomainList is Missing".into(),
        check: Check::Parameter { name: "DomainList".into(), fault: "Missing" },
    };
    controls.requests.add(Call {
        id: table::CALL_ID.parse().expect("an id"),
        world_time: app.runner.now(),
        real_time: testkit::REAL_START,
        address: [127, 0, 0, 1].into(),
        params: Pairs::of([("apikey", "***"), ("apiuser", "alice")]),
        command: Some("namecheap.domains.check"),
        http_status: Some(200),
        duration: Duration::ZERO,
        refused: Some(Box::new(refused)),
        fault: None,
    });
    let command = Some("namecheap.users.login".to_owned());
    let fault =
        Fault { kind: Kind::Cut, schedule: Schedule::Calls(1), command, api_user: Some("bob".into()) };
    controls.faults.add(fault).expect("a fault");
}

/// Gives alice two domains with privacy, on and off; that of the first is near its end.
pub async fn privacy_of_alice(app: &TestApp) {
    for (name, enabled, id) in
        [("masked.com", "yes", table::PRIVACY_ID), ("plain.com", "no", table::PRIVACY_OFF_ID)]
    {
        let params = [("AddFreeWhoisguard", "yes"), ("WGEnabled", enabled)];
        assert_eq!(app.create("alice", name, &params).await.error(), None);
        let info = app.call("alice", "namecheap.domains.getInfo", &[("DomainName", name)]).await.result();
        let privacy = info.child("Whoisguard").and_then(|privacy| privacy.child("ID").cloned());
        assert_eq!(privacy.map(|id| id.text).as_deref(), Some(id));
    }
    let moved = app.runner.write(|cx| {
        let masked = cx.tx.domain("masked.com")?.expect("masked.com");
        let privacy = cx.tx.privacy(masked.id)?.expect("its privacy");
        let expires = cx.now + 10 * 86_400;
        Ok(End::Commit(cx.tx.update_privacy(&Privacy { expires, ..privacy })?))
    });
    moved.await.expect("an end that is near");
}

/// Gives alice a certificate for several names that is new, and one for a name whose term is near its end.
async fn certificates_of_alice(app: &TestApp) {
    let new = [("Type", "SAN Certificate"), ("Years", "2"), ("SANStoADD", "1")];
    let bought = app.call("alice", "namecheap.ssl.create", &new).await.result();
    let id = bought.child("SSLCertificate").and_then(|certificate| certificate.attribute("CertificateID"));
    assert_eq!(id, Some(table::NEW_ID));
    let ending = Given { common_name: Some("alices.com"), ends_in: 10 * DAY, ..Given::default() };
    assert_eq!(give(app, ending).await, table::ACTIVE_ID);
    waiting_and_replaced(app).await;
}

/// Gives alice, who has one that is new, a certificate that waits for validation and one that was replaced.
pub async fn waiting_and_replaced(app: &TestApp) {
    let given = app.runner.write(|cx| {
        let id = |text: &str| text.parse().expect("an id");
        let kept = cx.tx.certificate(id(table::NEW_ID))?.expect("a new one");
        for (given, state) in [(table::WAITING_ID, State::NewPurchase), (table::REPLACED_ID, State::Replaced)]
        {
            let product = Product::Standard;
            cx.tx.insert_certificate(&Certificate { id: id(given), state, product, ..kept.clone() })?;
        }
        Ok(End::Commit(()))
    });
    given.await.expect("certificates");
    let params = [("CertificateID", table::WAITING_ID), ("CSR", table::CSR), ("DNSDCValidation", "true")];
    assert_eq!(app.call("alice", "namecheap.ssl.activate", &params).await.error(), None);
}

/// Of [`PASSWORD`]; checked quickly, as it says: one pass over 8 KiB.
const HASH: &str =
    "$argon2id$v=19$m=8,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$eiChkXxANYZpXlSNA+GcbpPolh9qDDK40jxC9WhZ70c";

/// Gives an account [`PASSWORD`] and an e-mail address.
pub async fn give_password(app: &TestApp, user: &'static str) {
    let given = app.runner.write(move |cx| {
        let id = cx.tx.account_by_name(user)?.expect(user).id;
        let email_address = format!("{user}@example.org");
        cx.tx.set_profile(id, &Contact { email_address, ..Contact::default() })?;
        Ok(End::Commit(cx.tx.set_password(id, HASH)?))
    });
    given.await.expect("a password");
}

fn covered(spec: &CommandSpec) -> &'static Covered {
    COVERED
        .iter()
        .find(|row| row.command == spec.name)
        .unwrap_or_else(|| panic!("{} is not covered", spec.name))
}

/// Whether a command acts on one domain, which somebody holds.
fn names_a_domain(spec: &CommandSpec) -> bool {
    let names_one = |field: &Field| field.declares("DomainName") || field.declares("SLD");
    // Certificates are for names that may be held anywhere, and what a sandbox plays happens to whoever holds one.
    let any = ["namecheap.ssl.", "namegate.sandbox."].iter().any(|group| spec.name.starts_with(group));
    !any && spec.fields.iter().any(names_one)
}

#[test]
fn the_table_is_whole() {
    let listed: BTreeSet<&str> = COMMANDS.iter().map(|entry| entry.spec.name).collect();
    let rows: BTreeSet<&str> = COVERED.iter().map(|row| row.command).collect();
    assert_eq!(rows, listed);
    assert_eq!(COVERED.len(), COMMANDS.len(), "a command twice");
    for entry in COMMANDS {
        let row = covered(entry.spec);
        let refusable = !entry.spec.fields.is_empty() || !entry.spec.refusals.is_empty();
        assert_eq!(row.refusal.is_some(), refusable, "{}: a call that is refused", row.command);
        assert_eq!(row.not_held.is_some(), names_a_domain(entry.spec), "{}: a foreign domain", row.command);
    }
}

#[tokio::test]
async fn every_command_succeeds() {
    for entry in COMMANDS {
        let (app, row) = (app().await, covered(entry.spec));
        let answer = app.call("alice", row.command, &row.success_params()).await;
        if row.form.is_empty() {
            assert!(answer.error().is_some(), "{}: {}", row.command, answer.text());
            continue;
        }
        assert_eq!(answer.error(), None, "{}: {}", row.command, answer.text());
        assert_eq!(body::form(&answer), row.form, "{}", row.command);
        check_envelope(&answer, row.command);
    }
}

#[tokio::test]
async fn every_command_refuses() {
    for entry in COMMANDS {
        let (app, row) = (app().await, covered(entry.spec));
        if let Some(refused) = &row.refusal {
            check_refused(&app, row, refused).await;
        }
    }
}

#[tokio::test]
async fn no_command_acts_on_a_domain_of_somebody_else() {
    for entry in COMMANDS {
        let (app, row) = (app().await, covered(entry.spec));
        if let Some(refused) = &row.not_held {
            let bobs = app.call("bob", "namecheap.domains.getInfo", &[("DomainName", "bobs.com")]).await;
            check_refused(&app, row, refused).await;
            let after = app.call("bob", "namecheap.domains.getInfo", &[("DomainName", "bobs.com")]).await;
            assert_eq!(body::inside(&after), body::inside(&bobs), "{}", row.command);
        }
    }
}

async fn check_refused(app: &TestApp, row: &Covered, refused: &table::Refused) {
    let params = row.refused_params(refused);
    if let Some(table) = refused.without_table {
        rows::take_away(app, table);
    }
    let before = rows::all(app);
    let answer = app.call("alice", row.command, &params).await;
    let expected = (refused.number, refused.words.to_owned());
    assert_eq!(answer.error(), Some(expected), "{}: {}", row.command, answer.text());
    assert_eq!(body::inside(&answer), refused.body, "{}", row.command);
    check_envelope(&answer, row.command);
    if row.command == "namecheap.domains.create" && refused.body.contains("OrderID=\"*\"") {
        // An order that failed is kept.
        return;
    }
    assert_eq!(rows::all(app), before, "{}: a refusal changes nothing", row.command);
}

fn check_envelope(answer: &Answer, command: &str) {
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), Some("text/xml; charset=utf-8"));
    let document = answer.node();
    let text = |name: &str| document.child(name).map(|child| child.text.clone());
    assert_eq!(text("RequestedCommand"), Some(command.to_ascii_lowercase()));
    assert_eq!(
        document.child("CommandResponse").and_then(|response| response.attribute("Type")),
        Some(command)
    );
    assert_eq!(text("Server").as_deref(), Some("TEST"));
    assert_eq!(text("GMTTimeDifference").as_deref(), Some("--4:00"), "summer time");
    assert!(text("ExecutionTime").is_some());
}
