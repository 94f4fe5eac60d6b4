//! `/xml.response`: a request becomes parameters, passes the gate, runs, and is answered in the envelope.

mod answered;
mod faults;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Instant;

use axum::extract::{Extension, Request, State};
use axum::http::header::AUTHORIZATION;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use commands::execute::{self, Admission};
use commands::slice::Entry;
use registrar::keys;
use registrar::request_log::{Call, Pairs, RequestId};
use wire::Params;
use wire::masked::masked;

use crate::app::App;
use crate::cut;
use crate::gate::admission::{self, Gate};
use crate::gate::asked::{self, Asked};
use crate::gate::rate_limit::Over;
use crate::gate::refusals::COMMAND_UNKNOWN;
use crate::peer::Peer;
use crate::request_id;
use crate::request_params;
use answered::Answered;

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
    let start = Instant::now();
    match request_params::read(request, may_send_more).await {
        Ok(params) => respond(&app, &peer, other_scheme, params).await,
        Err(unreadable) => {
            let answered = answered::unreadable(unreadable);
            logged(&app, &peer, None, &Params::default(), answered, start)
        }
    }
}

async fn respond(app: &App, peer: &Peer, other_scheme: bool, params: Params) -> Response {
    let start = Instant::now();
    let entry = named(app, &params);
    let answered = answered(app, peer, other_scheme, entry, &params, start).await;
    logged(app, peer, entry, &params, answered, start)
}

/// Whether a call is one that has a large body, of a caller who will be let in.
fn may_send_more(app: &App, peer: &Peer, other_scheme: bool, params: &Params) -> bool {
    let Ok(asked) = asked::read(params, peer.address, other_scheme) else { return false };
    let entry = admission::command(&asked.command).filter(|entry| app.is_sandbox && entry.has_large_body());
    let gate = gate(app, asked, entry);
    entry.is_some() && app.runner.read(|cx| gate.admit(cx)).is_ok_and(|caller| caller.is_ok())
}

async fn answered(
    app: &App,
    peer: &Peer,
    other_scheme: bool,
    entry: Option<&'static Entry>,
    params: &Params,
    start: Instant,
) -> Answered {
    if !app.rate_limit.is_off()
        && let Err(over) = within_limit(app, params)
    {
        return answered::over_limit(app, over);
    }
    let asked = match asked::read(params, peer.address, other_scheme) {
        Ok(asked) => asked,
        Err(denied) => return answered::not_admitted(app, denied),
    };
    match entry {
        Some(entry) => faults::answer(Running { app, entry, params, start }, asked).await,
        None => unknown_command(app, asked),
    }
}

/// The command that is named, if this server has it.
fn named(app: &App, params: &Params) -> Option<&'static Entry> {
    let entry = admission::command(params.get("Command")?.trim())?;
    (app.is_sandbox || !entry.is_of_sandbox()).then_some(entry)
}

fn within_limit(app: &App, params: &Params) -> Result<(), Over> {
    let key = registrar::key::hash(params.get("ApiKey").unwrap_or_default());
    app.rate_limit.count(key, app.real_clock.now())
}

fn gate(app: &App, asked: Asked, entry: Option<&Entry>) -> Gate {
    let (denied, wrong_keys) = (Arc::clone(&app.denied), Arc::clone(&app.wrong_keys));
    let command = entry.map(|entry| entry.spec);
    Gate {
        asked,
        denied,
        wrong_keys,
        now: app.real_clock.now(),
        command,
        used: AtomicI64::new(0),
        missed: Arc::default(),
    }
}

/// Who is let in learns that there is no such command.
fn unknown_command(app: &App, asked: Asked) -> Answered {
    let outcome = execute::refused(&app.runner, &gate(app, asked, None), COMMAND_UNKNOWN.into());
    answered::without_command(app, outcome)
}

/// A call of a command that this server has.
#[derive(Clone, Copy)]
struct Running<'a> {
    app: &'a App,
    entry: &'static Entry,
    params: &'a Params,
    start: Instant,
}

impl Running<'_> {
    async fn run(self, asked: Asked) -> Answered {
        let gate = Arc::new(gate(self.app, asked, Some(self.entry)));
        let admission = Arc::clone(&gate) as Arc<dyn Admission>;
        let outcome = execute::execute(&self.app.runner, admission, self.entry, self.params).await;
        let used = gate.used.load(Ordering::Relaxed);
        if used != 0
            && let Err(error) = keys::note_use(&self.app.runner, used).await
        {
            tracing::warn!(%error, "that a key was used could not be noted");
        }
        answered::of_command(self, outcome, gate.missed.get())
    }
}

/// Notes the call, and sends the answer on its way.
fn logged(
    app: &App,
    peer: &Peer,
    entry: Option<&Entry>,
    params: &Params,
    answered: Answered,
    start: Instant,
) -> Response {
    let id = RequestId::draw();
    let Answered { response, refused, fault } = answered;
    app.runner.controls().requests.add(Call {
        id,
        world_time: app.runner.now(),
        real_time: app.real_clock.now(),
        address: peer.address,
        params: Pairs::of(masked(params, entry.map_or(&[], |entry| entry.spec.fields))),
        command: entry.map(|entry| entry.spec.name),
        http_status: response.as_ref().map(|response| response.status().as_u16()),
        duration: start.elapsed(),
        refused: refused.map(Box::new),
        fault,
    });
    let mut response = response.unwrap_or_else(cut::response);
    response.headers_mut().insert(request_id::HEADER, request_id::value(id));
    response
}
