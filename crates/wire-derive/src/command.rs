//! `derive(Command)`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Error, Field};

use crate::attributes::{Occurrence, Pairs, doc, fields, occurrence};
use crate::group::param_spec;

pub fn expand(input: DeriveInput) -> Result<TokenStream, Error> {
    let name = &input.ident;
    let pairs = Pairs::of(&input.attrs, "command")?
        .ok_or_else(|| Error::new_spanned(name, "a request needs #[command]"))?;
    let need =
        |key: &str| pairs.get(key).ok_or_else(|| Error::new_spanned(name, format!("#[command] needs {key}")));
    let (command, effect, response) = (need("name")?, need("effect")?, need("response")?);
    let summary = doc(&input.attrs);
    let mut declared = Vec::new();
    for (index, field) in fields(&input)?.into_iter().enumerate() {
        declared.push(parameter(index, field)?);
    }
    let specs = declared.iter().map(|d| &d.spec);
    let reads = declared.iter().map(|d| &d.read);
    let writes = declared.iter().map(|d| &d.write);
    let sends = if declared.is_empty() { quote!(_) } else { quote!(params) };
    Ok(quote! {
        impl ::wire::Command for #name {
            type Response = #response;

            const SPEC: &'static ::wire::CommandSpec = &::wire::CommandSpec {
                name: #command,
                summary: #summary,
                effect: ::wire::Effect::#effect,
                fields: &[#(#specs),*],
                response: <#response as ::wire::Body>::CHILDREN,
                refusals: REFUSALS,
            };

            fn parse(#sends: &::wire::Params) -> ::core::result::Result<Self, ::wire::Refusal> {
                ::core::result::Result::Ok(Self { #(#reads),* })
            }

            fn to_params(&self) -> ::std::vec::Vec<(::std::string::String, ::std::string::String)> {
                #[allow(unused_mut)]
                let mut out = ::std::vec::Vec::new();
                #(#writes)*
                out
            }
        }
    })
}

struct Declared {
    spec: TokenStream,
    read: TokenStream,
    write: TokenStream,
}

fn parameter(index: usize, field: &Field) -> Result<Declared, Error> {
    if field.attrs.iter().any(|a| a.path().is_ident("numbered")) {
        return numbered(field);
    }
    if field.attrs.iter().any(|a| a.path().is_ident("extended")) {
        return extended(field);
    }
    if let Some(pairs) = Pairs::of(&field.attrs, "block")? {
        return Ok(block(field, &pairs));
    }
    scalar(index, field)
}

fn scalar(index: usize, field: &Field) -> Result<Declared, Error> {
    let (ident, spec) = (&field.ident, param_spec(field)?);
    let plain = quote!(::wire::param::Place::Plain);
    // The specification is a constant of its own, so that the field of the slice need not be taken apart.
    let constant = syn::Ident::new(&format!("PARAM_{index}"), proc_macro2::Span::call_site());
    let inner = quote!({ const #constant: ::wire::spec::ParamSpec = #spec; &#constant });
    let name = crate::attributes::wire_name_of(field)?;
    let sent = quote!(params.get(#name));
    let (read, write) = match occurrence(&field.ty).0 {
        Occurrence::Optional => {
            (quote!(::wire::param::optional(#sent, #inner, #plain)?), quote!(self.#ident.as_ref()))
        }
        _ => (
            quote!(::wire::param::required(#sent, #inner, #plain)?),
            quote!(::core::option::Option::Some(&self.#ident)),
        ),
    };
    Ok(Declared {
        spec: quote!(::wire::spec::Field::Scalar(#spec)),
        read: quote!(#ident: #read),
        write: quote!(::wire::param::write(#write, #inner, #plain, &mut out);),
    })
}

fn numbered(field: &Field) -> Result<Declared, Error> {
    let ident = &field.ident;
    let (Occurrence::Many, row) = occurrence(&field.ty) else {
        return Err(Error::new_spanned(field, "numbered parameters are a Vec"));
    };
    Ok(Declared {
        spec: quote!(::wire::spec::Field::Numbered(<#row as ::wire::row::Group>::PARAMS)),
        read: quote!(#ident: ::wire::row::rows::<#row>(params)?),
        write: quote! {
            for (number, row) in (1..).zip(&self.#ident) {
                ::wire::row::Group::to_params(row, ::wire::param::Place::Row(number), &mut out);
            }
        },
    })
}

fn block(field: &Field, pairs: &Pairs) -> Declared {
    let ident = &field.ident;
    let prefix = pairs.get("prefix").map_or(quote!(""), |prefix| quote!(#prefix));
    let subject = pairs.option("subject");
    let (occurs, inner) = occurrence(&field.ty);
    let required = occurs == Occurrence::One;
    let read = if required { quote!(block) } else { quote!(optional_block) };
    let each = if required { quote!(::core::iter::once(&self.#ident)) } else { quote!(self.#ident.iter()) };
    Declared {
        spec: quote! {
            ::wire::spec::Field::Block {
                prefix: #prefix,
                required: #required,
                subject: #subject,
                params: <#inner as ::wire::row::Group>::PARAMS,
            }
        },
        read: quote!(#ident: ::wire::row::#read::<#inner>(params, #prefix, #subject)?),
        write: quote! {
            for block in #each {
                ::wire::row::Group::to_params(block, ::wire::param::Place::Block(#prefix), &mut out);
            }
        },
    }
}

fn extended(field: &Field) -> Result<Declared, Error> {
    let ident = &field.ident;
    Ok(Declared {
        spec: quote!(::wire::spec::Field::Extended),
        read: quote!(#ident: params.undeclared(<Self as ::wire::Command>::SPEC.fields)),
        write: quote! {
            out.extend(self.#ident.iter().map(|(name, value)| (name.to_owned(), value.to_owned())));
        },
    })
}
