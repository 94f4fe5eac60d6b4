//! docs/commands.md: every command as it is declared. The page is written by this test and read by people;
//! `NAMEGATE_BLESS=1 cargo test -p namegate-tests --test witness` writes it anew.

mod answer;
mod example;
mod parameters;

use std::fmt::Write as _;
use std::path::Path;

use commands::slice::{COMMANDS, Entry};
use wire::{Effect, RefusalSpec};

const PREFACE: &str = "\
# Commands

Every command of the API that Namegate has, and behind them those of its own; what begins with `namegate.sandbox.` only a
sandbox has. This page is made of the declarations in `crates/commands`: after a change there, `NAMEGATE_BLESS=1 cargo test -p namegate-tests --test witness`
writes it anew. Where Namegate is not as the real service or its documentation has it, [divergences.md](divergences.md) says
why.

## How a call looks

A call is a GET or a POST of `/xml.response`. Parameters stand in the query, in a form body, or in both. Their names may have
any letter case, and an empty value counts as none. Every call carries these five beside its own:

| name | most characters | meaning |
|---|---|---|
| `ApiUser` | 20 | the account that calls |
| `ApiKey` | 50 | its key |
| `UserName` | 20 | the account acted on; that of ApiUser when left out |
| `ClientIp` | 15 | an IPv4 address; kept with orders, and not used to let anybody in |
| `Command` | 80 | the name of the command, in any letter case |

From a shell, `namegate call` adds the five by itself; each command below has an example. With `--json` the answer comes as
JSON.

An answer is `OK` or `ERROR`, always with HTTP status 200. What a command answers stands in `CommandResponse`, and is shown
below as a tree: `@` marks an attribute, behind each name is what it holds.

What is wrong with a parameter is told by one scheme. The last three digits of the number say what it is about; they are those
of the parameter, and a contact that is missing has those of its block.

| number | words | when |
|---|---|---|
| `2010…` | `Parameter … is Missing` | a required parameter has no value |
| `2011…` | `Parameter … is Invalid`, `… is TooLong` | it is none of the words, no number, no address; it has too many characters |
| `2013…` | `Parameter … is OutOfRange` | a number is too small or too great |

Only the refusals of a command's own are listed with it. In their words `…` stands for what the call was about.
";

const SHARED: &str = "
## Parameters of many commands

Some parameters go with whatever a command does, and stand with none. They are Namegate's own: the real service ignores them.
A command that charges takes all of these, any other that changes something the last.
";

const OF_SHARED: &str = "
A dry run does all that the order would do, takes it back, and answers `OrderQuote`: `@Amount` and `@Currency` say what would
be charged, `@BalanceAfter` what the account could spend afterwards. What is refused is refused as usual, with no order and no
OrderID. A dry run knows nothing of the key.

Under a key the call counts without ApiKey and ClientIp, for each API key and command, by the machine's clock. An answer comes
again octet for octet, but for the trailer of the envelope, and for what is secret in it: an API key, a code, an address that
opens something is kept nowhere, and is empty in a repeat. Whoever lost it turns the key over, or asks for another. An answer
that refused is not kept, as nothing was done, and the call may be sent again.

An order that is under way refuses a repeat. What moves the clock or takes many steps is taken up by a repeat where it is, also
after a crash: nothing is done twice, and both calls get the one answer. Another world knows nothing of calls before it, but for
the one that put it there, for whoever can still call with the same ApiKey. Calls about what the running process holds in
memory are remembered there, the last 10,000 of them, and a restart forgets them with what they did.
";

#[test]
fn the_page_of_commands_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/commands.md");
    let page = page();
    if std::env::var_os("NAMEGATE_BLESS").is_some() {
        std::fs::write(&path, &page).expect("docs/commands.md can be written");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == page,
        "docs/commands.md is not as the commands are declared: NAMEGATE_BLESS=1 writes it anew"
    );
}

fn page() -> String {
    let mut out = PREFACE.to_owned();
    shared(&mut out);
    contents(&mut out);
    for entry in COMMANDS {
        command(&mut out, entry);
    }
    out
}

fn shared(out: &mut String) {
    use commands::shared_params::{DRY_RUN, IDEMPOTENCY_KEY, MAX_PRICE, refusals};
    out.push_str(SHARED);
    parameters::of_many(out, &[MAX_PRICE, DRY_RUN, IDEMPOTENCY_KEY]);
    out.push_str(OF_SHARED);
    refusal_rows(out, refusals::REFUSALS.iter());
}

fn contents(out: &mut String) {
    out.push_str("\n## All of them\n\n| command | what it does |\n|---|---|\n");
    for Entry { spec, .. } in COMMANDS {
        let anchor = spec.name.to_ascii_lowercase().replace('.', "");
        // Writing into a String cannot fail, here and below.
        let _ = writeln!(out, "| [{}](#{anchor}) | {} |", spec.name, spec.summary);
    }
}

fn command(out: &mut String, entry: &Entry) {
    let spec = entry.spec;
    let _ = writeln!(out, "\n## {}\n\n{}. {}\n", spec.name, spec.summary, effect(spec.effect));
    let _ = writeln!(out, "```sh\n{}\n```", example::line(spec));
    parameters::write(out, spec.fields);
    out.push_str("\n### Answer\n\n```text\n");
    answer::write(out, spec.response);
    out.push_str("```\n");
    refusals(out, entry);
}

fn effect(effect: Effect) -> &'static str {
    match effect {
        Effect::Read => "It changes nothing.",
        Effect::Scan => "It changes nothing, and reads many rows: it has a deadline.",
        Effect::Write => "All of it happens, or nothing.",
        Effect::Order => "An order is opened and its price held, the registry is told, the order is settled.",
        Effect::Advance => "It answers once everything has happened that follows from it.",
        Effect::Slices => "It happens in many steps; those that were taken stay when a later one fails.",
        Effect::Replace => {
            "It waits for calls that write, and calls that come meanwhile wait for it. All of it happens, or nothing."
        }
        Effect::Inspect => {
            "It changes nothing, and tells of what the running process holds in memory, which a restart forgets."
        }
        Effect::Control => "It changes what the running process holds in memory, which a restart forgets.",
    }
}

fn refusal_rows<'a>(out: &mut String, refusals: impl Iterator<Item = &'a RefusalSpec>) {
    out.push_str("\n| number | words |\n|---|---|\n");
    for refusal in refusals {
        let _ = writeln!(out, "| {} | {} |", refusal.number, refusal.words.replace("{}", "…"));
    }
}

fn refusals(out: &mut String, entry: &Entry) {
    out.push_str("\n### Refusals\n");
    let (own, fault) = (entry.spec.refusals, entry.handler.fault);
    refusal_rows(out, own.iter().filter(|refusal| **refusal != fault));
    if !matches!(entry.spec.effect, Effect::Inspect | Effect::Control) {
        let _ = writeln!(out, "| {} | {} (the store failed) |", fault.number, fault.words);
    }
}

#[test]
fn every_example_is_a_call() {
    for Entry { spec, handler } in COMMANDS {
        let params = wire::Params::of(example::parameters(spec));
        let refused = (handler.parse)(&params).err();
        assert!(refused.is_none(), "{}: {refused:?}", spec.name);
    }
}
