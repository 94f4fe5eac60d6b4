//! Every query is called by the suite: a new one that is not fails here.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use syn::{ImplItem, Item, Type, Visibility};

/// Files of the suite that run on one engine only.
const OF_ONE_ENGINE: [&str; 5] = ["cut.rs", "following.rs", "on_postgres.rs", "on_sqlite.rs", "turns.rs"];

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths.filter(|path| path.extension().is_some_and(|end| end == "rs")).collect()
}

/// The names of the public methods of `Tx`.
fn queries() -> BTreeSet<String> {
    let items = rust_files(&source()).into_iter().flat_map(|file| {
        syn::parse_file(&read(&file)).unwrap_or_else(|error| panic!("{}: {error}", file.display())).items
    });
    items.flat_map(methods_of_tx).collect()
}

fn methods_of_tx(item: Item) -> Vec<String> {
    let Item::Impl(block) = item else { return Vec::new() };
    let is_tx = matches!(&*block.self_ty, Type::Path(path) if path.path.segments.last().is_some_and(|s| s.ident == "Tx"));
    let public = |item: ImplItem| match item {
        ImplItem::Fn(method) if matches!(method.vis, Visibility::Public(_)) => {
            Some(method.sig.ident.to_string())
        }
        _ => None,
    };
    if is_tx { block.items.into_iter().filter_map(public).collect() } else { Vec::new() }
}

/// The names of all methods that a file calls.
fn calls(tokens: TokenStream, found: &mut BTreeSet<String>) {
    let mut after_dot = false;
    for token in tokens {
        match &token {
            TokenTree::Ident(name) if after_dot => drop(found.insert(name.to_string())),
            TokenTree::Group(group) => calls(group.stream(), found),
            _ => {}
        }
        after_dot = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '.');
    }
}

#[test]
fn every_query_is_called() {
    let mut called = BTreeSet::new();
    for folder in ["suite", "suite/queries"] {
        let shared = |path: &PathBuf| OF_ONE_ENGINE.iter().all(|name| !path.ends_with(name));
        for file in rust_files(&source().join(folder)).iter().filter(|path| shared(path)) {
            calls(read(file).parse().expect("tokens"), &mut called);
        }
    }
    let queries = queries();
    assert!(queries.contains("domain") && queries.contains("next_id"), "the queries are found");
    let left_out: Vec<&String> = queries.difference(&called).collect();
    assert_eq!(left_out, Vec::<&String>::new(), "not called by the suite of every engine");
}
