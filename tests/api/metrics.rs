//! The counters of calls.

use testkit::{Setup, TestApp};

use crate::rows;

/// The counters of getBalances and of domains.getList, as they stand in the text.
async fn counters(app: &TestApp) -> Vec<String> {
    let answer = app.get("/metrics").await;
    assert_eq!(answer.status, 200);
    assert!(answer.text().ends_with("# EOF\n"), "OpenMetrics: {}", answer.text());
    let mut lines: Vec<String> =
        answer.text().lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect();
    lines.sort();
    lines
}

#[tokio::test]
async fn calls_are_counted_by_command_and_end() {
    let app = TestApp::start(Setup::default()).await;
    assert_eq!(counters(&app).await, [""; 0]);
    app.balance("alice").await;
    app.balance("alice").await;
    app.call("alice", "namecheap.domains.getlist", &[("PageSize", "1")]).await;
    app.call("nobody", "namecheap.users.getBalances", &[]).await;
    app.call("alice", "namecheap.secret-of-a-caller", &[]).await;
    rows::take_away(&app, "ledger_entry");
    app.call("alice", "namecheap.users.getBalances", &[]).await;
    let line = |command: &str, ended: &str, count: u32| {
        format!("namegate_calls_total{{command=\"namecheap.{command}\",ended=\"{ended}\"}} {count}")
    };
    let expected = [
        line("domains.getList", "Refused", 1),
        line("users.getBalances", "Answered", 2),
        line("users.getBalances", "Failed", 1),
        line("users.getBalances", "NotAdmitted", 1),
    ];
    assert_eq!(counters(&app).await, expected);
}
