//! The data folder of one process: made, locked, and for an ephemeral sandbox taken away again.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use crate::endpoints::LOCK;

/// A folder that no other process uses while this lives.
pub struct LockedFolder {
    path: PathBuf,
    /// Dropped after the lock.
    _lock: File,
    _ephemeral: Option<tempfile::TempDir>,
}

/// Why a folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("{path} is in use by another namegate: stop it, or choose another folder with --data DIR")]
    InUse { path: String },
    #[error("cannot write to {path} ({cause}): choose another folder with --data DIR")]
    NotWritable { path: String, cause: io::Error },
}

impl LockedFolder {
    pub fn open(path: PathBuf) -> Result<Self, Error> {
        let lock = lock(&path)?;
        Ok(LockedFolder { path, _lock: lock, _ephemeral: None })
    }

    pub fn ephemeral() -> Result<Self, Error> {
        let not_writable =
            |cause| Error::NotWritable { path: std::env::temp_dir().display().to_string(), cause };
        let folder = tempfile::Builder::new().prefix("namegate-").tempdir().map_err(not_writable)?;
        let path = folder.path().to_owned();
        let lock = lock(&path)?;
        Ok(LockedFolder { path, _lock: lock, _ephemeral: Some(folder) })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }
}

fn lock(folder: &Path) -> Result<File, Error> {
    let not_writable = |cause| Error::NotWritable { path: folder.display().to_string(), cause };
    private_file::make_folder(folder).map_err(not_writable)?;
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(folder.join(LOCK));
    let file = file.map_err(not_writable)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Error::InUse { path: folder.display().to_string() }),
        Err(TryLockError::Error(cause)) => Err(not_writable(cause)),
    }
}
