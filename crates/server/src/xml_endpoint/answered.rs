//! What came of a call: its answer, and what the request log notes of it.

use std::time::Duration;

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use commands::execute::{self, NotAdmitted, Outcome};
use registrar::request_log::{Check, Refused};
use rules::key_policy::Denied;
use wire::Refusal;
use wire::envelope::{self, Form as Envelope, Trailer};

use super::Running;
use crate::app::App;
use crate::gate::rate_limit::{Form, Over};
use crate::gate::refusals::{COMMAND_UNKNOWN, FAULT, TOO_MANY_REQUESTS};
use crate::metrics::Ended;
use crate::request_params::Unreadable;

/// What came of a call.
pub struct Answered {
    /// `None`: the connection is cut.
    pub response: Option<Response>,
    pub refused: Option<Refused>,
    /// The fault that the call met.
    pub fault: Option<i64>,
}

impl Answered {
    /// An answer that is no refusal.
    pub fn with(response: Response) -> Self {
        Answered { response: Some(response), refused: None, fault: None }
    }

    /// A document that refuses.
    pub fn refused(document: String, refusal: Refusal, check: Check) -> Self {
        let refused = Refused { number: Some(refusal.number), words: refusal.words, check };
        Answered { refused: Some(refused), ..Answered::with(xml(document)) }
    }
}

/// The answer of a command. `missed` is a domain that the key does not reach: who is refused for it is told that it is not
/// held, and the log knows better.
pub fn of_command(call: Running<'_>, outcome: Outcome, missed: Option<&Denied>) -> Answered {
    let trailer = trailer_of(call);
    let Running { app, entry, params, .. } = call;
    let name = entry.spec.name;
    app.metrics.count(name, ended(&outcome));
    let (refusal, check) = match outcome {
        Outcome::Answered(body) => return Answered::with(xml(envelope::answer(name, &*body, trailer))),
        Outcome::NotAdmitted(denied) => return not_admitted(app, denied),
        Outcome::GateFault(error) => return gate_fault(app, &error),
        Outcome::Refused(mut refusal) => {
            let faulty = refusal.parameter.take();
            let parameter = faulty.map(|p| Check::Parameter { name: p.name, fault: p.fault.word() });
            let missed = || missed.map_or(Check::Command, |denied| Check::Scope(Box::new(denied.clone())));
            (refusal, parameter.unwrap_or_else(missed))
        }
        Outcome::Denied(denied) => (execute::denied_by(entry.spec), Check::Scope(Box::new(denied))),
        Outcome::Fault(error) => {
            tracing::error!(command = name, %error, "a command failed");
            (entry.handler.fault.into(), Check::Command)
        }
    };
    let document = envelope::refusal(name, &refusal, &*(entry.handler.refused)(params), trailer);
    Answered::refused(document, refusal, check)
}

fn ended(outcome: &Outcome) -> Ended {
    match outcome {
        Outcome::Answered(_) => Ended::Answered,
        Outcome::Refused(_) | Outcome::Denied(_) => Ended::Refused,
        Outcome::NotAdmitted(_) => Ended::NotAdmitted,
        Outcome::GateFault(_) | Outcome::Fault(_) => Ended::Failed,
    }
}

/// The answer where no command of this server was named.
pub fn without_command(app: &App, outcome: Outcome) -> Answered {
    match outcome {
        Outcome::NotAdmitted(denied) => not_admitted(app, denied),
        Outcome::GateFault(error) | Outcome::Fault(error) => gate_fault(app, &error),
        Outcome::Refused(refusal) => not_admitted(app, NotAdmitted::by(Check::CommandUnknown, refusal)),
        Outcome::Answered(_) | Outcome::Denied(_) => {
            not_admitted(app, NotAdmitted::by(Check::CommandUnknown, COMMAND_UNKNOWN))
        }
    }
}

/// The answer of the gate.
pub fn not_admitted(app: &App, NotAdmitted { refusal, check, .. }: NotAdmitted) -> Answered {
    Answered::refused(envelope::caller_error(&refusal, trailer(app)), *refusal, check)
}

fn gate_fault(app: &App, error: &store::Error) -> Answered {
    tracing::error!(%error, "the gate cannot read accounts");
    not_admitted(app, NotAdmitted::by(Check::Store, FAULT))
}

/// The answer to a request whose parameters cannot be read.
pub fn unreadable(unreadable: Unreadable) -> Answered {
    let response = unreadable.into_response();
    let refused = Refused { number: None, words: response.status().to_string(), check: Check::Body };
    Answered { refused: Some(refused), ..Answered::with(response) }
}

/// The answer to more calls than there may be.
pub fn over_limit(app: &App, over: Over) -> Answered {
    let budget = match over {
        Over::Budget(budget) => Some((budget.calls, budget.seconds)),
        Over::MostKeys => None,
    };
    let check = Check::RateLimit { budget };
    match app.rate_limit.form {
        Form::Xml => not_admitted(app, NotAdmitted::by(check, TOO_MANY_REQUESTS)),
        Form::Html405 => {
            let refused = Refused { number: None, words: NOT_ALLOWED.to_owned(), check };
            Answered { refused: Some(refused), ..Answered::with(not_allowed()) }
        }
    }
}

/// What that page says.
pub const NOT_ALLOWED: &str = "405 Not Allowed";

/// The page that the real service answers too many calls with (gate.md section 5); its text is not known.
pub fn not_allowed() -> Response {
    page(StatusCode::METHOD_NOT_ALLOWED, NOT_ALLOWED)
}

/// A page of a server in front of the API: it has no document, and says what it is in HTML.
pub fn page(status: StatusCode, title: &str) -> Response {
    let page = format!("<html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>");
    (status, [(CONTENT_TYPE, "text/html")], page).into_response()
}

fn trailer(app: &App) -> Trailer<'_> {
    let gmt_time_difference = wire::eastern_time::gmt_time_difference(app.runner.now());
    let execution_time = Duration::ZERO;
    Trailer { form: Envelope::Main, server: &app.server_name, gmt_time_difference, execution_time }
}

/// The trailer of an answer of a command.
pub fn trailer_of(call: Running<'_>) -> Trailer<'_> {
    let trailer = Trailer { execution_time: call.start.elapsed(), ..trailer(call.app) };
    match call.app.ssl_form {
        Envelope::OfSsl if call.entry.is_of_ssl_backend() => Trailer {
            form: Envelope::OfSsl,
            server: SSL_BACKEND.0,
            gmt_time_difference: SSL_BACKEND.1,
            ..trailer
        },
        _ => trailer,
    }
}

/// What the backend of `ssl.*` said of itself in 2017: a container of twelve hex digits, in a zone of its own.
const SSL_BACKEND: (&str, &str) = ("6e616d656761", "--5:00");

/// Without the charset many clients read Latin-1 and write it back so (gate.md section 6).
pub fn xml(document: String) -> Response {
    let mut response = Response::new(Body::from(document));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/xml; charset=utf-8"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private"));
    response
}
