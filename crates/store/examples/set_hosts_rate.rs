//! Prints how many zones a second a PostgreSQL store replaces, each in a durable transaction as that of setHosts:
//! `cargo run --release -p namegate-store --example set_hosts_rate -- URL DOMAINS CALLERS SECONDS`
//!
//! DOMAINS zones, `zone1.example` and on, are made first where they are missing; with 0 SECONDS that is all.
#![allow(clippy::print_stdout, reason = "this is what it is for")]

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use namegate_store::{
    Account, AccountState, AuditEntry, AuditNumber, Author, Domain, End, Error, KeptZone, Served, Store, Tx,
    ZoneChange,
};
use rules::contact::Contacts;
use rules::host_record::{EmailType, HostRecord, RecordType};
use rules::name::DomainName;
use rules::zone::Zone;

type Failure = Box<dyn std::error::Error + Send + Sync>;

fn main() -> Result<(), Failure> {
    let mut args = std::env::args().skip(1);
    let url = args.next().ok_or("a URL")?;
    let mut number = || args.next().and_then(|arg| arg.parse::<i64>().ok()).ok_or("a number");
    let (domains, callers, seconds) = (number()?, number()?, number()?);
    let store = Store::open_postgres(&url)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).build()?;
    let rate = runtime.block_on(async {
        prepare(&store, domains).await?;
        measure(&store, domains, callers, Duration::from_secs(seconds.unsigned_abs())).await
    })?;
    if seconds > 0 {
        println!("{rate:.0}");
    }
    store.close();
    Ok(())
}

async fn prepare(store: &Store, domains: i64) -> Result<(), Error> {
    for from in (1..=domains).step_by(100) {
        let ids = from..(from + 100).min(domains + 1);
        store.write(move |tx| ids.clone().try_for_each(|id| make(tx, id)).map(End::Commit)).await?;
    }
    Ok(())
}

fn make(tx: &mut Tx<'_>, id: i64) -> Result<(), Error> {
    let name = format!("zone{id}.example");
    if tx.domain(&name)?.is_some() {
        return Ok(());
    }
    if tx.account(1)?.is_none() {
        let (state, user_name) = (AccountState::Active, "bench".to_owned());
        let allowed = String::new();
        tx.insert_account(&Account { id: 1, user_name, parent_id: None, state, allowed, created: 0 })?;
    }
    let name_servers = Vec::new();
    let (auto_renew, locked, premium) = (false, false, false);
    let domain =
        Domain { id, name, account_id: 1, created: 0, expires: 1, auto_renew, locked, premium, name_servers };
    tx.insert_domain(&domain, &Contacts::default(), &Vec::new())?;
    tx.insert_zone(id, &kept(1), &author(), 0)
}

fn author() -> Author {
    let command = "namecheap.domains.dns.setHosts".to_owned();
    Author { account_id: Some(1), key_id: None, address: "127.0.0.1".to_owned(), command }
}

/// Six records.
fn kept(version: i64) -> KeptZone {
    let record = |host_id: i64| HostRecord {
        host_id,
        name: format!("host{host_id}"),
        kind: RecordType::A,
        address: format!("192.0.2.{host_id}"),
        preference: 10,
        ttl: 1_800,
        associated_app_title: String::new(),
        friendly_name: String::new(),
        is_ddns_enabled: false,
    };
    let zone =
        Zone { next_host_id: 7, records: (1..=6).map(record).collect(), ..Zone::empty(EmailType::None) };
    KeptZone { version, zone, served: Served::Always, parked: false }
}

async fn measure(store: &Store, domains: i64, callers: i64, time: Duration) -> Result<f64, Failure> {
    let (done, end) = (Arc::new(AtomicU64::new(0)), Instant::now() + time);
    let caller = |caller: i64| {
        let (store, done) = (store.clone(), Arc::clone(&done));
        async move {
            let mut at = caller;
            while Instant::now() < end {
                // A stride that is prime to any round number visits every zone.
                at = (at + 7_919) % domains;
                let name = format!("zone{}.example", at + 1);
                store.write(move |tx| replace(tx, &name).map(End::Commit)).await?;
                done.fetch_add(1, Ordering::Relaxed);
            }
            Ok::<(), Error>(())
        }
    };
    let tasks: Vec<_> = (0..callers).map(|i| tokio::spawn(caller(i))).collect();
    for task in tasks {
        task.await??;
    }
    Ok(done.load(Ordering::Relaxed) as f64 / time.as_secs_f64().max(1.0))
}

fn replace(tx: &mut Tx<'_>, name: &str) -> Result<(), Error> {
    let Some((domain, zone)) = tx.domain_and_zone(name)? else { return Ok(()) };
    let version = zone.version + 1;
    tx.update_zone(domain.id, &kept(version), &author(), 0)?;
    if let Some(apex) = DomainName::parse(name) {
        tx.zone_changed(ZoneChange { apex, version, records: None });
    }
    note(tx, name)
}

/// The entry of the audit log.
fn note(tx: &mut Tx<'_>, name: &str) -> Result<(), Error> {
    static NUMBERS: AtomicI64 = AtomicI64::new(1);
    let number = NUMBERS.fetch_add(1, Ordering::Relaxed);
    let writer = i64::from(std::process::id());
    let Author { address, command, .. } = author();
    let entry = AuditEntry {
        account_id: 1,
        at: 0,
        api_user: "bench".to_owned(),
        key_id: 1,
        address,
        command,
        outcome: "done".to_owned(),
        refusal: 0,
        subject: name.to_owned(),
        amount: 0,
    };
    tx.add_audit_entry(AuditNumber { number, writer }, &entry)
}
