//! Parameters that come in groups: numbered rows, and blocks.

use crate::param::{self, Place};
use crate::scalar::{Fault, Scalar};
use crate::spec::ParamSpec;
use crate::{Params, Refusal};

/// What was sent for each parameter of a group, in the order of [`Group::PARAMS`].
pub type Sent<'a> = [Option<&'a str>];

/// A group of parameters; `derive(Row)` and `derive(Block)` make it.
pub trait Group: Sized {
    const PARAMS: &'static [ParamSpec];

    /// Reads a group; `subject` is that of the block, for its missing fields.
    fn parse(sent: &Sent<'_>, place: Place<'_>, subject: Option<u32>) -> Result<Self, Refusal>;

    fn to_params(&self, place: Place<'_>, out: &mut Vec<(String, String)>);
}

/// Reads numbered rows, column by column in one go: a call may have thousands. Gaps are allowed; a row with a missing
/// partner refuses the call.
pub fn rows<T: Group>(params: &Params) -> Result<Vec<T>, Refusal> {
    let mut columns: Vec<_> =
        T::PARAMS.iter().map(|spec| params.numbered(spec.name).into_iter().peekable()).collect();
    let mut rows = Vec::new();
    let mut sent = vec![None; columns.len()];
    while let Some(number) = columns.iter_mut().filter_map(|column| Some(column.peek()?.0)).min() {
        for (column, sent) in columns.iter_mut().zip(&mut sent) {
            *sent = column.next_if(|(at, _)| *at == number).map(|(_, value)| value);
        }
        rows.push(T::parse(&sent, Place::Row(number), None)?);
    }
    Ok(rows)
}

/// Reads a block that must be there. Its missing fields are refused with the number of the block, where it has one.
pub fn block<T: Group>(params: &Params, prefix: &str, subject: Option<u32>) -> Result<T, Refusal> {
    T::parse(&of_block::<T>(params, prefix), Place::Block(prefix), subject)
}

/// Reads a block that may be left out whole.
pub fn optional_block<T: Group>(
    params: &Params,
    prefix: &str,
    subject: Option<u32>,
) -> Result<Option<T>, Refusal> {
    let sent = of_block::<T>(params, prefix);
    let present = sent.iter().any(Option::is_some);
    present.then(|| T::parse(&sent, Place::Block(prefix), subject)).transpose()
}

fn of_block<'a, T: Group>(params: &'a Params, prefix: &str) -> Vec<Option<&'a str>> {
    T::PARAMS.iter().map(|spec| params.get(&Place::Block(prefix).name(spec))).collect()
}

/// Reads one field of a group that must be there; `subject` is the block's, for a missing field.
pub fn required<T: Scalar>(
    sent: Option<&str>,
    spec: &ParamSpec,
    place: Place<'_>,
    subject: Option<u32>,
) -> Result<T, Refusal> {
    let missing = ParamSpec { subject: subject.unwrap_or(spec.subject), ..*spec };
    param::optional(sent, spec, place)?.ok_or_else(|| param::refuse(&missing, place, Fault::Missing))
}
