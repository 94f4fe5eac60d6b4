//! The envelope around every answer (gate.md section 6), and reading it back.

use std::time::Duration;

use crate::element::{Body, Malformed, WriteBody};
use crate::node::{Node, NotXml};
use crate::refusal::Refusal;
use crate::writer::{Layout, Writer};

/// The namespace of every answer.
pub const NAMESPACE: &str = "http://api.namecheap.com/xml.response";

/// The forms that answers were recorded in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// That of nearly all.
    #[default]
    Main,
    /// That of `ssl.*` in 2017, which another backend answered: other octets between the tags, and the command as it is
    /// spelt.
    OfSsl,
}

impl Form {
    const fn declaration(self) -> &'static str {
        match self {
            Form::Main => "<?xml version=\"1.0\" encoding=\"utf-8\"?>",
            Form::OfSsl => "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
        }
    }

    const fn layout(self) -> Layout {
        match self {
            Form::Main => Layout::MAIN,
            Form::OfSsl => Layout { line_end: "\n", indent: 1, empty: "/>" },
        }
    }

    /// RequestedCommand.
    fn requested(self, command: &str) -> String {
        match self {
            Form::Main => command.to_ascii_lowercase(),
            Form::OfSsl => command.to_owned(),
        }
    }

    /// Seconds with three decimals, the main form without trailing zeros: `0.34`.
    fn seconds(self, time: Duration) -> String {
        let milliseconds = u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        let text = format!("{}.{:03}", milliseconds / 1_000, milliseconds % 1_000);
        match self {
            Form::Main => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
            Form::OfSsl => text,
        }
    }
}

/// What the envelope says of the server that answered.
#[derive(Clone, Copy, Debug)]
pub struct Trailer<'a> {
    pub form: Form,
    pub server: &'a str,
    pub gmt_time_difference: &'static str,
    pub execution_time: Duration,
}

/// An answer of a command that did its work.
pub fn answer(command: &'static str, body: &dyn WriteBody, trailer: Trailer<'_>) -> String {
    render(None, Some((command, body)), trailer)
}

/// An answer of a command that refused.
pub fn refusal(
    command: &'static str,
    refusal: &Refusal,
    body: &dyn WriteBody,
    trailer: Trailer<'_>,
) -> String {
    let body = refusal.body.as_deref().unwrap_or(body);
    render(Some(refusal), Some((command, body)), trailer)
}

/// An answer of the gate: no command was run, so none is named and nothing took time.
pub fn caller_error(refusal: &Refusal, trailer: Trailer<'_>) -> String {
    render(Some(refusal), None, Trailer { execution_time: Duration::ZERO, ..trailer })
}

fn error(out: &mut Writer, number: u32, words: &str) {
    out.start("Error");
    out.attribute("Number", &i64::from(number));
    out.text(words);
    out.end();
}

fn render(
    refusal: Option<&Refusal>,
    response: Option<(&'static str, &dyn WriteBody)>,
    trailer: Trailer<'_>,
) -> String {
    let mut out = Writer::laid_out(trailer.form.layout(), 2_048);
    out.raw(trailer.form.declaration());
    out.start("ApiResponse");
    out.attribute("Status", if refusal.is_some() { "ERROR" } else { "OK" });
    out.attribute("xmlns", NAMESPACE);
    out.start("Errors");
    if let Some(refusal) = refusal {
        error(&mut out, refusal.number, &refusal.words);
        if let Some(also) = refusal.also {
            error(&mut out, also.number, also.words);
        }
    }
    out.end();
    out.leaf("Warnings", "");
    out.leaf("RequestedCommand", &trailer.form.requested(response.map_or("", |(name, _)| name)));
    if let Some((name, body)) = response {
        out.start("CommandResponse");
        out.attribute("Type", name);
        body.write_body(&mut out);
        out.end();
    }
    out.leaf("Server", trailer.server);
    out.leaf("GMTTimeDifference", trailer.gmt_time_difference);
    out.leaf("ExecutionTime", &trailer.form.seconds(trailer.execution_time));
    out.end();
    out.finish()
}

/// What an answer says: the response, or the errors in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome<T> {
    Answer(T),
    Errors(Vec<ApiError>),
}

/// An error of an answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{number}: {words}")]
pub struct ApiError {
    pub number: String,
    pub words: String,
}

