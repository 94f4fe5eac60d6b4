//! What is exported of certificates.

use rules::certificate::{Applicant, Named, State, named};

use super::columns::{ACCOUNT, Form, PURCHASE, Table, column, is, or_null, table};
use crate::id_pool::Kind;

const CERTIFICATE: Form = Form::Of("certificate");

pub(super) const RECORDS: Table = table(
    "certificate",
    &["id"],
    &[],
    &[
        column("id", Form::Id(Kind::Certificate)),
        column("account_id", ACCOUNT),
        column("purchase_id", PURCHASE),
        column("product", Form::Word(|text| matches!(named(text), Named::Sold(_)))),
        column("years", Form::Number),
        column("bought_names", Form::Number),
        column("state", Form::Word(|text| State::ALL.into_iter().any(|state| state.name() == text))),
        column("purchased", Form::Moment),
        column("activation_ends", Form::Moment),
        or_null("renewal_of", CERTIFICATE),
        or_null("replaces", CERTIFICATE),
        or_null("replaced_by", CERTIFICATE),
        column("common_name", Form::Text),
        or_null("activated", Form::Moment),
        or_null("authority_order", Form::Text),
        or_null("csr", Form::Text),
        or_null("unique_value", Form::Text),
        or_null("web_server_type", Form::Text),
        or_null("admin_email", Form::Text),
        or_null("applicant", Form::Json(is::<Applicant>)),
        or_null("term_begins", Form::Moment),
        or_null("term_ends", Form::Moment),
        or_null("issued", Form::Moment),
        or_null("valid_until", Form::Moment),
        or_null("serial", Form::Text),
        or_null("chain", Form::Text),
        or_null("revoked", Form::Moment),
    ],
);

/// Columns of a record that have a value together or none.
pub(super) const TOGETHER: &[&[&str]] = &[
    &["activated", "authority_order", "csr", "unique_value", "applicant"],
    &["term_begins", "term_ends"],
    &["issued", "valid_until", "serial", "chain"],
];

pub(super) const NAMES: Table = table(
    "certificate_name",
    &["certificate_id", "place"],
    &[],
    &[
        column("certificate_id", CERTIFICATE),
        column("place", Form::Number),
        column("name", Form::Text),
        column("method", Form::Word(|text| matches!(text, "http" | "cname" | EMAIL))),
        or_null("approver", Form::Text),
        or_null("token_hash", Form::Octets),
        or_null("validated", Form::Moment),
    ],
);

pub(super) const CHECKS: Table = table(
    "certificate_check",
    &["certificate_id"],
    &[],
    &[column("certificate_id", CERTIFICATE), column("due", Form::Moment)],
);

/// The method that has an approver.
pub(super) const EMAIL: &str = "email";
