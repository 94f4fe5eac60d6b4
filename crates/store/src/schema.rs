//! The schema, as the steps that led to it. A step is never changed once it has been released.
//!
//! Columns are bigint, text, boolean and `{bytes}`; see `dialect.rs` for the other fragments. Distributed engines of
//! the PostgreSQL protocol have no triggers, sequences or advisory locks, so there are none here.

/// One step: its statements run in order, in one transaction with all other steps that are due.
pub(crate) struct Migration {
    pub(crate) version: i64,
    pub(crate) name: &'static str,
    /// One DDL statement each.
    pub(crate) statements: &'static [&'static str],
}

/// Every step, versions 1, 2, 3, … in this order.
pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration {
        version: 1,
        name: "what the engine needs",
        statements: &[
            "CREATE TABLE schema_version (version bigint NOT NULL PRIMARY KEY, name text NOT NULL) {clustered}",
            "CREATE TABLE id_block (kind text NOT NULL PRIMARY KEY, next bigint NOT NULL) {clustered}",
        ],
    },
    Migration {
        version: 2,
        name: "accounts, money, domains and zones",
        statements: &[
            "CREATE TABLE account (
                id bigint NOT NULL PRIMARY KEY,
                user_name text NOT NULL,
                user_key text NOT NULL UNIQUE,
                parent_id bigint,
                state text NOT NULL,
                allowed text NOT NULL,
                created bigint NOT NULL)",
            "CREATE TABLE api_key (
                hash {bytes} NOT NULL PRIMARY KEY,
                account_id bigint NOT NULL REFERENCES account (id),
                created bigint NOT NULL) {clustered}",
            "CREATE INDEX api_key_by_account ON api_key (account_id)",
            "CREATE TABLE ledger_entry (
                transaction_id bigint NOT NULL,
                line bigint NOT NULL,
                book text NOT NULL,
                account_id bigint,
                seq bigint,
                amount bigint NOT NULL,
                balance_after bigint,
                currency text NOT NULL,
                reason text NOT NULL,
                created bigint NOT NULL,
                PRIMARY KEY (transaction_id, line))",
            "CREATE UNIQUE INDEX ledger_entry_by_account ON ledger_entry (account_id, seq)",
            "CREATE TABLE purchase (
                id bigint NOT NULL PRIMARY KEY,
                transaction_id bigint NOT NULL,
                account_id bigint NOT NULL REFERENCES account (id),
                state text NOT NULL,
                detail text NOT NULL,
                amount bigint NOT NULL,
                currency text NOT NULL,
                client_ip text NOT NULL,
                created bigint NOT NULL,
                settled bigint)",
            "CREATE INDEX purchase_open ON purchase (state, id)",
            "CREATE TABLE name_claim (
                name text NOT NULL PRIMARY KEY,
                purchase_id bigint NOT NULL REFERENCES purchase (id)) {clustered}",
            "CREATE INDEX name_claim_by_purchase ON name_claim (purchase_id)",
            "CREATE TABLE domain (
                id bigint NOT NULL PRIMARY KEY,
                name text NOT NULL UNIQUE,
                account_id bigint NOT NULL REFERENCES account (id),
                created bigint NOT NULL,
                expires bigint NOT NULL,
                auto_renew boolean NOT NULL,
                locked boolean NOT NULL,
                premium boolean NOT NULL,
                name_servers text NOT NULL,
                contacts text NOT NULL,
                attributes text NOT NULL)",
            "CREATE INDEX domain_by_account ON domain (account_id, name)",
            "CREATE TABLE privacy (
                id bigint NOT NULL PRIMARY KEY,
                domain_id bigint NOT NULL UNIQUE REFERENCES domain (id),
                enabled boolean NOT NULL,
                mask text NOT NULL,
                forwarded_to text NOT NULL,
                mask_since bigint NOT NULL,
                expires bigint NOT NULL)",
            "CREATE TABLE zone (
                domain_id bigint NOT NULL PRIMARY KEY REFERENCES domain (id),
                version bigint NOT NULL,
                email_type text NOT NULL,
                next_host_id bigint NOT NULL,
                records text NOT NULL,
                served_until bigint)",
            "CREATE INDEX zone_by_end ON zone (served_until)",
            "CREATE TABLE host (
                name text NOT NULL PRIMARY KEY,
                domain_id bigint NOT NULL REFERENCES domain (id),
                address text NOT NULL) {clustered}",
            "CREATE INDEX host_by_domain ON host (domain_id)",
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
        for statement in MIGRATIONS.iter().flat_map(|migration| migration.statements) {
            assert!(!statement.contains(';'), "{statement}");
        }
    }
}
