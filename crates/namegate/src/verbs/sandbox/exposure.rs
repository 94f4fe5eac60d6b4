//! A sandbox's usual key is public, so beyond loopback it wants a key of its own and a list of who may use it.

use super::Args;

/// Fewest characters of a key beyond loopback.
const FEWEST: usize = 32;
/// The key on loopback.
const PUBLIC_KEY: &str = "sandbox";

/// Why a sandbox must not listen where it was told to.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Exposed {
    #[error(
        "beyond loopback a sandbox needs a key of 32 characters or more: set --api-key KEY or NAMEGATE_API_KEY"
    )]
    Key,
    #[error("beyond loopback a sandbox needs to know who may call it: name networks with --allow CIDR")]
    Allow,
    #[error("an API key has 1 to 50 characters")]
    KeyLength,
}

/// The key of the sandbox's account.
pub fn key(args: &Args) -> Result<String, Exposed> {
    let beyond = [args.http, args.https, args.proxy].iter().any(|address| !address.ip().is_loopback());
    let key = args.api_key.as_deref().unwrap_or(PUBLIC_KEY);
    if key.is_empty() || key.chars().count() > server::gate::asked::MOST_KEY {
        return Err(Exposed::KeyLength);
    }
    if beyond && (args.api_key.is_none() || key.chars().count() < FEWEST) {
        return Err(Exposed::Key);
    }
    if beyond && args.allow.is_empty() {
        return Err(Exposed::Allow);
    }
    Ok(key.to_owned())
}
