//! Mails leave: each that is due is handed over, outside any transaction, and taken from the way only then. Who crashes
//! in between sends it twice, but loses none.

use store::{End, OutgoingMail};

use crate::ports::mail_transport::{MailTransport, Undelivered};
use crate::runner::Runner;

/// Mails of one round.
const ROUND: i64 = 50;
/// Seconds for which a mail is in the hands of one process. Longer than any transport takes.
const IN_HANDS: i64 = 600;
/// Seconds after the first try that failed; they double with each.
const FIRST_WAIT: i64 = 5;
/// Seconds between two tries at most (RFC 5321 section 4.5.4.1: two or three hours, once it failed for longer).
const LONGEST_WAIT: i64 = 3 * 3_600;
/// Tries before a mail is given up: with the waits above, between four and five days (RFC 5321 section 4.5.4.1).
const MOST_TRIES: i64 = 50;

/// Hands over every mail that is due at `now`, real time in unix seconds; how many were taken.
pub async fn deliver_due(
    runner: &Runner,
    transport: &dyn MailTransport,
    now: i64,
) -> Result<usize, store::Error> {
    let mut delivered = 0;
    for outgoing in runner.read(|cx| cx.tx.due_outgoing_mails(now, ROUND))? {
        if deliver(runner, transport, outgoing, now).await? {
            delivered += 1;
        }
    }
    Ok(delivered)
}

/// Whether the mail was taken.
async fn deliver(
    runner: &Runner,
    transport: &dyn MailTransport,
    outgoing: OutgoingMail,
    now: i64,
) -> Result<bool, store::Error> {
    let held = OutgoingMail { tries: outgoing.tries + 1, due: now + IN_HANDS, ..outgoing.clone() };
    if !put_off(runner, outgoing, held.tries, held.due).await? {
        // Another process has it.
        return Ok(false);
    }
    let (id, tries) = (held.mail.id, held.tries);
    let handed_over = transport.hand_over(&held.mail).await;
    match &handed_over {
        Ok(()) => {}
        Err(why @ Undelivered::NotNow(_)) if tries < MOST_TRIES => {
            tracing::info!(mail = id, tries, %why, "a mail waits");
            put_off(runner, held, tries, now + wait(tries)).await?;
            return Ok(false);
        }
        Err(why) => tracing::warn!(mail = id, tries, %why, "a mail is given up"),
    }
    runner.write(move |cx| cx.tx.delete_outgoing_mail(id).map(End::Commit)).await?;
    Ok(handed_over.is_ok())
}

async fn put_off(runner: &Runner, seen: OutgoingMail, tries: i64, due: i64) -> Result<bool, store::Error> {
    runner.write(move |cx| cx.tx.put_off_outgoing_mail(&seen, tries, due).map(End::Commit)).await
}

/// Seconds until the next try after this many.
fn wait(tries: i64) -> i64 {
    // Far fewer doublings than an i64 has room for reach the longest wait.
    let doublings = tries.clamp(1, 32) - 1;
    (FIRST_WAIT << doublings).min(LONGEST_WAIT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_is_tried_for_days() {
        assert_eq!([1, 2, 3, 12, 13, 50].map(wait), [5, 10, 20, 10_240, 10_800, 10_800]);
        let days = (1..MOST_TRIES).map(wait).sum::<i64>() / 86_400;
        assert_eq!(days, 4, "and some hours: RFC 5321 section 4.5.4.1");
    }
}
