//! `postgres://USER:PASSWORD@HOST:PORT/DATABASE?sslmode=…`: where the database is, and how to reach it.

use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use percent_encoding::percent_decode_str;
use tokio_postgres::Config;
use tokio_postgres::config::{Host, SslMode};

use crate::error::OpenError;

/// Until a server that does not answer is given up, if the URL does not say.
const CONNECT: Duration = Duration::from_secs(5);

/// Connections, each with its thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pool {
    pub(super) writers: usize,
    pub(super) readers: usize,
    pub(super) scans: usize,
}

/// A server of a hundred connections, which is how PostgreSQL comes, serves five such nodes.
const POOL: Pool = Pool { writers: 8, readers: 8, scans: 2 };
const LARGEST_POOL: usize = 256;

/// How far the server is trusted (the words are those of libpq).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Trust {
    /// `disable`, and `prefer` and `require`, which take any certificate.
    Anyone,
    /// `verify-full`: a certificate of a root in this file, for the host that was asked for.
    Roots(PathBuf),
}

/// A parsed URL.
#[derive(Debug)]
pub(super) struct Target {
    pub(super) config: Config,
    pub(super) trust: Trust,
    pub(super) pool: Pool,
    /// Host and database, for messages; nothing secret.
    pub(super) name: String,
}

impl Target {
    pub(super) fn parse(url: &str) -> Result<Self, OpenError> {
        let (place, query) = url.split_once('?').unwrap_or((url, ""));
        let malformed = || OpenError::Url {
            cause: "it is not of the form postgres://USER:PASSWORD@HOST:PORT/DATABASE, with special characters \
                    as %XX",
        };
        let (_, path) = place.split_once("://").ok_or_else(malformed)?;
        // Half a password would pass for the name of a database or of a parameter.
        if query.contains('@') || path.split_once('/').is_some_and(|(_, database)| database.contains('@')) {
            return Err(malformed());
        }
        let mut own = Own { ssl_mode: "prefer".to_owned(), roots: None, pool: POOL };
        let mut rest = Vec::new();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            if !own.take(pair)? {
                rest.push(pair);
            }
        }
        let plain = if rest.is_empty() { place.to_owned() } else { format!("{place}?{}", rest.join("&")) };
        // The parser's own words may quote a part of the URL, and with it of a password.
        let mut config = Config::from_str(&plain).map_err(|_| malformed())?;
        let trust = own.trust(&mut config)?;
        config.application_name("namegate");
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(CONNECT);
        }
        let name = name(&config);
        Ok(Target { config, trust, pool: own.pool, name })
    }

    pub(super) fn other(&self, cause: String) -> OpenError {
        OpenError::Other { database: self.name.clone(), cause }
    }
}

/// Parameters that the client does not know.
struct Own {
    ssl_mode: String,
    roots: Option<PathBuf>,
    pool: Pool,
}

impl Own {
    /// Takes a parameter, if it is one of these.
    fn take(&mut self, pair: &str) -> Result<bool, OpenError> {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let value = percent_decode_str(value).decode_utf8_lossy().into_owned();
        let pool = &mut self.pool;
        let size = match name {
            "sslmode" => {
                self.ssl_mode = value;
                return Ok(true);
            }
            "sslrootcert" => {
                self.roots = Some(value.into());
                return Ok(true);
            }
            "writers" => &mut pool.writers,
            "readers" => &mut pool.readers,
            "scans" => &mut pool.scans,
            _ => return Ok(false),
        };
        let parsed = value.parse().ok().filter(|size| (1..=LARGEST_POOL).contains(size));
        *size = parsed.ok_or(OpenError::Url { cause: "writers, readers and scans are from 1 to 256" })?;
        Ok(true)
    }

    fn trust(&mut self, config: &mut Config) -> Result<Trust, OpenError> {
        let mode = match self.ssl_mode.as_str() {
            "disable" => SslMode::Disable,
            "prefer" => SslMode::Prefer,
            "require" | "verify-full" => SslMode::Require,
            _ => {
                let cause = "sslmode is one of disable, prefer, require and verify-full";
                return Err(OpenError::Url { cause });
            }
        };
        config.ssl_mode(mode);
        match (self.ssl_mode.as_str(), self.roots.take()) {
            ("verify-full", Some(roots)) => Ok(Trust::Roots(roots)),
            ("verify-full", None) => {
                Err(OpenError::Url { cause: "sslmode=verify-full needs sslrootcert=FILE, roots in PEM" })
            }
            (_, Some(_)) => Err(OpenError::Url { cause: "sslrootcert goes with sslmode=verify-full only" }),
            (_, None) => Ok(Trust::Anyone),
        }
    }
}

fn name(config: &Config) -> String {
    let hosts: Vec<String> = config
        .get_hosts()
        .iter()
        .map(|host| match host {
            Host::Tcp(name) => name.clone(),
            #[cfg(unix)]
            Host::Unix(folder) => folder.display().to_string(),
        })
        .collect();
    format!("PostgreSQL {} at {}", config.get_dbname().unwrap_or("(user's database)"), hosts.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cause(url: &str) -> String {
        let refused = Target::parse(url).map(|target| target.name).expect_err(url);
        format!("{refused} {refused:?}")
    }

    #[test]
    fn parameters_of_ours_and_of_the_client() {
        let url = "postgres://me:pass%40word@db.example:6432/names?sslmode=verify-full&sslrootcert=%2Fetc%2Fca.pem\
                   &writers=3&connect_timeout=9&options=-csearch_path%3Dours";
        let target = Target::parse(url).expect("a target");
        assert_eq!(target.name, "PostgreSQL names at db.example");
        assert_eq!(target.trust, Trust::Roots("/etc/ca.pem".into()));
        assert_eq!(target.pool, Pool { writers: 3, ..POOL });
        assert_eq!(target.config.get_ssl_mode(), SslMode::Require);
        assert_eq!(target.config.get_password(), Some(&b"pass@word"[..]));
        assert_eq!(target.config.get_options(), Some("-csearch_path=ours"));
        assert_eq!(target.config.get_connect_timeout(), Some(&Duration::from_secs(9)));
        let plain = Target::parse("postgresql://localhost/names").expect("a target");
        assert_eq!((plain.trust, plain.config.get_ssl_mode()), (Trust::Anyone, SslMode::Prefer));
    }

    #[test]
    fn refusals_name_no_part_of_a_password() {
        for url in [
            "postgres:",
            "postgres://me:sec/ret@host/db",
            "postgres://me:sec?ret@host/db",
            "postgres://me:secret@host/db?secret",
            "postgres://me:secret@host:secret/db",
            "postgres://me:secret@host/db?sslmode=secret",
            "postgres://me:secret@host/db?sslmode=verify-full",
            "postgres://me:secret@host/db?sslrootcert=secret",
            "postgres://me:secret@host/db?writers=0",
            "postgres://me:secret@host/db?readers=secret",
            "postgres://me:secret@host/db?unheard_of=secret",
        ] {
            let cause = cause(url);
            assert!(!cause.contains("secret") && !cause.contains("ret@"), "{cause}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_parsed_or_refused(rest in "[a-z0-9:/?@&=%. ]{0,40}") {
            let _ = Target::parse(&format!("postgres://{rest}"));
        }
    }
}
