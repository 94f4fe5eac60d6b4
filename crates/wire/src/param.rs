//! Reading and writing one declared parameter. The words are those of the recorded `Parameter PageSize is OutOfRange`
//! and of the SSL pages' `Parameter X is TooLong`; the numbers follow the scheme of users-notes.md section 8.

use std::borrow::Cow;

use crate::Refusal;
use crate::refusal::FaultyParameter;
use crate::scalar::{Fault, Scalar};
use crate::spec::ParamSpec;

/// Where in a request a declared parameter stands.
#[derive(Clone, Copy)]
pub enum Place<'a> {
    Plain,
    Row(u32),
    Block(&'a str),
}

impl Place<'_> {
    /// The number of a row; 0 elsewhere.
    pub fn number(self) -> u32 {
        match self {
            Place::Row(number) => number,
            Place::Plain | Place::Block(_) => 0,
        }
    }

    /// The name on the wire.
    pub fn name(self, spec: &ParamSpec) -> Cow<'static, str> {
        match self {
            Place::Plain | Place::Block("") => Cow::Borrowed(spec.name),
            Place::Row(number) => Cow::Owned(format!("{}{number}", spec.name)),
            Place::Block(prefix) => Cow::Owned(format!("{prefix}{}", spec.name)),
        }
    }
}

/// Reads a parameter that must be there.
pub fn required<T: Scalar>(sent: Option<&str>, spec: &ParamSpec, place: Place<'_>) -> Result<T, Refusal> {
    optional(sent, spec, place)?.ok_or_else(|| refuse(spec, place, Fault::Missing))
}

/// Reads a parameter that may be absent; the default stands in for it where one is declared.
pub fn optional<T: Scalar>(
    sent: Option<&str>,
    spec: &ParamSpec,
    place: Place<'_>,
) -> Result<Option<T>, Refusal> {
    sent.or(spec.default).map(|raw| read(raw, spec)).transpose().map_err(|fault| refuse(spec, place, fault))
}

/// Reads a value by its declaration.
pub fn read<T: Scalar>(raw: &str, spec: &ParamSpec) -> Result<T, Fault> {
    if spec.max.is_some_and(|max| raw.len() > max && raw.chars().count() > max) {
        return Err(Fault::TooLong);
    }
    let value = T::parse(raw)?;
    let inside =
        spec.range.zip(value.number()).is_none_or(|((least, most), number)| (least..=most).contains(&number));
    if inside { Ok(value) } else { Err(Fault::OutOfRange) }
}

/// The refusal of a faulty parameter.
pub fn refuse(spec: &ParamSpec, place: Place<'_>, fault: Fault) -> Refusal {
    let number = match fault {
        Fault::Missing => 2_010_000 + spec.subject,
        Fault::Invalid => 2_011_000 + spec.subject,
        Fault::TooLong => spec.too_long,
        Fault::OutOfRange => 2_013_000 + spec.subject,
    };
    let name = place.name(spec).into_owned();
    let refusal = Refusal::new(number, format!("Parameter {name} is {}", fault.word()));
    Refusal { parameter: Some(Box::new(FaultyParameter { name, fault })), ..refusal }
}

/// Adds a parameter to what a client sends, where it has a value.
pub fn write<T: Scalar>(
    value: Option<&T>,
    spec: &ParamSpec,
    place: Place<'_>,
    out: &mut Vec<(String, String)>,
) {
    if let Some(value) = value {
        out.push((place.name(spec).into_owned(), value.write()));
    }
}
