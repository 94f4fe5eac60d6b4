//! Keys that may do some things only: each is refused what it may not do, whatever the command.

mod by_construction;
mod life;
mod narrower;
mod records;
mod spending;

use commands::slice::COMMANDS;
use registrar::request_log::Check;
use rules::key_policy::{Asked, Preset};
use testkit::{Answer, TestApp};

/// A key of an account.
struct Given {
    id: String,
    secret: String,
}

/// Has alice make a key.
async fn given(app: &TestApp, params: &[(&str, &str)]) -> Given {
    let made = app.call("alice", "namegate.keys.create", params).await;
    assert_eq!(made.error(), None, "{params:?}");
    Given { id: made.attribute("KeyId"), secret: made.attribute("ApiKey") }
}

impl Given {
    /// A call of alice with the key.
    async fn call(&self, app: &TestApp, command: &str, params: &[(&str, &str)]) -> Answer {
        let with_key = [&[("ApiKey", self.secret.as_str())], params].concat();
        app.call("alice", command, &with_key).await
    }
}

/// What the last call was refused for, as `namegate.explain` tells it.
fn why(app: &TestApp) -> Check {
    let controls = app.runner.controls();
    let page = controls.requests.page(registrar::request_log::View::Everything, |_| true, (0, 1));
    page.calls[0].refused.clone().expect("a refusal").check
}

/// Whether a preset lets a command be used.
fn may(preset: Preset, name: &str) -> bool {
    let entry = COMMANDS.iter().find(|entry| entry.spec.name == name).expect(name);
    preset.policy().command(Asked { name, reads: entry.spec.effect.reads() }).is_ok()
}
