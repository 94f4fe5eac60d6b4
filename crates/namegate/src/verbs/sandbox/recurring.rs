//! What a sandbox does now and then while it runs. What fails is told in the log, and the next round comes.

use std::time::Duration;

use registrar::clock::{Clock, RealClock};
use registrar::follower::Follower;
use registrar::ports::smtp::Smtp;
use registrar::runner::Runner;
use registrar::{allow_list, idempotency, mail_delivery, sweeps};
use server::stop::Stop;

const SWEEP_EVERY: Duration = Duration::from_secs(60);
/// Who has just published a proof of control waits for the certificate.
const SWEEP_CERTIFICATES_EVERY: Duration = Duration::from_secs(2);
const DELIVER_EVERY: Duration = Duration::from_secs(1);
/// Who has just added the name of a host wants to call from there.
const LOOK_UP_EVERY: Duration = Duration::from_secs(2);
/// The least delay of propagation that can be imitated.
const PUBLISH_EVERY: Duration = Duration::from_secs(1);

/// Who does it.
pub struct Jobs {
    pub runner: Runner,
    pub smtp: Option<Smtp>,
    /// Where other processes share the database.
    pub follower: Option<Follower>,
}

/// Starts all of it, until the stop. Whoever holds a `Stop` is waited for, so this takes it.
pub fn start(Jobs { runner, smtp, follower }: Jobs, stop: Stop) {
    if let Some(follower) = follower {
        tokio::spawn(follow(follower, stop.clone()));
    }
    if let Some(smtp) = smtp {
        tokio::spawn(deliver_mails(runner.clone(), smtp, stop.clone()));
    }
    tokio::spawn(sweep(runner.clone(), stop.clone()));
    tokio::spawn(look_up_hosts(runner.clone(), stop.clone()));
    tokio::spawn(publish(runner.clone(), stop.clone()));
    tokio::spawn(sweep_certificates(runner, stop));
}

/// Follows what other processes change.
async fn follow(follower: Follower, mut stop: Stop) {
    tokio::select! {
        () = follower.run() => {}
        () = stop.stopped() => {}
    }
}

/// Brings the store to where the clock says it should be.
async fn sweep(runner: Runner, mut stop: Stop) {
    loop {
        // What was open then is left open by a failure, not by a call under way, however far the clock is moved meanwhile.
        let before = runner.now();
        if is_stopped_within(SWEEP_EVERY, &mut stop).await {
            return;
        }
        // The log has it.
        let _ = sweeps::run(&runner, before).await;
        if let Err(error) = idempotency::forget_old(&runner, RealClock.now()).await {
            tracing::warn!(%error, "calls under idempotency keys could not be forgotten");
        }
    }
}

/// Looks up the hosts of allow-lists.
async fn look_up_hosts(runner: Runner, mut stop: Stop) {
    while !is_stopped_within(LOOK_UP_EVERY, &mut stop).await {
        if let Err(error) = allow_list::look_up_due(&runner, RealClock.now()).await {
            tracing::warn!(%error, "hosts of allow-lists could not be looked up");
        }
    }
}

/// Has changed zones answered, while a delay of propagation is imitated.
async fn publish(runner: Runner, mut stop: Stop) {
    while !is_stopped_within(PUBLISH_EVERY, &mut stop).await {
        if runner.controls().oddities.get().delay == 0 {
            continue;
        }
        if let Err(error) = sweeps::zones::publish(&runner).await {
            tracing::warn!(%error, "changed zones could not be answered");
        }
    }
}

/// Looks for proofs of control. Apart from the other sweeps: it waits for hosts outside.
async fn sweep_certificates(runner: Runner, mut stop: Stop) {
    while !is_stopped_within(SWEEP_CERTIFICATES_EVERY, &mut stop).await {
        if let Err(error) = sweeps::certificates::run(&runner).await {
            tracing::warn!(%error, "certificates could not be swept");
        }
    }
}

/// Hands over what mails there are.
async fn deliver_mails(runner: Runner, smtp: Smtp, mut stop: Stop) {
    while !is_stopped_within(DELIVER_EVERY, &mut stop).await {
        if let Err(error) = mail_delivery::deliver_due(&runner, &smtp, RealClock.now()).await {
            tracing::warn!(%error, "mails could not be delivered");
        }
    }
}

async fn is_stopped_within(pause: Duration, stop: &mut Stop) -> bool {
    tokio::select! {
        () = tokio::time::sleep(pause) => false,
        () = stop.stopped() => true,
    }
}
