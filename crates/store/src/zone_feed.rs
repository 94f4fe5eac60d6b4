//! The feed of changed zones, by which processes over one database follow each other.
//!
//! A writer commits one transaction after the other, each with the next number, and leaves the number in its row of
//! `write_stamp`. So nothing can still appear at or below the number that a snapshot shows: who has read a writer's rows
//! up to it has missed none, however long a transaction took, and needs neither clocks nor a second look.

use std::collections::BTreeMap;

use rules::name::DomainName;

use crate::change::ZoneChange;
use crate::domains::Domain;
use crate::engine::{Value, filled};
use crate::error::Error;
use crate::tx::Tx;
use crate::zones::{KeptZone, domain_and_zone, former_zones, zones};

/// The table of the feed. An engine that one process has to itself writes nothing there.
pub(crate) const TABLES: &[&str] = &["CREATE TABLE zone_feed (
        writer text NOT NULL,
        number bigint NOT NULL,
        apex text NOT NULL,
        version bigint NOT NULL,
        PRIMARY KEY (writer, number, apex)) {clustered}"];

/// Zones of one transaction that have rows of their own; of more, one row says that all are to be read anew.
pub(crate) const MOST_ROWS: usize = 256;
/// In the place of an apex: all zones.
const ALL: &str = "";
/// Names that a statement asks for at once.
const AT_ONCE: usize = 32;

/// How far a writer is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WriterStamp {
    pub writer: String,
    /// Of its last transaction that was committed.
    pub number: i64,
    /// What it fed up to this number is no longer in the feed.
    pub swept: i64,
}

/// A change in the feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FedZone {
    pub number: i64,
    /// `None` when it is all zones.
    pub apex: Option<DomainName>,
    pub version: i64,
}

/// The rows that a transaction leaves: apex and version.
pub(crate) fn rows(changed: &[ZoneChange]) -> Vec<(&str, i64)> {
    let mut rows = BTreeMap::new();
    for ZoneChange { apex, version, .. } in changed {
        let latest = rows.entry(apex.as_str()).or_insert(*version);
        *latest = (*latest).max(*version);
    }
    if rows.len() > MOST_ROWS { vec![(ALL, 0)] } else { rows.into_iter().collect() }
}

impl Tx<'_> {
    /// How far each writer is, of this process and of others.
    pub fn writer_stamps(&mut self) -> Result<Vec<WriterStamp>, Error> {
        self.many("SELECT writer, number, swept FROM write_stamp", &[], |row| {
            Ok(WriterStamp { writer: row.text(0)?, number: row.int(1)?, swept: row.int(2)? })
        })
    }

    /// What a writer has fed after one number and up to another, `limit` rows in the order of their numbers.
    pub fn fed_zones(
        &mut self,
        writer: &str,
        (after, to): (i64, i64),
        limit: i64,
    ) -> Result<Vec<FedZone>, Error> {
        self.many(
            "SELECT number, apex, version FROM zone_feed
             WHERE writer = $1 AND number > $2 AND number <= $3 ORDER BY number, apex LIMIT $4",
            &[writer.into(), after.into(), to.into(), limit.into()],
            |row| Ok(FedZone { number: row.int(0)?, apex: apex(row.text_ref(1)?)?, version: row.int(2)? }),
        )
    }

    /// Domains of these names, each with the zone that is to be answered for it: as it was before a change, while a delay
    /// is imitated.
    pub fn answered_zones(&mut self, names: &[&str]) -> Result<Vec<(Domain, KeptZone)>, Error> {
        let mut found = Vec::with_capacity(names.len());
        for some in names.chunks(AT_ONCE) {
            let values: Vec<Value<'_>> = filled(some, AT_ONCE).map(|name| (*name).into()).collect();
            found.extend(self.many(ANSWERED, &values, domain_and_zone)?);
        }
        Ok(found)
    }
}

macro_rules! named {
    () => {
        "WHERE d.name IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
                          $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32) AND "
    };
}

const ANSWERED: &str = concat!(
    zones!(named!()),
    "NOT EXISTS (SELECT 1 FROM former_zone f WHERE f.domain_id = d.id)
     UNION ALL ",
    former_zones!(named!()),
    "z.version = (SELECT MIN(f.version) FROM former_zone f WHERE f.domain_id = d.id)"
);

fn apex(text: &str) -> Result<Option<DomainName>, Error> {
    match text {
        ALL => Ok(None),
        name => DomainName::parse(name).map(Some).ok_or_else(|| Error::corrupt("name in the feed")),
    }
}
