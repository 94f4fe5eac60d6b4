//! Domains with their contacts, privacy subscriptions and hosts.

use rules::contact::Contacts;

use crate::engine::Row;
use crate::error::Error;
use crate::tx::Tx;

/// The tables of domains, privacy subscriptions and hosts.
pub(crate) const TABLES: &[&str] = &[
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
        created bigint NOT NULL,
        expires bigint NOT NULL)",
    "CREATE TABLE host (
        name text NOT NULL PRIMARY KEY,
        domain_id bigint NOT NULL REFERENCES domain (id),
        address text NOT NULL) {clustered}",
    "CREATE INDEX host_by_domain ON host (domain_id)",
];

/// A registered domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Domain {
    pub id: i64,
    /// Lower case.
    pub name: String,
    pub account_id: i64,
    /// Unix seconds.
    pub created: i64,
    /// Unix seconds.
    pub expires: i64,
    pub auto_renew: bool,
    /// Held by the registry or by a dispute.
    pub locked: bool,
    pub premium: bool,
    /// Its own name servers; empty while it uses ours.
    pub name_servers: Vec<String>,
}

/// A privacy subscription that is tied to a domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Privacy {
    pub id: i64,
    pub domain_id: i64,
    pub enabled: bool,
    /// The address shown instead of the holder's.
    pub mask: String,
    pub forwarded_to: String,
    /// When the mask last changed; unix seconds.
    pub mask_since: i64,
    /// Unix seconds.
    pub created: i64,
    /// Unix seconds.
    pub expires: i64,
}

/// Parameters that a TLD asks for besides contacts: name and value.
pub type Attributes = Vec<(String, String)>;

