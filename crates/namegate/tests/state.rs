//! `namegate state` and `namegate sandbox --seed`, as processes.

mod process;

use std::path::Path;
use std::process::Output;

use process::{Sandbox, namegate, sandbox, succeeded};

/// What a test of the state asks of a sandbox.
trait State {
    fn call(&self, words: &[&str]) -> String;
    fn export(&self) -> String;
    fn import(&self, file: &Path) -> Output;
}

impl State for Sandbox {
    fn call(&self, words: &[&str]) -> String {
        succeeded(namegate(words[0]).arg("--data").arg(&self.folder).args(&words[1..]).output())
    }

    fn export(&self) -> String {
        succeeded(namegate("state").args(["export", "--data"]).arg(&self.folder).output())
    }

    fn import(&self, file: &Path) -> Output {
        let mut import = namegate("state");
        import.args(["import", "--data"]).arg(&self.folder).arg(file).output().expect("namegate runs")
    }
}

#[test]
fn a_state_goes_from_one_sandbox_to_another() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    let first = Sandbox::start(&at("first"), &[]);
    let address = ["AddressName=Office", "FirstName=Ada", "LastName=Byron", "Address1=Street", "City=Town"];
    let rest = ["StateProvince=NY", "StateProvinceChoice=S", "Zip=10001", "Country=US"];
    let last = ["Phone=+1.2125550100", "EmailAddress=ada@example.com"];
    let words = [["call", "users.address.create"].as_slice(), &address, &rest, &last].concat();
    first.call(&words);
    let state = first.export();
    assert!(state.contains("\"Office\""), "{state}");
    std::fs::write(at("state.json"), &state).expect("written");
    // A second sandbox begins with it, and a third takes it in.
    let file = at("state.json");
    let second = Sandbox::start(&at("second"), &["--seed", file.to_str().expect("UTF-8")]);
    assert_eq!(second.export(), state);
    let third = Sandbox::start(&at("third"), &[]);
    assert_ne!(third.export(), state);
    assert!(third.import(&file).status.success());
    assert_eq!(third.export(), state);
    std::fs::write(at("cut.json"), &state[..state.len() / 2]).expect("written");
    let refused = third.import(&at("cut.json"));
    let told = String::from_utf8(refused.stderr).expect("UTF-8");
    assert!(!refused.status.success() && told.contains("the file ends too early"), "{told}");
    assert_eq!(third.export(), state);
}

#[test]
fn a_seed_is_for_a_folder_without_a_state() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    let state = Sandbox::start(&at("first"), &[]).export();
    for (name, text, told) in [
        ("state.json", state.as_str(), "has a state already"),
        ("cut.json", &state[..40], "the file ends too early"),
    ] {
        std::fs::write(at(name), text).expect("written");
        let seed = at(name);
        let refused = sandbox(&at("first"), &["--seed", seed.to_str().expect("UTF-8")]).output();
        let refused = refused.expect("namegate runs");
        let words = String::from_utf8(refused.stderr).expect("UTF-8");
        assert_eq!(refused.status.code(), Some(1));
        assert!(words.contains(told), "{words}");
    }
}
