//! The checks that need the account: asked inside the command's transaction.

use std::net::IpAddr;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, OnceLock};

use commands::execute::{Admission, NotAdmitted};
use ipnet::IpNet;
use registrar::caller::{Caller, Key};
use registrar::key;
use registrar::request_log::Check;
use registrar::runner::Cx;
use rules::calendar::HOUR;
use rules::key_policy::{self, ClientIp, Denied as OutOfScope};
use store::{Account, AccountState, AllowEntry, Error, OpeningKey};
use wire::{CommandSpec, RefusalSpec};

use super::asked::{Asked, MOST_COMMAND, MOST_KEY, MOST_USER};
use super::denied::Denied;
use super::refusals::{
    API_USER_LOCKED, AUTHENTICATION_TYPE, DECLINED_PAYMENTS, KEY_INVALID, LOGIN_ATTEMPTS, REQUEST_IP_INVALID,
    USER_NAME_LOCKED, USER_NAME_NOT_AUTHORISED, USER_NAME_UNKNOWN,
};
use super::wrong_keys::{Lockout, WrongKeys};

/// The hash of a key, the account that it opens, and what it opens there.
type Opened = ([u8; 32], Account, OpeningKey);

/// Why there is no account to act on.
type NoUser = (Check, RefusalSpec);

/// One call at the gate.
pub struct Gate {
    pub asked: Asked,
    pub denied: Arc<Denied>,
    pub wrong_keys: Arc<WrongKeys>,
    /// Real time, unix seconds.
    pub now: i64,
    /// The command that is called; `None` where this server has none of that name.
    pub command: Option<&'static CommandSpec>,
    /// The key whose use is to be noted, once it has been let in; 0 for none.
    pub used: AtomicI64,
    /// What the key did not reach, where the caller was told something else.
    pub missed: Arc<OnceLock<OutOfScope>>,
}

/// How often it is noted at most that a key was used.
const NOTED_EVERY: i64 = HOUR;

impl Admission for Gate {
    fn admit(&self, cx: &mut Cx<'_, '_>) -> Result<Result<Caller, NotAdmitted>, Error> {
        // Whether ClientIp has to be there is for the key to say; who has none is told as everywhere.
        let client_ip = |asked| self.asked.client_ip.judge(asked, self.asked.address);
        let as_everywhere = client_ip(ClientIp::Required);
        // Before the key is compared, or the lock would tell a guesser when the guess was right (gate.md section 2).
        if let Some(Lockout { most, seconds }) = self.wrong_keys.locked(&self.asked, self.now) {
            if let Err(faulty) = as_everywhere {
                return Ok(Err(faulty));
            }
            return Ok(Err(NotAdmitted::by(Check::WrongKeys { most, seconds }, LOGIN_ATTEMPTS)));
        }
        let Some((hash, api_user, opening)) = self.account(cx)? else {
            self.wrong_keys.count(&self.asked, self.now);
            if let Err(faulty) = as_everywhere {
                return Ok(Err(faulty));
            }
            let characters = self.asked.api_key.chars().count();
            return Ok(Err(NotAdmitted::by(Check::Key { characters }, KEY_INVALID)));
        };
        let asked = opening.policy.as_ref().map_or(ClientIp::Required, |policy| policy.client_ip);
        let client_ip = match client_ip(asked) {
            Ok(client_ip) => client_ip,
            Err(denied) => return Ok(Err(denied)),
        };
        if opening.life.is_over(cx.now) || opening.secret_ends.is_some_and(|end| end <= cx.now) {
            return Ok(Err(NotAdmitted::by(Check::KeyOver, KEY_INVALID)));
        }
        let kept_out_by = self.kept_out_by(cx, &api_user, &opening)?;
        if let Err(denied) = self.judge(&api_user, client_ip, kept_out_by) {
            return Ok(Err(denied));
        }
        let user = match self.user(cx, &api_user)? {
            Ok(user) => user,
            Err((check, refusal)) => return Ok(Err(NotAdmitted::by(check, refusal))),
        };
        let judged = self.within_scope(&opening, &user);
        if judged.is_ok() && !opening.of_settings && opening.life.last_used + NOTED_EVERY <= cx.now {
            self.used.store(opening.id, Ordering::Relaxed);
        }
        let Asked { user_named, address, .. } = self.asked;
        let key = Key {
            id: opening.id,
            hash,
            policy: opening.policy.map(Arc::new),
            missed: Arc::clone(&self.missed),
        };
        let command = self.command.map_or("", |command| command.name);
        let caller = Caller { api_user, user, user_named, client_ip, address, key, command };
        Ok(match judged {
            Ok(()) => Ok(caller),
            Err(denied) => Err(NotAdmitted { out_of_scope: Some(Box::new(caller)), ..denied }),
        })
    }

    fn now(&self) -> i64 {
        self.now
    }
}

