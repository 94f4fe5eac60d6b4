//! The calls of commands that only a sandbox has.

use super::{Covered, Refused, refused};

const FORM: &str = "<SandboxClockResult Time Offset NextEvent>";

pub static ROWS: &[Covered] = &[
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
];
