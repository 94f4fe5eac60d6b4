//! Random sequences of calls over every declared command: several accounts, names and ids that come up again, a clock
//! that moves. No call fails inside, every answer is of its declared form, and what must always hold is looked at
//! again and again. The same seed gives the same calls, answers and rows.
//!
//! `NAMEGATE_RANDOM_COMMANDS` is how many calls are made in all, 10,000 unless it says otherwise; `NAMEGATE_RANDOM_SEED`
//! is the seed of the first sequence, 1 unless it says otherwise. A failure says with which two it comes again.

mod answers;
#[path = "../witness/command_types.rs"]
mod command_types;
mod dice;
mod generator;
mod invariants;
mod run;
mod seen;
mod values;
mod world;

use run::{Sequence, run};

/// Of every sequence whose length nobody named.
const ALL_COMMANDS: usize = 10_000;
/// Each sequence begins with an empty world.
const SEQUENCES: usize = 4;

fn number(variable: &str, default: usize) -> usize {
    let Ok(text) = std::env::var(variable) else { return default };
    text.parse().unwrap_or_else(|_| panic!("{variable} is no number: {text}"))
}

/// The sequence of a place. The first is made twice, so it has half the length.
fn sequence(place: usize) -> Sequence {
    let each = number("NAMEGATE_RANDOM_COMMANDS", ALL_COMMANDS) / SEQUENCES;
    let commands = if place == 0 { each / 2 } else { each };
    Sequence { seed: (number("NAMEGATE_RANDOM_SEED", 1) + place) as u64, commands }
}

#[test]
fn the_same_seed_gives_the_same_answers_and_the_same_rows() {
    let (first, again) = (run(sequence(0)), run(sequence(0)));
    for (place, (answer, other)) in first.answers.iter().zip(&again.answers).enumerate() {
        assert_eq!(answer, other, "call {place} of {:?}", sequence(0));
    }
    assert_eq!(first.answers.len(), again.answers.len());
    let lost: Vec<_> = first.rows.iter().filter(|row| !again.rows.contains(row)).take(5).collect();
    let new: Vec<_> = again.rows.iter().filter(|row| !first.rows.contains(row)).take(5).collect();
    assert_eq!((lost, new), (Vec::<&String>::new(), Vec::new()), "rows after {:?}", sequence(0));
    assert_eq!(first.rows.len(), again.rows.len());
}

#[test]
fn whatever_is_called_what_must_hold_holds() {
    for place in 1..SEQUENCES {
        run(sequence(place));
    }
}
