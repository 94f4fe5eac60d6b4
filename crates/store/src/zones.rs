//! The zones of domains. A zone is one row: it is read, replaced and answered as a whole.

use rules::host_record::EmailType;
use rules::zone::{Claim, Zone};

use crate::author::Author;
use crate::domains::{Domain, domain};
use crate::engine::Row;
use crate::error::Error;
use crate::packed_zone::{Contents, packed, unpacked};
use crate::tx::Tx;

/// The tables of zones.
pub(crate) const TABLES: &[&str] = &[
    "CREATE TABLE zone (
        domain_id bigint NOT NULL PRIMARY KEY REFERENCES domain (id),
        version bigint NOT NULL,
        email_type text NOT NULL,
        next_host_id bigint NOT NULL,
        records {bytes} NOT NULL,
        served_until bigint,
        parked boolean NOT NULL,
        claims text,
        next_row_end bigint)",
    "CREATE INDEX zone_by_end ON zone (served_until)",
    "CREATE INDEX zone_by_row_end ON zone (next_row_end)",
];

/// A zone as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptZone {
    /// Grows with every change of content or of being answered.
    pub version: i64,
    pub zone: Zone,
    pub served: Served,
    /// The domain's term is over: parking is answered in the place of the zone, which waits for a reactivation.
    pub parked: bool,
}

/// Whether our name servers answer for a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Served {
    Always,
    /// Until this moment, unix seconds; afterwards no more.
    Until(i64),
    Never,
}

/// The end of zones that are not answered at all: before any moment.
pub(crate) const NEVER: i64 = i64::MIN;

impl Served {
    pub(crate) fn column(self) -> Option<i64> {
        match self {
            Served::Always => None,
            Served::Until(end) => Some(end),
            Served::Never => Some(NEVER),
        }
    }

    fn from_column(end: Option<i64>) -> Self {
        match end {
            None => Served::Always,
            Some(NEVER) => Served::Never,
            Some(end) => Served::Until(end),
        }
    }
}

macro_rules! select {
    ($table:literal, $claims:literal, $rest:expr) => {
        concat!(
            "SELECT d.id, d.name, d.account_id, d.created, d.expires, d.auto_renew, d.locked, d.premium,
                    d.name_servers, z.version, z.email_type, z.next_host_id, z.records, z.served_until, z.parked, ",
            $claims,
            " FROM domain d JOIN ",
            $table,
            " z ON z.domain_id = d.id ",
            $rest
        )
    };
}

/// Domains with their zones; what follows names them `d` and `z`.
macro_rules! zones {
    ($rest:expr) => {
        $crate::zones::select!("zone", "z.claims", $rest)
    };
}

/// As `zones!`, with what is answered in the place of a zone. That has no claims.
macro_rules! former_zones {
    ($rest:expr) => {
        $crate::zones::select!("former_zone", "CAST(NULL AS text)", $rest)
    };
}

pub(crate) use {former_zones, select, zones};

impl KeptZone {
    /// The same with other contents.
    pub fn with(&self, zone: Zone) -> KeptZone {
        KeptZone { version: self.version, zone, served: self.served, parked: self.parked }
    }
}