impl Gate {
    /// The account of ApiUser with the hash of the key, if the key opens it.
    fn account(&self, cx: &mut Cx<'_, '_>) -> Result<Option<Opened>, Error> {
        let Asked { api_user, api_key, .. } = &self.asked;
        if api_user.chars().count() > MOST_USER || api_key.chars().count() > MOST_KEY {
            return Ok(None);
        }
        let hash = key::hash(api_key);
        let opened = cx.tx.account_by_key(api_user, &hash)?;
        Ok(opened.map(|(account, opening)| (hash, account, opening)))
    }

    /// Whether the key is for this command and this account. A key that may not do everything is bound to the account
    /// that it was made for.
    fn within_scope(&self, key: &OpeningKey, user: &Account) -> Result<(), NotAdmitted> {
        let Some(policy) = &key.policy else { return Ok(()) };
        if let Some(command) = self.command {
            let asked = key_policy::Asked { name: command.name, reads: command.effect.reads() };
            policy.command(asked).map_err(|denied| {
                NotAdmitted::by(Check::Scope(Box::new(denied)), USER_NAME_NOT_AUTHORISED)
            })?;
        }
        if policy.is_full() || user.id == key.user_id {
            return Ok(());
        }
        Err(NotAdmitted::by(Check::UserOfAnother, USER_NAME_NOT_AUTHORISED))
    }

    /// The list that the address is not on; `None` if it is on all that count: that of the account, which is that of the
    /// settings and what was added to it, and that of the key if it has one.
    fn kept_out_by(
        &self,
        cx: &mut Cx<'_, '_>,
        account: &Account,
        key: &OpeningKey,
    ) -> Result<Option<String>, Error> {
        let is_of_settings = is_allowed(&account.allowed, self.asked.address);
        if !key.has_allow_entries {
            return Ok((!is_of_settings).then(|| account.allowed.clone()));
        }
        let entries = cx.tx.allow_entries_of_key(account.id, key.id)?;
        let (of_key, of_account): (Vec<_>, Vec<_>) =
            entries.into_iter().partition(|kept| kept.key_id.is_some());
        let admits = |list: &[AllowEntry]| {
            list.iter().any(|kept| kept.entry.admits(self.asked.address, cx.now, self.now))
        };
        if !is_of_settings && !admits(&of_account) {
            return Ok(Some(listed(&account.allowed, &of_account)));
        }
        // One whose entries are all over is not let in from anywhere: it was to be held to them.
        Ok((!of_key.is_empty() && !admits(&of_key)).then(|| listed("", &of_key)))
    }

    /// Whether an account with a good key may call from here, in the order of gate.md section 2.
    fn judge(
        &self,
        account: &Account,
        client_ip: IpAddr,
        kept_out_by: Option<String>,
    ) -> Result<(), NotAdmitted> {
        let of_state = |refusal: RefusalSpec| NotAdmitted::by(Check::State(account.state), refusal);
        if account.state == AccountState::OtherAuthentication {
            return Err(of_state(AUTHENTICATION_TYPE));
        }
        if let Some(allowed) = kept_out_by {
            let check = Check::AllowList { allowed };
            return Err(NotAdmitted::by(check, REQUEST_IP_INVALID.about(&self.asked.address.to_string())));
        }
        self.denied.judge(self.asked.address, client_ip)?;
        match account.state {
            AccountState::Locked => Err(of_state(API_USER_LOCKED)),
            AccountState::PaymentsDeclined => Err(of_state(DECLINED_PAYMENTS)),
            AccountState::Active | AccountState::OtherAuthentication => Ok(()),
        }
    }

    /// The account acted on: the caller's own, or one opened under it.
    fn user(&self, cx: &mut Cx<'_, '_>, api_user: &Account) -> Result<Result<Account, NoUser>, Error> {
        let name = &self.asked.user_name;
        if name.eq_ignore_ascii_case(&api_user.user_name) {
            return Ok(Ok(api_user.clone()));
        }
        let known = if name.chars().count() > MOST_USER { None } else { cx.tx.account_by_name(name)? };
        Ok(match known {
            None => Err((Check::UserUnknown, USER_NAME_UNKNOWN)),
            Some(user) if user.parent_id != Some(api_user.id) => {
                Err((Check::UserOfAnother, USER_NAME_NOT_AUTHORISED))
            }
            Some(user) if user.state != AccountState::Active => Err((Check::UserLocked, USER_NAME_LOCKED)),
            Some(user) => Ok(user),
        })
    }
}

/// The command of a name, unless it is too long to be one.
pub fn command(name: &str) -> Option<&'static commands::slice::Entry> {
    if name.len() > MOST_COMMAND { None } else { commands::slice::find(name) }
}

/// Networks and entries, apart by blanks.
fn listed(networks: &str, entries: &[AllowEntry]) -> String {
    let sources = entries.iter().map(|kept| kept.entry.source.to_string());
    networks.split_ascii_whitespace().map(str::to_owned).chain(sources).collect::<Vec<_>>().join(" ")
}

fn is_allowed(networks: &str, address: IpAddr) -> bool {
    networks
        .split_whitespace()
        .filter_map(|network| network.parse::<IpNet>().ok())
        .any(|n| n.contains(&address))
}
