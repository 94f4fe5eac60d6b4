//! `namecheap.users.login`: checks the password of an account that was opened under the caller's.

use wire::secret::Secret;
use wire::{Body, Command, refusals};

/// Check the password of an account made with users.create
#[derive(Command)]
#[command(name = "namecheap.users.login", effect = Write, response = Response)]
pub struct Request {
    /// Of the account that UserName names.
    #[param(max = 20, subject = 335)]
    pub password: Option<Secret>,
}

#[derive(Body, Debug)]
#[body(name = "UserLoginResult")]
pub struct Response {
    /// Left out on refusal.
    #[attr]
    pub user_name: Option<String>,
    #[attr]
    pub login_success: bool,
    /// 0 on refusal. The last four are left out in the page's example.
    #[attr(name = "UserID")]
    pub user_id: Option<i64>,
    #[attr]
    pub is_in_target_group: Option<i64>,
    #[attr]
    pub is_password_old: Option<i64>,
    #[attr]
    pub is_two_fa_enabled: Option<i64>,
}

refusals! {
    /// With the documented number; the scheme has another one.
    MISSING = 2011335 "Parameter Password is Missing";
    WRONG = 2011335 "The password does not match the user account or the account does not exists. Please verify both the user name and password and try again.";
    LOCKED = 2017166 "User is disabled or locked";
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::passwords::{self, Error, Found, Tried};
    use registrar::runner::Cx;
    use rules::password::Password;
    use wire::{Params, WriteBody};

    use super::*;
    use crate::handler::{Answer, Prepare, Stop};

    impl Prepare for Request {
        type Found = (Found, Password);
        type Made = Tried;

        fn find(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Self::Found> {
            let password = self.password.as_ref().ok_or(MISSING)?;
            let found = passwords::find(cx, caller).map_err(refuse)?;
            Ok((found, Password::tried(password.expose())))
        }

        fn make(&self, (found, password): Self::Found) -> Answer<Tried> {
            Ok(found.tried(&password))
        }

        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller, tried: &Tried) -> Answer<Response> {
            passwords::enter(cx, tried).map_err(refuse)?;
            Ok(response(Some(caller.user.user_name.clone()), caller.user.id))
        }

        fn refused(_: &Params) -> Box<dyn WriteBody> {
            Box::new(response(None, 0))
        }
    }

    fn response(user_name: Option<String>, user_id: i64) -> Response {
        Response {
            login_success: user_name.is_some(),
            user_name,
            user_id: Some(user_id),
            is_in_target_group: Some(0),
            is_password_old: Some(0),
            is_two_fa_enabled: Some(0),
        }
    }

    fn refuse(cause: Error) -> Stop {
        match cause {
            Error::Wrong | Error::UnknownCode => Stop::RefusedKeeping(WRONG.into()),
            Error::Locked => LOCKED.into(),
            Error::Store(error) => error.into(),
        }
    }
}
