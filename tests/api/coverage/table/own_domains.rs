//! The calls of Namegate's own commands on domains, of the audit log and of statements.

use super::{Covered, NOT_FOUND, refused};

/// The code that mail.com has in the world of the table; its registrar lock is off.
pub const AUTH_CODE: &str = "a code that is known";

const BOBS_COM: &[(&str, &str)] = &[("DomainName", "bobs.com")];
const MISSING: &str = "Parameter DomainName is Missing";

pub static ROWS: &[Covered] = &[
    Covered {
        command: "namegate.audit.list",
        success: &[("OfCommand", "namecheap.domains.create")],
        with_contacts: false,
        form: "<AuditListResult AccountId><Entry Time ApiUser KeyId Address Command Outcome Number Subject \
            Amount></AuditListResult><Paging><TotalItems><CurrentPage><PageSize></Paging>",
        refusal: refused(&[("From", "yesterday")], 2_011_971, "Parameter From is Invalid", ""),
        not_held: None,
    },
    Covered {
        command: "namegate.ledger.list",
        success: &[("PageSize", "2")],
        with_contacts: false,
        form: "<LedgerListResult><Movement TransactionID Time Amount Currency BalanceAfter Reason></LedgerListResult>\
            <Paging><TotalItems><CurrentPage><PageSize></Paging>",
        refusal: refused(&[("To", "tomorrow")], 2_011_972, "Parameter To is Invalid", ""),
        not_held: None,
    },
    Covered {
        command: "namegate.domains.authCode",
        success: &[("DomainName", "mail.com")],
        with_contacts: false,
        form: "<DomainAuthCodeResult DomainName AuthCode Expires>",
        refusal: refused(
            &[("DomainName", "alices.com")],
            2_030_166,
            "The domain is locked: take the lock off with namecheap.domains.setRegistrarLock",
            "",
        ),
        not_held: refused(BOBS_COM, 2_019_166, NOT_FOUND, ""),
    },
    Covered {
        command: "namegate.domains.autoRenew.get",
        success: &[("DomainName", "alices.com")],
        with_contacts: false,
        form: "<DomainAutoRenewGetResult DomainName AutoRenew Expires>",
        refusal: refused(&[], 2_010_166, MISSING, ""),
        not_held: refused(BOBS_COM, 2_019_166, NOT_FOUND, ""),
    },
    Covered {
        command: "namegate.domains.autoRenew.set",
        success: &[("DomainName", "alices.com"), ("AutoRenew", "true")],
        with_contacts: false,
        form: "<DomainAutoRenewSetResult DomainName AutoRenew IsUpdated>",
        refusal: refused(&[("DomainName", "alices.com")], 2_010_981, "Parameter AutoRenew is Missing", ""),
        not_held: refused(&[("DomainName", "bobs.com"), ("AutoRenew", "true")], 2_019_166, NOT_FOUND, ""),
    },
    Covered {
        command: "namegate.domains.delete",
        success: &[("DomainName", "mail.com")],
        with_contacts: false,
        form: "<DomainDeleteResult DomainName IsSuccess RefundedAmount TransactionID>",
        refusal: refused(
            &[("DomainName", "expired.com")],
            2_030_166,
            "The domain can be deleted in the add grace period of its registration only",
            "",
        ),
        not_held: refused(BOBS_COM, 2_019_166, NOT_FOUND, ""),
    },
    Covered {
        command: "namegate.sandbox.transferAway",
        success: &[("DomainName", "mail.com"), ("AuthCode", AUTH_CODE)],
        with_contacts: false,
        form: "<SandboxTransferAwayResult DomainName IsSuccess>",
        refusal: refused(
            &[("DomainName", "mail.com"), ("AuthCode", "another")],
            2_011_985,
            "Parameter AuthCode is Invalid",
            "",
        ),
        not_held: None,
    },
];
