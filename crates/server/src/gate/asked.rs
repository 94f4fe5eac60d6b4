//! The global parameters: what needs only the request to be judged.

use std::net::{IpAddr, Ipv4Addr};

use wire::{Params, Refusal};

use super::refusals::{
    API_KEY_MISSING, API_USER_MISSING, AUTHENTICATION_TYPE, CLIENT_IP_INVALID, CLIENT_IP_MISSING,
    COMMAND_MISSING,
};

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
    pub client_ip: Ipv4Addr,
    /// Where the connection comes from.
    pub address: IpAddr,
}

/// Reads the global parameters, in the order of gate.md section 2. `other_scheme`: the request carries an
/// Authorization header, which the API does not have.
pub fn read(params: &Params, address: IpAddr, other_scheme: bool) -> Result<Asked, Refusal> {
    let api_user = params.get("ApiUser").ok_or(API_USER_MISSING)?;
    if other_scheme {
        return Err(AUTHENTICATION_TYPE.into());
    }
    let command =
        params.get("Command").map(str::trim).filter(|name| !name.is_empty()).ok_or(COMMAND_MISSING)?;
    let api_key = params.get("ApiKey").ok_or(API_KEY_MISSING)?;
    let client_ip = params.get("ClientIp").ok_or(CLIENT_IP_MISSING)?;
    let user_name = params.get("UserName");
    let client_ip = client_ip.trim().parse().map_err(|_| CLIENT_IP_INVALID)?;
    Ok(Asked {
        api_user: api_user.to_owned(),
        api_key: api_key.to_owned(),
        user_name: user_name.unwrap_or(api_user).to_owned(),
        user_named: user_name.is_some(),
        command: command.to_owned(),
        client_ip,
        address,
    })
}
