//! What is exported: every table that holds content, before those that refer to it.

use rules::allow_list::Source;
use rules::contact::{Contact, Contacts};
use rules::host_record::EmailType;
use rules::key_policy::{Policy, Preset};
use rules::money::Currency;
use rules::name::DomainName;
use rules::name_pattern::NamePattern;
use rules::zone::Claim;
use serde_json::Value as Json;

use super::certificates;
use super::columns::{ACCOUNT, Form, PURCHASE, Table, column, is, or_null, table};
use crate::accounts::AccountState;
use crate::add_funds::Payment;
use crate::allow_entries;
use crate::domains::Attributes;
use crate::id_pool::Kind;
use crate::ledger;
use crate::named_answers::SaidOfName;
use crate::purchases::PurchaseState;
use crate::transfers;

/// Tables that are no content: how far the schema is, which ids were taken, what a writer wrote last, mails on their way,
/// which are owed to whom they were written to and are to leave once, the versions of zones, which tell of the past of
/// one store, what was read of them, what the name server answers a while longer, and what other processes are told of.
#[cfg(test)]
pub(crate) const LEFT_OUT: [&str; 8] = [
    "schema_version",
    "id_block",
    "write_stamp",
    "outgoing_mail",
    "zone_base",
    "zone_version",
    "former_zone",
    "zone_feed",
];

/// Tables that tell of calls that were made here: another world knows nothing of them. They are cleared, and not
/// exported.
pub(crate) const OF_CALLS: [&str; 3] = ["idempotent_call", "audit_unsealed", "audit_entry"];

fn is_source(text: &str) -> bool {
    Source::parse(text).is_some_and(|source| source.to_string() == text)
}

fn is_domain_name(text: &str) -> bool {
    DomainName::parse(text).is_some_and(|name| name.as_str() == text)
}

const CURRENCY: Form = Form::Word(|text| Currency::from_code(text).is_some());
const DOMAIN: Form = Form::Of("domain");
const NAME: Form = Form::Word(is_domain_name);
const CONTACT: Form = Form::Json(is::<Contact>);

