//! The names of certificates, and how control over each is shown.

use rules::certificate::Method;

use crate::engine::{Row, Value};
use crate::error::Error;
use crate::tx::Tx;

/// The table of names.
pub(crate) const TABLES: &[&str] = &[
    "CREATE TABLE certificate_name (
        certificate_id bigint NOT NULL REFERENCES certificate (id),
        place bigint NOT NULL,
        name text NOT NULL,
        method text NOT NULL,
        approver text,
        token_hash {bytes},
        validated bigint,
        PRIMARY KEY (certificate_id, place)) {clustered}",
    "CREATE INDEX certificate_name_by_token ON certificate_name (token_hash)",
];

/// A name of a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateName {
    /// Lower case; may begin with `*.`.
    pub name: String,
    pub method: Method,
    /// Of the secret that an approver's mail carries.
    pub token_hash: Option<Vec<u8>>,
    /// When control over the name was shown; unix seconds.
    pub validated: Option<i64>,
}

impl Tx<'_> {
    /// The names of a certificate, the common name first.
    pub fn certificate_names(&mut self, certificate_id: i64) -> Result<Vec<CertificateName>, Error> {
        self.many(
            "SELECT name, method, approver, token_hash, validated FROM certificate_name WHERE certificate_id = $1
             ORDER BY place",
            &[certificate_id.into()],
            certificate_name,
        )
    }

    /// Gives a certificate its names, in this order, instead of those it has.
    pub fn set_certificate_names(
        &mut self,
        certificate_id: i64,
        names: &[CertificateName],
    ) -> Result<(), Error> {
        self.execute("DELETE FROM certificate_name WHERE certificate_id = $1", &[certificate_id.into()])?;
        for (place, name) in (0_i64..).zip(names) {
            let (method, approver) = match &name.method {
                Method::Http => ("http", None),
                Method::Cname => ("cname", None),
                Method::Email(approver) => ("email", Some(approver)),
            };
            let values: [Value<'_>; 7] = [
                certificate_id.into(),
                place.into(),
                (&name.name).into(),
                method.into(),
                approver.into(),
                name.token_hash.as_ref().into(),
                name.validated.into(),
            ];
            self.execute(
                "INSERT INTO certificate_name (certificate_id, place, name, method, approver, token_hash, validated)
                 VALUES ($1, $2, $3, $4, $5, $6, $7)",
                &values,
            )?;
        }
        Ok(())
    }

    /// Notes that control over a name of a certificate was shown.
    pub fn set_name_validated(&mut self, certificate_id: i64, name: &str, now: i64) -> Result<(), Error> {
        self.execute(
            "UPDATE certificate_name SET validated = $3 WHERE certificate_id = $1 AND name = $2 AND validated IS NULL",
            &[certificate_id.into(), name.into(), now.into()],
        )?;
        Ok(())
    }

    /// The certificate and the name that an approver's secret is for.
    pub fn name_of_approval(&mut self, token_hash: &[u8]) -> Result<Option<(i64, CertificateName)>, Error> {
        self.one(
            "SELECT name, method, approver, token_hash, validated, certificate_id FROM certificate_name
             WHERE token_hash = $1",
            &[token_hash.into()],
            |row| Ok((row.int(5)?, certificate_name(row)?)),
        )
    }
}

fn certificate_name(row: &dyn Row) -> Result<CertificateName, Error> {
    let method = match (row.text_ref(1)?, row.opt_text(2)?) {
        ("http", None) => Method::Http,
        ("cname", None) => Method::Cname,
        ("email", Some(approver)) => Method::Email(approver),
        _ => return Err(Error::corrupt("way to show control over a name")),
    };
    Ok(CertificateName {
        name: row.text(0)?,
        method,
        token_hash: row.opt_bytes(3)?,
        validated: row.opt_int(4)?,
    })
}
