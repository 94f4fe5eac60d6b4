//! Prints how many durable writes and how many reads a second the store does:
//! `cargo run --release -p namegate-store --example write_rate [-- FOLDER]`
//!
//! A write moves money into an account: an id, a look at the last entry and two new ones, waited for until they are
//! durable. A read is the balance of an account. The database is made in FOLDER, or where temporary files go.
#![allow(clippy::print_stdout, reason = "this is what it is for")]

use std::path::PathBuf;
use std::time::{Duration, Instant};

use namegate_store::{Book, End, Error, Kind, Store, Tx, Unmoved};
use rules::money::{Currency, Money};

const ACCOUNTS: i64 = 10_000;
const TIME: Duration = Duration::from_secs(3);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let parent = std::env::args_os().nth(1).map_or_else(std::env::temp_dir, PathBuf::from);
    let folder = tempfile::tempdir_in(parent)?;
    let store = Store::open_sqlite(&folder.path().join("store.db"))?;
    let runtime = tokio::runtime::Builder::new_multi_thread().build()?;
    for callers in [1, 16, 64, 256, 1024] {
        let count = runtime.block_on(all(callers, &store, writes))?;
        println!("{callers:5} callers: {:8.0} durable writes/s", per_second(count));
    }
    for callers in [1, 2, 16] {
        let count = runtime.block_on(all(callers, &store, reads))?;
        println!("{callers:5} callers: {:8.0} reads/s", per_second(count));
    }
    store.close();
    Ok(())
}

fn per_second(count: u64) -> f64 {
    count as f64 / TIME.as_secs_f64()
}

/// The sum of what each of `callers` tasks has done.
async fn all<F>(callers: i64, store: &Store, work: fn(Store, i64) -> F) -> Result<u64, Error>
where
    F: Future<Output = Result<u64, Error>> + Send + 'static,
{
    let tasks: Vec<_> = (0..callers).map(|caller| tokio::spawn(work(store.clone(), caller))).collect();
    let mut count = 0;
    for task in tasks {
        count += task.await.map_err(|error| Error::Engine(error.to_string()))??;
    }
    Ok(count)
}

async fn writes(store: Store, caller: i64) -> Result<u64, Error> {
    let (end, mut count) = (Instant::now() + TIME, 0);
    while Instant::now() < end {
        let account = (caller * 7 + count as i64 * 31) % ACCOUNTS;
        store.write(move |tx| pay(tx, account).map(End::Commit)).await?;
        count += 1;
    }
    Ok(count)
}

async fn reads(store: Store, caller: i64) -> Result<u64, Error> {
    let (end, mut count) = (Instant::now() + TIME, 0);
    while Instant::now() < end {
        for _ in 0..64 {
            let account = (caller * 7 + count as i64 * 31) % ACCOUNTS;
            store.read(|tx| tx.balance(account))?;
            count += 1;
        }
        tokio::task::yield_now().await;
    }
    Ok(count)
}

fn pay(tx: &mut Tx<'_>, account: i64) -> Result<(), Error> {
    let id = tx.next_id(Kind::Transaction)?;
    let cent = Money { ten_thousandths: 100, currency: Currency::Usd };
    match tx.move_money(id, (Book::Funding, Book::Customer(account)), cent, "payment", 0) {
        Err(Unmoved::Store(error)) => Err(error),
        _ => Ok(()),
    }
}
