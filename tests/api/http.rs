//! The endpoint as HTTP: methods, paths, ways of sending parameters, sizes, and what stands on every answer.

use std::collections::HashSet;

use testkit::{Setup, TestApp, encode, globals};

async fn app() -> TestApp {
    TestApp::start(Setup::default()).await
}

fn query(command: &str, more: &[(&str, &str)]) -> String {
    let globals = globals("alice", command);
    let globals: Vec<(&str, &str)> = globals.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    encode(&[globals.as_slice(), more].concat())
}

const CHECK: &str = "namecheap.domains.check";

fn post(app: &TestApp, target: &str, headers: &str, body: &str) -> String {
    let (address, length) = (app.address, body.len());
    format!("POST {target} HTTP/1.1\r\nHost: {address}\r\nContent-Length: {length}\r\n{headers}\r\n{body}")
}

#[tokio::test]
async fn every_way_of_sending_parameters() {
    let app = app().await;
    let whole = query(CHECK, &[("DomainList", "free.com")]);
    let globals = query(CHECK, &[]);
    let form = "Content-Type: application/x-www-form-urlencoded\r\n";
    let part = |name: &str, value: &str| {
        format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let parts = format!("{}{}--b--\r\n", part("DomainList", "free.com"), part("Unknown", "x"));
    let multipart = "Content-Type: multipart/form-data; boundary=b\r\n";
    let list = "DomainList=free.com";
    for request in [
        format!("GET /xml.response?{whole} HTTP/1.1\r\nHost: {}\r\n\r\n", app.address),
        format!("GET /xml.response/?{whole} HTTP/1.1\r\nHost: {}\r\n\r\n", app.address),
        format!("GET http://{}/xml.response?{whole} HTTP/1.1\r\nHost: x\r\n\r\n", app.address),
        post(&app, "/xml.response", form, &whole),
        post(&app, "/xml.response/", form, &whole),
        post(&app, "/xml.response?", form, &whole),
        post(&app, "/xml.response", "", &whole),
        post(&app, "/xml.response", "Content-Type: application/json\r\n", &whole),
        post(&app, &format!("/xml.response?{whole}"), form, ""),
        post(&app, &format!("/xml.response?{globals}"), form, list),
        post(&app, &format!("/xml.response?{whole}"), form, "DomainList=other.com&ApiKey=wrong"),
        post(&app, &format!("/xml.response?{globals}"), multipart, &parts),
        format!(
            "POST /xml.response?{globals} HTTP/1.1\r\nHost: {}\r\n{form}Transfer-Encoding: chunked\r\n\r\n\
             8\r\nDomainLi\r\nb\r\nst=free.com\r\n0\r\n\r\n",
            app.address
        ),
    ] {
        let answer = app.exchange(request.as_bytes()).await;
        assert_eq!((answer.status, answer.error()), (200, None), "{request}");
        assert_eq!(answer.attribute("Domain"), "free.com", "{request}");
        assert_eq!(answer.header("content-type"), Some("text/xml; charset=utf-8"));
        assert_eq!(answer.header("cache-control"), Some("private"));
    }
}

#[tokio::test]
async fn duplicates_are_joined_and_the_query_wins() {
    let app = app().await;
    let list = query(CHECK, &[("DomainList", "a.com"), ("domainlist", "b.com")]);
    let names = |answer: &testkit::Answer| {
        let response = answer.node().child("CommandResponse").cloned().expect("CommandResponse");
        let names = response.children.iter().filter_map(|row| row.attribute("Domain").map(str::to_owned));
        names.collect::<Vec<_>>()
    };
    let answer = app.get(&format!("/xml.response?{list}")).await;
    assert_eq!(names(&answer), ["a.com", "b.com"]);
    let body = "DomainList=c.com&DomainList=d.com";
    let answer = app.exchange(post(&app, &format!("/xml.response?{list}"), "", body).as_bytes()).await;
    assert_eq!(names(&answer), ["a.com", "b.com"]);
}

#[tokio::test]
async fn other_methods_are_501_and_other_paths_404() {
    let app = app().await;
    let request = |method: &str, path: &str| {
        format!("{method} {path} HTTP/1.1\r\nHost: {}\r\nContent-Length: 0\r\n\r\n", app.address)
    };
    for path in ["/xml.response", "/xml.response/", "/getip", "/health/live", "/health/ready"] {
        for method in ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"] {
            let answer = app.exchange(request(method, path).as_bytes()).await;
            assert_eq!(answer.status, 501, "{method} {path}");
        }
    }
    let mut connection = app.connect().await;
    connection.send(request("HEAD", "/xml.response").as_bytes()).await;
    assert_eq!(connection.answer_without_body().await.status, 501);
    for path in
        ["/", "/xml.responses", "/xml.response/x", "/XML.RESPONSE", "/getip/", "/v1/none", "/%00", "//"]
    {
        for method in ["GET", "POST", "PUT"] {
            let answer = app.exchange(request(method, path).as_bytes()).await;
            assert_eq!(answer.status, 404, "{method} {path}");
        }
    }
}

#[tokio::test]
async fn long_targets_and_thousands_of_parameters() {
    let app = app().await;
    let more: String = (0..5_000).map(|n| format!("&X{n}={n}")).collect();
    let command = query("namecheap.users.getBalances", &[]);
    assert_eq!(app.get(&format!("/xml.response?{command}{more}")).await.error(), None);
    let answer = app.get(&format!("/xml.response?{command}&{}", "a".repeat(70_000))).await;
    assert_eq!(answer.status, 414);
    let many: String = (0..60_000).map(|n| format!("&X{n}={n}")).collect();
    let answer = app.exchange(app.post_request(&format!("{command}{many}")).as_bytes()).await;
    assert_eq!(answer.error(), None);
}

