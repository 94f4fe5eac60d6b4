//! The CA's two files in the data folder.

use std::io;
use std::path::Path;

use super::certificate::{OwnCertificate, Unfit};
use super::{CERTIFICATE_FILE, Error, KEY_FILE};

/// The CA in `folder`, if there is one that will do.
pub(super) fn load(folder: &Path, now: u64) -> Result<Option<OwnCertificate>, Error> {
    let (certificate, key) = (folder.join(CERTIFICATE_FILE), folder.join(KEY_FILE));
    let read = |path: &Path| private_file::read(path).map_err(at(path));
    let (Some(pem), Some(key_pem)) = (read(&certificate)?, read(&key)?) else { return Ok(None) };
    let own = match private_file::is_secret(&key).map_err(at(&key))? {
        true => OwnCertificate::read(pem, &key_pem, now),
        false => Err(Unfit::Exposed),
    };
    match own {
        Ok(own) => Ok(Some(own)),
        Err(reason) => {
            tracing::warn!(file = %certificate.display(), %reason, "the edge CA is replaced: clients must trust the new one");
            Ok(None)
        }
    }
}

/// Keeps the CA. The key is written first: stopped in between, the next start finds a pair that does not match.
pub(super) fn save(folder: &Path, own: &OwnCertificate) -> Result<(), Error> {
    let (certificate, key) = (folder.join(CERTIFICATE_FILE), folder.join(KEY_FILE));
    private_file::make_folder(folder).map_err(at(folder))?;
    private_file::write(&key, private_file::SECRET, own.key.serialize_pem().as_bytes()).map_err(at(&key))?;
    private_file::write(&certificate, private_file::PUBLIC, own.pem.as_bytes()).map_err(at(&certificate))
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> Error {
    let path = path.display().to_string();
    |cause| Error::File { path, cause }
}
