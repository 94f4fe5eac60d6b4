//! The data folder, and the file in it that tells other programs where the running server is.

use std::io;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use serde::{Deserialize, Serialize};

const FILE: &str = "endpoints.json";
/// The file that a process holds locked in its data folder.
pub const LOCK: &str = "lock";

/// The option that names the data folder.
#[derive(clap::Args)]
pub struct DataFolder {
    /// The data folder [default: namegate in the platform's state directory]
    #[arg(long = "data", env = "NAMEGATE_DATA", value_name = "DIR")]
    given: Option<PathBuf>,
}

/// Why there is no data folder to use.
#[derive(Debug, thiserror::Error)]
#[error("cannot tell where the data folder is ({0}): name one with --data DIR")]
pub struct NoDataFolder(String);

impl DataFolder {
    /// The folder given by option or environment, else the default one, as an absolute path. It need not exist.
    pub fn path(&self) -> Result<PathBuf, NoDataFolder> {
        let path = match &self.given {
            Some(given) if !given.as_os_str().is_empty() => given.clone(),
            _ => default_folder()?,
        };
        std::path::absolute(path).map_err(|cause| NoDataFolder(cause.to_string()))
    }
}

fn default_folder() -> Result<PathBuf, NoDataFolder> {
    let strategy = etcetera::choose_base_strategy().map_err(|cause| NoDataFolder(cause.to_string()))?;
    // Windows knows no state directory.
    Ok(strategy.state_dir().unwrap_or_else(|| strategy.data_dir()).join("namegate"))
}

/// Where a running server answers, and what a client needs to talk to it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Endpoints {
    /// `http://ADDRESS:PORT`
    pub http: String,
    /// `https://ADDRESS:PORT`
    pub https: String,
    /// `ADDRESS:PORT`, for UDP and TCP
    pub dns: String,
    /// `http://ADDRESS:PORT`
    pub proxy: String,
    pub api_user: String,
    pub api_key: String,
    /// The edge CA's certificate, in PEM.
    pub ca: PathBuf,
}

impl Endpoints {
    /// The endpoints of the server that runs on `folder`; `None` if none does. A server that was killed leaves its
    /// file behind, so they need not answer.
    pub fn read(folder: &Path) -> io::Result<Option<Endpoints>> {
        match std::fs::read(folder.join(FILE)) {
            Ok(content) => Ok(Some(serde_json::from_slice(&content)?)),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(cause) => Err(cause),
        }
    }

    /// Announces these endpoints in `folder`, readable by the owner alone, as they hold the key.
    pub fn write(&self, folder: &Path) -> io::Result<()> {
        let mut content = serde_json::to_vec_pretty(self)?;
        content.push(b'\n');
        private_file::write(&folder.join(FILE), private_file::SECRET, &content)
    }

    /// Takes the announcement back.
    pub fn remove(folder: &Path) -> io::Result<()> {
        match std::fs::remove_file(folder.join(FILE)) {
            Err(cause) if cause.kind() != io::ErrorKind::NotFound => Err(cause),
            _ => Ok(()),
        }
    }
}

/// The address of an endpoint that is a URL.
pub fn after_scheme(url: &str) -> &str {
    url.split_once("://").map_or(url, |(_, address)| address)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    fn endpoints() -> Endpoints {
        Endpoints {
            http: "http://127.0.0.1:8470".into(),
            https: "https://127.0.0.1:8471".into(),
            dns: "127.0.0.1:8473".into(),
            proxy: "http://127.0.0.1:8478".into(),
            api_user: "sandbox".into(),
            api_key: "sandbox".into(),
            ca: "/data/edge-ca.pem".into(),
        }
    }

    #[test]
    fn what_is_announced_is_read_until_it_is_taken_back() {
        let folder = tempfile::tempdir().expect("folder");
        let announced = endpoints();
        announced.write(folder.path()).expect("written");
        assert!(Endpoints::read(folder.path()).expect("read") == Some(announced));
        let mode = std::fs::metadata(folder.path().join(FILE)).expect("metadata").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        Endpoints::remove(folder.path()).expect("removed");
        assert!(Endpoints::read(folder.path()).expect("read").is_none());
        Endpoints::remove(folder.path()).expect("nothing to remove is no error");
    }

    #[test]
    fn the_file_has_exactly_the_fixed_fields() {
        let value = serde_json::to_value(endpoints()).expect("JSON");
        let mut names: Vec<&str> = value.as_object().expect("object").keys().map(String::as_str).collect();
        names.sort_unstable();
        assert_eq!(names, ["api_key", "api_user", "ca", "dns", "http", "https", "proxy"]);
        assert_eq!(value["ca"], "/data/edge-ca.pem");
    }

    #[test]
    fn a_damaged_file_is_an_error() {
        let folder = tempfile::tempdir().expect("folder");
        std::fs::write(folder.path().join(FILE), "{\"http\":").expect("written");
        assert!(Endpoints::read(folder.path()).is_err());
    }

    #[test]
    fn a_given_folder_wins_and_an_empty_one_counts_as_none() {
        let given = DataFolder { given: Some("/somewhere".into()) };
        assert_eq!(given.path().expect("path"), Path::new("/somewhere"));
        let empty = DataFolder { given: Some("".into()) };
        let none = DataFolder { given: None };
        assert_eq!(empty.path().expect("path"), none.path().expect("path"));
        assert!(none.path().expect("path").ends_with("namegate"));
    }
}