#[tokio::test]
async fn octets_that_are_no_text_are_answered() {
    let app = app().await;
    let globals = query(CHECK, &[]);
    for list in
        ["DomainList=%ff%fe.com", "DomainList=%00.com", "DomainList=%zz.com", "%ff=%ff&DomainList=%c3.com"]
    {
        let answer = app.get(&format!("/xml.response?{globals}&{list}")).await;
        assert_eq!((answer.status, answer.error()), (200, None), "{list}");
        assert_eq!(answer.attribute("ErrorNo"), "2030166", "{list}");
    }
    let mut request = post(&app, &format!("/xml.response?{globals}"), "", "DomainList=aa.com").into_bytes();
    let at = request.len() - 6;
    request[at] = 0xff;
    assert_eq!(app.exchange(&request).await.attribute("ErrorNo"), "2030166");
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused_and_the_connection_closed() {
    let app = app().await;
    let mut largest = query("namecheap.users.getBalances", &[]);
    largest.push('&');
    largest.push_str(&"a".repeat(1_048_576 - largest.len()));
    assert_eq!(app.exchange(app.post_request(&largest).as_bytes()).await.error(), None, "1 MiB");
    largest.push('a');
    let mut connection = app.connect().await;
    connection.send(app.post_request(&largest).as_bytes()).await;
    let answer = connection.answer().await;
    assert_eq!((answer.status, answer.header("connection")), (413, Some("close")));
    assert!(connection.is_closed().await);
}

#[tokio::test]
async fn a_body_in_pieces_is_one_body() {
    let app = app().await;
    let mut connection = app.connect().await;
    for octet in app.post_request(&query("namecheap.users.getBalances", &[])).bytes() {
        connection.send(&[octet]).await;
    }
    assert_eq!(connection.answer().await.error(), None);
}

#[tokio::test]
async fn a_body_that_never_ends_is_refused_and_the_connection_closed() {
    let app = app().await;
    let mut connection = app.connect().await;
    let request = app.post_request(&query("namecheap.users.getBalances", &[]));
    // From here on the clock of the runtime jumps ahead whenever all tasks wait.
    tokio::time::pause();
    connection.send(&request.as_bytes()[..request.len() - 1]).await;
    let answer = connection.answer().await;
    assert_eq!((answer.status, answer.header("connection")), (408, Some("close")));
    assert!(connection.is_closed().await);
}

#[tokio::test]
async fn pipelined_requests_are_answered_in_their_order() {
    let app = app().await;
    let ask = |name: &str| app.post_request(&query(CHECK, &[("DomainList", name)]));
    let names = ["a.com", "b.com", "c.com", "d.com"];
    let mut connection = app.connect().await;
    connection.send(names.map(ask).concat().as_bytes()).await;
    for name in names {
        assert_eq!(connection.answer().await.attribute("Domain"), name);
    }
}

#[tokio::test]
async fn every_answer_carries_an_id_of_its_own() {
    let app = app().await;
    let command = query("namecheap.users.getBalances", &[]);
    let host = app.address;
    let requests = [
        app.post_request(&command),
        app.post_request(""),
        app.post_request(&command.replace("getBalances", "none")),
        app.post_request(&query("namecheap.domains.getInfo", &[("DomainName", "bobs.com")])),
        format!("PUT /xml.response HTTP/1.1\r\nHost: {host}\r\n\r\n"),
        format!("GET /nothing HTTP/1.1\r\nHost: {host}\r\n\r\n"),
        format!("GET /getip HTTP/1.1\r\nHost: {host}\r\n\r\n"),
        format!("GET /health/live HTTP/1.1\r\nHost: {host}\r\n\r\n"),
        "GET /getip HTTP/1.1\r\nHost: other.example\r\n\r\n".to_owned(),
        format!("GET /getip HTTP/1.1\r\nHost: {host}\r\nOrigin: null\r\n\r\n"),
        post(&app, "/xml.response", "", &"a".repeat(1_048_577)),
    ];
    let mut seen = HashSet::new();
    for request in requests.iter().chain(&requests) {
        let answer = app.exchange(request.as_bytes()).await;
        let first = request.lines().next().unwrap_or_default();
        let id = answer.header("x-namegate-request").unwrap_or_else(|| panic!("no id: {first}")).to_owned();
        let is_hex = id.bytes().all(|octet| matches!(octet, b'0'..=b'9' | b'a'..=b'f'));
        assert!(id.len() == 32 && is_hex, "{id}");
        assert!(seen.insert(id), "an id twice: {first}");
    }
}

#[tokio::test]
async fn get_ip_is_the_bare_address() {
    let app = app().await;
    let answer = app.get("/getip").await;
    assert_eq!((answer.status, answer.text()), (200, "127.0.0.1"));
    assert_eq!(answer.header("content-type"), Some("text/html"));
}

#[tokio::test]
async fn health() {
    let app = app().await;
    for (path, text) in [("/health/live", "live\n"), ("/health/ready", "ready\n")] {
        let answer = app.get(path).await;
        assert_eq!((answer.status, answer.text()), (200, text));
    }
    app.runner.store().close();
    assert_eq!(app.get("/health/ready").await.status, 503);
    assert_eq!(app.get("/health/live").await.status, 200);
}
