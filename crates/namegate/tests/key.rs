//! `namegate key`, as a process.

mod process;

use process::{Sandbox, namegate, succeeded};
use serde_json::Value;

#[test]
fn a_key_is_made_shown_turned_over_and_taken_away() {
    let folder = tempfile::tempdir().expect("a folder");
    let sandbox = Sandbox::start(folder.path(), &[]);
    let key = |words: &[&str]| {
        let (action, rest) = words.split_first().expect("an action");
        succeeded(namegate("key").arg(action).arg("--data").arg(&sandbox.folder).args(rest).output())
    };
    let made = key(&["create", "--preset", "acme", "--domain", "example.com", "--json"]);
    let json: Value = serde_json::from_str(&made).expect("JSON");
    let (id, secret) = (json["id"].to_string(), json["api_key"].as_str().expect("a secret").to_owned());
    assert_eq!(made.trim_end(), format!(r#"{{"id":{id},"api_user":"sandbox","api_key":"{secret}"}}"#));
    let list = key(&["list"]);
    assert!(list.starts_with("ID ") && list.contains("acme") && list.contains("settings"), "{list}");
    let shown = key(&["show", &id]);
    assert!(shown.contains("domains           example.com\n"), "{shown}");
    assert!(shown.contains("records           TXT _acme-challenge *, TXT _acme-challenge.* *\n"), "{shown}");
    assert!(!list.contains(&secret) && !shown.contains(&secret));
    let call = |secret: &str| {
        let endpoint: Value = serde_json::from_str(
            &std::fs::read_to_string(sandbox.folder.join("endpoints.json")).expect("endpoints.json"),
        )
        .expect("JSON");
        let endpoint = endpoint["http"].as_str().expect("an address").to_owned();
        let mut call = namegate("call");
        call.args(["--endpoint", &endpoint, "--api-key", secret, "domains.getTldList"]);
        call.output().expect("namegate runs").status.code()
    };
    assert_eq!((call(&secret), call("wrong")), (Some(0), Some(1)));
    let rotated: Value =
        serde_json::from_str(&key(&["rotate", &id, "--overlap", "0", "--json"])).expect("JSON");
    let latter = rotated["api_key"].as_str().expect("a secret");
    assert_eq!((call(&secret), call(latter)), (Some(1), Some(0)));
    assert_eq!(key(&["revoke", &id]).trim_end(), format!("key {id} is revoked"));
    assert_eq!(call(latter), Some(1));
}

#[test]
fn a_refusal_is_1_and_no_answer_2() {
    let folder = tempfile::tempdir().expect("a folder");
    let key = |words: &[&str]| {
        let output =
            namegate("key").args(words).arg("--data").arg(folder.path()).output().expect("namegate runs");
        (output.status.code(), String::from_utf8(output.stderr).expect("UTF-8"))
    };
    assert_eq!(key(&["list"]).0, Some(2), "nobody is there");
    let _sandbox = Sandbox::start(folder.path(), &[]);
    let (code, words) = key(&["revoke", "7"]);
    assert_eq!((code, words.trim_end()), (Some(1), "namegate: 2016951: Parameter KeyId is unauthorized"));
    let (code, words) = key(&["create", "--preset", "master"]);
    assert_eq!(code, Some(2));
    assert!(words.contains("one of acme, ddns, read, dns, billing, full"), "{words}");
}
