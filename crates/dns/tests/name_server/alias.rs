//! ALIAS: inside at once, outside from the background.

use std::collections::HashMap;
use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use domain::base::iana::{Rcode, Rtype};
use namegate_dns::{Addresses, AliasResolver, Server, Settings, Zones};

use crate::asker::{Answer, apex, ask, serve, zone, zones};

/// Answers from a list; a name that is not on it cannot be looked up.
#[derive(Default)]
struct Listed {
    addresses: HashMap<&'static str, Addresses>,
    asked: Mutex<Vec<String>>,
}

impl Listed {
    fn new() -> Arc<Listed> {
        let listed = |v4: &str, v6: &str, ttl| Addresses {
            v4: v4.split_whitespace().map(|v4| v4.parse().expect(v4)).collect(),
            v6: v6.split_whitespace().map(|v6| v6.parse().expect(v6)).collect(),
            ttl,
        };
        let addresses = HashMap::from([
            ("both.example.org", listed("198.51.100.1 198.51.100.2", "2001:db8::1", 900)),
            ("four.example.org", listed("198.51.100.4", "", 5)),
        ]);
        Arc::new(Listed { addresses, asked: Mutex::default() })
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().expect("whole").clone()
    }
}

impl AliasResolver for Listed {
    fn resolve(&self, name: &str) -> io::Result<Addresses> {
        self.asked.lock().expect("whole").push(name.into());
        self.addresses.get(name).cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

fn serve_with(zones: &Zones, resolver: &Arc<Listed>) -> Server {
    let resolver: Arc<dyn AliasResolver> = resolver.clone();
    serve(zones, Settings { alias_resolver: Some(resolver), ..Settings::default() })
}

/// Asks until there are records.
fn ask_until_known(server: &Server, name: &str, rtype: Rtype) -> Answer {
    for _ in 0..2_000 {
        let answer = ask(server, name, rtype);
        if !answer.answer.is_empty() {
            return answer;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    panic!("{name} stays unknown");
}

#[test]
fn targets_outside_are_looked_up_in_the_background() {
    let zones = zones(&[("example.com", &["@ 300 ALIAS both.example.org", "f 1800 ALIAS four.example.org"])]);
    let resolver = Listed::new();
    // Nobody looks up yet: the lack is to be forgotten soon.
    let without = serve(&zones, Settings::default());
    let unknown = ask(&without, "example.com", Rtype::A);
    unknown.is(Rcode::NOERROR, &[]);
    assert!(unknown.authority[0].starts_with("example.com 5 SOA "), "{unknown:?}");
    without.shutdown();

    let server = serve_with(&zones, &resolver);
    let four = ["example.com 300 A 198.51.100.1", "example.com 300 A 198.51.100.2"];
    ask_until_known(&server, "example.com", Rtype::A).is(Rcode::NOERROR, &four);
    ask(&server, "example.com", Rtype::AAAA).is(Rcode::NOERROR, &["example.com 300 AAAA 2001:db8::1"]);
    // TTLs under a minute count as one.
    ask_until_known(&server, "f.example.com", Rtype::A)
        .is(Rcode::NOERROR, &["f.example.com 60 A 198.51.100.4"]);
    let none = ask(&server, "f.example.com", Rtype::AAAA);
    assert!(none.answer.is_empty() && none.authority[0].starts_with("example.com 60 SOA "), "{none:?}");
    ask(&server, "f.example.com", Rtype::TXT).lacks(Rcode::NOERROR, "example.com");
    let mut asked = resolver.asked();
    asked.sort();
    assert_eq!(asked, ["both.example.org", "four.example.org"]);
}

#[test]
fn zones_installed_later_are_looked_up_and_forgotten_with_their_last_record() {
    let zones = zones(&[]);
    let resolver = Listed::new();
    let server = serve_with(&zones, &resolver);
    for name in ["example.com", "example.net"] {
        assert!(zones.install(zone(name, 1, &["@ 300 ALIAS both.example.org"])));
        ask_until_known(&server, name, Rtype::A);
    }
    assert!(zones.remove(&apex("example.com"), 2));
    assert_eq!(ask(&server, "example.net", Rtype::A).answer.len(), 2);
    assert_eq!(resolver.asked().len(), 1);
    assert!(zones.install(zone("example.net", 2, &[])));
    assert!(zones.install(zone("example.net", 3, &["@ 300 ALIAS both.example.org"])));
    ask_until_known(&server, "example.net", Rtype::A);
    assert_eq!(resolver.asked().len(), 2);
}

#[test]
fn targets_inside_are_followed_at_once() {
    let zones = zones(&[
        ("example.com", &["@ 300 ALIAS www.example.net", "loop 60 ALIAS loop.example.com"]),
        (
            "example.net",
            &["www 200 CNAME example.net", "@ 100 A 192.0.2.1", "* 60 ALIAS nowhere.example.com"],
        ),
    ]);
    let server = serve(&zones, Settings::default());
    ask(&server, "example.com", Rtype::A).is(Rcode::NOERROR, &["example.com 100 A 192.0.2.1"]);
    assert!(zones.install(zone("example.net", 8, &["www 200 CNAME example.net", "@ 400 A 192.0.2.2"])));
    ask(&server, "example.com", Rtype::A).is(Rcode::NOERROR, &["example.com 200 A 192.0.2.2"]);
    for (name, rtype) in
        [("example.com", Rtype::AAAA), ("loop.example.com", Rtype::A), ("x.example.net", Rtype::A)]
    {
        assert!(ask(&server, name, rtype).answer.is_empty(), "{name}");
    }
}

#[test]
fn a_way_that_leaves_our_zones_is_looked_up_where_it_ends() {
    let zones = zones(&[
        ("example.com", &["@ 300 ALIAS cdn.example.net", "x 300 CNAME example.com"]),
        ("example.net", &["cdn 200 CNAME both.example.org"]),
    ]);
    let resolver = Listed::new();
    let server = serve_with(&zones, &resolver);
    ask_until_known(&server, "example.com", Rtype::AAAA)
        .is(Rcode::NOERROR, &["example.com 300 AAAA 2001:db8::1"]);
    assert_eq!(resolver.asked(), ["both.example.org"]);
    let through = ["x.example.com 300 CNAME example.com.", "example.com 300 AAAA 2001:db8::1"];
    ask(&server, "x.example.com", Rtype::AAAA).is(Rcode::NOERROR, &through);
}

#[test]
fn records_of_its_own_come_before_an_alias() {
    let zones = zones(&[("example.com", &["@ 300 ALIAS both.example.org", "@ 60 A 192.0.2.1"])]);
    let server = serve_with(&zones, &Listed::new());
    ask_until_known(&server, "example.com", Rtype::AAAA);
    ask(&server, "example.com", Rtype::A).is(Rcode::NOERROR, &["example.com 60 A 192.0.2.1"]);
}

#[test]
fn failed_lookups_leave_the_name_without_addresses() {
    let zones =
        zones(&[("example.com", &["@ 300 ALIAS missing.example.org", "f 60 ALIAS four.example.org"])]);
    let resolver = Listed::new();
    let server = serve_with(&zones, &resolver);
    ask_until_known(&server, "f.example.com", Rtype::A);
    while !resolver.asked().contains(&"missing.example.org".into()) {
        std::thread::sleep(Duration::from_millis(5));
    }
    assert!(ask(&server, "example.com", Rtype::A).answer.is_empty());
    server.shutdown();
}