/// Why an answer could not be read.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    #[error(transparent)]
    NotXml(#[from] NotXml),
    #[error(transparent)]
    Malformed(#[from] Malformed),
    #[error("not an answer of the API: {0}")]
    NotAnAnswer(&'static str),
}

/// Reads an answer.
pub fn read<T: Body>(document: &str) -> Result<Outcome<T>, Unreadable> {
    let root = Node::parse(document)?;
    if root.name != "ApiResponse" {
        return Err(Unreadable::NotAnAnswer("the root is not ApiResponse"));
    }
    if root.attribute("Status") == Some("OK") {
        let response = root.child("CommandResponse").ok_or(Unreadable::NotAnAnswer("no CommandResponse"))?;
        return Ok(Outcome::Answer(T::read_body(response)?));
    }
    Ok(Outcome::Errors(errors(&root)))
}

/// The errors of a document.
pub fn errors(root: &Node) -> Vec<ApiError> {
    let list = root.child("Errors").map(|errors| errors.children.as_slice()).unwrap_or_default();
    let read = |error: &Node| ApiError {
        number: error.attribute("Number").unwrap_or_default().to_owned(),
        words: error.text.clone(),
    };
    list.iter().map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::RefusalSpec;
    use crate::element::Empty;

    const TRAILER: Trailer<'_> = Trailer {
        form: Form::Main,
        server: "S1",
        gmt_time_difference: "--4:00",
        execution_time: Duration::from_millis(340),
    };

    #[test]
    fn caller_errors_name_no_command() {
        let refusal = Refusal::from(RefusalSpec::new(1_010_101, "Parameter APIUser is missing"));
        let expected = [
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>",
            "<ApiResponse Status=\"ERROR\" xmlns=\"http://api.namecheap.com/xml.response\">",
            "  <Errors>",
            "    <Error Number=\"1010101\">Parameter APIUser is missing</Error>",
            "  </Errors>",
            "  <Warnings />",
            "  <RequestedCommand />",
            "  <Server>S1</Server>",
            "  <GMTTimeDifference>--4:00</GMTTimeDifference>",
            "  <ExecutionTime>0</ExecutionTime>",
            "</ApiResponse>",
        ];
        assert_eq!(caller_error(&refusal, TRAILER), expected.join("\r\n"));
    }

    #[test]
    fn refusals_keep_the_response() {
        let text =
            refusal("namecheap.domains.dns.setDefault", &RefusalSpec::new(1, "x").into(), &Empty, TRAILER);
        assert!(
            text.contains("\r\n  <RequestedCommand>namecheap.domains.dns.setdefault</RequestedCommand>\r\n")
        );
        assert!(text.contains("\r\n  <CommandResponse Type=\"namecheap.domains.dns.setDefault\" />\r\n"));
        assert!(text.ends_with("<ExecutionTime>0.34</ExecutionTime>\r\n</ApiResponse>"));
    }

    #[test]
    fn the_form_of_ssl() {
        let trailer = Trailer { form: Form::OfSsl, ..TRAILER };
        let refusal =
            refusal("namecheap.ssl.getInfo", &RefusalSpec::new(2_011_294, "x").into(), &Empty, trailer);
        let expected = [
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
            "<ApiResponse Status=\"ERROR\" xmlns=\"http://api.namecheap.com/xml.response\">",
            " <Errors>",
            "  <Error Number=\"2011294\">x</Error>",
            " </Errors>",
            " <Warnings/>",
            " <RequestedCommand>namecheap.ssl.getInfo</RequestedCommand>",
            " <CommandResponse Type=\"namecheap.ssl.getInfo\"/>",
            " <Server>S1</Server>",
            " <GMTTimeDifference>--4:00</GMTTimeDifference>",
            " <ExecutionTime>0.340</ExecutionTime>",
            "</ApiResponse>",
        ];
        assert_eq!(refusal, expected.join("\n"));
    }

    #[test]
    fn seconds_drop_trailing_zeros() {
        for (ms, shown) in [(0, "0"), (7, "0.007"), (340, "0.34"), (1_000, "1"), (12_050, "12.05")] {
            assert_eq!(Form::Main.seconds(Duration::from_millis(ms)), shown);
        }
    }
}
