//! The statuses of transfers: the service's own, below zero, and those of its upstream registrar.

/// How far a transfer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    Queued,
    InProgress,
    Cancelled,
    Completed,
}

impl Phase {
    pub const ALL: [Phase; 4] = [Phase::Queued, Phase::InProgress, Phase::Cancelled, Phase::Completed];

    /// Whether nothing follows.
    pub fn is_end(self) -> bool {
        matches!(self, Phase::Cancelled | Phase::Completed)
    }
}

/// A status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Status {
    pub number: i64,
    pub phase: Phase,
    /// For people.
    pub words: &'static str,
}

const fn of(number: i64, phase: Phase, words: &'static str) -> Status {
    Status { number, phase, words }
}

const fn cancelled(number: i64, words: &'static str) -> Status {
    of(number, Phase::Cancelled, words)
}

const fn in_progress(number: i64, words: &'static str) -> Status {
    of(number, Phase::InProgress, words)
}

/// Every status. 38 to 44, 46 and 47 are on no list.
pub const STATUSES: &[Status] = &[
    cancelled(-202, "Canceled - the expiry date was not found in whois"),
    cancelled(-22, "Canceled - invalid entry, or waiting for the EPP code"),
    in_progress(-5, "The authorization e-mail will be sent"),
    cancelled(-4, "Canceled - the domain is locked or younger than 60 days"),
    of(-2, Phase::Queued, "Resubmitted, queued for transfer"),
    of(-1, Phase::Queued, "Queued for Transfer"),
    in_progress(0, "Created, awaiting the fax"),
    in_progress(1, "The whois data match"),
    cancelled(2, "Canceled - whois error"),
    in_progress(3, "Pending because of the domain status"),
    cancelled(4, "Canceled due to domain status"),
    of(5, Phase::Completed, "Transferred and paid"),
    in_progress(6, "Incomplete - the charge failed"),
    in_progress(7, "Frozen - the charge failed"),
    cancelled(8, "Rejected by the registry"),
    in_progress(9, "Awaiting automatic verification"),
    in_progress(10, "Acquiring the current whois data"),
    in_progress(11, "Automatic verification has begun"),
    in_progress(12, "Awaiting validation of the transfer string"),
    in_progress(13, "Awaiting initiation of the transfer"),
    in_progress(14, "Initiated, awaiting approval"),
    cancelled(15, "Canceled - the contacts are not to be had from whois"),
    cancelled(16, "Canceled - no answer to the verification e-mail"),
    cancelled(17, "Canceled - the contacts did not approve"),
    cancelled(18, "Canceled - the validation string is invalid"),
    cancelled(19, "Canceled - whois differs from the registrant"),
    cancelled(20, "Canceled - the domain is not registered"),
    cancelled(21, "Canceled - the domain is in an account already"),
    cancelled(22, "Canceled - the domain is locked or younger than 60 days"),
    cancelled(23, "Canceled - a transfer has begun already"),
    cancelled(24, "Canceled - unknown error"),
    cancelled(25, "Canceled - rejected by the current registrar"),
    cancelled(26, "Canceled - the fax was not received"),
    cancelled(27, "Canceled by the customer"),
    in_progress(28, "Fax received, awaiting the registrant"),
    in_progress(29, "Awaiting a check of the fax by hand"),
    cancelled(30, "Canceled - the name cannot be transferred"),
    cancelled(31, "Canceled - under transfer elsewhere"),
    cancelled(32, "Canceled - invalid EPP key"),
    cancelled(33, "Canceled - the account is for names only"),
    in_progress(34, "The transfer must include a change of registrar"),
    in_progress(35, "Not yet submitted"),
    cancelled(36, "Canceled - the account is not authorized"),
    cancelled(37, "Canceled - not retagged in time"),
    cancelled(45, "Canceled - the order was canceled"),
    cancelled(48, "Canceled - from registrant to registrant only into retail accounts"),
    cancelled(49, "Canceled - the greatest period is exceeded"),
    cancelled(50, "Canceled - premium name"),
    cancelled(51, "Canceled - registrant data are missing"),
];
