//! Makes a sequence of calls, and finds the shortest beginning of one that fails.

use std::sync::{Arc, Mutex, PoisonError};

use testkit::Answer;
use tokio::runtime::Runtime;

use crate::answers;
use crate::generator::{Call, Generator};
use crate::invariants::Memory;
use crate::world::{World, digest};

/// Calls between two looks at what must hold; a beginning that fails is run again with a look after each.
const LOOKS: usize = 25;
/// Calls that are shown of a beginning that fails.
const SHOWN: usize = 3;

/// Which calls are made.
#[derive(Clone, Copy, Debug)]
pub struct Sequence {
    pub seed: u64,
    pub commands: usize,
}

/// What a sequence came to.
pub struct Outcome {
    /// A number for each answer.
    pub answers: Vec<u64>,
    /// Every row of the store.
    pub rows: Vec<String>,
}

/// The calls that were made so far, as they were sent.
type Made = Arc<Mutex<Vec<Vec<(String, String)>>>>;

/// Makes the calls of a sequence. Panics with the shortest beginning that fails.
pub fn run(sequence: Sequence) -> Outcome {
    attempt(sequence, LOOKS).unwrap_or_else(|failed| {
        let shorter = Sequence { commands: failed, ..sequence };
        let failed = attempt(shorter, 1).err().unwrap_or(failed);
        panic!(
            "a sequence fails after {failed} calls: NAMEGATE_RANDOM_SEED={} NAMEGATE_RANDOM_COMMANDS={}",
            sequence.seed,
            // The first of the sequences has half the length of the others.
            failed * 8,
        )
    })
}

/// Makes the calls with a look after so many; the number of calls after which it failed, which it shows.
fn attempt(sequence: Sequence, looks: usize) -> Result<Outcome, usize> {
    let made = Made::default();
    let calls = Arc::clone(&made);
    let runtime = Runtime::new().expect("a runtime");
    let done = runtime.block_on(async move { tokio::spawn(calls_of(sequence, looks, calls)).await });
    done.map_err(|_| {
        let made = made.lock().unwrap_or_else(PoisonError::into_inner);
        for call in made.iter().rev().take(SHOWN).rev() {
            eprintln!("call: {call:?}");
        }
        made.len()
    })
}

async fn calls_of(sequence: Sequence, looks: usize, made: Made) -> Outcome {
    let mut world = World::new(sequence.seed).await;
    let (mut generator, mut memory) = (Generator::of(sequence.seed), Memory::default());
    let mut answers = Vec::with_capacity(sequence.commands);
    for place in 0..sequence.commands {
        let call = generator.call(world.app.runner.now());
        made.lock().unwrap_or_else(PoisonError::into_inner).push(call.params.clone());
        if moves_the_clock(&call) {
            // What is new is seen once before time passes.
            memory.look(&mut world, sequence.seed + place as u64).await;
        }
        let (number, is_answered) = one(&mut world, &mut generator, &call).await;
        answers.push(number);
        if is_answered && is_another_world(&call) {
            memory = Memory::default();
        }
        if place % looks == looks - 1 || moves_the_clock(&call) {
            memory.look(&mut world, sequence.seed + place as u64).await;
        }
    }
    memory.look_at_all(&mut world).await;
    Outcome { answers, rows: world.app.database().content() }
}

fn is_another_world(call: &Call) -> bool {
    call.entry.spec.effect == wire::Effect::Replace
}

/// Between two looks at most one thing happens to each domain by itself.
fn moves_the_clock(call: &Call) -> bool {
    call.entry.spec.effect == wire::Effect::Advance
}

/// Makes a call: a number for its answer, and whether it was not refused.
async fn one(world: &mut World, generator: &mut Generator, call: &Call) -> (u64, bool) {
    let answer = world.call(&call.params).await;
    answers::check(call, &answer);
    generator.learn(call, &answer.node(), answer.error().map(|(number, _)| number));
    if answer.error().is_none() {
        beside_the_calls(world, generator, call, &answer).await;
    }
    let number = if tells_of_the_process(call) { 0 } else { digest(world, &answer) };
    (number, answer.error().is_none())
}

/// Whether an answer has ids and moments of this very run.
fn tells_of_the_process(call: &Call) -> bool {
    let name = call.entry.spec.name;
    name.starts_with("namegate.sandbox.requests.") || name == "namegate.explain"
}

/// What people do outside the API: they read their mails, and pay.
async fn beside_the_calls(world: &mut World, generator: &mut Generator, call: &Call, answer: &Answer) {
    match call.entry.spec.name {
        "namecheap.users.resetPassword" => {
            let mail = world.newest_mail().expect("a mail");
            generator.learn_code(call, mail.rsplit('/').next().unwrap_or(&mail));
        }
        "namecheap.users.createAddfundsRequest" => {
            let token = answer.attribute("TokenID");
            // Every other one is left to expire.
            if token.ends_with(|digit: char| digit.is_ascii_digit()) {
                world.pay(&token).await;
            }
        }
        // It would strike the calls that follow, which then fail as they were asked to.
        "namegate.sandbox.faults.add" => {
            world.app.runner.controls().faults.clear();
        }
        _ => {}
    }
}
