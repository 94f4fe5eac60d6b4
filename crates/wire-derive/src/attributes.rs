//! Reading attributes and field types.

use std::collections::HashMap;

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::{
    Attribute, Data, DeriveInput, Error, Expr, Field, Fields, GenericArgument, Lit, Meta, PathArguments,
    Token, Type,
};

/// The `key = value` pairs of one attribute.
pub struct Pairs(HashMap<String, Expr>);

impl Pairs {
    /// The pairs of `#[name(...)]`; empty for a bare `#[name]`, `None` where the attribute is absent.
    pub fn of(attributes: &[Attribute], name: &str) -> Result<Option<Pairs>, Error> {
        let Some(attribute) = attributes.iter().find(|a| a.path().is_ident(name)) else { return Ok(None) };
        if matches!(attribute.meta, Meta::Path(_)) {
            return Ok(Some(Pairs(HashMap::new())));
        }
        let list =
            attribute.parse_args_with(Punctuated::<syn::MetaNameValue, Token![,]>::parse_terminated)?;
        Ok(Some(Pairs(
            list.into_iter().map(|pair| (pair.path.to_token_stream().to_string(), pair.value)).collect(),
        )))
    }

    pub fn get(&self, key: &str) -> Option<&Expr> {
        self.0.get(key)
    }

    /// The text of a key, or what stands in for it.
    pub fn text(&self, key: &str) -> Option<String> {
        match self.get(key) {
            Some(Expr::Lit(lit)) => match &lit.lit {
                Lit::Str(text) => Some(text.value()),
                _ => None,
            },
            _ => None,
        }
    }

    /// `Some(value)` or `None` as tokens.
    pub fn option(&self, key: &str) -> TokenStream {
        match self.get(key) {
            Some(value) => quote::quote!(::core::option::Option::Some(#value)),
            None => quote::quote!(::core::option::Option::None),
        }
    }
}

/// The named fields of a struct.
pub fn fields(input: &DeriveInput) -> Result<Vec<&Field>, Error> {
    match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(named) => Ok(named.named.iter().collect()),
            Fields::Unit => Ok(Vec::new()),
            Fields::Unnamed(_) => Err(Error::new_spanned(input, "fields need names")),
        },
        _ => Err(Error::new_spanned(input, "only structs can be declared")),
    }
}

/// How often a field's value occurs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Occurrence {
    One,
    Optional,
    Many,
}

/// The inner type of `Option<T>` and `Vec<T>`, and which it was.
pub fn occurrence(ty: &Type) -> (Occurrence, &Type) {
    if let Type::Path(path) = ty
        && let Some(last) = path.path.segments.last()
        && let PathArguments::AngleBracketed(arguments) = &last.arguments
        && let Some(GenericArgument::Type(inner)) = arguments.args.first()
    {
        if last.ident == "Option" {
            return (Occurrence::Optional, inner);
        }
        if last.ident == "Vec" {
            return (Occurrence::Many, inner);
        }
    }
    (Occurrence::One, ty)
}

/// The docstring, its lines joined.
pub fn doc(attributes: &[Attribute]) -> String {
    let lines = attributes.iter().filter(|a| a.path().is_ident("doc")).filter_map(|a| match &a.meta {
        Meta::NameValue(pair) => match &pair.value {
            Expr::Lit(lit) => match &lit.lit {
                Lit::Str(text) => Some(text.value().trim().to_owned()),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    });
    lines.collect::<Vec<_>>().join(" ").trim().to_owned()
}

/// The name on the wire: as given, or the field's name in upper camel case.
pub fn wire_name(field: &Field, pairs: &Pairs) -> String {
    pairs.text("name").unwrap_or_else(|| {
        let name = field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
        name.trim_start_matches("r#").split('_').map(capitalised).collect()
    })
}

/// The name on the wire of a `#[param]` field.
pub fn wire_name_of(field: &Field) -> Result<String, Error> {
    let pairs = Pairs::of(&field.attrs, "param")?;
    let pairs = pairs.ok_or_else(|| Error::new_spanned(field, "a field needs #[param]"))?;
    Ok(wire_name(field, &pairs))
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
}
