//! The settings file: TOML, and every key has a default (docs/sandbox.md).

pub mod smtp;

use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;

use ipnet::IpNet;
use registrar::described::Described;
use rules::money::Money;
use serde::Deserialize;
use server::forwarded::TrustedProxies;
use server::gate::denied::Denied;
use server::gate::rate_limit::{Budget, Form, OF_THE_SERVICE, RateLimit};
use server::gate::wrong_keys::Lockout;
use store::AccountState;
use wire::envelope;

/// A settings file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// The word in the element Server of every answer.
    pub server_name: String,
    /// The form of the answers of `ssl.*`.
    ssl_form: SslForm,
    /// The address that URL, URL301 and FRAME records lead to.
    pub redirector: Ipv4Addr,
    pub gate: Gate,
    pub rate_limit: RateLimits,
    pub validation: Validation,
    /// Mails are also sent, by this server.
    pub smtp: Option<smtp::Smtp>,
    /// Accounts beside the sandbox's own.
    pub account: Vec<Account>,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            server_name: "NAMEGATE".into(),
            ssl_form: SslForm::Main,
            redirector: Ipv4Addr::LOCALHOST,
            gate: Gate::default(),
            rate_limit: RateLimits::default(),
            validation: Validation::default(),
            smtp: None,
            account: Vec::new(),
        }
    }
}

/// The forms in which answers of `ssl.*` were recorded.
#[derive(Clone, Copy, Debug, Deserialize)]
enum SslForm {
    #[serde(rename = "main")]
    Main,
    #[serde(rename = "2017")]
    Of2017,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Gate {
    /// Networks whose connections are refused with 1017150.
    deny_address: Vec<IpNet>,
    /// Proxies whose X-Forwarded-For is believed.
    trusted_proxies: Vec<IpNet>,
    /// Proxies whose connections begin with a header of the PROXY protocol.
    proxy_protocol: Vec<IpNet>,
    /// Values of ClientIp that are refused with 1017105.
    deny_client_ip: Vec<Ipv4Addr>,
    /// Wrong keys of one ApiUser from one address that lock the pair with 1017411; never when left out.
    wrong_keys: Option<WrongKeys>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrongKeys {
    most: u32,
    seconds: u32,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RateLimits {
    /// The real service's limits instead of none.
    of_the_service: bool,
    /// Limits of one's own.
    budget: Vec<OwnBudget>,
    form: RefusalForm,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OwnBudget {
    calls: u32,
    seconds: u32,
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum RefusalForm {
    #[default]
    Html405,
    Xml,
}

/// How proofs of control over the names of certificates are looked for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Validation {
    approve: Approve,
    /// Who is asked for names that are in none of our zones; nobody when left out.
    pub resolver: Option<SocketAddr>,
    /// The port at which files are asked for.
    http_port: u16,
    /// Networks that files may be fetched from besides the public Internet.
    allow: Vec<IpNet>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Approve {
    #[default]
    Checked,
    AtOnce,
}

impl Default for Validation {
    fn default() -> Self {
        let allow = LOOPBACK.iter().filter_map(|network| network.parse().ok()).collect();
        Validation { approve: Approve::Checked, resolver: None, http_port: 80, allow }
    }
}

impl Validation {
    pub fn approves_at_once(&self) -> bool {
        self.approve == Approve::AtOnce
    }

    pub fn door(&self) -> outbound::Settings {
        outbound::Settings { http_port: self.http_port, allowed: self.allow.clone() }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    user_name: String,
    api_key: Option<String>,
    /// The account it is opened under.
    parent: Option<String>,
    #[serde(default)]
    state: State,
    /// From where it may be called; loopback when left out.
    allow: Option<Vec<IpNet>>,
    /// Its funds when it is opened first, in US dollars.
    #[serde(default)]
    balance: String,
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum State {
    #[default]
    Active,
    Locked,
    PaymentsDeclined,
    OtherAuthentication,
}

/// Why a settings file is of no use.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("cannot read {path}: {cause}")]
    Unreadable { path: String, cause: std::io::Error },
    #[error("{path}: {cause}")]
    Unfit { path: String, cause: String },
}

impl Config {
    pub fn ssl_form(&self) -> envelope::Form {
        match self.ssl_form {
            SslForm::Main => envelope::Form::Main,
            SslForm::Of2017 => envelope::Form::OfSsl,
        }
    }

    /// Reads a file.
    pub fn read(path: &Path) -> Result<Config, Error> {
        let shown = || path.display().to_string();
        let text =
            std::fs::read_to_string(path).map_err(|cause| Error::Unreadable { path: shown(), cause })?;
        let unfit = |cause: String| Error::Unfit { path: shown(), cause };
        // Not the whole report of the parser: it quotes lines, and keys stand in some.
        let config: Config = toml::from_str(&text).map_err(|error| unfit(error.message().to_owned()))?;
        for account in &config.account {
            account.check().map_err(|cause| unfit(format!("account {}: {cause}", account.user_name)))?;
        }
        Ok(config)
    }
}

impl Gate {
    pub fn proxies(&self) -> Vec<IpNet> {
        self.proxy_protocol.clone()
    }

    pub fn trusted_proxies(&self) -> TrustedProxies {
        TrustedProxies(self.trusted_proxies.clone())
    }

    pub fn denied(&self) -> Denied {
        Denied { addresses: self.deny_address.clone(), client_ips: self.deny_client_ip.clone() }
    }

    pub fn lockout(&self) -> Option<Lockout> {
        let lockout = |keys: &WrongKeys| Lockout { most: keys.most, seconds: keys.seconds.into() };
        self.wrong_keys.as_ref().map(lockout)
    }
}

impl RateLimits {
    pub fn limit(&self) -> RateLimit {
        let own = self.budget.iter().map(|own| Budget { calls: own.calls, seconds: own.seconds.into() });
        let service = if self.of_the_service { OF_THE_SERVICE.as_slice() } else { &[] };
        let form = match self.form {
            RefusalForm::Html405 => Form::Html405,
            RefusalForm::Xml => Form::Xml,
        };
        RateLimit::new(own.chain(service.iter().copied()).collect(), form)
    }
}

/// Networks that reach only this machine.
pub const LOOPBACK: [&str; 2] = ["127.0.0.0/8", "::1/128"];

impl Account {
    fn check(&self) -> Result<(), &'static str> {
        if self.user_name.is_empty() || self.user_name.chars().count() > server::gate::asked::MOST_USER {
            return Err("user_name has 1 to 20 characters");
        }
        if self
            .api_key
            .as_ref()
            .is_some_and(|key| key.is_empty() || key.len() > server::gate::asked::MOST_KEY)
        {
            return Err("api_key has 1 to 50 characters");
        }
        if !self.balance.is_empty() && Money::parse_usd(&self.balance).is_none() {
            return Err("balance is an amount in US dollars");
        }
        Ok(())
    }

    pub fn described(&self) -> Described {
        let loopback = || LOOPBACK.join(" ");
        let listed =
            |networks: &Vec<IpNet>| networks.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        Described {
            user_name: self.user_name.clone(),
            parent: self.parent.clone(),
            api_key: self.api_key.clone(),
            state: match self.state {
                State::Active => AccountState::Active,
                State::Locked => AccountState::Locked,
                State::PaymentsDeclined => AccountState::PaymentsDeclined,
                State::OtherAuthentication => AccountState::OtherAuthentication,
            },
            allowed: self.allow.as_ref().map_or_else(loopback, listed),
            opening_balance: Money::parse_usd(&self.balance).unwrap_or(Money::ZERO),
        }
    }
}
