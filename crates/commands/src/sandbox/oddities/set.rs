//! `namegate.sandbox.oddities.set`: has a sandbox do what the real service does, though nobody wants it.

use wire::{Command, refusals};

use super::get::Response;
use crate::sandbox::SUB_ACCOUNT;

/// Switch oddities of the real service on or off; those that are not named stay as they are
#[derive(Command)]
#[command(name = "namegate.sandbox.oddities.set", effect = Advance, response = Response)]
pub struct Request {
    /// setHosts keeps only the first of two MX records with one name and target.
    #[param(subject = 971)]
    pub folded_mx: Option<bool>,
    /// setHosts leaves the preference of an MX record and the flags of a CAA record as they were.
    #[param(subject = 972)]
    pub old_values: Option<bool>,
    /// setHosts switches dynamic DNS off for every record.
    #[param(subject = 973)]
    pub cleared_ddns: Option<bool>,
    /// getEmailForwarding tells of no forwards.
    #[param(subject = 974)]
    pub unread_forwards: Option<bool>,
    /// Seconds of world time for which the name server answers a zone as it was before a change; 0 for at once.
    #[param(least = 0, most = 604_800, subject = 975)]
    pub propagation_delay: Option<i64>,
}

refusals! {
    SUB_ACCOUNT;
    NOTHING = 2010971 "A switch or PropagationDelay is needed";
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::oddities;
    use registrar::runner::Cx;

    use super::*;
    use crate::handler::{Advance, Answer};

    impl Advance for Request {
        fn advance(&self, cx: &mut Cx<'_, '_>, _: &Caller) -> Answer<()> {
            let mut kept = oddities::kept(cx)?;
            let switches = [
                (self.folded_mx, &mut kept.rows.folds_mx),
                (self.old_values, &mut kept.rows.keeps_old_values),
                (self.cleared_ddns, &mut kept.rows.clears_ddns),
                (self.unread_forwards, &mut kept.hides_forwards),
            ];
            let named = switches.iter().any(|(sent, _)| sent.is_some());
            if !named && self.propagation_delay.is_none() {
                return Err(NOTHING.into());
            }
            for (sent, switch) in switches {
                *switch = sent.unwrap_or(*switch);
            }
            kept.delay = self.propagation_delay.unwrap_or(kept.delay);
            Ok(oddities::keep(cx, kept)?)
        }

        fn answer(&self, cx: &mut Cx<'_, '_>) -> Answer<Response> {
            Response::read(cx)
        }
    }
}
