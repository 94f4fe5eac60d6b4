//! Records of certificates, from purchase to the end: a reissue or a renewal is a record of its own.

use rules::certificate::{Applicant, Named, Product, State, Term, named};

use crate::domains::{from_json, json};
use crate::engine::{Row, Value};
use crate::error::Error;
use crate::tx::Tx;

/// The table of certificates.
pub(crate) const TABLES: &[&str] = &[
    "CREATE TABLE certificate (
        id bigint NOT NULL PRIMARY KEY,
        account_id bigint NOT NULL REFERENCES account (id),
        purchase_id bigint NOT NULL REFERENCES purchase (id),
        product text NOT NULL,
        years bigint NOT NULL,
        bought_names bigint NOT NULL,
        state text NOT NULL,
        purchased bigint NOT NULL,
        activation_ends bigint NOT NULL,
        renewal_of bigint REFERENCES certificate (id),
        replaces bigint REFERENCES certificate (id),
        replaced_by bigint REFERENCES certificate (id),
        common_name text NOT NULL,
        activated bigint,
        authority_order text,
        csr text,
        unique_value text,
        web_server_type text,
        admin_email text,
        applicant text,
        term_begins bigint,
        term_ends bigint,
        issued bigint,
        valid_until bigint,
        serial text,
        chain text,
        revoked bigint)",
    "CREATE INDEX certificate_by_account ON certificate (account_id, purchased)",
    "CREATE INDEX certificate_by_purchase ON certificate (purchase_id)",
    "CREATE INDEX certificate_by_state ON certificate (state, id)",
    "CREATE INDEX certificate_by_renewed ON certificate (renewal_of)",
    "CREATE INDEX certificate_by_revocation ON certificate (revoked)",
];

/// A record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// CertificateID on the wire.
    pub id: i64,
    pub account_id: i64,
    /// The order that brought it; a reissue keeps that of the record it replaces.
    pub purchase_id: i64,
    pub product: Product,
    pub years: u32,
    /// Names that were bought beyond those the price includes.
    pub bought_names: i64,
    pub state: State,
    /// Unix seconds, as all times here.
    pub purchased: i64,
    /// The last moment at which it can be activated.
    pub activation_ends: i64,
    /// The record whose term this one follows.
    pub renewal_of: Option<i64>,
    /// The record in whose place this one was issued.
    pub replaces: Option<i64>,
    pub replaced_by: Option<i64>,
    /// What it was activated with; `None` while it is new.
    pub request: Option<CertificateRequest>,
    /// What was paid for; it begins with the first issue, and a reissue keeps it.
    pub term: Option<Term>,
    pub issued: Option<IssuedCertificate>,
    pub revoked: Option<i64>,
}

/// What a record was activated or reissued with, besides its names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateRequest {
    pub activated: i64,
    /// The authority's own number of the order; reissues share it.
    pub authority_order: String,
    /// PKCS #10 in PEM, as it was sent.
    pub csr: String,
    /// Makes the proof of control differ from that of other orders with the same CSR.
    pub unique_value: String,
    pub common_name: String,
    pub web_server_type: Option<String>,
    /// Where the certificate is sent.
    pub admin_email: Option<String>,
    pub applicant: Applicant,
}

/// A certificate as the authority signed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssuedCertificate {
    pub at: i64,
    pub valid_until: i64,
    /// In hexadecimal, without separators.
    pub serial: String,
    /// PEM: the certificate, then each issuer up to the root, which is left out.
    pub chain: String,
}

macro_rules! columns {
    () => {
        "id, account_id, purchase_id, product, years, bought_names, state, purchased, activation_ends, renewal_of,
         replaces, replaced_by, common_name, activated, authority_order, csr, unique_value, web_server_type,
         admin_email, applicant, term_begins, term_ends, issued, valid_until, serial, chain, revoked"
    };
}

macro_rules! select {
    ($rest:expr) => {
        concat!("SELECT ", $crate::certificates::columns!(), " FROM certificate ", $rest)
    };
}

pub(crate) use {columns, select};

