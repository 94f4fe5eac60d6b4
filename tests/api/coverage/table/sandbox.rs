//! The calls of commands that only a sandbox has.

use super::{Covered, Refused, refused};

/// The id of a call of alice that is in the request log: domains.check, refused as it lacks its list.
pub const CALL_ID: &str = "0123456789abcdef0123456789abcdef";

const FORM: &str = "<SandboxClockResult Time Offset NextEvent>";
const ODDITIES: &str = "<SandboxOdditiesResult><Oddity Name IsOn Imitates></SandboxOdditiesResult>";
/// Refused to those who act on a sub-account.
const ON_SUB_ACCOUNT: Option<Refused> =
    refused(&[("UserName", "carol")], 1_016_103, "Parameter UserName is unauthorized", "");
const NO_CALL: Option<Refused> =
    refused(&[("Id", "00000000000000000000000000000000")], 2_019_920, "There is no call of this Id", "");

pub static ROWS: &[Covered] = &[
    Covered {
        command: "namegate.explain",
        success: &[("Id", CALL_ID)],
        with_contacts: false,
        form: "<ExplainResult Check><Request Id Time RealTime Address ApiUser UserName Command Status \
            HttpStatus Number Words Microseconds><Reason><Seen><Source><Rule Name Required \
            Meaning></ExplainResult>",
        refusal: NO_CALL,
        not_held: None,
    },
    Covered {
        command: "namegate.sandbox.clock.advance",
        success: &[("Days", "1"), ("Hours", "2"), ("Seconds", "3")],
        with_contacts: false,
        form: FORM,
        refusal: refused(&[], 2_010_902, "Days, Hours, Seconds or To=next-event is needed", ""),
        not_held: None,
    },
    Covered {
        command: "namegate.sandbox.clock.get",
        success: &[],
        with_contacts: false,
        form: FORM,
        refusal: Some(Refused {
            params: &[],
            without_table: Some("setting"),
            number: 5_050_900,
            words: "Unknown exceptions",
            body: "",
        }),
        not_held: None,
    },
    Covered {
        command: "namegate.sandbox.clock.set",
        success: &[("Time", "2027-06-21T00:00:00Z")],
        with_contacts: false,
        form: FORM,
        refusal: refused(&[("Time", "tomorrow")], 2_011_901, "Parameter Time is Invalid", ""),
        not_held: None,
    },
    Covered {
        command: "namegate.sandbox.faults.add",
        success: &[("Kind", "cut"), ("OfCommand", "namecheap.domains"), ("Calls", "3")],
        with_contacts: false,
        form: "<SandboxFaultsAddResult FaultId>",
        refusal: refused(&[("Kind", "flood")], 2_011_910, "Parameter Kind is Invalid", ""),
        not_held: None,
    },
    Covered {
        command: "namegate.sandbox.faults.clear",
        success: &[],
        with_contacts: false,
        form: "<SandboxFaultsClearResult Removed>",
        refusal: ON_SUB_ACCOUNT,
        not_held: None,
    },
    Covered {
        command: "namegate.sandbox.faults.list",
        success: &[],
        with_contacts: false,
        form: "<SandboxFaultsListResult><Fault FaultId Kind OfCommand OfApiUser Calls Seen Struck Left>\
            </SandboxFaultsListResult>",
        refusal: ON_SUB_ACCOUNT,
        not_held: None,
    },
    Covered {
        command: "namegate.sandbox.faults.remove",
        success: &[("FaultId", "1")],
        with_contacts: false,
        form: "<SandboxFaultsRemoveResult FaultId>",
        refusal: refused(&[("FaultId", "2")], 2_019_923, "There is no fault of this FaultId", ""),
        not_held: None,
    },
    Covered {
        command: "namegate.sandbox.oddities.get",
        success: &[],
        with_contacts: false,
        form: ODDITIES,
        refusal: ON_SUB_ACCOUNT,
        not_held: None,
    },
    Covered {
        command: "namegate.sandbox.oddities.set",
        success: &[("FoldedMx", "no"), ("PropagationDelay", "0")],
        with_contacts: false,
        form: ODDITIES,
        refusal: refused(&[], 2_010_971, "A switch or PropagationDelay is needed", ""),
        not_held: None,
    },
    Covered {
        command: "namegate.sandbox.requests.get",
        success: &[("Id", CALL_ID)],
        with_contacts: false,
        form: "<SandboxRequestsGetResult><Request Id Time RealTime Address ApiUser UserName Command Status \
            HttpStatus Number Words Microseconds><Parameter Name Value><LeftOut></SandboxRequestsGetResult>",
        refusal: NO_CALL,
        not_held: None,
    },
    Covered {
        command: "namegate.sandbox.requests.list",
        success: &[("OfCommand", "namecheap.domains.check"), ("Status", "ERROR")],
        with_contacts: false,
        form: "<SandboxRequestsListResult><Request Id Time RealTime Address ApiUser UserName Command Status \
            HttpStatus Number Words Microseconds></SandboxRequestsListResult><Paging><TotalItems>\
            <CurrentPage><PageSize></Paging>",
        refusal: refused(&[("PageSize", "9")], 2_013_275, "Parameter PageSize is OutOfRange", ""),
        not_held: None,
    },
];
