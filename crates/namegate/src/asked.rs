//! A verb that is one call: text for people, JSON for programs. Exit status 0 for an answer, 1 for a refusal, 2 where
//! there is no answer.

use std::io::Write;
use std::process::ExitCode;

use wire::envelope::{self, ApiError, Outcome};
use wire::node::Node;
use wire::{Command, json};

use crate::callee::{self, Callee};
use crate::failed;

/// The exit status of a call that got no answer.
pub const NO_ANSWER: u8 = 2;

/// Whom to call, and how to tell the answer.
#[derive(clap::Args)]
pub struct To {
    #[command(flatten)]
    pub callee: Callee,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Why there is nothing to tell. Each is one line for standard error.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Callee(#[from] callee::Error),
    #[error(transparent)]
    Client(#[from] client::Error),
    #[error(transparent)]
    NotXml(#[from] wire::node::NotXml),
    #[error(transparent)]
    Unreadable(#[from] envelope::Unreadable),
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Refused(Vec<ApiError>),
}

/// An answer, as it was sent and as it is read.
pub struct Answer<R> {
    pub document: Node,
    pub response: R,
}

/// Calls a command.
pub async fn ask<C: Command>(callee: &Callee, request: &C) -> Result<Answer<C::Response>, Error> {
    let document = callee.client()?.send(C::SPEC.name, &request.to_params()).await?;
    match envelope::read::<C::Response>(&document)? {
        Outcome::Errors(errors) => Err(Error::Refused(errors)),
        Outcome::Answer(response) => Ok(Answer { document: Node::parse(&document)?, response }),
    }
}

/// Calls a command and tells what it answered: as the API's own JSON, or in words.
pub async fn tell<C: Command>(
    callee: &Callee,
    as_json: bool,
    request: &C,
    words: impl FnOnce(&C::Response) -> String,
) -> ExitCode {
    told(ask(callee, request).await.map(|Answer { document, response }| {
        if as_json { format!("{:#}", json::answer(&document, C::SPEC.response)) } else { words(&response) }
    }))
}

/// Prints what there is to tell, or why there is nothing.
pub fn told(text: Result<String, Error>) -> ExitCode {
    match text {
        Ok(text) => {
            // Who closed standard output does not want to read it.
            let _ = writeln!(std::io::stdout(), "{text}");
            ExitCode::SUCCESS
        }
        Err(error @ Error::Refused(_)) => failed(&error.to_string()),
        Err(error) => {
            failed(&error.to_string());
            ExitCode::from(NO_ANSWER)
        }
    }
}

/// Text for a terminal: what a caller once sent may hold control characters.
pub fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

/// Rows under their headings, each column as wide as it must be.
pub fn table<const N: usize>(headings: [&str; N], rows: &[[String; N]]) -> String {
    let mut widths = headings.map(|heading| heading.chars().count());
    let rows: Vec<[String; N]> = rows.iter().map(|row| row.each_ref().map(|cell| plain(cell))).collect();
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let line = |cells: [&str; N]| {
        let padded = cells.iter().zip(widths).map(|(cell, width)| format!("{cell:<width$}"));
        padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    let lines = std::iter::once(line(headings))
        .chain(rows.iter().map(|row| line(row.each_ref().map(String::as_str))));
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_they_must_be() {
        let rows = [["1".to_owned(), "a\u{1b}[2J".to_owned()], ["1000".to_owned(), "b".to_owned()]];
        assert_eq!(table(["id", "label"], &rows), "id    label\n1     a\u{fffd}[2J\n1000  b");
    }
}
