//! Files of the data folder: written aside and renamed, so that a reader finds the old one or the new one, whole.

use std::fs::{DirBuilder, File, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::Path;

/// Readable and writable by the owner alone.
pub const SECRET: u32 = 0o600;
/// Readable by all.
pub const PUBLIC: u32 = 0o644;

/// Makes `folder`, for its owner alone, unless it is there.
pub fn make_folder(folder: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

/// Puts `content` into `path` with these permission bits (less the umask), replacing what was there. It is on the
/// disk when this returns.
pub fn write(path: &Path, mode: u32, content: &[u8]) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut aside = tempfile::Builder::new()
        .prefix(".aside-")
        .permissions(Permissions::from_mode(mode))
        .tempfile_in(folder)?;
    aside.write_all(content)?;
    aside.as_file().sync_all()?;
    aside.persist(path)?;
    File::open(folder)?.sync_all()
}

/// The text of a file; `None` if it is not there. Octets that are no text come back as what no parser takes.
pub fn read(path: &Path) -> io::Result<Option<String>> {
    match std::fs::read(path) {
        Ok(content) => Ok(Some(String::from_utf8_lossy(&content).into_owned())),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(cause),
    }
}

/// Whether only its owner can read a file.
pub fn is_secret(path: &Path) -> io::Result<bool> {
    Ok(std::fs::metadata(path)?.permissions().mode() & 0o077 == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_with_its_mode_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("secret");
        std::fs::write(&path, "old").expect("old file");
        std::fs::set_permissions(&path, Permissions::from_mode(0o666)).expect("mode");
        write(&path, SECRET, b"new").expect("written");
        assert_eq!(std::fs::read(&path).expect("read"), b"new");
        assert_eq!(std::fs::metadata(&path).expect("metadata").permissions().mode() & 0o777, 0o600);
        assert_eq!(std::fs::read_dir(folder.path()).expect("listing").count(), 1);
    }

    #[test]
    fn who_can_read_a_file_is_told() {
        let folder = tempfile::tempdir().expect("folder");
        let (secret, public) = (folder.path().join("secret"), folder.path().join("public"));
        write(&secret, SECRET, b"for one").expect("written");
        write(&public, PUBLIC, b"for all").expect("written");
        assert!(is_secret(&secret).expect("metadata"));
        assert!(!is_secret(&public).expect("metadata"));
        assert_eq!(read(&secret).expect("read").as_deref(), Some("for one"));
        assert_eq!(read(&folder.path().join("absent")).expect("read"), None);
    }

    #[test]
    fn a_write_that_fails_leaves_the_old_file() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("taken");
        std::fs::create_dir(&path).expect("a folder in the way");
        assert!(write(&path, SECRET, b"new").is_err());
        assert_eq!(std::fs::read_dir(folder.path()).expect("listing").count(), 1);
    }
}
