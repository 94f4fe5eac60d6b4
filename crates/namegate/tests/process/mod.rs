//! Sandboxes as processes.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

/// A sandbox of its own folder and ports; it ends with the test.
pub struct Sandbox {
    process: Child,
    pub folder: PathBuf,
}

impl Sandbox {
    pub fn start(folder: &Path, more: &[&str]) -> Sandbox {
        let mut process = sandbox(folder, more).stdout(Stdio::null()).spawn().expect("namegate");
        while !folder.join("endpoints.json").exists() {
            assert!(process.try_wait().expect("a state").is_none(), "it ended early");
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        Sandbox { process, folder: folder.to_owned() }
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

pub fn namegate(verb: &str) -> Command {
    let mut process = Command::new(env!("CARGO_BIN_EXE_namegate"));
    process.env_clear().arg(verb);
    process
}

pub fn sandbox(folder: &Path, more: &[&str]) -> Command {
    let mut process = namegate("sandbox");
    process.arg("--data").arg(folder).args(more);
    for listener in ["--http", "--https", "--dns", "--proxy"] {
        process.args([listener, "127.0.0.1:0"]);
    }
    process
}

pub fn succeeded(output: std::io::Result<Output>) -> String {
    let output = output.expect("namegate runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}
