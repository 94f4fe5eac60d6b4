//! What a call meets when a fault strikes it.

use std::time::Duration;

use axum::http::StatusCode;
use registrar::faults::{Kind, Struck};
use registrar::request_log::{Check, Refused};
use wire::Refusal;
use wire::element::Empty;
use wire::envelope;

use super::Running;
use super::answered::{self, Answered, trailer_of, xml};
use crate::gate::asked::Asked;

/// Answers a call, unless a fault has it end otherwise. Faults strike before the caller is looked at, as those of a
/// server in front of the API do. Commands of our own meet none: those that take faults away must work.
pub async fn answer(call: Running<'_>, asked: Asked) -> Answered {
    let faults = &call.app.runner.controls().faults;
    let strike = || faults.strike(call.entry.spec.name, &asked.api_user);
    match if call.entry.is_own() { None } else { strike() } {
        None => call.run(asked).await,
        Some(struck) => met(call, asked, struck).await,
    }
}

async fn met(call: Running<'_>, asked: Asked, Struck { id, wait, instead }: Struck) -> Answered {
    if wait > Duration::ZERO {
        tokio::time::sleep(wait).await;
    }
    let answered = match instead {
        None => call.run(asked).await,
        Some(Kind::Lost) => Answered { response: None, ..call.run(asked).await },
        Some(kind) => ended(call, kind),
    };
    Answered { fault: Some(id), ..answered }
}

/// The end of a call for which nothing is done.
fn ended(call: Running<'_>, kind: Kind) -> Answered {
    let failed = |words: &str| Some(Refused { number: None, words: words.to_owned(), check: Check::Fault });
    match kind {
        Kind::Error { number, words } => {
            let refusal = Refusal::new(number, words);
            let body = (call.entry.handler.refused)(call.params);
            let document = envelope::refusal(call.entry.spec.name, &refusal, &*body, trailer_of(call));
            Answered::refused(document, refusal, Check::Fault)
        }
        Kind::Http405 => {
            Answered { refused: failed(answered::NOT_ALLOWED), ..Answered::with(answered::not_allowed()) }
        }
        Kind::Http500 => {
            let title = "500 Internal Server Error";
            let page = answered::page(StatusCode::INTERNAL_SERVER_ERROR, title);
            Answered { refused: failed(title), ..Answered::with(page) }
        }
        Kind::Empty200 => Answered { refused: failed("no body"), ..Answered::with(xml(String::new())) },
        Kind::Malformed => Answered { refused: failed("broken XML"), ..Answered::with(xml(broken(call))) },
        Kind::Cut | Kind::Lost | Kind::Latency(_) => {
            Answered { response: None, refused: failed("connection cut"), fault: None }
        }
    }
}

/// A document that ends in the middle of a tag.
fn broken(call: Running<'_>) -> String {
    let mut document = envelope::answer(call.entry.spec.name, &Empty, trailer_of(call));
    document.truncate(document.rfind("</Server").map_or(0, |at| at + 3));
    document
}