impl Tx<'_> {
    /// The domain of a name, whoever holds it.
    pub fn domain(&mut self, name: &str) -> Result<Option<Domain>, Error> {
        self.one(
            "SELECT id, name, account_id, created, expires, auto_renew, locked, premium, name_servers
             FROM domain WHERE name = $1",
            &[name.into()],
            domain,
        )
    }

    pub fn insert_domain(
        &mut self,
        domain: &Domain,
        contacts: &Contacts,
        attributes: &Attributes,
    ) -> Result<(), Error> {
        self.execute(
            "INSERT INTO domain (id, name, account_id, created, expires, auto_renew, locked, premium, name_servers,
                                 contacts, attributes)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            &[
                domain.id.into(),
                (&domain.name).into(),
                domain.account_id.into(),
                domain.created.into(),
                domain.expires.into(),
                domain.auto_renew.into(),
                domain.locked.into(),
                domain.premium.into(),
                domain.name_servers.join(" ").as_str().into(),
                json(contacts)?.as_str().into(),
                json(attributes)?.as_str().into(),
            ],
        )?;
        self.add_delegation(domain.id, &domain.name_servers)
    }

    pub fn set_name_servers(&mut self, domain_id: i64, name_servers: &[String]) -> Result<(), Error> {
        self.execute(
            "UPDATE domain SET name_servers = $2 WHERE id = $1",
            &[domain_id.into(), name_servers.join(" ").as_str().into()],
        )?;
        self.set_delegation(domain_id, name_servers)
    }

    pub fn set_auto_renew(&mut self, domain_id: i64, on: bool) -> Result<(), Error> {
        self.execute("UPDATE domain SET auto_renew = $2 WHERE id = $1", &[domain_id.into(), on.into()])?;
        Ok(())
    }

    pub fn set_contacts(
        &mut self,
        domain_id: i64,
        contacts: &Contacts,
        attributes: &Attributes,
    ) -> Result<(), Error> {
        self.execute(
            "UPDATE domain SET contacts = $2, attributes = $3 WHERE id = $1",
            &[domain_id.into(), json(contacts)?.as_str().into(), json(attributes)?.as_str().into()],
        )?;
        Ok(())
    }

    /// The contacts and extended attributes of a domain.
    pub fn contacts(&mut self, domain_id: i64) -> Result<Option<(Contacts, Attributes)>, Error> {
        self.one("SELECT contacts, attributes FROM domain WHERE id = $1", &[domain_id.into()], |row| {
            Ok((from_json(row.text_ref(0)?)?, from_json(row.text_ref(1)?)?))
        })
    }

    /// The privacy subscription of a domain.
    pub fn privacy(&mut self, domain_id: i64) -> Result<Option<Privacy>, Error> {
        self.one(
            "SELECT id, domain_id, enabled, mask, forwarded_to, mask_since, created, expires
             FROM privacy WHERE domain_id = $1",
            &[domain_id.into()],
            privacy,
        )
    }

    pub fn insert_privacy(&mut self, privacy: &Privacy) -> Result<(), Error> {
        self.execute(
            "INSERT INTO privacy (id, domain_id, enabled, mask, forwarded_to, mask_since, created, expires)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            &[
                privacy.id.into(),
                privacy.domain_id.into(),
                privacy.enabled.into(),
                (&privacy.mask).into(),
                (&privacy.forwarded_to).into(),
                privacy.mask_since.into(),
                privacy.created.into(),
                privacy.expires.into(),
            ],
        )?;
        Ok(())
    }

    /// The address of a host (RFC 5732).
    pub fn host(&mut self, name: &str) -> Result<Option<String>, Error> {
        self.one("SELECT address FROM host WHERE name = $1", &[name.into()], |row| row.text(0))
    }

    pub fn insert_host(&mut self, name: &str, domain_id: i64, address: &str) -> Result<(), Error> {
        self.execute(
            "INSERT INTO host (name, domain_id, address) VALUES ($1, $2, $3)",
            &[name.into(), domain_id.into(), address.into()],
        )?;
        Ok(())
    }

    pub fn set_host_address(&mut self, name: &str, address: &str) -> Result<(), Error> {
        self.execute("UPDATE host SET address = $2 WHERE name = $1", &[name.into(), address.into()])?;
        Ok(())
    }

    pub fn delete_host(&mut self, name: &str) -> Result<(), Error> {
        self.execute("DELETE FROM host WHERE name = $1", &[name.into()])?;
        Ok(())
    }

    /// Claims a name for a purchase that is under way; [`Error::Conflict`] when another has it.
    pub fn claim_name(&mut self, name: &str, purchase_id: i64) -> Result<(), Error> {
        self.execute(
            "INSERT INTO name_claim (name, purchase_id) VALUES ($1, $2)",
            &[name.into(), purchase_id.into()],
        )?;
        Ok(())
    }

    /// Whether a purchase that is under way has claimed the name.
    pub fn is_name_claimed(&mut self, name: &str) -> Result<bool, Error> {
        let found =
            self.one("SELECT purchase_id FROM name_claim WHERE name = $1", &[name.into()], |row| row.int(0))?;
        Ok(found.is_some())
    }

    pub fn release_name(&mut self, purchase_id: i64) -> Result<(), Error> {
        self.execute("DELETE FROM name_claim WHERE purchase_id = $1", &[purchase_id.into()])?;
        Ok(())
    }
}

pub(crate) fn domain(row: &dyn Row) -> Result<Domain, Error> {
    Ok(Domain {
        id: row.int(0)?,
        name: row.text(1)?,
        account_id: row.int(2)?,
        created: row.int(3)?,
        expires: row.int(4)?,
        auto_renew: row.bool(5)?,
        locked: row.bool(6)?,
        premium: row.bool(7)?,
        name_servers: row.text_ref(8)?.split_whitespace().map(str::to_owned).collect(),
    })
}

pub(crate) fn privacy(row: &dyn Row) -> Result<Privacy, Error> {
    Ok(Privacy {
        id: row.int(0)?,
        domain_id: row.int(1)?,
        enabled: row.bool(2)?,
        mask: row.text(3)?,
        forwarded_to: row.text(4)?,
        mask_since: row.int(5)?,
        created: row.int(6)?,
        expires: row.int(7)?,
    })
}

pub(crate) fn json(value: &impl serde::Serialize) -> Result<String, Error> {
    serde_json::to_string(value).map_err(|_| Error::corrupt("value for a column"))
}

pub(crate) fn from_json<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, Error> {
    serde_json::from_str(text).map_err(|_| Error::corrupt("json column"))
}
