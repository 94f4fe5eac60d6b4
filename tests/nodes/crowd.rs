//! Many writers at both nodes: in the end both name servers have what the database has.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use registrar::zones;
use rules::resource_record::ResourceRecord;
use testkit::{Setup, TestApp};

use crate::wait::until;

const NAMES: [&str; 4] = ["one.com", "two.com", "three.com", "four.com"];
const WRITERS: u64 = 8;
const STEPS: u64 = 40;

/// What is to be answered for each name, as the database has it.
fn kept(app: &TestApp) -> BTreeMap<&'static str, Option<Vec<ResourceRecord>>> {
    let read = app.runner.read(|cx| {
        let mut kept = BTreeMap::new();
        for name in NAMES {
            let found = cx.tx.domain_and_zone(name)?;
            let change = found.and_then(|(domain, kept)| zones::change(cx.settings, cx.now, &domain, &kept));
            kept.insert(name, change.and_then(|change| change.records));
        }
        Ok(kept)
    });
    read.expect("the database")
}

fn answered(app: &TestApp) -> BTreeMap<&'static str, Option<Vec<ResourceRecord>>> {
    NAMES.iter().map(|name| (*name, app.zones.records(name))).collect()
}

/// A number that looks like chance (SplitMix64).
fn chance(state: &AtomicU64) -> u64 {
    let mixed = state.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed);
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed ^ (mixed >> 31)
}

async fn step(app: &TestApp, chance: u64) {
    let name = NAMES[(chance % 4) as usize];
    let (sld, tld) = name.split_once('.').expect("a name");
    let of = [("SLD", sld), ("TLD", tld)];
    let address = format!("192.0.2.{}", chance >> 8 & 0xff);
    // Some are refused, for a name that nobody has at that moment or one that somebody has.
    let answer = match chance >> 16 & 0xf {
        0..=8 => {
            let rows = [("HostName1", "@"), ("RecordType1", "A"), ("Address1", address.as_str())];
            app.call("alice", "namecheap.domains.dns.setHosts", &[&of[..], &rows].concat()).await
        }
        9 => {
            let own = [("Nameservers", "ns1.example.net,ns2.example.net")];
            app.call("alice", "namecheap.domains.dns.setCustom", &[&of[..], &own].concat()).await
        }
        10 | 11 => app.call("alice", "namecheap.domains.dns.setDefault", &of).await,
        12 => app.call("alice", "namegate.domains.delete", &[("DomainName", name)]).await,
        13 => app.call("alice", "namegate.sandbox.clock.advance", &[("Days", "1")]).await,
        _ => app.create("alice", name, &[]).await,
    };
    assert_eq!(answer.status, 200, "{}", answer.text());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_name_servers_end_with_what_the_database_has() {
    let nodes = TestApp::two(Setup::default).await.map(Arc::new);
    for name in NAMES {
        nodes[0].register("alice", name).await;
    }
    let writers: Vec<_> = (0..WRITERS)
        .map(|writer| {
            let (app, state) = (Arc::clone(&nodes[(writer % 2) as usize]), AtomicU64::new(writer));
            tokio::spawn(async move {
                for _ in 0..STEPS {
                    step(&app, chance(&state)).await;
                }
            })
        })
        .collect();
    for writer in writers {
        writer.await.expect("a writer");
    }
    let last = kept(&nodes[0]);
    assert!(last.values().any(Option::is_some), "there is something to compare: {last:?}");
    for app in &nodes {
        until("what the database has", async || answered(app) == last).await;
    }
}
