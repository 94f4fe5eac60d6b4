//! Runs an order: opened in one transaction, completed outside it, settled in another. A highest price, a dry run and an
//! idempotency key are the same for whatever is bought, and so they are here.

use std::sync::Arc;

use registrar::caller::Caller;
use registrar::funds;
use registrar::idempotency::{Known, Sent};
use registrar::orders::{Ended, Opened};
use registrar::runner::{Cx, Runner};
use registrar::settlement;
use store::End;
use wire::element::{Kept, kept};
use wire::text::Amount;
use wire::{Body, WriteBody};

use super::{Door, Inside, Outcome, admitted, answered, ending};
use crate::handler::{Answer, OrderJob, Stop};
use crate::shared_params::Shared;
use crate::shared_params::refusals::{KEY_OF_ANOTHER_CALL, KEY_UNDER_WAY, PRICE_ABOVE_MOST};

/// The answer to a dry run.
#[derive(Body, Debug)]
#[body(name = "OrderQuote")]
struct Quote {
    #[attr]
    command: String,
    /// What would be charged, as far as it is known when it is ordered.
    #[attr]
    amount: Amount<4>,
    #[attr]
    currency: String,
    /// What the account could spend afterwards.
    #[attr]
    balance_after: Amount<4>,
}

/// What came of the first step.
enum Step {
    /// The order is open, or has ended already. With the caller, for whom an answer is kept.
    Opened(Box<Caller>, Opened, Option<Ended>),
    /// The order has brought what was bought, and the answer is noted under the key.
    Answered(Box<dyn WriteBody>),
    /// As answered, and nothing is kept.
    Quoted(Box<dyn WriteBody>),
}

/// An order with what the call says beside it.
struct Asked {
    command: &'static str,
    job: Box<dyn OrderJob>,
    shared: Shared,
}

pub async fn order(
    runner: &Runner,
    door: Arc<Door>,
    command: &'static str,
    job: Box<dyn OrderJob>,
    shared: Shared,
) -> Outcome {
    let asked = Arc::new(Asked { command, job, shared });
    let (inner, opening) = (Arc::clone(&door), Arc::clone(&asked));
    let work = move |cx: &mut Cx<'_, '_>| match ending(admitted(cx, &inner, |cx, caller| {
        opening.open(cx, caller)
    })?)? {
        End::Commit(Inside::Done(Ok(Step::Quoted(body)))) => {
            Ok(End::Rollback(Inside::Done(Ok(Step::Quoted(body)))))
        }
        end => Ok(end),
    };
    match door.done(runner.write(work).await) {
        Ok(Step::Opened(caller, opened, ended)) => {
            answered(asked.complete(runner, caller, opened, ended).await)
        }
        Ok(Step::Answered(body) | Step::Quoted(body)) => Outcome::Answered(body),
        Err(outcome) => outcome,
    }
}

impl Asked {
    fn open(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Step> {
        if self.shared.dry_run {
            return self.quote(cx, caller);
        }
        if let Some(sent) = &self.shared.sent {
            match sent.look_up(cx, caller)? {
                Known::Nothing => {}
                Known::Answered(answer) => return Err(Stop::Repeated(Kept(answer))),
                // A crash was between the order and its answer.
                Known::Ordered(opened) => {
                    return self.kept_answer(sent, cx, caller, opened).map(Step::Answered);
                }
                Known::Other => return Err(KEY_OF_ANOTHER_CALL.into()),
                // Orders are noted with what they bought, and are never begun without.
                Known::UnderWay | Known::Begun(_) => return Err(KEY_UNDER_WAY.into()),
            }
        }
        let (opened, ended) = self.within_price(cx, caller)?;
        match (&self.shared.sent, ended) {
            (Some(sent), None) => sent.keep_order(cx, caller, opened)?,
            (Some(sent), Some(Ok(()))) => {
                return self.kept_answer(sent, cx, caller, opened).map(Step::Answered);
            }
            // What failed at once has cost nothing, and may be tried again.
            (Some(_), Some(Err(_))) | (None, _) => {}
        }
        Ok(Step::Opened(Box::new(caller.clone()), opened, ended))
    }

    /// Opens the order, if its price is not above the highest. Refused, it was never opened.
    fn within_price(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<(Opened, Option<Ended>)> {
        let (opened, ended) = self.job.open(cx, caller)?;
        let is_charged = !matches!(ended, Some(Err(_)));
        match self.shared.max_price {
            Some(most) if is_charged && opened.amount.ten_thousandths > most.ten_thousandths => {
                Err(PRICE_ABOVE_MOST.about(&opened.amount.four_decimals()).into())
            }
            _ => Ok((opened, ended)),
        }
    }

    fn quote(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Step> {
        let (opened, ended) = self.within_price(cx, caller)?;
        if let Some(Err(refused)) = ended {
            // Without the ids of an order that will not have been.
            return Err(match self.job.answer(cx, opened, Err(refused)) {
                Err(Stop::Refused(refusal)) => Stop::Refused(wire::Refusal { body: None, ..refusal }),
                Err(stop) => stop,
                Ok(body) => return Ok(Step::Quoted(body)),
            });
        }
        Ok(Step::Quoted(Box::new(Quote {
            command: self.command.to_owned(),
            amount: Amount(opened.amount.ten_thousandths),
            currency: opened.amount.currency.code().to_owned(),
            balance_after: Amount(funds::balance(cx, caller)?.ten_thousandths),
        })))
    }

    /// The answer of an order that has brought what was bought, noted under the key.
    fn kept_answer(
        &self,
        sent: &Sent,
        cx: &mut Cx<'_, '_>,
        caller: &Caller,
        opened: Opened,
    ) -> Answer<Box<dyn WriteBody>> {
        let body = self.job.answer(cx, opened, Ok(()))?;
        sent.keep_answer(cx, caller, &kept(&*body).0)?;
        Ok(body)
    }

    async fn complete(
        self: Arc<Self>,
        runner: &Runner,
        caller: Box<Caller>,
        opened: Opened,
        ended: Option<Ended>,
    ) -> Answer<Box<dyn WriteBody>> {
        let ended = match ended {
            Some(ended) => ended,
            None => {
                let asked = Arc::clone(&self);
                let then = move |cx: &mut Cx<'_, '_>, ended| asked.keep(cx, &caller, opened, ended);
                match settlement::complete_apart(runner, opened.purchase_id, then).await? {
                    (_, Some(body)) => return Ok(body),
                    (ended, None) => ended,
                }
            }
        };
        runner.read(|cx| Ok(self.job.answer(cx, opened, ended)))?
    }

    /// Keeps the answer under the key, if there is one, in the transaction that settles the order.
    fn keep(
        &self,
        cx: &mut Cx<'_, '_>,
        caller: &Caller,
        opened: Opened,
        ended: Ended,
    ) -> Result<Option<Box<dyn WriteBody>>, store::Error> {
        let Some(sent) = &self.shared.sent else { return Ok(None) };
        if ended.is_err() {
            sent.forget(cx, caller)?;
            return Ok(None);
        }
        match self.kept_answer(sent, cx, caller, opened) {
            Ok(body) => Ok(Some(body)),
            Err(Stop::Fault(error)) => Err(error),
            // The order stands; its answer is made again when it is asked for.
            Err(Stop::Refused(_) | Stop::RefusedKeeping(_) | Stop::Repeated(_)) => Ok(None),
        }
    }
}
