//! The refusals of commands about what a sandbox holds.

use registrar::named_answers::MOST;
use rules::money::Money;
use store::{End, NamedAnswer, SaidOfName};
use testkit::{Setup, TestApp};

use super::{Case, case};

const SUB_ACCOUNT: &str = "Parameter UserName is unauthorized";

/// A thousand answers, and one more.
pub async fn of_many_answers() -> (&'static str, u32, String) {
    let app = TestApp::start(Setup::default()).await;
    let command = "namegate.sandbox.availability.set";
    let filled = app.runner.write(|cx| {
        for n in 0..MOST {
            let pattern = format!("name{n}.com");
            cx.tx.set_named_answer(&NamedAnswer {
                pattern,
                is_name: true,
                said: SaidOfName::Taken,
                registration: Money::ZERO,
                renewal: Money::ZERO,
                restore: Money::ZERO,
                transfer: Money::ZERO,
                early_access: Money::ZERO,
            })?;
        }
        Ok(End::Commit(()))
    });
    filled.await.expect("a thousand answers");
    let again = app.call("alice", command, &[("Pattern", "name7.com"), ("Answer", "refused")]).await;
    assert_eq!(again.error(), None, "one that is there can change");
    let answer = app.call("alice", command, &[("Pattern", "new.com"), ("Answer", "taken")]).await;
    let (number, words) = answer.error().expect(command);
    (command, number, words)
}

pub fn cases() -> Vec<Case> {
    let of_sub = |command, params: &[(&str, &str)]| Case {
        user: "keyed",
        ..case(command, params, 1_016_103, SUB_ACCOUNT)
    };
    let set = |params: &[(&str, &str)], number, words: &str| {
        case("namegate.sandbox.availability.set", params, number, words)
    };
    let premium = [("Pattern", "a.com"), ("Answer", "premium"), ("RegistrationPrice", "5")];
    let stray = [("Pattern", "a.com"), ("Answer", "taken"), ("EapFee", "5")];
    vec![
        of_sub("namegate.sandbox.availability.list", &[]),
        of_sub("namegate.sandbox.availability.remove", &[("Pattern", "a.com")]),
        of_sub("namegate.sandbox.availability.set", &premium),
        case("namegate.sandbox.availability.remove", &premium[..1], 2_019_941, "Nothing was set for a.com"),
        set(&[("Pattern", "*com"), premium[1]], 2_011_941, "Parameter Pattern is Invalid"),
        set(&premium[..2], 2_010_943, "Parameter RegistrationPrice is Missing"),
        set(&stray, 2_015_943, "Prices stand with Answer=premium only"),
        set(
            &[premium[0], premium[1], ("RestorePrice", "-1")],
            2_011_943,
            "Parameter RestorePrice is Invalid",
        ),
        case("namegate.sandbox.mail.get", &[("MailId", "7")], 2_019_934, "No such mail"),
        of_sub("namegate.sandbox.mail.get", &[("MailId", "7")]),
        of_sub("namegate.sandbox.mail.list", &[]),
        of_sub("namegate.sandbox.reset", &[]),
        of_sub("namegate.sandbox.seed", &[("Domains", "1")]),
        case(
            "namegate.sandbox.seed",
            &[("Domains", "1"), ("ExpiresFrom", "8"), ("ExpiresTo", "7")],
            2_015_954,
            "ExpiresTo is before ExpiresFrom",
        ),
        of_sub("namegate.sandbox.state.export", &[]),
        of_sub("namegate.sandbox.state.import", &[("State", "{}")]),
        case(
            "namegate.sandbox.state.import",
            &[("State", "{}")],
            2_011_931,
            "The state cannot be read: format: this is no state of a sandbox",
        ),
    ]
}
