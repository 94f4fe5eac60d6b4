//! Which server a verb calls, and as whom.

use std::net::Ipv4Addr;

use client::{Client, Credentials};

use crate::endpoints::{DataFolder, Endpoints, NoDataFolder};

/// The options that say so.
#[derive(clap::Args)]
pub struct Callee {
    #[command(flatten)]
    data: DataFolder,
    /// The server to call, instead of the one that runs on the data folder: http://HOST:PORT
    #[arg(long, value_name = "URL", requires = "api_key")]
    endpoint: Option<String>,
    /// ApiUser for --endpoint
    #[arg(long, value_name = "NAME", default_value = "sandbox")]
    api_user: String,
    /// ApiKey for --endpoint
    #[arg(long, env = "NAMEGATE_API_KEY", value_name = "KEY", hide_env_values = true)]
    api_key: Option<String>,
    /// The account acted on, if it is not that of ApiUser
    #[arg(long, value_name = "NAME")]
    user_name: Option<String>,
}

/// Why there is no server to call.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    NoDataFolder(#[from] NoDataFolder),
    #[error(
        "no server is running on {0}: start one with `namegate sandbox`, or name one with --endpoint URL"
    )]
    NotRunning(String),
    #[error("cannot read {0}")]
    Endpoints(#[from] std::io::Error),
}

impl Callee {
    pub fn client(&self) -> Result<Client, Error> {
        let (base, api_user, api_key) = match (&self.endpoint, &self.api_key) {
            (Some(endpoint), Some(api_key)) => (endpoint.clone(), self.api_user.clone(), api_key.clone()),
            _ => {
                let folder = self.data.path()?;
                let found = Endpoints::read(&folder)?
                    .ok_or_else(|| Error::NotRunning(folder.display().to_string()))?;
                (found.http, found.api_user, found.api_key)
            }
        };
        let user_name = self.user_name.clone().unwrap_or_else(|| api_user.clone());
        let client_ip = Ipv4Addr::LOCALHOST;
        Ok(Client::new(&base, Credentials { api_user, api_key, user_name, client_ip }))
    }
}
