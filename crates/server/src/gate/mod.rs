//! The gate: what happens before a command (gate.md section 2). A list of checks, each a file: what needs only the
//! request comes first; what needs the account is asked inside the command's own transaction, so that a revoked key
//! or a changed list counts for the very next call.

pub mod admission;
pub mod asked;
pub mod browser;
pub mod denied;
pub mod rate_limit;
pub mod wrong_keys;

use wire::RefusalSpec;

/// Every refusal of the gate, with the words of gate.md sections 1, 2, 8 and 9.
pub mod refusals {
    use super::RefusalSpec;

    pub const API_USER_MISSING: RefusalSpec = RefusalSpec::new(1_010_101, "Parameter APIUser is missing");
    pub const AUTHENTICATION_TYPE: RefusalSpec =
        RefusalSpec::new(1_030_408, "Unsupported authentication type");
    pub const COMMAND_MISSING: RefusalSpec = RefusalSpec::new(1_010_104, "Parameter Command is missing");
    pub const API_KEY_MISSING: RefusalSpec = RefusalSpec::new(1_010_102, "Parameter APIKey is missing");
    pub const CLIENT_IP_MISSING: RefusalSpec = RefusalSpec::new(1_010_105, "Parameter ClientIP is missing");
    pub const CLIENT_IP_INVALID: RefusalSpec = RefusalSpec::new(1_011_105, "Parameter ClientIP is invalid");
    pub const KEY_INVALID: RefusalSpec =
        RefusalSpec::new(1_011_102, "API Key is invalid or API access has not been enabled");
    pub const FAULT: RefusalSpec = RefusalSpec::new(1_050_900, "Unknown error when validating APIUser");
    pub const REQUEST_IP_INVALID: RefusalSpec = RefusalSpec::new(1_011_150, "Invalid request IP: {}");
    pub const REQUEST_IP_LOCKED: RefusalSpec =
        RefusalSpec::new(1_017_150, "Parameter RequestIP is disabled or locked");
    pub const CLIENT_IP_LOCKED: RefusalSpec =
        RefusalSpec::new(1_017_105, "Parameter ClientIP is disabled or locked");
    pub const API_USER_LOCKED: RefusalSpec =
        RefusalSpec::new(1_017_101, "Parameter ApiUser is disabled or locked");
    pub const DECLINED_PAYMENTS: RefusalSpec = RefusalSpec::new(1_017_410, "Too many declined payments");
    pub const LOGIN_ATTEMPTS: RefusalSpec = RefusalSpec::new(1_017_411, "Too many login attempts");
    pub const USER_NAME_UNKNOWN: RefusalSpec = RefusalSpec::new(1_019_103, "Username does not exist");
    pub const USER_NAME_NOT_AUTHORISED: RefusalSpec =
        RefusalSpec::new(1_016_103, "Parameter UserName is unauthorized");
    pub const USER_NAME_LOCKED: RefusalSpec =
        RefusalSpec::new(1_017_103, "Parameter UserName is disabled or locked");
    pub const COMMAND_UNKNOWN: RefusalSpec = RefusalSpec::new(4, "Parameter Command is Invalid");
    pub const TOO_MANY_REQUESTS: RefusalSpec = RefusalSpec::new(500_000, "Too many requests");
}
