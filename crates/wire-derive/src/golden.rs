//! What the derives expand to, for small declarations, against files kept beside this one. What changes in an expansion
//! is so seen by whoever reads the change; `NAMEGATE_BLESS=1 cargo test -p namegate-wire-derive` writes the files anew.

use std::path::Path;

use proc_macro2::TokenStream;
use syn::{DeriveInput, Error};

use crate::{command, element, group};

type Expand = fn(DeriveInput) -> Result<TokenStream, Error>;

/// Each file, the derive and the declaration it expands.
const CASES: [(&str, Expand, &str); 8] = [
    (
        "command",
        command::expand,
        r#"
        /// Does a thing.
        /// On two lines.
        #[command(name = "namecheap.sample.do", effect = Write, response = Response)]
        struct Request {
            /// What it is about.
            #[param(name = "SLD", max = 70, subject = 166)]
            sld: String,
            #[param(default = "20", least = 10, most = 100, subject = 275)]
            page_size: i64,
            #[param(subject = 276)]
            sort_by: Option<SortWord>,
            #[numbered]
            hosts: Vec<Host>,
            #[block]
            page: Page,
            #[block(prefix = "Registrant", subject = 324)]
            registrant: ContactBlock,
            #[block(prefix = "Billing", subject = 323)]
            billing: Option<BillingBlock>,
            #[extended]
            extended: Params,
        }
        "#,
    ),
    (
        "command_without_parameters",
        command::expand,
        r#"
        /// Asks for nothing
        #[command(name = "namecheap.sample.get", effect = Read, response = Response)]
        struct Request {}
        "#,
    ),
    (
        "group",
        group::expand,
        r#"
        struct Host {
            #[number]
            number: u32,
            /// The name.
            #[param(max = 255, subject = 288)]
            host_name: String,
            #[param(name = "TTL", least = 60, most = 60000, subject = 288)]
            ttl: Option<i64>,
        }
        "#,
    ),
    (
        "group_with_a_bound",
        group::expand,
        r#"
        struct Page<const LEAST: i64> {
            #[param(default = "20", least = LEAST, most = 100, subject = 275)]
            page_size: i64,
        }
        "#,
    ),
    (
        "attributes",
        element::expand_attributes,
        r#"
        struct Charge {
            #[attr]
            order_id: i64,
            #[attr(name = "TTL")]
            ttl: Option<i64>,
        }
        "#,
    ),
    (
        "element",
        element::expand,
        r#"
        struct Host {
            #[attr]
            host_id: i64,
            #[attr(name = "TTL")]
            ttl: Option<i64>,
            #[attrs]
            charge: Charge,
            #[text]
            words: String,
            #[leaf]
            title: String,
            #[leaf(name = "Nameserver")]
            nameservers: Vec<String>,
            #[child]
            warnings: Option<Warnings>,
        }
        "#,
    ),
    (
        "body_of_children",
        element::expand_body,
        r#"
        struct Response {
            #[child(name = "Row")]
            rows: Vec<Row>,
            #[child]
            paging: Paging,
        }
        "#,
    ),
    (
        "body_that_is_an_element",
        element::expand_body,
        r#"
        #[body(name = "SampleResult")]
        struct Response {
            #[attr]
            is_success: bool,
        }
        "#,
    ),
];

#[test]
fn expansions() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/golden");
    let bless = std::env::var_os("NAMEGATE_BLESS").is_some();
    for (name, expand, declaration) in CASES {
        let path = folder.join(format!("{name}.rs.txt"));
        let expansion = expanded(expand, declaration).unwrap_or_else(|error| panic!("{name}: {error}"));
        if bless {
            std::fs::write(&path, &expansion).expect("the file can be written");
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(expansion, kept, "{name}: NAMEGATE_BLESS=1 writes the file anew");
    }
}

fn expanded(expand: Expand, declaration: &str) -> Result<String, Error> {
    let tokens = expand(syn::parse_str(declaration)?)?;
    Ok(prettyplease::unparse(&syn::parse2(tokens)?))
}

#[test]
fn declarations_that_are_wrong() {
    let commands = [
        ("struct R {}", "a request needs #[command]"),
        ("#[command(name = \"x\", effect = Read)] struct R {}", "#[command] needs response"),
        (COMMAND_OF_A_BARE_FIELD, "a field needs #[param]"),
        (COMMAND_WITHOUT_SUBJECT, "a parameter needs its subject"),
        (COMMAND_OF_ONE_ROW, "numbered parameters are a Vec"),
    ];
    for (declaration, told) in commands {
        assert_eq!(refused(command::expand, declaration), told, "{declaration}");
    }
    let elements = [
        ("enum E {}", "only structs can be declared"),
        ("struct E(i64);", "fields need names"),
        ("struct E { a: i64 }", "a field needs #[attr], #[attrs], #[text], #[leaf] or #[child]"),
        ("struct E { #[attr] a: Vec<i64> }", "an attribute does not repeat"),
    ];
    for (declaration, told) in elements {
        assert_eq!(refused(element::expand, declaration), told, "{declaration}");
    }
    for declaration in ["struct A { #[attr] a: i64, #[attrs] b: B }", "struct A { #[leaf] a: i64 }"] {
        let told = "attributes that are shared are all #[attr]";
        assert_eq!(refused(element::expand_attributes, declaration), told, "{declaration}");
    }
    let body = "struct B { #[attr] a: i64 }";
    assert_eq!(refused(element::expand_body, body), "CommandResponse holds only children");
}

const COMMAND_OF_A_BARE_FIELD: &str =
    r#"#[command(name = "x", effect = Read, response = B)] struct R { a: String }"#;
const COMMAND_WITHOUT_SUBJECT: &str =
    r#"#[command(name = "x", effect = Read, response = B)] struct R { #[param(max = 1)] a: String }"#;
const COMMAND_OF_ONE_ROW: &str =
    r#"#[command(name = "x", effect = Read, response = B)] struct R { #[numbered] a: Row }"#;

fn refused(expand: Expand, declaration: &str) -> String {
    expanded(expand, declaration).err().map(|error| error.to_string()).unwrap_or_default()
}