impl Tx<'_> {
    pub fn insert_certificate(&mut self, certificate: &Certificate) -> Result<(), Error> {
        let kept = Kept::of(certificate)?;
        let fixed: [Value<'_>; 3] =
            [certificate.id.into(), certificate.account_id.into(), certificate.purchase_id.into()];
        let values = [&fixed[..], &kept.values(certificate)].concat();
        self.execute(
            concat!(
                "INSERT INTO certificate (",
                columns!(),
                ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
                           $21, $22, $23, $24, $25, $26, $27)"
            ),
            &values,
        )?;
        Ok(())
    }

    /// Writes all of a record that changes.
    pub fn save_certificate(&mut self, certificate: &Certificate) -> Result<(), Error> {
        let kept = Kept::of(certificate)?;
        let id: [Value<'_>; 1] = [certificate.id.into()];
        let values = [&id[..], &kept.values(certificate)].concat();
        self.execute(
            "UPDATE certificate SET product = $2, years = $3, bought_names = $4, state = $5, purchased = $6,
                activation_ends = $7, renewal_of = $8, replaces = $9, replaced_by = $10, common_name = $11,
                activated = $12, authority_order = $13, csr = $14, unique_value = $15, web_server_type = $16,
                admin_email = $17, applicant = $18, term_begins = $19, term_ends = $20, issued = $21,
                valid_until = $22, serial = $23, chain = $24, revoked = $25 WHERE id = $1",
            &values,
        )?;
        Ok(())
    }

    pub fn certificate(&mut self, id: i64) -> Result<Option<Certificate>, Error> {
        self.one(select!("WHERE id = $1"), &[id.into()], certificate)
    }

    /// A record, if it is one of the account.
    pub fn certificate_of_account(&mut self, account_id: i64, id: i64) -> Result<Option<Certificate>, Error> {
        self.one(select!("WHERE id = $2 AND account_id = $1"), &[account_id.into(), id.into()], certificate)
    }

    /// The record that an order brought; those that replace it have its order, too.
    pub fn certificate_of_purchase(&mut self, purchase_id: i64) -> Result<Option<Certificate>, Error> {
        self.one(select!("WHERE purchase_id = $1 AND replaces IS NULL"), &[purchase_id.into()], certificate)
    }

    /// Whether a renewal of a record was bought.
    pub fn is_certificate_renewed(&mut self, id: i64) -> Result<bool, Error> {
        let count =
            self.one("SELECT count(*) FROM certificate WHERE renewal_of = $1", &[id.into()], |row| {
                row.int(0)
            })?;
        Ok(count != Some(0))
    }

    /// Serial and time of every revocation, oldest first.
    pub fn revoked_certificates(&mut self) -> Result<Vec<(String, i64)>, Error> {
        self.many(
            "SELECT serial, revoked FROM certificate WHERE revoked IS NOT NULL AND serial IS NOT NULL
             ORDER BY revoked, id",
            &[],
            |row| Ok((row.text(0)?, row.int(1)?)),
        )
    }
}

/// What a row has in other forms than a record.
struct Kept {
    product: String,
    applicant: Option<String>,
}

impl Kept {
    fn of(certificate: &Certificate) -> Result<Kept, Error> {
        let applicant = certificate.request.as_ref().map(|request| json(&request.applicant)).transpose()?;
        Ok(Kept { product: certificate.product.name().to_ascii_lowercase(), applicant })
    }

    /// The columns from `product` on.
    fn values<'a>(&'a self, certificate: &'a Certificate) -> [Value<'a>; 24] {
        let request = certificate.request.as_ref();
        let issued = certificate.issued.as_ref();
        [
            (&self.product).into(),
            i64::from(certificate.years).into(),
            certificate.bought_names.into(),
            certificate.state.name().into(),
            certificate.purchased.into(),
            certificate.activation_ends.into(),
            certificate.renewal_of.into(),
            certificate.replaces.into(),
            certificate.replaced_by.into(),
            request.map_or("", |request| &request.common_name).into(),
            request.map(|request| request.activated).into(),
            request.map(|request| &request.authority_order).into(),
            request.map(|request| &request.csr).into(),
            request.map(|request| &request.unique_value).into(),
            request.and_then(|request| request.web_server_type.as_ref()).into(),
            request.and_then(|request| request.admin_email.as_ref()).into(),
            self.applicant.as_ref().into(),
            certificate.term.map(|term| term.begins).into(),
            certificate.term.map(|term| term.ends).into(),
            issued.map(|issued| issued.at).into(),
            issued.map(|issued| issued.valid_until).into(),
            issued.map(|issued| &issued.serial).into(),
            issued.map(|issued| &issued.chain).into(),
            certificate.revoked.into(),
        ]
    }
}

pub(crate) fn certificate(row: &dyn Row) -> Result<Certificate, Error> {
    let Named::Sold(product) = named(row.text_ref(3)?) else {
        return Err(Error::corrupt("product of a certificate"));
    };
    let state = row.text_ref(6)?;
    Ok(Certificate {
        id: row.int(0)?,
        account_id: row.int(1)?,
        purchase_id: row.int(2)?,
        product,
        years: u32::try_from(row.int(4)?).map_err(|_| Error::corrupt("years of a certificate"))?,
        bought_names: row.int(5)?,
        state: State::ALL
            .into_iter()
            .find(|known| known.name() == state)
            .ok_or_else(|| Error::corrupt("state of a certificate"))?,
        purchased: row.int(7)?,
        activation_ends: row.int(8)?,
        renewal_of: row.opt_int(9)?,
        replaces: row.opt_int(10)?,
        replaced_by: row.opt_int(11)?,
        request: request(row)?,
        term: row
            .opt_int(20)?
            .map(|begins| Ok::<_, Error>(Term { begins, ends: row.int(21)? }))
            .transpose()?,
        issued: issued(row)?,
        revoked: row.opt_int(26)?,
    })
}

fn request(row: &dyn Row) -> Result<Option<CertificateRequest>, Error> {
    let Some(activated) = row.opt_int(13)? else { return Ok(None) };
    Ok(Some(CertificateRequest {
        activated,
        authority_order: row.text(14)?,
        csr: row.text(15)?,
        unique_value: row.text(16)?,
        common_name: row.text(12)?,
        web_server_type: row.opt_text(17)?,
        admin_email: row.opt_text(18)?,
        applicant: from_json(row.text_ref(19)?)?,
    }))
}

fn issued(row: &dyn Row) -> Result<Option<IssuedCertificate>, Error> {
    let Some(at) = row.opt_int(22)? else { return Ok(None) };
    Ok(Some(IssuedCertificate { at, valid_until: row.int(23)?, serial: row.text(24)?, chain: row.text(25)? }))
}
