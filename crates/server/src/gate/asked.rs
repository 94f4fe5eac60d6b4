//! The global parameters: what needs only the request to be judged.

use std::net::IpAddr;

use commands::execute::NotAdmitted;
use registrar::request_log::Check;
use wire::Params;
use wire::scalar::Fault;

use super::client_ip::SentClientIp;
use super::parameter::faulty;
use super::refusals::{API_KEY_MISSING, API_USER_MISSING, AUTHENTICATION_TYPE, COMMAND_MISSING};

/// Most characters of ApiUser, ApiKey, UserName and Command (gate.md section 1). Longer ones cannot be right, and are
/// refused as wrong without being looked up.
pub const MOST_USER: usize = 20;
pub const MOST_KEY: usize = 50;
pub const MOST_COMMAND: usize = 80;

/// Who asks for what, as the request says.
#[derive(Clone)]
pub struct Asked {
    pub api_user: String,
    pub api_key: String,
    /// ApiUser where it was left out.
    pub user_name: String,
    /// Whether UserName was sent.
    pub user_named: bool,
    pub command: String,
    /// The key says what it has to be.
    pub client_ip: SentClientIp,
    /// Where the connection comes from.
    pub address: IpAddr,
}

/// Reads the global parameters, in the order of gate.md section 2. `other_scheme`: the request carries an
/// Authorization header, which the API does not have.
pub fn read(params: &Params, address: IpAddr, other_scheme: bool) -> Result<Asked, NotAdmitted> {
    let sent = |name, refusal| params.get(name).ok_or_else(|| faulty(name, Fault::Missing, refusal));
    let api_user = sent("ApiUser", API_USER_MISSING)?;
    if other_scheme {
        return Err(NotAdmitted::by(Check::OtherScheme, AUTHENTICATION_TYPE));
    }
    let command = sent("Command", COMMAND_MISSING)?.trim();
    if command.is_empty() {
        return Err(faulty("Command", Fault::Missing, COMMAND_MISSING));
    }
    let api_key = sent("ApiKey", API_KEY_MISSING)?;
    let user_name = params.get("UserName");
    Ok(Asked {
        api_user: api_user.to_owned(),
        api_key: api_key.to_owned(),
        user_name: user_name.unwrap_or(api_user).to_owned(),
        user_named: user_name.is_some(),
        command: command.to_owned(),
        client_ip: SentClientIp::read(params.get("ClientIp")),
        address,
    })
}
