//! What the sweeps over the life of domains ask: whose term is over, and the end of a domain.

use crate::domains::{Domain, domain};
use crate::error::Error;
use crate::tx::Tx;
use crate::zones::{KeptZone, domain_and_zone, zones};

/// The indexes of the sweeps.
pub(crate) const TABLES: &[&str] = &[
    "CREATE INDEX domain_by_end ON domain (expires)",
    "CREATE INDEX privacy_by_end ON privacy (enabled, expires)",
];

impl Tx<'_> {
    pub fn set_expires(&mut self, domain_id: i64, expires: i64) -> Result<(), Error> {
        self.execute("UPDATE domain SET expires = $2 WHERE id = $1", &[domain_id.into(), expires.into()])?;
        Ok(())
    }

    /// Domains whose term is over by `now` and whose zones are not parked yet, `limit` of them.
    pub fn domains_to_park(&mut self, now: i64, limit: i64) -> Result<Vec<(Domain, KeptZone)>, Error> {
        self.many(
            zones!("WHERE d.expires <= $1 AND NOT z.parked ORDER BY d.expires LIMIT $2"),
            &[now.into(), limit.into()],
            domain_and_zone,
        )
    }

    /// Domains whose term was over by `moment`, `limit` of them in the order of their ids, after that of `after`.
    pub fn domains_ended_by(&mut self, moment: i64, after: i64, limit: i64) -> Result<Vec<Domain>, Error> {
        self.many(
            "SELECT id, name, account_id, created, expires, auto_renew, locked, premium, name_servers
             FROM domain WHERE expires <= $1 AND id > $2 ORDER BY id LIMIT $3",
            &[moment.into(), after.into(), limit.into()],
            domain,
        )
    }

    /// Takes a domain out with everything that hangs on it.
    pub fn delete_domain(&mut self, domain_id: i64) -> Result<(), Error> {
        for statement in [
            "DELETE FROM former_zone WHERE domain_id = $1",
            "DELETE FROM zone_base WHERE domain_id = $1",
            "DELETE FROM zone_version WHERE domain_id = $1",
            "DELETE FROM auth_code WHERE domain_id = $1",
            "DELETE FROM zone WHERE domain_id = $1",
            "DELETE FROM privacy WHERE domain_id = $1",
            "DELETE FROM host WHERE domain_id = $1",
            "DELETE FROM delegation WHERE domain_id = $1",
            "DELETE FROM mail_forward WHERE domain_id = $1",
            "DELETE FROM transfer_lock WHERE domain_id = $1",
            "DELETE FROM auto_renewal WHERE domain_id = $1",
            "DELETE FROM domain WHERE id = $1",
        ] {
            self.execute(statement, &[domain_id.into()])?;
        }
        Ok(())
    }

    /// Privacy subscriptions that are switched on and over by `now`, `limit` of them.
    pub fn privacy_to_end(&mut self, now: i64, limit: i64) -> Result<Vec<i64>, Error> {
        self.many(
            "SELECT id FROM privacy WHERE enabled = true AND expires <= $1 ORDER BY expires LIMIT $2",
            &[now.into(), limit.into()],
            |row| row.int(0),
        )
    }

    /// The first end of a term after `now`.
    pub fn next_domain_end(&mut self, now: i64) -> Result<Option<i64>, Error> {
        let sql = "SELECT expires FROM domain WHERE expires > $1 ORDER BY expires LIMIT 1";
        self.one(sql, &[now.into()], |row| row.int(0))
    }

    /// The first end of a privacy subscription after `now`.
    pub fn next_privacy_end(&mut self, now: i64) -> Result<Option<i64>, Error> {
        let sql = "SELECT expires FROM privacy WHERE enabled AND expires > $1 ORDER BY expires LIMIT 1";
        self.one(sql, &[now.into()], |row| row.int(0))
    }

    pub fn switch_privacy_off(&mut self, privacy_id: i64) -> Result<(), Error> {
        self.execute("UPDATE privacy SET enabled = false WHERE id = $1", &[privacy_id.into()])?;
        Ok(())
    }
}
