//! The certificates that the command trusts: one file for each distinct set.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

/// The variables by which clients are told of a file of certificates.
pub(in crate::verbs) const VARIABLES: [&str; 4] =
    ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "NODE_EXTRA_CA_CERTS"];

/// Where systems keep their roots in one file: Debian and its kin, Fedora and Red Hat (new, old), openSUSE, Alpine and
/// macOS and OpenBSD, FreeBSD, NetBSD.
const SYSTEM_ROOTS: [&str; 7] = [
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
    "/usr/local/share/certs/ca-root-nss.crt",
    "/etc/openssl/certs/ca-certificates.crt",
];

/// Files in a folder of their own, gone when this is dropped.
pub(super) struct Bundles {
    _folder: tempfile::TempDir,
    files: Vec<(&'static str, PathBuf)>,
}

impl Bundles {
    /// For each variable a file of the system's roots, what the variable named `before`, and `ca`. What cannot be read
    /// is named on standard error and left out.
    pub fn write(ca: &[u8], before: impl Fn(&str) -> Option<OsString>) -> io::Result<Bundles> {
        let folder = tempfile::Builder::new().prefix("namegate-run-").tempdir()?;
        let roots = SYSTEM_ROOTS.iter().find_map(|path| std::fs::read(path).ok()).unwrap_or_default();
        let mut files = Vec::new();
        for name in VARIABLES {
            let named = before(name).map(|path| certificates_at(name, Path::new(&path))).unwrap_or_default();
            let path = folder.path().join(format!("{name}.pem"));
            private_file::write(&path, private_file::SECRET, &joined([&roots, &named, ca]))?;
            files.push((name, path));
        }
        Ok(Bundles { _folder: folder, files })
    }

    /// Each variable with its file.
    pub fn files(&self) -> impl Iterator<Item = (&'static str, &Path)> {
        self.files.iter().map(|(name, path)| (*name, path.as_path()))
    }
}

fn certificates_at(variable: &str, path: &Path) -> Vec<u8> {
    certificates(path).unwrap_or_else(|cause| {
        eprintln!("namegate: {variable} names {}, which is left out: {cause}", path.display());
        Vec::new()
    })
}

/// The certificates of a file, or of all files of a folder (REQUESTS_CA_BUNDLE may name one).
fn certificates(path: &Path) -> io::Result<Vec<u8>> {
    if !path.is_dir() {
        return std::fs::read(path);
    }
    // Such folders hold each certificate under its name and its hash: one link each.
    let mut files = BTreeSet::new();
    for entry in std::fs::read_dir(path)? {
        let file = entry?.path();
        // A link that leads nowhere is no certificate.
        files.extend(file.canonicalize().ok().filter(|file| file.is_file()));
    }
    let contents = files.iter().map(std::fs::read).collect::<io::Result<Vec<_>>>()?;
    Ok(joined(contents.iter().map(Vec::as_slice)))
}

/// Texts one after the other, each on lines of its own.
fn joined<'a>(texts: impl IntoIterator<Item = &'a [u8]>) -> Vec<u8> {
    let mut all = Vec::new();
    for text in texts.into_iter().filter(|text| !text.is_empty()) {
        all.extend_from_slice(text);
        if !text.ends_with(b"\n") {
            all.push(b'\n');
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_of_links_gives_each_certificate_once() {
        let folder = tempfile::tempdir().expect("folder");
        std::fs::write(folder.path().join("a.pem"), "A").expect("written");
        std::fs::write(folder.path().join("b.pem"), "B\n").expect("written");
        std::os::unix::fs::symlink("a.pem", folder.path().join("1234.0")).expect("link");
        std::os::unix::fs::symlink("gone.pem", folder.path().join("5678.0")).expect("link");
        std::fs::create_dir(folder.path().join("below")).expect("folder");
        assert_eq!(certificates(folder.path()).expect("read"), b"A\nB\n");
    }

    #[test]
    fn every_variable_has_what_it_named_and_the_ca() {
        let folder = tempfile::tempdir().expect("folder");
        let own = folder.path().join("own.pem");
        std::fs::write(&own, "OWN").expect("written");
        let before = |name: &str| match name {
            "CURL_CA_BUNDLE" => Some(own.clone().into_os_string()),
            "SSL_CERT_FILE" => Some("/nowhere/at/all.pem".into()),
            _ => None,
        };
        let bundles = Bundles::write(b"EDGE", before).expect("written");
        for (name, path) in bundles.files() {
            let text = String::from_utf8(std::fs::read(path).expect("read")).expect("text");
            assert!(text.ends_with("EDGE\n"), "{name}");
            assert_eq!(text.ends_with("OWN\nEDGE\n"), name == "CURL_CA_BUNDLE", "{name}");
        }
    }
}
