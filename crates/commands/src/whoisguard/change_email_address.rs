//! `namecheap.whoisguard.changeEmailAddress`: a fresh mask for a privacy subscription.

use wire::{Body, Command, refusals};

/// Replace the mask e-mail address of a subscription with a fresh one
#[derive(Command)]
#[command(name = "namecheap.whoisguard.changeEmailAddress", effect = Write, response = Response)]
pub struct Request {
    #[param(name = "WhoisguardID", max = 10, subject = 407)]
    pub whoisguard_id: i64,
}

#[derive(Body, Debug)]
#[body(name = "WhoisguardChangeEmailAddressResult")]
pub struct Response {
    /// 0 on refusal.
    #[attr(name = "ID")]
    pub id: i64,
    #[attr]
    pub is_success: bool,
    /// Left out on refusal.
    #[attr(name = "WGEmail")]
    pub wg_email: Option<String>,
    /// The mask before; left out on refusal.
    #[attr(name = "WGOldEmail")]
    pub wg_old_email: Option<String>,
}

refusals! {
    NOT_FOUND = 2011331 "whoisguard does not exists";
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::privacy::{self, Error};
    use registrar::runner::Cx;
    use wire::{Params, WriteBody};

    use super::*;
    use crate::handler::{Answer, Run, Stop};

    impl Run for Request {
        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            let (new, old) = privacy::change_mask(cx, caller, self.whoisguard_id).map_err(refuse)?;
            Ok(Response {
                id: self.whoisguard_id,
                is_success: true,
                wg_email: Some(new),
                wg_old_email: Some(old),
            })
        }

        fn refused(_: &Params) -> Box<dyn WriteBody> {
            Box::new(Response { id: 0, is_success: false, wg_email: None, wg_old_email: None })
        }
    }

    fn refuse(cause: Error) -> Stop {
        match cause {
            Error::NotFound | Error::NoChange | Error::BadAddress => NOT_FOUND.into(),
            Error::Store(error) => error.into(),
        }
    }
}
