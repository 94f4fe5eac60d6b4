//! Calls under an idempotency key: who repeats a call gets the answer of the first, and nothing happens twice. Kept for
//! a day of real time, for each API key and command. What was refused has done nothing, and is not kept.

pub mod in_memory;

use ring::digest::{SHA256, digest};
use ring::hmac;
use store::{End, IdempotentCall, PurchaseState};

use crate::caller::Caller;
use crate::orders::Opened;
use crate::runner::{Cx, Runner};

/// How long an answer is kept; seconds.
const KEPT: i64 = 24 * 3_600;
const SLICE: i64 = 500;

/// A call that was sent under an idempotency key.
#[derive(Clone, Debug)]
pub struct Sent {
    command: &'static str,
    hash: Vec<u8>,
    body: Vec<u8>,
    /// Real time, unix seconds.
    now: i64,
}

/// What is known of a call under its key.
#[derive(Debug)]
pub enum Known {
    Nothing,
    /// It was sent with other parameters.
    Other,
    /// Its order is under way.
    UnderWay,
    /// An order was opened and has brought what was bought; its answer was not written down.
    Ordered(Opened),
    /// It was begun and not answered: how far it is, as it was kept.
    Begun(String),
    Answered(String),
}

impl Sent {
    /// `params` are those that make the call what it is, in a fixed order. Neither they nor the key can be guessed from
    /// what is kept: a password may be among them.
    pub fn new<'a>(
        command: &'static str,
        key: &str,
        params: impl Iterator<Item = (&'a str, &'a str)>,
        now: i64,
    ) -> Sent {
        let mut body = hmac::Context::with_key(&hmac::Key::new(hmac::HMAC_SHA256, key.as_bytes()));
        for part in params.flat_map(|(name, value)| [name, value]) {
            body.update(&(part.len() as u64).to_be_bytes());
            body.update(part.as_bytes());
        }
        let hash = digest(&SHA256, key.as_bytes()).as_ref().to_vec();
        Sent { command, hash, body: body.sign().as_ref().to_vec(), now }
    }

    /// What is known of it.
    pub fn look_up(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Result<Known, store::Error> {
        let kept = cx.tx.idempotent_call(key_id(caller), self.command, &self.hash)?;
        let Some(kept) = kept.filter(|kept| self.counts(kept.created)) else {
            return Ok(Known::Nothing);
        };
        match (kept.answer, kept.purchase_id) {
            _ if kept.body != self.body => Ok(Known::Other),
            (Some(answer), _) => Ok(Known::Answered(answer)),
            (None, Some(purchase_id)) => ordered(cx, purchase_id),
            (None, None) => Ok(Known::Begun(kept.progress.unwrap_or_default())),
        }
    }

    /// Whether what was kept then, real time, still counts.
    fn counts(&self, created: i64) -> bool {
        self.now < created.saturating_add(KEPT)
    }

    /// Notes that it opened an order, which is under way.
    pub fn keep_order(
        &self,
        cx: &mut Cx<'_, '_>,
        caller: &Caller,
        opened: Opened,
    ) -> Result<(), store::Error> {
        cx.tx.keep_idempotent_call(&IdempotentCall {
            purchase_id: Some(opened.purchase_id),
            ..self.kept(key_id(caller))
        })
    }

    /// Notes how far it is.
    pub fn keep_progress(
        &self,
        cx: &mut Cx<'_, '_>,
        caller: &Caller,
        progress: &str,
    ) -> Result<(), store::Error> {
        let progress = Some(progress.to_owned());
        cx.tx.keep_idempotent_call(&IdempotentCall { progress, ..self.kept(key_id(caller)) })
    }

    /// Notes how it was answered.
    pub fn keep_answer(
        &self,
        cx: &mut Cx<'_, '_>,
        caller: &Caller,
        answer: &str,
    ) -> Result<(), store::Error> {
        self.keep_answer_of(cx, key_id(caller), answer)
    }

    /// As [`Sent::keep_answer`], where another world has come meanwhile: there the caller's secret may open the account with
    /// another key, or with none. Without one nobody can repeat the call.
    pub fn keep_answer_in_another_world(
        &self,
        cx: &mut Cx<'_, '_>,
        caller: &Caller,
        answer: &str,
    ) -> Result<(), store::Error> {
        let opened = cx.tx.account_by_key(&caller.api_user.user_name, &caller.key.hash)?;
        opened.map_or(Ok(()), |(_, key)| self.keep_answer_of(cx, key.id, answer))
    }

    fn keep_answer_of(&self, cx: &mut Cx<'_, '_>, key_id: i64, answer: &str) -> Result<(), store::Error> {
        let answer = Some(answer.to_owned());
        cx.tx.keep_idempotent_call(&IdempotentCall { answer, ..self.kept(key_id) })
    }

    /// Lets it be tried again: its order failed, and the money went back.
    pub fn forget(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Result<(), store::Error> {
        cx.tx.forget_idempotent_call(key_id(caller), self.command, &self.hash)
    }

    fn kept(&self, key_id: i64) -> IdempotentCall {
        IdempotentCall {
            key_id,
            command: self.command.to_owned(),
            hash: self.hash.clone(),
            body: self.body.clone(),
            purchase_id: None,
            progress: None,
            answer: None,
            created: self.now,
        }
    }
}

fn key_id(caller: &Caller) -> i64 {
    caller.key.id
}

/// How far an order is whose call was not answered. One that failed has cost nothing.
fn ordered(cx: &mut Cx<'_, '_>, purchase_id: i64) -> Result<Known, store::Error> {
    Ok(match cx.tx.purchase(purchase_id)? {
        None => Known::Nothing,
        Some(purchase) => match purchase.state {
            PurchaseState::Open => Known::UnderWay,
            PurchaseState::Failed => Known::Nothing,
            PurchaseState::Waiting | PurchaseState::Completed | PurchaseState::Refunded => {
                Known::Ordered(Opened {
                    purchase_id,
                    transaction_id: purchase.transaction_id,
                    amount: purchase.amount,
                })
            }
        },
    })
}

/// Forgets the calls that are a day old at `now`, real time; how many there were.
pub async fn forget_old(runner: &Runner, now: i64) -> Result<usize, store::Error> {
    let (until, mut forgotten) = (now.saturating_sub(KEPT), 0);
    loop {
        let slice =
            runner.write(move |cx| cx.tx.forget_idempotent_calls(until, SLICE).map(End::Commit)).await?;
        forgotten += slice;
        if slice == 0 {
            return Ok(forgotten);
        }
    }
}
