//! `derive(Row)` and `derive(Block)`: parameters that share a number or a prefix.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Error, Field};

use crate::attributes::{Occurrence, Pairs, doc, fields, occurrence, wire_name};

pub fn expand(input: DeriveInput) -> Result<TokenStream, Error> {
    let name = &input.ident;
    let (generics, arguments, bounds) = input.generics.split_for_impl();
    let mut specs = Vec::new();
    let mut reads = Vec::new();
    let mut writes = Vec::new();
    for field in fields(&input)? {
        let ident = &field.ident;
        if field.attrs.iter().any(|a| a.path().is_ident("number")) {
            reads.push(quote!(#ident: place.number()));
            continue;
        }
        let index = specs.len();
        specs.push(param_spec(field)?);
        let spec = quote!(&<Self as ::wire::row::Group>::PARAMS[#index]);
        let (read, write) = match occurrence(&field.ty).0 {
            Occurrence::Optional => {
                (quote!(::wire::param::optional(sent[#index], #spec, place)?), quote!(self.#ident.as_ref()))
            }
            _ => (
                quote!(::wire::row::required(sent[#index], #spec, place, subject)?),
                quote!(::core::option::Option::Some(&self.#ident)),
            ),
        };
        reads.push(quote!(#ident: #read));
        writes.push(quote!(::wire::param::write(#write, #spec, place, out);));
    }
    Ok(quote! {
        impl #generics ::wire::row::Group for #name #arguments #bounds {
            const PARAMS: &'static [::wire::spec::ParamSpec] = &[#(#specs),*];

            fn parse(
                sent: &::wire::row::Sent<'_>,
                place: ::wire::param::Place<'_>,
                subject: ::core::option::Option<u32>,
            ) -> ::core::result::Result<Self, ::wire::Refusal> {
                ::core::result::Result::Ok(Self { #(#reads),* })
            }

            fn to_params(&self, place: ::wire::param::Place<'_>, out: &mut ::std::vec::Vec<(::std::string::String, ::std::string::String)>) {
                #(#writes)*
            }
        }
    })
}

/// The constant that describes a `#[param]` field.
pub fn param_spec(field: &Field) -> Result<TokenStream, Error> {
    let pairs = Pairs::of(&field.attrs, "param")?
        .ok_or_else(|| Error::new_spanned(field, "a field needs #[param]"))?;
    let name = wire_name(field, &pairs);
    let (occurs, inner) = occurrence(&field.ty);
    let default = pairs.option("default");
    let required = occurs == Occurrence::One && pairs.get("default").is_none();
    let max = pairs.option("max");
    let subject =
        pairs.get("subject").ok_or_else(|| Error::new_spanned(field, "a parameter needs its subject"))?;
    let too_long = match pairs.get("too_long") {
        Some(number) => quote!(#number),
        None => quote!(2_011_000 + #subject),
    };
    let range = match (pairs.get("least"), pairs.get("most")) {
        (Some(least), Some(most)) => quote!(::core::option::Option::Some((#least, #most))),
        _ => quote!(::core::option::Option::None),
    };
    let doc = doc(&field.attrs);
    Ok(quote! {
        ::wire::spec::ParamSpec {
            name: #name,
            max: #max,
            required: #required,
            default: #default,
            words: <#inner as ::wire::scalar::Scalar>::WORDS,
            range: #range,
            secret: <#inner as ::wire::scalar::Scalar>::IS_SECRET,
            subject: #subject,
            too_long: #too_long,
            doc: #doc,
        }
    })
}
