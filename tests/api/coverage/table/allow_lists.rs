//! The calls of commands about allow-lists.

use super::{Covered, refused};

pub static ROWS: &[Covered] = &[
    Covered {
        command: "namegate.allow.add",
        success: &[("Entry", "192.0.2.7/24"), ("KeyId", super::keys::KEY_ID), ("Days", "30")],
        with_contacts: false,
        form: "<AllowAddResult Entry KeyId Expires IsSuccess>",
        refusal: refused(&[("Entry", "0.0.0.0/0")], 2_011_981, "Parameter Entry is Invalid", ""),
        not_held: None,
    },
    Covered {
        command: "namegate.allow.list",
        success: &[],
        with_contacts: false,
        form: "<AllowListResult SeenAddress><Entry Source Status IsOfSettings><Entry Source Created Status IsOfSettings></AllowListResult>",
        refusal: None,
        not_held: None,
    },
    Covered {
        command: "namegate.allow.remove",
        success: &[("Entry", "198.51.100.1")],
        with_contacts: false,
        form: "<AllowRemoveResult Entry IsSuccess>",
        refusal: refused(&[("Entry", "192.0.2.1")], 2_019_981, "There is no such entry", ""),
        not_held: None,
    },
];
