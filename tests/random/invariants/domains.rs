//! Domains go their way through life, and each is held by one account.

use std::collections::{BTreeMap, BTreeSet};

use rules::add_grace;
use rules::life_cycle::{LifeCycle, State};
use rules::name::DomainName;
use testkit::globals;

use super::{number, rows};
use crate::generator::CALLERS;
use crate::world::World;

/// A domain as the store has it, with its zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub id: i64,
    pub name: String,
    /// The account that holds it, and the one that calls for it.
    pub holder: (String, String),
    pub created: i64,
    pub expires: i64,
    pub is_parked: bool,
    pub version: i64,
    pub next_host_id: i64,
}

pub fn read(world: &World) -> Vec<Kept> {
    let sql = "SELECT CAST(d.id AS text), d.name, a.user_name, coalesce(p.user_name, a.user_name),
                      CAST(d.created AS text), CAST(d.expires AS text), CASE WHEN z.parked THEN 'parked' ELSE '' END,
                      CAST(z.version AS text), CAST(z.next_host_id AS text)
               FROM domain d JOIN zone z ON z.domain_id = d.id JOIN account a ON a.id = d.account_id
               LEFT JOIN account p ON p.id = a.parent_id ORDER BY d.id";
    rows(world, sql).into_iter().map(kept).collect()
}

fn kept(row: Vec<String>) -> Kept {
    let [id, name, holder, parent, created, expires, parked, version, next_host_id] =
        row.try_into().expect("nine columns");
    let caller = if CALLERS.contains(&holder.as_str()) { holder.clone() } else { parent };
    Kept {
        id: number(&id),
        name,
        holder: (holder, caller),
        created: number(&created),
        expires: number(&expires),
        is_parked: !parked.is_empty(),
        version: number(&version),
        next_host_id: number(&next_host_id),
    }
}

/// The names that were deleted by their holders, and when: each was paid back.
fn given_up(world: &World) -> Vec<(String, i64)> {
    let sql = "SELECT DISTINCT reason, CAST(created AS text) FROM ledger_entry WHERE reason LIKE 'delete %'";
    let entry = |row: Vec<String>| (row[0].trim_start_matches("delete ").to_owned(), number(&row[1]));
    rows(world, sql).into_iter().map(entry).collect()
}

/// The names that went to another registrar, and when, as the audit log has it.
fn transferred_away(world: &World) -> Vec<(String, i64)> {
    let sql = "SELECT subject, CAST(at AS text) FROM audit_unsealed
               WHERE command = 'namegate.sandbox.transferAway' AND outcome = 'done'
               UNION SELECT subject, CAST(at AS text) FROM audit_entry
               WHERE command = 'namegate.sandbox.transferAway' AND outcome = 'done'";
    rows(world, sql).into_iter().map(|row| (row[0].clone(), number(&row[1]))).collect()
}

fn in_grace(domain: &Kept, moment: i64) -> bool {
    let name = DomainName::parse(&domain.name).expect("a name");
    (domain.created..add_grace::end(&name, domain.created)).contains(&moment)
}

/// Where each domain was in its life at the last look.
#[derive(Default)]
pub struct Lives(BTreeMap<i64, (Kept, State)>);

impl Lives {
    pub fn check(&mut self, world: &World, domains: &[Kept]) {
        let (now, given_up, away) = (world.app.runner.now(), given_up(world), transferred_away(world));
        let names: BTreeSet<&str> = domains.iter().map(|domain| domain.name.as_str()).collect();
        assert_eq!(names.len(), domains.len(), "a name twice: {domains:?}");
        let before = std::mem::take(&mut self.0);
        for domain in domains {
            let state = LifeCycle::of(&domain.name, domain.expires).state(now);
            assert_ne!(state, State::Released, "{domain:?} is kept beyond its release");
            assert_eq!(domain.is_parked, state != State::Active, "{domain:?} is {state:?}");
            match before.get(&domain.id) {
                Some(before) => goes_on(before, domain, state),
                None => assert_eq!(state, State::Active, "{domain:?} begins so"),
            }
            self.0.insert(domain.id, (domain.clone(), state));
        }
        for (domain, _) in before.values().filter(|(domain, _)| !self.0.contains_key(&domain.id)) {
            let released = LifeCycle::of(&domain.name, domain.expires).released;
            let is_given_up =
                || given_up.iter().any(|(name, at)| *name == domain.name && in_grace(domain, *at));
            let is_away =
                || away.iter().any(|(name, at)| *name == domain.name && (domain.created..=now).contains(at));
            assert!(released <= now || is_given_up() || is_away(), "{domain:?} is gone before its release");
        }
    }
}

/// A state follows another as time goes; before redemption a longer term makes it active again.
fn goes_on((before, was): &(Kept, State), domain: &Kept, is: State) {
    assert_eq!((&before.name, &before.holder), (&domain.name, &domain.holder));
    assert_eq!(before.created, domain.created, "{domain:?}");
    if domain.expires == before.expires {
        assert!(is >= *was, "{domain:?} went from {was:?} to {is:?}");
    } else {
        assert!(domain.expires > before.expires, "{before:?} became shorter: {domain:?}");
        assert!(*was <= State::Grace, "{domain:?} was {was:?}");
    }
}

/// The lists of the accounts hold every domain, and each once.
pub async fn check_lists(world: &mut World, domains: &[Kept]) {
    let holders: BTreeSet<&(String, String)> = domains.iter().map(|domain| &domain.holder).collect();
    let mut listed = Vec::new();
    for (holder, caller) in holders {
        let mut params = globals(caller, "namecheap.domains.getList");
        params.retain(|(name, _)| name != "UserName");
        params
            .extend([("UserName", holder.as_str()), ("PageSize", "100")].map(|(n, v)| (n.into(), v.into())));
        let answer = world.call(&params).await;
        let name = |row: &wire::node::Node| row.attribute("Name").expect("Name").to_owned();
        listed.extend(answer.result().children.iter().map(|row| (name(row), holder.clone())));
    }
    let mut kept: Vec<_> =
        domains.iter().map(|domain| (domain.name.clone(), domain.holder.0.clone())).collect();
    listed.sort_unstable();
    kept.sort_unstable();
    assert_eq!(listed, kept);
}
