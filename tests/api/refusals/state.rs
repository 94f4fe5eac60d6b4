//! The refusals of commands about what a sandbox holds.

use super::{Case, case};

const SUB_ACCOUNT: &str = "Parameter UserName is unauthorized";

pub fn cases() -> Vec<Case> {
    let of_sub = |command, params: &[(&str, &str)]| Case {
        user: "keyed",
        ..case(command, params, 1_016_103, SUB_ACCOUNT)
    };
    vec![
        case("namegate.sandbox.mail.get", &[("MailId", "7")], 2_019_913, "No such mail"),
        of_sub("namegate.sandbox.mail.get", &[("MailId", "7")]),
        of_sub("namegate.sandbox.mail.list", &[]),
    ]
}
