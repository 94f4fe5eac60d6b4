//! The gate: what happens before a command (gate.md section 2). A list of checks, each a file: what needs only the
//! request comes first; what needs the account is asked inside the command's own transaction, so that a revoked key
//! or a changed list counts for the very next call.

pub mod admission;
pub mod asked;
pub mod browser;
pub mod client_ip;
pub mod denied;
mod parameter;
pub mod rate_limit;
pub mod wrong_keys;

/// Every refusal of the gate, with the words of gate.md sections 1, 2, 8 and 9.
pub mod refusals {
    wire::refusals! {
        API_USER_MISSING = 1_010_101 "Parameter APIUser is missing";
        AUTHENTICATION_TYPE = 1_030_408 "Unsupported authentication type";
        COMMAND_MISSING = 1_010_104 "Parameter Command is missing";
        API_KEY_MISSING = 1_010_102 "Parameter APIKey is missing";
        CLIENT_IP_MISSING = 1_010_105 "Parameter ClientIP is missing";
        CLIENT_IP_INVALID = 1_011_105 "Parameter ClientIP is invalid";
        KEY_INVALID = 1_011_102 "API Key is invalid or API access has not been enabled";
        FAULT = 1_050_900 "Unknown error when validating APIUser";
        REQUEST_IP_INVALID = 1_011_150 "Invalid request IP: {}";
        REQUEST_IP_LOCKED = 1_017_150 "Parameter RequestIP is disabled or locked";
        CLIENT_IP_LOCKED = 1_017_105 "Parameter ClientIP is disabled or locked";
        API_USER_LOCKED = 1_017_101 "Parameter ApiUser is disabled or locked";
        DECLINED_PAYMENTS = 1_017_410 "Too many declined payments";
        LOGIN_ATTEMPTS = 1_017_411 "Too many login attempts";
        USER_NAME_UNKNOWN = 1_019_103 "Username does not exist";
        USER_NAME_NOT_AUTHORISED = 1_016_103 "Parameter UserName is unauthorized";
        USER_NAME_LOCKED = 1_017_103 "Parameter UserName is disabled or locked";
        COMMAND_UNKNOWN = 4 "Parameter Command is Invalid";
        TOO_MANY_REQUESTS = 500_000 "Too many requests";
    }
}