/// Every table.
pub(crate) const TABLES: &[Table] = &[
    table("setting", &["name"], &[], &[column("name", Form::Text), column("value", Form::Text)]),
    table(
        "account",
        &["id"],
        &[&["user_key"]],
        &[
            column("id", Form::Id(Kind::Account)),
            column("user_name", Form::Text),
            column("user_key", Form::Text),
            or_null("parent_id", ACCOUNT),
            column("state", Form::Word(|text| AccountState::from_word(text).is_some())),
            column("allowed", Form::Text),
            column("created", Form::Moment),
        ],
    ),
    table(
        "api_key",
        &["id"],
        &[],
        &[
            column("id", Form::Id(Kind::Key)),
            column("account_id", ACCOUNT),
            column("user_id", ACCOUNT),
            column("of_settings", Form::Truth),
            column("label", Form::Text),
            column("preset", Form::Word(|text| Preset::from_word(text).is_some())),
            or_null("policy", Form::Json(is::<Policy>)),
            column("created", Form::Moment),
            or_null("expires", Form::Moment),
            or_null("unused_limit", Form::Number),
            column("last_used", Form::Moment),
            or_null("revoked", Form::Moment),
        ],
    ),
    table(
        "api_secret",
        &["hash"],
        &[],
        &[column("hash", Form::Octets), column("key_id", Form::Of("api_key")), or_null("ends", Form::Moment)],
    ),
    table(
        "allow_entry",
        &["account_id", "key_id", "source"],
        &[],
        &[
            column("account_id", ACCOUNT),
            // 0 for the account.
            column("key_id", Form::Number),
            column("source", Form::Word(is_source)),
            column("created", Form::Moment),
            or_null("expires", Form::Moment),
            column("addresses", Form::Word(|text| allow_entries::addresses(text).is_some())),
            column("answered", Form::Moment),
            or_null("next_look", Form::Moment),
        ],
    ),
    table(
        "account_password",
        &["account_id"],
        &[],
        &[
            column("account_id", ACCOUNT),
            column("hash", Form::Text),
            column("wrong", Form::Number),
            column("locked_until", Form::Moment),
        ],
    ),
    table(
        "reset_code",
        &["account_id"],
        &[&["hash"]],
        &[column("account_id", ACCOUNT), column("hash", Form::Octets), column("expires", Form::Moment)],
    ),
    table(
        "account_profile",
        &["account_id"],
        &[],
        &[column("account_id", ACCOUNT), column("email_key", Form::Text), column("profile", CONTACT)],
    ),
    table(
        "address",
        &["id"],
        &[],
        &[
            column("id", Form::Id(Kind::Address)),
            column("account_id", ACCOUNT),
            column("name", Form::Text),
            column("is_default", Form::Truth),
            column("contact", CONTACT),
        ],
    ),
    table(
        "add_funds_request",
        &["token_hash"],
        &[],
        &[
            column("token_hash", Form::Octets),
            column("account_id", ACCOUNT),
            column("amount", Form::Amount),
            column("currency", CURRENCY),
            column("return_url", Form::Text),
            column("created", Form::Moment),
            column("payment", Form::Word(|text| Payment::from_columns(text, 0).is_some())),
            // 0 where none was made.
            column("transaction_id", Form::Number),
        ],
    ),
    table(
        "declined_payment",
        &["account_id"],
        &[],
        &[column("account_id", ACCOUNT), column("in_a_row", Form::Number)],
    ),
    table(
        "ledger_entry",
        &["transaction_id", "line"],
        &[&["account_id", "seq"]],
        &[
            column("transaction_id", Form::Id(Kind::Transaction)),
            column("line", Form::Number),
            column("book", Form::Word(ledger::is_book)),
            or_null("account_id", ACCOUNT),
            or_null("seq", Form::Number),
            column("amount", Form::Amount),
            or_null("balance_after", Form::Amount),
            column("currency", CURRENCY),
            column("reason", Form::Text),
            column("created", Form::Moment),
        ],
    ),
    table(
        "purchase",
        &["id"],
        &[],
        &[
            column("id", Form::Id(Kind::Order)),
            column("transaction_id", Form::Id(Kind::Transaction)),
            column("account_id", ACCOUNT),
            column("state", Form::Word(|text| PurchaseState::from_word(text).is_some())),
            // Whoever knows what orders buy looks into it: see `State::texts`.
            column("detail", Form::Json(Json::is_object)),
            column("amount", Form::Amount),
            column("currency", CURRENCY),
            column("client_ip", Form::Text),
            or_null("key_id", Form::Number),
            column("created", Form::Moment),
            or_null("settled", Form::Moment),
        ],
    ),
    certificates::RECORDS,
    certificates::NAMES,
    certificates::CHECKS,
    table("name_claim", &["name"], &[], &[column("name", NAME), column("purchase_id", PURCHASE)]),
    table(
        "domain",
        &["id"],
        &[&["name"]],
        &[
            column("id", Form::Id(Kind::Domain)),
            column("name", NAME),
            column("account_id", ACCOUNT),
            column("created", Form::Moment),
            column("expires", Form::Moment),
            column("auto_renew", Form::Truth),
            column("locked", Form::Truth),
            column("premium", Form::Truth),
            column("name_servers", Form::Text),
            column("contacts", Form::Json(is::<Contacts>)),
            column("attributes", Form::Json(is::<Attributes>)),
        ],
    ),
    table(
        "zone",
        &["domain_id"],
        &[],
        &[
            column("domain_id", DOMAIN),
            column("version", Form::ZoneVersion),
            column("email_type", Form::Word(|text| EmailType::from_word(text).is_some())),
            column("next_host_id", Form::Number),
            column("records", Form::Records),
            or_null("served_until", Form::ServedUntil),
            column("parked", Form::Truth),
            or_null("claims", Form::Json(is::<Vec<Claim>>)),
            or_null("next_row_end", Form::Moment),
        ],
    ),
    table(
        "privacy",
        &["id"],
        &[&["domain_id"]],
        &[
            column("id", Form::Id(Kind::Privacy)),
            column("domain_id", DOMAIN),
            column("enabled", Form::Truth),
            column("mask", Form::Text),
            column("forwarded_to", Form::Text),
            column("mask_since", Form::Moment),
            column("created", Form::Moment),
            column("expires", Form::Moment),
        ],
    ),
    table(
        "host",
        &["name"],
        &[],
        &[column("name", Form::Text), column("domain_id", DOMAIN), column("address", Form::Text)],
    ),
    table(
        "delegation",
        &["host", "domain_id"],
        &[],
        &[column("host", Form::Text), column("domain_id", DOMAIN)],
    ),
    table(
        "mail_forward",
        &["domain_id", "number"],
        &[],
        &[
            column("domain_id", DOMAIN),
            column("number", Form::Number),
            column("mailbox", Form::Text),
            column("forward_to", Form::Text),
        ],
    ),
    table(
        "transfer_lock",
        &["domain_id"],
        &[],
        &[column("domain_id", DOMAIN), column("locked", Form::Truth), column("held_until", Form::Moment)],
    ),
    table(
        "auth_code",
        &["domain_id"],
        &[],
        &[column("domain_id", DOMAIN), column("hash", Form::Octets), column("ends", Form::Moment)],
    ),
    table(
        "auto_renewal",
        &["domain_id"],
        &[],
        &[column("domain_id", DOMAIN), column("term_end", Form::Moment), column("next", Form::Moment)],
    ),
    table(
        "transfer",
        &["id"],
        &[],
        &[
            column("id", Form::Id(Kind::Transfer)),
            column("account_id", ACCOUNT),
            column("purchase_id", PURCHASE),
            column("name", NAME),
            column("created", Form::Moment),
            column("resubmitted", Form::Truth),
            column("begun", Form::Moment),
            column("destination", Form::Number),
            column("status", Form::Number),
            column("phase", Form::Word(|text| transfers::phase(text).is_some())),
            column("status_since", Form::Moment),
            or_null("due", Form::Moment),
        ],
    ),
    table(
        "named_answer",
        &["pattern"],
        &[],
        &[
            column("pattern", Form::Word(|text| NamePattern::parse(text).is_some())),
            column("is_name", Form::Truth),
            column("answer", Form::Word(|text| SaidOfName::from_word(text).is_some())),
            column("registration", Form::Amount),
            column("renewal", Form::Amount),
            column("restore", Form::Amount),
            column("transfer", Form::Amount),
            column("early_access", Form::Amount),
            column("currency", CURRENCY),
        ],
    ),
    table(
        "mail",
        &["id"],
        &[],
        &[
            column("id", Form::Id(Kind::Mail)),
            column("sender_name", Form::Text),
            column("sender", Form::Text),
            column("recipient", Form::Text),
            column("subject", Form::Text),
            column("body", Form::Text),
            column("created", Form::Moment),
        ],
    ),
];
