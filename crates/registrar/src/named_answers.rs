//! What the registry of a sandbox is asked to say of names.

use rules::name_pattern::NamePattern;
use store::NamedAnswer;

use crate::runner::Cx;

/// Most answers that are kept: those for patterns are looked at whenever somebody asks for a name.
pub const MOST: usize = 1_000;

/// Why an answer was not set.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("there are as many as there may be")]
    TooMany,
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// Sets the answer for a name or a pattern.
pub fn set(cx: &mut Cx<'_, '_>, answer: &NamedAnswer) -> Result<(), Error> {
    let kept = cx.tx.named_answers()?;
    if kept.len() >= MOST && kept.iter().all(|have| have.pattern != answer.pattern) {
        return Err(Error::TooMany);
    }
    Ok(cx.tx.set_named_answer(answer)?)
}

/// Every answer, by their patterns.
pub fn list(cx: &mut Cx<'_, '_>) -> Result<Vec<NamedAnswer>, store::Error> {
    cx.tx.named_answers()
}

/// Takes an answer back; whether there was one.
pub fn remove(cx: &mut Cx<'_, '_>, pattern: &NamePattern) -> Result<bool, store::Error> {
    cx.tx.delete_named_answer(pattern.as_str())
}
