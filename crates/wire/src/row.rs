//! Parameters that come in groups: numbered rows, and blocks with a prefix.

use crate::param::{self, Place};
use crate::scalar::Fault;
use crate::spec::ParamSpec;
use crate::{Params, Refusal};

/// A group of parameters; `derive(Row)` and `derive(Block)` make it.
pub trait Group: Sized {
    const PARAMS: &'static [ParamSpec];

    fn parse(params: &Params, place: Place<'_>, subject: Option<u32>) -> Result<Self, Refusal>;

    fn to_params(&self, place: Place<'_>, out: &mut Vec<(String, String)>);
}

/// Reads numbered rows. Gaps are allowed; a row with a missing partner refuses the call.
pub fn rows<T: Group>(params: &Params) -> Result<Vec<T>, Refusal> {
    let mut numbers: Vec<u32> =
        T::PARAMS.iter().flat_map(|spec| params.numbered(spec.name)).map(|(number, _)| number).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers.into_iter().map(|number| T::parse(params, Place::Row(number), None)).collect()
}

/// Reads a block that must be there. Its missing fields are refused with the number of the block.
pub fn block<T: Group>(params: &Params, prefix: &str, subject: u32) -> Result<T, Refusal> {
    T::parse(params, Place::Block(prefix), Some(subject))
}

/// Reads a block that may be left out whole.
pub fn optional_block<T: Group>(params: &Params, prefix: &str, subject: u32) -> Result<Option<T>, Refusal> {
    let place = Place::Block(prefix);
    let present = T::PARAMS.iter().any(|spec| params.get(&place.name(spec)).is_some());
    present.then(|| block(params, prefix, subject)).transpose()
}

/// Reads one field of a group that must be there; `subject` is the block's, for a missing field.
pub fn required<T: crate::scalar::Scalar>(
    params: &Params,
    spec: &ParamSpec,
    place: Place<'_>,
    subject: Option<u32>,
) -> Result<T, Refusal> {
    let missing = ParamSpec { subject: subject.unwrap_or(spec.subject), ..*spec };
    param::optional(params, spec, place)?.ok_or_else(|| param::refuse(&missing, place, Fault::Missing))
}
