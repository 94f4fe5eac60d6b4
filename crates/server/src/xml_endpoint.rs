//! `/xml.response`: a request becomes parameters, passes the gate, runs, and is answered in the envelope.

use std::sync::Arc;
use std::time::Instant;

use axum::body::Body;
use axum::extract::{Extension, Request, State};
use axum::http::header::{AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use commands::execute::{self, Admission, Outcome};
use commands::slice::Entry;
use wire::envelope::{self, Trailer};
use wire::{Params, Refusal};

use crate::app::App;
use crate::connection::Peer;
use crate::gate::admission::{self, Gate};
use crate::gate::asked::{self, Asked};
use crate::gate::rate_limit::Form;
use crate::gate::refusals::{COMMAND_UNKNOWN, FAULT, TOO_MANY_REQUESTS};
use crate::metrics::Ended;
use crate::request_params::{self, Unreadable};

/// Answers a request of any method.
pub async fn answer(
    State(app): State<Arc<App>>,
    Extension(peer): Extension<Peer>,
    request: Request,
) -> Response {
    if !matches!(*request.method(), Method::GET | Method::POST) {
        return StatusCode::NOT_IMPLEMENTED.into_response();
    }
    let other_scheme = request.headers().contains_key(AUTHORIZATION);
    let may_send_more = |params: &Params| may_send_more(&app, &peer, other_scheme, params);
    match request_params::read(request, may_send_more).await {
        Ok(params) => respond(&app, &peer, other_scheme, &params).await,
        Err(unreadable) => refuse_body(unreadable),
    }
}

/// A body that cannot be read to its end leaves the connection unusable, so it is closed.
fn refuse_body(unreadable: Unreadable) -> Response {
    let status = match unreadable {
        Unreadable::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Unreadable::Late => StatusCode::REQUEST_TIMEOUT,
        Unreadable::Broken => StatusCode::BAD_REQUEST,
    };
    (status, [(axum::http::header::CONNECTION, "close")]).into_response()
}

/// Whether a call is one that has a large body, of a caller who will be let in.
fn may_send_more(app: &App, peer: &Peer, other_scheme: bool, params: &Params) -> bool {
    let Ok(asked) = asked::read(params, peer.address, other_scheme) else { return false };
    let entry = admission::command(&asked.command).filter(|entry| app.is_sandbox && entry.has_large_body());
    let gate = gate(app, asked);
    entry.is_some() && app.runner.read(|cx| gate.admit(cx)).is_ok_and(|caller| caller.is_ok())
}

async fn respond(app: &App, peer: &Peer, other_scheme: bool, params: &Params) -> Response {
    let start = Instant::now();
    if !app.rate_limit.is_off() && !within_limit(app, params) {
        return over_limit(app);
    }
    let asked = match asked::read(params, peer.address, other_scheme) {
        Ok(asked) => asked,
        Err(refusal) => return caller_error(app, &refusal),
    };
    let entry = admission::command(&asked.command).filter(|entry| app.is_sandbox || !entry.is_of_sandbox());
    let Some(entry) = entry else {
        return unknown_command(app, asked);
    };
    let outcome = execute::execute(&app.runner, Arc::new(gate(app, asked)), entry, params).await;
    rendered(app, entry, params, outcome, start)
}

fn within_limit(app: &App, params: &Params) -> bool {
    let key = registrar::key::hash(params.get("ApiKey").unwrap_or_default());
    app.rate_limit.count(key, app.real_clock.now())
}

fn over_limit(app: &App) -> Response {
    match app.rate_limit.form {
        Form::Xml => caller_error(app, &TOO_MANY_REQUESTS.into()),
        Form::Html405 => {
            let page = "<html><head><title>405 Not Allowed</title></head><body><h1>405 Not Allowed</h1></body></html>";
            (StatusCode::METHOD_NOT_ALLOWED, [(CONTENT_TYPE, "text/html")], page).into_response()
        }
    }
}

fn gate(app: &App, asked: Asked) -> Gate {
    let (denied, wrong_keys) = (Arc::clone(&app.denied), Arc::clone(&app.wrong_keys));
    Gate { asked, denied, wrong_keys, now: app.real_clock.now() }
}

fn unknown_command(app: &App, asked: Asked) -> Response {
    match execute::refused(&app.runner, &gate(app, asked), COMMAND_UNKNOWN.into()) {
        Outcome::NotAdmitted(refusal) | Outcome::Refused(refusal) => caller_error(app, &refusal),
        Outcome::GateFault(error) | Outcome::Fault(error) => gate_fault(app, &error),
        Outcome::Answered(_) => caller_error(app, &COMMAND_UNKNOWN.into()),
    }
}

fn rendered(app: &App, entry: &'static Entry, params: &Params, outcome: Outcome, start: Instant) -> Response {
    let trailer = Trailer { execution_time: start.elapsed(), ..trailer(app) };
    let name = entry.spec.name;
    app.metrics.count(name, ended(&outcome));
    match outcome {
        Outcome::Answered(body) => xml(envelope::answer(name, &*body, trailer)),
        Outcome::Refused(refusal) => {
            xml(envelope::refusal(name, &refusal, &*(entry.handler.refused)(params), trailer))
        }
        Outcome::NotAdmitted(refusal) => caller_error(app, &refusal),
        Outcome::GateFault(error) => gate_fault(app, &error),
        Outcome::Fault(error) => {
            tracing::error!(command = name, %error, "a command failed");
            let refusal = entry.handler.fault.into();
            xml(envelope::refusal(name, &refusal, &*(entry.handler.refused)(params), trailer))
        }
    }
}

fn ended(outcome: &Outcome) -> Ended {
    match outcome {
        Outcome::Answered(_) => Ended::Answered,
        Outcome::Refused(_) => Ended::Refused,
        Outcome::NotAdmitted(_) => Ended::NotAdmitted,
        Outcome::GateFault(_) | Outcome::Fault(_) => Ended::Failed,
    }
}

fn gate_fault(app: &App, error: &store::Error) -> Response {
    tracing::error!(%error, "the gate cannot read accounts");
    caller_error(app, &FAULT.into())
}

fn caller_error(app: &App, refusal: &Refusal) -> Response {
    xml(envelope::caller_error(refusal, trailer(app)))
}

fn trailer(app: &App) -> Trailer<'_> {
    let gmt_time_difference = wire::eastern_time::gmt_time_difference(app.runner.now());
    Trailer { server: &app.server_name, gmt_time_difference, execution_time: std::time::Duration::ZERO }
}

/// Without the charset many clients read Latin-1 and write it back so (gate.md section 6).
fn xml(document: String) -> Response {
    let mut response = Response::new(Body::from(document));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/xml; charset=utf-8"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private"));
    response
}
