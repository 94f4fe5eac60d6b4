//! What the server has for people and programs around certificates: the authority's files and the approver's page.

use testkit::{Setup, TestApp};

#[tokio::test]
async fn the_authority_shows_its_certificates_and_its_list() {
    let app = TestApp::start(Setup::default()).await;
    for (path, kind, start) in [
        ("/ca/root.pem", "application/pem-certificate-chain", b"-----BEGIN CERTIFICATE-----".as_slice()),
        ("/ca/intermediate.pem", "application/pem-certificate-chain", b"-----BEGIN CERTIFICATE-----"),
        ("/ca/intermediate.crt", "application/pkix-cert", &[0x30, 0x82]),
        ("/ca/intermediate.crl", "application/pkix-crl", &[0x30, 0x82]),
    ] {
        let answer = app.get(path).await;
        assert_eq!((answer.status, answer.header("content-type")), (200, Some(kind)), "{path}");
        assert!(answer.body.starts_with(start), "{path}");
    }
    assert_eq!(app.get("/ca/root.key").await.status, 404);
    assert_eq!(app.exchange(b"POST /ca/root.pem HTTP/1.1\r\nHost: localhost\r\n\r\n").await.status, 501);
}

#[tokio::test]
async fn a_store_that_fails_has_no_list() {
    let app = TestApp::start(Setup::default()).await;
    app.runner.store().close();
    assert_eq!(app.get("/ca/intermediate.crl").await.status, 503);
    assert_eq!(app.get("/approve?token=0").await.status, 503);
    assert_eq!(app.get("/ca/root.pem").await.status, 200);
}

#[tokio::test]
async fn nobody_approves_without_a_token_of_a_mail() {
    let app = TestApp::start(Setup::default()).await;
    for path in [
        "/approve",
        "/approve?token=",
        "/approve?token=%3Cb%3E",
        "/approve?token=00000000000000000000000000000000",
    ] {
        let shown = app.get(path).await;
        assert_eq!(shown.status, 404, "{path}");
        assert!(!shown.text().contains("<b>") && !shown.text().contains("<button"), "{}", shown.text());
        let post = format!("POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");
        assert_eq!(app.exchange(post.as_bytes()).await.status, 404, "{path}");
    }
    let huge = format!("/approve?token={}", "a".repeat(60_000));
    assert_eq!(app.get(&huge).await.status, 404);
}
