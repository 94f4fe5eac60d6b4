//! Starting a command that sees a file of its own as /etc/hosts (mount_namespaces(7)). Nothing changes for the rest of
//! the machine, and nothing is left to undo: the namespace ends with the last process in it.

use std::io;
use std::path::Path;

use tokio::process::{Child, Command};

/// Why the command has no /etc/hosts of its own.
#[derive(Debug, thiserror::Error)]
pub(super) enum Error {
    #[cfg(not(target_os = "linux"))]
    #[error("--hosts works on Linux only")]
    System,
    #[error("--hosts needs root: it gives the command an /etc/hosts of its own")]
    NotRoot,
    #[error("cannot give the command an /etc/hosts of its own: {0}")]
    Mount(io::Error),
    #[error("cannot stand in for the real hosts: {0}")]
    Hosts(io::Error),
}

/// Whether a command can have one, as far as can be told before trying.
pub(super) fn check() -> Result<(), Error> {
    #[cfg(not(target_os = "linux"))]
    return Err(Error::System);
    #[cfg(target_os = "linux")]
    if rustix::process::geteuid().is_root() { Ok(()) } else { Err(Error::NotRoot) }
}

/// Starts `command` with `file` in the place of /etc/hosts. What fails after that is as for any command.
#[cfg(target_os = "linux")]
pub(super) fn spawn(mut command: Command, file: &Path) -> Result<io::Result<Child>, Error> {
    let (file, runtime) = (file.to_owned(), tokio::runtime::Handle::current());
    // A thread leaves the namespace of the others, and a process starts in that of the thread that starts it.
    let starting = std::thread::spawn(move || {
        let _runtime = runtime.enter();
        enter(&file)?;
        Ok(command.spawn())
    });
    let started = starting.join().unwrap_or_else(|_| Err(io::Error::other("it could not be started")));
    started.map_err(Error::Mount)
}

#[cfg(not(target_os = "linux"))]
pub(super) fn spawn(_: Command, _: &Path) -> Result<io::Result<Child>, Error> {
    Err(Error::System)
}

#[cfg(target_os = "linux")]
fn enter(file: &Path) -> io::Result<()> {
    use rustix::mount::{MountPropagationFlags, mount_bind, mount_change};
    use rustix::thread::UnshareFlags;

    #[allow(
        deprecated,
        reason = "its successor is unsafe because of UnshareFlags::FILES, which is not used"
    )]
    rustix::thread::unshare(UnshareFlags::NEWNS)?;
    // Else the mount would be seen outside too, where the root is shared.
    mount_change("/", MountPropagationFlags::PRIVATE | MountPropagationFlags::REC)?;
    Ok(mount_bind(file, super::hosts::HOSTS_FILE)?)
}
