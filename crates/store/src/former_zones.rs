//! Zones that the name server still answers though they have changed: where a delay of propagation is imitated.

use crate::domains::{Domain, domain};
use crate::error::Error;
use crate::packed_zone::packed;
use crate::tx::Tx;
use crate::zones::{KeptZone, domain_and_zone, former_zones, zone};

/// The table of such zones: each is answered until its moment, and from then on the one of the next greater version.
pub(crate) const TABLES: &[&str] = &[
    "CREATE TABLE former_zone (
        domain_id bigint NOT NULL REFERENCES domain (id),
        version bigint NOT NULL,
        email_type text NOT NULL,
        next_host_id bigint NOT NULL,
        records {bytes} NOT NULL,
        served_until bigint,
        parked boolean NOT NULL,
        answered_until bigint NOT NULL,
        PRIMARY KEY (domain_id, version)) {clustered}",
    "CREATE INDEX former_zone_by_end ON former_zone (answered_until)",
];

impl Tx<'_> {
    /// Notes that a zone is answered until then, as it was; whose its rows are does not matter to that.
    pub fn insert_former_zone(&mut self, domain_id: i64, kept: &KeptZone, until: i64) -> Result<(), Error> {
        self.execute(
            "INSERT INTO former_zone (domain_id, version, email_type, next_host_id, records, served_until, parked,
                                      answered_until)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            &[
                domain_id.into(),
                kept.version.into(),
                kept.zone.email_type.word().into(),
                kept.zone.next_host_id.into(),
                (&packed(&kept.zone)?).into(),
                kept.served.column().into(),
                kept.parked.into(),
                until.into(),
            ],
        )?;
        Ok(())
    }

    /// What is answered for the zones that changed, `limit` of them in the order of their domains' ids, after that of
    /// `after`.
    pub fn former_zones(&mut self, after: i64, limit: i64) -> Result<Vec<(Domain, KeptZone)>, Error> {
        self.many(
            former_zones!(
                "WHERE z.domain_id > $1
               AND z.version = (SELECT MIN(f.version) FROM former_zone f WHERE f.domain_id = z.domain_id)
             ORDER BY z.domain_id LIMIT $2"
            ),
            &[after.into(), limit.into()],
            domain_and_zone,
        )
    }

    /// Domains of which a zone has been answered to its moment by `now`, `limit` of them.
    pub fn domains_past_former_zones(&mut self, now: i64, limit: i64) -> Result<Vec<Domain>, Error> {
        self.many(
            "SELECT id, name, account_id, created, expires, auto_renew, locked, premium, name_servers FROM domain
             WHERE id IN (SELECT domain_id FROM former_zone WHERE answered_until <= $1) ORDER BY id LIMIT $2",
            &[now.into(), limit.into()],
            domain,
        )
    }

    /// Drops what was answered to its moment by `now`; what is answered from then on.
    pub fn next_answered_zone(&mut self, domain_id: i64, now: i64) -> Result<Option<KeptZone>, Error> {
        self.execute(
            "DELETE FROM former_zone WHERE domain_id = $1 AND answered_until <= $2",
            &[domain_id.into(), now.into()],
        )?;
        let sql =
            "SELECT version, email_type, next_host_id, records, served_until, parked, CAST(NULL AS text)
                   FROM former_zone WHERE domain_id = $1 ORDER BY version LIMIT 1";
        match self.one(sql, &[domain_id.into()], |row| zone(row, 0))? {
            Some(former) => Ok(Some(former)),
            None => self.zone(domain_id),
        }
    }

    /// Has all of them end at a moment.
    pub fn end_former_zones(&mut self, moment: i64) -> Result<(), Error> {
        self.execute("UPDATE former_zone SET answered_until = $1", &[moment.into()])?;
        Ok(())
    }

    /// Forgets all of them.
    pub fn clear_former_zones(&mut self) -> Result<(), Error> {
        self.execute("DELETE FROM former_zone", &[])?;
        Ok(())
    }

    /// The first such moment after `now`.
    pub fn next_former_zone_end(&mut self, now: i64) -> Result<Option<i64>, Error> {
        let sql = "SELECT answered_until FROM former_zone WHERE answered_until > $1 ORDER BY answered_until LIMIT 1";
        self.one(sql, &[now.into()], |row| row.int(0))
    }
}