impl Tx<'_> {
    /// The zone of a domain.
    pub fn zone(&mut self, domain_id: i64) -> Result<Option<KeptZone>, Error> {
        self.one(
            "SELECT version, email_type, next_host_id, records, served_until, parked, claims
             FROM zone WHERE domain_id = $1",
            &[domain_id.into()],
            |row| zone(row, 0),
        )
    }

    /// A domain with its zone, in one step.
    pub fn domain_and_zone(&mut self, name: &str) -> Result<Option<(Domain, KeptZone)>, Error> {
        self.one(zones!("WHERE d.name = $1"), &[name.into()], domain_and_zone)
    }

    /// Keeps the zone of a new domain, and its first version.
    pub fn insert_zone(
        &mut self,
        domain_id: i64,
        kept: &KeptZone,
        author: &Author,
        now: i64,
    ) -> Result<(), Error> {
        self.write_zone(
            "INSERT INTO zone (domain_id, version, email_type, next_host_id, records, served_until, parked, claims,
                               next_row_end)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            (domain_id, kept),
            (author, now),
        )
    }

    /// Keeps a changed zone, and its next version.
    pub fn update_zone(
        &mut self,
        domain_id: i64,
        kept: &KeptZone,
        author: &Author,
        now: i64,
    ) -> Result<(), Error> {
        self.write_zone(
            "UPDATE zone SET version = $2, email_type = $3, next_host_id = $4, records = $5, served_until = $6,
                             parked = $7, claims = $8, next_row_end = $9
             WHERE domain_id = $1",
            (domain_id, kept),
            (author, now),
        )
    }

    fn write_zone(
        &mut self,
        sql: &'static str,
        (domain_id, kept): (i64, &KeptZone),
        (author, now): (&Author, i64),
    ) -> Result<(), Error> {
        let rows = packed(&kept.zone)?;
        self.execute_soon(
            sql,
            &[
                domain_id.into(),
                kept.version.into(),
                kept.zone.email_type.word().into(),
                kept.zone.next_host_id.into(),
                (&rows).into(),
                kept.served.column().into(),
                kept.parked.into(),
                claims_column(&kept.zone.claims)?.as_deref().into(),
                kept.zone.next_end().into(),
            ],
        )?;
        self.insert_zone_version(domain_id, kept, &rows, (author, now))
    }

    /// Zones that are answered as they are, `limit` of them in the order of their domains' ids, after that of `after`.
    pub fn served_zones(&mut self, after: i64, limit: i64) -> Result<Vec<(Domain, KeptZone)>, Error> {
        self.many(
            zones!(
                "WHERE z.domain_id > $1 AND (z.parked OR z.served_until IS NULL OR z.served_until > $3)
               AND NOT EXISTS (SELECT 1 FROM former_zone f WHERE f.domain_id = z.domain_id)
             ORDER BY z.domain_id LIMIT $2"
            ),
            &[after.into(), limit.into(), NEVER.into()],
            domain_and_zone,
        )
    }

    /// Domains whose zones have been answered to their end by `now`, `limit` of them.
    pub fn zones_past_their_end(&mut self, now: i64, limit: i64) -> Result<Vec<(Domain, KeptZone)>, Error> {
        self.many(
            zones!("WHERE z.served_until > $3 AND z.served_until <= $1 ORDER BY z.served_until LIMIT $2"),
            &[now.into(), limit.into(), NEVER.into()],
            domain_and_zone,
        )
    }

    /// Domains in whose zones a row has stood to its end by `now`, `limit` of them.
    pub fn zones_with_ended_rows(&mut self, now: i64, limit: i64) -> Result<Vec<(Domain, KeptZone)>, Error> {
        self.many(
            zones!("WHERE z.next_row_end <= $1 ORDER BY z.next_row_end LIMIT $2"),
            &[now.into(), limit.into()],
            domain_and_zone,
        )
    }

    /// The first end of a row of any zone after `now`.
    pub fn next_row_end(&mut self, now: i64) -> Result<Option<i64>, Error> {
        let sql = "SELECT next_row_end FROM zone WHERE next_row_end > $1 ORDER BY next_row_end LIMIT 1";
        self.one(sql, &[now.into()], |row| row.int(0))
    }

    /// The version under which a zone begins that is new at `now`. A name that was given up and is registered anew must
    /// start above all that its former zone had, and no zone changes once a second for its whole life.
    pub fn first_zone_version(&mut self, now: i64) -> Result<i64, Error> {
        Ok(now.max(1).saturating_add(self.zone_version_shift()?))
    }

    /// By how much versions are ahead of the clock: it is more than zero once the clock was set back.
    pub fn zone_version_shift(&mut self) -> Result<i64, Error> {
        let sql = "SELECT next FROM id_block WHERE kind = 'zone_version_shift'";
        Ok(self.one(sql, &[], |row| row.int(0))?.unwrap_or(0))
    }

    pub fn set_zone_version_shift(&mut self, shift: i64) -> Result<(), Error> {
        self.execute(
            "INSERT INTO id_block (kind, next) VALUES ('zone_version_shift', $1)
             ON CONFLICT (kind) DO UPDATE SET next = excluded.next",
            &[shift.into()],
        )?;
        Ok(())
    }

    /// The name of every domain with the version of its zone.
    pub fn zone_versions(&mut self) -> Result<Vec<(String, i64)>, Error> {
        let sql = "SELECT d.name, z.version FROM zone z JOIN domain d ON d.id = z.domain_id";
        self.many(sql, &[], |row| Ok((row.text(0)?, row.int(1)?)))
    }

    /// The first end of a zone after `now`.
    pub fn next_zone_end(&mut self, now: i64) -> Result<Option<i64>, Error> {
        let sql = "SELECT served_until FROM zone WHERE served_until > $1 ORDER BY served_until LIMIT 1";
        self.one(sql, &[now.into()], |row| row.int(0))
    }
}

/// Few zones have claims, and those few rows are read seldom: as text they are easy to look at.
fn claims_column(claims: &[Claim]) -> Result<Option<String>, Error> {
    let written = (!claims.is_empty()).then(|| serde_json::to_string(claims)).transpose();
    written.map_err(|_| Error::corrupt("claim"))
}

fn claims(row: &dyn Row, at: usize) -> Result<Vec<Claim>, Error> {
    let written = row.opt_text_ref(at)?;
    let read =
        written.map(|text| serde_json::from_str(text).map_err(|_| Error::corrupt("claim"))).transpose();
    Ok(read?.unwrap_or_default())
}

/// Reads a row of `zones!` or `former_zones!`.
pub(crate) fn domain_and_zone(row: &dyn Row) -> Result<(Domain, KeptZone), Error> {
    Ok((domain(row)?, zone(row, 9)?))
}

pub(crate) fn zone(row: &dyn Row, at: usize) -> Result<KeptZone, Error> {
    let email_type =
        EmailType::from_word(row.text_ref(at + 1)?).ok_or_else(|| Error::corrupt("email type"))?;
    let Contents { records, services, others } = unpacked(row.bytes_ref(at + 3)?)?;
    Ok(KeptZone {
        version: row.int(at)?,
        zone: Zone {
            email_type,
            next_host_id: row.int(at + 2)?,
            records,
            services,
            others,
            claims: claims(row, at + 6)?,
        },
        served: Served::from_column(row.opt_int(at + 4)?),
        parked: row.bool(at + 5)?,
    })
}
