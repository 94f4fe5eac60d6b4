//! A client made of the same declarations as the server: a request of any command is sent, its response comes back
//! typed.

use std::net::Ipv4Addr;

use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::header::CONTENT_TYPE;
use hyper::{Request, StatusCode};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use wire::Command;
use wire::envelope::{self, ApiError, Outcome, Unreadable};

/// Who calls.
#[derive(Clone)]
pub struct Credentials {
    pub api_user: String,
    pub api_key: String,
    pub user_name: String,
    pub client_ip: Ipv4Addr,
}

/// A client of one server. Clones share its connections.
#[derive(Clone)]
pub struct Client {
    endpoint: String,
    credentials: Credentials,
    http: hyper_util::client::legacy::Client<HttpConnector, Full<Bytes>>,
}

/// Why a call has no response.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the server cannot be reached: {0}")]
    Unreachable(String),
    #[error("HTTP status {0}")]
    Status(StatusCode),
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    #[error("refused: {}", words(.0))]
    Refused(Vec<ApiError>),
}

fn words(errors: &[ApiError]) -> String {
    errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

/// Most octets of an answer that are read.
const MOST_ANSWER: usize = 64 * 1_048_576;

impl Client {
    /// A client of the server whose `/xml.response` lies below `base`, an address such as `http://127.0.0.1:8470`.
    pub fn new(base: &str, credentials: Credentials) -> Self {
        let http = hyper_util::client::legacy::Client::builder(TokioExecutor::new()).build_http();
        let base = base.trim_end_matches('/').trim_end_matches("/xml.response");
        Client { endpoint: format!("{base}/xml.response"), credentials, http }
    }

    /// Calls a command.
    pub async fn call<C: Command>(&self, request: &C) -> Result<C::Response, Error> {
        let document = self.send(C::SPEC.name, &request.to_params()).await?;
        match envelope::read(&document)? {
            Outcome::Answer(response) => Ok(response),
            Outcome::Errors(errors) => Err(Error::Refused(errors)),
        }
    }

    /// Calls a command by its name with parameters as they are; the answer's document.
    pub async fn send(&self, command: &str, params: &[(String, String)]) -> Result<String, Error> {
        let unreachable = |cause: &dyn std::error::Error| Error::Unreachable(chain(cause));
        let request = Request::post(&self.endpoint)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Full::from(self.form(command, params)))
            .map_err(|cause| unreachable(&cause))?;
        let response = self.http.request(request).await.map_err(|cause| unreachable(&cause))?;
        let (status, body) = (response.status(), Limited::new(response.into_body(), MOST_ANSWER));
        let body = body.collect().await.map_err(|cause| Error::Unreachable(cause.to_string()))?.to_bytes();
        if status != StatusCode::OK {
            return Err(Error::Status(status));
        }
        Ok(String::from_utf8_lossy(&body).into_owned())
    }

    fn form(&self, command: &str, params: &[(String, String)]) -> String {
        let Credentials { api_user, api_key, user_name, client_ip } = &self.credentials;
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.append_pair("ApiUser", api_user)
            .append_pair("ApiKey", api_key)
            .append_pair("UserName", user_name)
            .append_pair("ClientIp", &client_ip.to_string())
            .append_pair("Command", command)
            .extend_pairs(params);
        form.finish()
    }
}

/// What an error says and what caused it.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}
