//! The request for a certificate that stands on the page of ssl.activate is read, and has the hashes that the notes of
//! the reference compute of it.

use rules::csr::Csr;
use serde::Deserialize;
use wire::Params;

use crate::reference;

#[derive(Deserialize)]
struct Page {
    example_request: String,
}

#[test]
fn a_request_has_the_hashes_of_the_reference() {
    let Some(folder) = reference::folder() else { return };
    let page: Page = reference::read(&folder.join("reference/commands/ssl.activate.toml"));
    let query = page.example_request.trim().split_once('?').map_or("", |(_, query)| query);
    let params = Params::decode(query.as_bytes());
    let csr = Csr::parse(params.get("csr").expect("a request")).expect("it is read");
    assert_eq!(csr.common_name, "example.com");
    let notes = std::fs::read_to_string(folder.join("reference/ssl-notes.md")).expect("the notes");
    for (letter, hash) in [("M", csr.md5()), ("S", csr.sha256())] {
        assert!(notes.contains(&format!("\n  {letter} = {hash}\n")), "{letter} = {hash}");
    }
}
