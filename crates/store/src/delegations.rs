//! Which domains name which host as their name server: the association that keeps a host from being deleted (RFC 5732
//! section 3.2.2).

use crate::error::Error;
use crate::tx::Tx;

/// The table of delegations.
pub(crate) const TABLES: &[&str] = &[
    "CREATE TABLE delegation (
        host text NOT NULL,
        domain_id bigint NOT NULL REFERENCES domain (id),
        PRIMARY KEY (host, domain_id)) {clustered}",
    "CREATE INDEX delegation_by_domain ON delegation (domain_id)",
];

impl Tx<'_> {
    /// Whether any domain names the host as a name server.
    pub fn is_delegated_to(&mut self, host: &str) -> Result<bool, Error> {
        let found =
            self.one("SELECT domain_id FROM delegation WHERE host = $1 LIMIT 1", &[host.into()], |row| {
                row.int(0)
            })?;
        Ok(found.is_some())
    }

    /// Whether another domain names a host below this one as a name server.
    pub fn has_host_of_others(&mut self, domain_id: i64) -> Result<bool, Error> {
        let found = self.one(
            "SELECT h.name FROM host h JOIN delegation d ON d.host = h.name
             WHERE h.domain_id = $1 AND d.domain_id <> $1 LIMIT 1",
            &[domain_id.into()],
            |row| row.text(0),
        )?;
        Ok(found.is_some())
    }

    pub(crate) fn set_delegation(&mut self, domain_id: i64, hosts: &[String]) -> Result<(), Error> {
        self.execute("DELETE FROM delegation WHERE domain_id = $1", &[domain_id.into()])?;
        self.add_delegation(domain_id, hosts)
    }

    pub(crate) fn add_delegation(&mut self, domain_id: i64, hosts: &[String]) -> Result<(), Error> {
        for host in hosts {
            self.execute(
                "INSERT INTO delegation (host, domain_id) VALUES ($1, $2)",
                &[host.into(), domain_id.into()],
            )?;
        }
        Ok(())
    }
}
