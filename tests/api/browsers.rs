//! Step 0 of the gate: with the headers that browsers really send, no page of another origin changes anything.
//!
//! The headers are those of Chrome 138 and Firefox 140 for a page at http://attacker.example: Sec-Fetch-* because a
//! loopback address counts as trustworthy, the rest by the Fetch Standard.

use testkit::{Setup, TestApp, encode, globals};

use crate::rows;

const CHROME: &str = "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) \
    Chrome/138.0.0.0 Safari/537.36\r\nAccept-Encoding: gzip, deflate, br, zstd\r\nAccept-Language: en\r\n";
const FIREFOX: &str = "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0\r\n\
    Accept-Language: en\r\nAccept-Encoding: gzip, deflate\r\n";

/// What a page makes a browser send: method and headers.
const FROM_PAGES: &[(&str, &str, &str)] = &[
    (
        "an image",
        "GET",
        "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: image\r\n\
         Referer: http://attacker.example/\r\nAccept: image/avif,image/webp,*/*;q=0.8\r\n",
    ),
    (
        "an image without a referrer",
        "GET",
        "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: image\r\n",
    ),
    (
        "a form",
        "POST",
        "Origin: http://attacker.example\r\nReferer: http://attacker.example/\r\nUpgrade-Insecure-Requests: 1\r\n\
         Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-User: ?1\r\n\
         Sec-Fetch-Dest: document\r\nCache-Control: max-age=0\r\n",
    ),
    (
        "a form of a page in a sandboxed frame",
        "POST",
        "Origin: null\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe\r\n",
    ),
    (
        "fetch in mode no-cors",
        "POST",
        "Origin: http://attacker.example\r\nReferer: http://attacker.example/\r\nSec-Fetch-Site: cross-site\r\n\
         Sec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: empty\r\nAccept: */*\r\n",
    ),
    (
        "navigation",
        "GET",
        "Referer: http://attacker.example/\r\nUpgrade-Insecure-Requests: 1\r\nSec-Fetch-Site: cross-site\r\n\
         Sec-Fetch-Mode: navigate\r\nSec-Fetch-User: ?1\r\nSec-Fetch-Dest: document\r\n",
    ),
    (
        "fetch by a page of another port of this machine",
        "POST",
        "Origin: http://127.0.0.1:3000\r\nReferer: http://127.0.0.1:3000/\r\nSec-Fetch-Site: same-site\r\n\
         Sec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: empty\r\n",
    ),
    ("a form of a browser without Sec-Fetch", "POST", "Origin: http://attacker.example\r\n"),
    ("an image of a browser without Sec-Fetch", "GET", "Referer: http://attacker.example/\r\n"),
];

fn request(method: &str, host: &str, headers: &str, params: &str) -> String {
    match method {
        "GET" => format!("GET /xml.response?{params} HTTP/1.1\r\nHost: {host}\r\n{headers}\r\n"),
        _ => format!(
            "POST /xml.response HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
             Content-Length: {}\r\n{headers}\r\n{params}",
            params.len()
        ),
    }
}

/// A call that changes something each time.
fn a_change(value: &str) -> String {
    let mut params = globals("alice", "namecheap.domains.dns.setHosts");
    let rows =
        [("SLD", "alices"), ("TLD", "com"), ("HostName1", "x"), ("RecordType1", "TXT"), ("Address1", value)];
    params.extend(rows.map(|(name, value)| (name.to_owned(), value.to_owned())));
    let params: Vec<(&str, &str)> = params.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    encode(&params)
}

async fn app() -> TestApp {
    let app = TestApp::start(Setup::default()).await;
    app.register("alice", "alices.com").await;
    app
}

#[tokio::test]
async fn pages_of_other_origins_change_nothing() {
    let app = app().await;
    let host = app.address.to_string();
    for (what, method, headers) in FROM_PAGES {
        for browser in [CHROME, FIREFOX] {
            let before = rows::all(&app);
            let sent = request(method, &host, &format!("{browser}{headers}"), &a_change(what));
            let answer = app.exchange(sent.as_bytes()).await;
            assert_eq!(answer.status, 403, "{what}");
            assert_eq!(answer.header("access-control-allow-origin"), None, "{what}");
            assert_eq!(rows::all(&app), before, "{what}");
        }
        // The same request without what a browser adds is a change: the test above can fail.
        let before = rows::all(&app);
        let answer = app.exchange(request(method, &host, "", &a_change(what)).as_bytes()).await;
        assert_eq!((answer.status, answer.error()), (200, None), "{what}");
        assert_ne!(rows::all(&app), before, "{what}");
    }
}

#[tokio::test]
async fn a_preflight_request_is_refused() {
    let app = app().await;
    let preflight = format!(
        "OPTIONS /xml.response HTTP/1.1\r\nHost: {}\r\nOrigin: http://attacker.example\r\n\
         Access-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: x-anything\r\n\
         Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: cors\r\nSec-Fetch-Dest: empty\r\n\r\n",
        app.address
    );
    let answer = app.exchange(preflight.as_bytes()).await;
    assert_eq!(answer.status, 403);
    assert!(answer.headers.iter().all(|(name, _)| !name.starts_with("access-control")), "{answer:?}");
}

#[tokio::test]
async fn a_name_that_was_rebound_to_this_machine_is_refused() {
    let app = app().await;
    let port = app.address.port();
    // To the page its own origin: nothing but Host tells.
    let same_origin = "Sec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: cors\r\nSec-Fetch-Dest: empty\r\n";
    for host in [format!("rebound.attacker.example:{port}"), format!("127.0.0.1.attacker.example:{port}")] {
        let headers = format!("Origin: http://{host}\r\nReferer: http://{host}/\r\n{same_origin}");
        for (method, headers) in [("POST", headers.as_str()), ("GET", same_origin), ("GET", "")] {
            let before = rows::all(&app);
            let answer = app.exchange(request(method, &host, headers, &a_change("rebound")).as_bytes()).await;
            assert_eq!(answer.status, 421, "{method} {host}");
            assert_eq!(rows::all(&app), before, "{method} {host}");
        }
    }
}

#[tokio::test]
async fn a_person_at_the_address_bar_is_let_through() {
    let app = app().await;
    let typed = "Upgrade-Insecure-Requests: 1\r\nSec-Fetch-Site: none\r\nSec-Fetch-Mode: navigate\r\n\
                 Sec-Fetch-User: ?1\r\nSec-Fetch-Dest: document\r\n";
    let host = format!("localhost:{}", app.address.port());
    let answer = app.exchange(request("GET", &host, typed, &a_change("typed")).as_bytes()).await;
    assert_eq!(answer.error(), None);
}

#[tokio::test]
async fn a_name_of_the_server_and_the_real_hosts_are_let_through() {
    let app = TestApp::start(Setup { names: vec!["registrar.example".into()], ..Setup::default() }).await;
    for (host, status) in
        [("registrar.example", 200), ("api.sandbox.namecheap.com", 200), ("other.example", 421)]
    {
        let answer = app.exchange(format!("GET /getip HTTP/1.1\r\nHost: {host}\r\n\r\n").as_bytes()).await;
        assert_eq!(answer.status, status, "{host}");
    }
}
