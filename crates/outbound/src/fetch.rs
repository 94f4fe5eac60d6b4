//! One file by HTTP/1.1.

use std::error::Error;
use std::net::SocketAddr;

use bytes::Bytes;
use http_body_util::{BodyExt, Empty, Limited};
use hyper::client::conn::http1;
use hyper::header::{ACCEPT, CONNECTION, HOST, USER_AGENT};
use hyper::{Request, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

/// Longest file that is read, in octets: what is looked for holds about a hundred.
const LONGEST: usize = 16 * 1024;

/// The file at `path` of `host`, asked for at this address.
pub(crate) async fn file(
    at: SocketAddr,
    host: &str,
    path: &str,
) -> Result<Vec<u8>, Box<dyn Error + Send + Sync>> {
    let stream = TcpStream::connect(at).await?;
    let (mut sender, connection) =
        http1::Builder::new().max_buf_size(LONGEST).handshake(TokioIo::new(stream)).await?;
    let request = Request::get(path)
        .header(HOST, host)
        .header(USER_AGENT, "namegate-validation")
        .header(ACCEPT, "text/plain")
        .header(CONNECTION, "close")
        .body(Empty::<Bytes>::new())?;
    let asking = async {
        let answer = sender.send_request(request).await?;
        if answer.status() != StatusCode::OK {
            return Err(answer.status().to_string().into());
        }
        let body = Limited::new(answer.into_body(), LONGEST).collect().await?;
        Ok(body.to_bytes().to_vec())
    };
    // The connection moves only while it is polled, and is dropped with the answer.
    let connection = std::pin::pin!(connection);
    let mut connection = futures_util::FutureExt::fuse(connection);
    let mut asking = std::pin::pin!(futures_util::FutureExt::fuse(asking));
    loop {
        tokio::select! {
            answer = &mut asking => return answer,
            ended = &mut connection => ended?,
        }
    }
}
