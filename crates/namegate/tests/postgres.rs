//! `namegate sandbox --store postgres://…`, as a process.

use std::io::{BufRead, BufReader};
use std::net::UdpSocket;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use cluster::Cluster;
use registration::registration;

// Without the rest of that crate, which is made of what the binary is made of.
#[path = "../../testkit/src/postgres.rs"]
mod cluster;
#[path = "process/registration.rs"]
mod registration;

fn sandbox(url: &str) -> Command {
    let mut process = Command::new(env!("CARGO_BIN_EXE_namegate"));
    process.env_clear().env("NAMEGATE_STORE", url).args(["sandbox", "--ephemeral"]);
    for listener in ["--http", "--https", "--dns", "--proxy"] {
        process.args([listener, "127.0.0.1:0"]);
    }
    process.stdout(Stdio::piped()).stderr(Stdio::piped());
    process
}

/// What is said instead of starting.
fn refusal(url: &str) -> String {
    let output = sandbox(url).output().expect("namegate runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(!said.contains("secret"), "{said}");
    said
}

/// A sandbox that serves.
struct Running {
    process: Child,
    http: String,
    dns: String,
}

impl Running {
    fn start(url: &str) -> Self {
        let mut process = sandbox(url).spawn().expect("namegate runs");
        let mut lines =
            BufReader::new(process.stdout.take().expect("its output")).lines().map_while(Result::ok);
        let mut address = |of: &str| {
            let line = lines.find(|line| line.contains(of)).expect("a banner");
            line.split_whitespace().nth(1).expect("an address").to_owned()
        };
        let (http, dns) = (address("API"), address("DNS"));
        Running { process, http, dns }
    }

    /// Whether its name server has the address for www.example.com.
    fn answers(&self, address: [u8; 4]) -> bool {
        let question = b"\x4e\x47\0\0\0\x01\0\0\0\0\0\0\x03www\x07example\x03com\0\0\x01\0\x01";
        let socket = UdpSocket::bind("127.0.0.1:0").expect("a socket");
        socket.set_read_timeout(Some(Duration::from_secs(5))).expect("patience");
        socket.send_to(question, &self.dns).expect("a question");
        let mut answer = [0; 512];
        let size = socket.recv(&mut answer).expect("an answer");
        // The only record, and nothing after it.
        answer[..size].ends_with(&[&[0, 4][..], &address].concat())
    }

    fn call(&self, command: &str, parameters: &[&str]) -> String {
        let mut call = Command::new(env!("CARGO_BIN_EXE_namegate"));
        call.args(["call", "--endpoint", &self.http, command]).args(parameters);
        let output = call.env("NAMEGATE_API_KEY", "sandbox").output().expect("namegate runs");
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn one_database_serves_two_processes_at_once() {
    let url = Cluster::shared().fresh();
    let (one, other) = std::thread::scope(|scope| {
        let other = scope.spawn(|| Running::start(&url));
        (Running::start(&url), other.join().expect("it starts"))
    });
    let balances: Vec<String> =
        [&one, &other].into_iter().map(|node| node.call("namecheap.users.getBalances", &[])).collect();
    assert!(balances.iter().all(|said| said.contains("10000.00")), "{balances:?}");
}

#[test]
fn a_name_server_follows_the_other_process() {
    let url = Cluster::shared().fresh();
    let (one, other) = (Running::start(&url), Running::start(&url));
    let registration = registration("example.com");
    let params: Vec<&str> = registration.iter().map(String::as_str).collect();
    let created = one.call("namecheap.domains.create", &params);
    assert!(created.contains("Registered=\"true\""), "{created}");
    for (node, last) in [&one, &other, &one].into_iter().zip(1..) {
        let address = format!("Address1=192.0.2.{last}");
        let rows = ["SLD=example", "TLD=com", "HostName1=www", "RecordType1=A", &address];
        let set = node.call("namecheap.domains.dns.setHosts", &rows);
        assert!(set.contains("IsSuccess=\"true\""), "{set}");
        assert!(node.answers([192, 0, 2, last]), "its own at once");
        let deadline = Instant::now() + Duration::from_secs(60);
        while ![&one, &other].iter().all(|node| node.answers([192, 0, 2, last])) {
            assert!(Instant::now() < deadline, "192.0.2.{last} at the other");
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

#[test]
fn what_keeps_it_from_starting() {
    let cluster = Cluster::shared();
    let url = cluster.fresh();
    let schema = url.rsplit_once("%3D").expect("a schema").1;
    let set = format!("SET search_path = {schema}");
    drop(Running::start(&url));
    cluster.psql(&set, "INSERT INTO schema_version (version, name) VALUES (9999, 'of a later program')");
    assert!(refusal(&url).contains("9999"));
    cluster.psql(&set, "DELETE FROM schema_version WHERE version = 1");
    assert!(refusal(&url).contains("not a database of this program"));
    assert!(refusal("postgres://me:secret@127.0.0.1:1/names").contains("cannot be reached"));
    assert!(refusal(&url.replace("tests@", "stranger:secret@")).contains("stranger"));
    assert!(refusal("postgres://me:sec/secret@host/names").contains("postgres://USER:PASSWORD@HOST"));
    assert!(refusal("mysql://me:secret@host/names").contains("mysql"));
}

#[test]
fn an_audit_log_that_was_tampered_with_is_found_out() {
    let cluster = Cluster::shared();
    let url = cluster.fresh();
    let set = format!("SET search_path = {}", url.rsplit_once("%3D").expect("a schema").1);
    let running = Running::start(&url);
    for pattern in ["Pattern=a-*", "Pattern=b-*", "Pattern=c-*"] {
        running.call("namegate.sandbox.availability.set", &[pattern, "Answer=taken"]);
    }
    // Every sweep runs before it answers.
    running.call("namegate.sandbox.clock.advance", &["Days=1"]);
    let verify = |more: &[&str]| {
        let mut verify = Command::new(env!("CARGO_BIN_EXE_namegate"));
        verify.args(["audit", "verify", "--endpoint", &running.http]).args(more);
        let output = verify.env("NAMEGATE_API_KEY", "sandbox").output().expect("namegate runs");
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        (output.status.code(), told + &String::from_utf8_lossy(&output.stderr))
    };
    let (status, whole) = verify(&[]);
    assert_eq!((status, whole.lines().next()), (Some(0), Some("4 entries, every link holds")), "{whole}");
    let head = whole.lines().find_map(|line| line.strip_prefix("head ")).expect("a head").to_owned();
    assert_eq!(verify(&["--head", &head]).0, Some(0));
    cluster.psql(&set, "DELETE FROM audit_entry WHERE seq = 4");
    assert_eq!(verify(&[]).0, Some(0), "a chain does not know its end");
    let (status, told) = verify(&["--head", &head]);
    assert_eq!((status, told.contains("entry 4 is not the one that was noted")), (Some(1), true), "{told}");
    cluster.psql(&set, "UPDATE audit_entry SET subject = 'd-*' WHERE seq = 2");
    let (status, told) = verify(&[]);
    assert_eq!((status, told.contains("broken at entry 2")), (Some(1), true), "{told}");
}
