//! Answers every request with one body from memory: `static-axum ADDRESS BODY_FILE [NAME=VALUE ...]`, where each
//! NAME=VALUE is a header of the answer. It prints the address it listens on and serves until it is killed.

use std::io::Error;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderName, HeaderValue};
use axum::response::Response;

#[tokio::main]
async fn main() -> Result<(), Error> {
    let mut args = std::env::args().skip(1);
    let mut next = || args.next().ok_or_else(|| Error::other("usage: static-axum ADDRESS BODY_FILE [NAME=VALUE ...]"));
    let listener = tokio::net::TcpListener::bind(next()?).await?;
    let body = Bytes::from(std::fs::read(next()?)?);
    let headers = args.map(|pair| header(&pair)).collect::<Result<Vec<_>, _>>()?;
    println!("{}", listener.local_addr()?);
    let answer = move || {
        let response = respond(&body, &headers);
        async move { response }
    };
    axum::serve(listener, Router::new().fallback(answer)).await
}

fn respond(body: &Bytes, headers: &[(HeaderName, HeaderValue)]) -> Response {
    let mut response = Response::new(Body::from(body.clone()));
    response.headers_mut().extend(headers.iter().cloned());
    response
}

fn header(pair: &str) -> Result<(HeaderName, HeaderValue), Error> {
    let (name, value) = pair.split_once('=').ok_or_else(|| Error::other(format!("{pair} is not NAME=VALUE")))?;
    Ok((name.parse().map_err(Error::other)?, value.parse().map_err(Error::other)?))
}
