//! Every command of the list, with keys that lack the right, and with each preset.

use commands::slice::COMMANDS;
use registrar::request_log::Check;
use rules::key_policy::{Denied, Preset};
use wire::spec::Effect;

use super::{given, may, why};
use crate::coverage::{self, table::COVERED};
use crate::rows;

const ACCESS_DENIED: u32 = 4_011_103;
const NOT_AUTHORISED: (u32, &str) = (1_016_103, "Parameter UserName is unauthorized");

/// Each command with a key that may use every other.
#[tokio::test]
async fn a_command_out_of_scope_is_refused_and_nothing_changes() {
    let app = coverage::app().await;
    for row in COVERED.iter() {
        let but = format!("*,-{}", row.command);
        let key = given(&app, &[("Preset", "full"), ("Commands", &but)]).await;
        let before = rows::all(&app);
        let answer = key.call(&app, row.command, &row.success_params()).await;
        assert_eq!(answer.error(), Some((NOT_AUTHORISED.0, NOT_AUTHORISED.1.to_owned())), "{}", row.command);
        assert!(!answer.text().contains("<CommandResponse"), "{}: the body of a caller error", row.command);
        assert!(matches!(why(&app), Check::Scope(_)), "{}", row.command);
        assert_eq!(rows::all(&app), before, "{}", row.command);
    }
}

/// Each command with each preset: what its list leaves out is refused by the gate, and what it has is let in.
#[tokio::test]
async fn each_preset_lets_in_what_its_list_has() {
    for preset in Preset::ALL {
        let app = coverage::app().await;
        let key = given(&app, &[("Preset", preset.word())]).await;
        let mut let_in = 0;
        // What puts another world in the place of this one takes the key with it.
        for row in COVERED.iter().filter(|row| !matches!(effect(row.command), Effect::Replace)) {
            let answer = key.call(&app, row.command, &row.success_params()).await;
            let refused = answer.error().map(|(number, _)| number) == Some(NOT_AUTHORISED.0);
            assert_eq!(!refused, may(preset, row.command), "{} with {}", row.command, preset.word());
            let_in += usize::from(!refused);
        }
        assert!(let_in > 0, "{} lets something in", preset.word());
    }
}

/// Commands about a domain, with a key that reaches another: they answer as they answer bob, who does not hold it, or say
/// that the key does not reach it, and the log of calls does so always.
#[tokio::test]
async fn a_domain_out_of_scope_is_not_held() {
    let app = coverage::app().await;
    let key = given(&app, &[("Preset", "full"), ("Domains", "nobodys.com")]).await;
    for row in COVERED.iter().filter(|row| row.not_held.is_some()) {
        let before = rows::all(&app);
        let answer = key.call(&app, row.command, &row.success_params()).await;
        let number = answer.number();
        assert_eq!(rows::all(&app), before, "{}", row.command);
        let named = matches!(why(&app), Check::Scope(denied) if matches!(*denied, Denied::Domain(_)));
        assert!(named, "{}: the log names what the key does not reach", row.command);
        // An order for a name that nobody holds would be let through to a stranger.
        if number != ACCESS_DENIED {
            let to_a_stranger = app.call("bob", row.command, &row.success_params()).await;
            assert_eq!(answer.error(), to_a_stranger.error(), "{}", row.command);
        }
    }
}

fn effect(command: &str) -> Effect {
    COMMANDS.iter().find(|entry| entry.spec.name == command).expect(command).spec.effect
}
