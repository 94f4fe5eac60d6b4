//! `/getip`: the caller's address, bare and without a line end: clients send the body on as it is (clients.md, lego).

use axum::extract::Extension;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;

use crate::peer::Peer;

pub async fn answer(Extension(peer): Extension<Peer>) -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/html")], peer.address.to_string())
}
