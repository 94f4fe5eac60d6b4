//! A world in which time passes.

use registrar::sweeps::life_cycle::Swept;
use registrar::sweeps::{life_cycle, purchases, transfers, zones};
use rules::calendar::DAY;
use rules::resource_record::RecordData;
use testkit::{Answer, Setup, TestApp};

/// An app with alice and bob, whose clock is moved.
pub struct World(pub TestApp);

impl World {
    pub async fn new() -> World {
        World(TestApp::start(Setup::default()).await)
    }

    /// Lets time pass, and the sweeps do what is due; a second sweep must find nothing.
    pub async fn days(&self, days: i64) -> Swept {
        self.seconds(days * DAY).await
    }

    pub async fn seconds(&self, seconds: i64) -> Swept {
        self.0.world_passes(seconds);
        let swept = self.sweep().await;
        assert_eq!(self.sweep().await, Swept::default(), "twice is as good as once");
        self.check_ledger();
        swept
    }

    async fn sweep(&self) -> Swept {
        let runner = &self.0.runner;
        purchases::run(runner, runner.now()).await.expect("swept");
        zones::end(runner).await.expect("swept");
        transfers::run(runner).await.expect("swept");
        assert_eq!(transfers::run(runner).await.expect("swept"), transfers::Swept::default());
        life_cycle::run(runner).await.expect("swept")
    }

    /// Every entry sums to zero, and each balance is the sum of its entries.
    pub fn check_ledger(&self) {
        let (total, accounts) = self.0.runner.store().read(|tx| tx.ledger_sums()).expect("read");
        assert_eq!(total, 0);
        assert!(accounts.iter().all(|(sum, balance)| sum == balance), "{accounts:?}");
    }

    /// Calls a command below `namecheap.domains.`.
    pub async fn call(&self, user: &str, command: &str, params: &[(&str, &str)]) -> Answer {
        let answer = self.0.call(user, &format!("namecheap.domains.{command}"), params).await;
        self.check_ledger();
        answer
    }

    /// Asks for a domain for one year, with `more` parameters.
    pub async fn create(&self, user: &str, name: &str, more: &[(&str, &str)]) -> Answer {
        let answer = self.0.create(user, name, more).await;
        self.check_ledger();
        answer
    }

    /// Registers a domain, which must succeed.
    pub async fn register(&self, user: &str, name: &str) {
        self.0.register(user, name).await;
        self.check_ledger();
    }

    pub async fn renew(&self, name: &str, years: &str) -> Answer {
        self.call("alice", "renew", &[("DomainName", name), ("Years", years)]).await
    }

    pub async fn reactivate(&self, name: &str) -> Answer {
        self.call("alice", "reactivate", &[("DomainName", name)]).await
    }

    /// `Status` of getInfo; `None` for a domain that alice does not hold.
    pub async fn status(&self, name: &str) -> Option<String> {
        let answer = self.call("alice", "getInfo", &[("DomainName", name)]).await;
        answer.error().is_none().then(|| answer.attribute("Status"))
    }

    /// `ExpiredDate` of getInfo.
    pub async fn expires(&self, name: &str) -> String {
        let info = self.call("alice", "getInfo", &[("DomainName", name)]).await.result();
        let details = info.child("DomainDetails").cloned().expect("DomainDetails");
        details.child("ExpiredDate").expect("ExpiredDate").text.clone()
    }

    /// `IsExpired` of the domains of alice, by the type of the list.
    pub async fn listed(&self, list_type: &str) -> Vec<(String, String)> {
        let list = self.call("alice", "getList", &[("ListType", list_type)]).await.result();
        let of = |node: &wire::node::Node, name| node.attribute(name).expect(name).to_owned();
        list.children.iter().map(|domain| (of(domain, "Name"), of(domain, "IsExpired"))).collect()
    }

    pub async fn name_servers(&self, name: &str) -> Vec<String> {
        let (sld, tld) = name.split_once('.').expect("a domain");
        let list = self.call("alice", "dns.getList", &[("SLD", sld), ("TLD", tld)]).await.result();
        list.children.iter().map(|server| server.text.clone()).collect()
    }

    pub async fn is_available(&self, name: &str) -> bool {
        let answer = self.call("bob", "check", &[("DomainList", name)]).await;
        answer.attribute("Available") == "true"
    }

    /// The address that is answered for `www`; `None` when it has none or the zone is not answered.
    pub fn www(&self, name: &str) -> Option<String> {
        let records = self.0.zones.records(name)?;
        records.into_iter().find(|record| record.owner == "www").and_then(|record| match record.data {
            RecordData::A(address) => Some(address.to_string()),
            _ => None,
        })
    }

    /// Whether parking is answered.
    pub fn is_parked(&self, name: &str) -> bool {
        let target = RecordData::Cname("parkingpage.namecheap.com".into());
        self.0.zones.records(name).is_some_and(|records| records.iter().any(|record| record.data == target))
    }

    /// Gives a domain one record, `www`.
    pub async fn set_www(&self, name: &str, address: &str) {
        let (sld, tld) = name.split_once('.').expect("a domain");
        let row = [("HostName1", "www"), ("RecordType1", "A"), ("Address1", address)];
        let params = [&[("SLD", sld), ("TLD", tld)], row.as_slice()].concat();
        assert_eq!(self.call("alice", "dns.setHosts", &params).await.error(), None);
    }
}
