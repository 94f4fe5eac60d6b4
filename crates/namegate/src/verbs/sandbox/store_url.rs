//! `--store URL`: where the database is.

use std::path::{Path, PathBuf};

/// A URL of no known kind.
#[derive(Debug, thiserror::Error)]
#[error("--store takes sqlite:PATH, which {0} is not")]
pub struct Unknown(String);

/// The database file: that of the URL, else `namegate.db` in the data folder.
pub fn path(url: Option<&str>, folder: &Path) -> Result<PathBuf, Unknown> {
    let Some(url) = url else { return Ok(folder.join("namegate.db")) };
    match url.strip_prefix("sqlite:") {
        Some(path) if !path.is_empty() => Ok(PathBuf::from(path)),
        // Not the URL itself: a password may stand in it.
        _ => Err(Unknown(url.split_once(':').map_or("this", |(scheme, _)| scheme).to_owned())),
    }
}
