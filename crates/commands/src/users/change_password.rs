//! `namecheap.users.changePassword`: a new password, for the old one or for a reset code.

use wire::secret::Secret;
use wire::{Body, Command, refusals};

/// Change a password, with the old one or with a reset code
#[derive(Command)]
#[command(name = "namecheap.users.changePassword", effect = Write, response = Response)]
pub struct Request {
    /// Of the account that UserName names.
    #[param(max = 20, subject = 302)]
    pub old_password: Option<Secret>,
    /// In the place of UserName and OldPassword.
    #[param(max = 50, subject = 303)]
    pub reset_code: Option<Secret>,
    /// 8 to 20 characters, no blank at either end, another one than before.
    #[param(max = 20, subject = 304)]
    pub new_password: Secret,
}

#[derive(Body, Debug)]
#[body(name = "UserChangePasswordResult")]
pub struct Response {
    #[attr]
    pub success: bool,
    #[attr]
    pub user_id: i64,
}

refusals! {
    BOTH_FORMS = 2015103 "UserName and ResetCode cannot both be used";
    NO_OLD_PASSWORD = 2010302 "Parameter OldPassword is Missing";
    NO_USER_NAME = 2010103 "Parameter UserName is Missing";
    NO_RESET_CODE = 2010303 "Parameter ResetCode is Missing";
    UNKNOWN_CODE = 2011303 "Parameter ResetCode is Invalid";
    BAD_PASSWORD = 2011304 "Parameter NewPassword is Invalid";
    WRONG_OR_LOCKED = 4011331 "Passwords don't match or the user is currently locked.";
    NOT_CHANGED = 4022335 "Unable to change password";
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::passwords::{self, Error, Found, Hashed, Salt, Tried};
    use registrar::runner::Cx;
    use rules::password::Password;
    use wire::RefusalSpec;

    use super::*;
    use crate::handler::{Answer, Prepare, Stop};

    /// The two forms of the call.
    enum Form<'a> {
        OldPassword,
        ResetCode(&'a Secret),
    }

    impl Prepare for Request {
        const FAULT: RefusalSpec = NOT_CHANGED;
        type Found = (Found, Salt, Password);
        type Made = (Tried, Hashed);

        fn find(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Self::Found> {
            let found = match self.form(caller)? {
                Form::OldPassword => passwords::find(cx, caller),
                Form::ResetCode(code) => passwords::find_by_code(cx, caller, code.expose()),
            };
            let new = Password::chosen(self.new_password.expose()).ok_or(BAD_PASSWORD)?;
            Ok((found.map_err(refuse)?, passwords::salt(cx.entropy), new))
        }

        fn make(&self, (found, salt, new): Self::Found) -> Answer<Self::Made> {
            // By code nobody tells the old password, so it is found out whether the new one is it.
            let tried = match &self.old_password {
                Some(old) => found.tried(&Password::tried(old.expose())),
                None => found.tried(&new),
            };
            let is_reused = self.old_password.as_ref().is_none_or(|old| old.expose() == new.expose());
            if tried.is_kept() && is_reused {
                return Err(NOT_CHANGED.into());
            }
            Ok((tried, passwords::hash(&new, &salt)?))
        }

        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller, (tried, new): &Self::Made) -> Answer<Response> {
            let changed = match self.form(caller)? {
                Form::OldPassword => passwords::change(cx, tried, new),
                Form::ResetCode(code) => passwords::change_by_code(cx, caller, code.expose(), new),
            };
            Ok(Response { success: true, user_id: changed.map_err(refuse)? })
        }
    }

    impl Request {
        fn form(&self, caller: &Caller) -> Answer<Form<'_>> {
            match (&self.old_password, &self.reset_code, caller.user_named) {
                (_, Some(_), true) => Err(BOTH_FORMS.into()),
                (_, Some(code), false) => Ok(Form::ResetCode(code)),
                (Some(_), None, true) => Ok(Form::OldPassword),
                (Some(_), None, false) => Err(NO_USER_NAME.into()),
                (None, None, true) => Err(NO_OLD_PASSWORD.into()),
                (None, None, false) => Err(NO_RESET_CODE.into()),
            }
        }
    }

    fn refuse(cause: Error) -> Stop {
        match cause {
            Error::Wrong => Stop::RefusedKeeping(WRONG_OR_LOCKED.into()),
            Error::Locked => WRONG_OR_LOCKED.into(),
            Error::UnknownCode => UNKNOWN_CODE.into(),
            Error::Store(error) => error.into(),
        }
    }
}
