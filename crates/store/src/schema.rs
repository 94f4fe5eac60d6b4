//! The schema, as the steps that led to it. A step is never changed once it has been released.
//!
//! Columns are bigint, text, boolean and `{bytes}`; see `dialect.rs` for the other fragments. Distributed engines of
//! the PostgreSQL protocol have no triggers, sequences or advisory locks, so there are none here.

use crate::{
    accounts, add_funds, addresses, allow_entries, api_keys, audit, auth_codes, auto_renewals,
    certificate_checks, certificate_names, certificates, delegations, domains, former_zones,
    idempotent_calls, ledger, life_cycle, mail_forwards, mails, named_answers, outgoing_mails, passwords,
    profiles, purchases, settings, transfer_locks, transfers, zone_bases, zone_feed, zone_versions, zones,
};

/// One step: its statements run in order, in one transaction with all other steps that are due.
pub(crate) struct Migration {
    pub(crate) version: i64,
    pub(crate) name: &'static str,
    /// One DDL statement each, by the files whose queries need them.
    pub(crate) statements: &'static [&'static [&'static str]],
}

/// What the migrations and the ids themselves need.
const ENGINE: &[&str] = &[
    "CREATE TABLE schema_version (version bigint NOT NULL PRIMARY KEY, name text NOT NULL) {clustered}",
    "CREATE TABLE id_block (kind text NOT NULL PRIMARY KEY, next bigint NOT NULL) {clustered}",
    // What each writer of a server wrote last, so that a COMMIT without an answer can be looked up, and up to which number
    // its rows in the feed were swept.
    "CREATE TABLE write_stamp (
        writer text NOT NULL PRIMARY KEY,
        number bigint NOT NULL,
        written bigint NOT NULL,
        swept bigint NOT NULL DEFAULT 0) {clustered}",
];

/// Every step, versions 1, 2, 3, … in this order.
pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration { version: 1, name: "what the engine needs", statements: &[ENGINE] },
    Migration {
        version: 2,
        name: "what a registrar keeps",
        statements: &[
            accounts::TABLES,
            api_keys::TABLES,
            allow_entries::TABLES,
            ledger::TABLES,
            purchases::TABLES,
            domains::TABLES,
            auth_codes::TABLES,
            zones::TABLES,
            former_zones::TABLES,
            zone_bases::TABLES,
            zone_versions::TABLES,
            zone_feed::TABLES,
            delegations::TABLES,
            mail_forwards::TABLES,
            transfer_locks::TABLES,
            auto_renewals::TABLES,
            life_cycle::TABLES,
            add_funds::TABLES,
            addresses::TABLES,
            audit::TABLES,
            idempotent_calls::TABLES,
            mails::TABLES,
            named_answers::TABLES,
            outgoing_mails::TABLES,
            passwords::TABLES,
            profiles::TABLES,
            transfers::TABLES,
            certificates::TABLES,
            certificate_names::TABLES,
            certificate_checks::TABLES,
            settings::TABLES,
        ],
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_count_from_one() {
        assert!(MIGRATIONS.iter().map(|migration| migration.version).eq((1..).take(MIGRATIONS.len())));
    }

    #[test]
    fn a_statement_a_step() {
        for statement in
            MIGRATIONS.iter().flat_map(|migration| migration.statements.iter().copied().flatten())
        {
            assert!(!statement.contains(';'), "{statement}");
        }
    }
}
