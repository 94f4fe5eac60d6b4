//! `namegate run`, as a process, against the edge of a sandbox.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::Arc;

use axum::Router;
use axum::routing::get;
use server::edge_ca::{CERTIFICATE_FILE, EdgeCa};
use server::stop::Stopper;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

/// A forward proxy with an application behind it, announced in a data folder.
struct Sandbox {
    folder: tempfile::TempDir,
    proxy: String,
    _stopper: Stopper,
    _runtime: Runtime,
}

fn sandbox() -> Sandbox {
    let folder = tempfile::tempdir().expect("folder");
    let runtime = Runtime::new().expect("runtime");
    let (stopper, stop) = server::stop::channel();
    let ca = Arc::new(EdgeCa::open(folder.path()).expect("CA"));
    let app = Router::new().route("/getip", get(|| async { "from the sandbox" }));
    let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).expect("bind");
    let proxy = format!("http://{}", listener.local_addr().expect("address"));
    runtime.spawn(server::proxy::serve(listener, ca, app, Default::default(), stop).expect("started"));
    announce(folder.path(), &proxy);
    Sandbox { folder, proxy, _stopper: stopper, _runtime: runtime }
}

fn announce(folder: &Path, proxy: &str) {
    let text = format!(
        r#"{{"http":"http://127.0.0.1:1","https":"https://127.0.0.1:1","dns":"127.0.0.1:1","proxy":"{proxy}",
            "api_user":"sandbox","api_key":"sandbox","ca":"{}"}}"#,
        folder.join(CERTIFICATE_FILE).display()
    );
    std::fs::write(folder.join("endpoints.json"), text).expect("written");
}

/// `namegate run` with an environment of which only the way to programs is known.
fn namegate(folder: &Path, command: &[&str]) -> Command {
    let mut process = Command::new(env!("CARGO_BIN_EXE_namegate"));
    process.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
    process.arg("run").arg("--data").arg(folder).arg("--").args(command);
    process
}

fn output(mut process: Command) -> Output {
    process.output().expect("namegate runs")
}

fn text(octets: &[u8]) -> String {
    String::from_utf8_lossy(octets).into_owned()
}

#[test]
fn the_command_gets_the_proxy_and_the_certificates() {
    let sandbox = sandbox();
    let own = sandbox.folder.path().join("own.pem");
    std::fs::write(&own, "what was named before").expect("written");
    let script = r#"env; for f in "$SSL_CERT_FILE" "$REQUESTS_CA_BUNDLE" "$CURL_CA_BUNDLE" "$NODE_EXTRA_CA_CERTS"; do
        echo "file $f $(stat -c %a "$f") $(grep -c 'what was named before' "$f") $(tail -n 3 "$f" | tr -d '\n')"; done"#;
    let mut process = namegate(sandbox.folder.path(), &["sh", "-c", script]);
    process
        .env("NO_PROXY", "a.example")
        .env("SSL_CERT_DIR", "/certs")
        .env("REQUESTS_CA_BUNDLE", &own)
        .env("KEPT", "yes");
    let output = output(process);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let seen = text(&output.stdout);
    let value = |name: &str| seen.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='));
    for name in ["HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"] {
        assert_eq!(value(name), Some(sandbox.proxy.as_str()), "{name}");
    }
    for name in ["NO_PROXY", "no_proxy"] {
        assert_eq!(value(name), Some("a.example,localhost,127.0.0.1,::1"), "{name}");
    }
    assert_eq!(
        (value("NODE_USE_ENV_PROXY"), value("SSL_CERT_DIR"), value("KEPT")),
        (Some("1"), None, Some("yes"))
    );

    let ca = std::fs::read_to_string(sandbox.folder.path().join(CERTIFICATE_FILE)).expect("CA");
    let lines: Vec<&str> = ca.lines().collect();
    let end = lines[lines.len() - 3..].concat();
    for (name, named_before) in
        [("SSL_CERT_FILE", 0), ("REQUESTS_CA_BUNDLE", 1), ("CURL_CA_BUNDLE", 0), ("NODE_EXTRA_CA_CERTS", 0)]
    {
        let path = value(name).expect(name);
        assert!(seen.contains(&format!("file {path} 600 {named_before} {end}\n")), "{name}: {seen}");
        assert!(!Path::new(path).exists(), "{path} is gone with the command");
    }
}

