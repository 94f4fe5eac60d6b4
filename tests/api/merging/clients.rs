//! Many clients at once in one zone, each with rows of its own, through plain getHosts and setHosts, and through
//! namegate.dns.change.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use super::*;

const CLIENTS: usize = 16;
/// Changes by each client: 1,008 in all.
const ROUNDS: usize = 63;
/// More than that a client is not refused before it comes to its end.
const MOST_REFUSALS: usize = 20_000;

/// What a client knows of its rows.
struct Client {
    name: String,
    own: Vec<Row>,
    /// After a refusal; not as long for each, so that they do not all meet again.
    pause: Duration,
}

impl Client {
    fn new(number: usize) -> Self {
        let pause = Duration::from_millis(3 * u64::try_from(number).expect("a small number"));
        Client { name: format!("c{number}"), own: Vec::new(), pause }
    }

    /// Reads, and finds its own rows as it left them.
    async fn read(&self, app: &TestApp, key: &Key) -> Vec<Row> {
        let rows = key.read(app).await;
        let mut own: Vec<Row> = rows.iter().filter(|row| row.name == self.name).cloned().collect();
        let mut left = self.own.clone();
        own.sort();
        left.sort();
        assert_eq!(own, left, "the rows of {}", self.name);
        rows
    }

    /// The rows it is to have after a round: one more, or the oldest less.
    fn next(&self, round: usize) -> Vec<Row> {
        let mut own = self.own.clone();
        if own.len() == 3 || (round % 3 == 2 && !own.is_empty()) {
            own.remove(0);
        } else {
            own.push(txt(&self.name, &round.to_string(), "60"));
        }
        own
    }

    /// Changes its rows round by round, the first client to the beat of the clock. A refusal is answered by reading again.
    async fn run(mut self, app: &TestApp, key: &Key, refusals: &AtomicUsize) -> Vec<Row> {
        for round in 0..ROUNDS {
            let next = self.next(round);
            loop {
                let mut rows = self.read(app, key).await;
                rows.retain(|row| row.name != self.name);
                rows.extend(next.iter().cloned());
                match key.send(app, &rows).await.error() {
                    None => break,
                    // Or the store has more to do than it can, and nothing was written.
                    Some((2_015_288 | 4_022_288, _)) => {
                        assert!(refusals.fetch_add(1, Ordering::Relaxed) < MOST_REFUSALS);
                        tokio::time::sleep(self.pause).await;
                    }
                    Some(other) => panic!("{other:?}"),
                }
            }
            self.own = next;
            if self.name == "c0" {
                app.world_passes(1);
            }
        }
        self.own
    }

    /// As [`Client::run`], without reading, and never refused.
    async fn run_by_changes(mut self, app: &TestApp, key: &Key) -> Vec<Row> {
        for round in 0..ROUNDS {
            let next = self.next(round);
            let (action, row) = match next.iter().find(|row| !self.own.contains(row)) {
                Some(added) => ("add", added),
                None => ("delete", &self.own[0]),
            };
            let mut params = vec![
                ("DomainName", "alices.com"),
                ("Action1", action),
                ("Name1", &row.name),
                ("Type1", &row.kind),
                ("Value1", &row.address),
            ];
            params.extend((action == "add").then_some(("TTL1", row.ttl.as_str())));
            let answer = key.call(app, "namegate.dns.change", &params).await;
            assert_eq!(answer.error(), None, "{params:?}");
            self.own = next;
        }
        self.own
    }
}

/// How clients change their rows.
#[derive(Clone, Copy)]
enum By {
    /// Reading all and sending all.
    Lists,
    /// Naming the one row that comes or goes.
    Changes,
}

/// Runs the clients, each with the key of its number, and looks at what stands in the end. How often one was refused.
async fn run(by: By, keys: impl Fn(usize) -> Key, app: Arc<TestApp>, plain: Key) -> usize {
    let refusals = Arc::new(AtomicUsize::new(0));
    let clients: Vec<_> = (0..CLIENTS)
        .map(|number| {
            let (app, key, refusals) = (Arc::clone(&app), keys(number), Arc::clone(&refusals));
            tokio::spawn(async move {
                let client = Client::new(number);
                match by {
                    By::Lists => client.run(&app, &key, &refusals).await,
                    By::Changes => client.run_by_changes(&app, &key).await,
                }
            })
        })
        .collect();
    let mut expected = vec![txt("kept", "x", "60")];
    for client in clients {
        expected.extend(client.await.expect("a client"));
    }
    let mut rows = plain.read(&app).await;
    rows.sort();
    expected.sort();
    assert_eq!(rows, expected);
    refusals.load(Ordering::Relaxed)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_key_each() {
    let (app, plain) = app(&[txt("kept", "x", "60")]).await;
    let mut keys = Vec::new();
    for _ in 0..CLIENTS {
        keys.push(merging(&app).await);
    }
    assert_eq!(run(By::Lists, |number| keys[number].clone(), Arc::new(app), plain).await, 0, "refused");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_key_for_all() {
    let (app, plain) = app(&[txt("kept", "x", "60")]).await;
    let key = merging(&app).await;
    let refusals = run(By::Lists, |_| key.clone(), Arc::new(app), plain).await;
    println!("{refusals} refusals in {} rounds", CLIENTS * ROUNDS);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn changes_with_a_key_each() {
    let (app, plain) = app(&[txt("kept", "x", "60")]).await;
    let mut keys = Vec::new();
    for _ in 0..CLIENTS {
        keys.push(merging(&app).await);
    }
    assert_eq!(run(By::Changes, |number| keys[number].clone(), Arc::new(app), plain).await, 0, "refused");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn changes_with_one_key_for_all() {
    let (app, plain) = app(&[txt("kept", "x", "60")]).await;
    let key = merging(&app).await;
    assert_eq!(run(By::Changes, |_| key.clone(), Arc::new(app), plain).await, 0, "refused");
}
