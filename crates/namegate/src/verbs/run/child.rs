//! The command as a child process: signals go to it, its exit status comes back.

use std::ffi::OsString;
use std::fs::File;
use std::io::ErrorKind;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::ExitStatus;

use rustix::process::{Pid, Signal, kill_process};
use tokio::process::{Child, Command};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::mpsc;

use super::environment::Change;
use super::{Error, namespace};

/// Signals that are sent to this process to reach the command.
const FORWARDED: [Signal; 6] =
    [Signal::HUP, Signal::INT, Signal::QUIT, Signal::TERM, Signal::USR1, Signal::USR2];

/// Runs `command`, which is not empty, to its end, with the file `hosts` in the place of /etc/hosts if one is given.
pub(super) async fn run(
    command: &[OsString],
    changes: Vec<Change>,
    hosts: Option<&Path>,
) -> Result<u8, Error> {
    let mut signals = signals().map_err(Error::Wait)?;
    let mut child = spawn(command, changes, hosts)?;
    loop {
        tokio::select! {
            status = child.wait() => return status.map(exit_status).map_err(Error::Wait),
            Some(signal) = signals.recv() => forward(signal, &child),
        }
    }
}

fn spawn(command: &[OsString], changes: Vec<Change>, hosts: Option<&Path>) -> Result<Child, Error> {
    let (program, arguments) = command.split_first().ok_or(Error::NotFound { command: String::new() })?;
    let mut process = Command::new(program);
    process.args(arguments);
    for (name, value) in changes {
        match value {
            Some(value) => process.env(name, value),
            None => process.env_remove(name),
        };
    }
    let command = program.to_string_lossy().into_owned();
    let spawned = match hosts {
        Some(hosts) => namespace::spawn(process, hosts)?,
        None => process.spawn(),
    };
    spawned.map_err(|cause| match cause.kind() {
        ErrorKind::NotFound => Error::NotFound { command },
        _ => Error::NotStarted { command, cause },
    })
}

/// The signals that arrive from now on, one after the other.
fn signals() -> std::io::Result<mpsc::Receiver<Signal>> {
    let (sender, receiver) = mpsc::channel(FORWARDED.len());
    let ignored = ignored();
    for number in FORWARDED.into_iter().filter(|signal| !contains(ignored, *signal)) {
        let mut arrivals = signal(SignalKind::from_raw(number.as_raw()))?;
        let sender = sender.clone();
        tokio::spawn(
            async move { while arrivals.recv().await.is_some() && sender.send(number).await.is_ok() {} },
        );
    }
    Ok(receiver)
}

/// The signals that this process was started with ignored (by nohup, or as a background job of a script), as a mask
/// (proc_pid_status(5), SigIgn); none where the system does not tell. They stay ignored, here and in the command.
fn ignored() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or_default()
}

fn contains(mask: u64, signal: Signal) -> bool {
    mask >> (signal.as_raw() - 1) & 1 == 1
}

fn forward(signal: Signal, child: &Child) {
    if [Signal::INT, Signal::QUIT].contains(&signal) && in_foreground() {
        return;
    }
    let process = child.id().and_then(|id| Pid::from_raw(i32::try_from(id).ok()?));
    if let Some(process) = process {
        // A child that has just ended needs no signal.
        let _ = kill_process(process, signal);
    }
}

/// Whether this is the foreground process group of a terminal: what is typed there (^C, ^\) then reaches the command
/// without help, and would reach it twice with it.
fn in_foreground() -> bool {
    File::open("/dev/tty")
        .ok()
        .and_then(|terminal| rustix::termios::tcgetpgrp(&terminal).ok())
        .is_some_and(|foreground| foreground == rustix::process::getpgrp())
}

/// The status as shells give it.
fn exit_status(status: ExitStatus) -> u8 {
    let number = status.code().or_else(|| status.signal().map(|signal| 128 + signal));
    number.and_then(|number| u8::try_from(number).ok()).unwrap_or(u8::MAX)
}
