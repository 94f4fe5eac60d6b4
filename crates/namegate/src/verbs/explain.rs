//! `namegate explain ID`: why a call was refused, for people.

use std::fmt::{self, Write as _};
use std::process::ExitCode;

use commands::explain::{Request, Response, Rule};

use crate::asked::{plain, tell};
use crate::callee::Callee;

/// Say why a call was refused; exits 1 if there is no such call, 2 if there is no answer
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    callee: Callee,
    /// Print the answer as JSON
    #[arg(long)]
    json: bool,
    /// What the header X-Namegate-Request of the answer said
    #[arg(value_name = "ID")]
    id: String,
}

pub async fn run(args: Args) -> ExitCode {
    let request = Request { id: args.id.trim().to_owned() };
    tell(&args.callee, args.json, &request, text).await
}

/// A line for each thing to know. What a caller sent stands in it as text without control characters: it goes to a
/// terminal.
fn text(response: &Response) -> String {
    let Response { check, request, reason, seen, source, rule, tries } = response;
    let mut out = Lines(String::new());
    let ended = match (&request.words, request.number, request.http_status) {
        (Some(words), Some(number), _) => format!("refused: {number} {words}"),
        (Some(words), None, _) => format!("refused: {words}"),
        (None, _, Some(status)) => format!("{}, HTTP {status}", request.status),
        (None, _, None) => "no answer".to_owned(),
    };
    out.line("result", &ended);
    let call = format!("{} by {} as {}", request.command, request.api_user, request.user_name);
    out.line("call", &format!("{call}, from {}", request.address));
    out.line("time", &format!("{}; by the machine's clock {}", request.time, request.real_time));
    out.optional("check", check.as_deref());
    out.line("why", reason);
    out.optional("seen", seen.as_deref());
    out.optional("rule", rule.as_ref().map(|rule| Told(rule).to_string()).as_deref());
    out.optional("source", source.as_deref());
    tries.iter().for_each(|what| out.line("try", what));
    out.0.trim_end().to_owned()
}

struct Lines(String);

impl Lines {
    fn line(&mut self, name: &str, text: &str) {
        // Writing into a String cannot fail.
        let _ = writeln!(self.0, "{name:<8}{}", plain(text));
    }

    fn optional(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.line(name, text);
        }
    }
}

/// A rule in one line.
struct Told<'a>(&'a Rule);

impl fmt::Display for Told<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Rule { name, required, most_characters, least, greatest, default, meaning, words } = self.0;
        write!(f, "{name}: {}", if *required { "required" } else { "may be left out" })?;
        if let Some(most) = most_characters {
            write!(f, ", at most {most} characters")?;
        }
        if let (Some(least), Some(greatest)) = (least, greatest) {
            write!(f, ", {least} to {greatest}")?;
        }
        if !words.is_empty() {
            write!(f, ", one of {}", words.join(" "))?;
        }
        if let Some(default) = default {
            write!(f, ", {default} when left out")?;
        }
        meaning.as_ref().map_or(Ok(()), |meaning| write!(f, ". {meaning}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use commands::logged::Logged;

    #[test]
    fn every_thing_to_know_has_its_line() {
        let request = Logged {
            id: "0".repeat(32),
            time: "2026-06-15T12:00:00Z".into(),
            real_time: "2026-01-01T00:00:00Z".into(),
            address: "127.0.0.1".into(),
            api_user: "sandbox".into(),
            user_name: "sandbox".into(),
            command: "namecheap.domains.getList".into(),
            status: "ERROR".into(),
            http_status: Some(200),
            number: Some(2_011_276),
            words: Some("Parameter SortBy is Invalid".into()),
            microseconds: 1,
            fault: None,
        };
        let rule = Rule {
            name: "SortBy".into(),
            required: false,
            most_characters: Some(50),
            least: None,
            greatest: None,
            default: Some("NAME".into()),
            meaning: Some("The order.".into()),
            words: vec!["NAME".into(), "NAME_DESC".into()],
        };
        let response = Response {
            check: Some("parameter".into()),
            request,
            reason: "SortBy has to be one of NAME, NAME_DESC.".into(),
            seen: Some("NA\u{1b}[2JME".into()),
            source: None,
            rule: Some(rule),
            tries: vec!["SortBy=NAME".into()],
        };
        let expected = [
            "result  refused: 2011276 Parameter SortBy is Invalid",
            "call    namecheap.domains.getList by sandbox as sandbox, from 127.0.0.1",
            "time    2026-06-15T12:00:00Z; by the machine's clock 2026-01-01T00:00:00Z",
            "check   parameter",
            "why     SortBy has to be one of NAME, NAME_DESC.",
            "seen    NA\u{fffd}[2JME",
            "rule    SortBy: may be left out, at most 50 characters, one of NAME NAME_DESC, NAME when left out. The order.",
            "try     SortBy=NAME",
        ];
        assert_eq!(text(&response), expected.join("\n"));
    }
}
