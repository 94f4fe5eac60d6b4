//! `[smtp]`: the server that takes mails.

use std::path::PathBuf;

use registrar::ports::smtp::{Encryption, Settings, Smtp as Transport};
use serde::Deserialize;

/// The server and how to talk to it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Smtp {
    host: String,
    /// That of the kind of encryption when left out.
    port: Option<u16>,
    #[serde(default)]
    encryption: Word,
    user_name: Option<String>,
    password: Option<Password>,
    /// The address that mails come from.
    sender: Option<String>,
    /// A file of the certificates to trust, instead of those of the system.
    roots: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Word {
    #[default]
    Implicit,
    StartTls,
    None,
}

#[derive(Deserialize)]
#[serde(transparent)]
struct Password(String);

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Password(…)")
    }
}

impl Smtp {
    /// The way to the server, or what is wrong with the settings.
    pub fn transport(&self) -> Result<Transport, String> {
        let credentials = match (&self.user_name, &self.password) {
            (Some(user_name), Some(password)) => Some((user_name.clone(), password.0.clone())),
            (None, None) => None,
            _ => return Err("user_name and password go together".to_owned()),
        };
        let (encryption, port) = match self.encryption {
            Word::Implicit => (Encryption::Implicit, 465),
            Word::StartTls => (Encryption::StartTls, 587),
            Word::None => (Encryption::None, 25),
        };
        if credentials.is_some() && encryption == Encryption::None && !self.is_this_machine() {
            return Err("a password is sent to another machine only with encryption".to_owned());
        }
        let read = |path: &PathBuf| {
            std::fs::read(path).map_err(|cause| format!("roots: cannot read {}: {cause}", path.display()))
        };
        let settings = Settings {
            host: self.host.clone(),
            port: self.port.unwrap_or(port),
            encryption,
            credentials,
            sender: self.sender.clone(),
            roots: self.roots.as_ref().map(read).transpose()?,
        };
        Transport::new(settings).map_err(|unfit| unfit.to_string())
    }

    fn is_this_machine(&self) -> bool {
        let address: Option<std::net::IpAddr> = self.host.parse().ok();
        address.map_or(self.host == "localhost", |address| address.is_loopback())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(text: &str) -> Option<String> {
        toml::from_str::<Smtp>(text).expect("TOML").transport().err()
    }

    #[test]
    fn settings_that_are_of_no_use() {
        for (text, words) in [
            ("host = 'mail.example.net'", None),
            ("host = 'mail.example.net'\nencryption = 'starttls'\nuser_name = 'a'\npassword = 'b'", None),
            ("host = '127.0.0.1'\nencryption = 'none'\nuser_name = 'a'\npassword = 'b'", None),
            ("host = '192.0.2.1'\nencryption = 'none'\nuser_name = 'a'\npassword = 'b'", Some("encryption")),
            ("host = 'localhost'\nuser_name = 'a'", Some("go together")),
            ("host = 'localhost'\nsender = 'nobody'", Some("sender")),
            ("host = 'localhost'\nroots = '/none'", Some("roots")),
        ] {
            let wrong = wrong(text);
            assert_eq!(wrong.is_some(), words.is_some(), "{text}: {wrong:?}");
            assert!(words.is_none_or(|words| wrong.is_some_and(|wrong| wrong.contains(words))), "{text}");
        }
        assert!(toml::from_str::<Smtp>("host = 'localhost'\nencryption = 'maybe'").is_err());
    }

    #[test]
    fn the_password_is_not_shown() {
        let text = "host = 'localhost'\nuser_name = 'a'\npassword = 'hunter22'";
        let smtp: Smtp = toml::from_str(text).expect("TOML");
        assert!(!format!("{smtp:?}").contains("hunter22"));
    }
}
