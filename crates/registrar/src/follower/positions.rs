//! How far this process has read what each writer of others has fed.

use std::collections::HashMap;

use store::WriterStamp;

/// The number of the last transaction of each writer that was read. They only grow.
#[derive(Clone, Debug, Default)]
pub struct Positions(HashMap<String, i64>);

/// What is to be read of a writer: numbers after the first, up to the second.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    pub writer: String,
    pub after: i64,
    pub to: i64,
}

/// Some of what is to be read is no longer in the feed.
#[derive(Debug, PartialEq, Eq)]
pub struct Gap;

impl Positions {
    /// Everything up to here was read.
    pub fn at(stamps: &[WriterStamp]) -> Self {
        Positions(stamps.iter().map(|stamp| (stamp.writer.clone(), stamp.number)).collect())
    }

    /// What is to be read, as the stamps of a snapshot tell. A writer that was never heard of is read from its first
    /// transaction on.
    pub fn due(&self, stamps: &[WriterStamp]) -> Result<Vec<Span>, Gap> {
        let mut due = Vec::new();
        for WriterStamp { writer, number, swept } in stamps {
            let after = self.0.get(writer).copied().unwrap_or(0);
            if *number <= after {
                continue;
            }
            if *swept > after {
                return Err(Gap);
            }
            due.push(Span { writer: writer.clone(), after, to: *number });
        }
        Ok(due)
    }

    /// A writer was read up to a number.
    pub fn reach(&mut self, writer: &str, number: i64) {
        match self.0.get_mut(writer) {
            Some(reached) => *reached = (*reached).max(number),
            None => drop(self.0.insert(writer.to_owned(), number)),
        }
    }

    /// Forgets writers that are no more.
    pub fn keep_to(&mut self, stamps: &[WriterStamp]) {
        if self.0.len() > stamps.len() {
            self.0.retain(|writer, _| stamps.iter().any(|stamp| stamp.writer == *writer));
        }
    }
}

#[cfg(test)]
#[path = "positions_tests.rs"]
mod tests;
