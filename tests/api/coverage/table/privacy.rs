//! The calls of commands on privacy subscriptions.

use super::{Covered, refused};

/// The subscription of masked.com, which alice holds: it is on, and near its end.
pub const PRIVACY_ID: &str = "400001";
/// That of plain.com, which she holds too: it is off, and far from its end.
pub const PRIVACY_OFF_ID: &str = "400002";
const UNKNOWN_PRIVACY: &[(&str, &str)] = &[("WhoisguardID", "48")];

pub static ROWS: &[Covered] = &[
    Covered {
        command: "namecheap.whoisguard.allot",
        success: &[("WhoisguardId", PRIVACY_ID), ("DomainName", "alices.com")],
        with_contacts: false,
        form: "",
        refusal: refused(
            &[("WhoisguardId", "48"), ("DomainName", "alices.com")],
            2_029_331,
            "THE WHOISGUARD IS EITHER INVALID OR NOT ASSOCIATED WITH YOUR ACCOUNT",
            "<WhoisguardAllotResult ID=\"0\" IsSuccess=\"false\" />",
        ),
        not_held: refused(
            &[("WhoisguardId", PRIVACY_ID), ("DomainName", "bobs.com")],
            2_011_331,
            "whoisguard is in use by another domain",
            "<WhoisguardAllotResult ID=\"0\" IsSuccess=\"false\" />",
        ),
    },
    Covered {
        command: "namecheap.whoisguard.changeEmailAddress",
        success: &[("WhoisguardID", PRIVACY_ID)],
        with_contacts: false,
        form: "<WhoisguardChangeEmailAddressResult ID IsSuccess WGEmail WGOldEmail>",
        refusal: refused(
            UNKNOWN_PRIVACY,
            2_011_331,
            "whoisguard does not exists",
            "<WhoisguardChangeEmailAddressResult ID=\"0\" IsSuccess=\"false\" />",
        ),
        not_held: None,
    },
    Covered {
        command: "namecheap.whoisguard.disable",
        success: &[("WhoisguardID", PRIVACY_ID)],
        with_contacts: false,
        form: "<WhoisguardDisableResult DomainName IsSuccess>",
        refusal: refused(
            UNKNOWN_PRIVACY,
            2_011_331,
            "whoisguard does not exists",
            "<WhoisguardDisableResult IsSuccess=\"false\" />",
        ),
        not_held: None,
    },
    Covered {
        command: "namecheap.whoisguard.discard",
        success: &[("WhoisguardID", PRIVACY_ID)],
        with_contacts: false,
        form: "",
        refusal: refused(
            &[("WhoisguardID", PRIVACY_ID)],
            3_530_407,
            "This feature is no longer supported. Please contact customer support for more details.",
            "<WhoisguardDiscardResult ID=\"0\" IsSuccess=\"false\" />",
        ),
        not_held: None,
    },
    Covered {
        command: "namecheap.whoisguard.enable",
        success: &[("WhoisguardID", PRIVACY_OFF_ID), ("ForwardedToEmail", "ada@example.org")],
        with_contacts: false,
        form: "<WhoisguardEnableResult DomainName IsSuccess>",
        refusal: refused(
            &[("WhoisguardID", "48"), ("ForwardedToEmail", "ada@example.org")],
            2_011_331,
            "whoisguard does not exists",
            "<WhoisguardEnableResult IsSuccess=\"false\" />",
        ),
        not_held: None,
    },
    Covered {
        command: "namecheap.whoisguard.getList",
        success: &[],
        with_contacts: false,
        form: "<WhoisguardGetListResult><Whoisguard ID DomainName Created Expires Status></WhoisguardGetListResult><Paging><TotalItems><CurrentPage><PageSize></Paging>",
        refusal: refused(
            &[("PageSize", "1")],
            2_013_275,
            "Parameter PageSize is OutOfRange",
            "<WhoisguardGetListResult /><Paging><TotalItems>0</TotalItems><CurrentPage>0</CurrentPage><PageSize>0</PageSize></Paging>",
        ),
        not_held: None,
    },
    Covered {
        command: "namecheap.whoisguard.renew",
        success: &[("WhoisguardID", PRIVACY_ID), ("Years", "1")],
        with_contacts: false,
        form: "<WhoisguardRenewResult WhoisguardId Years Renew OrderId TransactionId ChargedAmount>",
        refusal: refused(
            &[("WhoisguardID", PRIVACY_OFF_ID), ("Years", "1")],
            2_029_331,
            "Renewal is not allowed before 30 days of expiry",
            "<WhoisguardRenewResult WhoisguardId=\"0\" Years=\"0\" Renew=\"false\" OrderId=\"0\" TransactionId=\"0\" ChargedAmount=\"0\" />",
        ),
        not_held: None,
    },
    Covered {
        command: "namecheap.whoisguard.unallot",
        success: &[("WhoisguardID", PRIVACY_ID)],
        with_contacts: false,
        form: "",
        refusal: refused(
            &[("WhoisguardID", PRIVACY_ID)],
            3_530_407,
            "This feature is no longer supported. Please contact customer support for more details.",
            "<WhoisguardUnallotResult IsSuccess=\"false\" />",
        ),
        not_held: None,
    },
];
