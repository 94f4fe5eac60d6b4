//! The versions that a zone has had: what stood in it, and who changed it.

use std::collections::BTreeMap;

use rules::host_record::EmailType;
use rules::zone::Zone;

use crate::author::Author;
use crate::engine::{Row, Value, filled};
use crate::error::Error;
use crate::packed_zone::{Contents, unpacked};
use crate::tx::Tx;
use crate::zones::KeptZone;

/// The table of versions.
pub(crate) const TABLES: &[&str] = &["CREATE TABLE zone_version (
        domain_id bigint NOT NULL REFERENCES domain (id),
        version bigint NOT NULL,
        changed bigint NOT NULL,
        account_id bigint,
        key_id bigint,
        address text NOT NULL,
        command text NOT NULL,
        email_type text NOT NULL,
        next_host_id bigint NOT NULL,
        records {bytes} NOT NULL,
        PRIMARY KEY (domain_id, version)) {clustered}"];

/// Versions of one zone that are kept at least.
pub const LEAST_KEPT: i64 = 1_000;

/// Versions that a statement asks for at once.
const AT_ONCE: usize = 16;

/// A version of a zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZoneVersion {
    pub version: i64,
    /// Unix seconds.
    pub changed: i64,
    pub author: Author,
    /// Without claims: those are of the present only.
    pub zone: Zone,
}

impl Tx<'_> {
    /// Keeps what stands in a zone, with its packed rows, under its version. Now and then old ones go.
    pub(crate) fn insert_zone_version(
        &mut self,
        domain_id: i64,
        kept: &KeptZone,
        rows: &[u8],
        (author, now): (&Author, i64),
    ) -> Result<(), Error> {
        self.execute_soon(
            "INSERT INTO zone_version (domain_id, version, changed, account_id, key_id, address, command, email_type,
                                       next_host_id, records)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            &[
                domain_id.into(),
                kept.version.into(),
                now.into(),
                author.account_id.into(),
                author.key_id.into(),
                (&author.address).into(),
                (&author.command).into(),
                kept.zone.email_type.word().into(),
                kept.zone.next_host_id.into(),
                rows.into(),
            ],
        )?;
        if kept.version % 100 == 0 {
            self.execute_soon(
                "DELETE FROM zone_version WHERE domain_id = $1 AND version < $2",
                &[domain_id.into(), (kept.version - LEAST_KEPT).into()],
            )?;
        }
        Ok(())
    }

    /// Keeps what stands in every zone under its version.
    pub fn insert_versions_of_all_zones(&mut self, author: &Author, now: i64) -> Result<(), Error> {
        self.execute(
            "INSERT INTO zone_version (domain_id, version, changed, account_id, key_id, address, command, email_type,
                                       next_host_id, records)
             SELECT domain_id, version, CAST($1 AS bigint), CAST($2 AS bigint), CAST($3 AS bigint), CAST($4 AS text),
                    CAST($5 AS text), email_type, next_host_id, records
             FROM zone",
            &[
                now.into(),
                author.account_id.into(),
                author.key_id.into(),
                (&author.address).into(),
                (&author.command).into(),
            ],
        )?;
        Ok(())
    }

    /// Forgets the past of every zone.
    pub(crate) fn delete_zone_versions(&mut self) -> Result<(), Error> {
        self.execute("DELETE FROM zone_version", &[])?;
        Ok(())
    }

    /// A version of a zone.
    pub fn zone_version(&mut self, domain_id: i64, version: i64) -> Result<Option<ZoneVersion>, Error> {
        self.one(
            "SELECT version, changed, account_id, key_id, address, command, email_type, next_host_id, records
             FROM zone_version WHERE domain_id = $1 AND version = $2",
            &[domain_id.into(), version.into()],
            zone_version,
        )
    }

    /// What stood in these versions of a zone, as far as they are still kept.
    pub fn zone_contents(&mut self, domain_id: i64, versions: &[i64]) -> Result<BTreeMap<i64, Zone>, Error> {
        let mut contents = BTreeMap::new();
        for some in versions.chunks(AT_ONCE) {
            let asked = filled(some, AT_ONCE).map(|version| (*version).into());
            let values: Vec<Value<'_>> = std::iter::once(domain_id.into()).chain(asked).collect();
            let found = self.many(
                "SELECT version, changed, account_id, key_id, address, command, email_type, next_host_id, records
                 FROM zone_version WHERE domain_id = $1
                   AND version IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
                &values,
                zone_version,
            )?;
            contents.extend(found.into_iter().map(|found| (found.version, found.zone)));
        }
        Ok(contents)
    }

    /// The versions of a zone before `before`, `limit` of them, the newest first.
    pub fn list_zone_versions(
        &mut self,
        domain_id: i64,
        before: i64,
        limit: i64,
    ) -> Result<Vec<ZoneVersion>, Error> {
        self.many(
            "SELECT version, changed, account_id, key_id, address, command, email_type, next_host_id, records
             FROM zone_version WHERE domain_id = $1 AND version < $2 ORDER BY version DESC LIMIT $3",
            &[domain_id.into(), before.into(), limit.into()],
            zone_version,
        )
    }
}

fn zone_version(row: &dyn Row) -> Result<ZoneVersion, Error> {
    let email_type = EmailType::from_word(row.text_ref(6)?).ok_or_else(|| Error::corrupt("email type"))?;
    let Contents { records, services, others } = unpacked(row.bytes_ref(8)?)?;
    Ok(ZoneVersion {
        version: row.int(0)?,
        changed: row.int(1)?,
        author: Author {
            account_id: row.opt_int(2)?,
            key_id: row.opt_int(3)?,
            address: row.text(4)?,
            command: row.text(5)?,
        },
        zone: Zone { email_type, next_host_id: row.int(7)?, records, services, others, claims: Vec::new() },
    })
}
