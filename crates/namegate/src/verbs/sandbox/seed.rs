//! `--seed FILE`: a sandbox begins with a state that was exported.

use std::path::Path;
use std::sync::Arc;

use registrar::runner::Runner;
use registrar::world;
use store::{End, Unfit};

/// Why it did not.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("cannot read {path}: {cause}")]
    Unreadable { path: String, cause: std::io::Error },
    #[error("{path} cannot be the seed: {cause}")]
    Unfit { path: String, cause: Unfit },
    #[error("the database has a state already: leave --seed out, or choose another folder with --data DIR")]
    NotEmpty,
    #[error("the database cannot be used: {0}")]
    Store(#[from] store::Error),
}

/// Puts the state of a file into a store that has none.
pub async fn plant(runner: &Runner, file: &Path) -> Result<(), Error> {
    let path = || file.display().to_string();
    let text = std::fs::read_to_string(file).map_err(|cause| Error::Unreadable { path: path(), cause })?;
    let state = Arc::new(world::read(&text).map_err(|cause| Error::Unfit { path: path(), cause })?);
    if !runner.read(world::is_empty)? {
        return Err(Error::NotEmpty);
    }
    Ok(world::replace(runner, move |cx| world::import(cx, &state).map(End::Commit)).await?)
}