#[test]
fn curl_talks_to_the_sandbox_as_if_it_were_the_real_service() {
    if Command::new("curl").arg("--version").output().is_err() {
        eprintln!("skipped: no curl here");
        return;
    }
    let sandbox = sandbox();
    for address in ["https://api.namecheap.com/getip", "http://dynamicdns.park-your-domain.com/getip"] {
        let mut process = namegate(sandbox.folder.path(), &["curl", "-sS", "--max-time", "20", address]);
        process.env("NO_PROXY", ".namecheap.com,*");
        let output = output(process);
        assert_eq!(text(&output.stdout), "from the sandbox", "{}", text(&output.stderr));
    }
    let elsewhere = output(namegate(sandbox.folder.path(), &["curl", "-sS", "-i", "http://example.com/"]));
    assert!(text(&elsewhere.stdout).starts_with("HTTP/1.1 403 "), "{}", text(&elsewhere.stdout));
}

#[test]
fn without_a_sandbox_one_line_says_what_to_do() {
    let folder = tempfile::tempdir().expect("folder");
    let refused = |what: &str| {
        let output = output(namegate(folder.path(), &["echo", "not reached"]));
        let line = text(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{what}");
        assert_eq!((line.lines().count(), text(&output.stdout).as_str()), (1, ""), "{what}: {line}");
        line
    };
    assert!(refused("no file").contains("start one with `namegate sandbox"));
    let closed = std::net::TcpListener::bind("127.0.0.1:0").expect("bind").local_addr().expect("address");
    announce(folder.path(), &format!("http://{closed}"));
    assert!(refused("a file that was left behind").contains("start one with `namegate sandbox"));
    std::fs::write(folder.path().join("endpoints.json"), "{").expect("written");
    refused("a damaged file");
}

#[test]
fn the_exit_status_is_handed_on() {
    let sandbox = sandbox();
    let data = sandbox.folder.path().to_str().expect("text");
    let status = |command: &[&str]| output(namegate(sandbox.folder.path(), command)).status.code();
    assert_eq!(status(&["true"]), Some(0));
    assert_eq!(status(&["sh", "-c", "exit 7"]), Some(7));
    assert_eq!(status(&["sh", "-c", "kill -TERM $$"]), Some(128 + 15));
    assert_eq!(status(&["no-such-command-anywhere"]), Some(127));
    assert_eq!(status(&[data]), Some(126));
}

#[test]
fn signals_reach_the_command() {
    let sandbox = sandbox();
    for (signal, handled) in [("TERM", 9), ("HUP", 10)] {
        let script = format!("trap 'exit {handled}' {signal}; echo ready; while :; do sleep 0.01; done");
        let namegate = namegate(sandbox.folder.path(), &["sh", "-c", &script]);
        // Whoever runs the tests may ignore the signal, as nohup does.
        let mut process = Command::new("env");
        process
            .arg(format!("--default-signal={signal}"))
            .arg(namegate.get_program())
            .args(namegate.get_args());
        let mut child = process.stdout(Stdio::piped()).spawn().expect("namegate runs");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("piped")).read_line(&mut line).expect("read");
        assert_eq!(line, "ready\n");
        let killed = Command::new("kill").args([&format!("-{signal}"), &child.id().to_string()]).status();
        assert!(killed.expect("kill runs").success());
        assert_eq!(child.wait().expect("ended").code(), Some(handled));
    }
}

#[test]
fn a_signal_that_was_ignored_stays_so() {
    let sandbox = sandbox();
    // The second shell signals first the process that runs it, then itself.
    let script =
        "trap '' HUP; exec \"$0\" run --data \"$1\" -- sh -c 'kill -HUP $PPID; kill -HUP $$; echo alive'";
    let shell = Command::new("sh")
        .args(["-c", script, env!("CARGO_BIN_EXE_namegate")])
        .arg(sandbox.folder.path())
        .output();
    let output = shell.expect("sh runs");
    assert_eq!(
        (output.status.code(), text(&output.stdout).as_str()),
        (Some(0), "alive\n"),
        "{}",
        text(&output.stderr)
    );
}
