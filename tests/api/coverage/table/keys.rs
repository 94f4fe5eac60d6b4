//! The calls of commands about keys.

use super::{Covered, refused};

/// A key of alice that the world of the table has, beside those of the settings.
pub const KEY_ID: &str = "110003";
/// The key that the settings give her.
const OF_SETTINGS: &str = "110001";
const NO_KEY: &str = "Parameter KeyId is unauthorized";

pub static ROWS: &[Covered] = &[
    Covered {
        command: "namegate.keys.create",
        success: &[("Preset", "acme"), ("Domains", "alices.com"), ("Days", "90")],
        with_contacts: false,
        form: "<KeysCreateResult KeyId ApiUser ApiKey UserName Preset Expires>",
        refusal: refused(&[("Preset", "master")], 2_011_952, "Parameter Preset is Invalid", ""),
        not_held: None,
    },
    Covered {
        command: "namegate.keys.get",
        success: &[("KeyId", KEY_ID)],
        with_contacts: false,
        form: "<KeysGetResult><Key KeyId Label Preset UserName Status Created LastUsed IsOfSettings><Policy \
            MayDeleteOthers Merge ClientIp MostRecords RecordLife HighestPrice SpendPerDay SpendInAll><Command>\
            <Domain><Record></Policy></Key></KeysGetResult>",
        refusal: refused(&[("KeyId", "1")], 2_016_951, NO_KEY, ""),
        not_held: None,
    },
    Covered {
        command: "namegate.keys.list",
        success: &[("PageSize", "1")],
        with_contacts: false,
        form: "<KeysListResult><Key KeyId Label Preset UserName Status Created LastUsed IsOfSettings><Policy \
            MayDeleteOthers Merge ClientIp MostRecords RecordLife HighestPrice SpendPerDay SpendInAll><Command>\
            <Domain><Record></Policy></Key></KeysListResult><Paging><TotalItems><CurrentPage><PageSize></Paging>",
        refusal: refused(&[("PageSize", "101")], 2_013_275, "Parameter PageSize is OutOfRange", ""),
        not_held: None,
    },
    Covered {
        command: "namegate.keys.revoke",
        success: &[("KeyId", KEY_ID)],
        with_contacts: false,
        form: "<KeysRevokeResult KeyId IsSuccess>",
        refusal: refused(
            &[("KeyId", OF_SETTINGS)],
            2_030_951,
            "The key stands in the settings of the server, where alone it is changed",
            "",
        ),
        not_held: None,
    },
    Covered {
        command: "namegate.keys.rotate",
        success: &[("KeyId", KEY_ID), ("OverlapHours", "1")],
        with_contacts: false,
        form: "<KeysRotateResult KeyId ApiUser ApiKey>",
        refusal: refused(&[("KeyId", "1")], 2_016_951, NO_KEY, ""),
        not_held: None,
    },
];
