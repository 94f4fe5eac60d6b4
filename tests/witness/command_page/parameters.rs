//! The tables of parameters.

use std::fmt::Write as _;

use wire::spec::{Field, ParamSpec};

const HEAD: [&str; 6] = ["name", "required", "most characters", "values", "default", "meaning"];

/// Writes the parameters of a command.
pub fn write(out: &mut String, fields: &[Field]) {
    out.push_str("\n### Parameters\n");
    if fields.is_empty() {
        out.push_str("\nNone of its own.\n");
        return;
    }
    let plain = |params: &[ParamSpec]| params.iter().map(|p| row(p.name.to_owned(), p)).collect::<Vec<_>>();
    let scalars = fields.iter().flat_map(|field| match field {
        Field::Scalar(param) => plain(std::slice::from_ref(param)),
        Field::Block { prefix: "", params, .. } => plain(params),
        _ => Vec::new(),
    });
    table(out, scalars.collect());
    let mut blocks: Vec<Blocks<'_>> = Vec::new();
    for field in fields {
        match *field {
            Field::Scalar(_) | Field::Block { prefix: "", .. } => {}
            Field::Numbered(params) => numbered(out, params),
            Field::Extended => extended(out),
            Field::Block { prefix, required, params, .. } => match blocks.last_mut() {
                Some(last) if last.required == required && names(last.params) == names(params) => {
                    last.prefixes.push(prefix);
                }
                _ => blocks.push(Blocks { prefixes: vec![prefix], required, params }),
            },
        }
    }
    blocks.iter().for_each(|blocks| blocks.write(out));
}

/// Writes parameters that no command declares.
pub fn of_many(out: &mut String, params: &[ParamSpec]) {
    table(out, params.iter().map(|param| row(param.name.to_owned(), param)).collect());
}

fn names(params: &[ParamSpec]) -> Vec<&'static str> {
    params.iter().map(|param| param.name).collect()
}

/// Blocks that have the same parameters.
struct Blocks<'a> {
    prefixes: Vec<&'a str>,
    required: bool,
    params: &'a [ParamSpec],
}

impl Blocks<'_> {
    fn write(&self, out: &mut String) {
        let names: Vec<String> = self.prefixes.iter().map(|prefix| format!("`{prefix}…`")).collect();
        let (what, each) = if names.len() == 1 { ("A contact", "Its") } else { ("Contacts", "Each") };
        let left_out = if self.required { "" } else { " It may be left out whole." };
        let names = names.join(", ");
        let _ = writeln!(
            out,
            "\n{what}: {names}. {each} prefix stands before every name of this table.{left_out}"
        );
        table(out, self.params.iter().map(|param| row(format!("…{}", param.name), param)).collect());
    }
}

fn numbered(out: &mut String, params: &[ParamSpec]) {
    out.push_str(
        "\nRows: these share a number, which counts from 1 and stands where `N` is. Gaps are allowed.\n",
    );
    table(out, params.iter().map(|param| row(format!("{}N", param.name), param)).collect());
}

fn extended(out: &mut String) {
    out.push_str(
        "\nWhat the registry of a TLD asks beyond that goes in plain parameters of its own, which \
         [extended-attributes.toml](../crates/rules/data/extended-attributes.toml) lists for each TLD.\n",
    );
}

type Row = [String; HEAD.len()];

fn row(name: String, param: &ParamSpec) -> Row {
    [
        format!("`{name}`"),
        if param.required { "yes".to_owned() } else { String::new() },
        param.max.map(|max| max.to_string()).unwrap_or_default(),
        values(param),
        param.default.map(|default| format!("`{default}`")).unwrap_or_default(),
        param.doc.to_owned(),
    ]
}

fn values(param: &ParamSpec) -> String {
    if let Some((least, greatest)) = param.range {
        return format!("{least} to {greatest}");
    }
    param.words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(" ")
}

/// Writes a table without the columns in which nothing stands.
fn table(out: &mut String, rows: Vec<Row>) {
    if rows.is_empty() {
        return;
    }
    let shown: Vec<usize> =
        (0..HEAD.len()).filter(|at| rows.iter().any(|row| !row[*at].is_empty())).collect();
    let line = |out: &mut String, cells: &dyn Fn(usize) -> String| {
        let cells: Vec<String> = shown.iter().map(|at| cells(*at)).collect();
        let _ = writeln!(out, "| {} |", cells.join(" | "));
    };
    out.push('\n');
    line(out, &|at| HEAD[at].to_owned());
    line(out, &|_| "---".to_owned());
    for row in &rows {
        line(out, &|at| row[at].clone());
    }
}
