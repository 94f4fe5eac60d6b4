//! What an app in a test begins with.

use std::sync::Arc;

use ipnet::IpNet;
use registrar::described::Described;
use registrar::entropy::{Entropy, SystemEntropy};
use registrar::ports::builtin_registry::BuiltinRegistry;
use registrar::ports::ca::CertificateAuthority;
use registrar::ports::inbox::Inbox;
use registrar::ports::mail::Mailer;
use registrar::ports::registry::Registry;
use rules::money::Money;
use server::forwarded::TrustedProxies;
use server::gate::denied::Denied;
use server::gate::rate_limit::{Budget, Form};
use server::gate::wrong_keys::Lockout;
use store::AccountState;
use wire::envelope;

/// World time when an app starts: 2026-06-15 12:00:00 UTC, in the summer time of the east coast.
pub const WORLD_START: i64 = 1_781_524_800;
/// Real time when an app starts.
pub const REAL_START: i64 = 1_000_000_000;

/// What is different in a test; the default is what most need.
pub struct Setup {
    pub accounts: Vec<Described>,
    pub registry: Arc<dyn Registry>,
    /// Where keys, codes and salts come from.
    pub entropy: Arc<dyn Entropy>,
    pub mailer: Arc<dyn Mailer>,
    pub denied: Denied,
    pub trusted_proxies: TrustedProxies,
    /// Networks from which connections begin with a header of the PROXY protocol.
    pub proxies: Vec<IpNet>,
    pub lockout: Option<Lockout>,
    pub budgets: Vec<Budget>,
    pub form: Form,
    /// Host names under which the server may be asked.
    pub names: Vec<String>,
    /// Has the commands of a sandbox.
    pub is_sandbox: bool,
    /// The account that sees the calls of all in the request log.
    pub overseer: &'static str,
    /// Instead of the built-in one.
    pub authority: Option<Arc<dyn CertificateAuthority>>,
    /// Issues certificates without a look at the proofs of control.
    pub approve_at_once: bool,
    /// Where files that prove control are asked for.
    pub validation_port: u16,
    /// The form of the answers of `ssl.*`.
    pub ssl_form: envelope::Form,
}

impl Default for Setup {
    fn default() -> Self {
        Setup {
            accounts: vec![account("alice"), account("bob")],
            registry: Arc::new(BuiltinRegistry::default()),
            entropy: Arc::new(SystemEntropy::default()),
            mailer: Arc::new(Inbox),
            denied: Denied::default(),
            trusted_proxies: TrustedProxies::default(),
            proxies: Vec::new(),
            lockout: None,
            budgets: Vec::new(),
            form: Form::default(),
            names: Vec::new(),
            is_sandbox: true,
            overseer: "alice",
            authority: None,
            approve_at_once: false,
            validation_port: 80,
            ssl_form: envelope::Form::Main,
        }
    }
}

/// An account that may call from this machine, with 10,000 USD and the key of [`key_of`].
pub fn account(user_name: &str) -> Described {
    Described {
        user_name: user_name.to_owned(),
        parent: None,
        api_key: Some(key_of(user_name)),
        state: AccountState::Active,
        allowed: "127.0.0.0/8".to_owned(),
        opening_balance: Money::usd(10_000 * 10_000),
    }
}

/// The API key of an account of [`account`].
pub fn key_of(user_name: &str) -> String {
    format!("key-of-{user_name}")
}

/// The networks of this machine alone.
pub(crate) fn loopback() -> Vec<IpNet> {
    ["127.0.0.0/8", "::1/128"].map(|network| network.parse().expect("a network")).to_vec()
}
