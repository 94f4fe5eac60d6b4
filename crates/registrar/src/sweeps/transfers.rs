//! Takes transfers to where the clock says they are. Who reaches the end gets the domain, or the money back.

use rules::transfer::Phase;
use store::{End, Transfer};

use crate::ports::registry::Refused;
use crate::runner::{Cx, Runner};
use crate::{settlement, transfer};

const SLICE: i64 = 100;

/// What a sweep did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    pub completed: usize,
    pub cancelled: usize,
    /// Those that went on and have not ended.
    pub moved_on: usize,
}

/// Takes every step that is due.
pub async fn run(runner: &Runner) -> Result<Swept, store::Error> {
    let mut swept = Swept::default();
    loop {
        let slice = runner
            .write(|cx| {
                let due = cx.tx.transfers_due(cx.now, SLICE)?;
                due.into_iter()
                    .map(|transfer| advance(cx, transfer))
                    .collect::<Result<Vec<_>, _>>()
                    .map(End::Commit)
            })
            .await?;
        if slice.is_empty() {
            return Ok(swept);
        }
        for phase in slice {
            match phase {
                Phase::Completed => swept.completed += 1,
                Phase::Cancelled => swept.cancelled += 1,
                Phase::Queued | Phase::InProgress => swept.moved_on += 1,
            }
        }
    }
}

/// When a transfer next takes a step.
pub fn next(cx: &mut Cx<'_, '_>) -> Result<Option<i64>, store::Error> {
    cx.tx.next_transfer_due()
}

fn advance(cx: &mut Cx<'_, '_>, transfer: Transfer) -> Result<Phase, store::Error> {
    let stage = transfer::course(&transfer).stage(cx.now);
    let ended = match stage.phase {
        Phase::Completed => Some(Ok(())),
        Phase::Cancelled => Some(Err(Refused::Policy)),
        Phase::Queued | Phase::InProgress => None,
    };
    if let Some(ended) = ended {
        let gone = || store::Error::Engine("the order of a transfer is gone".into());
        let purchase = cx.tx.purchase(transfer.purchase_id)?.ok_or_else(gone)?;
        settlement::settle(cx, &purchase, ended)?;
    }
    cx.tx.save_transfer(&transfer::at(transfer, stage))?;
    Ok(stage.phase)
}
