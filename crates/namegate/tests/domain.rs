//! `namegate domain`, as a process.

mod process;
#[path = "process/registration.rs"]
mod registration;

use process::{Sandbox, namegate, succeeded};
use registration::registration;

#[test]
fn a_domain_is_listed_renewed_and_given_up() {
    let folder = tempfile::tempdir().expect("a folder");
    let sandbox = Sandbox::start(folder.path(), &[]);
    let verb = |verb: &str, words: &[&str]| {
        let (first, rest) = words.split_first().expect("a word");
        let mut process = namegate(verb);
        match verb {
            "call" => process.arg("--data").arg(&sandbox.folder).arg(first),
            _ => process.arg(first).arg("--data").arg(&sandbox.folder),
        };
        succeeded(process.args(rest).output())
    };
    let registration = registration("given-up.com");
    let words: Vec<&str> =
        std::iter::once("domains.create").chain(registration.iter().map(String::as_str)).collect();
    verb("call", &words);
    assert_eq!(verb("domain", &["auto-renew", "given-up.com"]), "given-up.com ends with its term\n");
    assert_eq!(verb("domain", &["auto-renew", "given-up.com", "on"]), "given-up.com is renewed by itself\n");
    let list = verb("domain", &["list", "--search", "given"]);
    assert!(list.starts_with("DOMAIN ") && list.contains("given-up.com") && list.contains("yes"), "{list}");
    assert!(verb("domain", &["list", "--json"]).contains("\"given-up.com\""));
    verb("call", &["domains.setRegistrarLock", "DomainName=given-up.com", "LockAction=UNLOCK"]);
    let told = verb("domain", &["auth-code", "given-up.com"]);
    let (code, rest) = told.split_once('\n').expect("a code and its end");
    assert!(code.len() == 32 && rest.starts_with("It is good until "), "{told}");
    let told = verb("domain", &["delete", "given-up.com"]);
    assert!(told.starts_with("given-up.com is given up; ") && told.ends_with(" came back\n"), "{told}");
    assert!(!verb("domain", &["list"]).contains("given-up.com"));
}
