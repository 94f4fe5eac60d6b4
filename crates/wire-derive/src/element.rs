//! `derive(Element)`, `derive(Attributes)` and `derive(Body)`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Error, Field, Type};

use crate::attributes::{Occurrence, Pairs, fields, occurrence, wire_name};

/// The parts of an element, each a list in the order of the wire.
#[derive(Default)]
struct Parts {
    /// Its own one by one, and those that it shares with others by their list.
    runs: Vec<TokenStream>,
    /// Its own.
    attributes: Vec<TokenStream>,
    children: Vec<TokenStream>,
    text: Option<TokenStream>,
    writes: Vec<TokenStream>,
    reads: Vec<TokenStream>,
}

pub fn expand(input: DeriveInput) -> Result<TokenStream, Error> {
    let name = &input.ident;
    let Parts { runs, children, text, writes, reads, .. } = parts(&input)?;
    let text = text
        .map_or(quote!(::core::option::Option::None), |format| quote!(::core::option::Option::Some(#format)));
    Ok(quote! {
        impl ::wire::Element for #name {
            const SPEC: &'static ::wire::spec::ElementSpec = &::wire::spec::ElementSpec {
                attributes: &[#(#runs),*],
                text: #text,
                children: &[#(#children),*],
            };

            fn write(&self, name: &'static str, out: &mut ::wire::writer::Writer) {
                out.start(name);
                #(#writes)*
                out.end();
            }

            fn read(node: &::wire::node::Node) -> ::core::result::Result<Self, ::wire::Malformed> {
                ::core::result::Result::Ok(Self { #(#reads),* })
            }
        }
    })
}

pub fn expand_attributes(input: DeriveInput) -> Result<TokenStream, Error> {
    let name = &input.ident;
    let Parts { runs, attributes, writes, reads, .. } = parts(&input)?;
    if runs.len() != writes.len() || attributes.len() != writes.len() {
        return Err(Error::new_spanned(name, "attributes that are shared are all #[attr]"));
    }
    Ok(quote! {
        impl ::wire::Attributes for #name {
            const SPECS: &'static [::wire::spec::ValueSpec] = &[#(#attributes),*];

            fn write(&self, out: &mut ::wire::writer::Writer) {
                #(#writes)*
            }

            fn read(node: &::wire::node::Node) -> ::core::result::Result<Self, ::wire::Malformed> {
                ::core::result::Result::Ok(Self { #(#reads),* })
            }
        }
    })
}

pub fn expand_body(input: DeriveInput) -> Result<TokenStream, Error> {
    let name = &input.ident;
    if let Some(pairs) = Pairs::of(&input.attrs, "body")? {
        let element =
            pairs.get("name").ok_or_else(|| Error::new_spanned(name, "#[body] needs name"))?.clone();
        let itself = expand(input.clone())?;
        let children = quote! {
            ::wire::spec::ChildSpec {
                name: #element,
                content: ::wire::spec::Content::Element(<Self as ::wire::Element>::SPEC),
                optional: false,
                repeated: false,
            }
        };
        let write = quote!(::wire::Element::write(self, #element, out););
        let read = quote!(::wire::element::child(node, #element, <Self as ::wire::Element>::read));
        let body = body(name, &[children], &[write], read);
        return Ok(quote!(#itself #body));
    }
    let Parts { runs, children, text, writes, reads, .. } = parts(&input)?;
    if !runs.is_empty() || text.is_some() {
        return Err(Error::new_spanned(name, "CommandResponse holds only children"));
    }
    Ok(body(name, &children, &writes, quote!(::core::result::Result::Ok(Self { #(#reads),* }))))
}

fn body(
    name: &syn::Ident,
    children: &[TokenStream],
    writes: &[TokenStream],
    read: TokenStream,
) -> TokenStream {
    quote! {
        impl ::wire::Body for #name {
            const CHILDREN: &'static [::wire::spec::ChildSpec] = &[#(#children),*];

            fn read_body(node: &::wire::node::Node) -> ::core::result::Result<Self, ::wire::Malformed> {
                #read
            }
        }

        impl ::wire::WriteBody for #name {
            fn write_body(&self, out: &mut ::wire::writer::Writer) {
                #(#writes)*
            }
        }
    }
}

fn parts(input: &DeriveInput) -> Result<Parts, Error> {
    let mut parts = Parts::default();
    for field in fields(input)? {
        if let Some(pairs) = Pairs::of(&field.attrs, "attr")? {
            attribute(&mut parts, field, &wire_name(field, &pairs))?;
        } else if Pairs::of(&field.attrs, "attrs")?.is_some() {
            shared(&mut parts, field);
        } else if Pairs::of(&field.attrs, "text")?.is_some() {
            text(&mut parts, field);
        } else if let Some(pairs) = Pairs::of(&field.attrs, "leaf")? {
            child(&mut parts, field, &wire_name(field, &pairs), Content::Text);
        } else if let Some(pairs) = Pairs::of(&field.attrs, "child")? {
            child(&mut parts, field, &wire_name(field, &pairs), Content::Element);
        } else {
            return Err(Error::new_spanned(
                field,
                "a field needs #[attr], #[attrs], #[text], #[leaf] or #[child]",
            ));
        }
    }
    Ok(parts)
}

fn attribute(parts: &mut Parts, field: &Field, name: &str) -> Result<(), Error> {
    let ident = &field.ident;
    let (occurs, inner) = occurrence(&field.ty);
    let optional = match occurs {
        Occurrence::One => false,
        Occurrence::Optional => true,
        Occurrence::Many => return Err(Error::new_spanned(field, "an attribute does not repeat")),
    };
    let spec = quote! {
        ::wire::spec::ValueSpec { name: #name, format: <#inner as ::wire::text::Text>::FORMAT, optional: #optional }
    };
    parts.runs.push(quote!(&[#spec]));
    parts.attributes.push(spec);
    if optional {
        parts.writes.push(quote!(if let Some(value) = &self.#ident { out.attribute(#name, value); }));
        parts.reads.push(quote!(#ident: ::wire::element::optional_attribute(node, #name)?));
    } else {
        parts.writes.push(quote!(out.attribute(#name, &self.#ident);));
        parts.reads.push(quote!(#ident: ::wire::element::attribute(node, #name)?));
    }
    Ok(())
}

fn shared(parts: &mut Parts, field: &Field) {
    let (ident, ty) = (&field.ident, &field.ty);
    parts.runs.push(quote!(<#ty as ::wire::Attributes>::SPECS));
    parts.writes.push(quote!(::wire::Attributes::write(&self.#ident, out);));
    parts.reads.push(quote!(#ident: ::wire::Attributes::read(node)?));
}

fn text(parts: &mut Parts, field: &Field) {
    let (ident, ty) = (&field.ident, &field.ty);
    parts.text = Some(quote!(<#ty as ::wire::text::Text>::FORMAT));
    parts.writes.push(quote!(out.text(&self.#ident);));
    parts.reads.push(quote!(#ident: ::wire::element::text(node)?));
}

#[derive(Clone, Copy, PartialEq)]
enum Content {
    Text,
    Element,
}

fn child(parts: &mut Parts, field: &Field, name: &str, content: Content) {
    let ident = &field.ident;
    let (occurs, inner) = occurrence(&field.ty);
    let (spec, write, read) = of_content(content, name, inner);
    let (optional, repeated) = (occurs == Occurrence::Optional, occurs == Occurrence::Many);
    parts.children.push(quote! {
        ::wire::spec::ChildSpec { name: #name, content: #spec, optional: #optional, repeated: #repeated }
    });
    let (each, from) = match occurs {
        Occurrence::One => (quote!({ let value = &self.#ident; #write }), quote!(child)),
        Occurrence::Optional => {
            (quote!(if let Some(value) = &self.#ident { #write }), quote!(optional_child))
        }
        Occurrence::Many => (quote!(for value in &self.#ident { #write }), quote!(children)),
    };
    parts.writes.push(each);
    parts.reads.push(quote!(#ident: ::wire::element::#from(node, #name, #read)?));
}

fn of_content(content: Content, name: &str, inner: &Type) -> (TokenStream, TokenStream, TokenStream) {
    match content {
        Content::Text => (
            quote!(::wire::spec::Content::Text(<#inner as ::wire::text::Text>::FORMAT)),
            quote!(out.leaf(#name, value);),
            quote!(::wire::element::text::<#inner>),
        ),
        Content::Element => (
            quote!(::wire::spec::Content::Element(<#inner as ::wire::Element>::SPEC)),
            quote!(::wire::Element::write(value, #name, out);),
            quote!(<#inner as ::wire::Element>::read),
        ),
    }
}
