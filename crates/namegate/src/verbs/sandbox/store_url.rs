//! `--store URL`: where the database is.

use std::path::Path;

use store::Store;

use super::Error;

/// A URL of no known kind.
#[derive(Debug, thiserror::Error)]
#[error("--store takes sqlite:PATH or postgres://…, neither of which {0} is")]
pub struct Unknown(String);

/// Opens the database of the URL, else `namegate.db` in the data folder. Blocks meanwhile.
pub fn open(url: Option<&str>, folder: &Path) -> Result<Store, Error> {
    let Some(url) = url else { return Ok(Store::open_sqlite(&folder.join("namegate.db"))?) };
    match url.split_once(':') {
        Some(("sqlite", path)) if !path.is_empty() => Ok(Store::open_sqlite(Path::new(path))?),
        Some(("postgres" | "postgresql", _)) => Ok(Store::open_postgres(url)?),
        // Not the URL itself: a password may stand in it.
        other => Err(Unknown(other.map_or("this", |(scheme, _)| scheme).to_owned()).into()),
    }
}
