//! The calls of commands about what a sandbox holds.

use super::{Covered, Refused, refused};

/// The names for which an answer is set.
pub const NAMED: &str = "named-*";
/// The mail that the world of the table has.
pub const MAIL_ID: &str = "700001";

pub static ROWS: &[Covered] = &[
    Covered {
        command: "namegate.sandbox.availability.list",
        success: &[],
        with_contacts: false,
        form: "<SandboxAvailabilityListResult><Name Pattern Answer RegistrationPrice RenewalPrice RestorePrice \
            TransferPrice EapFee></SandboxAvailabilityListResult>",
        refusal: without("named_answer"),
        not_held: None,
    },
    Covered {
        command: "namegate.sandbox.availability.remove",
        success: &[("Pattern", NAMED)],
        with_contacts: false,
        form: "<SandboxAvailabilityRemoveResult Pattern IsSuccess>",
        refusal: refused(&[("Pattern", "a.com")], 2_019_941, "Nothing was set for a.com", ""),
        not_held: None,
    },
    Covered {
        command: "namegate.sandbox.availability.set",
        success: &[("Pattern", "b.com"), ("Answer", "premium"), ("RegistrationPrice", "7.50")],
        with_contacts: false,
        form: "<SandboxAvailabilitySetResult Pattern IsSuccess>",
        refusal: refused(
            &[("Pattern", "b"), ("Answer", "taken")],
            2_011_941,
            "Parameter Pattern is Invalid",
            "",
        ),
        not_held: None,
    },
    Covered {
        command: "namegate.sandbox.mail.get",
        success: &[("MailId", MAIL_ID)],
        with_contacts: false,
        form: "<SandboxMailResult MailId FromName From To Subject Time><Text></SandboxMailResult>",
        refusal: refused(&[("MailId", "1")], 2_019_934, "No such mail", ""),
        not_held: None,
    },
    Covered {
        command: "namegate.sandbox.mail.list",
        success: &[],
        with_contacts: false,
        form: "<SandboxMailListResult><Mail MailId From To Subject Time></SandboxMailListResult>\
            <Paging><TotalItems><CurrentPage><PageSize></Paging>",
        refusal: refused(&[("Page", "0")], 2_013_274, "Parameter Page is OutOfRange", ""),
        not_held: None,
    },
    Covered {
        command: "namegate.sandbox.reset",
        success: &[],
        with_contacts: false,
        form: "<SandboxResetResult IsSuccess Domains>",
        refusal: without("mail"),
        not_held: None,
    },
    Covered {
        command: "namegate.sandbox.seed",
        success: &[("Domains", "3")],
        with_contacts: false,
        form: "<SandboxSeedResult Domains Skipped Records>",
        refusal: refused(&[("Domains", "0")], 2_013_951, "Parameter Domains is OutOfRange", ""),
        not_held: None,
    },
    Covered {
        command: "namegate.sandbox.state.export",
        success: &[],
        with_contacts: false,
        form: "<SandboxStateResult><State></SandboxStateResult>",
        refusal: without("mail"),
        not_held: None,
    },
    Covered {
        command: "namegate.sandbox.state.import",
        success: &[("State", "{\"format\": \"namegate-state\", \"version\": 1}")],
        with_contacts: false,
        form: "<SandboxImportResult Accounts Domains Rows>",
        refusal: refused(
            &[("State", "{\"format\": \"namegate-state\",")],
            2_011_931,
            "The state cannot be read: line 1, column 28: the file ends too early",
            "",
        ),
        not_held: None,
    },
];

/// The store fails.
const fn without(table: &'static str) -> Option<Refused> {
    let words = "Unknown exceptions";
    Some(Refused { params: &[], without_table: Some(table), number: 5_050_900, words, body: "" })
}
