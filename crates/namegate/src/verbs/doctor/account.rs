//! The account of the sandbox: whether its key is taken from here, and what time it is there.

use std::net::Ipv4Addr;

use client::{Client, Credentials, Error};
use commands::allow::list;
use commands::sandbox::clock;

use super::finding::Finding;
use crate::endpoints::Endpoints;

/// The numbers of the gate that tell what is wrong (docs/divergences.md, the gate).
const KEY_INVALID: &str = "1011102";
const ADDRESS_INVALID: &str = "1011150";

/// What is found of the key and the clock.
pub(super) async fn examine(endpoints: &Endpoints) -> Vec<Finding> {
    let Endpoints { api_user, api_key, .. } = endpoints;
    let credentials = Credentials {
        api_user: api_user.clone(),
        api_key: api_key.clone(),
        user_name: api_user.clone(),
        client_ip: Ipv4Addr::LOCALHOST,
    };
    let client = Client::new(&endpoints.http, credentials);
    let listed = client.call(&list::Request {}).await;
    let accepted = key(api_user, listed.map(|listed| listed.seen_address));
    if accepted.is_problem() {
        return vec![accepted];
    }
    vec![accepted, time(client.call(&clock::get::Request {}).await)]
}

fn key(api_user: &str, called: Result<String, Error>) -> Finding {
    let about = "API key";
    let refused = match called {
        Ok(address) => {
            return Finding::good(about, format!("taken for the account {api_user}, from {address}"));
        }
        Err(Error::Refused(errors)) => errors,
        Err(error) => {
            return Finding::problem(about, format!("not known: {error}"), "see to HTTP first");
        }
    };
    let number = refused.first().map(|error| error.number.as_str()).unwrap_or_default();
    let advice = match number {
        KEY_INVALID => "start the sandbox again with the key that you use: --api-key KEY",
        ADDRESS_INVALID => {
            "this machine is not on the account's list: namegate allow add from elsewhere, or start the sandbox with --allow CIDR"
        }
        _ => "docs/divergences.md says when the gate sends this number",
    };
    Finding::problem(about, format!("refused: {}", Error::Refused(refused)), advice)
}

fn time(called: Result<clock::get::Response, Error>) -> Finding {
    let about = "clock";
    match called {
        Ok(clock::get::Response { time, offset: 0, .. }) => {
            Finding::good(about, format!("{time}, that of this machine"))
        }
        Ok(clock::get::Response { time, offset, .. }) => {
            let says = format!("{time}, {offset} seconds ahead of this machine: it was moved");
            Finding::note(about, says)
        }
        Err(error) => Finding::problem(about, format!("not known: {error}"), "see what the sandbox wrote"),
    }
}
