//! How the house is built: which crate may know which, and how large a file may be.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The crates of this workspace that each crate may depend on (design: arrows point one way).
const ARROWS: &[(&str, &[&str])] = &[
    ("wire-derive", &[]),
    ("wire", &["wire-derive"]),
    ("rules", &[]),
    ("store", &["rules"]),
    ("registrar", &["rules", "store"]),
    ("commands", &["wire", "rules", "registrar", "store"]),
    ("dns", &["rules"]),
    ("private-file", &[]),
    ("ca", &["private-file", "registrar"]),
    ("outbound", &["rules", "registrar", "dns"]),
    ("server", &["wire", "rules", "store", "registrar", "commands", "private-file"]),
    ("client", &["wire", "commands"]),
    ("testkit", &["wire", "rules", "store", "registrar", "commands", "dns", "ca", "outbound", "server"]),
    (
        "namegate",
        &[
            "wire",
            "rules",
            "store",
            "registrar",
            "commands",
            "dns",
            "private-file",
            "ca",
            "outbound",
            "server",
            "client",
        ],
    ),
];

/// The only crates that may know a kind of thing, by the libraries that make it known.
const KNOWN_BY: &[(&str, &[&str])] = &[
    ("postgres", &["store"]),
    ("rusqlite", &["store", "testkit"]),
    ("axum", &["server", "namegate"]),
    ("quick-xml", &["wire"]),
    ("domain", &["dns"]),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").to_owned()
}

fn manifests() -> BTreeMap<String, toml::Table> {
    let folders = std::fs::read_dir(root().join("crates")).expect("crates");
    folders
        .map(|folder| {
            let folder = folder.expect("a folder").path();
            let text = std::fs::read_to_string(folder.join("Cargo.toml")).expect("a manifest");
            let name = folder.file_name().and_then(|name| name.to_str()).expect("a name").to_owned();
            (name, toml::from_str(&text).expect("TOML"))
        })
        .collect()
}

/// What a crate's code depends on, tests apart.
fn dependencies(manifest: &toml::Table) -> Vec<String> {
    let table = manifest.get("dependencies").and_then(toml::Value::as_table);
    table.map(|table| table.keys().cloned().collect()).unwrap_or_default()
}

#[test]
fn arrows_point_one_way() {
    let manifests = manifests();
    let crates: Vec<&str> = ARROWS.iter().map(|(name, _)| *name).collect();
    let mut listed = crates.clone();
    listed.sort_unstable();
    assert_eq!(manifests.keys().map(String::as_str).collect::<Vec<_>>(), listed, "every crate is listed");
    for (name, may) in ARROWS {
        for dependency in dependencies(&manifests[*name]) {
            let ours = crates.contains(&dependency.as_str());
            assert!(!ours || may.contains(&dependency.as_str()), "{name} depends on {dependency}");
        }
    }
    // Commands know the store's side only behind their feature.
    let features = manifests["commands"]["features"]["server"].as_array().expect("a feature").len();
    let behind = |name: &str| manifests["commands"]["dependencies"][name].get("optional").is_some();
    assert!(features >= 2 && behind("registrar") && behind("store"));
}

#[test]
fn what_a_library_brings_is_known_in_one_place() {
    for (name, manifest) in manifests() {
        for (library, may) in KNOWN_BY {
            let knows = dependencies(&manifest).iter().any(|dependency| dependency == library);
            assert!(!knows || may.contains(&name.as_str()), "{name} depends on {library}");
        }
    }
}

/// The crates a crate of ours is built from, each with its features.
fn tree(package: &str) -> Vec<(String, Vec<String>)> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["tree", "--package", package, "--edges", "normal", "--prefix", "none", "--format", "{p}|{f}"])
        .args(["--offline", "--locked"])
        .current_dir(root())
        .output()
        .expect("cargo tree");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("text");
    let line = |line: &str| {
        let (package, features) = line.split_once('|')?;
        let features = features.split([',', ' ']).map(str::to_owned).collect();
        Some((package.split(' ').next()?.to_owned(), features))
    };
    text.lines().filter_map(line).collect()
}

#[test]
fn the_client_holds_no_sql_and_no_http_server() {
    let client = tree("namegate-client");
    assert!(client.iter().any(|(name, _)| name == "namegate-wire"), "{client:?}");
    for (name, features) in &client {
        let banned = [
            "rusqlite",
            "libsqlite3-sys",
            "postgres",
            "tokio-postgres",
            "axum",
            "axum-core",
            "tower",
            "namegate-store",
            "multer",
        ];
        assert!(!banned.contains(&name.as_str()), "the client is built from {name}");
        let serves = name.starts_with("hyper") && features.iter().any(|feature| feature == "server");
        assert!(!serves, "{name} has its server in the client");
    }
    let server = tree("namegate-server");
    assert!(server.iter().any(|(name, _)| name == "axum"), "what is looked for is found where it is");
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn files_are_small_and_named_for_what_they_hold() {
    let mut files = Vec::new();
    sources(&root().join("crates"), &mut files);
    sources(&root().join("tests"), &mut files);
    assert!(files.len() > 100);
    for file in files {
        let lines = std::fs::read_to_string(&file).expect("a source").lines().count();
        assert!(lines <= 400, "{} has {lines} lines", file.display());
        let stem = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let vague = ["utils", "util", "helpers", "helper", "common", "manager", "misc"];
        assert!(!vague.contains(&stem), "{} says nothing of what it holds", file.display());
    }
}
