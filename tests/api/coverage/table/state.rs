//! The calls of commands about what a sandbox holds.

use super::{Covered, refused};

/// The mail that the world of the table has.
pub const MAIL_ID: &str = "700001";

pub static ROWS: &[Covered] = &[
    Covered {
        command: "namegate.sandbox.mail.get",
        success: &[("MailId", MAIL_ID)],
        with_contacts: false,
        form: "<SandboxMailResult MailId FromName From To Subject Time><Text></SandboxMailResult>",
        refusal: refused(&[("MailId", "1")], 2_019_913, "No such mail", ""),
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
];
