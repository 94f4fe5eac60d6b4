//! The data folder: whether a sandbox runs on it, and where it says it answers.

use std::fs::{File, TryLockError};
use std::path::Path;

use super::finding::Finding;
use crate::endpoints::{Endpoints, LOCK};

const FOLDER: &str = "data folder";
const PROCESS: &str = "process";

/// What is found, and the endpoints if they are known.
pub(super) fn examine(folder: &Path) -> (Vec<Finding>, Option<Endpoints>) {
    let shown = folder.display();
    let start = || format!("start a sandbox: namegate sandbox --data {shown}");
    if !folder.is_dir() {
        return (vec![Finding::problem(FOLDER, format!("there is no {shown}"), start())], None);
    }
    let alive = match is_locked(folder) {
        Ok(alive) => alive,
        Err(cause) => {
            let advice = "run as the user who started the sandbox, or name another folder with --data DIR";
            return (vec![Finding::problem(FOLDER, format!("cannot read {shown}: {cause}"), advice)], None);
        }
    };
    let process = |endpoints: Option<Endpoints>| match (alive, endpoints) {
        (true, Some(endpoints)) => (Finding::good(PROCESS, "a sandbox runs on it"), Some(endpoints)),
        (true, None) => {
            let says = "a process uses the folder and has not said yet where it answers";
            (Finding::problem(PROCESS, says, "wait for it to start, and see what it wrote"), None)
        }
        (false, Some(_)) => {
            let says = "none runs; the one before was killed and left endpoints.json behind";
            (Finding::problem(PROCESS, says, start()), None)
        }
        (false, None) => (Finding::problem(PROCESS, "none runs on the folder", start()), None),
    };
    match Endpoints::read(folder) {
        Ok(endpoints) => {
            let (found, endpoints) = process(endpoints);
            (vec![Finding::good(FOLDER, shown.to_string()), found], endpoints)
        }
        Err(cause) => {
            let says = format!("endpoints.json in {shown} cannot be read: {cause}");
            (vec![Finding::problem(FOLDER, says, "start the sandbox again, which writes it anew")], None)
        }
    }
}

/// Whether a process holds the folder. One that is about to start may find it held for this moment, and says so.
fn is_locked(folder: &Path) -> std::io::Result<bool> {
    let lock = match File::open(folder.join(LOCK)) {
        Ok(lock) => lock,
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => return Ok(false),
        Err(cause) => return Err(cause),
    };
    match lock.try_lock_shared() {
        Ok(()) => Ok(false),
        Err(TryLockError::WouldBlock) => Ok(true),
        Err(TryLockError::Error(cause)) => Err(cause),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(folder: &Path) -> String {
        examine(folder).0.iter().map(Finding::as_text).collect()
    }

    #[test]
    fn what_a_folder_tells() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path();
        assert!(said(&path.join("none")).contains("there is no"));
        assert!(said(path).contains("none runs on the folder"));
        let lock = File::create(path.join(LOCK)).expect("a file");
        std::fs::write(path.join("endpoints.json"), "{\"http\":").expect("written");
        assert!(said(path).contains("endpoints.json"));
        let text = r#"{"http":"h","https":"s","dns":"d","proxy":"p","api_user":"u","api_key":"k","ca":"c"}"#;
        std::fs::write(path.join("endpoints.json"), text).expect("written");
        assert!(said(path).contains("was killed"));
        assert!(examine(path).1.is_none());
        lock.lock().expect("locked");
        assert!(said(path).contains("a sandbox runs on it"));
        assert!(examine(path).1.is_some());
        std::fs::remove_file(path.join("endpoints.json")).expect("removed");
        assert!(said(path).contains("has not said yet"));
    }
}
