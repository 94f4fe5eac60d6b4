//! Derives that turn a declaration into what the crate `wire` asks of it. They are dull on purpose: lists of
//! constants, and one call of a plain function a field.

mod attributes;
mod command;
mod element;
#[cfg(test)]
mod golden;
mod group;

use proc_macro::TokenStream;
use syn::{DeriveInput, Error, parse_macro_input};

/// A request: `#[command(name = "…", effect = Read, response = Response)]`; its docstring is the summary. Fields:
/// `#[param(name = "SLD", max = 70, subject = 166, default = "1", least = 1, most = 9)]`, `#[numbered]`,
/// `#[block]` or `#[extended]`. An `Option` may be absent. A block is `#[block(prefix = "Admin", subject = 326)]` where its
/// parameters have a prefix, or one error number for whichever is missing.
#[proc_macro_derive(Command, attributes(command, param, numbered, block, extended))]
pub fn derive_command(input: TokenStream) -> TokenStream {
    expand(parse_macro_input!(input as DeriveInput), command::expand)
}

/// A numbered row of a request: fields as the `#[param]` fields of a command, and a `#[number]` field for the number it
/// was sent under.
#[proc_macro_derive(Row, attributes(param, number))]
pub fn derive_row(input: TokenStream) -> TokenStream {
    expand(parse_macro_input!(input as DeriveInput), group::expand)
}

/// A block of parameters, which several commands share or one has behind several prefixes: fields as the `#[param]` fields
/// of a command.
#[proc_macro_derive(Block, attributes(param))]
pub fn derive_block(input: TokenStream) -> TokenStream {
    expand(parse_macro_input!(input as DeriveInput), group::expand)
}

/// An element of an answer. Fields in the order of the wire: `#[attr]`, `#[attrs]` (those of `derive(Attributes)`), `#[text]`, `#[leaf]` (a child that holds only
/// text), `#[child]`; each takes `name = "…"` where the name is not the field's in upper camel case. An `Option` may
/// be left out, a `Vec` repeats.
#[proc_macro_derive(Element, attributes(attr, attrs, text, leaf, child))]
pub fn derive_element(input: TokenStream) -> TokenStream {
    expand(parse_macro_input!(input as DeriveInput), element::expand)
}

/// Attributes that several elements have in a row: `#[attr]` fields as those of an element.
#[proc_macro_derive(Attributes, attributes(attr))]
pub fn derive_attributes(input: TokenStream) -> TokenStream {
    expand(parse_macro_input!(input as DeriveInput), element::expand_attributes)
}

/// What stands in CommandResponse: `#[child]` fields, or on the struct `#[body(name = "…")]` when it is that one
/// element itself.
#[proc_macro_derive(Body, attributes(body, attr, attrs, text, leaf, child))]
pub fn derive_body(input: TokenStream) -> TokenStream {
    expand(parse_macro_input!(input as DeriveInput), element::expand_body)
}

fn expand(
    input: DeriveInput,
    with: fn(DeriveInput) -> Result<proc_macro2::TokenStream, Error>,
) -> TokenStream {
    with(input).unwrap_or_else(Error::into_compile_error).into()
}
