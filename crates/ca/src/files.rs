//! The CA's files in the data folder.

use std::io;
use std::path::{Path, PathBuf};

use crate::Error;
use crate::authority::Authority;

/// The root, for clients to trust.
pub(crate) const ROOT: &str = "product-root.pem";
const INTERMEDIATE: &str = "product-ca.pem";
const KEY: &str = "product-ca.key";

/// The CA in `folder`, if there is one.
pub(crate) fn load(folder: &Path) -> Result<Option<Authority>, Error> {
    let paths = Paths::of(folder);
    let read = |path: &Path| private_file::read(path).map_err(at(path));
    // The root is written last: without it nobody has seen this CA yet.
    let Some(root) = read(&paths.root)? else { return Ok(None) };
    let unfit = || Error::Unfit { path: paths.root.display().to_string() };
    let (Some(intermediate), Some(key)) = (read(&paths.intermediate)?, read(&paths.key)?) else {
        return Err(unfit());
    };
    if !private_file::is_secret(&paths.key).map_err(at(&paths.key))? {
        return Err(unfit());
    }
    Authority::read(root, intermediate, &key).map(Some).ok_or_else(unfit)
}

/// Keeps a new CA.
pub(crate) fn save(folder: &Path, authority: &Authority) -> Result<(), Error> {
    let Paths { root, intermediate, key } = Paths::of(folder);
    private_file::make_folder(folder).map_err(at(folder))?;
    let secret = authority.key.serialize_pem();
    private_file::write(&key, private_file::SECRET, secret.as_bytes()).map_err(at(&key))?;
    private_file::write(&intermediate, private_file::PUBLIC, authority.intermediate.as_bytes())
        .map_err(at(&intermediate))?;
    private_file::write(&root, private_file::PUBLIC, authority.root.as_bytes()).map_err(at(&root))
}

struct Paths {
    root: PathBuf,
    intermediate: PathBuf,
    key: PathBuf,
}

impl Paths {
    fn of(folder: &Path) -> Self {
        Paths { root: folder.join(ROOT), intermediate: folder.join(INTERMEDIATE), key: folder.join(KEY) }
    }
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> Error {
    let path = path.display().to_string();
    |cause| Error::File { path, cause }
}
